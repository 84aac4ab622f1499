using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Rights;
using Vern.Persons.Tests.Collection;
using Vern.Persons.Tests.Registration;
using static Vern.Persons.Tests.Registration.CaseFixture;

namespace Vern.Persons.Tests.Rights;

/// <summary>The deadlines of several people at once are those of each by herself.</summary>
public sealed class WatchDeadlinesTests
{
    public static TheoryData<string> Databases => StoreFixture.Databases;

    private static IEnumerable<(PersonId, string, DateOnly?, DeadlineState)> Told(IEnumerable<WatchedDeadline> all) => all.Select(one => (one.Person.Id, one.Deadline.Name, one.Deadline.On, one.Deadline.State)).OrderBy(one => one.Name, StringComparer.Ordinal).ThenBy(one => one.Id.Value, StringComparer.Ordinal);

    [Theory, MemberData(nameof(Databases))]
    public async Task Each_has_the_deadlines_of_her_own_page_and_what_is_recorded_counts_at_the_next_look(string database)
    {
        await using var fixture = await CaseFixture.OpenAsync(database);
        var (cases, own) = (fixture.Cases, Gry with { Scope = Vern.Platform.Access.Scope.Own });
        string Day(int days) => cases.Today.AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var mother = await cases.AddPersonAsync(Somebody(Audience.Adult, new("permit.kind", 1, "reflection"), new("permit.from", 1, Day(-160)), new("family.with-her", "1"), new("assessment.concluded", "possible"), new("assessment.identified-on", Day(-10))), Gry);
        var child = await cases.AddPersonAsync(Somebody(Audience.Child, new NewFact("identity.birth", Day(-15 * 365))) with { Parent = mother }, Gry);
        await cases.AddPersonAsync(Somebody(Audience.Adult, new("stay.kind", 1, "KRIS"), new("stay.from", 1, Day(-60)), new("risk.assessed-on", Day(-100)), new("risk.review-on", Day(-1))), Gry);
        var rights = new RightsStore(cases, RuleBook.Norway);
        var watch = new WatchDeadlines(rights, cases);
        async Task<List<WatchedDeadline>> EachAsync()
        {
            var all = new List<WatchedDeadline>();
            foreach (var head in await cases.LatestAsync(own, new(Closed: false), 100))
                all.AddRange((await rights.ReadAsync(head.Id, own))!.Deadlines.Where(one => one.On is not null && one.State is not DeadlineState.Met).Select(one => new WatchedDeadline(head, one)));
            return all;
        }
        async Task<WatchedDeadlines> WatchAsync(int most = 100, CaseReach? by = null) => await watch.RunAsync(await cases.LatestAsync(by ?? own, new(Closed: false), 100), most, by ?? own);

        Assert.Equal((0, 2), ((await WatchAsync(1)).All.Select(one => one.Person.Id).Distinct().Count() - 1, (await WatchAsync(0)).NotRead)); // one was read at the first look
        var first = await WatchAsync();
        Assert.Equal(0, first.NotRead);
        Assert.True(first.All.Count >= 4, $"{first.All.Count} deadlines");
        Assert.Equal(Told(await EachAsync()), Told(first.All));
        Assert.Equal(first.All.Select(one => one.Deadline.On).Order(), first.All.Select(one => one.Deadline.On));
        Assert.Equal(0, (await WatchAsync(0)).NotRead); // remembered

        // The report on the child is noted, the permit is longer, the day passes: each is a new look, of the parent too.
        await cases.RecordFactsAsync(child, [new("concern.on", Day(0))], 1, Gry);
        Assert.Equal(Told(await EachAsync()), Told((await WatchAsync()).All));
        Assert.DoesNotContain((await WatchAsync()).All, one => one.Person.Id == mother && one.Deadline.Rule.Id == "R-07");
        await cases.RecordFactsAsync(mother, [new("permit.from", 1, Day(-30))], 1, Gry);
        Assert.Equal(Told(await EachAsync()), Told((await WatchAsync()).All));
        fixture.Clock.Move(TimeSpan.FromDays(45));
        Assert.Equal(Told(await EachAsync()), Told((await WatchAsync()).All));
        // Another reader sees what is that reader's, and who may not read for protection nothing.
        Assert.Empty((await WatchAsync(by: Henrik with { Scope = Vern.Platform.Access.Scope.Own })).All);
        Assert.Empty((await WatchAsync(by: own with { Purposes = new HashSet<string> { "enforcement" } })).All);
    }
}
