using Vern.Platform.Auditing;

namespace Vern.Hosting;

/// <summary>Takes to the ledger what was recorded, as soon as it was; and every few seconds what another process left, or what a full disk kept waiting.</summary>
internal sealed partial class AppendToLedger(WorkspaceLedger ledger, ILogger<AppendToLedger> log) : BackgroundService
{
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await ledger.WaitAsync(AtLeastEvery, stoppingToken);
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
