using Vern.Persons.Statistics;

namespace Vern.Persons.StatusReport;

/// <summary>
/// The gate before publication (D-036): derives every total, every percentage and every reference of the report again from the tables themselves.
/// A report with a problem can't be signed.
/// </summary>
public static class CheckReport
{
    /// <summary>The problems, each naming where and what; empty when the report may be published.</summary>
    public static IReadOnlyList<string> Problems(ReportDocument report)
    {
        var problems = new List<string>();
        Key(report, problems);
        foreach (var table in report.Tables()) Table(table, problems);
        foreach (var figure in report.Diagrams()) Figure(figure, problems);
        Together(report, problems);
        References(report, problems);
        return problems;
    }

    private static void Key(ReportDocument report, List<string> problems)
    {
        var figures = report.Figures;
        if (figures.Publication.Audit.AtRisk is > 0 and var risk) problems.Add($"The audit: {risk} hidden cells can be found out.");
        if (!(figures.Persons.Low <= figures.Persons.Best && figures.Persons.Best <= figures.Persons.High))
            problems.Add($"Persons: {figures.Persons.Low}, {figures.Persons.Best}, {figures.Persons.High} are not in order of low, best and high.");
        if (figures.Reports < figures.PersonsByRule) problems.Add($"Reports ({figures.Reports}) are fewer than the persons they stand for ({figures.PersonsByRule}).");
        foreach (var twice in report.Blocks().Select(block => block switch { TableBlock table => table.Id, FigureBlock figure => figure.Id, _ => null }).OfType<string>().GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1))
            problems.Add($"{twice.Key} stands in the report twice.");
        foreach (var lost in figures.Tables.Select(table => table.Id).Except(report.Tables().Select(table => table.Id), StringComparer.Ordinal).Concat(figures.Figures.Select(figure => figure.Id).Except(report.Diagrams().Select(figure => figure.Id), StringComparer.Ordinal)))
            problems.Add($"{lost} is among the figures and not in the report.");
    }

    private static void Table(TableBlock table, List<string> problems)
    {
        for (var row = 0; row < table.Rows.Count; row++)
        {
            if (table.Rows[row].Cells.Count != table.Columns.Count)
            {
                problems.Add($"{Name(table)}, row {row + 1}: {table.Rows[row].Cells.Count} cells for {table.Columns.Count} columns.");
                return;
            }
        }
        Totals(table, problems);
        Percentages(table, problems);
    }

    // A total is the sum of the rows above it: all of them, or those since the total before. Where something is hidden, what is shown can't exceed it.
    private static void Totals(TableBlock table, List<string> problems)
    {
        for (var at = 0; at < table.Rows.Count; at++)
        {
            if (!table.Rows[at].IsTotal || at == 0) continue;
            for (var column = 1; column < table.Columns.Count; column++)
            {
                if (table.Rows[at].Cells[column] is not { Kind: CellKind.Count, Number: { } total }) continue;
                var all = Sum(table.Rows.Take(at).Where(row => !row.IsTotal), column);
                var since = Sum(table.Rows.Take(at).Reverse().TakeWhile(row => !row.IsTotal), column);
                if (!Fits(all, total) && !Fits(since, total))
                    problems.Add($"{Name(table)}, column “{table.Columns[column]}”: the total is {total:0}, the rows above it sum to {all.Sum:0}{(all.Hidden > 0 ? " without the hidden ones" : "")}.");
            }
        }
    }

    private static (decimal Sum, int Hidden) Sum(IEnumerable<ReportRow> rows, int column)
    {
        var cells = rows.Select(row => row.Cells[column]).ToList();
        return (cells.Where(cell => cell.Kind == CellKind.Count).Sum(cell => cell.Number!.Value), cells.Count(cell => cell.Kind == CellKind.Hidden));
    }

    private static bool Fits((decimal Sum, int Hidden) parts, decimal total) => parts.Hidden == 0 ? parts.Sum == total : parts.Sum + parts.Hidden <= total;

    // A percentage is the share of the count at its left in some published base of the row or the total row, or the change of that count from the row before.
    private static void Percentages(TableBlock table, List<string> problems)
    {
        for (var at = 0; at < table.Rows.Count; at++)
        {
            var row = table.Rows[at];
            for (var column = 1; column < row.Cells.Count; column++)
            {
                if (row.Cells[column] is not { Kind: CellKind.Percent, Number: { } percent }) continue;
                var left = column - 1;
                while (left > 0 && row.Cells[left].Kind is CellKind.Percent) left--;
                if (row.Cells[left] is not { Kind: CellKind.Count, Number: { } part })
                {
                    problems.Add($"{Name(table)}, row “{row.Cells[0].Text}”: {percent} % has no count at its left.");
                    continue;
                }
                var bases = row.Cells.Where(cell => cell.Kind == CellKind.Count).Concat(table.Rows.Where(other => other.IsTotal).Select(other => other.Cells[left])).Where(cell => cell.Kind == CellKind.Count).Select(cell => cell.Number!.Value);
                var before = at > 0 && table.Rows[at - 1].Cells[left] is { Kind: CellKind.Count, Number: { } earlier } ? earlier : (decimal?)null;
                if (bases.Any(whole => Share(part, whole) == percent) || (before is { } was && Share(part - was, was) == percent)) continue;
                problems.Add($"{Name(table)}, row “{row.Cells[0].Text}”, column “{table.Columns[column]}”: {percent} % is no share and no change of {part:0}.");
            }
        }
    }

    private static decimal? Share(decimal part, decimal whole) => whole == 0 ? null : Math.Round(100 * part / whole, 1, MidpointRounding.ToEven);

    private static void Figure(FigureBlock figure, List<string> problems)
    {
        foreach (var series in figure.Chart.Series)
        {
            for (var index = 0; index < series.Points.Count; index++)
            {
                var point = series.Points[index];
                if (point is { Hidden: true, Value: not null } or { Hidden: true, Low: not null } or { Hidden: true, High: not null })
                    problems.Add($"{Name(figure.Data)}: a hidden point of “{series.Name}” holds a value.");
                if (point is { Low: { } low, High: { } high } && low > high) problems.Add($"{Name(figure.Data)}: “{series.Name}” at “{figure.Chart.Categories[index]}” has an interval from {low} to {high}.");
            }
        }
    }

    // The same thing counted twice has the same number: Table 3's form totals and Diagram 2, and the count of persons wherever it is a total.
    private static void Together(ReportDocument report, List<string> problems)
    {
        var persons = report.Figures.PersonsByRule;
        var year = report.Year.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (report.Tables().FirstOrDefault(table => table.Id == "table3") is { } third && third.Rows.LastOrDefault(row => row.IsTotal) is { } sum && sum.Cells.FirstOrDefault(cell => cell.Kind == CellKind.Count) is { Number: { } total } && total != persons)
            problems.Add($"{Name(third)}: the total is {total:0}, the count of persons {persons}.");
        foreach (var id in (string[])["table2", "table5"])
        {
            if (report.Tables().FirstOrDefault(table => table.Id == id) is not { } table) continue;
            if (table.Rows.FirstOrDefault(row => row.Cells[0].Text == year || row.Cells[0].Key == year) is { } row && !row.Cells.Skip(1).Any(cell => cell.Number == persons))
                problems.Add($"{Name(table)}: the row of {year} does not hold the count of persons, {persons}.");
        }
        if (report.Tables().FirstOrDefault(table => table.Id == "table3") is not { } forms || report.Diagrams().FirstOrDefault(figure => figure.Id == "diagram2") is not { } second || second.Chart.Series.Count != 1) return;
        foreach (var row in second.Data.Rows)
        {
            if (forms.Rows.FirstOrDefault(other => other.Cells[0].Key == row.Cells[0].Key && other.Cells[0].Key.Length > 0) is { } same && same.Cells.Count > 1 && (same.Cells[1].Kind != row.Cells[1].Kind || same.Cells[1].Number != row.Cells[1].Number))
                problems.Add($"{Name(second.Data)} and {Name(forms)} differ for “{row.Cells[0].Text}”: {row.Cells[1].Text} and {same.Cells[1].Text}.");
        }
    }

    private static void References(ReportDocument report, List<string> problems)
    {
        var targets = report.Sections().Select(section => section.Id).Concat(report.Tables().Select(table => table.Id)).Concat(report.Diagrams().Select(figure => figure.Id)).ToHashSet(StringComparer.Ordinal);
        var texts = report.Blocks().SelectMany(Texts).Concat(report.Footnotes.Select(note => note.Text)).ToList();
        foreach (var broken in texts.SelectMany(text => text).OfType<Reference>().Where(reference => reference.Label is null || !targets.Contains(reference.Target)).Select(reference => reference.Target).Distinct(StringComparer.Ordinal))
            problems.Add($"A reference to [[{broken}]]: there is no such table, diagram or chapter.");
        var marks = texts.SelectMany(text => text).OfType<FootnoteMark>().Select(mark => mark.Number).Concat(report.Tables().SelectMany(table => table.FootnoteNumbers())).ToHashSet();
        foreach (var note in report.Footnotes.Where(note => !marks.Contains(note.Number))) problems.Add($"Footnote {note.Number} has no mark.");
        foreach (var mark in marks.Where(mark => mark < 1 || mark > report.Footnotes.Count)) problems.Add($"Footnote {mark} has a mark and no text.");
    }

    private static IEnumerable<IReadOnlyList<Inline>> Texts(ReportBlock block) => block switch
    {
        ParagraphBlock paragraph => [paragraph.Text],
        SubheadingBlock heading => [heading.Text],
        ListBlock list => list.Items,
        TableBlock table => table.Remarks,
        _ => []
    };

    private static string Name(TableBlock table) => table.Label.Length > 0 ? table.Label : table.Id;
}
