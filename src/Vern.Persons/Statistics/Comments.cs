using Vern.Disclosure.Tables;
using static Vern.Persons.Statistics.TableCells;

namespace Vern.Persons.Statistics;

/// <summary>
/// Sentences under diagrams, made from published figures only (D-025). A sentence is said only when it holds whatever the hidden figures are.
/// Arguments are what the sentence claims, so that <see cref="FactCheck"/> can look each claim up again.
/// </summary>
internal static class Comments
{
    /// <summary>The largest group with its share, when no hidden group can be as large.</summary>
    public static IReadOnlyList<TextCell> OfGroups(YearContext context, string figure, IReadOnlyList<TextCell> labels, IReadOnlyList<int?> values, ProtectedCell total)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (total.Value is not { } all || all == 0) return [];
        var published = values.Select((value, index) => (Count: value ?? 0, index)).OrderByDescending(pair => pair.Count).ToList();
        if (published.Count == 0 || published[0].Count == 0) return [];
        var rest = all - published.Sum(pair => pair.Count);
        var largest = published[0];
        if (largest.Count <= rest || published.Count(pair => pair.Count == largest.Count) > 1) return [];
        return [Words("Comment.Largest", figure, labels[largest.index], largest.Count, all, Percent(largest.Count, all))];
    }

    /// <summary>The number of persons against last year, and since when it is the highest or lowest.</summary>
    public static IReadOnlyList<TextCell> OfTotal(YearContext context) => OfSeries(context, "Total", Words("Comment.AllPersons"), year => year.Persons, context["table3", "Total", "Total"], _ => true);

    /// <summary>A group by sex and age against last year.</summary>
    public static IReadOnlyList<TextCell> OfGroup(YearContext context, string group) =>
        OfSeries(context, group, Words("SexAge." + group), year => year.SexAge(group), context["sexAge", group], _ => true);

    /// <summary>Prostitution and forced labour against last year; years counted by another rule are not compared.</summary>
    public static IReadOnlyList<TextCell> OfForms(YearContext context)
    {
        var sentences = new List<TextCell>();
        foreach (var form in (string[])["SEX", "LAB"])
            sentences.AddRange(OfSeries(context, form, Words("Form." + form), year => year.Form(form), context["table3", "Total", form], year => CountingRule.Comparable(year, context.Year)));
        if (context.LastYear is { } last && !CountingRule.Comparable(last.Year, context.Year)) sentences.Add(Words("Comment.NotComparable", context.Year, last.Year));
        return sentences;
    }

    private static List<TextCell> OfSeries(YearContext context, string code, TextCell label, Func<EarlierYear, int?> of, ProtectedCell cell, Func<int, bool> comparable)
    {
        var sentences = new List<TextCell>();
        if (cell.Value is not { } now) return sentences;
        if (context.LastYear is { } last && comparable(last.Year) && of(last) is { } before)
        {
            var key = now > before ? "Comment.Up" : now < before ? "Comment.Down" : "Comment.Same";
            sentences.Add(before > 0 ? Words(key, code, label, before, now, last.Year, Math.Abs(Percent(now - before, before))) : Words("Comment.FromZero", code, label, now, last.Year));
        }

        if (Since(context, of, comparable, before => before < now) is { } high) sentences.Add(Words(high.Whole ? "Comment.HighestOfSeries" : "Comment.HighestSince", code, label, now, high.Year));
        else if (Since(context, of, comparable, before => before > now) is { } low) sentences.Add(Words(low.Whole ? "Comment.LowestOfSeries" : "Comment.LowestSince", code, label, now, low.Year));
        return sentences;
    }

    // Backwards over consecutive published, comparable years, at least two: the year that ends the run, or the first of the whole series.
    private static (int Year, bool Whole)? Since(YearContext context, Func<EarlierYear, int?> of, Func<int, bool> comparable, Func<int, bool> beaten)
    {
        var run = 0;
        for (var year = context.Year - 1; ; year--)
        {
            if (context.Earlier.FirstOrDefault(one => one.Year == year) is not { } told || !comparable(year) || of(told) is not { } before)
                return run >= 2 ? (year + 1, true) : null;
            if (!beaten(before)) return run >= 2 ? (year, false) : null;
            run++;
        }
    }
}
