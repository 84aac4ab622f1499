using Vern.Platform.Localisation;

namespace Vern.Platform.Access;

/// <summary>What a person may do: an action on a kind of resource, both short lower-case words.</summary>
/// <param name="Resource">For example <c>pairs</c>.</param>
/// <param name="Action">For example <c>decide</c>.</param>
public readonly record struct Permission(string Resource, string Action)
{
    /// <summary>One's own account and sessions: what every signed-in person may.</summary>
    public static Permission OwnAccount { get; } = new("account", "keep");
    /// <summary>The table of roles and grants.</summary>
    public static Permission ReadGrants { get; } = new("grants", "read");
    /// <summary>Who has an account, in what role, with which sessions.</summary>
    public static Permission ReadAccounts { get; } = new("accounts", "read");
    /// <summary>Ends other people's sessions.</summary>
    public static Permission EndSessions { get; } = new("accounts", "end-sessions");
    /// <summary>What was done and read, and whether the ledger holds.</summary>
    public static Permission ReadLedger { get; } = new("ledger", "read");
    /// <summary>Lists of who has read what, with the names of staff instead of roles.</summary>
    public static Permission NameStaff { get; } = new("staff", "read");
    /// <summary>Which workspaces there are.</summary>
    public static Permission ReadWorkspaces { get; } = new("workspaces", "read");
    /// <summary>Makes a workspace with its first administrator, changes what it is called, closes and opens it.</summary>
    public static Permission MakeWorkspaces { get; } = new("workspaces", "make");
    /// <summary>Removes a closed workspace, as one of two verified persons.</summary>
    public static Permission RemoveWorkspaces { get; } = new("workspaces", "remove");
    /// <summary>Erases what is due at once, as one of two verified persons.</summary>
    public static Permission Erase { get; } = new("retention", "erase");
    /// <summary>Puts accounts into teams.</summary>
    public static Permission SetTeams { get; } = new("accounts", "set-team");

    /// <summary>Hands a role of one's own to another person for a time.</summary>
    public static Permission Delegate { get; } = new("roles", "delegate");
    /// <summary>Takes emergency access, with a reason and for an hour.</summary>
    public static Permission TakeEmergency { get; } = new("emergency", "take");
    /// <summary>Looks at emergency accesses, and says what one finds; at others' only.</summary>
    public static Permission ReviewEmergency { get; } = new("emergency", "review");

    /// <summary>The workspace's public keys and digests, which others compare.</summary>
    public static Permission ReadKeys { get; } = new("keys", "read");

    /// <summary>What must happen once: what waits, what got stuck.</summary>
    public static Permission ReadJobs { get; } = new("jobs", "read");
    /// <summary>Sends jobs on their way again, or puts them aside.</summary>
    public static Permission RunJobs { get; } = new("jobs", "run");
    /// <summary>Which systems are told by webhook.</summary>
    public static Permission KeepWebhooks { get; } = new("webhooks", "keep");

    /// <inheritdoc />
    public override string ToString() => $"{Resource}.{Action}";
}

/// <summary>How far a grant reaches; each includes the ones before it.</summary>
public enum Scope
{
    /// <summary>What is one's own.</summary>
    Own,
    /// <summary>What belongs to one's own team; to who has none, what is her own.</summary>
    Team,
    /// <summary>All of the workspace.</summary>
    Workspace,
}

/// <summary>Fields of one kind that not every reader of a page sees, such as words in free text.</summary>
/// <param name="Name">Its name, short lower-case words with hyphens.</param>
public readonly record struct FieldGroup(string Name)
{
    /// <inheritdoc />
    public override string ToString() => Name;
}

/// <summary>Who sees a group of fields.</summary>
/// <param name="Group">The group.</param>
/// <param name="Roles">The roles that see it.</param>
public sealed record FieldGrant(FieldGroup Group, IReadOnlySet<string> Roles);

/// <summary>A role and what it is granted; whatever is not listed is denied.</summary>
/// <param name="Name">Its name, a short lower-case word.</param>
/// <param name="Permissions">What it may.</param>
public sealed record RoleGrants(string Name, IReadOnlySet<Permission> Permissions)
{
    /// <summary>Those of <see cref="Permissions"/> that reach less far than the whole workspace, and how far they do.</summary>
    public IReadOnlyDictionary<Permission, Scope> Narrower { get; init; } = new Dictionary<Permission, Scope>();

