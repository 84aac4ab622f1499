using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.Collection.Storage;

namespace Vern.Persons.Collection;

// What pages ask for again and again. Whatever changes it, in this process or another, counts a round's revision up in its own transaction; the number of rounds and the sums of their revisions,
// one small query, therefore tell whether what was read still holds.
public sealed partial class NationalStore
{
    // The year of a change that concerns every round: bodies, imports, own texts, editions, a new round.
    private const int AllYears = 0;

    private sealed record Stamp(int Rounds, long Revisions, long RowsRevisions);

    private sealed record Reading(Stamp Stamp, ConcurrentDictionary<string, Task<object?>> Rows)
    {
        public ConcurrentDictionary<string, Task<object?>> Values { get; } = new(StringComparer.Ordinal);
    }

    private sealed class Held
    {
        public Reading? Reading;
    }

    private readonly AsyncLocal<Held?> _inRequest = new();
    private volatile Reading? _kept;

    /// <summary>From here to the end of the request all is read as of one moment, its own changes included: a page's parts agree, and the stamp is asked for once.</summary>
    public void ReadAsOne() => _inRequest.Value = new();

    private Task<T> KeptAsync<T>(string what, Func<NationalContext, Task<T>> read, CancellationToken cancel) => KeptAsync(what, reading => reading.Values, read, cancel);

    // What only changes of submissions and rows can change.
    private Task<T> KeptRowsAsync<T>(string what, Func<NationalContext, Task<T>> read, CancellationToken cancel) => KeptAsync(what, reading => reading.Rows, read, cancel);

    // Asked for the stamp first and read then: what a change in between made newer is kept under a stamp that nobody asks for again. Many who ask at once wait for one reading.
    private async Task<T> KeptAsync<T>(string what, Func<Reading, ConcurrentDictionary<string, Task<object?>>> place, Func<NationalContext, Task<T>> read, CancellationToken cancel)
    {
        var request = _inRequest.Value;
        if ((request?.Reading ?? await ReadingAsync(cancel)) is not { } reading)
        {
            await using var context = Context();
            return await read(context); // there is no round yet, and nothing counts the changes
        }
        if (request is not null) request.Reading = reading;
        var values = place(reading);
        // Those who wait go on each on a thread of its own, not one after another on the reader's.
        var mine = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var shared = values.GetOrAdd(what, mine.Task);
        if (shared != mine.Task)
        {
            try { return (T)(await shared.WaitAsync(cancel))!; }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested) { } // whoever read it could not, or went away
        }
        try
        {
            await using var context = Context();
            var value = await read(context);
            mine.TrySetResult(value);
            return value;
        }
        catch
        {
            values.TryRemove(KeyValuePair.Create(what, mine.Task));
            mine.TrySetCanceled(CancellationToken.None);
            throw;
        }
    }

    private async Task<Reading?> ReadingAsync(CancellationToken cancel)
    {
        await using var context = Context();
        var stamp = await context.Rounds.GroupBy(_ => 1).Select(all => new Stamp(all.Count(), all.Sum(row => (long)row.Revision), all.Sum(row => (long)row.RowsRevision))).FirstOrDefaultAsync(cancel);
        if (stamp is null || stamp.Rounds == 0) return null;
        var latest = _kept;
        if (latest?.Stamp == stamp) return latest;
        var sameRows = latest?.Stamp.RowsRevisions == stamp.RowsRevisions && latest.Stamp.Rounds == stamp.Rounds;
        return _kept = new Reading(stamp, sameRows ? latest!.Rows : new(StringComparer.Ordinal));
    }

    // What a change has destroyed stays in memory no longer, and whoever made it reads it.
    private void Forget(bool rows)
    {
        if (rows) _kept = null;
        if (_inRequest.Value is { } request) request.Reading = null;
    }
}
