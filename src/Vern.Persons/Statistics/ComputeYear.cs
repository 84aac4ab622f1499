using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;
using Vern.Persons.Collection;

namespace Vern.Persons.Statistics;

/// <summary>Computes everything that is published of a year: linkage, count, disclosure control, tables, diagrams and comments.</summary>
public static class ComputeYear
{
    /// <summary>The report's minimum count: counts from 1 to one less are primary.</summary>
    public const int DefaultMinimumCount = 3;

    /// <summary>The figures of a year.</summary>
    /// <exception cref="ImportException">An imported table cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The audit of the publication failed: there is nothing to publish.</exception>
    public static async Task<YearFigures> RunAsync(INationalStore store, int year, int minimumCount = DefaultMinimumCount, IProgress<double>? progress = null, CancellationToken cancel = default) =>
        await FromLinkageAsync(store, await LinkRound.RunAsync(store, year, progress, cancel), minimumCount, cancel);

    /// <summary>The figures of a year whose linkage is at hand.</summary>
    /// <exception cref="ImportException">An imported table cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The audit of the publication failed: there is nothing to publish.</exception>
    public static async Task<YearFigures> FromLinkageAsync(INationalStore store, RoundLinkage linkage, int minimumCount = DefaultMinimumCount, CancellationToken cancel = default)
    {
        var context = await ContextAsync(store, linkage, minimumCount, cancel);
        var rows = linkage.Submissions.SelectMany(submission => submission.Persons).ToList();
        var figures = new YearFigures
        {
            Year = linkage.Year,
            Persons = linkage.CountedInterval,
            PersonsByRule = linkage.Counted.Count(),
            Reports = linkage.Counted.Sum(person => person.Rows.Count),
            Bodies = linkage.Submissions.Count(submission => submission.Persons.Count > 0),
            LinkableShare = rows.Count == 0 ? 0 : (double)rows.Count(row => row.Encoding is not null) / rows.Count,
            DoubtfulPairs = linkage.Undecided.Count,
            Publication = context.Persons,
            Tables = [],
            Figures = [],
            Rule = context.Rule,
            MinimumCount = minimumCount,
        };
        return figures with { Tables = YearTables.Of(context, figures), Figures = [.. YearDiagrams.Of(context).Where(figure => figure.Series.Count > 0 && figure.Categories.Count > 0)] };
    }

    private static async Task<YearContext> ContextAsync(INationalStore store, RoundLinkage linkage, int minimumCount, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(linkage);
        var year = linkage.Year;
        var imports = new Dictionary<string, (string Csv, string Source)>(StringComparer.Ordinal);
        foreach (var name in ImportPublished.Names)
            if (await store.ImportAsync(year, name, cancel) is { } import) imports[name] = import;
        var bodies = await store.BodiesAsync(cancel);
        var before = await EarlierFigures.ReadAsync(store, year, cancel);
        var (persons, tables) = PersonMicrodata.Of(linkage.Persons, minimumCount, await ReportersAsync(store, year - 1, bodies, before.Reports, cancel));
        var rules = new ProtectionRules(minimumCount);
        var reportRows = ReportMicrodata.Of(linkage.Submissions, bodies, year);
        return new YearContext
        {
            Year = year,
            Rule = CountingRule.Of(year),
            MinimumCount = minimumCount,
            Linkage = linkage,
            Round = await store.RoundAsync(year, cancel),
            Bodies = bodies,
            Persons = Protector.Protect(persons, tables, rules, null, cancel),
            Reports = reportRows is null ? null : Protector.Protect(reportRows, ReportMicrodata.Tables, rules, null, cancel),
            Before = before,
            Imports = imports,
        };
    }

    // Who reported a year: the round's submissions when there is one, else what was published of it.
    private static async Task<HashSet<BodyId>> ReportersAsync(INationalStore store, int year, IReadOnlyList<Body> bodies, IReadOnlyList<EarlierReport> published, CancellationToken cancel)
    {
        var submitted = (await store.SubmissionsAsync(year, cancel)).Where(submission => submission.Persons.Count > 0).Select(submission => submission.Sender).ToHashSet();
        if (submitted.Count > 0) return submitted;
        var told = published.Where(report => report.Year == year && report.Answer == AnswerKind.Report && report.Value is null or > 0).ToList();
        return [.. bodies.Where(body => told.Exists(report => report.IsOf(body))).Select(body => body.Id)];
    }
}
