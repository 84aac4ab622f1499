using Vern.Persons.Statistics;
using Vern.Platform.Localisation;

namespace Vern.Persons.Tests.Statistics;

public class ImportsTests
{
    [Fact]
    public void The_published_years_are_read_and_add_up()
    {
        var years = EarlierYear.Parse(ImportPublished.Read("earlier-years"));
        Assert.Equal(Enumerable.Range(2007, 8), years.Select(year => year.Year));
        Assert.Equal([203, 256, 292, 319, 274, 349, 300, 324], years.Select(year => year.Persons!.Value));
        Assert.Equal(450, PoliceReportYear.Parse(ImportPublished.Read("police-reports")).Sum(year => year.Total));
        Assert.Equal(111, PoliceDistrict.Parse(ImportPublished.Read("police-districts-2014")).Sum(district => district.Sexual + district.Labour + district.Organ + district.War));
        Assert.Equal(37, Judgment.Parse(ImportPublished.Read("judgments")).Count);
        Assert.Equal(4, Judgment.Parse(ImportPublished.Read("judgments")).Count(judgment => judgment.Forms.Contains("CRIME") || judgment.Forms.Contains("FSERV")));
        Assert.Equal(2, Judgment.Parse(ImportPublished.Read("judgments")).Count(judgment => judgment.Final != "yes"));
        var reports = EarlierReport.Parse(ImportPublished.Read("table1-earlier"));
        Assert.Equal(472, reports.Where(report => report is { Year: 2014, Measure: "measures" }).Sum(report => report.Value ?? 0));
        Assert.Equal(371, reports.Where(report => report is { Year: 2014, Measure: "new" }).Sum(report => report.Value ?? 0));
    }

