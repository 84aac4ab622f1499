using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Vern.Platform.Jobs;
using Vern.Platform.Store;

namespace Vern.Material.Intake;

/// <summary>Intake's work by the clock: each round makes the next one, so that of many processes one does it, and it goes on where a process died.</summary>
internal static class IntakeJobs
{
    /// <summary>Ends what nobody finished; every ten minutes.</summary>
    internal const string Expire = "intake.expire";
    /// <summary>Draws attention to preservation and connection data that end soon; every day.</summary>
    internal const string Remind = "intake.remind";

    internal static IEnumerable<JobKind> Kinds(MaterialStore store) =>
    [
        new(Expire, async (_, cancel) =>
        {
            await store.ExpireAsync(cancel);
            return [Next(Expire, store.Now(), TimeSpan.FromMinutes(10))];
        }),
        new(Remind, async (_, cancel) =>
        {
            await store.RemindAsync(cancel);
            return [Next(Remind, store.Now(), TimeSpan.FromDays(1))];
        }),
    ];

    // The key is the beginning of its round: made twice it is one.
    internal static JobRow Next(string kind, DateTimeOffset now, TimeSpan every)
    {
        var due = DateTimeOffset.FromUnixTimeMilliseconds((now.ToUnixTimeMilliseconds() / (long)every.TotalMilliseconds + 1) * (long)every.TotalMilliseconds);
        var job = JobStore.RowOf(string.Create(CultureInfo.InvariantCulture, $"{kind}/{due:yyyy-MM-ddTHH:mm}"), kind, "0", now);
        job.DueAt = due.ToUnixTimeMilliseconds();
        return job;
    }

    /// <summary>Sees to it at start that there is a next round.</summary>
    internal sealed class Start(JobStore jobs, TimeProvider clock) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            try
            {
                var now = clock.GetUtcNow();
                var rounds = ((string Kind, TimeSpan Every)[])[(Expire, TimeSpan.FromMinutes(10)), (Remind, TimeSpan.FromDays(1)), (MaterialStore.RescoreJob, TimeSpan.FromDays(1))];
                await jobs.AddAsync([.. rounds.SelectMany(round => (JobRow[])[Next(round.Kind, now - round.Every, round.Every), Next(round.Kind, now, round.Every)])], stoppingToken);
            }
            catch (Exception away) when (OpenDatabase.IsAway(away) || away is DbUpdateException) { } // the database is away, or another process made them at this moment: the next start sees to it again
        }
    }
}
