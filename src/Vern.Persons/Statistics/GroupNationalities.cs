namespace Vern.Persons.Statistics;

/// <summary>
/// Which nationalities are named in which table, and which stand together as the rest (D-028, D-029). A nationality is named by its count in the table in
/// question and never under the minimum; those withheld are told as a number of persons by part of the world. When these are together still under the minimum,
/// the smallest named ones join them, so that the rest gives nobody away.
/// </summary>
public static class GroupNationalities
{
    /// <summary>Codes of the parts of the world, and of what is unknown or not clarified.</summary>
    public static IReadOnlyList<string> Regions { get; } = ["REG-AFR", "REG-AMO", "REG-ASI", "REG-EUR", "REG-UNK"];
    /// <summary>Nationality not clarified, and unknown identity.</summary>
    public static IReadOnlyList<string> Unknown { get; } = ["UNRES", "UNKN"];
    /// <summary>The part of the world of a nationality.</summary>
    public static string RegionOf(string nationality) => "REG-" + (CountryNames.RegionOf(nationality) ?? "UNK");
    /// <summary>The code of those of a part of the world whose nationality isn't named.</summary>
    public static string OthersOf(string region) => string.Concat("OTHER-", region.AsSpan("REG-".Length));
    /// <summary>The part of the world whose unnamed ones a code stands for, or null.</summary>
    public static string? OthersIn(string code) => code.StartsWith("OTHER-", StringComparison.Ordinal) ? string.Concat("REG-", code.AsSpan("OTHER-".Length)) : null;
    /// <summary>The tables of nationalities, whom they are about, and whether they tell the parts of the world: few nationalities of men and minors are large enough to be named.</summary>
    public static IReadOnlyList<(string Table, string SexAge, bool ByRegion)> Parts { get; } = [("nationality-women", "W18", false), ("nationality-men", "M18", true), ("nationality-minors", "minors", true)];

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
            var all = NamedByRegion(Counts(persons), [.. persons.Select(person => person.Nationality).Distinct().Except(dropped)], minimum);
            var tables = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["nationality"] = all };
            var parts = Parts.ToDictionary(part => part.Table, part => Counts(persons.Where(person => IsOf(person, part.SexAge))), StringComparer.Ordinal);
            foreach (var (table, counts) in parts) tables[table] = NamedByRegion(counts, all, minimum);

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

    // Within each part of the world those that may be named, so that the rest of each is nobody or at least the minimum.
    private static List<string> NamedByRegion(Dictionary<string, int> counts, IReadOnlyList<string> allowed, int minimum) =>
        [.. counts.GroupBy(pair => RegionOf(pair.Key), StringComparer.Ordinal).SelectMany(region =>
            {
                var may = region.Where(pair => allowed.Contains(pair.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal);
                return Named(may, minimum, region.Sum(pair => pair.Value) - may.Values.Sum());
            }).OrderByDescending(code => counts[code]).ThenBy(code => code, StringComparer.Ordinal)];

    /// <summary>Whether a person belongs to the group of a table.</summary>
    internal static bool IsOf(CountedPerson person, string sexAge) => sexAge == "minors" ? person.SexAge.EndsWith("17", StringComparison.Ordinal) : person.SexAge == sexAge;

    /// <summary>Unknown identity, or nationality not clarified.</summary>
    public static bool IsUnknown(string code) => code is "UNKN" or "UNRES";

    private static Dictionary<string, int> Counts(IEnumerable<CountedPerson> persons) =>
        persons.GroupBy(person => person.Nationality, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
}
