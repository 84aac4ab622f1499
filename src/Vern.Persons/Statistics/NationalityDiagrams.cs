using Vern.Disclosure.Tables;
using static Vern.Persons.Statistics.TableCells;

namespace Vern.Persons.Statistics;

/// <summary>Diagrams 1, 4, 9 and 12. Only nationalities whose figure is shown are named; all others are a number of persons, never of countries (D-028 to D-030).</summary>
internal static class NationalityDiagrams
{
    /// <summary>A bar a nationality, largest first; the rest in words.</summary>
    public static PublishedFigure ByCountry(YearContext context, int number, string table, string requirement)
    {
        var shown = Shown(context, table);
        var values = shown.ConvertAll(code => (ProtectedCell?)context[table, code]);
        var labels = shown.ConvertAll(Country);
        return Figure(context, number, labels, values, Withheld(context, table, shown), Comments.OfGroups(context, $"diagram{number}", labels, values.ConvertAll(value => value?.Value), context[table, "Total"]), requirement);
    }

    /// <summary>A bar a part of the world, largest first, each followed by those of its nationalities that may be named: where most are too few to be named, this tells what can be told.</summary>
    public static PublishedFigure ByRegion(YearContext context, int number, string table, string requirement)
    {
        var regions = GroupNationalities.Regions.Where(region => context[table, region].Value != 0).OrderBy(region => region == "REG-UNK").ThenByDescending(region => context[table, region].Value ?? -1).ThenBy(region => region, StringComparer.Ordinal).ToList();
        var shown = Shown(context, table);
        var codes = regions.SelectMany(region => shown.Where(code => GroupNationalities.RegionOf(code) == region).Prepend(region)).ToList();
        var named = regions.Where(region => region != "REG-UNK").ToList();
        var comments = Comments.OfGroups(context, $"diagram{number}", named.ConvertAll(Label), named.ConvertAll(region => context[table, region].Value), context[table, "Total"]);
        var values = codes.ConvertAll(code => (ProtectedCell?)context[table, code]);
        List<TextCell> words = context[table, "Total"].Value is null ? [Words("Withheld.Total")] : values.Exists(value => value is { Status: CellStatus.Suppressed }) ? [Words("Withheld.Cells")] : [];
        return Figure(context, number, codes.ConvertAll(Label), values, [Words("Withheld.ByRegion", context.MinimumCount), .. words], comments, requirement);
    }

    private static PublishedFigure Figure(YearContext context, int number, IReadOnlyList<TextCell> labels, IReadOnlyList<ProtectedCell?> values, IReadOnlyList<TextCell> withheld, IReadOnlyList<TextCell> comments, string requirement) =>
        new($"diagram{number}", number, Words($"Diagram{number}.Title", context.Year), ChartKind.Bars, labels, [new FigureSeries(Words("Unit.Persons"), values)], withheld, comments, Unit.Persons, requirement);

    private static TextCell Label(string code) => CountryNames.Knows(code) ? Words("Nationality.Within", Country(code)) : Words("Nationality." + code);

    private static List<string> Shown(YearContext context, string table) =>
        [.. context.Countries(table).Where(code => context[table, code].Value is > 0).OrderByDescending(code => context[table, code].Value).ThenBy(code => code, StringComparer.Ordinal)];

    private static List<TextCell> Withheld(YearContext context, string table, List<string> shown)
    {
        if (context[table, "Total"].Value is not { } total) return [Words("Withheld.Total")];
        var words = new List<TextCell>();
        var rest = total - shown.Sum(code => context[table, code].Value!.Value);
        var present = context.Leaves(table, "nationality");
        foreach (var code in GroupNationalities.Unknown.Append("OTHER-UNK").Intersect(present, StringComparer.Ordinal))
        {
            if (context[table, code].Value is not { } count || count == 0) continue;
            words.Add(Words("Withheld." + code, count));
            rest -= count;
        }

        // What is neither named nor told apart above may hold unknown ones too, where the table doesn't tell those.
        var told = present.Any(code => code is "OTHER-UNK") && GroupNationalities.Unknown.Append("OTHER-UNK").Intersect(present, StringComparer.Ordinal).All(code => context[table, code].Value is not null);
        if (rest > 0) words.Add(Words(context.Countries(table).Any(code => context[table, code].Value is null) ? told ? "Withheld.PersonsOrLargerKnown" : "Withheld.PersonsOrLarger" : told ? "Withheld.Persons" : "Withheld.PersonsOrUnknown", rest));
        return words;
    }
}
