using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;
using static Vern.Persons.Statistics.TableCells;

namespace Vern.Persons.Statistics;

/// <summary>Tables of other registers: police reports (6, 7), judgments (8), permits, asylum decisions, reception centres. Each has its own unit.</summary>
internal static class RegisterTables
{
    private static readonly string[] PoliceForms = ["SEX", "LAB", "ORG", "WAR"];

    /// <summary>Tables 6 and 7; the year's row of Table 6 is always the total of Table 7 when districts were told, so that the two cannot differ.</summary>
    public static IEnumerable<PublishedTable> Police(YearContext context)
    {
        var (years, yearsSource) = (context.Before.Police, context.Before.SourceOf(PoliceReportYear.Import));
        var (districts, source) = context.Imports.TryGetValue(PoliceDistrict.Import, out var told) ? (PoliceDistrict.Parse(told.Csv), told.Source) : ([], "");
        if (years.Count == 0 && districts.Count == 0) yield break;
        var cells = DistrictCells(districts, source, context.MinimumCount);
        var rows = new List<PublishedRow>();
        var notes = new List<TextCell> { Words("Table6.Frozen") };
        foreach (var year in years.Where(year => year.Year < context.Year || (year.Year == context.Year && districts.Count == 0)))
        {
            var numbers = new List<int>();
            if (year.GrossSexual is { } sexual && year.GrossLabour is { } labour)
            {
                notes.Add(Words("Table6.Gross", year.Year, sexual, labour));
                numbers.Add(notes.Count);
            }

            PublishedCell Told(int count) => new CountCell(RegisterCells.IsPublished(yearsSource) || year.Year < context.Year ? ProtectedCell.AlreadyPublished(count, yearsSource) : RegisterCells.Of(count, yearsSource, context));
            rows.Add(new PublishedRow([Year(year.Year), Told(year.Sexual), Told(year.Labour), Told(year.Organ), Told(year.War), Told(year.Total)], numbers));
        }

        if (districts.Count > 0)
        {
            var frozen = years.FirstOrDefault(year => year.Year == context.Year);
            if (frozen is not null && frozen.Total != districts.Sum(Sum)) notes.Add(Words("Table6.Differs", context.Year, frozen.Total));
            rows.Add(new PublishedRow([Year(context.Year), .. PoliceForms.Append("Total").Select(form => new CountCell(cells("Total", form)))], frozen is not null && frozen.Total != districts.Sum(Sum) ? [notes.Count] : []));
        }

        TextCell[] columns = [.. PoliceForms.Select(form => Words("Form." + form)), Words("Column.Total")];
        yield return new PublishedTable("table6", 6, Words("Table6.Title", rows.Count > 0 && years.Count > 0 ? years[0].Year : context.Year, context.Year), [Words("Column.Year"), .. columns], rows, notes, Unit.PoliceReports, "D-009", yearsSource);
        if (districts.Count == 0) yield break;
        yield return new PublishedTable("table7", 7, Words("Table7.Title", context.Year), [Words("Column.District"), .. columns, Words("Column.ShareOfTotal")],
            [.. districts.Select(district => District(cells, district.District, Name(district.District), false)), District(cells, "Total", Words("Column.Total"), true)],
            [Words("Table6.Frozen"), Words("Note.Hidden", context.MinimumCount)], Unit.PoliceReports, "D-010", source);
    }

    private static int Sum(PoliceDistrict district) => district.Sexual + district.Labour + district.Organ + district.War;

    private static PublishedRow District(Func<string, string, ProtectedCell> cells, string code, TextCell label, bool total) =>
        new([label, .. PoliceForms.Append("Total").Select(form => new CountCell(cells(code, form))), Share(cells(code, "Total"), cells("Total", "Total"))], [], total);

    private static Func<string, string, ProtectedCell> DistrictCells(IReadOnlyList<PoliceDistrict> districts, string source, int minimumCount)
    {
        if (districts.Count == 0) return (_, _) => throw new InvalidOperationException("No districts were told.");
        int CountOf(PoliceDistrict district, string form) => form switch { "SEX" => district.Sexual, "LAB" => district.Labour, "ORG" => district.Organ, "WAR" => district.War, _ => Sum(district) };
        if (RegisterCells.IsPublished(source))
            return (code, form) => ProtectedCell.AlreadyPublished(districts.Where(district => code == "Total" || district.District == code).Sum(district => CountOf(district, form)), source);
        var data = new Microdata(
            [new Dimension("district", new Code("Total", [.. districts.Select(district => new Code(district.District))])), new Dimension("form", new Code("Total", [.. PoliceForms.Select(form => new Code(form))]))],
            [.. districts.SelectMany(district => PoliceForms.Select(form => new MicrodataRow([district.District, form], CountOf(district, form))))]);
        var table = Protector.Protect(data, [new TableRequest("table7", ["district", "form"])], new ProtectionRules(minimumCount))["table7"];
        return (code, form) => table[code, form];
    }

