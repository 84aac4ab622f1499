using Vern.Persons.OwnReport;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Tests.Registration;
using static Vern.Persons.Tests.OwnReport.SameAsTheFormTests;

namespace Vern.Persons.Tests.OwnReport;

/// <summary>Who belongs to a year, at its first and last days.</summary>
public sealed class BelongsToYearTests
{
    private static YearRecord Old(params NewFact[] facts)
    {
        var record = Record(Audience.Adult, facts);
        return record with { Head = record.Head with { OpenedOn = new(Year - 2, 3, 1) } };
    }

    [Theory]
    [InlineData("2014-12-31", false), InlineData("2015-01-01", true), InlineData("2015-12-31", true), InlineData("2016-01-01", false), InlineData("2015", true), InlineData("2014", false), InlineData("2015-12", true), InlineData("2014-12", false)]
    public void Identified_in_the_year(string day, bool belongs) => Assert.Equal(belongs ? [YearReason.Identified] : [], BelongsToYear.Run(Old(new NewFact("assessment.identified-on", day)), Year));

    [Theory]
    [InlineData("2014-03-01", "2014-12-31", false), InlineData("2014-03-01", "2015-01-01", true), InlineData("2015-12-31", "2016-06-30", true), InlineData("2016-01-01", null, false), InlineData("2014-03-01", null, true), InlineData(null, "2015-01-01", true), InlineData(null, "2014-12-31", false), InlineData("2014", "2016", true)]
    public void A_permit_overlaps_the_year(string? from, string? to, bool belongs)
    {
        List<NewFact> facts = [];
        if (from is not null) facts.Add(new("permit.from", 1, from));
        if (to is not null) facts.Add(new("permit.to", 1, to));
        Assert.Equal(belongs ? [YearReason.Period] : [], BelongsToYear.Run(Old([.. facts]), Year));
    }

    [Fact]
    public void A_stay_without_an_end_is_over_when_the_case_is_closed()
    {
        var stay = Old(new NewFact("stay.from", 1, "2014-03-01"));
        Assert.Empty(BelongsToYear.Run(stay with { Head = stay.Head with { ClosedOn = new(2014, 12, 31) } }, Year));
        Assert.NotEmpty(BelongsToYear.Run(stay with { Head = stay.Head with { ClosedOn = new(2015, 1, 1) } }, Year));
    }

    [Fact]
    public void One_period_is_not_made_of_two()
    {
        // The first permit ended before the year, the second begins after it.
        Assert.Empty(BelongsToYear.Run(Old(new("permit.from", 1, "2013-01-01"), new("permit.to", 1, "2013-06-30"), new("permit.from", 2, "2016-01-01"), new("permit.to", 2, "2016-06-30")), Year));
    }

    [Fact]
    public void A_right_a_note_a_referral_or_a_talk_in_the_year_is_contact()
    {
        Assert.Equal([YearReason.Right], BelongsToYear.Run(Old() with { Rights = [("R-17.housing", "provided", new(2015, 12, 31))] }, Year));
        Assert.Empty(BelongsToYear.Run(Old() with { Rights = [("R-17.housing", "lapsed", new(2015, 12, 31)), ("R-10", "provided", new(2016, 1, 1))] }, Year));
        Assert.Equal([YearReason.Note], BelongsToYear.Run(Old() with { Notes = [new(2015, 1, 1)] }, Year));
        Assert.Equal([YearReason.Referred], BelongsToYear.Run(Old() with { Referred = [("adora", new(2015, 1, 1), false)] }, Year));
        Assert.Equal([YearReason.Happened], BelongsToYear.Run(Old(new NewFact("law.talk-on", "2015-01-01")), Year));
    }

    [Fact]
    public async Task New_years_eve_is_Norwegian()
    {
        await using var fixture = await CaseFixture.OpenAsync("sqlite");
        fixture.Clock.Move(new DateTimeOffset(2015, 12, 31, 22, 59, 0, TimeSpan.Zero) - fixture.Clock.GetUtcNow());
        var before = await fixture.Cases.AddPersonAsync(CaseFixture.Adult(new NewFact("about.sex", "woman")), CaseFixture.Gry);
        fixture.Clock.Move(TimeSpan.FromMinutes(2)); // 00:01 in Norway, 23:01 by the world's clock
        var after = await fixture.Cases.AddPersonAsync(CaseFixture.Adult(new NewFact("about.sex", "man")), CaseFixture.Gry);
        async Task<PersonId[]> OfAsync(int year) => [.. MakeYearReport.Run(await fixture.Cases.RecordsOfYearAsync(year, CaseFixture.Ida), Frame() with { Year = year }).Lines.Select(line => line.Id)];
        Assert.Equal([before], await OfAsync(2015));
        Assert.Equal([after], await OfAsync(2016));
    }
}
