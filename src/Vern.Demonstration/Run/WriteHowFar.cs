using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Vern.Demonstration.Run;

/// <summary>Writes how far linkage is from the truth: <c>truth.json</c> for programs, <c>how-far-from-the-truth.md</c> for people.</summary>
public static class WriteHowFar
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As JSON.</summary>
    public static string AsJson(HowFar found, IReadOnlyList<PrintedBeside> printed, IReadOnlyDictionary<string, IReadOnlyList<int>> truthOfRows) =>
        JsonSerializer.Serialize(new { warning = "Made-up persons. The truth is known to the generator only; nothing that links or counts reads this file.", found, printed, truthOfRows }, Json);

    /// <summary>As Markdown.</summary>
    public static string AsMarkdown(HowFar found, IReadOnlyList<PrintedBeside> printed)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(printed);
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"# How far from the truth");
        Line($"");
        Line($"The persons of the demonstration are made up, so the truth is known; the linkage did not see it. Linking is run anew in every demonstration: these figures are what it found.");
        Line($"");
        Line($"| | truth | found |");
        Line($"|---|---:|---:|");
        Line($"| counted persons, 95 % interval | {found.Truth} | {found.Counted.Low} to {found.Counted.High} |");
        Line($"| counted persons, best | {found.Truth} | {found.Counted.Best} |");
        Line($"| counted persons by the published rule \"in doubt, the same person\" | {found.Truth} | {found.ByRule} |");
        Line($"| rows linked | | {found.Rows} |");
        Line($"| of which without an identity | | {found.RowsWithoutIdentity} |");
        Line($"");
        Line($"The interval {(found.IntervalHoldsTruth ? "holds" : "does not hold")} the truth.");
        Line($"");
        Line($"## Pairs of rows of one person");
        Line($"");
        Line($"| clusters | true pairs | linked | right | precision | recall |");
        Line($"|---|---:|---:|---:|---:|---:|");
        foreach (var (name, score) in new[] { ("at the linker's threshold", found.Best), ("by the rule", found.Rule) })
            Line($"| {name} | {score.TruePairs} | {score.Linked} | {score.Right} | {100 * score.Precision:0.0} % | {100 * score.Recall:0.0} % |");
        Line($"");
        Line($"{found.PairsWithoutIdentity} of the true pairs have a row without an identity: no encoding can bring them together.");
        Line($"Pairs in doubt: {found.Doubtful}, of which {found.DoubtfulTrue} are one person in truth.");
        Line($"");
        Line($"## Table 3, cell by cell");
        Line($"");
        Line($"| form | kind | truth | found | difference |");
        Line($"|---|---|---:|---:|---:|");
        foreach (var cell in found.Table3.Where(cell => cell.Truth != 0 || cell.Found != 0)) Line($"| {cell.Form} | {cell.SexAge} | {cell.Truth} | {cell.Found} | {cell.Difference:+0;-0;0} |");
        Line($"");
        Line($"This table is the unit's own: the publication hides small counts.");
        Line($"");
        Line($"## What the printed edition of 2014 already gave away");
        Line($"");
        Line($"This publication is audited without the print. These cells of one and two are in it, and public for ever:");
        Line($"");
        Line($"| where | cell | printed | in this publication |");
        Line($"|---|---|---:|---|");
        foreach (var (cell, status) in printed) Line($"| {cell.Where} | {cell.What} | {cell.Value} | {status} |");
        return text.ToString();
    }
}
