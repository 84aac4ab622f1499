namespace Vern.Material.Intake;

/// <summary>Who sends reports as a body.</summary>
public enum SenderKind
{
    /// <summary>A provider of a service.</summary>
    Provider,
    /// <summary>A hotline.</summary>
    Hotline,
    /// <summary>Another centre or clearing house that hands reports on (H-011, H-014).</summary>
    ClearingHouse,
}

/// <summary>How a report came.</summary>
public enum Channel
{
    /// <summary>A program by Vern's own interface.</summary>
    Api,
    /// <summary>A program by the CyberTipline reporting protocol.</summary>
    Tipline,
    /// <summary>The public's form, without account (H-016, H-017).</summary>
    Public,
    /// <summary>The form for children (H-019).</summary>
    Child,
}

/// <summary>How far a report has come in.</summary>
public enum IntakeState
{
    /// <summary>Begun; more is to come.</summary>
    Open,
    /// <summary>Whole: it is read and weighed.</summary>
    Finished,
    /// <summary>Taken back by who sent it.</summary>
    Retracted,
    /// <summary>Never finished, and gone.</summary>
    Expired,
}

/// <summary>What a report is about (H-005, H-006).</summary>
public enum ReportKind
{
    /// <summary>Handling of material: storing, sharing.</summary>
    Material,
    /// <summary>An adult approaches a child for sexual acts.</summary>
    Enticement,
    /// <summary>Threats with pictures or secrets.</summary>
    Extortion,
    /// <summary>A meeting is planned.</summary>
    Meeting,
    /// <summary>A child is sold or exploited for sexual acts.</summary>
    Trafficking,
    /// <summary>Travel to abuse a child.</summary>
    Travel,
    /// <summary>Abuse of a child that is not online.</summary>
    Abuse,
    /// <summary>Obscene material sent to a child.</summary>
    SentToChild,
    /// <summary>Names, words or pictures that mislead a child to such material.</summary>
    Misleading,
    /// <summary>Something else.</summary>
    Other,
}

/// <summary>What a report says, whatever channel it came by. Kept sealed.</summary>
public sealed record ReportFacts
{
    /// <summary>What it is about.</summary>
    public required ReportKind Kind { get; init; }
    /// <summary>Codes of what was seen: <c>meeting-planned</c>, <c>suicide-threat</c>, <c>ongoing</c>, <c>extortion</c>, <c>self-produced</c>, <c>live</c>, <c>infant</c>, <c>violent</c>, <c>generated</c>, <c>fictitious</c>, <c>altered</c>, <c>viral</c>, <c>meme</c>, <c>between-minors</c>, <c>solicited</c>, <c>sadistic</c>, <c>animals</c>, <c>spam</c>.</summary>
    public IReadOnlyList<string> Signs { get; init; } = [];
    /// <summary>When it happened, or was found.</summary>
    public DateTimeOffset? HappenedAt { get; init; }
    /// <summary>Where online.</summary>
    public IReadOnlyList<ReportedPlace> Places { get; init; } = [];
    /// <summary>Who is reported.</summary>
    public IReadOnlyList<ReportedAccount> Accounts { get; init; } = [];
    /// <summary>Children concerned.</summary>
    public IReadOnlyList<ReportedChild> Children { get; init; } = [];
    /// <summary>The sender's own words.</summary>
    public string? Words { get; init; }
    /// <summary>Why the sender asks for haste; null: it does not.</summary>
    public string? Haste { get; init; }
    /// <summary>Which authority the sender has told already.</summary>
    public string? Told { get; init; }
    /// <summary>The sender's own number of the case.</summary>
    public string? Reference { get; init; }
    /// <summary>Why reports are sent in a bundle; null: this one stands alone.</summary>
    public string? Bundle { get; init; }
    /// <summary>What else was sent, in its own form, for whoever it is handed on to.</summary>
    public string? Original { get; init; }
}

