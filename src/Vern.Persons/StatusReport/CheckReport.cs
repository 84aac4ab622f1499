using Vern.Persons.Statistics;

namespace Vern.Persons.StatusReport;

/// <summary>
/// The gate before publication (D-036): derives every total, every percentage and every reference of the report again from the tables themselves.
/// A report with a problem can't be signed.
/// </summary>
public static class CheckReport
{
    /// <summary>The problems in the report's language, each naming where and what; empty when the report may be published.</summary>
    public static IReadOnlyList<string> Problems(ReportDocument report)
    {
        var problems = new List<string>();
        Key(report, problems);
        foreach (var table in report.Tables()) Table(report, table, problems);
        foreach (var figure in report.Diagrams()) Figure(report, figure, problems);
        Together(report, problems);
        References(report, problems);
        return problems;
    }

    private static void Key(ReportDocument report, List<string> problems)
    {
        var figures = report.Figures;
        if (figures.Publication.Audit.AtRisk is > 0 and var risk) problems.Add(Say(report, "check.audit", risk));
        if (!(figures.Persons.Low <= figures.Persons.Best && figures.Persons.Best <= figures.Persons.High))
            problems.Add(Say(report, "check.interval", figures.Persons.Low, figures.Persons.Best, figures.Persons.High));
        if (figures.Reports < figures.PersonsByRule) problems.Add(Say(report, "check.reports", figures.Reports, figures.PersonsByRule));
        foreach (var twice in report.Blocks().Select(block => block switch { TableBlock table => table.Id, FigureBlock figure => figure.Id, _ => null }).OfType<string>().GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1))
            problems.Add(Say(report, "check.twice", twice.Key));
        foreach (var lost in figures.Tables.Select(table => table.Id).Except(report.Tables().Select(table => table.Id), StringComparer.Ordinal).Concat(figures.Figures.Select(figure => figure.Id).Except(report.Diagrams().Select(figure => figure.Id), StringComparer.Ordinal)))
            problems.Add(Say(report, "check.lost", lost));
    }

    private static void Table(ReportDocument report, TableBlock table, List<string> problems)
    {
        for (var row = 0; row < table.Rows.Count; row++)
        {
            if (table.Rows[row].Cells.Count != table.Columns.Count)
            {
                problems.Add(Say(report, "check.cells", Name(table), row + 1, table.Rows[row].Cells.Count, table.Columns.Count));
                return;
            }
        }
        Totals(report, table, problems);
        CheckPercentages.Run(report, table, problems);
    }

    // A total is the sum of the rows above it: all of them, or those since the total before; or it is split once or several times by the rows below it.
    // Where something is hidden, what is shown can't exceed it.
    private static void Totals(ReportDocument report, TableBlock table, List<string> problems)
    {
        for (var at = 0; at < table.Rows.Count; at++)
        {
            if (!table.Rows[at].IsTotal) continue;
            for (var column = 1; column < table.Columns.Count; column++)
            {
                if (table.Rows[at].Cells[column] is not { Kind: CellKind.Count, Number: { } total }) continue;
                var all = Sum(table.Rows.Take(at).Where(row => !row.IsTotal), column);
                var since = Sum(table.Rows.Take(at).Reverse().TakeWhile(row => !row.IsTotal), column);
                if (!(at > 0 && (Fits(all, total) || Fits(since, total))) && !SplitsBelow(table, at, column, total))
                    problems.Add(Say(report, all.Hidden > 0 ? "check.total.hidden" : "check.total", Name(table), table.Columns[column], total, all.Sum));
            }
        }
    }

    private static (decimal Sum, int Hidden) Sum(IEnumerable<ReportRow> rows, int column)
    {
        var cells = rows.Select(row => row.Cells[column]).ToList();
        return (cells.Where(cell => cell.Kind == CellKind.Count).Sum(cell => cell.Number!.Value), cells.Count(cell => cell.Kind == CellKind.Hidden));
    }

    private static bool Fits((decimal Sum, int Hidden) parts, decimal total) => parts.Hidden == 0 ? parts.Sum == total : parts.Sum + parts.Hidden <= total;

    private static bool SplitsBelow(TableBlock table, int at, int column, decimal total)
    {
        var below = table.Rows.Skip(at + 1).TakeWhile(row => !row.IsTotal).Select(row => row.Cells[column]).ToList();
        if (below.Count == 0) return at == 0;
        var sum = 0m;
        foreach (var cell in below)
        {
            if (cell.Kind == CellKind.Hidden) return sum < total;
            sum += cell.Number ?? 0;
            if (sum > total) return false;
            if (sum == total) sum = 0;
        }
        return sum == 0;
    }

    private static void Figure(ReportDocument report, FigureBlock figure, List<string> problems)
    {
        foreach (var series in figure.Chart.Series)
        {
            for (var index = 0; index < series.Points.Count; index++)
            {
                var point = series.Points[index];
                if (point is { Hidden: true, Value: not null } or { Hidden: true, Low: not null } or { Hidden: true, High: not null })
                    problems.Add(Say(report, "check.hidden", Name(figure.Data), series.Name));
                if (point is { Low: { } low, High: { } high } && low > high) problems.Add(Say(report, "check.bounds", Name(figure.Data), series.Name, figure.Chart.Categories[index], low, high));
            }
        }
    }

    // The same thing counted twice has the same number: Table 3's form totals and Diagram 2, and the count of persons wherever it is a total.
    private static void Together(ReportDocument report, List<string> problems)
    {
        var persons = report.Figures.PersonsByRule;
        var year = report.Year.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (report.Tables().FirstOrDefault(table => table.Id == "table3") is { } third && third.Rows.LastOrDefault(row => row.IsTotal) is { } sum && sum.Cells.FirstOrDefault(cell => cell.Kind == CellKind.Count) is { Number: { } total } && total != persons)
            problems.Add(Say(report, "check.persons", Name(third), total, persons));
        foreach (var id in (string[])["table2", "table5"])
        {
            if (report.Tables().FirstOrDefault(table => table.Id == id) is not { } table) continue;
            if (table.Rows.FirstOrDefault(row => row.Cells[0].Text == year || row.Cells[0].Key == year) is { } row && !row.Cells.Skip(1).Any(cell => cell.Number == persons))
                problems.Add(Say(report, "check.year", Name(table), year, persons));
        }
        if (report.Tables().FirstOrDefault(table => table.Id == "table3") is not { } forms || report.Diagrams().FirstOrDefault(figure => figure.Id == "diagram2") is not { } second || second.Chart.Series.Count != 1) return;
        foreach (var row in second.Data.Rows)
        {
            if (forms.Rows.FirstOrDefault(other => other.Cells[0].Key == row.Cells[0].Key && other.Cells[0].Key.Length > 0) is { } same && same.Cells.Count > 1 && (same.Cells[1].Kind != row.Cells[1].Kind || same.Cells[1].Number != row.Cells[1].Number))
                problems.Add(Say(report, "check.differ", Name(second.Data), Name(forms), row.Cells[0].Text, row.Cells[1].Text, same.Cells[1].Text));
        }
    }

    private static void References(ReportDocument report, List<string> problems)
    {
        var targets = report.Sections().Select(section => section.Id).Concat(report.Tables().Select(table => table.Id)).Concat(report.Diagrams().Select(figure => figure.Id)).ToHashSet(StringComparer.Ordinal);
        var texts = report.Blocks().SelectMany(Texts).Concat(report.Footnotes.Select(note => note.Text)).ToList();
        foreach (var broken in texts.SelectMany(text => text).OfType<Reference>().Where(reference => reference.Label is null || !targets.Contains(reference.Target)).Select(reference => reference.Target).Distinct(StringComparer.Ordinal))
            problems.Add(Say(report, "check.reference", broken));
        var marks = texts.SelectMany(text => text).OfType<FootnoteMark>().Select(mark => mark.Number).Concat(report.Tables().SelectMany(table => table.FootnoteNumbers())).ToHashSet();
        foreach (var note in report.Footnotes.Where(note => !marks.Contains(note.Number))) problems.Add(Say(report, "check.unmarked", note.Number));
        foreach (var mark in marks.Where(mark => mark < 1 || mark > report.Footnotes.Count)) problems.Add(Say(report, "check.untexted", mark));
    }

    private static IEnumerable<IReadOnlyList<Inline>> Texts(ReportBlock block) => block switch
    {
        ParagraphBlock paragraph => [paragraph.Text],
        SubheadingBlock heading => [heading.Text],
        ListBlock list => list.Items,
        TableBlock table => table.Remarks,
        _ => []
    };

    internal static string Say(ReportDocument report, string key, params object[] arguments) => StatusReport.Texts.Source.Format(report.Language, key, arguments);
    internal static string Name(TableBlock table) => table.Label.Length > 0 ? table.Label : table.Id;
}
