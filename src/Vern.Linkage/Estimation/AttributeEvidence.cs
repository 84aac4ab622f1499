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

    /// <summary>
    /// The pairs of rows, one without an encoding at least, that agree on three attributes or more and differ on one at most and have evidence for one person, with it.
    /// They are looked for by the first three attributes that agree; where more than 300 rows share the same three nothing can be told.
    /// </summary>
    internal IEnumerable<Linking.RowEvidence> WithoutEncoding(PackedRows rows)
    {
        var found = new SortedSet<(int, int)>();
        for (var i = 0; i < names.Count; i++)
            for (var j = i + 1; j < names.Count; j++)
                for (var k = j + 1; k < names.Count; k++)
                    foreach (var group in Enumerable.Range(0, records.Length)
                        .Where(row => Value(records[row], i) is not null && Value(records[row], j) is not null && Value(records[row], k) is not null)
                        .GroupBy(row => (Value(records[row], i), Value(records[row], j), Value(records[row], k))))
                    {
                        var members = group.ToList();
                        if (members.Count > 300) continue;
                        for (var x = 0; x < members.Count; x++)
                            for (var y = x + 1; y < members.Count; y++)
                                if (rows.SourceOf[members[x]] != rows.SourceOf[members[y]] && (rows.Weight[members[x]] < 0 || rows.Weight[members[y]] < 0)) found.Add((members[x], members[y]));
                    }
        foreach (var (a, b) in found)
        {
            var bits = For(a, b).Sum(item => item.Bits);
            if (bits > 2) yield return new Linking.RowEvidence(a, b, bits * Math.Log(2));
        }
    }

    bool? Agrees(int a, int b, int k) => Value(records[a], k) is { } x && Value(records[b], k) is { } y ? x == y : null;

    static string? Value(EncodedRecord record, int k) => k < record.Attributes.Count ? record.Attributes[k] : null;
}

/// <summary>An attribute's name, whether it agrees (null: unknown on one side), and its evidence in bits.</summary>
public readonly record struct EvidenceBits(string Name, bool? Agrees, double Bits);