    /// <summary>How far a permission reaches; null when the role has it not.</summary>
    public Scope? ScopeOf(Permission permission) => !Permissions.Contains(permission) ? null : Narrower.TryGetValue(permission, out var scope) ? scope : Scope.Workspace;

    /// <summary>What it may besides in an emergency, for an hour and with a stated reason. Never what cannot be taken back.</summary>
    public IReadOnlySet<Permission> InEmergency { get; init; } = new HashSet<Permission>();
}

/// <summary>The one table of a workspace: roles, and what each may.</summary>
/// <param name="Roles">The roles, in the order they are shown.</param>
/// <param name="Front">What the front page needs: who has it is led there after signing in, others to their account.</param>
/// <param name="Texts">Where the words for <c>role.NAME</c> and <c>permission.RESOURCE.ACTION</c> are.</param>
public sealed record GrantTable(IReadOnlyList<RoleGrants> Roles, Permission Front, TextSource Texts)
{
    /// <summary>Every permission that any role has, in the order of the table.</summary>
    public IReadOnlyList<Permission> Permissions { get; } = [.. Roles.SelectMany(role => role.Permissions).Distinct()];

    /// <summary>Whether one of these roles has the permission. A role that the table does not know has none.</summary>
    public bool Allows(IEnumerable<string> roles, Permission permission) => roles.Any(name => Roles.Any(role => role.Name == name && role.Permissions.Contains(permission)));

    /// <summary>How far a permission reaches for who has these roles: the widest of them; null when none has it.</summary>
    public Scope? ScopeOf(IEnumerable<string> roles, Permission permission) => Roles.Where(role => roles.Contains(role.Name)).Max(role => role.ScopeOf(permission));

    /// <summary>Whether whoever sits at the machine may do what needs no verified person, as long as there is no account at all. Otherwise a workspace without accounts is closed.</summary>
    public bool OpenWithoutAccounts { get; init; }

    /// <summary>The words for a permission in a language: the table's own, or the platform's for what every workspace has.</summary>
    public string Name(Language language, Permission permission) => Texts.Find(language, $"permission.{permission}") ?? Pages.Texts.Source[language, $"permission.{permission}"];

    /// <summary>Who sees which groups of fields; a group that is not here nobody sees.</summary>
    public IReadOnlyList<FieldGrant> Fields { get; init; } = [];

    /// <summary>Whether one of these roles may do it while its emergency access lasts.</summary>
    public bool AllowsInEmergency(IEnumerable<string> roles, Permission permission) => roles.Any(name => Roles.Any(role => role.Name == name && role.InEmergency.Contains(permission)));

    /// <summary>Whether one of these roles sees a group of fields.</summary>
    public bool Shows(IEnumerable<string> roles, FieldGroup group) => Fields.FirstOrDefault(field => field.Group == group) is { } grant && roles.Any(grant.Roles.Contains);

    /// <summary>The roles that may do it: whom to ask who may not.</summary>
    public IEnumerable<string> Holders(Permission permission) => Roles.Where(role => role.Permissions.Contains(permission)).Select(role => role.Name);

    /// <summary>Roles that belong together. A role is handed over within its group only: who watches, keeps accounts or holds a key takes no part in what she watches or keeps.</summary>
    public IReadOnlyList<IReadOnlySet<string>> Sides { get; init; } = [];

    /// <summary>Whether a role may be handed to somebody with these roles.</summary>
    public bool MayHand(string role, IEnumerable<string> held) => Sides.FirstOrDefault(side => side.Contains(role)) is { } side && held.All(side.Contains);

    /// <summary>A role's name in a language.</summary>
    public string Name(Language language, string role) => Has(role) ? Texts.Find(language, $"role.{role}") ?? Pages.Texts.Source[language, $"role.{role}"] : role;

    /// <summary>The roles that a program's account can have, which shows a token and is no person; the first is the one that it has when nothing is said.</summary>
    public IReadOnlyList<string> Programs { get; init; } = [];

    /// <summary>Whether who shows a program's token can have the permission.</summary>
    public bool AllowsPrograms(Permission permission) => Allows(Programs, permission);

    /// <summary>Whether a person who is signed in can have the permission. Only who is a person keeps an account of her own.</summary>
    public bool AllowsPersons(Permission permission) => Roles.Any(role => role.Permissions.Contains(Permission.OwnAccount) && (role.Permissions.Contains(permission) || role.InEmergency.Contains(permission)));

    /// <summary>Whether there is such a role.</summary>
    public bool Has(string role) => Roles.Any(one => one.Name == role);
}
