using Vern.Platform.Sealing;

namespace Vern.Persons.Referral;

/// <summary>A body or service of the directory.</summary>
/// <param name="Id">Its short name: small letters, digits, hyphens; chosen once.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
public sealed record Service(string Id, string Name, string Kind)
{
    /// <summary>The longest text, in characters.</summary>
    public const int LongestText = 300;
    /// <summary>After so many days without somebody having made sure that it is right, it is marked as old.</summary>
    public const int OldAfterDays = 180;

    /// <summary>Kinds of bodies.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["crisis-centre", "housing", "outreach", "health", "counsel", "child-welfare", "police", "immigration", "work", "return", "coordination", "other"];
    /// <summary>What a body offers.</summary>
    public static IReadOnlyList<string> AllOffers { get; } = ["housing", "acute", "health", "mental-health", "legal", "money", "work", "language", "activity", "follow-up", "return", "investigation"];
    /// <summary>Whom a body is for, by form of exploitation or situation.</summary>
    public static IReadOnlyList<string> AllGroups { get; } = ["sexual", "labour", "crime", "begging", "services", "au-pair", "asylum", "no-papers", "family", "disability"];

    /// <summary>Where it works.</summary>
    public string Regions { get; init; } = "";
    /// <summary>Whom it is for; none named: anybody.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];
    /// <summary>What it offers.</summary>
    public IReadOnlyList<string> Offers { get; init; } = [];
    /// <summary>Whether women are taken in.</summary>
    public bool Women { get; init; }
    /// <summary>Whether men are.</summary>
    public bool Men { get; init; }
    /// <summary>Whether children are, alone or with a parent.</summary>
    public bool Children { get; init; }
    /// <summary>Whether animals may come along.</summary>
    public bool Animals { get; init; }
    /// <summary>Whether somebody who uses drugs or alcohol is taken in.</summary>
    public bool SubstanceUse { get; init; }
    /// <summary>How many places it has; null: not known or not counted.</summary>
    public int? Places { get; init; }
    /// <summary>How many are free, when it was last asked.</summary>
    public int? Free { get; init; }
    /// <summary>When it is open.</summary>
    public string Hours { get; init; } = "";
    /// <summary>Languages spoken there, ISO 639.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];
    /// <summary>How it is reached.</summary>
    public string Contact { get; init; } = "";
    /// <summary>Its public key; null: it runs no Vern.</summary>
    public PublicKey? Key { get; init; }
    /// <summary>Whether questions if somebody knows a person are exchanged with it (docs/guide-referral.md); it needs a key.</summary>
    public bool KnownElsewhere { get; init; }
    /// <summary>When somebody last made sure that it is right.</summary>
    public DateOnly CheckedOn { get; init; }
    /// <summary>Whether it is still there.</summary>
    public bool Active { get; init; } = true;
    /// <summary>How often it was changed, from 1; 0: new.</summary>
    public int Revision { get; init; }

    /// <summary>Whether it has not been checked for long.</summary>
    public bool IsOld(DateOnly today) => today.DayNumber - CheckedOn.DayNumber > OldAfterDays;
}
