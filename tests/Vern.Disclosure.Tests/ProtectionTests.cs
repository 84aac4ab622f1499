using Vern.Disclosure.Audit;
using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Tests;

public sealed class ProtectionTests
{
    private static readonly Dimension Region = new("region", new("all", new Code("north", new Code("n1"), new Code("n2")), new Code("south")));
    private static readonly Dimension Form = new("form", new("all", new Code("labour"), new Code("sexual")));
    private static readonly Dimension Age = new("age", new("all", new Code("adult"), new Code("minor")));
    private static readonly Dimension[] All = [Region, Form, Age];
    private static readonly string[][] Leaves = [["n1", "n2", "south"], ["labour", "sexual"], ["adult", "minor"]];
    private static readonly TableRequest[][] Choices =
    [
        [new("a", ["region", "form"])],
        [new("a", ["region", "form"]), new("b", ["form", "age"])],
        [new("a", ["region"]), new("b", ["form", "age"]), new("c", ["region", "age"])],
        [new("a", ["form", "age"]), new("b", ["region", "age"])],
    ];

    private static Microdata Persons(int seed, int most)
    {
        var random = new Random(seed);
        var rows = new List<MicrodataRow>();
        foreach (var region in Leaves[0]) foreach (var form in Leaves[1]) foreach (var age in Leaves[2]) rows.Add(new([region, form, age], Math.Max(0, random.Next(-1, most))));
        return new(All, rows);
    }

    private static ProtectedPublication Protect(Microdata data, IReadOnlyList<TableRequest> tables, ProtectionRules rules, bool withSolver = true) =>
        Protector.Protect(data, tables, rules, [], withSolver, null, TestContext.Current.CancellationToken);

