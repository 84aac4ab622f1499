using Vern.Disclosure.Tables;
using Vern.Persons.OwnReport;
using Vern.Persons.OwnStatistics;
using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Tests.Registration;
using static Vern.Persons.Tests.OwnReport.SameAsTheFormTests;

namespace Vern.Persons.Tests.OwnReport;

/// <summary>An agency's own figures: what is counted, and that none of it tells of one person.</summary>
public sealed class OwnFiguresTests
{
    private static readonly DateOnly On = new(Year, 12, 31);

    private static YearRecord Woman(int month, string nationality = "NG", string form = "SEX", params NewFact[] more)
    {
        var record = Record(Audience.Adult, [new("about.sex", "woman"), new("about.nationality", nationality), new("exploitation.forms", form), .. more]);
        return record with { Head = record.Head with { OpenedOn = new(Year, month, 1) } };
    }

    private static int? Of(OwnFigures figures, string table, string row, string column = "Total")
    {
        var found = figures.Tables.Single(one => one.Id == table);
        return found.Cells[found.Rows.ToList().IndexOf(row)][found.Columns.ToList().IndexOf(column)].Value;
    }

    [Fact]
    public void Small_counts_are_hidden_with_what_would_give_them_away_and_zeros_are_not()
    {
        var figures = CountOwnFigures.Run([.. Enumerable.Repeat(0, 9).Select(_ => Woman(1)), .. Enumerable.Repeat(0, 6).Select(_ => Woman(2, "RO", "LAB")), Woman(3, "VN", "LAB"), Woman(4, "VN", "UNCL")], [], Year, On);
        Assert.Equal((17, 9, 0), (Of(figures, "opened", "Total"), Of(figures, "opened", "01"), Of(figures, "opened", "05")));
        Assert.Null(Of(figures, "opened", "03"));
        Assert.Null(Of(figures, "opened", "04"));
        Assert.Null(Of(figures, "forms", "UNCL", "women"));
        // One of one form is not found by subtraction from the total.
        Assert.Contains(figures.Tables.Single(table => table.Id == "forms").Rows, row => row is not "UNCL" and not "Total" && Of(figures, "forms", row, "women") is null);
        Assert.DoesNotContain("VN", figures.Tables.Single(table => table.Id == "nationalities").Rows); // two of it: told with others
        Assert.All(figures.Publications, publication => Assert.Equal(0, publication.Audit.AtRisk));
    }

    [Fact]
    public void Whatever_an_agency_is_like_the_audit_holds_and_no_small_count_is_shown()
    {
        for (var seed = 1; seed <= 12; seed++)
        {
            var random = new Random(seed);
            string One(params string[] of) => of[random.Next(of.Length)];
            var records = Enumerable.Range(0, random.Next(40)).Select(_ =>
            {
                var record = Record(One("a", "c") == "a" ? Audience.Adult : Audience.Child, new("about.sex", One("woman", "man", "unknown")), new("about.nationality", One("NG", "RO", "VN", "NO")), new("exploitation.forms", One("SEX", "LAB", "SEX LAB", "OTH")), new("answer.offer", One("yes", "no")), new("answer.decline-reason", One("D1.1", "D3.2")));
                return record with { Head = record.Head with { OpenedOn = new(Year - random.Next(2), random.Next(1, 13), 1), ClosedOn = random.Next(2) == 0 ? new(Year, random.Next(1, 13), 28) : null }, Course = [("case.housing", "KRIS", new(Year, 12, random.Next(1, 28)))] };
            }).ToList();
            var referrals = Enumerable.Range(0, random.Next(20)).Select(_ => random.Next(3) == 0 ? new CountedReferral(random.Next(2) == 0, ReferralState.Declined, One("full", "safety")) : new CountedReferral(true, ReferralState.Accepted, null)).ToList();
            var figures = CountOwnFigures.Run(records, referrals, Year, On);
            Assert.All(figures.Publications, publication => Assert.Equal(0, publication.Audit.AtRisk));
            Assert.DoesNotContain(figures.Tables.SelectMany(table => table.Cells).SelectMany(row => row), cell => cell.Value is > 0 and < CountOwnFigures.Minimum);
            Assert.All(figures.Durations.Where(one => one.Median is not null), one => Assert.True(one.Known.Value >= TimeTaken.FewestForMedian));
        }
    }

    [Fact]
    public void A_child_who_came_along_is_followed_up_and_stands_apart_and_the_total_is_everybody()
    {
        var child = Record(Audience.Child, new NewFact("about.sex", "man"));
        var figures = CountOwnFigures.Run([.. Enumerable.Repeat(0, 9).Select(_ => Woman(1)), .. Enumerable.Repeat(0, 3).Select(_ => child with { Head = child.Head with { Parent = child.Head.Id } })], [], Year, On);
        Assert.Equal((12, 3, 9), (Of(figures, "nationalities", "Total"), Of(figures, "forms", "with-parent", "boys"), Of(figures, "forms", "SEX", "women")));
    }

