using Microsoft.Extensions.Diagnostics.HealthChecks;
using Vern.Platform.Auditing;

namespace Vern.Hosting;

/// <summary>Healthy when the workspace's database answers.</summary>
internal sealed class StoreCheck(WorkspaceLedger ledger) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await ledger.Outbox.RememberedAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
