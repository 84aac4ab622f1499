using System.Diagnostics;
using Vern.Platform.Auditing;

namespace Vern.Hosting;

/// <summary>Takes to the ledger what was recorded, a moment after it was, so that what many do at once is one batch, and in a flood once a second; and every few seconds what another process left, or what a full disk kept waiting.</summary>
internal sealed partial class AppendToLedger(WorkspaceLedger ledger, ILogger<AppendToLedger> log) : BackgroundService
{
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(5), Gathers = TimeSpan.FromMilliseconds(200), Apart = TimeSpan.FromSeconds(1);
    private long last;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await ledger.WaitAsync(AtLeastEvery, stoppingToken);
            var rests = last == 0 ? TimeSpan.Zero : Apart - Stopwatch.GetElapsedTime(last);
            await Task.Delay(rests > Gathers ? rests : Gathers, stoppingToken);
            last = Stopwatch.GetTimestamp();
            var before = ledger.Problem;
            await ledger.AppendAsync(stoppingToken);
            if (ledger.Problem is { } problem && before is null) Log.Failed(log, problem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The ledger cannot be appended to; what was recorded waits in the database: {Problem}")]
        public static partial void Failed(ILogger logger, string problem);
    }
}
