using System.Text.Json;
using Vern.Material.Intake;
using Vern.Platform.Jobs;

namespace Vern.Material.Redress;

/// <summary>The clock of complaints and requests: that a day nears or is over stands in the ledger, and the list shows it first.</summary>
public static class RedressClock
{
    /// <summary>The job.</summary>
    public static JobKind Kind(MaterialStore store) => new(MaterialStore.RedressJob, async (job, cancel) =>
    {
        if (JsonSerializer.Deserialize<string>(job.Payload) is { } resource) await store.RemindRedressAsync(resource, cancel);
        return [];
    });
}
