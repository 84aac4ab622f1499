using Vern.Disclosure.Tables;
using Vern.Persons.Statistics;
using Vern.Platform.Localisation;

namespace Vern.Persons.Tests.Statistics;

public class TablesAgreeTests
{
    [Fact]
    public void All_tables_and_diagrams_of_a_year_have_the_same_total()
    {
        Prop.ForAll(Gen.Choose(1, 100_000).ToArbitrary(), seed =>
        {
            var store = Rounds.Drawn(seed, 60 + seed % 200);
            ImportPublished.RunAsync(store, 2014).GetAwaiter().GetResult();
            var figures = Rounds.FiguresAsync(store).GetAwaiter().GetResult();
            var total = figures.Publication["table3"]["Total", "Total"].Value;
            Assert.Equal(figures.PersonsByRule, total);
            Assert.Equal(total, Count(figures.Table("table2").Rows[^1].Cells[1]));
            Assert.Equal(total, Count(figures.Table("table3").Rows[^1].Cells[1]));
            Assert.Equal(total, Count(figures.Table("table5").Rows[^1].Cells[9]));
            Assert.Equal(total, figures.Figure("trend").Series[0].Values[^1]!.Value.Value);
            Assert.Equal(((CountCell)figures.Table("table3").Rows[0].Cells[1]).Count, ((CountCell)figures.Table("table5").Rows[^1].Cells[10]).Count);
            var first = figures.Figure("diagram2").Series[0].Values[0]!.Value;
            Assert.Equal(figures.Publication["table3"]["Total", "SEX"], first);
            Assert.Equal(0, figures.Publication.Audit.AtRisk);
            Assert.Empty(FactCheck.Problems(figures));
        }, 12);
    }

    [Fact]
    public void No_small_count_of_this_year_is_shown_anywhere()
    {
        Prop.ForAll(Gen.Choose(1, 100_000).ToArbitrary(), seed =>
        {
            var figures = Rounds.FiguresAsync(Rounds.Drawn(seed, 40 + seed % 120)).GetAwaiter().GetResult();
            var shown = figures.Tables.SelectMany(table => table.Rows).SelectMany(row => row.Cells).OfType<CountCell>().Select(cell => cell.Count)
                .Concat(figures.Figures.SelectMany(figure => figure.Series).SelectMany(series => series.Values).OfType<ProtectedCell>())
                .Where(cell => cell.Source is null).Select(cell => cell.Value);
            Assert.DoesNotContain(shown, value => value is 1 or 2);
        }, 12);
    }

    [Fact]
    public async Task Every_label_has_words_in_every_language()
    {
        var store = Rounds.Drawn(7, 200);
        await ImportPublished.RunAsync(store, 2014);
        var figures = await Rounds.FiguresAsync(store);
        foreach (var language in Language.All)
        {
            foreach (var table in figures.Tables)
                foreach (var text in table.Columns.Append(table.Title).Concat(table.Notes).Concat(table.Rows.SelectMany(row => row.Cells).OfType<TextCell>()))
                    StatisticsTexts.Resolve(text, language);
            foreach (var figure in figures.Figures)
                foreach (var text in figure.Categories.Append(figure.Title).Concat(figure.Withheld).Concat(figure.Comments).Concat(figure.Series.Select(series => series.Name)))
                    Assert.NotEmpty(StatisticsTexts.Resolve(text, language));
        }
    }

    private static int? Count(PublishedCell cell) => Assert.IsType<CountCell>(cell).Count.Value;
}

internal static class Prop
{
    /// <summary>Runs an asserting property a given number of times.</summary>
    public static void ForAll<T>(Arbitrary<T> values, Action<T> holds, int times) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(times), FsCheck.Fluent.Prop.ForAll(values, holds));
}
