using System.Globalization;
using Vern.Persons.Statistics;
using Vern.Platform.Localisation;

namespace Vern.Persons.StatusReport;

/// <summary>What a report is built from.</summary>
/// <param name="Figures">The year's protected figures.</param>
/// <param name="Language">The language to write in.</param>
/// <param name="Words">The words of a text cell of Statistics in a language.</param>
public sealed record ReportInput(YearFigures Figures, Language Language, Func<TextCell, Language, string> Words)
{
    /// <summary>The unit's own texts, at most one a place.</summary>
    public IReadOnlyList<OwnTextEntry> OwnTexts { get; init; } = [];
    /// <summary>The bodies asked and what they answered.</summary>
    public IReadOnlyList<AskedBody> Asked { get; init; } = [];
    /// <summary>Draft or published.</summary>
    public EditionState State { get; init; }
    /// <summary>The edition's number, from 1.</summary>
    public int Edition { get; init; } = 1;
    /// <summary>What the edition corrects; null when it corrects nothing.</summary>
    public string? Erratum { get; init; }
    /// <summary>When it was published; null for a draft.</summary>
    public DateTimeOffset? PublishedAt { get; init; }
    /// <summary>The content (report.json) of the draft or edition before, for the change marks; null for none.</summary>
    public string? Previous { get; init; }
}

/// <summary>Builds the report in one language: a pure function of its input.</summary>
public static class BuildReport
{
    /// <summary>The report.</summary>
    public static ReportDocument From(ReportInput input)
    {
        var builder = new Builder(input);
        return builder.Build();
    }

    private sealed class Builder
    {
        private readonly ReportInput _input;
        private readonly YearFigures _figures;
        private readonly Language _language;
        private readonly object[] _arguments;
        private readonly Dictionary<string, string> _numbers = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);
        private readonly List<Footnote> _footnotes = [];
        private readonly ReportTables _tables;
        private readonly ChangeMarks _changes;

        public Builder(ReportInput input)
        {
            _input = input;
            _figures = input.Figures;
            _language = input.Language;
            _changes = ChangeMarks.Against(input.Previous);
            _tables = new ReportTables(_language, cell => input.Words(cell, _language), AddFootnote, Label, _changes);
            _arguments =
            [
                _figures.Year, _figures.PersonsByRule, _figures.Persons.Low, _figures.Persons.Best, _figures.Persons.High, _figures.Reports, _figures.Bodies,
                Math.Round(_figures.LinkableShare * 100, 1, MidpointRounding.ToEven).ToString("0.#", _language.Culture) + "\u00a0%", _figures.DoubtfulPairs
            ];
        }

        public ReportDocument Build()
        {
            NameEverything();
            return new ReportDocument
            {
                Year = _figures.Year,
                Language = _language,
                Title = Text("title"),
                Publisher = Text("publisher"),
                State = _input.State,
                Edition = _input.Edition,
                StateText = StateText(),
                Key = new(_figures.PersonsByRule, Text("key.caption"), Text("key.sentence")),
                Chapters = ReportOutline.Chapters.Where(IsThere).Select(place => Section(place, 1)).ToList(),
                Footnotes = _footnotes,
                Figures = _figures
            };
        }

        // Numbers and labels come first, so that any text can refer forwards.
        private void NameEverything()
        {
            var chapter = 0;
            var appendix = 0;
            foreach (var place in ReportOutline.Chapters.Where(IsThere))
                Number(place, place.Appendix ? ((char)('A' + appendix++)).ToString() : !place.Numbered || IsOnlyMissing(place) ? "" : (++chapter).ToString(CultureInfo.InvariantCulture), place.Appendix);
            foreach (var table in _figures.Tables) _labels[table.Id] = table.Number is { } number ? Texts.Source.Format(_language, "label.table", number) : _input.Words(table.Title, _language);
            foreach (var figure in _figures.Figures) _labels[figure.Id] = figure.Number is { } number ? Texts.Source.Format(_language, "label.figure", number) : _input.Words(figure.Title, _language);
        }

        private void Number(OutlinePlace place, string number, bool appendix)
        {
            _numbers[place.Id] = number;
            _labels["section-" + place.Id] = number.Length == 0 ? Texts.Source[_language, "section." + place.Id]
                : Texts.Source.Format(_language, appendix ? "label.appendix" : "label.section", number);
            var part = 0;
            foreach (var inner in place.Parts.Where(IsThere)) Number(inner, number + "." + (++part).ToString(CultureInfo.InvariantCulture), false);
        }

        private string? Label(string id) => _labels.GetValueOrDefault(id);

        private int AddFootnote(IReadOnlyList<Inline> text)
        {
            _footnotes.Add(new(_footnotes.Count + 1, text));
            return _footnotes.Count;
        }

        private bool IsThere(OutlinePlace place) =>
            place.Always || HasContent(place) || (place.Own && _input.State == EditionState.Draft) || place.Parts.Any(IsThere);

        private bool IsOnlyMissing(OutlinePlace place) => place.Own && !HasContent(place);

        private bool HasContent(OutlinePlace place) =>
            Own(place.Id) is not null || HasPlaced(place) || (place.Id == "asked" && _input.Asked.Count > 0);