    private static Enumeration Attack(ProtectedPublication publication, int least, int most) => new(All, publication.Tables.Select(table =>
        (table.Dimensions, table.Cells.Select(cell => (cell.Key, cell.Value.Value)))), least, most);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_filling_by_enumeration_finds_out_a_hidden_cell_of_linked_hierarchical_tables(bool withSolver)
    {
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), Gen.Choose(0, Choices.Length - 1).ToArbitrary(), (seed, choice) =>
        {
            var data = Persons(seed, 4);
            var publication = Protect(data, Choices[choice], new(3, SearchSeconds: 0.2), withSolver);
            var truth = new CellSpace(data, Choices[choice]);
            foreach (var (table, space) in publication.Tables.Zip(truth.Tables))
            {
                foreach (var ((_, cell), id) in table.Cells.Zip(space.Cells))
                {
                    var value = truth.Cells[id].Value;
                    if (value is 1 or 2) Assert.Equal(CellStatus.Suppressed, cell.Status);
                    if (value == 0) Assert.Equal(CellStatus.Published, cell.Status);
                    if (cell.Status == CellStatus.Published) Assert.Equal(value, (long)cell.Value!); else Assert.Null(cell.Value);
                }
            }
            // No count of these tables is above 48, so what reaches beyond that has no end: the search for fillings stops at 100.
            var attack = Attack(publication, 1, 100);
            foreach (var (key, (low, high)) in attack.Found) Assert.True(high > low, $"{key} is {low}");
            Assert.Equal(0, publication.Audit.AtRisk);
            Assert.Equal(withSolver, publication.Audit.Guarantee);
            Assert.True(publication.Audit.Cells.Count >= attack.Found.Count);
            foreach (var cell in publication.Audit.Cells)
            {
                var table = publication[cell.Table];
                if (!attack.Found.TryGetValue(Enumeration.Full(All, table.Dimensions, cell.Key), out var found)) continue;
                if (withSolver) Assert.Equal((found.Low, found.High > 48 ? null : found.High), ((int)cell.Low, (int?)cell.High));
                else Assert.True(cell.Low <= found.Low && (cell.High is null || cell.High >= found.High));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public void The_pattern_costs_no_more_than_the_best_of_all_patterns_tried_one_by_one()
    {
        Dimension[] two = [Age, Form];
        for (var seed = 0; seed < 15; seed++)
        {
            var random = new Random(seed);
            var data = new Microdata(two, [.. from age in Leaves[2] from form in Leaves[1] select new MicrodataRow([age, form], random.Next(0, 5))]);
            var publication = Protect(data, [new("a", ["age", "form"])], new(3, SearchSeconds: 5));
            var truth = new CellSpace(data, [new("a", ["age", "form"])]);
            var cost = publication.Tables[0].Cells.Zip(truth.Tables[0].Cells).Where(pair => pair.First.Value.Status == CellStatus.Suppressed).Sum(pair => truth.Cells[pair.Second].Value);
            Assert.Equal(Cheapest(truth, two), cost);
            Assert.Contains("proven", publication.Audit.Method, StringComparison.Ordinal);
        }
    }

    private static long Cheapest(CellSpace truth, Dimension[] dimensions)
    {
        var cells = truth.Tables[0].Cells.Select((id, at) => (truth.Tables[0].Keys[at], truth.Cells[id].Value)).ToList();
        var optional = Enumerable.Range(0, cells.Count).Where(i => cells[i].Value >= 3).ToList();
        var best = long.MaxValue;
        for (var choice = 0; choice < 1 << optional.Count; choice++)
        {
            var hidden = Enumerable.Range(0, cells.Count).Where(i => cells[i].Value is 1 or 2 || (optional.IndexOf(i) is >= 0 and var bit && (choice >> bit & 1) == 1)).ToHashSet();
            var cost = hidden.Sum(i => cells[i].Value);
            if (cost >= best) continue;
            var attack = new Enumeration(dimensions, [(dimensions, cells.Select((cell, i) => (cell.Item1, hidden.Contains(i) ? (int?)null : (int)cell.Value)))], 1, 20);
            if (attack.Found.Values.All(found => found.High > found.Low)) best = cost;
        }
        return best;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Publishing_one_secondary_cell_more_makes_the_audit_fail(bool withSolver)
    {
        var data = Persons(11, 9);
        var space = new CellSpace(data, Choices[1]);
        var rules = new ProtectionRules(3);
        var system = new AttackSystem(space, rules);
        var (hidden, how) = PatternSearch.Run(system, 5, withSolver, null, TestContext.Current.CancellationToken);
        Assert.Equal(0, PublicationAudit.Run(space, system, hidden, how, withSolver, TestContext.Current.CancellationToken).AtRisk);
        var secondary = Enumerable.Range(0, system.CellCount).Where(column => hidden[column] && !system.Primary[column]).ToList();
        Assert.NotEmpty(secondary);
        foreach (var column in secondary)
        {
            var less = (bool[])hidden.Clone();
            less[column] = false;
            Assert.True(PublicationAudit.Run(space, system, less, how, withSolver, TestContext.Current.CancellationToken).AtRisk > 0);
        }
    }

    // As in sdcTable's own tests of linked tables: each table is safe alone, together they give a cell away.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Two_tables_that_are_safe_alone_are_protected_together(bool withSolver)
    {
        var codes = new[] { "p", "q", "r", "s" };
        Dimension fine = new("place", new("all", [.. codes.Select(code => new Code(code))]));
        Dimension sex = new("sex", new("all", new Code("women"), new Code("men")));
        Dimension year = new("age", new("all", new Code("adult"), new Code("minor")));
        int[,] women = { { 2, 6, 7, 9 }, { 8, 9, 6, 7 } };
        var rows = codes.SelectMany((code, i) => new[] { new MicrodataRow([code, "women", i == 1 ? "minor" : "adult"], women[0, i]), new MicrodataRow([code, "men", "adult"], women[1, i]) }).ToList();
        var data = new Microdata([fine, sex, year], rows);
        TableRequest[] requests = [new("a", ["place", "sex"]), new("b", ["place", "age"]), new("c", ["sex", "age"])];
        var together = Protect(data, requests, new(3), withSolver);
        Assert.Equal(0, together.Audit.AtRisk);
        Assert.Equal(together["a"]["p", "all"].Status, together["b"]["p", "all"].Status);
        var all = new Enumeration([fine, sex, year], together.Tables.Select(table => (table.Dimensions, table.Cells.Select(cell => (cell.Key, cell.Value.Value)))), 1, 50);
        Assert.All(all.Found.Values, found => Assert.True(found.High > found.Low));
    }

    // sdcTable's problem data: every line has two hidden cells or more, and yet w|b is 47 and nothing else.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Two_hidden_cells_in_every_line_can_still_give_one_away(bool withSolver)
    {
        var reference = Reference.Read("opt_sdctable_problemdata4x4.json");
        var system = new AttackSystem(reference.Space, new ProtectionRules(2, HiddenAtLeast: 0), primary: reference.Primary);
        var audit = PublicationAudit.Run(reference.Space, system, system.Start(), "", withSolver, TestContext.Current.CancellationToken);
        var given = Assert.Single(audit.Cells, cell => cell.AtRisk);
        Assert.Equal((47, 47), (given.Low, given.High));
        Assert.Equal(["w", "b"], given.Key);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Two_hidden_ones_under_a_known_two_are_found_out_since_zeros_are_shown(bool withSolver)
    {
        var data = new Microdata([Region], [new(["n1"], 1), new(["n2"], 1), new(["south"], 7)]);
        var publication = Protect(data, [new("a", ["region"])], new(2), withSolver);
        Assert.Equal(CellStatus.Suppressed, publication["a"]["north"].Status);
        Assert.Equal(0, publication.Audit.AtRisk);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_small_difference_between_a_table_and_a_part_of_it_is_protected(bool withSolver)
    {
        // all in the north but one: the table of the north and the total would tell of the south
        var data = new Microdata([Region, Form], [new(["n1", "labour"], 9), new(["n2", "labour"], 5), new(["n1", "sexual"], 6), new(["south", "sexual"], 1)]);
        var publication = Protect(data, [new("all", ["form"]), new("north", ["form"], new Dictionary<string, string> { ["region"] = "north" })], new(3), withSolver);
        Assert.False(publication["all"]["sexual"].Value is not null && publication["north"]["sexual"].Value is not null);
        Assert.False(publication["all"]["all"].Value is not null && publication["north"]["all"].Value is not null);
    }

    [Fact]
    public void A_part_restricted_twice_bounds_the_whole_and_what_lies_between()
    {
        // adults in the north are all 7 of labour but one: the whole table would pin the adults elsewhere and the minors
        var data = new Microdata(All, [new(["n1", "labour", "adult"], 7), new(["south", "labour", "minor"], 1), new(["south", "sexual", "adult"], 9), new(["n2", "sexual", "adult"], 6)]);
        var publication = Protect(data, [new("all", ["form"]), new("some", ["form"], new Dictionary<string, string> { ["region"] = "north", ["age"] = "adult" })], new(3));
        Assert.Equal(0, publication.Audit.AtRisk);
        Assert.False(publication["all"]["labour"].Value is not null && publication["some"]["labour"].Value is not null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_public_already_counts_against_the_small_cell_it_gives_away(bool withSolver)
    {
        var data = new Microdata([Form], [new(["labour"], 1), new(["sexual"], 8)]);
        IReadOnlyDictionary<string, string>[] known = [new Dictionary<string, string>(), new Dictionary<string, string> { ["form"] = "sexual" }];
        Assert.Throws<InvalidOperationException>(() => Protector.Protect(data, [new("a", ["form"])], new(3), known, withSolver, null, TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => Protector.Protect(data, [new("a", ["form"])], new(3), [new Dictionary<string, string> { ["form"] = "other" }], withSolver, null, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_wider_protection_widens_every_interval(int protection)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var publication = Protect(Persons(seed, 6), Choices[2], new(4, Protection: protection, SearchSeconds: 1));
            Assert.All(publication.Audit.Cells, cell => Assert.True(cell.High is null || cell.High - cell.Low >= protection));
        }
    }

    [Fact]
    public void A_code_with_a_single_part_is_hidden_with_it()
    {
        Dimension place = new("place", new("all", new Code("county", new Code("town")), new Code("city")));
        var publication = Protect(new([place], [new(["town"], 2), new(["city"], 20)]), [new("a", ["place"])], new(3));
        Assert.Equal(CellStatus.Suppressed, publication["a"]["town"].Status);
        Assert.Equal(CellStatus.Suppressed, publication["a"]["county"].Status);
    }

    [Fact]
    public void A_code_or_dimension_that_does_not_exist_is_named()
    {
        var data = new Microdata([Form], [new(["labour"], 4)]);
        Assert.Contains("'nowhere'", Assert.Throws<ArgumentException>(() => Protector.Protect(data, [new("a", ["nowhere"])], cancel: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Contains("'organs'", Assert.Throws<ArgumentException>(() => Protector.Protect(new([Form], [new(["organs"])]), [new("a", ["form"])], cancel: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Contains("'x'", Assert.Throws<ArgumentException>(() => Protector.Protect(data, [new("a", [], new Dictionary<string, string> { ["form"] = "x" })], cancel: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tables_of_a_status_report_are_protected_and_audited()
    {
        var (data, tables) = RandomTables.StatusReport(1);
        var publication = Protect(data, tables, new(3, SearchSeconds: 1));
        Assert.True(publication.Audit.Guarantee);
        Assert.Equal(0, publication.Audit.AtRisk);
    }
}
