using Vern.Persons.Collection;
using Vern.Persons.Statistics;

namespace Vern.Persons.Tests.Statistics;

public class NationalityTablesTests
{
    private static List<CountedPerson> Of(params (string Nationality, string SexAge, int Count)[] groups) =>
        [.. groups.SelectMany(group => Enumerable.Range(0, group.Count).Select(number => new CountedPerson(number, [], group.SexAge, "unknown", group.Nationality, "SEX", [], IdentificationYear.ThisYear, 0, 0, true, null)))];

    [Fact]
    public void A_nationality_is_named_by_its_count_in_the_table_in_question()
    {
        var named = GroupNationalities.ByTable(Of(("NG", "W18", 9), ("NG", "M18", 1), ("RO", "M18", 5), ("RO", "W18", 1), ("VN", "W18", 2), ("VN", "M18", 2)), 3);
        Assert.Equal(["NG"], named["nationality-women"]);
        Assert.Equal(["RO"], named["nationality-men"]);
        Assert.Empty(named["nationality-minors"]);
    }

    [Fact]
    public void The_rest_is_nobody_or_at_least_the_minimum()
    {
        var named = GroupNationalities.ByTable(Of(("NG", "W18", 9), ("RO", "W18", 4), ("AL", "W18", 3), ("BG", "W18", 1), ("UNKN", "W18", 1)), 3);
        Assert.Equal(["NG", "RO"], named["nationality"]);
        Assert.Equal(["NG", "RO"], named["nationality-women"]);
    }

    [Fact]
    public void A_few_of_unknown_identity_join_the_rest_and_many_are_told()
    {
        Assert.DoesNotContain("UNKN", GroupNationalities.ByTable(Of(("NG", "W18", 9), ("UNKN", "W18", 2), ("BG", "W18", 2)), 3)["nationality"]);
        Assert.Contains("UNRES", GroupNationalities.ByTable(Of(("NG", "W18", 9), ("UNRES", "G17", 10)), 3)["nationality-minors"]);
    }

    [Fact]
    public void Those_withheld_in_a_part_of_the_world_are_nobody_or_at_least_the_minimum()
    {
        var named = GroupNationalities.ByTable(Of(("RO", "M18", 5), ("BG", "M18", 4), ("AL", "M18", 2), ("VN", "M18", 4), ("PK", "M18", 3)), 3);
        Assert.Equal(["RO", "VN", "PK"], named["nationality-men"]);
    }

    [Fact]
    public async Task Men_and_minors_are_told_by_part_of_the_world_and_the_parts_add_up()
    {
        var figures = await Rounds.FiguresAsync(Rounds.Drawn(11, 700));
        Assert.Equal(0, figures.Publication.Audit.AtRisk);
        foreach (var (table, diagram) in ((string, string)[])[("nationality-men", "diagram12"), ("nationality-minors", "diagram4")])
        {
            var cells = GroupNationalities.Regions.Select(region => figures.Publication[table][region].Value).ToList();
            Assert.Equal(figures.Publication[table]["Total"].Value, cells.Sum());
            Assert.Equal(cells.Where(cell => cell > 0).OrderDescending(), figures.Figure(diagram).Categories.Zip(figures.Figure(diagram).Series[0].Values)
                .Where(pair => pair.First.Key != "Nationality.Within").Select(pair => pair.Second!.Value.Value).OrderDescending());
        }
    }

    [Fact]
    public void Every_country_is_in_a_part_of_the_world() =>
        Assert.All(Vern.Persons.Statistics.CountryNames.Codes, code => Assert.Contains(GroupNationalities.RegionOf(code), GroupNationalities.Regions.Take(4)));

    [Fact]
    public void Absence_from_every_table_does_not_tell_a_count()
    {
        // Six persons of whom no table names two each: absence from all three would say exactly two, two and two.
        var named = GroupNationalities.ByTable(Of(("NG", "W18", 9), ("NG", "M18", 9), ("NG", "G17", 9), ("AL", "W18", 2), ("AL", "M18", 2), ("AL", "G17", 2)), 3);
        Assert.DoesNotContain("AL", named["nationality"]);
    }

    [Fact]
    public async Task Forms_by_sex_and_age_show_the_large_cells()
    {
        var figures = await Rounds.FiguresAsync(Rounds.Drawn(11, 700));
        var table = figures.Table("table3");
        var largest = table.Rows.Where(row => !row.IsTotal).SelectMany(row => row.Cells.Skip(2)).OfType<CountCell>().Max(cell => cell.Count.Value ?? 0);
        Assert.True(largest >= figures.PersonsByRule / 4);
        Assert.DoesNotContain(figures.Publication["table3"].Cells, cell => cell.Key.Contains("minors") || cell.Key.Contains("LABCOMB"));
        Assert.Equal(0, figures.Publication.Audit.AtRisk);
    }
}
