using Vern.Disclosure.Tables;
using Vern.Persons.Collection;
using static Vern.Persons.Statistics.TableCells;

namespace Vern.Persons.Statistics;

/// <summary>Tables 2, 3 and 5: persons over the years, and by form, sex and age. All of this year's cells are cells of one publication.</summary>
internal static class PersonTables
{
    /// <summary>Table 2: persons under follow-up and new persons, with the change in percent of the year before (D-005).</summary>
    public static PublishedTable Table2(YearContext context)
    {
        var rows = new List<PublishedRow>();
        ProtectedCell? before = null;
        foreach (var year in context.Earlier)
        {
            var persons = Past(year.Persons, context.EarlierSource);
            rows.Add(Row(Year(year.Year), persons, persons is CountCell now && before is { } then ? Change(now.Count, then) : Words("Cell.NotPublished"), Past(year.New, context.EarlierSource), Past(year.UnclearYear, context.EarlierSource)));
            before = persons is CountCell cell ? cell.Count : null;
        }

        var total = Cell(context.Persons, "table3", "Total", "Total");
        rows.Add(Row(Year(context.Year), total, context.LastYear?.Persons is not null && before is { } last ? Change(total.Count, last) : Words("Cell.NotPublished"),
            Cell(context.Persons, "identified", "thisYear"), Cell(context.Persons, "identified", "unclear")));
        return new PublishedTable("table2", 2, Words("Table2.Title", context.Earlier.Count > 0 ? context.Earlier[0].Year : context.Year, context.Year),
            [Words("Column.Year"), Words("Table2.Persons"), Words("Table2.Change"), Words("Table2.New"), Words("Table2.UnclearYear")],
            rows, [Words("Note.Minimum"), Words("Table2.NewWithin")], Unit.Persons, "D-005", context.EarlierSource);
    }

    /// <summary>Table 3: form of exploitation by sex and age (D-006).</summary>
    public static PublishedTable Table3(YearContext context)
    {
        var groups = context.SexAges;
        PublishedRow RowOf(string form, string label, bool total) =>
            new([Words(label), Cell(context.Persons, "table3", "Total", form), .. groups.Select(group => Cell(context.Persons, "table3", group, form))], [], total);
        return new PublishedTable("table3", 3, Words("Table3.Title", context.Year),
            [Words("Column.Form"), Words("Column.Total"), .. groups.Select(group => Words("SexAge." + group))],
            [.. context.Forms.Select(form => RowOf(form, "Form." + form, false)), RowOf("Total", "Column.Total", true)],
            [Words("Note.Minimum"), Words(context.Rule.Note), Words("Note.Hidden", context.MinimumCount)], Unit.Persons, "D-006");
    }

    private static readonly string[] Groups = ["G17", "B17", "W18", "M18"];

    /// <summary>Table 5: sex, age and form since the first year published, counts and percent, rule breaks marked (D-008, C-015).</summary>
    public static PublishedTable Table5(YearContext context)
    {
        var forms = (string[])["SEX", "LAB", "COMB", "WAR", "ORG", "UNCL", "OTH"];
        var rows = context.Earlier.Select(year => Earlier(context, year, forms)).Append(ThisYear(context, forms)).ToList();
        var notes = new List<TextCell> { Words("Note.Share"), Words("Rule.CombinedInLabour"), Words("Rule.CombinedOwnColumn") };
        if (context.Earlier.Any(year => !CountingRule.Comparable(year.Year, context.Year))) notes.Add(Words("Table5.Break", CountingRule.Of(context.Year).FromYear));
        return new PublishedTable("table5", 5, Words("Table5.Title", context.Earlier.Count > 0 ? context.Earlier[0].Year : context.Year, context.Year),
            [Words("Column.Year"), .. Groups.SelectMany(group => With("SexAge." + group)), Words("Column.Total"), .. forms.SelectMany(form => With("Form." + form))],
            rows, notes, Unit.Persons, "D-008", context.EarlierSource);
    }

    private static TextCell[] With(string key) => [Words(key), Words("Column.PercentOf", Words(key))];

    private static PublishedRow Earlier(YearContext context, EarlierYear year, string[] forms)
    {
        var total = Past(year.Persons, context.EarlierSource);
        var combinedInLabour = CountingRule.Of(year.Year).Combined == CombinedForms.InForcedLabour;
        IEnumerable<PublishedCell> Pair(int? value)
        {
            var cell = Past(value, context.EarlierSource);
            return [cell, Share(cell, total)];
        }

        return new PublishedRow(
            [Year(year.Year), .. Groups.SelectMany(group => Pair(year.SexAge(group))), total,
                .. forms.SelectMany(form => form == "COMB" && combinedInLabour ? [Words("Table5.WithinLabour"), Words("Table5.WithinLabour")] : Pair(year.Form(form)))],
            [combinedInLabour ? 2 : 3]);
    }

    private static PublishedRow ThisYear(YearContext context, string[] forms)
    {
        var total = Cell(context.Persons, "table3", "Total", "Total");
        IEnumerable<PublishedCell> Pair(CountCell cell) => [cell, Share(cell.Count, total.Count)];
        var combinedInLabour = context.Rule.Combined == CombinedForms.InForcedLabour;
        return new PublishedRow(
            [Year(context.Year), .. Groups.SelectMany(group => Pair(Cell(context.Persons, "table3", group, "Total"))), total,
                .. forms.SelectMany(form => form == "COMB" && combinedInLabour ? [Words("Table5.WithinLabour"), Words("Table5.WithinLabour")] : Pair(Cell(context.Persons, "table3", "Total", form)))],
            [combinedInLabour ? 2 : 3]);
    }
}
