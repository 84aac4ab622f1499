using Vern.Fingerprints;
using Vern.Fingerprints.Index;
using Vern.Fingerprints.Pdq;

namespace Vern.Material.Indicators.Matching;

/// <summary>A fingerprint in memory.</summary>
internal sealed record KnownHash(long Id, long Indicator, HashKind Kind, string Value, string List, string Class, bool IsQuarantined)
{
    /// <summary>SHA-256 of the entry's file, where it is known.</summary>
    internal string? Sha256 { get; init; }
}

/// <summary>A false match in memory.</summary>
internal sealed record NegativeHash(long Id, HashKind Kind, string Value, int Radius);

/// <summary>
/// The fingerprints that count, and the false matches, in memory: digests by look-up, PDQ by the index with exact recall. It knows up to which revision of the feed of changes it holds everything; an added or
/// withdrawn fingerprint counts with the next question. Safe for many threads.
/// </summary>
internal sealed class KnownIndex
{
    private readonly Lock gate = new();
    private readonly Dictionary<(HashKind, Hash256), List<KnownHash>> exact = [];
    private readonly Dictionary<long, (IReadOnlyList<KnownHash> Hashes, IReadOnlyList<int> Numbers)> items = [];
    private readonly List<KnownHash?> byNumber = [];
    private HashIndex near = new();
    private readonly Dictionary<long, NegativeHash> negatives = [];
    private HashSet<(HashKind, Hash256)> falseExact = [];
    private NegativeHash[] falseNear = [];
    private HashIndex falseIndex = new();

    /// <summary>Up to which change it holds everything.</summary>
    internal long Revision { get; private set; } = -1;

    /// <summary>Fingerprints that are looked for.</summary>
    internal int Count
    {
        get { lock (gate) return items.Values.Sum(item => item.Hashes.Count); }
    }

    /// <summary>Brings it up to a revision.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="changed">Entries that changed since, each with what counts of it now: nothing where it counts no more.</param>
    /// <param name="changedNegatives">False matches that changed: null where one suppresses no more.</param>
    internal void Apply(long revision, IReadOnlyList<(long Indicator, IReadOnlyList<KnownHash> Hashes)> changed, IReadOnlyList<(long Id, NegativeHash? Negative)> changedNegatives)
    {
        lock (gate)
        {
            if (revision <= Revision) return; // another thread has been here
            foreach (var (indicator, _) in changed) Drop(indicator);
            Take(changed);
            if (changedNegatives.Count > 0)
            {
                foreach (var (id, negative) in changedNegatives)
                {
                    if (negative is null) negatives.Remove(id);
                    else negatives[id] = negative;
                }
                falseExact = [.. negatives.Values.Where(one => one.Kind is not HashKind.Pdq).Select(one => (one.Kind, Key(one.Value)))];
                falseNear = [.. negatives.Values.Where(one => one.Kind is HashKind.Pdq)];
                falseIndex = HashIndex.Of([.. falseNear.Select(one => Key(one.Value))]);
            }
            Revision = revision;
        }
    }

