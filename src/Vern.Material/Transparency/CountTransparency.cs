using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;
using Vern.Material.Removal;

namespace Vern.Material.Transparency;

/// <summary>A count with its codes.</summary>
/// <param name="Count">How many.</param>
/// <param name="Codes">A code for each dimension.</param>
public sealed record Counted(int Count, params IReadOnlyList<string> Codes);

/// <summary>The counts of a year, before disclosure control. They go nowhere but there.</summary>
public sealed record TransparencyCounts
{
    /// <summary>Reports by channel, kind and what became of them.</summary>
    public required IReadOnlyList<Counted> Reports { get; init; }
    /// <summary>Notices that left.</summary>
    public required IReadOnlyList<TimedNotice> Notices { get; init; }
    /// <summary>Notices withdrawn as wrong, by country.</summary>
    public required IReadOnlyList<Counted> Withdrawn { get; init; }
    /// <summary>Complaints by kind and outcome.</summary>
    public required IReadOnlyList<Counted> Complaints { get; init; }
    /// <summary>Requests of those who are shown, by who asked and where they are.</summary>
    public required IReadOnlyList<Counted> Requests { get; init; }
    /// <summary>Editions of lists, with lines added and removed, by list and change.</summary>
    public required IReadOnlyList<Counted> Lists { get; init; }
    /// <summary>Children of series, by whether they are identified.</summary>
    public required IReadOnlyList<Counted> Children { get; init; }
    /// <summary>What control did, by kind of act.</summary>
    public required IReadOnlyList<Counted> Audits { get; init; }
    /// <summary>Now.</summary>
    public required DateTimeOffset Now { get; init; }
}

/// <summary>Makes the tables of the public report, each publication protected as a whole (docs/guide-transparency.md). Pure.</summary>
public static class CountTransparency
{
    /// <summary>Counts under which a cell is hidden.</summary>
    public const int Minimum = 3;
    /// <summary>A median is of at least so many notices.</summary>
    public const int FewestForMedian = 10;
    private const string Total = "Total", Unknown = "unknown", Others = "others";
    private static readonly string[] Became = ["forwarded", "set-aside", "waiting", "retracted", "expired"], Ends = ["within-day", "later", "still-there", "withdrawn"], Outcomes = ["open", "upheld", "rejected", "taken-back"];

    /// <summary>The report of a year, as it is published.</summary>
    /// <param name="counts">The counts.</param>
    /// <param name="centre">Whose.</param>
    /// <param name="year">Of which year.</param>
    /// <param name="cancel">Stops.</param>
    public static byte[] Run(TransparencyCounts counts, string centre, int year, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var notices = counts.Notices.Select(one => new Counted(1, one.Country ?? Unknown, one.GoneAt is null ? "still-there" : one.GoneAt - one.SentAt <= TimeSpan.FromHours(24) ? "within-day" : "later")).Concat(counts.Withdrawn.Select(one => one with { Codes = [one.Codes[0], "withdrawn"] })).ToList();
        var removal = Protect(Grouping.Small(Data(["country", "outcome"], notices, [[Unknown], Ends]), "country", Minimum, Others, [Unknown]).Data, [new("removal", ["country", "outcome"])], cancel);
        ProtectedPublication[] publications =
        [
            Protect(Data(["channel", "kind", "became"], counts.Reports, [["api", "tipline", "public", "child"], ["material", "enticement", "extortion", "meeting", "trafficking", "travel", "abuse", "senttochild", "misleading", "other"], Became]), [new("received", ["channel", "kind"]), new("became", ["channel", "became"])], cancel),
            removal,
            Protect(Data(["kind", "outcome"], counts.Complaints, [Redress.RedressCodes.Kinds, Outcomes]), [new("complaints", ["kind", "outcome"])], cancel),
            Protect(Data(["mandate", "state"], counts.Requests, [Redress.RedressCodes.Mandates, ["received", "active", "closed", "withdrawn", "deleted"]]), [new("requests", ["mandate", "state"])], cancel),
            Protect(Data(["list", "change"], counts.Lists, [["baseline"], ["editions", "added", "removed"]]), [new("lists", ["list", "change"], null, new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["change"] = [Total] })], cancel),
            Protect(Data(["identified"], counts.Children, [["yes", "no"]]), [new("children", ["identified"])], cancel),
            Protect(Data(["audit"], counts.Audits, [["verified", "access-lists", "refused", "reminded"]]), [new("audits", ["audit"])], cancel),
        ];
        // A median only where its country's count is told, and is of enough notices.
        var told = removal["removal"].Cells.Where(cell => cell.Key[1] == Total && cell.Value.Value is not null).Select(cell => cell.Key[0]).ToHashSet(StringComparer.Ordinal);
        var times = RemovalTimes.By(counts.Notices, one => one.Country ?? Unknown, counts.Now).Where(one => told.Contains(one.Name) && one.Sent >= FewestForMedian && one.MedianHours is not null).OrderBy(one => one.Name, StringComparer.Ordinal);
        return TransparencyReport.Write(centre, year, Minimum, publications, [.. times.Select(one => new PublishedTime(one.Name, (int)Math.Round(one.MedianHours!.Value, MidpointRounding.ToEven)))]);
    }

    private static Microdata Data(IReadOnlyList<string> names, IReadOnlyList<Counted> counts, IReadOnlyList<IReadOnlyList<string>> codes)
    {
        IReadOnlyList<Dimension> dimensions = [.. names.Select((name, at) => new Dimension(name, new Code(Total, [.. codes[at].Concat(counts.Select(one => one.Codes[at]).Order(StringComparer.Ordinal)).Distinct(StringComparer.Ordinal).Select(code => new Code(code))])))];
        // Nothing happened is told as nothing, not left out.
        return new(dimensions, [.. counts.Select(one => new MicrodataRow([.. one.Codes], one.Count)).DefaultIfEmpty(new MicrodataRow([.. codes.Select(some => some[0])], 0))]);
    }

    private static ProtectedPublication Protect(Microdata data, IReadOnlyList<TableRequest> tables, CancellationToken cancel) => Protector.Protect(data, tables, new ProtectionRules(Minimum, SearchSeconds: 0.3), cancel: cancel);
}
