using Vern.Ledger.Checkpoints;
using Vern.Ledger.Log;
using Vern.Ledger.Proofs;

namespace Vern.Platform.Auditing;

// What was proven is kept as it was read, with the entry's hash: as long as the log's files hold the same entry and no sealed part was erased (by another process neither), neither proof nor sealed parts are read again.
public sealed partial class WorkspaceLedger
{
    private const int KeptAtMost = 5_000;
    // By hand, past Vern, somebody could delete a sealed part: an hour later the pages do not show it either.
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);

    private readonly Dictionary<long, (ReadAct Act, TreeHash Leaf)> kept = [];
    private readonly Dictionary<int, IReadOnlyList<ReadAct>> latest = [];
    private (string Erasures, DateTimeOffset Since) keptAs = ("", DateTimeOffset.MinValue);

    /// <summary>Erases the sealed parts (who, and details) of all entries before a moment. Entries and proofs stay.</summary>
    /// <returns>How many parts were there.</returns>
    public async Task<int> EraseSealedAsync(DateTimeOffset before, CancellationToken cancel = default)
    {
        await one.WaitAsync(cancel);
        try
        {
            if (await Outbox.RememberedAsync(cancel) is not { } checkpoint) return 0;
            var tree = new TreeReader(new FolderSource(files.Log), checkpoint.Checkpoint.Size);
            var (places, _) = await Outbox.FindAsync(new(Before: before), 0, int.MaxValue, cancel);
            return new PayloadStore(files.Payloads).Erase(places.SelectMany(place => Entry.TryParse(tree.Entry(place, cancel).Span, out var entry, out _) ? entry.Commitments.Values : []));
        }
        finally { one.Release(); }
    }

    /// <summary>Entries by their places, in the order given, with the sealed parts that are still there.</summary>
    /// <exception cref="InvalidDataException">The log's files do not hold one of them, or hold another than was signed.</exception>
    public async Task<IReadOnlyList<ReadAct>> ReadAsync(IEnumerable<long> places, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(places);
        await reading.WaitAsync(cancel);
        try
        {
            return await Outbox.RememberedAsync(cancel) is { } checkpoint ? Read(places, checkpoint.Checkpoint, cancel) : [];
        }
        finally { reading.Release(); }
    }

    /// <summary>The latest entries, in the ledger's order. As long as nothing was appended or erased it is the same list, so that what was found in it can be kept with it.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="InvalidDataException">The log's files do not hold one of them, or hold another than was signed.</exception>
    public async Task<IReadOnlyList<ReadAct>> LatestAsync(int count, CancellationToken cancel = default)
    {
        await reading.WaitAsync(cancel);
        try
        {
            if (await Outbox.RememberedAsync(cancel) is not { } checkpoint) return [];
            var size = checkpoint.Checkpoint.Size;
            var acts = Read(Between(Math.Max(0, size - count), size), checkpoint.Checkpoint, cancel).FindAll(act => act.Id is not null);
            if (latest.TryGetValue(count, out var known) && known.Count == acts.Count && known.Zip(acts).All(two => ReferenceEquals(two.First, two.Second))) return known;
            latest[count] = acts;
            return acts;
        }
        finally { reading.Release(); }
    }

    private static IEnumerable<long> Between(long first, long end)
    {
        for (var place = first; place < end; place++) yield return place;
    }

    private List<ReadAct> Read(IEnumerable<long> places, Checkpoint checkpoint, CancellationToken cancel)
    {
        var payloads = new PayloadStore(files.Payloads);
        Forget(payloads);
        var tree = new TreeReader(new FolderSource(files.Log), checkpoint.Size);
        var read = new List<ReadAct>();
        foreach (var place in places)
        {
            var entry = tree.Entry(place, cancel);
            var leaf = MerkleTree.LeafHash(entry.Span);
            if (!kept.TryGetValue(place, out var known) || known.Leaf != leaf)
            {
                Prove(tree, checkpoint, place, leaf, cancel);
                Keep(known = (ReadAct.Of(place, entry.Span, payloads), leaf));
            }
            read.Add(known.Act);
        }
        return read;
    }

    private void Keep((ReadAct Act, TreeHash Leaf) read)
    {
        // The earliest go first: what is looked at is mostly the latest.
        if (kept.Count >= KeptAtMost)
            foreach (var place in kept.Keys.Order().Take(KeptAtMost / 2).ToList()) kept.Remove(place);
        kept[read.Act.Place] = read;
    }

    private void Forget(PayloadStore payloads)
    {
        var (erasures, now) = (payloads.Erasures, clock.GetUtcNow());
        if (erasures == keptAs.Erasures && (now - keptAs.Since).Duration() < KeptFor) return;
        kept.Clear();
        latest.Clear();
        keptAs = (erasures, now);
    }

    // What is shown is what was signed: an entry whose proof does not lead to the root is not shown. What was proven once is known by its hash.
    private void Prove(TreeReader tree, Checkpoint checkpoint, long place, TreeHash leaf, CancellationToken cancel)
    {
        if (signed.TryGetValue(place, out var known) && known == leaf) return;
        if (!tree.Inclusion(place, checkpoint.Size, cancel).Verify(leaf, checkpoint.Root)) throw new InvalidDataException($"entry {place} is not the one that was signed");
        if (signed.Count > SignedAtMost) signed.Clear();
        signed[place] = leaf;
    }

    private const int SignedAtMost = 100_000;
    private readonly Dictionary<long, TreeHash> signed = [];
}
