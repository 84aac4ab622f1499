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

    /// <inheritdoc />
    public override string ToString() => $"{Resource}.{Action}";
}

/// <summary>A role and what it is granted; whatever is not listed is denied.</summary>
/// <param name="Name">Its name, a short lower-case word.</param>
/// <param name="Permissions">What it may.</param>
public sealed record RoleGrants(string Name, IReadOnlySet<Permission> Permissions);

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

    /// <summary>A role's name in a language.</summary>
    public string Name(Language language, string role) => Has(role) ? Texts[language, $"role.{role}"] : role;

    /// <summary>Whether there is such a role.</summary>
    public bool Has(string role) => Roles.Any(one => one.Name == role);
}
