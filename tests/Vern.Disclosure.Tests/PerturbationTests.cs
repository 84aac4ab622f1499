using Vern.Disclosure.Perturbation;
using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Tests;

/// <summary>Rounding and cell keys: what is promised of every publication, on random linked tables with a hierarchy.</summary>
public sealed class PerturbationTests
{
    private static readonly Dimension Region = new("region", new("all", new Code("north", new Code("n1"), new Code("n2")), new Code("south")));
    private static readonly Dimension Form = new("form", new("all", new Code("labour"), new Code("sexual")));
    private static readonly Dimension Age = new("age", new("all", new Code("adult"), new Code("minor")));
    private static readonly TableRequest[] Requests = [new("a", ["region", "form"]), new("b", ["form", "age"]), new("c", ["region"])];

    private static Microdata Persons(int seed)
    {
        var random = new Random(seed);
        var rows = new List<MicrodataRow>();
        foreach (var region in new[] { "n1", "n2", "south" }) foreach (var form in new[] { "labour", "sexual" }) foreach (var age in new[] { "adult", "minor" })
            rows.Add(new([region, form, age], Math.Max(0, random.Next(-2, 9)), (ulong)random.NextInt64()));
        return new([Region, Form, Age], rows);
    }

    private static List<(IReadOnlyList<string> Key, long Truth, int Shown)> Pairs(Microdata data, ProtectedPublication publication)
    {
        var truth = new CellSpace(data, Requests);
        return [.. publication.Tables.Zip(truth.Tables).SelectMany(pair => pair.First.Cells.Zip(pair.Second.Cells, (cell, id) => (cell.Key, truth.Cells[id].Value, cell.Value.Value!.Value)))];
    }

    [Fact]
    public void Rounded_tables_hold_multiples_only_add_up_exactly_and_agree_with_one_another() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), Gen.Choose(3, 6).ToArbitrary(), (seed, to) =>
        {
            var data = Persons(seed);
            var rounded = ControlledRounding.Protect(data, Requests, new(3), to, TestContext.Current.CancellationToken);
            Assert.All(Pairs(data, rounded), cell => Assert.True(cell.Shown % to == 0 && (cell.Truth > 0 || cell.Shown == 0), string.Join(' ', cell.Key)));
            foreach (var form in new[] { "all", "labour", "sexual" })
            {
                int At(string region) => rounded["a"][region, form].Value!.Value;
                Assert.Equal(At("all"), At("north") + At("south"));
                Assert.Equal(At("north"), At("n1") + At("n2"));
                Assert.Equal(At("all"), rounded["b"][form, "all"].Value);
                Assert.Equal(rounded["b"][form, "all"].Value, rounded["b"][form, "adult"].Value + rounded["b"][form, "minor"].Value);
            }
            Assert.Equal(rounded["a"]["n1", "all"].Value, rounded["c"]["n1"].Value);
            Assert.Equal(0, rounded.Audit.AtRisk);
            var worst = Pairs(data, rounded).Max(cell => Math.Abs(cell.Shown - cell.Truth));
            Assert.Contains($"farther than {worst} from the truth", rounded.Audit.Method, StringComparison.Ordinal);
            Assert.All(rounded.Audit.Cells, cell => Assert.True(cell.High - cell.Low >= 2));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_two_way_table_is_rounded_within_the_base_nearly_always()
    {
        var within = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var data = Persons(seed);
            if (Pairs(data, ControlledRounding.Protect(data, Requests, new(3), 3, TestContext.Current.CancellationToken)).TrueForAll(cell => Math.Abs(cell.Shown - cell.Truth) < 3)) within++;
        }
        Assert.True(within >= 190, $"{within} of 200");
    }

    [Fact]
    public void A_cell_with_the_same_persons_is_the_same_in_every_table_and_no_small_count_comes_out() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var data = Persons(seed);
            var noise = new NoiseParameters(3, 4, 2);
            ProtectedPublication changed;
            try
            {
                changed = CellKeys.Protect(data, Requests, new(3), noise, TestContext.Current.CancellationToken);
            }
            catch (InvalidOperationException problem)
            {
                Assert.Contains("no publication", problem.Message, StringComparison.Ordinal);
                return;
            }
            Assert.All(Pairs(data, changed), cell => Assert.True(cell.Shown is 0 or >= 3 && Math.Abs(cell.Shown - cell.Truth) <= 4 && (cell.Truth > 0 || cell.Shown == 0), string.Join(' ', cell.Key)));
            foreach (var region in new[] { "all", "north", "n1", "n2", "south" }) Assert.Equal(changed["a"][region, "all"].Value, changed["c"][region].Value);
            foreach (var form in new[] { "all", "labour", "sexual" }) Assert.Equal(changed["a"]["all", form].Value, changed["b"][form, "all"].Value);
            Assert.Equal(0, changed.Audit.AtRisk);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_perturbation_table_is_that_of_greatest_entropy()
    {
        // The row of sdcTools' ptable 1.0.0 for D = 2 and V = 0.9, from count 2 on (its first row is bound to be monotone as well).
        double[] expected = [.05154609, .24381564, .40927654, .24381564, .05154609];
        var row = new NoiseTable(new(1, 2, .9)).Of(2).ToList();
        Assert.Equal([-2, -1, 0, 1, 2], row.Select(entry => entry.Change));
        Assert.All(row.Zip(expected), pair => Assert.Equal(pair.Second, pair.First.Probability, 5));
    }

    [Fact]
    public void No_row_of_a_perturbation_table_has_a_bias_and_each_keeps_its_variance_where_it_can()
    {
        foreach (var minimum in new[] { 2, 3, 5, 10 })
        {
            var noise = new NoiseParameters(minimum, minimum + 1, NoiseParameters.LeastVariance(minimum));
            var table = new NoiseTable(noise);
            for (var count = 1; count < 40; count++)
            {
                var row = table.Of(count).ToList();
                Assert.Equal(1, row.Sum(entry => entry.Probability), 9);
                Assert.Equal(0, row.Sum(entry => entry.Probability * entry.Change), 6);
                Assert.All(row, entry => Assert.True(count + entry.Change is var shown && (shown == 0 || shown >= minimum)));
                if (count > 2 * minimum) Assert.Equal(noise.Variance, row.Sum(entry => entry.Probability * entry.Change * entry.Change), 5);
            }
        }
    }

    [Fact]
    public void The_mean_of_many_cells_with_the_same_count_is_that_count()
    {
        var table = new NoiseTable(new(3, 4, 2));
        var random = new Random(7);
        foreach (var count in new[] { 1, 2, 3, 10 }) Assert.Equal(count, Enumerable.Range(0, 200_000).Average(_ => table.Change(count, unchecked((ulong)random.NextInt64(long.MinValue, long.MaxValue)))), 1);
    }

    [Fact]
    public void A_record_has_the_same_key_whatever_stands_around_it_and_another_with_another_seed()
    {
        ulong[] Keys(string seed, params string[] rows) { var keys = new RecordKeys(seed); return [.. rows.Select(row => keys.Next(row.Split(',')))]; }
        var first = Keys("secret", "n1,labour", "n2,labour", "n1,labour");
        Assert.Equal(3, first.Distinct().Count());
        Assert.Equal(first.Order(), Keys("secret", "n2,labour", "n1,labour", "n1,labour").Order());
        Assert.Empty(first.Intersect(Keys("another", "n1,labour", "n2,labour")));
    }
}
