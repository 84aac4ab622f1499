using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Vern.Persons.Collection;
using Vern.Persons.Statistics;
using Vern.Platform.Localisation;

namespace Vern.Persons.StatusReport;

/// <summary>Everything a year's report is made of, before it is written in a language.</summary>
/// <param name="Figures">The protected figures.</param>
/// <param name="Words">The words of a text cell of Statistics in a language.</param>
/// <param name="Texts">The unit's own texts by language code.</param>
/// <param name="Asked">The bodies asked and their answers.</param>
/// <param name="Editions">The editions so far, drafts under signature too.</param>
public sealed record ReportSources(YearFigures Figures, Func<TextCell, Language, string> Words, IReadOnlyDictionary<string, IReadOnlyList<OwnTextEntry>> Texts, IReadOnlyList<AskedBody> Asked, IReadOnlyList<Edition> Editions);

/// <summary>
/// A year's report, ready to be shown, checked, signed and written. Whether it is a draft or a published edition follows from its content alone:
/// only what is byte for byte the frozen content of a published edition bears that edition's name (D-031).
/// </summary>
public sealed class PreparedReport
{
    private readonly ReportSources _sources;
    private readonly ConcurrentDictionary<string, ReportDocument> _documents = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _problems = new(StringComparer.Ordinal);
    private readonly (EditionState State, int Number, string? Erratum, DateTimeOffset? At) _edition;
    private readonly string? _previous;

    private PreparedReport(ReportSources sources)
    {
        _sources = sources;
        var draft = Build(Language.English);
        Content = JsonReport.Write(draft, sources.Texts.SelectMany(pair => pair.Value.Select(text => new FrozenText(pair.Key, text.Place, text.Markdown))).ToList());
        Digest = JsonReport.Digest(Content);
        var published = sources.Editions.Where(edition => edition.PublishedAt is not null).OrderBy(edition => edition.Number).ToList();
        var open = sources.Editions.Where(edition => edition.PublishedAt is null).OrderBy(edition => edition.Number).LastOrDefault();
        // An erratum that is open is what is being worked on, even where it corrects words only and the figures are those of the edition before.
        if (open is null && published.LastOrDefault() is { } last && last.Digest == Digest)
        {
            _edition = (last.Erratum is null ? EditionState.Published : EditionState.Erratum, last.Number, last.Erratum, last.PublishedAt);
            _previous = published.Count > 1 ? published[^2].Content : null;
        }
        else
        {
            _edition = (EditionState.Draft, open?.Number ?? (published.Count == 0 ? 1 : published[^1].Number + 1), open?.Erratum, null);
            _previous = published.Count > 0 ? published[^1].Content : open?.Content;
        }
        if (_previous == Content) _previous = null;
    }

    /// <summary>Prepares the report: pure, whatever the time it is done. The latest one of the same figures is handed out again while nothing that it is made of has changed.</summary>
    public static PreparedReport From(ReportSources sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        if (Latest.TryGetValue(sources.Figures, out var kept) && SameAs(kept._sources, sources)) return kept;
        var made = new PreparedReport(sources);
        Latest.AddOrUpdate(sources.Figures, made);
        return made;
    }

    private static readonly ConditionalWeakTable<YearFigures, PreparedReport> Latest = [];

    private static bool SameAs(ReportSources a, ReportSources b) => a.Words == b.Words && a.Asked.SequenceEqual(b.Asked)
        && a.Texts.Count == b.Texts.Count && a.Texts.All(pair => b.Texts.TryGetValue(pair.Key, out var texts) && pair.Value.SequenceEqual(texts))
        && a.Editions.Count == b.Editions.Count && a.Editions.Zip(b.Editions).All(pair => pair.First with { Signatures = pair.Second.Signatures } == pair.Second && pair.First.Signatures.SequenceEqual(pair.Second.Signatures));

    /// <summary>The content for machines (report.json); what is frozen and signed.</summary>
    public string Content { get; }
    /// <summary>SHA-256 of the content, lower-case hex.</summary>
    public string Digest { get; }
    /// <summary>Draft or published.</summary>
    public EditionState State => _edition.State;
    /// <summary>The edition's number; for a draft the one it will have.</summary>
    public int Edition => _edition.Number;
    /// <summary>The figures.</summary>
    public YearFigures Figures => _sources.Figures;
    /// <summary>The editions so far.</summary>
    public IReadOnlyList<Edition> Editions => _sources.Editions;

    /// <summary>The report in a language.</summary>
    public ReportDocument In(Language language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return _documents.GetOrAdd(language.Code, _ => Build(language));
    }

    /// <summary>What stands in the way of publication, in a language (English when none is told); empty when nothing does. The numbers are the same in every language and told of once.</summary>
    public IReadOnlyList<string> Problems(Language? language = null) => _problems.GetOrAdd((language ?? Language.English).Code, _ => Found(language));

    private IReadOnlyList<string> Found(Language? language)
    {
        var told = CheckReport.Problems(In(language ?? Language.English));
        return told.Count > 0 ? told : Language.All.SelectMany(other => CheckReport.Problems(In(other)).Select(problem => $"{other.Code}: {problem}")).ToList();
    }

    private ReportDocument Build(Language language) => BuildReport.From(new ReportInput(_sources.Figures, language, _sources.Words)
    {
        OwnTexts = _sources.Texts.GetValueOrDefault(language.Code) ?? [],
        Asked = _sources.Asked,
        State = _edition.State,
        Edition = Math.Max(1, _edition.Number),
        Erratum = _edition.Erratum,
        PublishedAt = _edition.At,
        Previous = _previous
    });
}