    [Fact]
    public void How_far_children_were_reached_and_whether_the_place_fits_are_counted_of_what_came_furthest_and_last()
    {
        YearRecord Child(params NewFact[] more) => Record(Audience.Child, new NewFact("about.sex", "woman")) with { FollowUp = [.. more.Select(one => new Fact(FieldCatalogue.Own[one.Field], one.Item, one.Value, FactSource.Told, default, 1, "Gry", "caseworker", 1))] };
        var house = Child(new("hearing.where", 1, "police"), new("hearing.outcome", 1, "declined"), new("hearing.where", 2, "childrens-house"), new("hearing.outcome", 2, "held"), new("stay.fits", 1, "no"), new("stay.fits", 2, "yes"));
        var station = Child(new("hearing.where", 1, "police"), new("hearing.outcome", 1, "held"), new("hearing.where", 2, "childrens-house"), new("hearing.outcome", 2, "declined"), new("stay.fits", 1, "unknown"));
        var figures = CountOwnFigures.Run([.. Enumerable.Repeat(house, 5), .. Enumerable.Repeat(station, 4), .. Enumerable.Repeat(0, 7).Select(_ => Woman(1))], [], Year, On);
        Assert.Equal((9, 5, 4, 0), (Of(figures, "hearings", "Total"), Of(figures, "hearings", "house"), Of(figures, "hearings", "elsewhere"), Of(figures, "hearings", "none")));
        Assert.Equal((16, 5, 0, 11), (Of(figures, "fits", "Total"), Of(figures, "fits", "yes"), Of(figures, "fits", "no"), Of(figures, "fits", "none")));
    }

    [Fact]
    public void An_agency_without_anybody_has_zeros() => Assert.Equal(0, Of(CountOwnFigures.Run([], [], Year, On), "opened", "Total"));

    [Fact]
    public void Times_are_told_of_enough_persons_in_whole_weeks_above_a_fortnight()
    {
        Assert.Equal((null, null, null), TimeTaken.Of([.. Enumerable.Range(1, 9)]));
        Assert.Equal((null, 6, null), TimeTaken.Of([.. Enumerable.Range(1, 10)])); // 5.5, half to even
        Assert.Equal((null, 10, null), TimeTaken.Of([.. Enumerable.Range(1, 19)]));
        Assert.Equal((6, 10, 14), TimeTaken.Of([.. Enumerable.Range(1, 20)])); // 5.75, 10.5, 15.25: two weeks
        Assert.Equal((0, 0, 0), TimeTaken.Of([.. Enumerable.Repeat(0, 20)]));
    }

    [Fact]
    public void What_came_before_first_contact_and_what_is_not_known_are_told_apart()
    {
        IEnumerable<YearRecord> Some(int count, string? identified) => Enumerable.Range(0, count).Select(_ => Woman(3, more: identified is null ? [] : [new NewFact("assessment.identified-on", identified)]));
        var one = CountOwnFigures.Run([.. Some(10, "2015-03-11"), .. Some(4, "2015-02-01"), .. Some(3, null), .. Some(3, "2015")], [], Year, On).Durations[0];
        Assert.Equal((10, 4, 6, 10), (one.Known.Value, one.Before.Value, one.NotKnown.Value, one.Median));
    }

    [Fact]
    public async Task The_day_that_housing_was_first_recorded_counts_and_a_year_has_one_answer_a_day()
    {
        await using var fixture = await CaseFixture.OpenAsync("sqlite");
        var ids = new List<PersonId>();
        for (var number = 0; number < 10; number++) ids.Add(await fixture.Cases.AddPersonAsync(CaseFixture.Adult(new NewFact("case.housing", "UTEN")), CaseFixture.Gry));
        fixture.Clock.Move(TimeSpan.FromDays(5));
        foreach (var id in ids) await fixture.Cases.RecordFactsAsync(id, [new("case.housing", "KRIS")], 1, CaseFixture.Gry);
        var desk = new OwnFiguresDesk(fixture.Cases);
        var first = await desk.ReadAsync(Year);
        Assert.Equal((10, 5), (first.Durations[1].Known.Value, first.Durations[1].Median));
        await fixture.Cases.AddPersonAsync(CaseFixture.Adult(), CaseFixture.Gry);
        Assert.Same(first, await desk.ReadAsync(Year));
        fixture.Clock.Move(TimeSpan.FromDays(1));
        Assert.Equal(11, Of(await desk.ReadAsync(Year), "opened", "Total"));
    }
}
