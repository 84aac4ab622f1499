using Vern.Disclosure.Tables;
using Vern.Persons.Collection;
using Vern.Persons.Statistics;
using Vern.Platform.Interface.Charts;
using Vern.Platform.Localisation;

namespace Vern.Persons.StatusReport;

/// <summary>How far a report has come.</summary>
public enum EditionState { Draft, Published, Erratum }

/// <summary>
/// The yearly status report in one language: the one model that every writer takes. It is built by <see cref="BuildReport"/> from protected figures only,
/// so that no writer can come by a number that has not been through disclosure control.
/// </summary>
public sealed record ReportDocument
{
    /// <summary>The year.</summary>
    public required int Year { get; init; }
    /// <summary>The language of every text in it.</summary>
    public required Language Language { get; init; }
    /// <summary>The title.</summary>
    public required string Title { get; init; }
    /// <summary>Draft, published edition, or an edition that corrects an earlier one.</summary>
    public required EditionState State { get; init; }
    /// <summary>The edition's number; for a draft the number it will have. From 1.</summary>
    public required int Edition { get; init; }
    /// <summary>The state in words: "Draft of edition 1".</summary>
    public required string StateText { get; init; }
    /// <summary>What is left of the unit's name on the title page, and the place for its own words.</summary>
    public required string Publisher { get; init; }
    /// <summary>The key figure of the title page and summary.</summary>
    public required KeyFigure Key { get; init; }
    /// <summary>The chapters in order.</summary>
    public required IReadOnlyList<ReportSection> Chapters { get; init; }
    /// <summary>All footnotes, numbered from 1 in the order of the document.</summary>
    public required IReadOnlyList<Footnote> Footnotes { get; init; }
    /// <summary>The figures it was built from.</summary>
    public required YearFigures Figures { get; init; }

    /// <summary>All sections, depth first.</summary>
    public IEnumerable<ReportSection> Sections() => Chapters.SelectMany(Flatten);
    /// <summary>All blocks in the order of the document, those inside notes and own texts included.</summary>
    public IEnumerable<ReportBlock> Blocks() => Sections().SelectMany(section => section.Blocks).SelectMany(Flatten);
    /// <summary>All tables, in order; not those under diagrams.</summary>
    public IEnumerable<TableBlock> Tables() => Blocks().OfType<TableBlock>();
    /// <summary>All diagrams, in order.</summary>
    public IEnumerable<FigureBlock> Diagrams() => Blocks().OfType<FigureBlock>();

    private static IEnumerable<ReportSection> Flatten(ReportSection section) => section.Sections.SelectMany(Flatten).Prepend(section);
    private static IEnumerable<ReportBlock> Flatten(ReportBlock block) => block is NoteBlock note ? note.Content.SelectMany(Flatten).Prepend(block) : [block];
}

/// <summary>The count of persons as it stands large on top: the published minimum and the interval.</summary>
/// <param name="Minimum">Persons by the published rule "in doubt, the same person".</param>
/// <param name="Sentence">"Between 309 and 338 persons …".</param>
/// <param name="Caption">What the large number counts.</param>
public sealed record KeyFigure(int Minimum, string Caption, string Sentence);

/// <summary>A chapter or section.</summary>
/// <param name="Id">Unique in the document; letters, digits, hyphens.</param>
/// <param name="Level">1 for a chapter.</param>
/// <param name="Number">"4.1", or empty for a chapter without a number.</param>
public sealed record ReportSection(string Id, int Level, string Number, string Title, IReadOnlyList<ReportBlock> Blocks, IReadOnlyList<ReportSection> Sections);

/// <summary>Whether a block differs from the draft or edition before.</summary>
public enum Change { None, New, Changed }

/// <summary>A block of the report.</summary>
public abstract record ReportBlock
{
    /// <summary>Whether it differs from the draft or edition before.</summary>
    public Change Change { get; init; }
}

/// <summary>A piece of running text.</summary>
public abstract record Inline;
/// <summary>Words.</summary>
public sealed record Words(string Text, bool Strong = false, bool Emphasis = false) : Inline;
/// <summary>A reference to a table, diagram or section by its id; the text is its label ("Table 3"). Null when there is no such thing: not publishable.</summary>
public sealed record Reference(string Target, string? Label) : Inline;
/// <summary>A mark of a footnote.</summary>
public sealed record FootnoteMark(int Number) : Inline;
/// <summary>A link out of the document: http, https or mailto only.</summary>
public sealed record OutwardLink(string Text, string Address) : Inline;