    [Fact]
    public void A_total_that_its_parts_contradict_cannot_come_in()
    {
        // The 2014 report's own Table 5: 209 + 103 + 0 + 1 + 6 + 6 is 325, not 324.
        var problem = Assert.Throws<ImportException>(() => EarlierYear.Parse("year,persons,new,unclear_year,girls,boys,women,men,sexual,labour,war,organ,unclear,other,combined\n2014,324,157,96,18,18,234,54,209,103,0,1,6,6,\n"));
        Assert.Contains("row 2, column 'persons': expected 325", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("district,sexual,labour,organ\nA,1,2,3\n", "row 1: no column 'war'")]
    [InlineData("district,sexual,labour,organ,war,gross\nA,1,2,3,4,5\n", "unknown column 'gross'")]
    [InlineData("district,sexual,labour,organ,war\nA,1,x,3,4\n", "row 2, column 'labour': expected a whole number of 0 or more, found 'x'")]
    [InlineData("district,sexual,labour,organ,war\nA,1,-2,3,4\n", "found '-2'")]
    [InlineData("district,sexual,labour,organ,war\nA,1,2,3,4\nA,1,2,3,4\n", "row 3, column 'district': expected each district once")]
    [InlineData("district,sexual,labour,organ,war\nA,1,2\n", "row 2: 3 cells, expected 5")]
    [InlineData("district,sexual,labour,organ,war\n\"A,1,2,3,4\n", "a quotation mark is not closed")]
    [InlineData("", "the file is empty")]
    public void A_wrong_file_is_refused_with_row_column_and_what_was_expected(string csv, string message) =>
        Assert.Contains(message, Assert.Throws<ImportException>(() => PoliceDistrict.Parse(csv)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("nb", "police-districts, rad 2, kolonne 'labour': ventet et helt tall fra 0, fant 'x'.")]
    [InlineData("en", "police-districts, row 2, column 'labour': expected a whole number of 0 or more, found 'x'.")]
    [InlineData("da", "police-districts, række 2, kolonne 'labour': ventede et helt tal fra 0, fandt 'x'.")]
    [InlineData("sv", "police-districts, rad 2, kolumn 'labour': väntade ett heltal från 0, fann 'x'.")]
    public void What_is_wrong_is_said_in_the_readers_language(string language, string message) =>
        Assert.Equal(message, Assert.Throws<ImportException>(() => PoliceDistrict.Parse("district,sexual,labour,organ,war\nA,1,x,3,4\n")).In(Language.Find(language)!));

    [Theory]
    [InlineData("2014,100,20,20,30,40\n", "column 'persons': expected 110, the sum of girls, boys, women and men, found '100'")]
    [InlineData("2014,0,,,,\n", "column 'persons': expected a whole number above 0, found '0'")]
    [InlineData("2014,5,,,,\n2014,5,,,,\n", "row 3, column 'year': expected each year once")]
    public void A_population_that_does_not_add_up_is_refused(string rows, string message) =>
        Assert.Contains(message, Assert.Throws<ImportException>(() => PopulationYear.Parse("year,persons,girls,boys,women,men\n" + rows)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_rate_of_indicator_16_2_2_is_of_published_counts_and_of_the_groups_own_population()
    {
        var store = Rounds.Drawn(3, 60);
        Assert.Equal(3, Sdg(await Rounds.FiguresAsync(store)).Columns.Count);
        await store.PutImportAsync(2014, "population", "year,persons,girls,boys,women,men\n2014,100000,10000,10000,50000,30000\n", "Register");
        var table = Sdg(await Rounds.FiguresAsync(store));
        var women = 0;
        foreach (var row in table.Rows)
        {
            var count = ((CountCell)row.Cells[2]).Count.Value;
            var group = ((TextCell)row.Cells[0]).Key;
            if (group == "SexAge.X18" || group == "SexAge.X17") { Assert.IsType<TextCell>(row.Cells[3]); continue; }
            if (group == "SexAge.W18" && count is > 0) women++;
            var people = group switch { "SexAge.Total" => 100_000m, "SexAge.W18" => 50_000m, "SexAge.M18" => 30_000m, _ => 10_000m };
            Assert.Equal(count is { } persons ? Math.Round(100_000m * persons / people, 1, MidpointRounding.ToEven) : null, Assert.IsType<RateCell>(row.Cells[3]).Rate);
        }
        Assert.True(women > 0);
        Assert.Equal("Register", table.SourceTable);

        static PublishedTable Sdg(YearFigures figures) => figures.Tables.Single(one => one.Id == "sdg-16-2-2");
    }

    [Fact]
    public void Quoted_cells_may_hold_commas_and_quotation_marks() =>
        Assert.Equal("Agder, \"sør\"", PoliceDistrict.Parse("district,sexual,labour,organ,war\r\n\"Agder, \"\"sør\"\"\",1,2,3,4\r\n").Single().District);

    [Fact]
    public async Task Two_splits_of_one_set_must_have_the_same_sum()
    {
        var store = Rounds.Drawn(3, 60);
        await store.PutImportAsync(2014, "permits", "unit,set,group,item,count\ndecisions,decisions,kind,reflection,39\ndecisions,reflection,outcome,granted,27\ndecisions,reflection,outcome,refused,11\n", "register");
        Assert.Contains("'reflection' is 39", (await Assert.ThrowsAsync<ImportException>(() => Rounds.FiguresAsync(store))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_of_a_register_that_are_not_public_yet_are_protected()
    {
        var store = Rounds.Drawn(3, 60);
        await store.PutImportAsync(2014, "permits", "unit,set,group,item,count\npersons,applicants,sexAge,women,61\npersons,applicants,sexAge,men,23\npersons,applicants,sexAge,boys,1\n", "Directorate's letter");
        await store.PutImportAsync(2014, "police-districts", "district,sexual,labour,organ,war\nA,20,1,0,0\nB,5,9,0,0\nC,8,7,0,0\n", "STRASAK");
        var figures = await Rounds.FiguresAsync(store);
        Assert.DoesNotContain(figures.Table("permit-applicants").Rows.SelectMany(row => row.Cells).OfType<CountCell>(), cell => cell.Count.Value is 1 or 2);
        Assert.True(figures.Table("permit-applicants").Rows.SelectMany(row => row.Cells).OfType<CountCell>().Count(cell => cell.Count.Value is null) >= 2);
        Assert.Null(((CountCell)figures.Table("table7").Rows[0].Cells[2]).Count.Value);
        Assert.Equal(((CountCell)figures.Table("table7").Rows[^1].Cells[5]).Count, ((CountCell)figures.Table("table6").Rows[^1].Cells[5]).Count);
    }
}
