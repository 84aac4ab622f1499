using Microsoft.Extensions.Diagnostics.HealthChecks;
using Vern.Platform.Auditing;

namespace Vern.Hosting;

/// <summary>Degraded while the ledger cannot be appended to: what is done is recorded in the database meanwhile.</summary>
internal sealed class LedgerCheck(WorkspaceLedger ledger) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(ledger.Problem is null ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded());
}
