using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Vern.Persons.Collection;
using Vern.Persons.Collection.Form;
using Vern.Platform.Localisation;

namespace Vern.Demonstration.Submissions;

/// <summary>Fills in the reporting form as a body would: the same workbook that <c>vern template</c> makes, with its rows.</summary>
public static class FillForm
{
    /// <summary>Writes a body's filled form.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="report">The body's report.</param>
    /// <param name="year">The reporting year.</param>
    /// <param name="register">The register of bodies.</param>
    public static void Write(string file, WrittenReport report, int year, IReadOnlyList<Body> register)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var workbook = new MemoryStream();
        ReportingTemplate.Write(workbook, Language.Norwegian, year, register);
        workbook.Position = 0;
        using (var document = SpreadsheetDocument.Open(workbook, isEditable: true))
            foreach (var part in document.WorkbookPart!.WorksheetParts)
            {
                var data = part.Worksheet.GetFirstChild<SheetData>()!;
                var mark = data.Elements<Row>().FirstOrDefault()?.Elements<Cell>().FirstOrDefault()?.InnerText;
                if (mark == FormColumns.Headers[0].Header) Persons(data, report);
                else if (mark == ReportingTemplate.AgencyMark) Agency(data, report);
                else if (mark == ReportingTemplate.PoliceMark) Police(data, report);
                part.Worksheet.Save();
            }

        File.WriteAllBytes(file, workbook.ToArray());
    }

    private static void Persons(SheetData data, WrittenReport report)
    {
        var number = ReportingTemplate.HeaderRows;
        foreach (var row in report.Rows)
        {
            var values = Values(row);
            number++;
            data.Append(RowOf(number, FormColumns.Headers.Select((header, at) => (at + 1, values.GetValueOrDefault(header.Header)))));
        }
    }

    private static void Agency(SheetData data, WrittenReport report)
    {
        var answers = new Dictionary<string, string?>(StringComparer.Ordinal) { ["remark"] = report.Profile.Remark, ["measure-definition"] = report.Profile.MeasureDefinition };
        foreach (var (field, answer) in report.Agency?.Answers ?? new Dictionary<string, string>()) answers[field] = answer;
        foreach (var row in data.Elements<Row>())
        {
            if (row.Elements<Cell>().FirstOrDefault() is not { } first || !answers.TryGetValue(first.InnerText, out var answer) || answer is null) continue;
            var reference = string.Create(CultureInfo.InvariantCulture, $"C{row.RowIndex!.Value}");
            var cell = row.Elements<Cell>().FirstOrDefault(cell => cell.CellReference?.Value == reference) ?? row.AppendChild(new Cell { CellReference = reference });
            Set(cell, answer);
        }
    }

    private static void Police(SheetData data, WrittenReport report)
    {
        var number = ReportingTemplate.HeaderRows;
        foreach (var line in report.Profile.Cases)
            data.Append(RowOf(++number, [(2, line.Form), (3, Text(line.Cases)), (4, Text(line.Victims)), (5, line.Reclassified)]));
    }

    /// <summary>The cells of a person by the header of their column. Codes stand where the form offers labels: the form takes both.</summary>
    private static Dictionary<string, string?> Values(WrittenRow row)
    {
        var person = row.Reported;
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["given-names"] = row.Identity?.GivenNames, ["family-names"] = row.Identity?.FamilyNames, ["birth-date"] = AsWritten(row.Identity?.BirthDate),
            ["duf"] = row.Identity?.Duf, ["national-number"] = row.Identity?.NationalNumber,
            ["sex"] = person.Sex switch { Sex.Woman => "W", Sex.Man => "M", _ => "UNK" }, ["nationality"] = person.Nationality,
            ["birth-year"] = Text(person.BirthYear), ["age"] = Text(person.Age), ["presumed-minor"] = YesNo(person.PresumedMinor),
            ["identified-year"] = person.IdentifiedYear is { } year ? Text(year) : "UNCLEAR",
            ["offer"] = person.Offer switch { OfferAnswer.Accepted => "ACC", OfferAnswer.Declined => "DECL", OfferAnswer.Evaded => "EVAD", OfferAnswer.Disappeared => "DISAP", OfferAnswer.NotOffered => "NOTOFF", _ => "UNK" },
            ["received-measures"] = YesNo(person.ReceivedMeasures), ["identified-accepted"] = YesNo(person.IdentifiedAndAccepted),
            ["immigration"] = person.ImmigrationStatus, ["criminal"] = person.CriminalStatus, ["housing"] = person.Housing,
            ["children-with"] = Text(person.AccompanyingChildren), ["children-elsewhere"] = Text(person.ChildrenElsewhere), ["region"] = person.Region, ["decline"] = person.DeclineReason,
        };
        Several("form", [.. person.Forms.Where(form => !form.Contains('-', StringComparison.Ordinal))]);
        Several("sub-form", [.. person.Forms.Where(form => form.Contains('-', StringComparison.Ordinal))]);
        Several("measure", person.Measures);
        Several("also", [.. person.AlsoFollowedBy.Select(body => body.Value)]);
        return values;

        void Several(string column, IReadOnlyList<string> codes)
        {
            for (var i = 0; i < codes.Count && FormColumns.Headers.Any(header => header.Header == $"{column}-{i + 1}"); i++) values[$"{column}-{i + 1}"] = codes[i];
        }
    }

    /// <summary>A date as it is written in Norway; a year alone as it is.</summary>
    private static string? AsWritten(string? iso) => iso is { Length: 10 } ? $"{iso[8..]}.{iso[5..7]}.{iso[..4]}" : iso;

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? YesNo(bool? value) => value switch { true => "YES", false => "NO", _ => null };

    private static Row RowOf(int number, IEnumerable<(int Column, string? Text)> cells)
    {
        var row = new Row { RowIndex = (uint)number };
        foreach (var (column, text) in cells)
            if (text is not null) row.Append(Set(new Cell { CellReference = string.Create(CultureInfo.InvariantCulture, $"{Letters(column)}{number}") }, text));
        return row;
    }

    private static Cell Set(Cell cell, string text)
    {
        cell.RemoveAllChildren();
        cell.DataType = CellValues.InlineString;
        cell.Append(new InlineString(new Text(text)));
        return cell;
    }

    private static string Letters(int column) => column <= 26 ? ((char)('A' + column - 1)).ToString() : Letters((column - 1) / 26) + (char)('A' + (column - 1) % 26);
}
