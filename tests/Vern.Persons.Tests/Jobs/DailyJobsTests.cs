using Microsoft.Extensions.Logging.Abstractions;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
using Vern.Persons.Tests.Collection;
using Vern.Platform.Auditing;
using Vern.Platform.Jobs;

namespace Vern.Persons.Tests.Jobs;

/// <summary>What a unit does every day by itself, on both databases: once a day, whoever does it, and with its entries.</summary>
public sealed class DailyJobsTests
{
    public static TheoryData<string> Databases => StoreFixture.Databases;

    private static RunJobs Worker(StoreFixture fixture, NationalStore store) => new(store.Jobs, [Daily(store, fixture).Day.Kind(fixture.Clock), Daily(store, fixture).Kind], fixture.Clock, NullLogger<RunJobs>.Instance);

    private static DailyJobs Daily(NationalStore store, StoreFixture fixture) => new(store, fixture.Clock);

    private static async Task<int> ActsAsync(NationalStore store, string kind)
    {
        await store.Ledger.AppendAsync();
        return (await store.Ledger.Outbox.FindAsync(new(kind), 0, 1)).Count;
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_two_processes_one_erases_what_is_due_once_and_what_may_not_go_stays(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        var store = fixture.Store;
        var body = (await store.BodiesAsync())[0].Id;
        foreach (var year in new[] { 2013, 2014 })
        {
            await store.OpenRoundAsync(year, new(2015, 1, 12), new(2015, 2, 27), [body]);
            await store.ReceiveAsync(new Submission { Year = year, Sender = body, Persons = [new ReportedPerson { Row = 1, Nationality = "NG" }] });
            await store.CloseRoundAsync(year, "A. Example");
        }
        await store.PutEditionAsync(new Edition(2014, 1, null, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("{}"u8)), "{}", [new("A. Example", DateTimeOffset.UnixEpoch), new("B. Example", DateTimeOffset.UnixEpoch)], DateTimeOffset.UnixEpoch));
        await using var other = await NationalStore.OpenAsync(fixture.Folder, fixture.Postgres, fixture.Clock);
        using var first = Worker(fixture, store);
        using var second = Worker(fixture, other);
        async Task DayAsync()
        {
            foreach (var one in new[] { store, other }) await one.Jobs.AddAsync(Daily(one, fixture).Day.JobsOf(fixture.Clock.GetUtcNow()), TestContext.Current.CancellationToken);
            await Task.WhenAll(new[] { first, second }.Select(async worker => { while (await worker.RunOneAsync(TestContext.Current.CancellationToken)) { } }));
        }
        // Not before its time.
        await DayAsync();
        Assert.Equal(0, await ActsAsync(store, NationalActs.RoundErased.Kind));
        fixture.Clock.Move(TimeSpan.FromDays(RetentionRules.Rows.Years * 366));
        await DayAsync();
        await DayAsync();
        Assert.DoesNotContain((await store.Jobs.ListAsync(null, 0, 50)).Jobs, job => job.Kind == "retention.day" && job.Reason is not null);
        Assert.Equal(1, await ActsAsync(store, NationalActs.RoundErased.Kind));
        Assert.Equal(RetentionDay.By, (await store.RoundErasureAsync(2014))!.ErasedBy);
        Assert.Empty((await store.SubmissionsAsync(2014))[0].Persons);
        // No edition of the year before is published: its figures would be lost.
        Assert.Single((await store.SubmissionsAsync(2013))[0].Persons);
        var (jobs, _) = await store.Jobs.ListAsync(null, 0, 50);
        Assert.Equal(2, jobs.Count(job => job.Kind == "retention.day"));
        Assert.All(jobs.Where(job => job.Kind == "retention.day"), job => Assert.Equal((JobState.Done, 1), (job.State, job.Attempts)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Bodies_that_have_not_answered_are_told_of_after_the_last_day_and_again_when_a_reminder_is_old(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        var store = fixture.Store;
        var bodies = (await store.BodiesAsync()).Take(3).Select(body => body.Id).ToList();
        await store.OpenRoundAsync(2014, new(2015, 1, 12), new(2015, 2, 27), bodies);
        await store.AnswerAsync(2014, bodies[0], AnswerKind.Zero);
        async Task<IReadOnlyList<BodyId>> DueAsync(DateOnly day) => DailyJobs.DueIn((await store.RoundAsync(2014))!, day);
        Assert.Empty(await DueAsync(new(2015, 2, 27)));
        Assert.Equal(bodies[1..], await DueAsync(new(2015, 2, 28)));
        await store.RemindAsync(2014, bodies[1], new(2015, 3, 1));
        Assert.Equal([bodies[2]], await DueAsync(new(2015, 3, 14)));
        Assert.Equal(bodies[1..], await DueAsync(new(2015, 3, 15)));

        fixture.Clock.Move(TimeSpan.FromDays(28)); // 1 March
        using var worker = Worker(fixture, store);
        await store.Jobs.AddAsync(Daily(store, fixture).Day.JobsOf(fixture.Clock.GetUtcNow()), TestContext.Current.CancellationToken);
        for (var job = 0; job < 50 && await worker.RunOneAsync(TestContext.Current.CancellationToken); job++) { }
        var told = Assert.Single((await store.Jobs.ListAsync(null, 0, 50)).Jobs, job => job.Payload.Contains("reminders.due", StringComparison.Ordinal));
        Assert.Contains("\"bodies\":1", told.Payload, StringComparison.Ordinal);
        Assert.DoesNotContain(bodies[2].Value, told.Payload, StringComparison.Ordinal);
    }
}
