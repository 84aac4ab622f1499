using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Vern.Linkage.Encoding;

namespace Vern.Persons.KnownElsewhere;

/// <summary>
/// Encodes a person for one question and compares. Each question has a key of its own, derived from the linkage key that agencies share: what two questions carry cannot be compared with one another, nor with what the national unit has, by
/// anybody without that key. Pure.
/// </summary>
public static class CompareEncodings
{
    /// <summary>
    /// From this Dice coefficient on somebody is shown to a coordinator, who decides. A slip in a letter, a day or a name leaves 0.79 to 1, the same name with another birth 0.78; another family name 0.65, a sister 0.53, a stranger 0.36
    /// (KnownElsewhereTests). Of persons known to two agencies it finds nine in ten, and shows a stranger once in some ninety questions among three thousand (docs/benchmarks.md, Known elsewhere).
    /// </summary>
    public const double LeastSimilarity = 0.75;

    /// <summary>What is marked beside the encoding, so that a coordinator is told what is the same.</summary>
    public static IReadOnlyList<string> Attributes { get; } = ["sex", "birth-year", "nationality"];

    /// <summary>The key of a question.</summary>
    /// <param name="linkageKey">The linkage key of a round.</param>
    /// <param name="question">The question's id.</param>
    public static string KeyOf(string linkageKey, string question) => Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(linkageKey), 32, salt: Encoding.UTF8.GetBytes(question), info: "vern known elsewhere 1"u8.ToArray()));

    /// <summary>The encoding and the marks; null where too little is known of who she is.</summary>
    public static (byte[] Encoding, IReadOnlyDictionary<string, string> Marks)? Run(PersonIdentity identity, string key)
    {
        ArgumentNullException.ThrowIfNull(identity);
        if (new PersonEncoder(key).Encode(identity) is not var (encoding, _)) return null;
        var fields = PersonFields.Prepare(identity);
        var values = new Dictionary<string, string> { ["sex"] = fields.Sex, ["birth-year"] = fields.Birth.YearText, ["nationality"] = fields.Nationality };
        return (encoding, values.Where(pair => pair.Value.Length > 0).ToDictionary(pair => pair.Key, pair => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{pair.Key}={pair.Value}")).AsSpan(0, 8))));
    }

    /// <summary>The Dice coefficient of two encodings of the same length, 0 to 1; 0 where they are not of the same length.</summary>
    public static double Similarity(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length) return 0;
        int both = 0, bits = 0;
        for (var at = 0; at < left.Length; at++)
        {
            both += BitOperations.PopCount((uint)(left[at] & right[at]));
            bits += BitOperations.PopCount(left[at]) + BitOperations.PopCount(right[at]);
        }
        return bits == 0 ? 0 : 2.0 * both / bits;
    }

    /// <summary>What is marked as the same.</summary>
    public static IReadOnlyList<string> Same(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) => [.. Attributes.Where(name => left.TryGetValue(name, out var mark) && right.GetValueOrDefault(name) == mark)];
}
