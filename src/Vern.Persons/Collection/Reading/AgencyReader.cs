using System.Globalization;
using Vern.Persons.Collection.Form;

namespace Vern.Persons.Collection.Reading;

/// <summary>Reads the sheets on the body itself and on police cases (B-020 to B-028).</summary>
internal sealed class AgencyReader(FormWords words, ProblemList problems)
{
    /// <summary>Characters of an answer.</summary>
    internal const int LongestAnswer = 8_000;
    /// <summary>Cases or aggrieved persons on one line.</summary>
    internal const int MostCases = 100_000;

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
        if (!ReportingTemplate.AgencyFields.Contains(field)) problems.Add(sheet, row.Number, "A", Texts.Say("problem.no-question"));
        else if (answer.IsFormula) problems.Add(sheet, row.Number, "C", Texts.Say("problem.formula-text"));
        else if (FreeText.HoldsIdentityNumber(answer.Text)) problems.Add(sheet, row.Number, "C", Texts.Say("problem.identity-number"));
        else if (answer.Text.Length > LongestAnswer) problems.Add(sheet, row.Number, "C", Texts.Say("problem.long-answer", LongestAnswer));
        else if (field == "remark") Remark = answer.Text;
        else if (field == "measure-definition") MeasureDefinition = answer.Text;
        else if (field != "answer") Answers[field] = answer.Text;
        else if (words.Code("Answer", answer.Text) is { } code) Answer = code == "ZERO" ? AnswerKind.Zero : AnswerKind.NoReport;
        else problems.Add(sheet, row.Number, "C", Texts.Say("problem.answer", SubmissionPackage.Shown(answer.Text)));
    }

    internal void ReadPolice(string sheet, SheetRow row)
    {
        if (row.Number <= ReportingTemplate.HeaderRows) return;
        var before = problems.Count;
        var cells = row.Cells.Where(cell => cell.Column is >= 2 and <= 5).ToDictionary(cell => cell.Column);
        foreach (var cell in cells.Values.Where(cell => cell.IsFormula)) problems.Add(sheet, row.Number, FormSheet.ColumnName(cell.Column), Texts.Say("problem.formula"));
        if (cells.Count == 0 || problems.Count > before) return;
        var form = cells.TryGetValue(2, out var name) ? words.Code("Form", name.Text) : null;
        if (form is null || !CodeLists.MainForm.Has(form)) problems.Add(sheet, row.Number, "B", Texts.Say("problem.police-form", string.Join(", ", CodeLists.MainForm.Codes)));
        var count = Number(3);
        var victims = Number(4);
        if (count is null && problems.Count == before) problems.Add(sheet, row.Number, "C", Texts.Say("problem.police-cases"));
        var why = cells.TryGetValue(5, out var text) ? text.Text : null;
        if (FreeText.HoldsIdentityNumber(why)) problems.Add(sheet, row.Number, "E", Texts.Say("problem.identity-number"));
        if (problems.Count == before) Cases.Add(new(form!, count!.Value, victims, why));

        int? Number(int column)
        {
            if (!cells.TryGetValue(column, out var cell)) return null;
            if (int.TryParse(cell.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostCases) return number;
            problems.Add(sheet, row.Number, FormSheet.ColumnName(column), Texts.Say("problem.police-number", MostCases));
            return null;
        }
    }
}
