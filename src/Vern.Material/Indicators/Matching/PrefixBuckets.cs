using System.Security.Cryptography;
using System.Text;

namespace Vern.Material.Indicators.Matching;

/// <summary>
/// Exact digests by the first digits: who asks shows a prefix and gets all that begin with it, so that what was asked hides among all files whose digest begins so. Every answer of a kind has the same
/// length: it is filled up with random lines, which bear the class <c>--</c>. What it still leaks stands in docs/method-lists.md.
/// </summary>
public static class PrefixBuckets
{
    /// <summary>Hexadecimal digits of a prefix: 1,048,576 buckets.</summary>
    public const int PrefixDigits = 5;
    /// <summary>Lines of an answer at least; twice as many, and again, where the fullest bucket needs them.</summary>
    public const int LeastLines = 64;

    /// <summary>Whether it is a prefix: five hexadecimal digits, small.</summary>
    public static bool IsPrefix(string? prefix) => prefix is { Length: PrefixDigits } && prefix.All(digit => digit is >= '0' and <= '9' or >= 'a' and <= 'f');

    /// <summary>The answer: lines <c>REST:CLASS</c> in order.</summary>
    /// <param name="digests">All digests of the kind, with their classes of two letters; not filtered by who asks, so that every asker's answers are as long.</param>
    /// <param name="mine">Those of the bucket that the asker may know.</param>
    /// <param name="digits">Digits of the kind.</param>
    internal static string Answer(PrefixCounts digests, IEnumerable<(string Value, string Class)> mine, int digits)
    {
        var lines = mine.Select(one => $"{one.Value[PrefixDigits..]}:{one.Class}").Distinct(StringComparer.Ordinal).ToList();
        while (lines.Count < digests.Lines) lines.Add($"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(digits / 2))[PrefixDigits..]}:--");
        lines.Sort(StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var line in lines) text.Append(line).Append('\n');
        return text.ToString();
    }
}

/// <summary>The digests of a kind, by prefix, as they stood at a revision of the feed.</summary>
internal sealed class PrefixCounts
{
    private readonly ILookup<string, KnownHash> byPrefix;

    internal PrefixCounts(long revision, IReadOnlyList<KnownHash> hashes)
    {
        Revision = revision;
        byPrefix = hashes.ToLookup(hash => hash.Value[..PrefixBuckets.PrefixDigits], StringComparer.Ordinal);
        Lines = PrefixBuckets.LeastLines;
        var fullest = byPrefix.Count == 0 ? 0 : byPrefix.Max(bucket => bucket.Count());
        while (Lines < fullest) Lines *= 2;
    }

    /// <summary>As of which change.</summary>
    internal long Revision { get; }
    /// <summary>Lines of every answer.</summary>
    internal int Lines { get; }

    internal IEnumerable<(string Value, string Class)> Of(string prefix, IReadOnlyCollection<string>? lists) => byPrefix[prefix].Where(hash => lists is null || lists.Contains(hash.List)).Select(hash => (hash.Value, hash.Class));
}
