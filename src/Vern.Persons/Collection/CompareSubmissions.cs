namespace Vern.Persons.Collection;

/// <summary>How one submission differs from another: an earlier version, or the year before.</summary>
/// <param name="Added">Rows that have no counterpart in the former.</param>
/// <param name="Removed">Rows of the former that have none in the later.</param>
/// <param name="Changed">Rows that are in both with other attributes.</param>
/// <param name="Unchanged">Rows that are in both as they were.</param>
/// <param name="Fields">For each attribute how many changed rows differ in it, most first.</param>
public sealed record SubmissionDifference(int Added, int Removed, int Changed, int Unchanged, IReadOnlyList<(string Field, int Rows)> Fields)
{
    /// <summary>"2 rows added, 1 removed, 3 changed (age 2, housing 1), 40 as they were".</summary>
    public override string ToString()
    {
        var fields = Fields.Count == 0 ? "" : $" ({string.Join(", ", Fields.Select(field => $"{field.Field} {field.Rows}"))})";
        return $"{Added} rows added, {Removed} removed, {Changed} changed{fields}, {Unchanged} as they were";
    }
}

/// <summary>Compares two submissions by their attributes. Pure; it needs no encodings, since a former version has none.</summary>
public static class CompareSubmissions
{
    private static readonly (string Field, Func<ReportedPerson, string> Value)[] Fields =
    [
        ("sex", person => $"{person.Sex}"), ("nationality", person => person.Nationality), ("birth-year", person => $"{person.BirthYear}"), ("age", person => $"{person.Age}"),
        ("presumed-minor", person => $"{person.PresumedMinor}"), ("form", person => string.Join(' ', person.Forms)), ("identified-year", person => $"{person.Identified} {person.IdentifiedYear}"),
        ("offer", person => $"{person.Offer}"), ("received-measures", person => $"{person.ReceivedMeasures}"), ("identified-accepted", person => $"{person.IdentifiedAndAccepted}"),
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
        var (changed, added, counts) = (0, 0, new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var person in rest)
        {
            if (left.TryGetValue(person.Row, out var was) && Differing(was, person) is { Count: < 10 } differing)
            {
                left.Remove(person.Row);
                changed++;
                foreach (var field in differing) counts[field] = counts.GetValueOrDefault(field) + 1;
            }
            else added++;
        }
        return new(added, left.Count, changed, unchanged, [.. counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value))]);
    }

    private static List<string> Differing(ReportedPerson a, ReportedPerson b) => [.. Fields.Where(field => field.Value(a) != field.Value(b)).Select(field => field.Field)];

    private static string Whole(ReportedPerson person) => string.Join('|', Fields.Select(field => field.Value(person)));
}