/// <summary>A footnote.</summary>
/// <param name="Number">From 1, in the order of the document.</param>
public sealed record Footnote(int Number, IReadOnlyList<Inline> Text);

/// <summary>A paragraph.</summary>
public sealed record ParagraphBlock(IReadOnlyList<Inline> Text, bool Lead = false) : ReportBlock;
/// <summary>A heading inside a unit's own text: below the section's own.</summary>
public sealed record SubheadingBlock(IReadOnlyList<Inline> Text) : ReportBlock;
/// <summary>A list.</summary>
public sealed record ListBlock(IReadOnlyList<IReadOnlyList<Inline>> Items, bool Ordered = false) : ReportBlock;

/// <summary>What a note is for.</summary>
public enum NoteKind { Method, Privacy, Care, Correction, OwnText, Missing }

/// <summary>A box, or the unit's own text with its mark when it was written for an earlier year.</summary>
/// <param name="Title">Its heading; empty for an own text of this year.</param>
public sealed record NoteBlock(NoteKind Kind, string Title, IReadOnlyList<ReportBlock> Content) : ReportBlock;

/// <summary>A table.</summary>
/// <param name="Id">As in the figures: table3. References point at it.</param>
/// <param name="Label">"Table 3"; empty for a table without a number.</param>
/// <param name="Title">Its caption without the label.</param>
/// <param name="UnitText">What its numbers count, in words.</param>
/// <param name="Remarks">Notes on the whole table.</param>
/// <param name="Source">Where the figures come from, or null.</param>
public sealed record TableBlock(string Id, string Label, string Title, string UnitText, IReadOnlyList<string> Columns, IReadOnlyList<ReportRow> Rows, IReadOnlyList<IReadOnlyList<Inline>> Remarks, string? Source) : ReportBlock
{
    /// <summary>The footnotes its rows point at, in order.</summary>
    public IEnumerable<int> FootnoteNumbers() => Rows.SelectMany(row => row.Footnotes).Distinct().Order();
    /// <summary>Whether a cell is set right-aligned: numbers, what is hidden, and answers that stand where numbers do.</summary>
    public bool IsRight(ReportRow row, int column) => column > 0 && (row.Cells[column].Number is not null || row.Cells[column].Kind == CellKind.Hidden || (row.Cells[column].Kind != CellKind.Empty && IsNumeric(column)));
    /// <summary>
    /// The columns (from 0) of the parts in which a table too wide for a page is set; each begins with the first column, and a percentage stays by its count.
    /// One part for a table of at most 12 columns.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>> Parts()
    {
        if (Columns.Count <= 12) return [Enumerable.Range(0, Columns.Count).ToList()];
        var parts = new List<IReadOnlyList<int>>();
        for (var from = 1; from < Columns.Count;)
        {
            var to = Math.Min(from + 10, Columns.Count);
            while (to < Columns.Count && to > from + 1 && Rows.Any(row => row.Cells[to].Kind == CellKind.Percent)) to--;
            parts.Add([0, .. Enumerable.Range(from, to - from)]);
            from = to;
        }
        return parts;
    }
    /// <summary>Whether any cell is hidden.</summary>
    public bool HasHidden() => Rows.Any(row => row.Cells.Any(cell => cell.Kind == CellKind.Hidden));
    /// <summary>Label and title as one caption.</summary>
    public string Caption => Label.Length == 0 ? Title : $"{Label}: {Title}";
    /// <summary>Whether a column (from 0) holds numbers: set right-aligned. The first never does.</summary>
    public bool IsNumeric(int column) => column > 0 && Rows.Any(row => column < row.Cells.Count && row.Cells[column].Kind is CellKind.Count or CellKind.Percent or CellKind.Rate or CellKind.Hidden);
}

/// <summary>A row of a table.</summary>
public sealed record ReportRow(IReadOnlyList<ReportCell> Cells, IReadOnlyList<int> Footnotes, bool IsTotal = false, Change Change = Change.None);

/// <summary>What stands in a cell.</summary>
public enum CellKind { Text, Count, Percent, Rate, Hidden, Answer, Empty }

/// <summary>A cell in words and, where it is published, as a number. Made from protected cells only.</summary>
public sealed record ReportCell
{
    private ReportCell(CellKind kind, string text, decimal? number, string key) { Kind = kind; Text = text; Number = number; Key = key; }

