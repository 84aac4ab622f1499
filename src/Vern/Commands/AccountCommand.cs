using System.CommandLine;
using System.Globalization;
using Vern.Hosting;
using Vern.Material.Intake;
using Vern.Persons.Pages;
using Vern.Persons.Registration;
using Vern.Platform.Access;
using Vern.Platform.Sealing;
using Vern.Platform.Store;
using Vern.Platform.Workspaces;

namespace Vern.Commands;

/// <summary><c>vern account</c>: who may sign in, in what role. Only whoever can run a command on the machine makes accounts and links.</summary>
public static class AccountCommand
{
    private static readonly Option<string> Data = new("--data") { Description = "Data folder.", DefaultValueFactory = _ => ServeCommand.DefaultData };
    private static readonly Option<string?> Postgres = new("--postgres") { Description = "PostgreSQL connection string; SQLite under the data folder when absent." };
    private static readonly Option<string> At = new("--at") { Description = "The address at which people reach this Vern, for the link.", DefaultValueFactory = _ => NationalHost.DefaultAddress };
    private static readonly Option<string?> Until = new("--until") { Description = "The last day of it, as 2026-12-31." };
    private static readonly Option<int> Minutes = new("--minutes") { Description = "How long the link may be used.", DefaultValueFactory = _ => 60 };
    private static readonly Option<string> Which = WorkspaceCommand.Which();
    private static readonly Argument<string> Name = new("name") { Description = "The account's name." };
    private static readonly Argument<string> Role = new("role") { Description = RolesInWords };

    private static string RolesInWords => $"National unit: {string.Join(", ", PersonRoles(WorkspaceKind.National))}; agency: {string.Join(", ", PersonRoles(WorkspaceKind.Agency))}; centre: {string.Join(", ", PersonRoles(WorkspaceKind.Centre))}.";

    private static IEnumerable<string> PersonRoles(WorkspaceKind kind) => Grants(kind).Roles.Select(role => role.Name).Where(role => Grants(kind).Programs is not [var program, ..] || role != program);

    /// <summary>The table of a kind of workspace.</summary>
    internal static GrantTable Grants(WorkspaceKind kind) => kind switch { WorkspaceKind.National => NationalGrants.Table, WorkspaceKind.Agency => AgencyGrants.Table, _ => CentreGrants.Table };

    private static readonly WorkspaceKind[] Kinds = [WorkspaceKind.National, WorkspaceKind.Agency, WorkspaceKind.Centre];

    // Who has a token and no person: a body's program at the national unit, a provider's or an authority's at a centre.
    private static string ProgramRole(WorkspaceKind kind, string? asked)
    {
        var programs = Grants(kind).Programs;
        if (programs.Count == 0) throw new AccessException("--workspace: an agency has no programs, expected the national unit or a centre");
        return asked is null ? programs[0] : programs.Contains(asked, StringComparer.Ordinal) ? asked : throw new AccessException($"--role: expected {string.Join(" or ", programs)}");
    }

    /// <summary>The verb with what can be done to accounts.</summary>
    public static Command Create() => new("account", "Makes, lists and changes accounts of a workspace. Example: vern account add kari --person \"Kari Example\" --role coordinator")
    {
        Add(), Link(), Listing(), GiveRole(), TakeRole(), Revoke(), Off(), TokenOf(), Tie(), Team(),
    };