/// <summary>A place online.</summary>
/// <param name="Kind">A code: <c>web</c>, <c>email</c>, <c>newsgroup</c>, <c>chat</c>, <c>game</c>, <c>phone</c>, <c>peer-to-peer</c>, <c>offline</c>.</param>
/// <param name="Address">An address or a name of a room.</param>
/// <param name="Words">What else was said of it.</param>
public sealed record ReportedPlace(string Kind, string? Address = null, string? Words = null);

/// <summary>An account that is reported, or a person.</summary>
public sealed record ReportedAccount
{
    /// <summary>The service.</summary>
    public string? Service { get; init; }
    /// <summary>What it is called there.</summary>
    public string? ScreenName { get; init; }
    /// <summary>The service's own number of it.</summary>
    public string? ServiceId { get; init; }
    /// <summary>Names, as given.</summary>
    public string? Name { get; init; }
    /// <summary>Electronic mail.</summary>
    public IReadOnlyList<string> Mail { get; init; } = [];
    /// <summary>Telephone.</summary>
    public IReadOnlyList<string> Phone { get; init; } = [];
    /// <summary>ISO 3166-1 alpha-2, where the sender says it; with whether the sender has checked it.</summary>
    public string? Country { get; init; }
    /// <summary>Whether the sender has checked the country.</summary>
    public bool CountryVerified { get; init; }
    /// <summary>Age in years, or by date of birth.</summary>
    public int? Age { get; init; }
    /// <summary>When it was connected, and from where.</summary>
    public IReadOnlyList<Connection> Connections { get; init; } = [];
    /// <summary>Whether it may have been taken over by somebody else.</summary>
    public bool Compromised { get; init; }
    /// <summary>The sender's earlier reports of it.</summary>
    public IReadOnlyList<long> Earlier { get; init; } = [];
}

/// <summary>A connection of an account.</summary>
/// <param name="Address">An IP address.</param>
/// <param name="At">When.</param>
/// <param name="Event">A code: <c>login</c>, <c>registration</c>, <c>purchase</c>, <c>upload</c>, <c>other</c>, <c>unknown</c>.</param>
/// <param name="PossibleProxy">Whether it may hide another address.</param>
/// <param name="Port">The port; null: not said.</param>
public sealed record Connection(string Address, DateTimeOffset? At = null, string Event = "unknown", bool PossibleProxy = false, int? Port = null);

/// <summary>A child concerned.</summary>
/// <param name="Age">Age in years; null: not known.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null: not known.</param>
/// <param name="Words">What else is known.</param>
/// <param name="Identified">Whether the sender knows who it is.</param>
public sealed record ReportedChild(int? Age = null, string? Country = null, string? Words = null, bool Identified = false);

/// <summary>What is said of a file of a report. Kept sealed.</summary>
public sealed record FileFacts
{
    /// <summary>What it was called.</summary>
    public string? Name { get; init; }
    /// <summary>Whether somebody at the sender has looked at it; null: not said.</summary>
    public bool? Viewed { get; init; }
    /// <summary>Whether everybody could see it; null: not said.</summary>
    public bool? Public { get; init; }
    /// <summary>Whether it is what is reported, not only beside it.</summary>
    public bool IsReported { get; init; } = true;
    /// <summary>The sender's classification: <c>a1</c>, <c>a2</c>, <c>b1</c>, <c>b2</c>; null: none.</summary>
    public string? Class { get; init; }
    /// <summary>Codes as <see cref="ReportFacts.Signs"/> has them.</summary>
    public IReadOnlyList<string> Signs { get; init; } = [];
    /// <summary>Fingerprints that the sender made, by kind (<c>md5</c>, <c>sha1</c>, <c>sha256</c>, <c>pdq</c>, <c>photodna</c>, …).</summary>
    public IReadOnlyDictionary<string, string> Given { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
    /// <summary>When it was uploaded to the sender.</summary>
    public DateTimeOffset? UploadedAt { get; init; }
    /// <summary>From where it was uploaded.</summary>
    public IReadOnlyList<Connection> Connections { get; init; } = [];
    /// <summary>Where it lay.</summary>
    public string? Address { get; init; }
}
