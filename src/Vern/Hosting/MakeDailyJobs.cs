using Vern.Platform.Auditing;
using Vern.Platform.Jobs;

namespace Vern.Hosting;

/// <summary>Makes the day's jobs at start and once a day: erasing by rule, and what else a circuit does by the day. Of many processes one does each, since a job is made once by its key and taken under a lease.</summary>
internal sealed partial class MakeDailyJobs(JobStore jobs, RetentionDay day, TimeProvider clock, ILogger<MakeDailyJobs> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var now = clock.GetUtcNow();
                await jobs.AddAsync(day.JobsOf(now), stoppingToken);
                foreach (var due in (await day.Due(now, stoppingToken)).Where(due => due.Blocked is not null)) Log.Blocked(log, due.Resource, due.Rule.Code, due.Blocked!);
            }
            catch (Exception away) when (Platform.Store.OpenDatabase.IsAway(away)) // the database is away: tomorrow again
            {
                Log.Failed(log, away.GetType().Name);
            }
            await Task.Delay(TimeSpan.FromDays(1), clock, stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Due for erasure and not erased: {Resource} by rule {Rule}: {Why}")]
        public static partial void Blocked(ILogger logger, string resource, string rule, string why);
        [LoggerMessage(2, LogLevel.Warning, "The day's jobs could not be made: {Problem}")]
        public static partial void Failed(ILogger logger, string problem);
    }
}
