namespace Vern.Disclosure.Tables;

/// <summary>Microdata in which small categories of a dimension have become one group.</summary>
/// <param name="Data">The recoded microdata, with the dimension's new codes.</param>
/// <param name="Dimension">The new dimension: the categories kept, then the group, under the same total.</param>
/// <param name="Withheld">How many persons are in the group; 0 when there is none. How many categories is not told: eleven persons
/// from eleven countries are eleven counts of one (D-028).</param>
public sealed record GroupedMicrodata(Microdata Data, Dimension Dimension, int Withheld);

/// <summary>Merges categories with few persons into one, before any table is made, so that every table agrees (D-028 to D-030).</summary>
public static class Grouping
{
    /// <summary>
    /// Groups the categories of a flat dimension that fewer than <paramref name="fewest"/> persons bear in the whole of the microdata (the
    /// same grouping then serves every table of the publication). The group itself has at least that many: the next smallest category is
    /// taken in where need be. Categories without persons are left as they are.
    /// </summary>
    /// <param name="data">The microdata.</param>
    /// <param name="dimension">The dimension's name; its codes stand directly under its total.</param>
    /// <param name="fewest">The least number of persons that a category shown may have; at least 1.</param>
    /// <param name="group">The group's code, not among the dimension's codes.</param>
    /// <param name="never">Codes that are never grouped, such as an unknown nationality, which is reported beside the group (D-030).</param>
    /// <exception cref="ArgumentException">There is no such dimension, it has levels, or the group's code is taken.</exception>
    public static GroupedMicrodata Small(Microdata data, string dimension, int fewest, string group, IReadOnlyCollection<string>? never = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(fewest, 1);
        var at = data.Dimensions.Select((each, index) => (each, index)).Where(pair => pair.each.Name == dimension).Select(pair => pair.index).FirstOrDefault(-1);
        if (at < 0) throw new ArgumentException($"There is no dimension '{dimension}'.", nameof(dimension));
        var old = data.Dimensions[at];
        if (old.Total.Parts.Any(part => part.Parts.Count > 0)) throw new ArgumentException($"The dimension '{dimension}' has levels, expected one without.", nameof(dimension));
        if (old.Total.Name == group || old.Total.Parts.Any(part => part.Name == group)) throw new ArgumentException($"The dimension '{dimension}' has a code '{group}' already.", nameof(group));

        var persons = old.Total.Parts.ToDictionary(part => part.Name, _ => 0L, StringComparer.Ordinal);
        foreach (var row in data.Rows)
        {
            if (!persons.TryGetValue(row.Codes[at], out var before)) throw new ArgumentException($"The dimension '{dimension}' has no code '{row.Codes[at]}'.", nameof(data));
            persons[row.Codes[at]] = before + row.Count;
        }
        var bySize = persons.Where(pair => pair.Value > 0 && never?.Contains(pair.Key) != true).OrderBy(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        var grouped = bySize.TakeWhile(pair => pair.Value < fewest).ToList();
        if (grouped.Count == 0) return new(data, old, 0);
        foreach (var next in bySize.Skip(grouped.Count))
        {
            // alone it would only have changed its name; too small it would have to be hidden
            if (grouped.Count > 1 && grouped.Sum(pair => pair.Value) >= fewest) break;
            grouped.Add(next);
        }
        var gone = grouped.Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        var dimensionNow = old with { Total = new(old.Total.Name, [.. old.Total.Parts.Where(part => !gone.Contains(part.Name)), new Code(group)]) };
        var rows = data.Rows.Select(row => gone.Contains(row.Codes[at]) ? row with { Codes = [.. row.Codes.Select((code, d) => d == at ? group : code)] } : row).ToList();
        var dimensions = data.Dimensions.Select((each, d) => d == at ? dimensionNow : each).ToList();
        return new(new(dimensions, rows), dimensionNow, checked((int)grouped.Sum(pair => pair.Value)));
    }
}
