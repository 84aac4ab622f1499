using Vern.Platform.Access;

namespace Vern.Persons.Pages;

/// <summary>The roles of a national unit and what each may: the one table that every request is decided by, that a page shows and that docs/security.md repeats.</summary>
public static class NationalGrants
{
    /// <summary>The overview and the protected tables.</summary>
    public static Permission ReadFigures { get; } = new("figures", "read");
    /// <summary>The round and its de-identified submissions.</summary>
    public static Permission ReadRounds { get; } = new("rounds", "read");
    /// <summary>Opens a round, reminds, takes in and judges submissions.</summary>
    public static Permission RunRounds { get; } = new("rounds", "run");
    /// <summary>Closes a round, which destroys its encodings.</summary>
    public static Permission CloseRounds { get; } = new("rounds", "close");
    /// <summary>Doubtful pairs.</summary>
    public static Permission ReadPairs { get; } = new("pairs", "read");
    /// <summary>Decides doubtful pairs.</summary>
    public static Permission DecidePairs { get; } = new("pairs", "decide");
    /// <summary>The report before it is published.</summary>
    public static Permission ReadReport { get; } = new("report", "read");
    /// <summary>The unit's own texts, other registers' tables, corrections.</summary>
    public static Permission WriteReport { get; } = new("report", "write");
    /// <summary>Signs the report, as one of two verified persons.</summary>
    public static Permission SignReport { get; } = new("report", "sign");
    /// <summary>What was done and read, and whether the ledger holds.</summary>
    public static Permission ReadLedger => Permission.ReadLedger;
    /// <summary>The register of requests of persons concerned.</summary>
    public static Permission ReadRequests { get; } = new("requests", "read");
    /// <summary>Takes requests in, prolongs and decides them; an erasure that is granted erases.</summary>
    public static Permission DecideRequests { get; } = new("requests", "decide");
    /// <summary>Sends a body's own submission, by program.</summary>
    public static Permission SendSubmissions { get; } = new("submissions", "send");
    /// <summary>The register of bodies, by program.</summary>
    public static Permission ReadBodies { get; } = new("bodies", "read");

    /// <summary>The role of a body's program; its account bears the body's short name.</summary>
    public const string Sender = "sender";

    /// <summary>The role that holds the linkage key, and therefore reads nothing that the key could open.</summary>
    public const string KeyCustodian = "key-custodian";

    /// <summary>What bodies write in free text: it may say more about a person than its writer thought.</summary>
    public static FieldGroup FreeText { get; } = new("free-text");

    private static readonly Permission[] Everyone = [Permission.OwnAccount, Permission.ReadGrants];
    private static readonly Permission[] Unit = [ReadFigures, ReadRounds, RunRounds, CloseRounds, ReadPairs, DecidePairs, ReadReport, WriteReport, SignReport, ReadLedger, ReadRequests, DecideRequests, Permission.ReviewEmergency, Permission.ReadKeys, Permission.ReadWorkspaces, Permission.RemoveWorkspaces, Permission.Erase];

    /// <summary>The table. Whatever is not in it is refused.</summary>
    public static GrantTable Table { get; } = new(
    [
        Role("coordinator", [.. Unit, Permission.Delegate, .. Everyone]),
        // A deputy is named for each of a unit of two (rule 4): the same grants, given with an end date. What was handed over is not handed on.
        Role("deputy", [.. Unit, .. Everyone]),
        // In an emergency (both others away, a body's submission to be taken in) she may run the round; never close it or sign.
        Role("statistician", [ReadFigures, ReadRounds, ReadPairs, DecidePairs, ReadReport, WriteReport, Permission.Delegate, Permission.TakeEmergency, .. Everyone]) with { InEmergency = new HashSet<Permission> { RunRounds } },
        Role("supervisor", [ReadFigures, ReadRounds, ReadReport, ReadLedger, ReadRequests, Permission.NameStaff, Permission.ReadAccounts, Permission.ReviewEmergency, Permission.ReadKeys, .. Everyone]),
        // Holds the linkage key and sees no encoding: with both she could tell who is meant.
        Role(KeyCustodian, [Permission.ReadKeys, .. Everyone]),
        // Keeps accounts and machine; no grant on content.
        Role("administrator", [Permission.ReadAccounts, Permission.SetTeams, Permission.EndSessions, Permission.ReadJobs, Permission.RunJobs, Permission.KeepWebhooks, Permission.ReadWorkspaces, Permission.MakeWorkspaces, Permission.RemoveWorkspaces, .. Everyone]),
        Role(Sender, [SendSubmissions, ReadBodies]),
    ], ReadFigures, Texts.Source)
    {
        OpenWithoutAccounts = true,
        Programs = [Sender],
        Fields = [new(FreeText, new HashSet<string>(StringComparer.Ordinal) { "coordinator", "deputy", "statistician" })],
        Sides = [new HashSet<string>(StringComparer.Ordinal) { "coordinator", "deputy", "statistician" }, new HashSet<string>(StringComparer.Ordinal) { "supervisor" }, new HashSet<string>(StringComparer.Ordinal) { KeyCustodian }, new HashSet<string>(StringComparer.Ordinal) { "administrator" }],
    };

    private static RoleGrants Role(string name, params Permission[] permissions) => new(name, permissions.ToHashSet()) { Narrower = new Dictionary<Permission, Scope> { [Permission.OwnAccount] = Scope.Own } };
}
