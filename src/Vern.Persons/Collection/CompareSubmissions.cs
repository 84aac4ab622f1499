using Vern.Platform.Localisation;

namespace Vern.Persons.Collection;

/// <summary>How one submission differs from another: an earlier version, or the year before.</summary>
/// <param name="Added">Rows that have no counterpart in the former.</param>
/// <param name="Removed">Rows of the former that have none in the later.</param>
/// <param name="Changed">Rows that are in both with other attributes.</param>
/// <param name="Unchanged">Rows that are in both as they were.</param>
/// <param name="Fields">For each attribute how many changed rows differ in it, most first.</param>
public sealed record SubmissionDifference(int Added, int Removed, int Changed, int Unchanged, IReadOnlyList<(string Field, int Rows)> Fields)
{
    private const int MostShown = 20;

    /// <summary>The changed rows in the later submission's order: for each attribute what it was and what it is.</summary>
    public IReadOnlyList<RowChange> Changes { get; init; } = [];
    /// <summary>The numbers of added rows, from 1 for the first person.</summary>
    public IReadOnlyList<int> AddedRows { get; init; } = [];
    /// <summary>The numbers that removed rows had in the former submission.</summary>
    public IReadOnlyList<int> RemovedRows { get; init; } = [];

    /// <summary>"2 rows added, 1 removed, 3 changed (age 2, housing 1), 40 as they were".</summary>
    public override string ToString()
    {
        var fields = Fields.Count == 0 ? "" : $" ({string.Join(", ", Fields.Select(field => $"{field.Field} {field.Rows}"))})";
        return $"{Added} rows added, {Removed} removed, {Changed} changed{fields}, {Unchanged} as they were";
    }

    /// <summary>The same, and a line for each person that differs, twenty at most: <c>person 3: Housing (housing) SHELTER → none</c>.</summary>
    public string InFull()
    {
        var lines = new List<string>();
        if (AddedRows.Count > 0) lines.Add($"  added: {Persons(AddedRows)}");
        if (RemovedRows.Count > 0) lines.Add($"  removed: {Persons(RemovedRows)} of the version before");
        lines.AddRange(Changes.Take(MostShown).Select(row => $"  person {row.Row}: {string.Join("; ", row.Fields.Select(field => $"{Label(field.Field)} {Value(field.Was)} → {Value(field.Is)}"))}"));
        if (Changes.Count > MostShown) lines.Add($"  … and {Changes.Count - MostShown} more that changed");
        return string.Join('\n', [ToString(), .. lines]);
    }

    private static string Persons(IReadOnlyList<int> rows) => (rows.Count == 1 ? "person " : "persons ") + string.Join(", ", rows.Take(MostShown)) + (rows.Count > MostShown ? ", …" : "");

    private static string Label(string code) =>
        $"{FormTexts.Source.Format(Language.English, $"Column.{code}", "").Trim()} ({code})";

    private static string Value(string value) => value.Length == 0 ? "none" : value;
}

/// <summary>A person whose attributes changed.</summary>
/// <param name="Row">The number in the later submission, from 1 for the first person.</param>
/// <param name="Fields">The attributes that differ, by the column's code, with both values.</param>
public sealed record RowChange(int Row, IReadOnlyList<(string Field, string Was, string Is)> Fields);

/// <summary>Compares two submissions by their attributes. Pure; it needs no encodings, since a former version has none.</summary>
public static class CompareSubmissions
{
    private static readonly (string Field, Func<ReportedPerson, string> Value)[] Fields =
    [
        ("sex", person => $"{person.Sex}"), ("nationality", person => person.Nationality), ("birth-year", person => $"{person.BirthYear}"), ("age", person => $"{person.Age}"),
        ("presumed-minor", person => YesNo(person.PresumedMinor)), ("form", person => string.Join(' ', person.Forms)), ("identified-year", person => person.IdentifiedYear is { } year ? $"{year}" : $"{person.Identified}"),
        ("offer", person => $"{person.Offer}"), ("received-measures", person => YesNo(person.ReceivedMeasures)), ("identified-accepted", person => YesNo(person.IdentifiedAndAccepted)),
        ("immigration", person => person.ImmigrationStatus ?? ""), ("criminal", person => person.CriminalStatus ?? ""), ("housing", person => person.Housing ?? ""),
        ("measure", person => string.Join(' ', person.Measures)), ("children-with", person => $"{person.AccompanyingChildren}"), ("children-elsewhere", person => $"{person.ChildrenElsewhere}"),
        ("also", person => string.Join(' ', person.AlsoFollowedBy)), ("region", person => person.Region ?? ""), ("decline", person => person.DeclineReason ?? ""),
    ];

    /// <summary>
    /// The difference. Rows equal in every attribute are paired first, wherever they stand; of the rest those with the same row number are taken as
    /// changed when at least half of the attributes agree, and what is left is added or removed.
    /// </summary>
    public static SubmissionDifference Of(Submission former, Submission later)
    {
        ArgumentNullException.ThrowIfNull(former);
        ArgumentNullException.ThrowIfNull(later);
        var before = former.Persons.GroupBy(Whole, StringComparer.Ordinal).ToDictionary(same => same.Key, same => new Queue<ReportedPerson>(same), StringComparer.Ordinal);
        var rest = new List<ReportedPerson>();
        var unchanged = 0;
        foreach (var person in later.Persons)
        {
            if (before.TryGetValue(Whole(person), out var same) && same.TryDequeue(out _)) unchanged++;
            else rest.Add(person);
        }
        var left = before.Values.SelectMany(queue => queue).ToDictionary(person => person.Row);
        var (changes, added, counts) = (new List<RowChange>(), new List<int>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var person in rest)
        {
            if (left.TryGetValue(person.Row, out var was) && Differing(was, person) is { Count: < 10 } differing)
            {
                left.Remove(person.Row);
                changes.Add(new(person.Row, differing));
                foreach (var (field, _, _) in differing) counts[field] = counts.GetValueOrDefault(field) + 1;
            }
            else added.Add(person.Row);
        }
        return new(added.Count, left.Count, changes.Count, unchanged, [.. counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value))])
        {
            Changes = changes, AddedRows = added, RemovedRows = [.. left.Keys.Order()],
        };
    }

    private static List<(string Field, string Was, string Is)> Differing(ReportedPerson was, ReportedPerson now) =>
        [.. Fields.Select(field => (field.Field, Was: field.Value(was), Is: field.Value(now))).Where(field => field.Was != field.Is)];

    private static string YesNo(bool? value) => value switch { true => "yes", false => "no", _ => "" };

    private static string Whole(ReportedPerson person) => string.Join('|', Fields.Select(field => field.Value(person)));
}