    private static Command Team()
    {
        var team = new Argument<string?>("team") { Description = "The team, small letters, digits, dots and hyphens; none when absent.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("team", "Puts an account into a team, in place of the one it was in; without a team's name, into none. Example: vern account team kari north --workspace rosa") { Name, team, Which, Data, Postgres };
        command.SetAction((call, cancel) => WithAsync(call, access => access.SetTeamAsync(call.GetValue(Name)!, call.GetValue(team), cancel), cancel));
        return command;
    }

    private static Command Add()
    {
        var person = new Option<string?>("--person") { Description = "The name of the person, whom you have identified." };
        var same = new Option<string?>("--same-person-as") { Description = "An account that the same person has already: the two are one where two persons are needed." };
        var role = new Option<string>("--role") { Description = Role.Description, Required = true };
        var command = new Command("add", "Makes an account and prints its one-time link. Example: vern account add kari --person \"Kari Example\" --role coordinator") { Name, person, same, role, Until, Minutes, At, Which, Data, Postgres };
        command.SetAction((call, cancel) => WithAsync(call, async access =>
        {
            if (call.GetValue(person) is null == call.GetValue(same) is null) throw new AccessException("expected either --person or --same-person-as");
            await access.AddAsync(call.GetValue(Name)!, call.GetValue(person), call.GetValue(same), KnownRole(call, call.GetValue(role)!), EndOf(call.GetValue(Until)), cancel);
            await PrintLinkAsync(call, access, lost: false, cancel);
        }, cancel));
        return command;
    }

    private static Command Link()
    {
        var lost = new Option<bool>("--lost") { Description = "The person has lost her phone or machine: codes, known browsers and sessions end now." };
        var command = new Command("link", "Prints a one-time link that lets a person in; hand it over so that you recognise her. Example: vern account link kari --lost") { Name, lost, Minutes, At, Which, Data, Postgres };
        command.SetAction((call, cancel) => WithAsync(call, access => PrintLinkAsync(call, access, call.GetValue(lost), cancel), cancel));
        return command;
    }

    private static Command Listing()
    {
        var command = new Command("list", "Lists accounts with roles and open sessions. Example: vern account list") { Which, Data, Postgres };
        command.SetAction((call, cancel) => WithAsync(call, async access =>
        {
            foreach (var account in await access.ListAsync(cancel))
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{account.Name}\t{account.Person ?? "(program)"}\t{string.Join(", ", account.Roles.Select(Words))}\t{(account.Off ? "off" : account.AtProvider ? "provider" : account.Passkeys > 0 ? "passkey" : account.HasCode ? "codes" : account.Person is null ? "token" : "links only")}\t{account.Sessions.Count} open"));
        }, cancel));
        return command;
    }

    private static Command GiveRole()
    {
        var command = new Command("role", "Gives a role, or another end date to one. Example: vern account role ola deputy --until 2026-12-31") { Name, Role, Until, Which, Data, Postgres };
        command.SetAction((call, cancel) => WithAsync(call, access => access.GiveRoleAsync(call.GetValue(Name)!, KnownRole(call, call.GetValue(Role)!), EndOf(call.GetValue(Until)), cancel), cancel));
        return command;
    }

    private static Command TakeRole()
    {
        var command = new Command("take", "Takes a role away, from the next request on. Example: vern account take ola deputy") { Name, Role, Which, Data, Postgres };
        command.SetAction((call, cancel) => WithAsync(call, access => access.TakeRoleAsync(call.GetValue(Name)!, call.GetValue(Role)!, cancel), cancel));
        return command;
    }

    private static Command Revoke()
    {
        var command = new Command("revoke", "Ends all sessions, links and tokens of an account; a new link lets the person in again. Example: vern account revoke kari") { Name, Which, Data, Postgres };
        command.SetAction((call, cancel) => WithAsync(call, access => access.EndSessionsAsync(call.GetValue(Name)!, cancel), cancel));
        return command;
    }

    private static Command Off()
    {
        var command = new Command("off", "Turns an account off for good: its name stays with what was done. Example: vern account off kari") { Name, Which, Data, Postgres };
        command.SetAction((call, cancel) => WithAsync(call, access => access.TurnOffAsync(call.GetValue(Name)!, cancel), cancel));
        return command;
    }

    private static Command TokenOf()
    {
        var body = new Argument<string>("body") { Description = "The body's short name in the register; at a centre the provider's, or a name for an authority's program." };
        var role = new Option<string?>("--role") { Description = $"The role of a new program's account: {string.Join(", ", Kinds.SelectMany(kind => Grants(kind).Programs))}; the first of its kind of workspace when absent." };
        var command = new Command("token", "Prints the token with which a body's program sends that body's submission, or a provider's or an authority's asks a centre; it replaces an earlier one. Example: vern account token kripos --until 2026-12-31") { body, role, Until, Which, Data, Postgres };
        command.SetAction((call, cancel) => WithAsync(call, async access =>
            Console.WriteLine(await access.MakeTokenAsync(call.GetValue(body)!, ProgramRole(Workspace.Read(call.GetValue(Data)!, call.GetValue(Which)!).Kind, call.GetValue(role)), EndOf(call.GetValue(Until)) ?? throw new AccessException("--until: a token needs its last day, as 2026-12-31"), cancel)), cancel));
        return command;
    }

    private static Command Tie()
    {
        var subject = new Argument<string>("subject") { Description = "What the identity provider calls the person, as her refused sign-in showed it." };
        var command = new Command("tie", "Ties an account to a person at the identity provider of DATA/access/oidc.json, so that she signs in there. Example: vern account tie kari 3f2a-91") { Name, subject, Which, Data, Postgres };
        command.SetAction((call, cancel) => WithAsync(call, access => access.TieAsync(call.GetValue(Name)!,
            (ProviderSettings.Read(SettingsOf(call)) ?? throw new AccessException($"{Path.Combine(SettingsOf(call), "access", "oidc.json")}: is not there, expected the settings of an identity provider")).Issuer, call.GetValue(subject)!, cancel), cancel));
        return command;
    }

    private static string SettingsOf(ParseResult call) => call.GetValue(Which) is { } id && id != Workspace.NationalId ? Path.Combine(call.GetValue(Data)!, id) : call.GetValue(Data)!;

    private static async Task PrintLinkAsync(ParseResult call, AccessStore access, bool lost, CancellationToken cancel)
    {
        var minutes = call.GetValue(Minutes);
        if (minutes is < 1 or > 7 * 24 * 60) throw new AccessException(string.Create(CultureInfo.InvariantCulture, $"--minutes: {minutes}, expected 1 to 10080"));
        Console.WriteLine(Address(AddressOf(call), await access.MakeLinkAsync(call.GetValue(Name)!, TimeSpan.FromMinutes(minutes), lost, cancel)));
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"note: the link lets in whoever opens it, once, within {minutes} minutes"));
    }

    // Where the workspace is reached, unless the call says it.
    private static string AddressOf(ParseResult call)
    {
        var workspace = Workspace.Read(call.GetValue(Data)!, call.GetValue(Which)!);
        var told = call.GetResult(At) is { Implicit: false };
        return told || workspace.Kind is WorkspaceKind.National ? call.GetValue(At)! : workspace.PublicHost is { } host ? $"https://{host}" : ServeCommand.LocalAddress(call.GetValue(At)!, workspace);
    }

    /// <summary>A link's address.</summary>
    internal static string Address(string at, string token) => $"{at.TrimEnd('/')}/sign-in/link/{token}";

    private static string Words(HeldRole role) => role.Until is { } until ? string.Create(CultureInfo.InvariantCulture, $"{role.Role} until {until.AddTicks(-1):yyyy-MM-dd}") : role.Role;

    private static string KnownRole(ParseResult call, string role)
    {
        var kind = Workspace.Read(call.GetValue(Data)!, call.GetValue(Which)!).Kind;
        return PersonRoles(kind).Contains(role, StringComparer.Ordinal) ? role : throw new AccessException($"role '{role}', expected one of {string.Join(", ", PersonRoles(kind))}");
    }

    // The last day is included; the day ends at midnight UTC.
    private static DateTimeOffset? EndOf(string? day) => day is null ? null
        : DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? new DateTimeOffset(date.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero)
        : throw new AccessException($"--until: '{day}', expected a day as 2026-12-31");

    private static async Task<int> WithAsync(ParseResult call, Func<AccessStore, Task> work, CancellationToken cancel)
    {
        try
        {
            await using var workspace = await OpenedWorkspace.OpenAsync(call.GetValue(Data)!, call.GetValue(Which)!, call.GetValue(Postgres), cancel: cancel);
            await work(workspace.Access);
            return 0;
        }
        catch (Exception problem) when (problem is AccessException or StoreException or SealingException or UriFormatException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"vern account {call.CommandResult.Command.Name}: {problem.Message.ReplaceLineEndings(" ")}");
            return 2;
        }
    }
}
