using Vern.Persons.Collection;
using Vern.Persons.Pages;

namespace Vern.Hosting;

/// <summary>Begins to compute the latest year once the host runs, so that its first page need not wait for long; a second later, so that whoever waits for the door to open does not wait for it.</summary>
internal sealed class ComputeAtStart(INationalStore store, RoundDesk desk) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
        if ((await store.YearsAsync(stoppingToken)) is [var year, ..]) await desk.StateAsync(year, stoppingToken);
    }
}