        private bool HasPlaced(OutlinePlace place) => Placed(place).Any();

        private IEnumerable<string> Placed(OutlinePlace place)
        {
            var present = _figures.Tables.Select(table => table.Id).Concat(_figures.Figures.Select(figure => figure.Id)).ToList();
            if (place.Id != ReportOutline.Further) return place.Placed.Where(present.Contains);
            var elsewhere = ReportOutline.Chapters.SelectMany(ReportOutline.Flatten).SelectMany(other => other.Placed).ToHashSet(StringComparer.Ordinal);
            return present.Where(id => !elsewhere.Contains(id));
        }

        private OwnTextEntry? Own(string place) =>
            _input.OwnTexts.FirstOrDefault(text => text.Place == place && !string.IsNullOrWhiteSpace(text.Markdown));

        private ReportSection Section(OutlinePlace place, int level)
        {
            var blocks = new List<ReportBlock>();
            if (place.Id == "summary") Opening(blocks);
            var key = "section." + place.Id + ".text";
            if (HasOwnWords(key)) blocks.AddRange(Parse(Text(key)));
            if (place.Id == "summary") Findings(blocks);
            if (place.Id == "scope") blocks.Add(new NoteBlock(NoteKind.Care, Text("note.care"), Parse(Text("note.care.text"))));
            if (Own(place.Id) is { } own) blocks.Add(OwnBlock(own));
            else if (place.Own && _input.State == EditionState.Draft) blocks.Add(new NoteBlock(NoteKind.Missing, Text("owntext.missing"), Parse(Text("owntext.missing.text"))));
            foreach (var id in Placed(place))
            {
                if (_figures.Tables.FirstOrDefault(table => table.Id == id) is { } table) blocks.Add(_tables.Table(table));
                else blocks.Add(_tables.Figure(_figures.Figures.First(figure => figure.Id == id)));
            }
            if (place.Id == "asked" && _input.Asked.Count > 0) blocks.Add(_tables.Asked(_input.Asked));
            return new("section-" + place.Id, level, _numbers[place.Id], Text("section." + place.Id), blocks,
                place.Parts.Where(IsThere).Select(part => Section(part, level + 1)).ToList());
        }

        private void Opening(List<ReportBlock> blocks)
        {
            if (_input.Erratum is { Length: > 0 } erratum) blocks.Add(new NoteBlock(NoteKind.Correction, Text("erratum.title"), Parse(erratum)));
            blocks.Add(new ParagraphBlock([new Words(Text("key.sentence"))], Lead: true));
        }

        // What the diagrams show first, in the order of the report: sentences that Statistics derives from the published figures (D-025).
        private void Findings(List<ReportBlock> blocks)
        {
            var order = ReportOutline.Chapters.SelectMany(ReportOutline.Flatten).SelectMany(place => place.Placed).ToList();
            var findings = _figures.Figures.Where(figure => figure.Comments.Count > 0 && order.Contains(figure.Id)).OrderBy(figure => order.IndexOf(figure.Id)).Take(8)
                .Select(IReadOnlyList<Inline> (figure) => [new Words(_input.Words(figure.Comments[0], _language)), .. figure.Number is null ? Array.Empty<Inline>() : [new Words(" ("), new Reference(figure.Id, Label(figure.Id)), new Words(")")]]).ToList();
            if (findings.Count == 0) return;
            blocks.Add(new SubheadingBlock([new Words(Text("summary.findings"))]));
            blocks.Add(new ListBlock(findings));
        }

        private NoteBlock OwnBlock(OwnTextEntry own)
        {
            var old = own.FromYear != _figures.Year && _input.State == EditionState.Draft;
            return new(NoteKind.OwnText, old ? Texts.Source.Format(_language, "owntext.old", own.FromYear) : "", Parse(own.Markdown)) { Change = _changes.OfText(own, _language) };
        }

        private IReadOnlyList<ReportBlock> Parse(string markdown) => OwnText.Parse(markdown, Label, AddFootnote);

        private string StateText() => _input.State switch
        {
            EditionState.Draft => Texts.Source.Format(_language, "state.draft", _input.Edition),
            EditionState.Published => Texts.Source.Format(_language, "state.published", _input.Edition, Day(_input.PublishedAt)),
            _ => Texts.Source.Format(_language, "state.erratum", _input.Edition, Day(_input.PublishedAt))
        };

        private string Day(DateTimeOffset? at) => at?.ToString(_language.Code is "nb" or "da" ? "d. MMMM yyyy" : "d MMMM yyyy", _language.Culture) ?? "";
        private string Text(string key) => Texts.Source.Format(_language, key, _arguments);
        private static bool HasOwnWords(string key) => Introductions.Contains(key);
    }

    /// <summary>The places that have an introduction of the report's own; a test holds it against the resources.</summary>
    internal static IReadOnlySet<string> Introductions { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "section.summary.text", "section.about.text", "section.terms.text", "section.method.text", "section.privacy.text", "section.reporting.text", "section.estimate.text",
        "section.who.text", "section.children.text", "section.development.text", "section.cases.text", "section.errors.text", "section.asked.text"
    };
}
