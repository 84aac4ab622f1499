using Vern.Disclosure.Tables;
using Vern.Persons.Collection;
using Vern.Persons.Statistics;
using Vern.Persons.StatusReport;

namespace Vern.Persons.Tests.Statistics;

/// <summary>What a year takes from the years before it: imports, and what Vern has published itself.</summary>
public class EarlierFiguresTests
{
    private static readonly DateTimeOffset Noon = new(2015, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static async Task<(MemoryStore Store, YearFigures Signed)> SignedAsync(int? publishedAfterHours = 1)
    {
        var store = Rounds.Drawn(11, 400);
        store.TheRound = new Round(2014, default, [.. store.Bodies.Select(body => new BodyAnswer(body.Id, null, [], AnswerKind.Report, null, null, null))], null);
        await ImportPublished.RunAsync(store, 2014);
        var figures = await Rounds.FiguresAsync(store);
        var prepared = PreparedReport.From(new(figures, StatisticsTexts.Resolve, new Dictionary<string, IReadOnlyList<OwnTextEntry>>(), [], []));
        store.Editions.Add(new Edition(2014, 1, null, prepared.Digest, prepared.Content, [], publishedAfterHours is { } hours ? Noon.AddHours(hours) : null));
        store.Submissions.AddRange(Rounds.Drawn(12, 400, 2015).Submissions);
        return (store, figures);
    }

    [Fact]
    public async Task A_signed_year_is_an_earlier_year_of_the_next_as_it_was_published()
    {
        var (store, signed) = await SignedAsync();
        var next = await Rounds.FiguresAsync(store, 2015);
        foreach (var id in (string[])["table2", "table5"])
        {
            var before = signed.Table(id).Rows[^1].Cells.Select(cell => (cell as CountCell)?.Count.Value).ToList();
            var row = next.Table(id).Rows.Single(one => ((TextCell)one.Cells[0]).Key == "2014");
            Assert.Equal(before, row.Cells.Select(cell => (cell as CountCell)?.Count.Value));
            Assert.All(row.Cells.OfType<CountCell>(), cell => Assert.Equal(CellStatus.Published, cell.Count.Status));
        }
        Assert.Equal(2007, int.Parse(((TextCell)next.Table("table5").Rows[0].Cells[0]).Key, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains("Vern 2014 (1)", next.Table("table2").SourceTable);
    }

    [Fact]
    public async Task What_a_signed_year_told_of_each_body_stands_in_the_next_years_table_1()
    {
        var (store, signed) = await SignedAsync();
        var next = (await Rounds.FiguresAsync(store, 2015)).Table("table1");
        foreach (var row in signed.Table("table1").Rows.Where(row => row.Cells[4] is CountCell { Count.Value: not null }))
        {
            var now = next.Rows.Single(one => ((TextCell)one.Cells[0]).Key == ((TextCell)row.Cells[0]).Key);
            Assert.Equal(((CountCell)row.Cells[4]).Count.Value, ((CountCell)now.Cells[3]).Count.Value);
            Assert.Equal(((CountCell)row.Cells[7]).Count.Value, ((CountCell)now.Cells[6]).Count.Value);
        }
        // 2013 came with the import of 2014 and is carried on.
        Assert.Contains(next.Rows, row => row.Cells[2] is CountCell { Count.Value: > 0 });
    }

    [Fact]
    public async Task A_draft_is_no_earlier_year()
    {
        var (store, _) = await SignedAsync(publishedAfterHours: null);
        var earlier = await EarlierFigures.ReadAsync(store, 2015);
        Assert.Equal(2013, earlier.Years[^1].Year);
        Assert.DoesNotContain(earlier.Reports, report => report.Year == 2014);
    }

    [Fact]
    public async Task The_next_year_passes_the_gate_with_what_it_took_over()
    {
        var (store, _) = await SignedAsync();
        var figures = await Rounds.FiguresAsync(store, 2015);
        Assert.Empty(PreparedReport.From(new(figures, StatisticsTexts.Resolve, new Dictionary<string, IReadOnlyList<OwnTextEntry>>(), [], [])).Problems());
        Assert.Empty(FactCheck.Problems(figures));
    }
}
