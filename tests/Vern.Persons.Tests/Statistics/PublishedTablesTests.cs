using Vern.Disclosure.Tables;
using Vern.Persons.Collection;
using Vern.Persons.Statistics;

namespace Vern.Persons.Tests.Statistics;

public class PublishedTablesTests
{
    private static async Task<YearFigures> LargeAsync()
    {
        var store = Rounds.Drawn(11, 700);
        await ImportPublished.RunAsync(store, 2014);
        return await Rounds.FiguresAsync(store);
    }

    [Theory]
    [InlineData(1, 8, "12.5")]
    [InlineData(1, 16, "6.2")]
    [InlineData(3, 16, "18.8")]
    [InlineData(36, 324, "11.1")]
    [InlineData(34, 300, "11.3")]
    [InlineData(30, 234, "12.8")]
    public void Percentages_have_one_decimal_and_halves_go_to_the_even_digit(int part, int whole, string percent) => Assert.Equal(decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture), TableCells.Percent(part, whole));

    [Fact]
    public void A_share_of_nothing_is_no_number()
    {
        Assert.Null(TableCells.Share(new ProtectedCell(), new ProtectedCell()).Percent);
        Assert.Equal(50m, TableCells.Share(ProtectedCell.AlreadyPublished(2, "there"), ProtectedCell.AlreadyPublished(4, "there")).Percent);
    }

    [Fact]
    public async Task The_change_between_years_is_computed_from_the_counts()
    {
        var rows = (await LargeAsync()).Table("table2").Rows;
        // 256 to 292 is 14.1 %, not the 13 % that was printed; 349 to 300 is a fall of 14.0 %, not 16 %.
        Assert.Equal(14.1m, ((PercentCell)rows[2].Cells[2]).Percent);
        Assert.Equal(-14.0m, ((PercentCell)rows[6].Cells[2]).Percent);
        Assert.Equal(8, rows.Count);
    }

    [Fact]
    public async Task A_series_with_another_counting_rule_is_marked_as_broken()
    {
        var table = (await LargeAsync()).Table("table5");
        Assert.Contains(table.Notes, note => note.Key == "Table5.Break");
        Assert.Equal("Table5.WithinLabour", ((TextCell)table.Rows[0].Cells[14]).Key);
        Assert.IsType<CountCell>(table.Rows[^1].Cells[14]);
        Assert.Equal([2], table.Rows[0].Notes);
        Assert.Equal([3], table.Rows[^1].Notes);
    }

    [Fact]
    public async Task Forced_labour_is_not_compared_over_a_change_of_rule() =>
        Assert.Contains((await LargeAsync()).Figure("diagram2").Comments, comment => comment.Key == "Comment.NotComparable");

    [Fact]
    public async Task Table_1_has_no_total_and_keeps_the_kinds_of_answers_apart()
    {
        var store = Rounds.Drawn(5, 200);
        store.Bodies.AddRange([new(new("blank"), "Blank", "Blank", BodyKind.Municipal, LegalKind.PublicBody), new(new("see"), "See", "See", BodyKind.OperationalTeam, LegalKind.PublicBody), new(new("silent"), "Silent", "Silent", BodyKind.PoliceDistrict, LegalKind.Police), new(new("zero"), "Zero", "Zero", BodyKind.PoliceDistrict, LegalKind.Police)]);
        store.TheRound = new Round(2014, default, [new(new("blank"), null, [], AnswerKind.Blank, null, null, "why it is blank"), new(new("see"), null, [], AnswerKind.SeeOther, new("rosa"), null, null), new(new("silent"), null, [], AnswerKind.NotAnswered, null, null, null), new(new("zero"), null, [], AnswerKind.Zero, null, null, null)], null);
        var table = (await Rounds.FiguresAsync(store)).Table("table1");
        Assert.DoesNotContain(table.Rows, row => row.IsTotal);
        PublishedRow Of(string name) => table.Rows.First(row => ((TextCell)row.Cells[0]).Key == name);
        Assert.Equal(AnswerKind.Blank, ((AnswerCell)Of("Blank").Cells[4]).Answer);
        Assert.Equal("ROSA", ((AnswerCell)Of("See").Cells[4]).SeeOther);
        Assert.Equal(AnswerKind.NotAnswered, ((AnswerCell)Of("Silent").Cells[4]).Answer);
        Assert.Equal(AnswerKind.Zero, ((AnswerCell)Of("Zero").Cells[4]).Answer);
        Assert.Equal("why it is blank", table.Notes[Of("Blank").Notes[0] - 1].Key);
        Assert.IsType<CountCell>(Of("ROSA").Cells[7]);
    }

    [Fact]
    public async Task Withheld_nationalities_are_a_number_of_persons_that_adds_up()
    {
        foreach (var figure in (await LargeAsync()).Figures.Where(figure => figure.Id is "diagram1" or "diagram9"))
        {
            var shown = figure.Series[0].Values.Sum(value => value!.Value.Value!.Value);
            var total = (await LargeAsync()).Publication[figure.Id == "diagram1" ? "nationality" : "nationality-women"]["Total"].Value;
            Assert.Equal(total, shown + figure.Withheld.Sum(words => (int)words.Arguments[0]));
        }
    }

    [Fact]
    public async Task Ties_among_minors_share_a_rank()
    {
        var store = new MemoryStore();
        var row = 0;
        ReportedPerson Child(string nationality) => new() { Row = ++row, Encoding = BitConverter.GetBytes(row), Sex = Sex.Woman, Nationality = nationality, Age = 16, Forms = ["SEX"], Offer = OfferAnswer.Accepted };
        store.Submissions.Add(new Submission { Year = 2014, Sender = new("a"), State = SubmissionState.Accepted, Persons = [.. Enumerable.Repeat("NG", 6).Concat(Enumerable.Repeat("RO", 6)).Concat(Enumerable.Repeat("DZ", 4)).Select(Child)] });
        await ImportPublished.RunAsync(store, 2014);
        var rows = (await Rounds.FiguresAsync(store)).Table("table4").Rows.Where(one => ((TextCell)one.Cells[0]).Key == "2014").ToList();
        Assert.Equal(2, rows.Count);
        Assert.Equal("Nigeria and Romania", StatisticsTexts.Resolve((TextCell)rows[0].Cells[2], Vern.Platform.Localisation.Language.English));
        Assert.Equal("Algerie", StatisticsTexts.Resolve((TextCell)rows[1].Cells[2], Vern.Platform.Localisation.Language.Norwegian));
    }

    [Fact]
    public async Task Few_aggrieved_persons_in_a_judgment_are_not_told_apart_and_no_nationality_is_given()
    {
        var cells = (await LargeAsync()).Table("table8").Rows.Select(row => (TextCell)row.Cells[3]).ToList();
        Assert.Equal(37, cells.Count);
        Assert.DoesNotContain(cells, cell => cell.Key == "Cell.Number" && (int)cell.Arguments[0] < 3);
        Assert.Equal(2, cells.Count(cell => cell.Key == "Table8.VictimsUntold"));
    }

    [Fact]
    public async Task Every_comment_holds_and_a_false_one_is_found()
    {
        var figures = await LargeAsync();
        Assert.Empty(FactCheck.Problems(figures));
        var largest = figures.Figure("diagram2").Comments.First(comment => comment.Key == "Comment.Largest");
        object[] wrong = [.. largest.Arguments];
        wrong[2] = (int)wrong[2] + 1;
        Assert.NotNull(FactCheck.Problem(figures, largest with { Arguments = wrong }));
        Assert.NotNull(FactCheck.Problem(figures, new TextCell("Comment.HighestOfSeries", true, "SEX", largest.Arguments[1], largest.Arguments[2], 2007)));
    }

    [Fact]
    public async Task The_origin_of_a_figure_names_rule_and_bodies_and_nothing_for_a_hidden_one()
    {
        var store = Rounds.Drawn(11, 300);
        var linkage = await LinkRound.RunAsync(store, 2014, Rounds.Link);
        var figures = await ComputeYear.FromLinkageAsync(store, linkage);
        var table = figures.Table("table3");
        var total = FigureOrigin.Of(figures, linkage, "table3", table.Rows.Count - 1, 1)!;
        Assert.Equal("persons-2014", total.RuleVersion);
        Assert.Equal(figures.Reports, total.BodiesForUnit.Sum(body => body.Rows ?? 0));
        for (var row = 0; row < table.Rows.Count; row++)
            for (var column = 1; column < table.Columns.Count; column++)
                if (((CountCell)table.Rows[row].Cells[column]).Count.Value is null) Assert.Empty(FigureOrigin.Of(figures, linkage, "table3", row, column)!.BodiesForUnit);
        Assert.Null(FigureOrigin.Of(figures, linkage, "table3", 0, 0));
    }

    [Fact]
    public async Task Working_tables_count_every_row_once()
    {
        var linkage = await LinkRound.RunAsync(Rounds.Drawn(9, 150), 2014, Rounds.Link);
        var tables = ComputeWorkingTables.Of(linkage, []);
        var sizes = tables.First(table => table.Id == "sizes").Rows;
        Assert.Equal(linkage.Result.Records, sizes.Sum(row => (int)row[0] * (int)row[1]));
        Assert.Equal(linkage.Counted.Count(), (int)tables.First(table => table.Id == "form-sex-age").Rows[^1][1]);
        Assert.Equal(linkage.Counted.Count(), tables.First(table => table.Id == "nationalities").Rows.Sum(row => (int)row[1]));
        foreach (var language in Vern.Platform.Localisation.Language.All)
            foreach (var text in tables.SelectMany(table => table.Columns.Append(table.Title).Concat(table.Rows.SelectMany(row => row).OfType<TextCell>())).Append(WorkingTable.Mark))
                Assert.NotNull(StatisticsTexts.Resolve(text, language));
    }
}