    /// <summary>Table 8: cases ending in conviction; no nationality, and few aggrieved persons in a case are "fewer than" the minimum (D-011).</summary>
    public static IEnumerable<PublishedTable> Judgments(YearContext context)
    {
        if (!context.Imports.TryGetValue(Judgment.Import, out var import)) yield break;
        var judgments = Judgment.Parse(import.Csv);
        PublishedRow RowOf(Judgment judgment) => Row(
            Number(judgment.Case), Name(judgment.Courts), Name(judgment.District),
            judgment.Victims is not { } victims ? Words("Table8.VictimsUntold") : victims < context.MinimumCount ? Words("Table8.FewVictims", context.MinimumCount) : Words("Cell.Number", victims),
            judgment.Forms.Skip(1).Aggregate(Words("JudgmentForm." + judgment.Forms[0]), (before, form) => Words("Table8.And", before, Words("JudgmentForm." + form))),
            Words("Final." + judgment.Final));
        yield return new PublishedTable("table8", 8, Words("Table8.Title"),
            [Words("Table8.Case"), Words("Table8.Courts"), Words("Column.District"), Words("Table8.Victims"), Words("Column.Form"), Words("Table8.Final")],
            [.. judgments.Select(RowOf)], [Words("Table8.Public"), Words("Table8.NoNationality", context.MinimumCount)], Unit.Judgments, "D-011", import.Source);
        int With(Func<Judgment, bool> holds) => judgments.Count(holds);
        PublishedRow Counted(string key, int count, bool total = false) => new([Words(key), Words("Cell.Number", count), new PercentCell(judgments.Count == 0 ? null : Percent(count, judgments.Count))], [], total);
        yield return new PublishedTable("judgment-counts", null, Words("JudgmentCounts.Title"), [Words("JudgmentCounts.What"), Words("Unit.Judgments"), Words("Column.ShareOfTotal")],
            [
                .. Judgment.FormCodes.Select(code => Counted("JudgmentForm." + code, With(judgment => judgment.Forms.Contains(code, StringComparer.Ordinal)))),
                Counted("JudgmentCounts.Minors", With(judgment => judgment.MinorVictims == "yes")), Counted("JudgmentCounts.NotFinal", With(judgment => judgment.Final != "yes")),
                Counted("JudgmentCounts.Untold", With(judgment => judgment.Victims is null)), Counted("Column.Total", judgments.Count, true),
            ], [Words("JudgmentCounts.Several")], Unit.Judgments, "D-011", import.Source);
    }

    /// <summary>Permits, asylum decisions and reception centres, decisions and persons apart (C-017, D-026, D-027, D-048).</summary>
    public static IEnumerable<PublishedTable> Breakdowns(YearContext context)
    {
        foreach (var (id, name, unit, requirement) in ((string, string, string, string)[])[
            ("permits", "permits", "decisions", "D-026"), ("permit-applicants", "permits", "persons", "D-026"),
            ("asylum", "asylum", "decisions", "D-027"), ("asylum-applicants", "asylum", "persons", "D-027"), ("reception", "reception", "persons", "D-048")])
        {
            if (!context.Imports.TryGetValue(name, out var import)) continue;
            var lines = Breakdown.Parse(name, import.Csv, unit).Lines(import.Source, context.MinimumCount);
            if (lines.Count == 0) continue;
            yield return new PublishedTable(id, null, Words($"Breakdown.{id}", context.Year), [Words("Breakdown.Set"), Words("Breakdown.Item"), Words(unit == "persons" ? "Unit.Persons" : "Unit.Decisions"), Words("Column.ShareOfSet")],
                [.. lines.Select(line => new PublishedRow([Words("Set." + line.Set), line.Item is null ? Words("Column.Total") : Words("Item." + line.Item), new CountCell(line.Count), Share(line.Count, line.Total)], [], line.Item is null))],
                [Words("Breakdown.Uncertain"), Words(unit == "persons" ? "Breakdown.PersonsNotDecisions" : "Breakdown.DecisionsNotPersons")], unit == "persons" ? Unit.Persons : Unit.Decisions, requirement, import.Source);
        }
    }

    /// <summary>Returns through IOM per year, the figures of Diagram 13 (D-024).</summary>
    public static IEnumerable<PublishedTable> Returns(YearContext context)
    {
        if (context.Before.Returns.Count == 0) yield break;
        var source = context.Before.SourceOf(ReturnYear.Import);
        PublishedCell Told(ReturnYear year, int? count) => count is { } told ? new CountCell(year.Year < context.Year ? ProtectedCell.AlreadyPublished(told, source) : RegisterCells.Of(told, source, context)) : Words("Cell.NotPublished");
        yield return new PublishedTable("returns", null, Words("Returns.Title"), [Words("Column.Year"), Words("Returns.Applications"), Words("Returns.Departures")],
            [.. context.Before.Returns.Select(year => Row(Year(year.Year), Told(year, year.Applications), Told(year, year.Departures)))], [], Unit.Applications, "D-024", source);
    }
}
