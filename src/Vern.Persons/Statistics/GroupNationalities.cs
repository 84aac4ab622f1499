namespace Vern.Persons.Statistics;

/// <summary>
/// Which nationalities are named and which stand together as "other" (D-028, D-029). A nationality under the minimum is never named; when those
/// together are still under it, the smallest named ones join them, so that the group gives nobody away.
/// </summary>
public static class GroupNationalities
{
    /// <summary>The code of the group.</summary>
    public const string Other = "OTHER";

    /// <summary>The codes that may be named, largest first; unknown and not clarified are kept apart and never grouped.</summary>
    /// <param name="counts">Persons by nationality.</param>
    /// <param name="minimum">Least number of persons a named nationality has.</param>
    public static IReadOnlyList<string> Named(IReadOnlyDictionary<string, int> counts, int minimum)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var ordered = counts.Where(pair => !IsUnknown(pair.Key)).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        var named = ordered.TakeWhile(pair => pair.Value >= minimum).ToList();
        var withheld = ordered.Skip(named.Count).Sum(pair => pair.Value);
        while (withheld > 0 && withheld < minimum && named.Count > 0)
        {
            withheld += named[^1].Value;
            named.RemoveAt(named.Count - 1);
        }

        return [.. named.Select(pair => pair.Key)];
    }

    /// <summary>Unknown identity, or nationality not clarified.</summary>
    public static bool IsUnknown(string code) => code is "UNKN" or "UNRES";
}
