using System.Text;

namespace Vern.Persons.Collection;

/// <summary>Shows a body what will leave its machine, before it leaves: columns, number of rows, the rows as a table, and what stays.</summary>
public static class ShowSubmission
{
    private static readonly (string Header, Func<ReportedPerson, string> Value)[] Columns =
    [
        ("row", person => $"{person.Row}"), ("identity", person => person.Encoding is null ? "none" : "encoded"), ("sex", person => person.Sex.ToString()), ("nationality", person => person.Nationality),
        ("born", person => $"{person.BirthYear}"), ("age", person => $"{person.Age}"), ("minor", person => person.PresumedMinor switch { true => "yes", false => "no", _ => "" }),
        ("forms", person => string.Join(' ', person.Forms)), ("identified", person => person.IdentifiedYear is { } year ? $"{year}" : "unclear"), ("offer", person => $"{person.Offer}"),
        ("measures", person => person.ReceivedMeasures ? "yes " + string.Join(' ', person.Measures) : string.Join(' ', person.Measures)), ("immigration", person => person.ImmigrationStatus ?? ""),
        ("criminal", person => person.CriminalStatus ?? ""), ("housing", person => person.Housing ?? ""), ("children", person => $"{person.AccompanyingChildren}/{person.ChildrenElsewhere}".Trim('/')),
        ("also", person => string.Join(' ', person.AlsoFollowedBy)), ("region", person => person.Region ?? ""), ("decline", person => person.DeclineReason ?? ""),
    ];

    /// <summary>The text.</summary>
    /// <param name="submission">What will leave.</param>
    /// <param name="sender">The body.</param>
    /// <param name="rows">How many rows are shown.</param>
    public static string Text(Submission submission, Body sender, int rows)
    {
        ArgumentNullException.ThrowIfNull(submission);
        ArgumentNullException.ThrowIfNull(sender);
        var text = new StringBuilder();
        var encoded = submission.Persons.Count(person => person.Encoding is not null);
        text.AppendLine($"This will leave your machine, for {submission.Year}, from {sender.Name} ({sender.Id}):");
        text.AppendLine($"  {submission.Persons.Count} rows, {encoded} with a keyed encoding of the identity, {submission.Persons.Count - encoded} without" + (submission.Answer is AnswerKind.Report ? "" : $"; the answer is {submission.Answer}"));
        text.AppendLine($"  stays here: {string.Join(", ", FormColumns.All.Where(column => column.Identity).Select(column => column.Code))}; and the key");
        text.AppendLine($"  leaves:     {string.Join(", ", FormColumns.All.Where(column => !column.Identity && !submission.LeftOut.Contains(column.Code)).Select(column => column.Code))}");
        if (submission.LeftOut.Count > 0) text.AppendLine($"  left empty: {string.Join(", ", submission.LeftOut)}");
        if (submission.Agency is { } agency) text.AppendLine($"  on the body itself: {string.Join(", ", agency.Answers.Keys)}");
        if (submission.Cases.Count > 0) text.AppendLine($"  police cases: {string.Join(", ", submission.Cases.Select(line => $"{line.Form} {line.Cases}"))}");
        if (submission.Remark is { } remark) text.AppendLine($"  remark: {remark}");
        if (submission.Schema is { } schema) text.AppendLine($"  schema {schema[..Math.Min(schema.Length, 30)]}…, key check {submission.KeyCheck}");
        Table(text, [.. submission.Persons.Take(rows)]);
        if (submission.Persons.Count > rows) text.AppendLine($"  … and {submission.Persons.Count - rows} more rows (all of them: --show)");
        return text.ToString();
    }

    private static void Table(StringBuilder text, IReadOnlyList<ReportedPerson> persons)
    {
        if (persons.Count == 0) return;
        var used = Columns.Where(column => persons.Any(person => column.Value(person).Length > 0)).ToList();
        var widths = used.Select(column => Math.Max(column.Header.Length, persons.Max(person => column.Value(person).Length))).ToList();
        Line(used.Select(column => column.Header));
        foreach (var person in persons) Line(used.Select(column => column.Value(person)));

        void Line(IEnumerable<string> cells) => text.AppendLine("  " + string.Join("  ", cells.Select((cell, at) => cell.PadRight(widths[at]))).TrimEnd());
    }
}
