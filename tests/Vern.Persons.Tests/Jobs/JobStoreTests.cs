using Microsoft.Extensions.Logging.Abstractions;
using Vern.Persons.Collection;
using Vern.Persons.Tests.Collection;
using Vern.Platform.Jobs;

using RequestState = Vern.Platform.Jobs.RequestState;

namespace Vern.Persons.Tests.Jobs;

/// <summary>Jobs on both databases: taken by one at a time, ended once, tried again, parked.</summary>
public sealed class JobStoreTests
{
    public static TheoryData<string> Databases => StoreFixture.Databases;

    private static JobRow Made(StoreFixture fixture, string key) => JobStore.RowOf(key, "test", "{}", fixture.Clock.GetUtcNow());

    [Theory, MemberData(nameof(Databases))]
    public async Task A_job_whose_worker_died_is_taken_again_when_its_lease_ends_and_ended_once(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        var jobs = fixture.Store.Jobs;
        Assert.Equal(1, await jobs.AddAsync([Made(fixture, "one")]));
        Assert.Equal(0, await jobs.AddAsync([Made(fixture, "one")])); // the same job
        var dead = (await jobs.TakeAsync())!;
        Assert.Null(await jobs.TakeAsync());
        // The process is gone: another opens the store. Only the lease's end frees the job.
        await fixture.ReopenAsync();
        jobs = fixture.Store.Jobs;
        Assert.Null(await jobs.TakeAsync());
        fixture.Clock.Move(JobStore.Lease);
        var second = (await jobs.TakeAsync())!;
        Assert.Equal((dead.Id, 2), (second.Id, second.Attempt));
        // The first wakes up after all: what it has to say counts no more, and what would have followed is not made.
        Assert.False(await jobs.FinishAsync(dead, [Made(fixture, "follows")]));
        Assert.True(await jobs.FinishAsync(second, [Made(fixture, "follows")]));
        Assert.False(await jobs.FinishAsync(second, [Made(fixture, "follows twice")]));
        var (all, count) = await jobs.ListAsync(null, 0, 10);
        Assert.Equal(2, count);
        Assert.Equal(["follows", "one"], all.Select(job => job.Key));
        Assert.Equal(JobState.Done, all[1].State);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_many_workers_each_job_is_taken_by_one(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        var jobs = fixture.Store.Jobs;
        await jobs.AddAsync([.. Enumerable.Range(0, 20).Select(number => Made(fixture, $"job {number}"))]);
        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            var mine = new List<long>();
            while (await jobs.TakeAsync() is { } job) mine.Add(job.Id);
            return mine;
        }));
        Assert.Equal(20, taken.Sum(mine => mine.Count));
        Assert.Equal(20, taken.SelectMany(mine => mine).Distinct().Count());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_fails_is_tried_later_each_time_then_parked_with_its_reason_and_sent_again_by_hand(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        var jobs = fixture.Store.Jobs;
        await jobs.AddAsync([Made(fixture, "stubborn")]);
        var begun = 0;
        using var worker = new RunJobs(jobs, [new("test", (_, _) => ++begun <= JobStore.MostAttempts ? throw new JobFailedException("the other side answered 500") : Task.FromResult<IReadOnlyCollection<JobRow>>([]))], fixture.Clock, NullLogger<RunJobs>.Instance);
        for (var attempt = 1; attempt <= JobStore.MostAttempts; attempt++)
        {
            Assert.True(await worker.RunOneAsync(TestContext.Current.CancellationToken));
            Assert.False(await worker.RunOneAsync(TestContext.Current.CancellationToken)); // not before its time
            Assert.True(JobStore.Delay(attempt) >= JobStore.Delay(attempt - 1));
            fixture.Clock.Move(JobStore.Delay(attempt));
        }
        var parked = Assert.Single((await jobs.ListAsync(JobState.Parked, 0, 10)).Jobs);
        Assert.Equal(("the other side answered 500", JobStore.MostAttempts), (parked.Reason, parked.Attempts));
        Assert.True(await jobs.RetryAsync(parked.Id));
        Assert.True(await worker.RunOneAsync(TestContext.Current.CancellationToken));
        Assert.Equal(JobState.Done, Assert.Single((await jobs.ListAsync(null, 0, 10)).Jobs).State);
        Assert.False(await jobs.RetryAsync(parked.Id)); // what is done is not done again
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Who_is_mute_holds_up_his_own_kind_only(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        var (jobs, cancel) = (fixture.Store.Jobs, TestContext.Current.CancellationToken);
        var (asked, answers, told) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        var order = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var worker = new RunJobs(jobs,
        [
            new("mute", async (job, _) => { order.Enqueue(job.Key); asked.TrySetResult(); await answers.Task; return []; }, Waits: true),
            new("own", (job, _) => { order.Enqueue(job.Key); return Task.FromResult<IReadOnlyCollection<JobRow>>([JobStore.RowOf("tell", "tell", "{}", fixture.Clock.GetUtcNow())]); }),
            new("tell", (job, _) => { order.Enqueue(job.Key); told.TrySetResult(); return Task.FromResult<IReadOnlyCollection<JobRow>>([]); }, Waits: true),
        ], fixture.Clock, NullLogger<RunJobs>.Instance);
        await jobs.AddAsync([JobStore.RowOf("first", "mute", "{}", fixture.Clock.GetUtcNow()), JobStore.RowOf("second", "mute", "{}", fixture.Clock.GetUtcNow())]);
        await worker.StartAsync(cancel);
        await asked.Task.WaitAsync(cancel);
        await jobs.AddAsync([JobStore.RowOf("own", "own", "{}", fixture.Clock.GetUtcNow())]);
        await told.Task.WaitAsync(cancel); // done, and what follows from it too, while the other is still waited for
        Assert.Equal(["first", "own", "tell"], order);
        answers.SetResult();
        while (order.Count < 4) await Task.Delay(20, cancel);
        await worker.StopAsync(cancel);
        Assert.Equal(["first", "own", "tell", "second"], order); // one at a time of its kind
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_job_that_kills_its_process_each_time_is_parked_and_one_of_unknown_work_at_once(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        var jobs = fixture.Store.Jobs;
        await jobs.AddAsync([Made(fixture, "poison")]);
        for (var attempt = 0; attempt < JobStore.MostAttempts; attempt++)
        {
            Assert.NotNull(await jobs.TakeAsync());
            fixture.Clock.Move(JobStore.Lease);
        }
        Assert.Null(await jobs.TakeAsync());
        Assert.Contains("never ended", Assert.Single((await jobs.ListAsync(JobState.Parked, 0, 10)).Jobs).Reason, StringComparison.Ordinal);
        await jobs.AddAsync([Made(fixture, "of another version")]);
        using var worker = new RunJobs(jobs, [], fixture.Clock, NullLogger<RunJobs>.Instance);
        Assert.True(await worker.RunOneAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2, (await jobs.ListAsync(JobState.Parked, 0, 10)).Count);
        // Waiting ones can be put aside; what is done long ago is let go.
        await jobs.AddAsync([Made(fixture, "aside"), Made(fixture, "done")]);
        Assert.True(await jobs.ParkAsync((await jobs.ListAsync(JobState.Waiting, 0, 10)).Jobs[1].Id, "put aside"));
        Assert.True(await jobs.FinishAsync((await jobs.TakeAsync())!, []));
        fixture.Clock.Move(JobStore.KeptFor + TimeSpan.FromDays(1));
        await jobs.ClearAsync();
        Assert.Equal(3, (await jobs.ListAsync(null, 0, 10)).Count);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_is_told_is_written_with_what_has_happened_or_not_at_all(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        var body = (await fixture.Store.BodiesAsync())[0].Id;
        await fixture.Store.OpenRoundAsync(2014, new(2015, 1, 10), new(2015, 2, 20), [body]);
        var told = Assert.Single((await fixture.Store.Jobs.ListAsync(null, 0, 10)).Jobs);
        Assert.Equal("webhook.announce", told.Kind);
        Assert.Contains("\"type\":\"round.opened\"", told.Payload, StringComparison.Ordinal);
        Assert.Contains("\"year\":2014", told.Payload, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => fixture.Store.OpenRoundAsync(2014, new(2015, 1, 10), new(2015, 2, 20), [body]));
        Assert.Equal(1, (await fixture.Store.Jobs.ListAsync(null, 0, 10)).Count);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_key_gives_the_same_answer_until_it_expires_and_is_free_again_when_the_process_stopped(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        var jobs = fixture.Store.Jobs;
        Assert.Equal(RequestState.New, (await jobs.BeginRequestAsync("k", "a")).State);
        Assert.Equal(RequestState.Running, (await jobs.BeginRequestAsync("k", "a")).State);
        Assert.Equal(RequestState.OtherBody, (await jobs.BeginRequestAsync("k", "b")).State);
        // The process stops without an answer.
        await fixture.ReopenAsync();
        jobs = fixture.Store.Jobs;
        fixture.Clock.Move(JobStore.Lease);
        Assert.Equal(RequestState.Unfinished, (await jobs.BeginRequestAsync("k", "a")).State);
        Assert.Equal(RequestState.Running, (await jobs.BeginRequestAsync("k", "a")).State);
        await jobs.KeepAnswerAsync("k", new(201, "/there", "application/json", "{}"u8.ToArray()));
        var (state, answer, _) = await jobs.BeginRequestAsync("k", "a");
        Assert.Equal((RequestState.Answered, 201, "/there"), (state, answer!.Status, answer.Location));
        Assert.Equal("{}"u8.ToArray(), answer.Body);
        fixture.Clock.Move(JobStore.AnswersKeptFor);
        Assert.Equal(RequestState.New, (await jobs.BeginRequestAsync("k", "b")).State);
        // Of many at once one works.
        var states = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ => (await jobs.BeginRequestAsync("many", "a")).State));
        Assert.Single(states, RequestState.New);
    }
}
