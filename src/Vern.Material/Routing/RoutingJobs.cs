using System.Text.Json;
using Vern.Material.Intake;
using Vern.Platform.Jobs;

namespace Vern.Material.Routing;

/// <summary>Reminders to authorities.</summary>
internal static class RoutingJobs
{
    internal static IEnumerable<JobKind> Kinds(MaterialStore store) => [new(MaterialStore.RemindJob, (job, cancel) => store.RemindAsync(JsonSerializer.Deserialize<string>(job.Payload)!, cancel))];
}
