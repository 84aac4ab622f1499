using Vern.Linkage.Comparison;
using Vern.Linkage.Encoding;

namespace Vern.Linkage.Estimation;

/// <summary>
/// What agreeing and differing attributes add (Fellegi and Sunter 1969): m, how often two rows of one person agree, learnt from pairs weighted by
/// their probability; u, how often two persons agree by chance, the share of the value itself, so that agreeing on a rare value tells more.
/// Unknown on one side is no evidence. Limited to 6 bits each, since attributes may say again what the encoding has said.
/// </summary>
public sealed class AttributeEvidence
{
    const double Limit = 6;
    readonly EncodedRecord[] records;
    readonly IReadOnlyList<string> names;
    readonly double[] m, u;
    readonly Dictionary<string, double>[] share;

    /// <summary>Learns from the pairs and their probabilities.</summary>
    public AttributeEvidence(IReadOnlyList<EncodedSource> sources, IReadOnlyList<string> names, IEnumerable<(int A, int B, double Probability)> pairs)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(pairs);
        records = [.. sources.SelectMany(source => source.Records)];
        this.names = names;
        (m, u, share) = (new double[names.Count], new double[names.Count], new Dictionary<string, double>[names.Count]);
        for (var k = 0; k < names.Count; k++)
        {
            var known = records.Select(record => Value(record, k)).OfType<string>().ToList();
            share[k] = known.GroupBy(value => value).ToDictionary(group => group.Key, group => (group.Count() + 0.5) / (known.Count + 1.0));
            u[k] = Math.Clamp(share[k].Values.Sum(f => f * f), 1e-4, 0.999);
        }
        // before any pair is seen: 20 pairs of one person, of which 18 agree
        double[] agree = [.. names.Select(_ => 18.0)], all = [.. names.Select(_ => 20.0)];
        foreach (var (a, b, p) in pairs)
            for (var k = 0; k < names.Count; k++)
                if (Agrees(a, b, k) is { } same) { all[k] += p; if (same) agree[k] += p; }
        for (var k = 0; k < names.Count; k++) m[k] = Math.Clamp(agree[k] / all[k], u[k], 0.995);
    }

    /// <summary>The evidence of each attribute on a pair, in bits; 0 where unknown.</summary>
    public IEnumerable<EvidenceBits> For(int a, int b)
    {
        for (var k = 0; k < names.Count; k++)
        {
            var same = Agrees(a, b, k);
            var bits = same switch
            {
                null => 0,
                true => Math.Log2(Math.Max(1, m[k] / share[k][Value(records[a], k)!])),
                false => Math.Log2(Math.Min(1, (1 - m[k]) / (1 - u[k]))),
            };
            yield return new EvidenceBits(names[k], same, Math.Clamp(bits, -Limit, Limit));
        }
    }

    bool? Agrees(int a, int b, int k) => Value(records[a], k) is { } x && Value(records[b], k) is { } y ? x == y : null;

    static string? Value(EncodedRecord record, int k) => k < record.Attributes.Count ? record.Attributes[k] : null;
}

/// <summary>An attribute's name, whether it agrees (null: unknown on one side), and its evidence in bits.</summary>
public readonly record struct EvidenceBits(string Name, bool? Agrees, double Bits);
