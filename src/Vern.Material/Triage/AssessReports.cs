using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Vern.Material.Intake;
using Vern.Platform.Jobs;
using Vern.Platform.Store;

namespace Vern.Material.Triage;

/// <summary>Weighs what has come in, within seconds. The place of the last one weighed lies in the database, so that each is weighed once, whatever stops in between.</summary>
internal sealed class AssessReports(MaterialStore store, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>What is done later: weighed again by the days that are left, each day, or by other rules, taken back when no answer came.</summary>
    internal static IEnumerable<JobKind> Kinds(MaterialStore store) =>
    [
        new(MaterialStore.RescoreJob, (job, cancel) => store.RescoreDueAsync(JsonSerializer.Deserialize<long>(job.Payload), cancel)),
        new(MaterialStore.RescoreAllJob, (job, cancel) => store.RescoreAllAsync(JsonSerializer.Deserialize<long>(job.Payload), cancel)),
        new(MaterialStore.UnansweredJob, async (job, cancel) =>
        {
            await store.UnansweredAsync(JsonSerializer.Deserialize<long>(job.Payload), cancel);
            return [];
        }),
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await store.AssessArrivedAsync(cancel: stoppingToken) > 0) { }
                await Task.Delay(Every, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception error) when (OpenDatabase.IsAway(error) || error is Microsoft.EntityFrameworkCore.DbUpdateException) // the database is away, or another process weighed the first ones at this moment
            {
                await Task.Delay(Every, clock, stoppingToken);
            }
        }
    }
}
