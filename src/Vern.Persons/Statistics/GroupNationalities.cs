namespace Vern.Persons.Statistics;

/// <summary>
/// Which nationalities are named in which table, and which stand together as the rest (D-028, D-029). A nationality is named by its count in the table in
/// question and never under the minimum; when those withheld are together still under it, the smallest named ones join them, so that the rest gives nobody away.
/// </summary>
public static class GroupNationalities
{
    /// <summary>The code of the group.</summary>
    public const string Other = "OTHER";
    /// <summary>Nationality not clarified, and unknown identity.</summary>
    public static IReadOnlyList<string> Unknown { get; } = ["UNRES", "UNKN"];
    /// <summary>The tables of nationalities and whom they are about.</summary>
    public static IReadOnlyList<(string Table, string SexAge)> Parts { get; } = [("nationality-women", "W18"), ("nationality-men", "M18"), ("nationality-minors", "minors")];

    /// <summary>The codes that may be named, largest first, unknown and not clarified among them; what is left is nobody or at least the minimum.</summary>
    /// <param name="counts">Persons by nationality.</param>
    /// <param name="minimum">Least number of persons a named nationality has.</param>
    /// <param name="withheld">Persons withheld beside those of <paramref name="counts"/>.</param>
    public static IReadOnlyList<string> Named(IReadOnlyDictionary<string, int> counts, int minimum, int withheld = 0)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var ordered = counts.Where(pair => pair.Value > 0).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        var named = ordered.TakeWhile(pair => pair.Value >= minimum).ToList();
        withheld += ordered.Skip(named.Count).Sum(pair => pair.Value);
        while (withheld > 0 && withheld < minimum && named.Count > 0)
        {
            withheld += named[^1].Value;
            named.RemoveAt(named.Count - 1);
        }

        return [.. named.Select(pair => pair.Key)];
    }

    /// <summary>The codes named in the table of everybody ("nationality") and in those of women, men and minors, which name no other ones.</summary>
    /// <param name="persons">The counted persons.</param>
    /// <param name="minimum">Least number of persons of a named nationality.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ByTable(IReadOnlyList<CountedPerson> persons, int minimum)
    {
        ArgumentNullException.ThrowIfNull(persons);
        var known = persons.Where(person => !person.SexAge.StartsWith('X')).ToList();
        for (var dropped = new HashSet<string>(StringComparer.Ordinal); ;)
        {
            var all = Named(Counts(persons.Where(person => !dropped.Contains(person.Nationality))), minimum, persons.Count(person => dropped.Contains(person.Nationality)));
            var tables = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["nationality"] = all };
            var parts = Parts.ToDictionary(part => part.Table, part => Counts(persons.Where(person => IsOf(person, part.SexAge))), StringComparer.Ordinal);
            foreach (var (table, counts) in parts)
            {
                var inAll = counts.Where(pair => all.Contains(pair.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal);
                tables[table] = Named(inAll, minimum, counts.Values.Sum() - inAll.Values.Sum());
            }

            // Where a nationality isn't named it has fewer than the minimum. When the rest of its total is the most that the tables without it can hold, each of them is known.
            var told = all.Where(code =>
            {
                var without = Parts.Where(part => !tables[part.Table].Contains(code, StringComparer.Ordinal)).ToList();
                var rest = without.Sum(part => parts[part.Table].GetValueOrDefault(code));
                return rest > 0 && rest == without.Count * (minimum - 1) && persons.Count == known.Count;
            }).ToList();
            if (told.Count == 0) return tables;
            dropped.UnionWith(told);
        }
    }

    /// <summary>Whether a person belongs to the group of a table.</summary>
    internal static bool IsOf(CountedPerson person, string sexAge) => sexAge == "minors" ? person.SexAge.EndsWith("17", StringComparison.Ordinal) : person.SexAge == sexAge;

    /// <summary>Unknown identity, or nationality not clarified.</summary>
    public static bool IsUnknown(string code) => code is "UNKN" or "UNRES";

    private static Dictionary<string, int> Counts(IEnumerable<CountedPerson> persons) =>
        persons.GroupBy(person => person.Nationality, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
}
