using Vern.Linkage.Encoding;

namespace Vern.Linkage.Linking;

/// <summary>A row by the position of its source and its own position in it, both from 0.</summary>
public readonly record struct RowRef(int Source, int Row) : IComparable<RowRef>
{
    /// <inheritdoc />
    public int CompareTo(RowRef other) => Source != other.Source ? Source.CompareTo(other.Source) : Row.CompareTo(other.Row);
    /// <summary>Orders by source, then row.</summary>
    public static bool operator <(RowRef left, RowRef right) => left.CompareTo(right) < 0;
    /// <summary>Orders by source, then row.</summary>
    public static bool operator >(RowRef left, RowRef right) => left.CompareTo(right) > 0;
    /// <summary>Orders by source, then row.</summary>
    public static bool operator <=(RowRef left, RowRef right) => left.CompareTo(right) <= 0;
    /// <summary>Orders by source, then row.</summary>
    public static bool operator >=(RowRef left, RowRef right) => left.CompareTo(right) >= 0;
}

/// <summary>What a person decided about a doubtful pair; reversible until the report is signed.</summary>
public enum PairVerdict { CannotTell, Same, Different }

/// <summary>A person's decision on two rows; the linker takes it as certain.</summary>
public sealed record PairDecision(RowRef A, RowRef B, PairVerdict Verdict);

/// <summary>Two rows that may be one person.</summary>
/// <param name="A">The row that comes first.</param>
/// <param name="B">The other row.</param>
/// <param name="Similarity">Dice coefficient of the two encodings, 0 to 1; null when one has none.</param>
/// <param name="Probability">Calibrated probability that the two are one person, 0 to 1.</param>
/// <param name="Weights">What each piece of evidence adds, in bits (log2 of the likelihood ratio); the first is the prior.</param>
public sealed record CandidatePair(RowRef A, RowRef B, double? Similarity, double Probability, IReadOnlyList<EvidenceWeight> Weights);

/// <summary>One piece of evidence for or against a pair.</summary>
/// <param name="Evidence">"prior", "similarity", or the name of an attribute.</param>
/// <param name="Agrees">True: agrees; false: differs; null: unknown on one side, or not a comparison.</param>
/// <param name="Bits">log2 of the likelihood ratio; positive speaks for one person.</param>
public sealed record EvidenceWeight(string Evidence, bool? Agrees, double Bits);

/// <summary>The number of distinct persons: a 95 % interval and its median.</summary>
public sealed record PersonCount(int Low, int Best, int High);

/// <summary>How a linkage is done.</summary>
public sealed record LinkOptions
{
    /// <summary>Match probability from which two rows are taken as one person in the clusters.</summary>
    public double Threshold { get; init; } = 0.5;
    /// <summary>Pairs with a probability from here up to <see cref="DoubtTo"/> are doubtful and shown to a person.</summary>
    public double DoubtFrom { get; init; } = 0.2;
    /// <summary>The upper end of doubt.</summary>
    public double DoubtTo { get; init; } = 0.95;
    /// <summary>Names of the attributes in <see cref="EncodedRecord.Attributes"/>, by position.</summary>
    public IReadOnlyList<string> AttributeNames { get; init; } = [];
    /// <summary>A person's decisions, taken as certain.</summary>
    public IReadOnlyList<PairDecision> Decisions { get; init; } = [];
    /// <summary>For each source the index of the source it is part of (ADORA within ROSA), or -1; rows of such a pair of sources are expected to be the same persons.</summary>
    public IReadOnlyList<int> PartOf { get; init; } = [];
    /// <summary>For every source, for every row, whether it counts, for <see cref="LinkResult.Counted"/>; null where all do. It does not change who is one person.</summary>
    public IReadOnlyList<bool[]>? Counting { get; init; }
    /// <summary>Use block keys instead of comparing all pairs; null chooses by size.</summary>
    public bool? UseBlocking { get; init; }
    /// <summary>Seed of the draws from which the interval is made.</summary>
    public int Seed { get; init; } = 2014;
}

/// <summary>What a linkage found.</summary>
/// <param name="Clusters">For every source, for every row, the number of its cluster, from 0 without gaps.</param>
/// <param name="Probabilities">For every source, for every row, the probability that it belongs to its cluster (1 for a row alone).</param>
/// <param name="Persons">The number of persons, 95 % interval and median.</param>
/// <param name="SameIfInDoubt">The number of persons when every doubtful pair is taken as one person (C-005).</param>
/// <param name="ClustersIfInDoubt">The clusters by that rule, as <paramref name="Clusters"/>.</param>
/// <param name="Pairs">The candidate pairs with a probability of at least <see cref="LinkOptions.DoubtFrom"/>, most probable first.</param>
/// <param name="PairsCompared">How many pairs were compared.</param>
/// <param name="BlockingLoss">Estimated share of true pairs that no block key brought together, 0 to 1; null when all pairs were compared.</param>
/// <param name="Records">How many rows there were.</param>
public sealed record LinkResult(
    IReadOnlyList<int[]> Clusters, IReadOnlyList<double[]> Probabilities, PersonCount Persons, int SameIfInDoubt, IReadOnlyList<int[]> ClustersIfInDoubt,
    IReadOnlyList<CandidatePair> Pairs, long PairsCompared, double? BlockingLoss, int Records)
{
    /// <summary>The number of persons with a row that counts (<see cref="LinkOptions.Counting"/>), 95 % interval and median, from the same draws as <see cref="Persons"/>; equal to it where all rows count.</summary>
    public PersonCount Counted { get => field ?? Persons; init; }

    /// <summary>The pairs in doubt: neither decided by a person nor clear.</summary>
    public IEnumerable<CandidatePair> Doubtful(LinkOptions options) =>
        Pairs.Where(pair => pair.Probability >= options.DoubtFrom && pair.Probability < options.DoubtTo);
}
