using Vern.Demonstration.Run;
using Vern.Demonstration.Scale;

namespace Vern.Persons.Tests.Demonstration;

/// <summary>The generator at any size.</summary>
public sealed class PopulationTests
{
    private static readonly PopulationOptions Options = new() { Persons = 5_000, Sources = 12, Seed = 5 };

    [Fact]
    public void Every_person_is_reported_at_least_once_and_the_mean_is_as_asked()
    {
        var population = Population.Generate(Options);
        var rows = Enumerable.Range(0, population.Sources).SelectMany(population.Rows).ToList();
        Assert.Equal(Options.Persons, rows.Select(row => row.Truth).Distinct().Count());
        Assert.InRange((double)rows.Count / Options.Persons, 1.40, 1.52);
    }

    [Fact]
    public void Rows_of_one_source_are_rarely_one_person_and_are_numbered_from_1()
    {
        var population = Population.Generate(Options);
        for (var source = 0; source < population.Sources; source++)
        {
            var rows = population.Rows(source).ToList();
            Assert.Equal(Enumerable.Range(1, rows.Count), rows.Select(row => row.Reported.Row));
            Assert.True(rows.Count - rows.Select(row => row.Truth).Distinct().Count() <= rows.Count / 100);
        }
    }

    [Fact]
    public void The_same_seed_makes_the_same_rows_in_any_order_of_asking()
    {
        var last = Population.Generate(Options).Rows(11).Select(row => row.ToString()).ToList();
        var population = Population.Generate(Options);
        _ = population.Rows(0).Count();
        Assert.Equal(last, population.Rows(11).Select(row => row.ToString()));
    }

    [Fact]
    public void Every_identity_number_is_synthetic()
    {
        var population = Population.Generate(Options);
        var identities = population.Rows(0).Select(row => row.Identity).Where(identity => identity is not null).ToList();
        Assert.All(identities.Select(identity => identity!.NationalNumber).OfType<string>(), number => Assert.InRange(int.Parse(number[2..4]), 81, 92));
        Assert.All(identities.Select(identity => identity!.Duf).OfType<string>(), duf => Assert.StartsWith("29", duf, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_noise_all_rows_of_a_person_have_the_same_name_and_birth_date() => Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed =>
    {
        var population = Population.Generate(Options with { Persons = 200, Seed = seed, Noise = 0, Anonymous = 0 });
        return Enumerable.Range(0, population.Sources).SelectMany(population.Rows).GroupBy(row => row.Truth)
            .All(rows => rows.Select(row => row.Identity!.BirthDate).Distinct().Count() == 1);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Pairs_are_scored_by_hand_as_by_the_program()
    {
        // persons: 1 1 1 | 2 2; clusters: a a b | b c
        var score = PairScore.Of([[0, 0, 1], [1, 2]], [[1, 1, 1], [2, 2]]);
        Assert.Equal((4, 2, 1, 3), (score.TruePairs, score.Linked, score.Right, score.Persons));
        Assert.Equal(0.5, score.Precision);
        Assert.Equal(0.25, score.Recall);
        Assert.Equal(3, CompareWithTruth.PairsWithoutIdentity([[1, 1, 1], [2, 2]], [[true, true, false], [false, true]]));
    }
}
