using Microsoft.Extensions.Diagnostics.HealthChecks;
using Vern.Persons.Collection;

namespace Vern.Hosting;

/// <summary>Healthy when the store answers.</summary>
internal sealed class StoreCheck(INationalStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await store.YearsAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
