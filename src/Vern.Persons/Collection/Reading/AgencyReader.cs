using System.Globalization;
using Vern.Persons.Collection.Form;

namespace Vern.Persons.Collection.Reading;

/// <summary>Reads the sheets on the body itself and on police cases (B-020 to B-028).</summary>
internal sealed class AgencyReader(FormWords words, ProblemList problems)
{
    internal Dictionary<string, string> Answers { get; } = new(StringComparer.Ordinal);
    internal List<PoliceCases> Cases { get; } = [];
    internal string? Remark { get; private set; }
    internal string? MeasureDefinition { get; private set; }
    /// <summary>Zero or no report, when the body says so.</summary>
    internal AnswerKind? Answer { get; private set; }

    internal void ReadAgency(string sheet, SheetRow row)
    {
        var field = row.Cells.FirstOrDefault(cell => cell.Column == 1).Text;
        var answer = row.Cells.FirstOrDefault(cell => cell.Column == 3);
        if (field is null || field == ReportingTemplate.AgencyMark || answer.Text is null) return;
        if (!ReportingTemplate.AgencyFields.Contains(field)) problems.Add(sheet, row.Number, "A", "no question of the form; the hidden column A must stay as it is");
        else if (answer.IsFormula) problems.Add(sheet, row.Number, "C", "a formula; a text was expected");
        else if (FreeText.HoldsIdentityNumber(answer.Text)) problems.Add(sheet, row.Number, "C", "a number of eleven or twelve digits, as identity numbers have; take it out");
        else if (answer.Text.Length > 8_000) problems.Add(sheet, row.Number, "C", "more than 8000 characters");
        else if (field == "remark") Remark = answer.Text;
        else if (field == "measure-definition") MeasureDefinition = answer.Text;
        else if (field != "answer") Answers[field] = answer.Text;
        else if (words.Code("Answer", answer.Text) is { } code) Answer = code == "ZERO" ? AnswerKind.Zero : AnswerKind.NoReport;
        else problems.Add(sheet, row.Number, "C", $"'{SubmissionPackage.Shown(answer.Text)}' is not in the list; 'zero persons' or 'no report' was expected");
    }

    internal void ReadPolice(string sheet, SheetRow row)
    {
        if (row.Number <= ReportingTemplate.HeaderRows) return;
        var before = problems.Count;
        var cells = row.Cells.Where(cell => cell.Column is >= 2 and <= 5).ToDictionary(cell => cell.Column);
        foreach (var cell in cells.Values.Where(cell => cell.IsFormula)) problems.Add(sheet, row.Number, FormSheet.ColumnName(cell.Column), "a formula; a value was expected");
        if (cells.Count == 0 || problems.Count > before) return;
        var form = cells.TryGetValue(2, out var name) ? words.Code("Form", name.Text) : null;
        if (form is null || !CodeLists.MainForm.Has(form)) problems.Add(sheet, row.Number, "B", $"a form of exploitation was expected: {string.Join(", ", CodeLists.MainForm.Codes)}");
        var count = Number(3);
        var victims = Number(4);
        if (count is null && problems.Count == before) problems.Add(sheet, row.Number, "C", "a number of cases was expected");
        var why = cells.TryGetValue(5, out var text) ? text.Text : null;
        if (FreeText.HoldsIdentityNumber(why)) problems.Add(sheet, row.Number, "E", "a number of eleven or twelve digits, as identity numbers have; take it out");
        if (problems.Count == before) Cases.Add(new(form!, count!.Value, victims, why));

        int? Number(int column)
        {
            if (!cells.TryGetValue(column, out var cell)) return null;
            if (int.TryParse(cell.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 100_000) return number;
            problems.Add(sheet, row.Number, FormSheet.ColumnName(column), "a whole number from 0 to 100000 was expected");
            return null;
        }
    }
}
