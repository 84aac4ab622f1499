using Microsoft.EntityFrameworkCore;
using Vern.Ledger.Checkpoints;

namespace Vern.Platform.Auditing;

/// <summary>The acts of a workspace as its database keeps them: those that wait for the ledger, and the places of those that are there.</summary>
/// <param name="open">Opens the workspace's database; its model has <see cref="AuditTables"/>.</param>
public sealed class AuditOutbox(Func<DbContext> open)
{
    /// <summary>The most acts in one append.</summary>
    internal const int AtOnce = 500;

    /// <summary>The newest checkpoint that the database remembers, with the key that it was signed with; null before there is a ledger.</summary>
    public async Task<SignedCheckpoint?> RememberedAsync(CancellationToken cancel = default)
    {
        await using var context = open();
        if (await context.Set<LedgerRow>().AsNoTracking().FirstOrDefaultAsync(cancel) is not { } row) return null;
        // The signature of one text under one key is checked once.
        if (checkedLast is { } last && last.Text == row.Checkpoint && last.Key == row.Key) return last.Opened;
        var opened = SignedCheckpoint.Open(System.Text.Encoding.UTF8.GetBytes(row.Checkpoint), NoteKey.Parse(row.Key));
        checkedLast = new(row.Checkpoint, row.Key, opened);
        return opened;
    }

    private sealed record CheckedCheckpoint(string Text, string Key, SignedCheckpoint Opened);
    private CheckedCheckpoint? checkedLast;

    /// <summary>How many acts wait.</summary>
    public async Task<int> WaitingAsync(CancellationToken cancel = default)
    {
        await using var context = open();
        return await context.Set<ActRow>().CountAsync(row => row.Place == null, cancel);
    }

    /// <summary>Acts that wait, in the order of recording, at most 500.</summary>
    public async Task<IReadOnlyList<ActRow>> PendingAsync(CancellationToken cancel = default)
    {
        await using var context = open();
        return await context.Set<ActRow>().AsNoTracking().Where(row => row.Place == null).OrderBy(row => row.Sequence).Take(AtOnce).ToListAsync(cancel);
    }

    /// <summary>Records an act that no transaction of its own goes with, in one transaction with those that others record meanwhile: it is kept when this returns.</summary>
    /// <param name="entry">The act.</param>
    /// <param name="cancel">Stops waiting; the act may be recorded nevertheless.</param>
    public Task AddAsync(AuditEntry entry, CancellationToken cancel = default)
    {
        var kept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (adding)
        {
            adding.Enqueue((entry, kept));
            if (!isAdding)
            {
                isAdding = true;
                _ = AddAllAsync();
            }
        }
        return kept.Task.WaitAsync(cancel);
    }

    private readonly Queue<(AuditEntry Entry, TaskCompletionSource Kept)> adding = new();
    private bool isAdding;

    // What came while the last ones were saved is saved together. Nobody's leaving stops what others wait for.
    private async Task AddAllAsync()
    {
        await Task.Yield();
        var some = new List<(AuditEntry Entry, TaskCompletionSource Kept)>();
        while (true)
        {
            some.Clear();
            lock (adding)
            {
                while (some.Count < AtOnce && adding.TryDequeue(out var next)) some.Add(next);
                if (some.Count == 0)
                {
                    isAdding = false;
                    return;
                }
            }
            var saving = SaveAsync(some);
            await saving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var one in some) one.Kept.SetFromTask(saving); // a failure too: each of those who wait is told
        }
    }

    private async Task SaveAsync(List<(AuditEntry Entry, TaskCompletionSource Kept)> some)
    {
        await using var context = open();
        context.Set<ActRow>().AddRange(some.Select(one => AuditTables.RowOf(one.Entry)));
        await context.SaveChangesAsync();
    }

    /// <summary>Keeps where acts came to stand and the checkpoint that covers them, in one transaction; an act of the ledger that the database does not know is added to it.</summary>
    /// <param name="placed">Places and public parts, as the ledger has them.</param>
    /// <param name="checkpoint">Covers them.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>How many of them the database did not know.</returns>
    public async Task<int> PlaceAsync(IReadOnlyCollection<ActRow> placed, SignedCheckpoint checkpoint, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(placed);
        ArgumentNullException.ThrowIfNull(checkpoint);
        await using var context = open();
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var acts = context.Set<ActRow>();
        var unknown = 0;
        foreach (var chunk in placed.Chunk(AtOnce))
        {
            var ids = chunk.Select(row => row.Id).ToList();
            var known = await acts.Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, StringComparer.Ordinal, cancel);
            foreach (var row in chunk)
            {
                if (known.TryGetValue(row.Id, out var mine)) (mine.Place, mine.Entry, mine.Openings) = (row.Place, null, null);
                else
                {
                    acts.Add(row);
                    unknown++;
                }
            }
            await context.SaveChangesAsync(cancel);
            context.ChangeTracker.Clear();
        }
        var ledger = await context.Set<LedgerRow>().FirstOrDefaultAsync(cancel);
        if (ledger is null) context.Add(new LedgerRow { Id = 1, Checkpoint = checkpoint.ToString(), Key = checkpoint.Key.ToString() });
        else (ledger.Checkpoint, ledger.Key) = (checkpoint.ToString(), checkpoint.Key.ToString());
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return unknown;
    }

    /// <summary>Forgets the places in a ledger that was put aside, and remembers the one that goes on from it; what waits goes on waiting.</summary>
    public async Task BeginAnewAsync(SignedCheckpoint checkpoint, CancellationToken cancel = default)
    {
        await using (var context = open()) await context.Set<ActRow>().Where(row => row.Place != null).ExecuteDeleteAsync(cancel);
        await PlaceAsync([], checkpoint, cancel);
    }

    /// <summary>Places of acts, newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="skip">How many to leave out.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<(IReadOnlyList<long> Places, int Count)> FindAsync(ActFilter filter, int skip, int take, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var context = open();
        var rows = context.Set<ActRow>().AsNoTracking().Where(row => row.Place != null);
        if (filter.Kind is { } kind) rows = rows.Where(row => row.Kind == kind);
        if (filter.Resource is { } resource) rows = rows.Where(row => row.Resource == resource || row.Resource.StartsWith(resource + "/"));
        if (filter.From is { } from) rows = rows.Where(row => row.At >= from.ToUnixTimeMilliseconds());
        if (filter.Before is { } before) rows = rows.Where(row => row.At < before.ToUnixTimeMilliseconds());
        return ([.. await rows.OrderByDescending(row => row.Place).Skip(skip).Take(take).Select(row => row.Place!.Value).ToListAsync(cancel)], await rows.CountAsync(cancel));
    }
}

/// <summary>Which acts are asked for; null is any.</summary>
/// <param name="Kind">Of this kind.</param>
/// <param name="Resource">On this resource or what lies under it.</param>
/// <param name="From">At this moment or later.</param>
/// <param name="Before">Before this moment.</param>
public sealed record ActFilter(string? Kind = null, string? Resource = null, DateTimeOffset? From = null, DateTimeOffset? Before = null);
