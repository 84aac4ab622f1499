using Vern.Persons.Auditing;
using Vern.Persons.Collection;

namespace Vern.Hosting;

/// <summary>Looks at start and once a day whether something is due for erasure by rule, and says so; people erase it, with <c>vern erase --due</c>.</summary>
internal sealed partial class TellWhatIsDue(NationalStore store, TimeProvider clock, ILogger<TellWhatIsDue> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var due in await EraseByRule.DueAsync(store, clock.GetUtcNow(), stoppingToken)) Log.Due(log, due.Resource, due.Rule.Code, due.Count);
            }
            catch (System.Data.Common.DbException away) // the database is away: tomorrow again
            {
                Log.Failed(log, away.GetType().Name);
            }
            await Task.Delay(TimeSpan.FromDays(1), clock, stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Due for erasure: {Resource} by rule {Rule} ({Count}); run: vern erase --due")]
        public static partial void Due(ILogger logger, string resource, string rule, int count);
        [LoggerMessage(2, LogLevel.Warning, "What is due for erasure could not be looked at: {Problem}")]
        public static partial void Failed(ILogger logger, string problem);
    }
}
