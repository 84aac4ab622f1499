using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Vern.Persons.Collection;

namespace Vern.Persons.Statistics;

/// <summary>
/// What was published before a year is reported: the year's own imports, or those of the latest earlier round that has them; and every earlier year that
/// Vern itself has published, as its latest edition has it. Only rows before the year, but for police reports and returns, whose registers also tell the year itself.
/// </summary>
public sealed record EarlierFigures
{
    private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);

    private EarlierFigures() { }

    /// <summary>Years before this one, in order.</summary>
    public IReadOnlyList<EarlierYear> Years { get; private init; } = [];
    /// <summary>What each body reported in them.</summary>
    public IReadOnlyList<EarlierReport> Reports { get; private init; } = [];
    /// <summary>Police reports, up to the year itself.</summary>
    public IReadOnlyList<PoliceReportYear> Police { get; private init; } = [];
    /// <summary>Ranks of nationalities of minors in years before this one.</summary>
    public IReadOnlyList<MinorsNationality> Minors { get; private init; } = [];
    /// <summary>Returns, up to the year itself.</summary>
    public IReadOnlyList<ReturnYear> Returns { get; private init; } = [];

    /// <summary>Where an import's figures were published, those of Vern's own editions with them; empty when there are none.</summary>
    public string SourceOf(string import) => _sources.GetValueOrDefault(import, "");

    /// <summary>Reads them.</summary>
    /// <param name="store">The store.</param>
    /// <param name="year">The year that is reported.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="ImportException">An imported table cannot be read.</exception>
    public static async Task<EarlierFigures> ReadAsync(INationalStore store, int year, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var imports = await store.ImportsAsync(cancel);
        var known = Known.GetOrCreateValue(imports);
        return known.TryGetValue(year, out var kept) ? kept : known[year] = await ReadAsync(store, imports, year, cancel);
    }

    // The store hands out the same imports while nothing has changed of what these figures are made of.
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<int, EarlierFigures>> Known = [];

    private static async Task<EarlierFigures> ReadAsync(INationalStore store, IReadOnlyDictionary<(int Year, string Name), (string Csv, string Source)> imports, int year, CancellationToken cancel)
    {
        var before = (await store.YearsAsync(cancel)).Where(other => other < year).OrderDescending().ToList();
        var signed = new List<SignedYear>();
        var bodies = before.Count == 0 ? [] : await store.BodiesAsync(cancel);
        foreach (var other in before)
            if ((await store.EditionsAsync(other, cancel)).Where(edition => edition.PublishedAt is not null).MaxBy(edition => edition.Number) is { } edition)
                signed.Add(SignedYear.Read(edition, await store.RoundAsync(other, cancel), bodies));
        signed.Reverse();
        var sources = new Dictionary<string, string>(StringComparer.Ordinal);
        return new EarlierFigures
        {
            Years = [.. Joined(RowsOf(EarlierYear.Import, EarlierYear.Parse), one => one.Year, one => [one.Figures]).Where(one => one.Year < year)],
            Reports = [.. Joined(RowsOf(EarlierReport.Import, EarlierReport.Parse), one => one.Year, one => one.Reports).Where(one => one.Year < year)],
            Police = [.. Joined(RowsOf(PoliceReportYear.Import, PoliceReportYear.Parse), one => one.Year, one => one.Police).Where(one => one.Year <= year)],
            Minors = [.. Joined(RowsOf(MinorsNationality.Import, MinorsNationality.Parse), one => one.Year, one => one.Minors).Where(one => one.Year < year)],
            Returns = [.. Joined(RowsOf(ReturnYear.Import, ReturnYear.Parse), one => one.Year, one => one.Returns).Where(one => one.Year <= year)],
        }.With(sources);

        (string Import, IReadOnlyList<T> Rows) RowsOf<T>(string import, Func<string, IReadOnlyList<T>> parse)
        {
            foreach (var place in before.Prepend(year))
            {
                if (!imports.TryGetValue((place, import), out var told)) continue;
                sources[import] = told.Source;
                return (import, parse(told.Csv));
            }
            return (import, []);
        }

        // What Vern published of a year stands for that year; an import tells the others.
        IEnumerable<T> Joined<T>((string Import, IReadOnlyList<T> Rows) told, Func<T, int> yearOf, Func<SignedYear, IReadOnlyList<T>> of)
        {
            var own = signed.Where(one => of(one).Count > 0).ToList();
            var years = own.SelectMany(of).Select(yearOf).ToHashSet();
            var names = own.Select(one => one.Name).ToList();
            if (names.Count > 0) sources[told.Import] = sources.TryGetValue(told.Import, out var source) ? $"{source}; {string.Join("; ", names)}" : "Published: " + string.Join("; ", names);
            return told.Rows.Where(row => !years.Contains(yearOf(row))).Concat(own.SelectMany(of)).OrderBy(yearOf);
        }
    }

    private EarlierFigures With(Dictionary<string, string> sources)
    {
        foreach (var (import, source) in sources) _sources[import] = source;
        return this;
    }
}