    /// <summary>What stands in it.</summary>
    public CellKind Kind { get; }
    /// <summary>As it is read: "1 234", "11.1 %", ":" for a hidden count, a name.</summary>
    public string Text { get; }
    /// <summary>The number; null for words and for what is hidden.</summary>
    public decimal? Number { get; }
    /// <summary>The language-free key of words: a resource key, a name, an answer.</summary>
    public string Key { get; }

    /// <summary>The statistical sign for a figure that exists and is not shown.</summary>
    public const string HiddenSign = ":";

    internal static ReportCell Of(PublishedCell cell, Language language, Func<TextCell, string> words, Func<AnswerCell, string> answer) => cell switch
    {
        CountCell count => Of(count.Count, language),
        PercentCell { Percent: { } percent } => new(CellKind.Percent, percent.ToString("0.0", language.Culture) + "\u00a0%", percent, ""),
        RateCell { Rate: { } rate } => new(CellKind.Rate, rate.ToString("0.0", language.Culture), rate, ""),
        PercentCell or RateCell => new(CellKind.Hidden, HiddenSign, null, ""),
        AnswerCell reply => new(CellKind.Answer, answer(reply), null, reply.Answer.ToString()),
        TextCell text => new(text.Key.Length == 0 ? CellKind.Empty : CellKind.Text, text.Key.Length == 0 ? "" : words(text), null, KeyOf(text)),
        _ => throw new ArgumentException($"A cell of kind {cell.GetType().Name} has no way to be written.", nameof(cell))
    };

    internal static ReportCell Of(ProtectedCell? cell, Language language) => cell switch
    {
        null => new(CellKind.Empty, "", null, ""),
        { Value: { } value } => new(CellKind.Count, value.ToString("#,0", language.Culture), value, cell.Value.Source ?? ""),
        _ => new(CellKind.Hidden, HiddenSign, null, "")
    };

    /// <summary>An end of an interval of a published count.</summary>
    internal static ReportCell Bound(int bound, Language language) => new(CellKind.Count, bound.ToString("#,0", language.Culture), bound, "");
    /// <summary>The language-free key of words, with the keys of what stands in them.</summary>
    internal static string KeyOf(TextCell text) =>
        text.Arguments.Count == 0 ? text.Key : text.Key + "(" + string.Join(", ", text.Arguments.Select(argument => argument is TextCell inner ? KeyOf(inner) : FormattableString.Invariant($"{argument}"))) + ")";
    internal static ReportCell Name(string text, string key) => new(CellKind.Text, text, null, key);
    internal static ReportCell Empty { get; } = new(CellKind.Empty, "", null, "");
}

/// <summary>A diagram with the table of what it shows.</summary>
/// <param name="Id">As in the figures: diagram1.</param>
/// <param name="Label">"Diagram 1"; empty without a number.</param>
/// <param name="Data">The same figures as a table, with the same protection.</param>
/// <param name="Withheld">What is withheld or unknown (D-030).</param>
/// <param name="Comments">What the figures support (D-025).</param>
public sealed record FigureBlock(string Id, string Label, string Title, string UnitText, Chart Chart, TableBlock Data, IReadOnlyList<string> Withheld, IReadOnlyList<string> Comments) : ReportBlock
{
    /// <summary>Whether anything in it is shown: a diagram of hidden figures only is said in words.</summary>
    public bool IsDrawn => Chart.Series.Any(series => series.Points.Any(point => point.Value > 0));
    /// <summary>Label and title as one caption.</summary>
    public string Caption => Label.Length == 0 ? Title : $"{Label}: {Title}";
}

/// <summary>The unit's own text for a place in the report.</summary>
/// <param name="Place">The section's id.</param>
/// <param name="Markdown">As written; raw HTML is shown as text.</param>
/// <param name="FromYear">The year it was written for.</param>
public sealed record OwnTextEntry(string Place, string Markdown, int FromYear);

/// <summary>What a body answered in the round, for the list of those asked.</summary>
/// <param name="Name">The body's own name.</param>
/// <param name="Answer">The kind of answer.</param>
/// <param name="SeeOther">The name of the body whose figures hold this one's.</param>
/// <param name="Reason">Why it stands outside the count (C-022), in the unit's words.</param>
public sealed record AskedBody(string Name, AnswerKind Answer, string? SeeOther, string? Reason);
