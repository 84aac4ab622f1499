using Vern.Linkage.Comparison;
using Vern.Linkage.Encoding;

namespace Vern.Linkage.Estimation;

/// <summary>
/// What agreeing and differing attributes and identifying block keys add (Fellegi and Sunter 1969): m, how often two rows of one person agree, and
/// u, how often two persons do. For rows without an encoding u is the share of the value itself. For two rows with encodings both are learnt among
/// the pairs whose score leaves doubt, by EM, so that what the score has said already is not said again; agreeing on a rare value still tells more.
/// Unknown on one side is no evidence. Limited to 6 bits for an attribute, 14 for a key, which is an identifier.
/// </summary>
public sealed class AttributeEvidence
{
    const double Limit = 6, KeyLimit = 14;
    readonly PackedRows rows;
    readonly string[] names;
    // which of the names are attributes; the others are keys, which rows without an encoding do not have
    readonly int attributes;
    // by name: the value of each row by its number, -1 where unknown, and the share of each value
    readonly int[][] codes;
    readonly double[][] share;
    readonly double[] m, u, mInDoubt, uInDoubt;
    readonly int year, date;

    /// <summary>Learns from pairs of two sources and the logarithm of their odds by score.</summary>
    /// <param name="rows">The rows; with the block keys of <see cref="BlockKeys"/>, those of <see cref="BlockKeys.Identifying"/> are evidence too.</param>
    /// <param name="sources">The same rows, with their attributes.</param>
    /// <param name="attributeNames">The attributes by position.</param>
    public AttributeEvidence(PackedRows rows, IReadOnlyList<EncodedSource> sources, IReadOnlyList<string> attributeNames, IReadOnlyList<(int A, int B, double LogOdds)> pairs)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(attributeNames);
        ArgumentNullException.ThrowIfNull(pairs);
        this.rows = rows;
        attributes = attributeNames.Count;
        var identifying = rows.Blocks.Length == BlockKeys.Passes.Count ? BlockKeys.Identifying : [];
        names = [.. attributeNames, .. identifying.Select(key => key.Name)];
        (year, date) = (Array.IndexOf(names, "birthYear"), Array.IndexOf(names, "dateOfBirth"));
        (codes, share) = (new int[names.Length][], new double[names.Length][]);
        for (var k = 0; k < attributes; k++) Number(k, sources.SelectMany(source => source.Records).Select(record => k < record.Attributes.Count ? record.Attributes[k] ?? "" : ""), value => value.Length > 0);
        for (var k = attributes; k < names.Length; k++) Number(k, rows.Blocks[identifying[k - attributes].Pass], key => key != 0);
        u = Array.ConvertAll(share, shares => Math.Clamp(shares.Sum(f => f * f), 1e-4, 0.999));
        // before any pair is seen: 20 pairs of one person, of which 18 agree
        double[] agree = [.. names.Select(_ => 18.0)], all = [.. names.Select(_ => 20.0)];
        foreach (var (a, b, odds) in pairs)
            if (odds > 0)
                for (var k = 0; k < names.Length; k++)
                    if (Agrees(a, b, k) is { } same) { all[k]++; if (same) agree[k]++; }
        m = [.. names.Select((_, k) => Math.Clamp(agree[k] / all[k], u[k], 0.995))];
        (mInDoubt, uInDoubt) = ((double[])m.Clone(), (double[])u.Clone());
        LearnInDoubt([.. pairs.Where(pair => Math.Abs(pair.LogOdds) < 6)]);
    }

    void Number<T>(int k, IEnumerable<T> values, Func<T, bool> known) where T : notnull
    {
        var numbers = new Dictionary<T, int>();
        var many = new List<int>();
        codes[k] = new int[rows.Count];
        var row = 0;
        foreach (var value in values)
        {
            var code = -1;
            if (known(value))
            {
                if (!numbers.TryGetValue(value, out code)) { numbers[value] = code = many.Count; many.Add(0); }
                many[code]++;
            }
            codes[k][row++] = code;
        }
        var all = many.Sum();
        share[k] = [.. many.Select(n => (n + 0.5) / (all + 1.0))];
    }

    void LearnInDoubt((int A, int B, double LogOdds)[] pairs)
    {
        for (var round = 0; round < 12; round++)
        {
            // drawn towards what all pairs say, by the weight of a hundred and of ten pairs: where doubt is rare nearly all in doubt are two persons
            double[] one = Array.ConvertAll(m, x => 100 * x), ones = [.. m.Select(_ => 100.0)], two = Array.ConvertAll(u, x => 10 * x), twos = [.. u.Select(_ => 10.0)];
            foreach (var (a, b, odds) in pairs)
            {
                var p = 1 / (1 + Math.Exp(-odds - Sum(a, b) * Math.Log(2)));
                for (var k = 0; k < names.Length; k++)
                    if (Agrees(a, b, k) is { } same)
                    {
                        ones[k] += p;
                        twos[k] += 1 - p;
                        if (same) { one[k] += p; two[k] += 1 - p; }
                    }
            }
            for (var k = 0; k < names.Length; k++)
                (mInDoubt[k], uInDoubt[k]) = (Math.Clamp(one[k] / ones[k], 1e-3, 0.995), Math.Clamp(two[k] / twos[k], 1e-4, 0.999));
        }
    }

    /// <summary>The evidence of each attribute and key on a pair, in bits; 0 where unknown. Keys unknown on both sides are left out.</summary>
    public IEnumerable<EvidenceBits> For(int a, int b)
    {
        for (var k = 0; k < names.Length; k++)
            if (k < attributes || codes[k][a] >= 0 || codes[k][b] >= 0) yield return new EvidenceBits(names[k], Agrees(a, b, k), Bits(a, b, k));
    }

    /// <summary>The evidence of all attributes and keys on a pair, in bits.</summary>
    public double Sum(int a, int b)
    {
        double sum = 0;
        for (var k = 0; k < codes.Length; k++) sum += Bits(a, b, k);
        return sum;
    }

    double Bits(int a, int b, int k)
    {
        // the date says what the year says
        if (Agrees(a, b, k) is not { } same || k == year && date >= 0 && Agrees(a, b, date) is not null) return 0;
        var without = rows.Weight[a] < 0 || rows.Weight[b] < 0;
        var (one, two) = without ? (m[k], u[k]) : (mInDoubt[k], uInDoubt[k]);
        var value = same ? Math.Log2(one / Math.Clamp(two * share[k][codes[k][a]] / u[k], 1e-6, 0.999)) : Math.Log2((1 - one) / (1 - two));
        if (without) value = same ? Math.Max(0, value) : Math.Min(0, value);
        return k < attributes ? Math.Clamp(value, -Limit, Limit) : Math.Clamp(value, -KeyLimit, KeyLimit);
    }

    /// <summary>
    /// The pairs of rows, one without an encoding at least, that agree on three attributes or more and differ on one at most and have evidence for one person, with it.
    /// They are looked for by the first three attributes that agree, the fewest rows that share three first, up to 300 rows and ten pairs a row
    /// (at least 100,000): where more share the same three nothing can be told. Nor can it where the evidence, with the prior log odds of any two
    /// rows, leaves less than one chance in two hundred.
    /// </summary>
    internal IEnumerable<Linking.RowEvidence> WithoutEncoding(double priorLogOdds)
    {
        var groups = new List<ArraySegment<int>>();
        for (var i = 0; i < attributes; i++)
            for (var j = i + 1; j < attributes; j++)
                for (var k = j + 1; k < attributes; k++)
                {
                    var members = Enumerable.Range(0, rows.Count).Where(row => codes[i][row] >= 0 && codes[j][row] >= 0 && codes[k][row] >= 0).ToArray();
                    var keys = Array.ConvertAll(members, row => (codes[i][row], codes[j][row], codes[k][row], row));
                    Array.Sort(keys, members);
                    for (int from = 0, to; from < members.Length; from = to)
                    {
                        var without = false;
                        for (to = from; to < members.Length && codes[i][members[to]] == codes[i][members[from]] && codes[j][members[to]] == codes[j][members[from]] && codes[k][members[to]] == codes[k][members[from]]; to++)
                            without |= rows.Weight[members[to]] < 0;
                        if (without && to - from is > 1 and <= 300) groups.Add(new(members, from, to - from));
                    }
                }
        var found = new HashSet<(int, int)>();
        foreach (var group in groups.OrderBy(group => group.Count))
        {
            for (var x = 0; x < group.Count; x++)
                for (var y = x + 1; y < group.Count; y++)
                    if (rows.SourceOf[group[x]] != rows.SourceOf[group[y]] && (rows.Weight[group[x]] < 0 || rows.Weight[group[y]] < 0)) found.Add((group[x], group[y]));
            if (found.Count >= Math.Max(100_000, 10L * rows.Count)) break;
        }
        foreach (var (a, b) in found.Order())
            if (Sum(a, b) is > 2 and var bits && bits * Math.Log(2) + priorLogOdds > Math.Log(0.005)) yield return new Linking.RowEvidence(a, b, bits * Math.Log(2));
    }

    bool? Agrees(int a, int b, int k) => codes[k][a] >= 0 && codes[k][b] >= 0 ? codes[k][a] == codes[k][b] : null;
}

/// <summary>An attribute's name, whether it agrees (null: unknown on one side), and its evidence in bits.</summary>
public readonly record struct EvidenceBits(string Name, bool? Agrees, double Bits);
