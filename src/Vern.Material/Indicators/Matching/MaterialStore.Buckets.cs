using System.Collections.Concurrent;
using Vern.Material.Indicators;
using Vern.Material.Indicators.Matching;

namespace Vern.Material.Intake;

// Exact digests by prefix.
public sealed partial class MaterialStore
{
    private readonly ConcurrentDictionary<HashKind, PrefixCounts> buckets = new();

    /// <summary>The bucket of a prefix: always as many bytes for a kind, whatever is in it (<see cref="PrefixBuckets"/>). It is not counted as a match, since nobody here knows what was asked.</summary>
    /// <param name="kind">A kind of digest, not PDQ.</param>
    /// <param name="prefix">Five hexadecimal digits, small.</param>
    /// <param name="lists">Only these lists; null: all.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<string> BucketAsync(HashKind kind, string prefix, IReadOnlyCollection<string>? lists = null, CancellationToken cancel = default)
    {
        if (kind is HashKind.Pdq || !PrefixBuckets.IsPrefix(prefix)) throw new ArgumentException("A kind of digest and five hexadecimal digits.", nameof(prefix));
        await FollowFeedAsync(cancel);
        var now = knownHashes.Revision;
        if (!buckets.TryGetValue(kind, out var table) || table.Revision != now) buckets[kind] = table = new(now, knownHashes.All(kind));
        return PrefixBuckets.Answer(table, table.Of(prefix, lists), ReadFingerprint.Digits(kind));
    }
}
