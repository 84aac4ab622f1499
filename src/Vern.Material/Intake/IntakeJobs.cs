using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Vern.Platform.Jobs;
using Vern.Platform.Store;

namespace Vern.Material.Intake;

/// <summary>A centre's work by the clock, in rounds: a round is one job, whatever number of processes makes it, and one that failed does not hold up the next.</summary>
internal static class IntakeJobs
{
    /// <summary>Ends what nobody finished; every ten minutes.</summary>
    internal const string Expire = "intake.expire";
    /// <summary>Draws attention to preservation and connection data that end soon; every day.</summary>
    internal const string Remind = "intake.remind";

    private static readonly (string Kind, TimeSpan Every)[] Rounds = [(Expire, TimeSpan.FromMinutes(10)), (Remind, TimeSpan.FromDays(1)), (MaterialStore.RescoreJob, TimeSpan.FromDays(1))];

    internal static IEnumerable<JobKind> Kinds(MaterialStore store) =>
    [
        new(Expire, async (_, cancel) =>
        {
            await store.ExpireAsync(cancel);
            return [];
        }),
        new(Remind, async (_, cancel) =>
        {
            await store.RemindAsync(cancel);
            return [];
        }),
    ];

    /// <summary>The rounds that are running at a moment, one of each kind, due since it began. The key is the beginning: made twice it is one.</summary>
    internal static IReadOnlyList<JobRow> At(DateTimeOffset now) => [.. Rounds.Select(round =>
    {
        var began = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds() / (long)round.Every.TotalMilliseconds * (long)round.Every.TotalMilliseconds);
        return JobStore.RowOf(string.Create(CultureInfo.InvariantCulture, $"{round.Kind}/{began:yyyy-MM-ddTHH:mm}"), round.Kind, "0", began);
    })];

    /// <summary>Makes each round as it begins.</summary>
    internal sealed class Start(JobStore jobs, TimeProvider clock) : BackgroundService
    {
        private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                try { await jobs.AddAsync([.. At(clock.GetUtcNow())], stoppingToken); }
                catch (Exception away) when (OpenDatabase.IsAway(away) || away is DbUpdateException) { } // the database is away, or another process made them at this moment: in a minute again
                await Task.Delay(Every, clock, stoppingToken);
            }
        }
    }
}