    /// <summary>Everything that matches a file, of these lists (null: all), those that count first.</summary>
    internal (KnownFile File, IReadOnlyList<KnownHash> Hit) Find(FileDigests file, IReadOnlyCollection<string>? lists)
    {
        var digests = ((HashKind Kind, string? Text)[])[(HashKind.Sha256, file.Sha256), (HashKind.Sha1, file.Sha1), (HashKind.Md5, file.Md5)];
        var asked = digests.Select(one => (one.Kind, Value: ReadFingerprint.Value(one.Kind, one.Text))).Where(one => one.Value is not null).ToList();
        var sha256 = asked.FirstOrDefault(one => one.Kind is HashKind.Sha256).Value;
        var found = new List<(KnownHash Hash, int Distance)>();
        IndexSnapshot snapshot, falseSnapshot;
        NegativeHash[] falseOnes;
        bool falseStrong, falseWeak;
        lock (gate)
        {
            foreach (var (kind, value) in asked) if (exact.TryGetValue((kind, Key(value!)), out var there)) found.AddRange(there.Select(hash => (hash, 0)));
            falseStrong = sha256 is not null && falseExact.Contains((HashKind.Sha256, Key(sha256)));
            falseWeak = asked.Exists(one => falseExact.Contains((one.Kind, Key(one.Value!))));
            (snapshot, falseSnapshot, falseOnes) = (near.Snapshot, falseIndex.Snapshot, falseNear);
        }
        var falsePicture = false;
        if (file.Quality is null or >= PdqFingerprint.UsableQuality && ReadFingerprint.Value(HashKind.Pdq, file.Pdq) is { } pdq)
        {
            var query = Key(pdq);
            var numbers = snapshot.Search(query, PdqFingerprint.MatchingDistance);
            lock (gate) foreach (var match in numbers) if (byNumber.Count > match.Number && byNumber[match.Number] is { } hash) found.Add((hash, match.Distance));
            falsePicture = falseSnapshot.Search(query, PdqFingerprint.MatchingDistance).Any(match => match.Distance <= falseOnes[match.Number].Radius);
        }
        var mine = found.Where(one => lists is null || lists.Contains(one.Hash.List)).ToList();
        var matches = mine.Select(one => new KnownMatch(one.Hash.Indicator, one.Hash.Kind, one.Hash.Value, one.Distance, one.Hash.List, one.Hash.Class)
        {
            // What is known to be false by SHA-256 is false in everything; a weaker digest or a near picture does not speak against a SHA-256 that is the same.
            IsSuppressed = falseStrong || (one.Hash.Kind is not HashKind.Sha256 && falseWeak) || (one.Hash.Kind is HashKind.Pdq && falsePicture),
            IsQuarantined = one.Hash.IsQuarantined,
            IsContradicted = one.Hash.Kind is HashKind.Md5 or HashKind.Sha1 && sha256 is not null && one.Hash.Sha256 is { } strong && strong != sha256,
            IsWeak = one.Hash.Kind is HashKind.Md5 or HashKind.Sha1,
        }).OrderBy(match => !match.Counts).ThenByDescending(match => match.Nearness).ThenBy(match => match.IsWeak).ThenBy(match => match.Distance).ThenBy(match => match.Indicator).ToList();
        return (new(file.Id, matches), [.. mine.Select(one => one.Hash)]);
    }

    /// <summary>Every fingerprint of a kind that counts and is not set aside, in these lists.</summary>
    internal IReadOnlyList<KnownHash> All(HashKind kind)
    {
        lock (gate) return [.. items.Values.SelectMany(item => item.Hashes).Where(hash => hash.Kind == kind && !hash.IsQuarantined)];
    }

    internal static Hash256 Key(string value) => Hash256.Parse(value.PadRight(Hash256.Digits, '0'));

    private void Drop(long indicator)
    {
        if (!items.Remove(indicator, out var item)) return;
        foreach (var hash in item.Hashes.Where(hash => hash.Kind is not HashKind.Pdq))
        {
            var key = (hash.Kind, Key(hash.Value));
            if (!exact.TryGetValue(key, out var there)) continue;
            // A new list, since a reader may hold the old one.
            var left = there.FindAll(one => one.Id != hash.Id);
            if (left.Count == 0) exact.Remove(key);
            else exact[key] = left;
        }
        foreach (var number in item.Numbers)
        {
            near.Withdraw(number);
            byNumber[number] = null;
        }
    }

    private void Take(IReadOnlyList<(long Indicator, IReadOnlyList<KnownHash> Hashes)> changed)
    {
        var pictures = changed.SelectMany(item => item.Hashes).Where(hash => hash.Kind is HashKind.Pdq).ToList();
        // Most of it is withdrawn: it is made anew from what counts.
        if (byNumber.Count > 65_536 && byNumber.Count(hash => hash is null) > byNumber.Count / 2) Renew();
        var next = near.Add([.. pictures.Select(hash => Key(hash.Value))], 0);
        byNumber.AddRange(pictures);
        foreach (var (indicator, hashes) in changed)
        {
            if (hashes.Count == 0) continue;
            var numbers = new List<int>();
            foreach (var hash in hashes)
            {
                if (hash.Kind is HashKind.Pdq) numbers.Add(next++);
                else if (exact.TryGetValue((hash.Kind, Key(hash.Value)), out var there)) exact[(hash.Kind, Key(hash.Value))] = [.. there, hash];
                else exact.Add((hash.Kind, Key(hash.Value)), [hash]);
            }
            items[indicator] = (hashes, numbers);
        }
    }

    private void Renew()
    {
        var kept = byNumber.Where(hash => hash is not null).ToList();
        near = HashIndex.Of([.. kept.Select(hash => Key(hash!.Value))]);
        byNumber.Clear();
        byNumber.AddRange(kept);
        var numbers = kept.Select((hash, number) => (hash!.Indicator, number)).ToLookup(pair => pair.Indicator, pair => pair.number);
        foreach (var (indicator, item) in items.ToList()) items[indicator] = (item.Hashes, [.. numbers[indicator]]);
    }
}
