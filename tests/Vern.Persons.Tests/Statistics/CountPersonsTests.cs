using Vern.Persons.Collection;
using Vern.Persons.Statistics;

namespace Vern.Persons.Tests.Statistics;

public class CountPersonsTests
{
    private static readonly ReportedPerson Woman = new() { Row = 1, Sex = Sex.Woman, Nationality = "NG", Age = 25, Forms = ["SEX"], Offer = OfferAnswer.Accepted };

    private static CountedPerson Merge(int year, params ReportedPerson[] rows)
    {
        var submissions = rows.Select((row, at) => new Submission { Year = year, Sender = new BodyId("body-" + at), Persons = [row] }).ToList();
        return Assert.Single(CountPersons.Of(submissions, [.. rows.Select(_ => new[] { 0 })], year));
    }

    [Fact]
    public void An_adult_counts_only_when_some_body_says_accepted()
    {
        Assert.True(Merge(2014, Woman with { Offer = OfferAnswer.Unknown }, Woman).Counted);
        var declined = Merge(2014, Woman with { Offer = OfferAnswer.Declined }, Woman with { Offer = OfferAnswer.Unknown });
        Assert.False(declined.Counted);
        Assert.Equal("NotCounted.Declined", declined.WhyNot);
    }

    [Fact]
    public void A_presumed_minor_counts_whatever_the_answer() =>
        Assert.True(Merge(2014, Woman with { Age = 16, Offer = OfferAnswer.Declined }).Counted);

    [Fact]
    public void One_body_that_presumes_a_minor_is_enough()
    {
        var person = Merge(2014, Woman with { Age = 19 }, Woman with { Age = 19 }, Woman with { Age = 19, PresumedMinor = true });
        Assert.Equal("G17", person.SexAge);
        Assert.Equal("unknown", person.AgeBand);
    }

    [Fact]
    public void A_body_that_assessed_an_adult_does_not_outvote_one_that_presumes_a_minor() =>
        Assert.Equal("B17", Merge(2014, Woman with { Sex = Sex.Man, Age = 17, PresumedMinor = false }, Woman with { Sex = Sex.Man, Age = 17 }).SexAge);

    [Fact]
    public void Sexual_purposes_and_forced_labour_make_a_combination_from_2014_and_forced_labour_before()
    {
        Assert.Equal("COMB", Merge(2014, Woman, Woman with { Forms = ["SRV-BEG"] }).Form);
        Assert.Equal("LAB", Merge(2013, Woman, Woman with { Forms = ["SRV-BEG"] }).Form);
        Assert.Equal("BEG", Merge(2014, Woman, Woman with { Forms = ["SRV-BEG"] }).LabourKind);
    }

    [Fact]
    public void Unclear_is_dropped_when_another_body_knows() => Assert.Equal("SEX", Merge(2014, Woman with { Forms = ["UNCL"] }, Woman).Form);

    [Fact]
    public void A_known_nationality_beats_unknown_and_the_most_told_wins()
    {
        Assert.Equal("NG", Merge(2014, Woman with { Nationality = "UNKN" }, Woman with { Nationality = "UNRES" }, Woman).Nationality);
        Assert.Equal("RO", Merge(2014, Woman, Woman with { Nationality = "RO" }, Woman with { Nationality = "RO" }).Nationality);
        Assert.Equal("UNRES", Merge(2014, Woman with { Nationality = "UNKN" }, Woman with { Nationality = "UNRES" }).Nationality);
    }

    [Fact]
    public void The_earliest_told_year_of_identification_wins()
    {
        Assert.Equal(IdentificationYear.Earlier, Merge(2014, Woman with { Identified = IdentificationYear.ThisYear }, Woman with { IdentifiedYear = 2012 }).Identified);
        Assert.Equal(IdentificationYear.ThisYear, Merge(2014, Woman with { Identified = IdentificationYear.ThisYear }, Woman).Identified);
        Assert.Equal(IdentificationYear.Unclear, Merge(2014, Woman, Woman).Identified);
    }

    [Fact]
    public void Children_are_not_added_up_over_bodies() => Assert.Equal(2, Merge(2014, Woman with { AccompanyingChildren = 2 }, Woman with { AccompanyingChildren = 1 }).AccompanyingChildren);

    [Theory]
    [InlineData(13, "under14")]
    [InlineData(15, "14-15")]
    [InlineData(17, "16-17")]
    [InlineData(18, "18-19")]
    [InlineData(20, "20-34")]
    [InlineData(34, "20-34")]
    [InlineData(35, "35-40")]
    [InlineData(41, "over40")]
    [InlineData(null, "unknown")]
    public void Age_bands_are_those_of_the_report(int? age, string band) => Assert.Equal(band, Merge(2014, Woman with { Age = age }).AgeBand);

    [Fact]
    public void Every_year_has_exactly_one_rule()
    {
        for (var year = 1990; year < 2100; year++)
            Assert.Single(CountingRule.All, rule => year >= rule.FromYear && (rule.ToYear is null || year <= rule.ToYear));
        Assert.False(CountingRule.Comparable(2013, 2014));
        Assert.True(CountingRule.Comparable(2007, 2013));
    }

    [Fact]
    public void The_order_of_submissions_changes_no_attribute()
    {
        Prop.ForAll(Gen.Choose(1, 100_000).ToArbitrary(), seed =>
        {
            var store = Rounds.Drawn(seed, 40);
            var forward = LinkRound.RunAsync(store, 2014, Rounds.Link).GetAwaiter().GetResult();
            store.Submissions.Reverse();
            var backward = LinkRound.RunAsync(store, 2014, Rounds.Link).GetAwaiter().GetResult();
            Assert.Equal(Shape(forward.Persons), Shape(backward.Persons));
        }, 20);
    }

    private static List<string> Shape(IEnumerable<CountedPerson> persons) =>
        [.. persons.Select(person => $"{person.SexAge} {person.AgeBand} {person.Nationality} {person.Form} {person.LabourKind} {person.Identified} {person.Counted} {person.Rows.Count}").Order(StringComparer.Ordinal)];
}
