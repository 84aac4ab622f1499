using Vern.Disclosure.Tables;
using Vern.Persons.Statistics;
using Vern.Platform.Interface.Charts;
using Vern.Platform.Localisation;

namespace Vern.Persons.StatusReport;

/// <summary>Makes the blocks of tables and diagrams out of the year's figures, in one language.</summary>
internal sealed class ReportTables(Language language, Func<TextCell, string> words, Func<IReadOnlyList<Inline>, int> footnote, Func<string, string?> label, ChangeMarks changes)
{
    public TableBlock Table(PublishedTable table)
    {
        var numbers = new Dictionary<int, int>();
        var rows = table.Rows.Select(row => new ReportRow(
            row.Cells.Select(cell => ReportCell.Of(cell, language, words, Answer)).ToList(),
            row.Notes.Select(note => FootnoteOf(table, note, numbers)).ToList(), row.IsTotal)).ToList();
        var remarks = table.Notes.Where((_, index) => !numbers.ContainsKey(index + 1)).Select(note => OwnText.Sentence(words(note), label)).ToList();
        var block = new TableBlock(table.Id, Label("label.table", table.Number), Bare(words(table.Title), Label("label.table", table.Number)), UnitText(table.Unit), table.Columns.Select(words).ToList(), rows, remarks, Source(table.SourceTable));
        return changes.Mark(block);
    }

    public FigureBlock Figure(PublishedFigure figure)
    {
        var name = Label("label.figure", figure.Number);
        var title = Bare(words(figure.Title), name);
        var categories = figure.Categories.Select(words).ToList();
        var series = figure.Series.Select(one => new ChartSeries(words(one.Name), Enumerable.Range(0, categories.Count).Select(index => Point(one, index)).ToList())).ToList();
        var comments = figure.Comments.Select(words).ToList();
        var chart = new Chart(figure.Id, title, Texts.Source.Format(language, "figure.describe", title), Shape(figure.Kind), categories, series, Texts.Source[language, "hidden"]);
        var data = changes.Mark(DataOf(figure, title, name));
        return new(figure.Id, name, title, UnitText(figure.Unit), chart, data with { Change = Change.None }, figure.Withheld.Select(words).ToList(), comments) { Change = data.Change };
    }

    public TableBlock Asked(IReadOnlyList<AskedBody> asked)
    {
        var reasons = asked.Any(body => !string.IsNullOrWhiteSpace(body.Reason));
        string[] columns = [Texts.Source[language, "asked.body"], Texts.Source[language, "asked.answer"]];
        var rows = asked.Select(body => new ReportRow(
            [ReportCell.Name(body.Name, body.Name), ReportCell.Name(Answer(new AnswerCell(body.Answer, body.SeeOther)), body.Answer.ToString()),
             .. reasons ? [string.IsNullOrWhiteSpace(body.Reason) ? ReportCell.Empty : ReportCell.Name(body.Reason, body.Reason)] : Array.Empty<ReportCell>()], [])).ToList();
        return new("asked", "", Texts.Source[language, "asked.title"], "", reasons ? [.. columns, Texts.Source[language, "asked.reason"]] : columns, rows, [], null);
    }

    private TableBlock DataOf(PublishedFigure figure, string title, string name)
    {
        var columns = new List<string> { Texts.Source[language, "figure.category"] };
        foreach (var series in figure.Series)
        {
            columns.Add(words(series.Name));
            if (series.Intervals is null) continue;
            columns.Add(Texts.Source.Format(language, "figure.low", words(series.Name)));
            columns.Add(Texts.Source.Format(language, "figure.high", words(series.Name)));
        }
        var rows = new List<ReportRow>();
        for (var index = 0; index < figure.Categories.Count; index++)
        {
            var cells = new List<ReportCell> { ReportCell.Of(figure.Categories[index], language, words, Answer) };
            foreach (var series in figure.Series)
            {
                var value = index < series.Values.Count ? series.Values[index] : null;
                cells.Add(ReportCell.Of(value, language));
                if (series.Intervals is null) continue;
                var interval = Interval(series, index);
                cells.Add(interval is { } low ? ReportCell.Bound(low.Low, language) : ReportCell.Empty);
                cells.Add(interval is { } high ? ReportCell.Bound(high.High, language) : ReportCell.Empty);
            }
            rows.Add(new(cells, []));
        }
        var caption = name.Length == 0 ? Texts.Source[language, "figure.data.plain"] : Texts.Source.Format(language, "figure.data", name);
        return new(figure.Id + "-data", "", caption, UnitText(figure.Unit), columns, rows, [], null);
    }

    private static ChartPoint Point(FigureSeries series, int index)
    {
        var cell = index < series.Values.Count ? series.Values[index] : null;
        if (cell is null) return new(null);
        if (cell.Value.Value is not { } value) return new(null, Hidden: true);
        return Interval(series, index) is { } interval ? new(value, false, interval.Low, interval.High) : new(value);
    }

    // A hidden count's interval would tell on it.
    private static (int Low, int High)? Interval(FigureSeries series, int index) =>
        series.Intervals is { } intervals && index < intervals.Count && series.Values[index] is { Value: not null } ? intervals[index] : null;

    private int FootnoteOf(PublishedTable table, int note, Dictionary<int, int> numbers)
    {
        if (numbers.TryGetValue(note, out var number)) return number;
        if (note < 1 || note > table.Notes.Count) throw new ArgumentException($"A row of {table.Id} points at note {note}; the table has {table.Notes.Count}.");
        return numbers[note] = footnote(OwnText.Sentence(words(table.Notes[note - 1]), label));
    }

    private string Answer(AnswerCell cell) => cell.Answer == Collection.AnswerKind.SeeOther
        ? cell.SeeOther is { } other ? Texts.Source.Format(language, "answer.SeeOther", other) : Texts.Source[language, "answer.SeeOther.unknown"]
        : Texts.Source[language, "answer." + cell.Answer];

    private string Label(string key, int? number) => number is { } value ? Texts.Source.Format(language, key, value) : "";
    // A title that begins with its own label is not to bear it twice.
    private static string Bare(string title, string label) =>
        label.Length > 0 && title.StartsWith(label, StringComparison.OrdinalIgnoreCase) && title.Length > label.Length && title[label.Length] is ':' or '.' or '–' ? title[(label.Length + 1)..].TrimStart() : title;
    private string UnitText(Unit unit) => Texts.Source.Format(language, "unit", Texts.Source[language, "unit." + unit]);
    private static ChartShape Shape(ChartKind kind) => kind switch { ChartKind.StackedBars => ChartShape.StackedBars, ChartKind.Lines => ChartShape.Lines, _ => ChartShape.Bars };

    // What was published before bears a mark for the machine in front of the name of the publication.
    private static string? Source(string? source) => source is { } told && told.StartsWith("Published: ", StringComparison.Ordinal) ? told["Published: ".Length..] : source;
}
