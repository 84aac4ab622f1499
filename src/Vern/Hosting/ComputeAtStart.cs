using Vern.Persons.Collection;
using Vern.Persons.Pages;

namespace Vern.Hosting;

/// <summary>Begins to compute the latest year as soon as the host runs, so that the first page need not wait for long.</summary>
internal sealed class ComputeAtStart(INationalStore store, RoundDesk desk) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if ((await store.YearsAsync(stoppingToken)) is [var year, ..]) await desk.StateAsync(year, stoppingToken);
    }
}
