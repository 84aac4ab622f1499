using Vern.Platform.Access;

namespace Vern.Material.Indicators;

/// <summary>Kinds of fingerprint.</summary>
public enum HashKind
{
    /// <summary>128 bits; collisions can be made at will.</summary>
    Md5,
    /// <summary>160 bits; collisions can be made at a cost.</summary>
    Sha1,
    /// <summary>256 bits; no collision is known.</summary>
    Sha256,
    /// <summary>Perceptual, 256 bits: near pictures have near hashes, and pictures that are not near can be made to.</summary>
    Pdq,
}

/// <summary>How far an entry of known material has come.</summary>
public enum IndicatorState
{
    /// <summary>Proposed; nobody has confirmed.</summary>
    Proposed,
    /// <summary>One person has confirmed; another must.</summary>
    ConfirmedOnce,
    /// <summary>Two have: it counts as known.</summary>
    Active,
    /// <summary>Active, and somebody doubts it; a person decides.</summary>
    Challenged,
    /// <summary>Counts no more until it is decided.</summary>
    Suspended,
    /// <summary>Gone for good; the same material can be proposed anew.</summary>
    Withdrawn,
}

/// <summary>What was done to an entry.</summary>
public enum IndicatorStep
{
    /// <summary>Somebody proposed it.</summary>
    Propose,
    /// <summary>A person confirmed it.</summary>
    Confirm,
    /// <summary>A person did not, or took her confirmation back.</summary>
    Deconfirm,
    /// <summary>Somebody doubts it.</summary>
    Challenge,
    /// <summary>The doubt was looked at, and it stands.</summary>
    Uphold,
    /// <summary>It counts no more for now.</summary>
    Suspend,
    /// <summary>It is to count again: takes two, as at first.</summary>
    Resume,
    /// <summary>The first of two wants it withdrawn.</summary>
    AskWithdrawal,
    /// <summary>The second does too: it is gone.</summary>
    Withdraw,
    /// <summary>One of its fingerprints suddenly matched everywhere and was set aside.</summary>
    Quarantine,
    /// <summary>A person looked, and the fingerprint counts again.</summary>
    Release,
    /// <summary>A recipient says that it is right.</summary>
    Affirm,
    /// <summary>A recipient says that it is wrong.</summary>
    Dispute,
}

/// <summary>What became of a step.</summary>
public enum StepOutcome
{
    /// <summary>It was taken.</summary>
    Done,
    /// <summary>There is no such entry.</summary>
    Gone,
    /// <summary>The entry is not where this step leads on from.</summary>
    NotNow,
    /// <summary>Who proposed never confirms, under whichever account.</summary>
    Proposer,
    /// <summary>The same person has taken the other step already, under this or another account of hers.</summary>
    SamePerson,
    /// <summary>It takes a verified person, not a program.</summary>
    NoPerson,
}

/// <summary>Who takes a step.</summary>
/// <param name="Person">The verified person, by whom two accounts of one person are told to be hers; null: a program or a rule.</param>
/// <param name="Name">Her name, or the program's.</param>
/// <param name="Body">The body she acts for: her team, or the centre.</param>
public sealed record IndicatorActor(int? Person, string Name, string Body = "centre")
{
    /// <summary>A rule of the centre, without a person.</summary>
    public static IndicatorActor Rule { get; } = new(null, "rule");

    /// <summary>Who is signed in.</summary>
    public static IndicatorActor Of(SignedIn person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return new(person.PersonId, person.PersonId is null ? person.Account : person.Person, person.Team ?? "centre");
    }
}

/// <summary>One fingerprint of known material.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Value">Hexadecimal digits, small: 32, 40, 64 or 64.</param>
/// <param name="Quality">Of PDQ, 0 to 100; null for digests.</param>
/// <param name="NearMedian">Of PDQ: how many coefficients lie near the median (1 is stable); null where it is not known.</param>
/// <param name="Decoder">Of PDQ: who made pixels of the file.</param>
/// <param name="Resize">Of PDQ: how they were made smaller.</param>
public sealed record Fingerprint(HashKind Kind, string Value, int? Quality = null, int? NearMedian = null, string? Decoder = null, string? Resize = null)
{
    /// <summary>Whether another build or decoder may well give another hash; null where nothing is known of it.</summary>
    public bool? IsUnstable => Kind is HashKind.Pdq && NearMedian is { } near ? near > 1 : null;
}

/// <summary>What somebody proposes as known material.</summary>
/// <param name="List">The list it belongs to: <c>baseline</c>, or <c>national-no</c>.</param>
/// <param name="Class">Its class: <c>a1</c>, <c>a2</c>, <c>b1</c>, <c>b2</c>.</param>
/// <param name="Hashes">Fingerprints of one and the same file, at least one, of each kind at most one.</param>
/// <param name="Ground">The legal ground, a code; needed in a national list.</param>
/// <param name="Report">The report that it came with; null: none.</param>
/// <param name="File">The file of that report; null: none.</param>
/// <param name="Source">The body that it came from, a code; null: the centre itself.</param>
/// <param name="Words">What else is to be known; sealed.</param>
public sealed record IndicatorProposal(string List, string Class, IReadOnlyList<Fingerprint> Hashes, string? Ground = null, long? Report = null, string? File = null, string? Source = null, string? Words = null);

/// <summary>What became of a proposal.</summary>
/// <param name="Indicator">The entry: the new one, or the one that holds one of the fingerprints already.</param>
/// <param name="IsNew">Whether it is new.</param>
/// <param name="Problem">Why it was not taken, as a code whose words are in the texts; null: it was.</param>
public sealed record Proposed(long? Indicator, bool IsNew, string? Problem = null);

/// <summary>A fingerprint as it stands.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Print">What it is.</param>
/// <param name="QuarantinedAt">Since when it does not count because it matched everywhere; null: it counts.</param>
public sealed record IndicatorHash(long Id, Fingerprint Print, DateTimeOffset? QuarantinedAt);

/// <summary>An entry of known material: what one file is recognised by.</summary>
/// <param name="Id">Its number.</param>
/// <param name="List">Its list.</param>
/// <param name="Class">Its class.</param>
/// <param name="Ground">The legal ground; null in the baseline list.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Source">The body that it came from; null: the centre.</param>
/// <param name="Report">The report that it came with.</param>
/// <param name="File">The file of that report.</param>
/// <param name="ChangedAt">When it last changed.</param>
/// <param name="Hashes">Its fingerprints.</param>
public sealed record Indicator(long Id, string List, string Class, string? Ground, IndicatorState State, string? Source, long? Report, string? File, DateTimeOffset ChangedAt, IReadOnlyList<IndicatorHash> Hashes)
{
    /// <summary>Whether recipients have it or may get it.</summary>
    public bool Counts => IndicatorWay.Counts(State);
}

/// <summary>A step of an entry's history.</summary>
/// <param name="Step">What was done.</param>
/// <param name="At">When.</param>
/// <param name="By">By whom; null where her name is erased.</param>
/// <param name="Body">For which body.</param>
/// <param name="Reason">Why, as a code.</param>
/// <param name="Words">Why, in words.</param>
public sealed record PastStep(IndicatorStep Step, DateTimeOffset At, string? By, string? Body, string? Reason, string? Words);
