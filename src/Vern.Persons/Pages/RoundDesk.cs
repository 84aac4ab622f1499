using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Vern.Persons.Collection;
using Vern.Persons.Statistics;

namespace Vern.Persons.Pages;

/// <summary>What is known of a year's figures just now.</summary>
/// <param name="Linkage">The latest linkage, or null before the first.</param>
/// <param name="Figures">The latest figures, or null before the first.</param>
/// <param name="Working">Whether newer ones are being computed.</param>
/// <param name="Failed">Whether the latest attempt failed; the cause is in the log.</param>
public sealed record DeskState(RoundLinkage? Linkage, YearFigures? Figures, bool Working, bool Failed)
{
    /// <summary>When the row-level content was erased, so that there is nothing to compute from; null while it is there.</summary>
    public ErasureRecord? Erased { get; init; }
}

/// <summary>
/// Keeps each year's linkage and figures, and computes them anew in the background when submissions or decisions have changed: a page never waits
/// for the linkage, it says that it is being computed. Between two computations of a year lies three times as long as one takes, so that decision upon decision does not keep the machine busy.
/// </summary>
/// <param name="store">The national unit's store.</param>
/// <param name="log">Where a failure's cause goes.</param>
public sealed partial class RoundDesk(INationalStore store, ILogger<RoundDesk> log) : IDisposable
{
    private sealed class Entry
    {
        public string? Stamp;
        public RoundLinkage? Linkage;
        public YearFigures? Figures;
        public Task? Work;
        public bool Failed;
        public long Ended;
        public TimeSpan Took;
    }

    private readonly ConcurrentDictionary<int, Entry> _years = new();
    private readonly CancellationTokenSource _stop = new();
    private const int Rest = 3;

    /// <summary>The state of a year; begins to compute when what it depends on has changed.</summary>
    public async Task<DeskState> StateAsync(int year, CancellationToken cancel = default)
    {
        if (await store.RoundErasureAsync(year, cancel) is { } erased) return new DeskState(null, null, false, false) { Erased = erased };
        var stamp = await StampAsync(year, cancel);
        var entry = _years.GetOrAdd(year, _ => new Entry());
        lock (entry)
        {
            if (entry.Work is null or { IsCompleted: true } && entry.Stamp != stamp)
            {
                entry.Stamp = stamp;
                entry.Failed = false;
                using var outside = ExecutionContext.SuppressFlow(); // it reads as of its own time, not as of the request that began it
                entry.Work = Task.Run(() => ComputeAsync(entry, year), CancellationToken.None);
            }
            return new DeskState(entry.Linkage, entry.Figures, entry.Work is { IsCompleted: false }, entry.Failed);
        }
    }

    /// <summary>The state of a year once nothing is being computed: for jobs and tests, not for pages.</summary>
    public async Task<DeskState> SettledAsync(int year, CancellationToken cancel = default)
    {
        while (true)
        {
            var state = await StateAsync(year, cancel);
            if (!state.Working) return state;
            if (_years.TryGetValue(year, out var entry) && entry.Work is { } work) await work.WaitAsync(cancel);
        }
    }

    /// <summary>Forgets a year's stamp, so that it is computed again: something that the stamp does not see has changed (an import).</summary>
    public void Forget(int year)
    {
        if (_years.TryGetValue(year, out var entry)) lock (entry) entry.Stamp = null;
    }

    private async Task ComputeAsync(Entry entry, int year)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            if (entry.Ended > 0 && Rest * entry.Took - Stopwatch.GetElapsedTime(entry.Ended) is { Ticks: > 0 } rest)
            {
                await Task.Delay(rest, _stop.Token);
                var now = await StampAsync(year, _stop.Token);
                lock (entry) entry.Stamp = now;
                started = Stopwatch.GetTimestamp();
            }
            var linkage = await LinkRound.RunAsync(store, year, null, _stop.Token);
            lock (entry) entry.Linkage = linkage;
            var figures = await ComputeYear.RunAsync(store, year, cancel: _stop.Token);
            lock (entry) entry.Figures = figures;
        }
        catch (OperationCanceledException) { }
        catch (Exception problem) // the page says that it failed; the year stays readable
        {
            Log.Failed(log, problem, year);
            lock (entry) entry.Failed = true;
        }
        finally
        {
            (entry.Ended, entry.Took) = (Stopwatch.GetTimestamp(), Stopwatch.GetElapsedTime(started));
        }
    }

    private async Task<string> StampAsync(int year, CancellationToken cancel)
    {
        var text = new StringBuilder();
        foreach (var submission in await store.SubmissionsAsync(year, cancel))
            text.Append(CultureInfo.InvariantCulture, $"{submission.Sender}|{submission.Version}|{submission.State}|{submission.ReceivedAt.UtcTicks}|{submission.Persons.Count}\n");
        foreach (var decision in await store.DecisionsAsync(year, cancel))
            text.Append(CultureInfo.InvariantCulture, $"{decision.A}|{decision.B}|{decision.Verdict}\n");
        if (await store.RoundAsync(year, cancel) is { } round)
            foreach (var answer in round.Answers) text.Append(CultureInfo.InvariantCulture, $"{answer.Body}|{answer.Answer}|{answer.SeeOther}\n");
        // What Vern published of earlier years is part of this year's tables.
        foreach (var earlier in (await store.YearsAsync(cancel)).Where(other => other < year))
            foreach (var edition in (await store.EditionsAsync(earlier, cancel)).Where(edition => edition.PublishedAt is not null))
                text.Append(CultureInfo.InvariantCulture, $"{earlier}|{edition.Number}|{edition.Digest}\n");
        return text.ToString();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The figures of {Year} could not be computed")]
        public static partial void Failed(ILogger logger, Exception problem, int year);
    }
}
