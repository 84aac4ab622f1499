using System.Globalization;
using Vern.Persons.Statistics;

namespace Vern.Persons.StatusReport;

/// <summary>
/// Derives every percentage again from the counts of its table and the one base that its column states (D-036). A column of percentages that states no base is
/// a problem of its own; so is a percentage whose base the table does not show.
/// </summary>
internal static class CheckPercentages
{
    public static void Run(ReportDocument report, TableBlock table, List<string> problems)
    {
        var columns = report.Figures.Tables.FirstOrDefault(one => one.Id == table.Id)?.Columns;
        for (var at = 0; at < table.Rows.Count; at++)
        {
            for (var column = 1; column < table.Columns.Count; column++)
            {
                if (table.Rows[at].Cells[column] is not { Kind: CellKind.Percent, Number: { } percent }) continue;
                var stated = columns is not null && column < columns.Count ? PercentBases.Of(columns[column].Key) : null;
                if (stated is PercentBase.Given) continue;
                var expected = stated is { } known ? Expected(report, table, at, column, known) : null;
                if (expected == percent) continue;
                var (row, head) = (table.Rows[at].Cells[0].Text, table.Columns[column]);
                problems.Add(stated is null ? CheckReport.Say(report, "check.base", CheckReport.Name(table), head)
                    : expected is { } right ? CheckReport.Say(report, "check.percent", CheckReport.Name(table), row, head, percent, right)
                    : CheckReport.Say(report, "check.percent.open", CheckReport.Name(table), row, head, percent));
            }
        }
    }

    private static decimal? Expected(ReportDocument report, TableBlock table, int at, int column, PercentBase stated)
    {
        var row = table.Rows[at];
        if (stated == PercentBase.Totals) return Share(report, row.Cells[0].Key);
        var left = column - 1;
        while (left > 0 && CountIn(row.Cells[left]) is null) left--;
        if (left == 0 || CountIn(row.Cells[left]) is not { } part) return null;
        return stated switch
        {
            PercentBase.RowTotal => Of(part, row.Cells.Zip(report.Figures.Tables.First(one => one.Id == table.Id).Columns).Where(pair => pair.Second.Key == "Column.Total").Select(pair => CountIn(pair.First)).FirstOrDefault()),
            PercentBase.RowBase => Of(part, row.Cells.Skip(1).Select(CountIn).FirstOrDefault()),
            PercentBase.TotalRow => Of(part, table.Rows.Where(other => other.IsTotal).Select(other => CountIn(other.Cells[left])).LastOrDefault()),
            PercentBase.SetTotal => Of(part, table.Rows.Take(at + 1).Where(other => other.IsTotal && other.Cells[0].Key == row.Cells[0].Key).Select(other => CountIn(other.Cells[left])).LastOrDefault()),
            PercentBase.RowBefore => at > 0 && CountIn(table.Rows[at - 1].Cells[left]) is { } before ? Of(part - before, before) : null,
            PercentBase.ToThisYear => Of(report.Figures.PersonsByRule - part, part),
            PercentBase.Group => Of(part, row.Cells[0].Key == "Children.Accompanying" ? Sum(report, "W18") : report.Figures.PersonsByRule),
            _ => null,
        };
    }

    // Shares that stand without their count: of Table 3's totals.
    private static decimal? Share(ReportDocument report, string key)
    {
        decimal persons = report.Figures.PersonsByRule;
        decimal? Form(string form) => report.Figures.Tables.FirstOrDefault(table => table.Id == "table3")?.Rows.FirstOrDefault(row => row.Cells[0] is TextCell { Key: var name } && name == form)?.Cells[1] is CountCell { Count.Value: { } count } ? count : null;
        return key switch
        {
            "Eu.Children" => Minors(report) is { } minors ? Of(minors, persons) : null,
            "Eu.Female" => Sum(report, "W18") + Sum(report, "G17") is { } female ? Of(female, persons) : null,
            "Eu.Sexual" => Form("Form.SEX") is { } sexual ? Of(sexual, persons) : null,
            "Eu.Labour" => Form("Form.LAB") is { } labour ? Of(labour, persons) : null,
            _ => null,
        };
    }

    private static decimal? Minors(ReportDocument report) => Sum(report, "G17") + Sum(report, "B17") + (Sum(report, "X17") ?? 0);

    // The total of a group by sex and age, from Table 3's last row.
    private static decimal? Sum(ReportDocument report, string group)
    {
        if (report.Figures.Tables.FirstOrDefault(table => table.Id == "table3") is not { } table) return null;
        for (var column = 0; column < table.Columns.Count; column++)
            if (table.Columns[column].Key == "SexAge." + group) return table.Rows[^1].Cells[column] is CountCell { Count.Value: { } count } ? count : null;
        return null;
    }

    // Counts of bodies and judgments come as words, since they are no persons.
    private static decimal? CountIn(ReportCell cell) => cell.Kind switch
    {
        CellKind.Count => cell.Number,
        CellKind.Text when decimal.TryParse(cell.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => count,
        _ => null
    };

    private static decimal? Of(decimal part, decimal? whole) => whole is { } all and not 0 ? Math.Round(100 * part / all, 1, MidpointRounding.ToEven) : null;
}
