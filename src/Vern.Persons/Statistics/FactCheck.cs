using Vern.Disclosure.Suppression;

namespace Vern.Persons.Statistics;

/// <summary>
/// Looks every claim of a comment up again in what is published, independently of how the sentence was made (D-025): what it names, counts, compares and calls highest.
/// </summary>
public static class FactCheck
{
    /// <summary>What is wrong with the comments of a year's diagrams; nothing when every sentence holds.</summary>
    public static IReadOnlyList<string> Problems(YearFigures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return [.. figures.Figures.SelectMany(figure => figure.Comments.Select(comment => Problem(figures, comment) is { } problem ? $"{figure.Id}, {comment.Key}: {problem}" : null)).OfType<string>()];
    }

    /// <summary>What is wrong with a sentence, or null.</summary>
    public static string? Problem(YearFigures figures, TextCell comment)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(comment);
        return comment.Key switch
        {
            "Comment.Largest" => Largest(figures, (string)comment.Arguments[0], (TextCell)comment.Arguments[1], (int)comment.Arguments[2], (int)comment.Arguments[3], (decimal)comment.Arguments[4]),
            "Comment.Up" or "Comment.Down" or "Comment.Same" => Change(figures, comment.Key, (string)comment.Arguments[0], (int)comment.Arguments[2], (int)comment.Arguments[3], (int)comment.Arguments[4], (decimal)comment.Arguments[5]),
            "Comment.FromZero" => Value(figures, (string)comment.Arguments[0], (int)comment.Arguments[3]) == 0 && Value(figures, (string)comment.Arguments[0], figures.Year) == (int)comment.Arguments[2] ? null : "the figures differ",
            "Comment.HighestSince" or "Comment.HighestOfSeries" or "Comment.LowestSince" or "Comment.LowestOfSeries" => Extreme(figures, comment.Key, (string)comment.Arguments[0], (int)comment.Arguments[2], (int)comment.Arguments[3]),
            "Comment.NotComparable" => CountingRule.Comparable((int)comment.Arguments[0], (int)comment.Arguments[1]) ? "the two years are counted alike" : null,
            _ => "no check is known for it",
        };
    }

    private static string? Largest(YearFigures figures, string figure, TextCell label, int count, int total, decimal percent)
    {
        var cells = Groups(figures, figure);
        if (cells.Total != total) return $"the total is {cells.Total}";
        var code = label.Key[(label.Key.IndexOf('.', StringComparison.Ordinal) + 1)..];
        if (!cells.Counts.TryGetValue(code, out var shown) || shown != count) return "the count differs";
        var hidden = total - cells.Counts.Values.Sum(value => value ?? 0);
        if (cells.Counts.Any(pair => pair.Key != code && pair.Value >= count) || hidden >= count) return "another group may be as large";
        return Math.Round(100m * count / total, 1, MidpointRounding.ToEven) == percent ? null : "the share differs";
    }

    // The partition that a diagram shows, from the publication itself.
    private static (int? Total, Dictionary<string, int?> Counts) Groups(YearFigures figures, string figure)
    {
        ProtectedPublication publication = figures.Publication;
        if (figure is "diagram5" or "diagram6")
        {
            var minors = publication["sexAge"].Dimensions[0].Total.Parts.First(code => code.Name == "minors").Parts.Select(code => code.Name).ToList();
            int? Sum(Func<string, int?> of) => minors.TrueForAll(code => of(code) is not null) ? minors.Sum(code => of(code)) : null;
            return (publication["sexAge"]["minors"].Value, figure == "diagram5"
                ? PersonMicrodata.Forms.ToDictionary(form => form, form => Sum(code => publication["table3"][code, form].Value), StringComparer.Ordinal)
                : PersonMicrodata.MinorBands.ToDictionary(band => band, band => Sum(code => publication["age-" + code][band].Value), StringComparer.Ordinal));
        }

        (string Table, Func<string, string[]> Key, IEnumerable<string> Codes) of = figure switch
        {
            "diagram1" => ("nationality", code => [code], Leaves("nationality", "nationality")),
            "diagram4" => ("nationality-minors", code => [code], GroupNationalities.Regions),
            "diagram9" => ("nationality-women", code => [code], Leaves("nationality-women", "nationality")),
            "diagram12" => ("nationality-men", code => [code], GroupNationalities.Regions),
            "diagram2" => ("table3", code => ["Total", code], PersonMicrodata.Forms),
            "diagram8" => ("table3", code => ["W18", code], PersonMicrodata.Forms),
            "diagram11" => ("table3", code => ["M18", code], PersonMicrodata.Forms),
            "diagram3" => ("labour", code => [code], Leaves("labour", "labourKind")),
            "diagram7" => ("women-age", code => [code, "Total"], Leaves("women-age", "ageBand")),
            "diagram10" => ("men-age", code => [code, "Total"], Leaves("men-age", "ageBand")),
            _ => throw new ArgumentOutOfRangeException(nameof(figure), figure, "No such diagram."),
        };
        // Unknown and grouped nationalities are no group that could be called the largest nationality; they are counted as hidden.
        var codes = of.Codes.Where(code => GroupNationalities.OthersIn(code) is null && code is not ("UNKN" or "UNRES" or "REG-UNK"));
        return (publication[of.Table][of.Key("Total")].Value, codes.ToDictionary(code => code, code => publication[of.Table][of.Key(code)].Value, StringComparer.Ordinal));

        IEnumerable<string> Leaves(string table, string dimension) => publication[table].Dimensions.First(one => one.Name == dimension).Total.Parts.Select(code => code.Name);
    }

    private static string? Change(YearFigures figures, string key, string code, int before, int now, int year, decimal percent)
    {
        if (year != figures.Year - 1) return "it is not last year";
        if (Value(figures, code, year) != before || Value(figures, code, figures.Year) != now) return "the figures differ";
        if (code is "SEX" or "LAB" && !CountingRule.Comparable(year, figures.Year)) return "the years are not comparable";
        if (key != (now > before ? "Comment.Up" : now < before ? "Comment.Down" : "Comment.Same")) return "the direction is wrong";
        return Math.Round(100m * Math.Abs(now - before) / before, 1, MidpointRounding.ToEven) == percent ? null : "the change differs";
    }

    private static string? Extreme(YearFigures figures, string key, string code, int now, int since)
    {
        if (Value(figures, code, figures.Year) != now) return "the figure differs";
        var highest = key.StartsWith("Comment.Highest", StringComparison.Ordinal);
        var whole = key.EndsWith("OfSeries", StringComparison.Ordinal);
        for (var year = figures.Year - 1; year > (whole ? since - 1 : since); year--)
        {
            if (Value(figures, code, year) is not { } value) return $"{year} was not published";
            if (highest ? value >= now : value <= now) return $"{year} has {value}";
            if (code is "SEX" or "LAB" && !CountingRule.Comparable(year, figures.Year)) return $"{year} is counted by another rule";
        }

        return whole || (Value(figures, code, since) is { } end && (highest ? end >= now : end <= now)) ? null : $"{since} does not end the run";
    }

    // From Table 5, whose columns are fixed: a year's count of a group or form.
    private static int? Value(YearFigures figures, string code, int year)
    {
        var table = figures.Tables.First(one => one.Id == "table5");
        var row = table.Rows.FirstOrDefault(one => ((TextCell)one.Cells[0]).Key == year.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (row is null) return null;
        if (code == "minors") return year == figures.Year ? figures.Publication["sexAge"]["minors"].Value : At(1) + At(3);
        return At(code switch { "G17" => 1, "B17" => 3, "W18" => 5, "M18" => 7, "Total" => 9, "SEX" => 10, "LAB" => 12, _ => throw new ArgumentOutOfRangeException(nameof(code), code, "No such series.") });

        int? At(int column) => (row.Cells[column] as CountCell)?.Count.Value;
    }
}
