using Vern.Platform.Access;
using Vern.Platform.Workspaces;

namespace Vern.Persons.Registration;

/// <summary>
/// The roles of an agency and what each may: the one table that every request there is decided by, that its page shows and that docs/security.md repeats. What every workspace has comes from
/// <see cref="WorkspaceGrants"/>; each slice of casework adds its own permissions here.
/// </summary>
public static class AgencyGrants
{
    /// <summary>The list of persons and a person's record.</summary>
    public static Permission ReadPeople { get; } = new("people", "read");
    /// <summary>Registers persons and records facts.</summary>
    public static Permission WritePeople { get; } = new("people", "write");
    /// <summary>The directory of bodies and services.</summary>
    public static Permission ReadDirectory { get; } = new("directory", "read");
    /// <summary>Referrals that come in.</summary>
    public static Permission ReadInbox { get; } = new("inbox", "read");
    /// <summary>Answers referrals that come in.</summary>
    public static Permission AnswerInbox { get; } = new("inbox", "answer");
    /// <summary>Enters and changes bodies of the directory, their keys included.</summary>
    public static Permission KeepDirectory { get; } = new("directory", "keep");

    /// <summary>A person's rights as they stand, deadlines, timeline and plan: made from what was given for protection.</summary>
    public static Permission ReadRights { get; } = new("rights", "read");
    /// <summary>Records what was told, offered and given of a person's rights.</summary>
    public static Permission RecordRights { get; } = new("rights", "record");
    /// <summary>The rules as data, and the matrix of tracks: nothing of a person.</summary>
    public static Permission ReadRules { get; } = new("rules", "read");
    /// <summary>What is shown only when asked for by itself: where she stays (E-069).</summary>
    public static Permission ReadSecrets { get; } = new("people", "secrets");
    /// <summary>Hands a case over, and shares it for a time.</summary>
    public static Permission AssignPeople { get; } = new("people", "assign");
    /// <summary>Closes a case, and opens it again.</summary>
    public static Permission ClosePeople { get; } = new("people", "close");
    /// <summary>Who has how much on her hands.</summary>
    public static Permission ReadLoad { get; } = new("load", "read");

    /// <summary>Complaints that she may handle, and how many there are.</summary>
    public static Permission ReadComplaints { get; } = new("complaints", "read");
    /// <summary>Takes complaints up and answers them.</summary>
    public static Permission HandleComplaints { get; } = new("complaints", "handle");
    /// <summary>The agency's own limits, and the help lines of the rights sheet.</summary>
    public static Permission KeepSettings { get; } = new("settings", "keep");
    /// <summary>The year's report, as far as one follows the persons up.</summary>
    public static Permission ReadReport { get; } = new("own-report", "read");
    /// <summary>Sends the year's report of the whole agency.</summary>
    public static Permission SendReport { get; } = new("own-report", "send");

    /// <summary>The agency's own figures, protected.</summary>
    public static Permission ReadStatistics { get; } = new("own-statistics", "read");
    /// <summary>Hands out what is known of persons as a file, for a purpose.</summary>
    public static Permission ExportPeople { get; } = new("people", "export");
    /// <summary>Registers persons from a file.</summary>
    public static Permission ImportPeople { get; } = new("people", "import");

    /// <summary>Answers whether somebody whom another agency asks about is known here.</summary>
    public static Permission AnswerElsewhere { get; } = new("elsewhere", "answer");

    /// <summary>Returns as such: the yearly series, the funding, contacts in home countries.</summary>
    public static Permission KeepReturns { get; } = new("returns", "keep");

    /// <summary>Erases a person for good, as one of two verified persons.</summary>
    public static Permission ErasePeople { get; } = new("people", "erase");

    /// <summary>The role that investigates crimes where an agency does that too: it reads what was given for it, and nothing of what was given for protection.</summary>
    public const string Investigator = "investigator";

    private static readonly Permission[] Casework = [Permission.Delegate, ReadPeople, WritePeople, ReadSecrets, AssignPeople, ClosePeople, ReadRights, RecordRights, ReadRules, ReadDirectory, ReadInbox, AnswerInbox, ReadReport];

    /// <summary>The table.</summary>
    public static GrantTable Table { get; } = new(
    [
        Within(Role("caseworker", Scope.Team, Casework), Scope.Own, ReadSecrets, AssignPeople, ClosePeople),
        // In an emergency (the administrator away, another team's machine stolen) she may see and end sessions of all.
        Role("team-leader", Scope.Team, [.. Casework, ReadLoad, ErasePeople, ExportPeople, ImportPeople, ReadStatistics, Permission.ReadAccounts, Permission.EndSessions, Permission.TakeEmergency]) with { InEmergency = new HashSet<Permission> { Permission.ReadAccounts, Permission.EndSessions } },
        Role("guardian", Scope.Own, ReadPeople, ReadRights, ReadRules),
        Role("counsel", Scope.Own, ReadPeople, ReadRights, ReadRules),
        Role("coordinator", null, [.. Casework, ReadLoad, ErasePeople, ExportPeople, ImportPeople, SendReport, ReadStatistics, AnswerElsewhere, KeepReturns, KeepDirectory, KeepSettings, ReadComplaints, HandleComplaints, Permission.ReviewEmergency, Permission.ReadLedger, Permission.Erase]),
        Role(Investigator, Scope.Own, ReadPeople),
        // What is about the coordinator herself goes to who watches (K-008): the one thing that she decides.
        Role("supervisor", null, [.. WorkspaceGrants.Watches, ReadStatistics, ReadComplaints, HandleComplaints]),
        Role("key-custodian", null),
        Role(WorkspaceGrants.Administrator, null, WorkspaceGrants.Keeps),
    ], Permission.OwnAccount, Texts.Source)
    {
        Sides = [.. ((string[][])[["caseworker", "team-leader", "coordinator"], ["guardian"], ["counsel"], [Investigator], ["supervisor"], ["key-custodian"], [WorkspaceGrants.Administrator]]).Select(side => side.ToHashSet(StringComparer.Ordinal))],
        // The firewall: a fact is read for a purpose that it was given for. Enforcement alone never reads what was given for protection.
        Fields =
        [
            Readers("protection", "caseworker", "team-leader", "coordinator", "guardian", "counsel"), Readers("health", "caseworker", "team-leader", "coordinator", "guardian"), Readers("return", "caseworker", "team-leader", "coordinator"),
            Readers("statistics", "caseworker", "team-leader", "coordinator"), Readers("enforcement", Investigator),
        ],
    };

    private static FieldGrant Readers(string purpose, params string[] roles) => new(new(purpose), roles.ToHashSet(StringComparer.Ordinal));

    private static RoleGrants Within(RoleGrants role, Scope scope, params Permission[] permissions) =>
        role with { Narrower = role.Narrower.Where(pair => !permissions.Contains(pair.Key)).Concat(permissions.Select(permission => KeyValuePair.Create(permission, scope))).ToDictionary() };

    private static RoleGrants Role(string name, Scope? reach, params Permission[] permissions)
    {
        var role = WorkspaceGrants.Role(name, permissions);
        if (reach is not { } scope) return role;
        var narrower = new Dictionary<Permission, Scope>(role.Narrower);
        // Rules, directory and inbox are the whole agency's; and its figures: a team's beside them would give small counts away.
        foreach (var permission in permissions.Where(permission => permission != Permission.Delegate && permission != Permission.TakeEmergency && permission != ReadRules && permission != ReadStatistics && permission != ReadDirectory && permission != ReadInbox && permission != AnswerInbox)) narrower[permission] = scope;
        return role with { Narrower = narrower };
    }
}
