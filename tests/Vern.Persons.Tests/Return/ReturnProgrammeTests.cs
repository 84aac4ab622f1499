using Vern.Persons.OwnReport;
using Vern.Persons.Collection;
using Vern.Persons.Registration;
using Vern.Persons.Return;
using Vern.Persons.Rights;
using Vern.Persons.Tests.Registration;
using static Vern.Persons.Tests.Registration.CaseFixture;

namespace Vern.Persons.Tests.Return;

/// <summary>What an agency keeps about returns as such, when it is warned, and the police's cases.</summary>
public sealed class ReturnProgrammeTests
{
    [Fact]
    public async Task The_series_counts_applications_and_departures_by_year_with_the_gaps_between()
    {
        await using var fixture = await OpenAsync("sqlite");
        var cases = fixture.Cases;
        var year = cases.Today.Year;
        await cases.AddPersonAsync(Adult(new("journey.applied-on", $"{year - 3}-05-01"), new("journey.departed", "yes"), new("journey.departed-on", $"{year}-02-01")), Gry);
        await cases.AddPersonAsync(Adult(new("journey.applied-on", $"{year - 3}-06-01"), new("journey.departed", "no"), new("journey.departs-on", $"{year}-09-01")), Gry);
        var erased = await cases.AddPersonAsync(Adult(new NewFact("journey.applied-on", $"{year}-06-01")), Gry);
        await cases.EraseAsync(erased, Ida);
        await cases.SetReturnProgrammeAsync(new(new Dictionary<int, string> { [year - 1] = "No funding" }, [new("va", cases.Today.AddDays(40), "A decision")], [new("NG", "A shelter", "Housing", "By telephone", cases.Today)]), Ida);
        Assert.Equal([(year, 0, 1, ""), (year - 1, 0, 0, "No funding"), (year - 2, 0, 0, ""), (year - 3, 2, 0, "")], (await cases.ReturnYearsAsync(Ida)).Select(one => (one.Year, one.Applications, one.Departures, one.Why)));
        Assert.All(await cases.ReturnYearsAsync(Siv), one => Assert.Equal((0, 0), (one.Applications, one.Departures))); // another team's are not counted
        Assert.Empty(await cases.ReturnYearsAsync(Ida with { Purposes = new HashSet<string> { "enforcement" } }));
        var kept = await cases.ReturnProgrammeAsync();
        Assert.Equal(("NG", "A shelter", cases.Today.AddDays(40)), (kept.Contacts[0].Country, kept.Contacts[0].Name, kept.Funding[0].Until));
        await Assert.ThrowsAsync<ArgumentException>(() => cases.SetReturnProgrammeAsync(kept with { Contacts = [.. Enumerable.Repeat(kept.Contacts[0], 21)] }, Ida));
    }

    [Fact]
    public async Task The_agency_chooses_when_it_is_warned_and_can_silence_no_deadline_nor_move_it()
    {
        await using var fixture = await OpenAsync("sqlite");
        var own = RuleBook.Norway.Rules.First(rule => rule.Periods.Any(period => period.WarnBefore.Count > 1));
        var period = own.Periods.First(one => one.WarnBefore.Count > 1);
        await fixture.Cases.SetWarningsAsync([new(own.Name, period.Id, [120, 3])], Ida);
        var book = await new RightsStore(fixture.Cases, RuleBook.Norway).BookAsync();
        var changed = book.Rules.First(rule => rule.Id == own.Id && rule.Name == own.Name).Periods.First(one => one.Id == period.Id);
        Assert.Equal([120, 3], changed.WarnBefore);
        Assert.Equal((period.Years, period.Months, period.Days, period.From), (changed.Years, changed.Months, changed.Days, changed.From));
        Assert.All(book.Rules.Where(rule => rule.Name != own.Name), rule => Assert.Equal(RuleBook.Norway.Rules.First(one => one.Name == rule.Name && one.ValidFrom == rule.ValidFrom).Periods.Select(one => one.WarnBefore), rule.Periods.Select(one => one.WarnBefore)));
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Cases.SetWarningsAsync([new(own.Name, period.Id, [])], Ida));
        Assert.Equal([90, 30, 7], WarningSetting.Read("7, 90 30"));
        foreach (var none in (string[])["", "x", "-1", "7 7", "366", "1 2 3 4 5 6 7 8 9", "=1+1"]) Assert.Null(WarningSetting.Read(none));
    }

    [Fact]
    public void The_police_tell_of_their_cases_and_nobody_else_does()
    {
        var answers = new Dictionary<string, string> { ["remark"] = "As before", ["police.SEX.cases"] = "4", ["police.SEX.victims"] = "6", ["police.LAB.cases"] = "0", ["police.LAB.reclassified"] = "Insufficient evidence" };
        var empty = new Submission { Year = 2026, Sender = new("kripos") };
        var sent = new OwnWork(answers, 1).Into(empty, LegalKind.Police);
        Assert.Equal([new PoliceCases("SEX", 4, 6, null), new("LAB", 0, null, "Insufficient evidence")], sent.Cases.OrderByDescending(line => line.Cases));
        Assert.Null(sent.Agency);
        Assert.Empty(new OwnWork(answers, 1).Into(empty, LegalKind.CrisisCentre).Cases);
        Assert.Empty(OwnWork.PoliceProblems(answers));
        Assert.Equal([("police.SEX.cases", "police.number"), ("police.LAB.cases", "police.cases")], OwnWork.PoliceProblems(new Dictionary<string, string> { ["police.SEX.cases"] = "four", ["police.LAB.victims"] = "2" }));
    }
}
