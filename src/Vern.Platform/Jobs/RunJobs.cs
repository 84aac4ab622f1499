using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Vern.Platform.Jobs;

/// <summary>A job's work could not be done; the message says why, without what was sent or received.</summary>
/// <param name="message">Why, in English.</param>
/// <param name="forGood">Whether no further attempt can help.</param>
public sealed class JobFailedException(string message, bool forGood = false) : Exception(message)
{
    /// <summary>Whether no further attempt can help.</summary>
    public bool ForGood => forGood;
}

/// <summary>A kind of job and its work.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Work">Does it; gives the jobs that follow. May be called again for a job that was begun before, so it must be the same done twice.</param>
/// <param name="Waits">Whether it waits for a server of somebody else: it is done beside the others, so that one who is mute holds up his own kind only.</param>
public sealed record JobKind(string Kind, Func<Job, CancellationToken, Task<IReadOnlyCollection<JobRow>>> Work, bool Waits = false);

/// <summary>Does the jobs of a workspace as they become due: each kind that waits for others one at a time, and the rest one at a time; and clears away, hourly, what has been kept long enough.</summary>
public sealed partial class RunJobs(JobStore store, IEnumerable<JobKind> kinds, TimeProvider clock, ILogger<RunJobs> log) : BackgroundService
{
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(5);
    private readonly Dictionary<string, JobKind> kinds = kinds.ToDictionary(kind => kind.Kind, StringComparer.Ordinal);
    private DateTimeOffset cleared = DateTimeOffset.MinValue;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string[] waiting = [.. kinds.Values.Where(kind => kind.Waits).Select(kind => kind.Kind)];
        Task[] lanes = [RunAsync(null, waiting, stoppingToken), .. waiting.Select(kind => RunAsync([kind], [], stoppingToken))];
        await await Task.WhenAny(lanes); // one that fails is told at once
        await Task.WhenAll(lanes);
    }

    private async Task RunAsync(IReadOnlyCollection<string>? only, IReadOnlyCollection<string> but, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var news = store.News;
                while (await RunOneAsync(only, but, stoppingToken)) { }
                if (only is null && clock.GetUtcNow() - cleared > TimeSpan.FromHours(1))
                {
                    await store.ClearAsync(stoppingToken);
                    cleared = clock.GetUtcNow();
                }
                await Task.WhenAny(news, Task.Delay(AtLeastEvery, stoppingToken));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception error) when (Store.OpenDatabase.IsAway(error)) // the database is away: what waits in it waits
            {
                Log.Away(log, error.GetType().Name);
                await Task.Delay(AtLeastEvery, clock, stoppingToken);
            }
        }
    }

    /// <summary>Does one job that is due.</summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> RunOneAsync(CancellationToken cancel) => RunOneAsync(null, [], cancel);

    private async Task<bool> RunOneAsync(IReadOnlyCollection<string>? only, IReadOnlyCollection<string> but, CancellationToken cancel)
    {
        if (await store.TakeAsync(only, but, cancel) is not { } job) return false;
        // Stopped before its lease ends, so that no two workers ever work on it.
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(JobStore.Lease - TimeSpan.FromSeconds(15));
        try
        {
            if (!kinds.TryGetValue(job.Kind, out var kind)) throw new JobFailedException($"this version of Vern knows no work '{job.Kind}'", forGood: true);
            await store.FinishAsync(job, await kind.Work(job, limited.Token), cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw; // stopped: the lease ends and it is begun again
        }
        catch (Exception error) when (!Store.OpenDatabase.IsAway(error))
        {
            var failed = error as JobFailedException;
            var reason = failed?.Message ?? (error is OperationCanceledException ? "it took too long" : error.GetType().Name);
            Log.Failed(log, job.Kind, job.Id, job.Attempt, failed is null ? error.GetType().Name : "refused");
            await store.FailAsync(job, reason, failed?.ForGood ?? false, cancel);
        }
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Job {Kind} {Id}, attempt {Attempt}: {Error}")]
        public static partial void Failed(ILogger logger, string kind, long id, int attempt, string error);

        [LoggerMessage(2, LogLevel.Error, "The jobs' database does not answer: {Error}")]
        public static partial void Away(ILogger logger, string error);
    }
}
