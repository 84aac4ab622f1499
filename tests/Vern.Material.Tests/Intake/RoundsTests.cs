using Vern.Material.Intake;
using Vern.Material.Triage;
using Vern.Platform.Jobs;

namespace Vern.Material.Tests.Intake;

/// <summary>A centre's work by the clock, on both databases.</summary>
public sealed class RoundsTests
{
    public static TheoryData<string> Databases => MaterialFixture.Databases;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_round_is_made_once_is_due_at_once_and_the_next_one_when_it_begins(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var (jobs, clock) = (fixture.Workspace.Jobs, fixture.Clock);
        clock.Move(TimeSpan.FromDays(1) - clock.GetUtcNow().TimeOfDay + TimeSpan.FromMinutes(3)); // three minutes after a midnight
        Assert.Equal(3, await jobs.AddAsync([.. IntakeJobs.At(clock.GetUtcNow())], Cancel));
        Assert.Equal(0, await jobs.AddAsync([.. IntakeJobs.At(clock.GetUtcNow())], Cancel));
        Assert.Equal(["intake.expire", "intake.remind", "triage.rescore"], await TakenAsync());
        clock.Move(TimeSpan.FromMinutes(6));
        Assert.Equal(0, await jobs.AddAsync([.. IntakeJobs.At(clock.GetUtcNow())], Cancel));
        clock.Move(TimeSpan.FromMinutes(1)); // whatever became of the one before
        Assert.Equal(1, await jobs.AddAsync([.. IntakeJobs.At(clock.GetUtcNow())], Cancel));
        Assert.Equal(["intake.expire"], await TakenAsync());
        clock.Move(TimeSpan.FromHours(24));
        Assert.Equal(3, await jobs.AddAsync([.. IntakeJobs.At(clock.GetUtcNow())], Cancel));

        async Task<List<string>> TakenAsync()
        {
            var kinds = new List<string>();
            while (await jobs.TakeAsync(Cancel) is { } job)
            {
                kinds.Add(job.Kind);
                await jobs.FailAsync(job, "made to fail", forGood: true, Cancel);
            }
            return [.. kinds.Order(StringComparer.Ordinal)];
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Each_kind_of_round_is_done_by_its_work(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var kinds = IntakeJobs.Kinds(fixture.Store).Concat(AssessReports.Kinds(fixture.Store)).ToDictionary(kind => kind.Kind, StringComparer.Ordinal);
        await fixture.Workspace.Jobs.AddAsync([.. IntakeJobs.At(fixture.Clock.GetUtcNow())], Cancel);
        var done = 0;
        while (await fixture.Workspace.Jobs.TakeAsync(Cancel) is { } job)
        {
            Assert.Empty(await kinds[job.Kind].Work(job, Cancel));
            Assert.True(await fixture.Workspace.Jobs.FinishAsync(job, [], Cancel));
            done++;
        }
        Assert.Equal(3, done);
    }
}
