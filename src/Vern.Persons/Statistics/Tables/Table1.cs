using Vern.Persons.Collection;
using static Vern.Persons.Statistics.TableCells;

namespace Vern.Persons.Statistics;

/// <summary>Table 1: what each body reported, two measures, this and two earlier years (D-004). It has no total: the sum of reports is no number of persons (C-007).</summary>
internal static class Table1
{
    public static PublishedTable Of(YearContext context)
    {
        var years = new[] { context.Year - 2, context.Year - 1, context.Year };
        var notes = new List<TextCell>();
        var rows = new List<PublishedRow>();
        var asked = context.Round?.Answers ?? [];
        var ids = asked.Select(answer => answer.Body).Concat(context.Linkage.Submissions.Select(submission => submission.Sender)).ToHashSet();
        var earlierNames = context.Before.Reports.Select(report => report.Body).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        ids.UnionWith(earlierNames.Select(context.Find).OfType<Body>().Select(body => body.Id));
        var order = context.Bodies.Select((body, index) => (body.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index);
        foreach (var id in ids.OrderBy(id => order.GetValueOrDefault(id, int.MaxValue)).ThenBy(id => id.Value, StringComparer.Ordinal))
            rows.Add(RowOf(context, years, context.Bodies.FirstOrDefault(body => body.Id == id) ?? new Body(id, id.Value, id.Value, BodyKind.Organisation, LegalKind.PublicBody), notes));
        foreach (var name in earlierNames.Where(name => context.Find(name) is null))
            rows.Add(new PublishedRow([Name(name), Name(context.Before.Reports.First(report => Same(report.Body, name)).Region ?? ""), .. Measures.SelectMany(measure => years.Select(year => year == context.Year ? new AnswerCell(AnswerKind.NotAnswered) : Past(context, name, measure, year)))], []));
        notes.Add(Words("Table1.NotPersons"));
        return new PublishedTable("table1", 1, Words("Table1.Title", years[0], context.Year),
            [Words("Column.Body"), Words("Column.Region"), .. years.Select(year => Words("Table1.New", year)), .. years.Select(year => Words("Table1.Measures", year))],
            rows, notes, Unit.Reports, "D-004", context.Before.SourceOf(EarlierReport.Import));
    }

    private static readonly string[] Measures = ["new", "measures"];

    private static PublishedRow RowOf(YearContext context, int[] years, Body body, List<TextCell> notes)
    {
        var submission = context.Linkage.Submissions.FirstOrDefault(one => one.Sender == body.Id);
        var answer = context.Round?.Answers.FirstOrDefault(one => one.Body == body.Id);
        var numbers = new List<int>();
        foreach (var note in new[] { submission?.Remark, answer?.Remark is { } remark && remark != submission?.Remark ? remark : null }.OfType<string>().Where(text => text.Trim().Length > 0))
        {
            notes.Add(Name(note.Trim()));
            numbers.Add(notes.Count);
        }

        if (submission?.MeasureDefinition is { Length: > 0 } definition)
        {
            notes.Add(Words("Table1.MeasureDefinition", definition));
            numbers.Add(notes.Count);
        }

        var cells = Measures.SelectMany(measure => years.Select(year => year == context.Year ? Now(context, body, submission, answer, measure) : Past(context, body, measure, year)));
        return new PublishedRow([Name(body.Name), Name(body.Region ?? ""), .. cells], numbers);
    }

    private static PublishedCell Now(YearContext context, Body body, Submission? submission, BodyAnswer? answer, string measure)
    {
        if (answer?.Answer is AnswerKind.Excluded) return new AnswerCell(AnswerKind.Excluded);
        if (submission is { Persons.Count: > 0 }) return new CountCell(context.Reports![measure][body.Id.Value]);
        if (submission is not null && answer?.Answer is null or AnswerKind.Report) return new AnswerCell(AnswerKind.Zero);
        return new AnswerCell(answer?.Answer ?? AnswerKind.NotAnswered, answer?.SeeOther is { } other ? context.NameOf(other) : null);
    }

    private static PublishedCell Past(YearContext context, Body body, string measure, int year) =>
        context.Before.Reports.FirstOrDefault(report => report.Year == year && report.Measure == measure && context.Find(report.Body)?.Id == body.Id) is { } told ? CellOf(context, told) : new AnswerCell(AnswerKind.NotAnswered);

    private static PublishedCell Past(YearContext context, string name, string measure, int year) =>
        context.Before.Reports.FirstOrDefault(report => report.Year == year && report.Measure == measure && Same(report.Body, name)) is { } told ? CellOf(context, told) : new AnswerCell(AnswerKind.NotAnswered);

    private static PublishedCell CellOf(YearContext context, EarlierReport told) =>
        told.Answer == AnswerKind.Report ? TableCells.Past(told.Value, context.Before.SourceOf(EarlierReport.Import)) : new AnswerCell(told.Answer, told.SeeOther);

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
