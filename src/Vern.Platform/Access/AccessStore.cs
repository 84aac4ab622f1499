using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Vern.Platform.Access.Storage;
using Vern.Platform.Store;
using Vern.Platform.Workspaces;

namespace Vern.Platform.Access;

/// <summary>A request that cannot be done; the message says what was expected, in English, for the command line.</summary>
public sealed class AccessException(string message) : Exception(message);

/// <summary>What a session was begun with.</summary>
public enum SessionKind
{
    /// <summary>A one-time link.</summary>
    Link,
    /// <summary>A one-time code, in a browser that a link had made known.</summary>
    Code,
    /// <summary>The token of a body's program.</summary>
    Token,
    /// <summary>A passkey.</summary>
    Passkey,
    /// <summary>The identity provider.</summary>
    Provider,
}

/// <summary>A role that an account has.</summary>
/// <param name="Role">Its name.</param>
/// <param name="Until">When it ends; null when it has no end.</param>
public sealed record HeldRole(string Role, DateTimeOffset? Until);

/// <summary>An account as its administrator sees it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Person">The verified person's name; null for a body's program.</param>
/// <param name="Off">Whether it has been turned off.</param>
/// <param name="HasCode">Whether one-time codes are set up.</param>
/// <param name="Roles">Its roles, ended ones too.</param>
/// <param name="Sessions">Its sessions that have not ended.</param>
public sealed record AccountState(int Id, string Name, string? Person, bool Off, bool HasCode, IReadOnlyList<HeldRole> Roles, IReadOnlyList<SessionState> Sessions)
{
    /// <summary>The team that it belongs to; null: none.</summary>
    public string? Team { get; init; }
    /// <summary>How many passkeys it has that are taken.</summary>
    public int Passkeys { get; init; }
    /// <summary>Whether it is tied to somebody at an identity provider.</summary>
    public bool AtProvider { get; init; }
}

/// <summary>A session that has not ended.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Kind">What it was begun with.</param>
/// <param name="StartedAt">When.</param>
/// <param name="LastSeenAt">Its latest request, to the minute.</param>
/// <param name="EndsAt">When it ends whatever is done.</param>
public sealed record SessionState(int Id, SessionKind Kind, DateTimeOffset StartedAt, DateTimeOffset LastSeenAt, DateTimeOffset EndsAt);

/// <summary>
/// The accounts of a workspace, in its own database. Thread-safe: each call has a connection of its own; every change is one transaction.
/// This part makes and changes accounts; the others let people in and take what needs two.
/// </summary>
public sealed partial class AccessStore : IAsyncDisposable
{
    private readonly DatabaseAddress address;
    private readonly TimeProvider clock;
    private readonly AccessKey key;
    private volatile bool hasAccounts;

    private AccessStore(DatabaseAddress address, AccessKey key, TimeProvider clock) { this.address = address; this.key = key; this.clock = clock; }

    /// <summary>Opens the accounts of a workspace, or makes their tables.</summary>
    /// <param name="dataFolder">The data folder; the key that seals one-time codes lies in its folder <c>keys</c>, with PostgreSQL too.</param>
    /// <param name="workspace">The workspace's folder, such as <c>national</c>.</param>
    /// <param name="postgres">A PostgreSQL connection string, or null for SQLite.</param>
    /// <param name="clock">The time; the system's when null.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="StoreException">The database is of a newer Vern, broken, or cannot be reached.</exception>
    public static async Task<AccessStore> OpenAsync(string dataFolder, string workspace, string? postgres = null, TimeProvider? clock = null, CancellationToken cancel = default)
    {
        var place = DatabaseAddress.Of(dataFolder, workspace, postgres);
        await using var context = AccessContext.Create(place);
        await OpenDatabase.RunAsync(context, place, cancel);
        return new AccessStore(place, await AccessKey.OpenAsync(dataFolder, workspace, cancel), clock ?? TimeProvider.System);
    }

    /// <summary>Its tables, for back-ups.</summary>
    public static StorePart Part(DatabaseAddress place) => new("access", () => AccessContext.Create(place));

    /// <summary>Lets go of the database's file.</summary>
    public ValueTask DisposeAsync()
    {
        address.LetGo();
        return ValueTask.CompletedTask;
    }

    /// <summary>Whether there is any account: from the first one on, sign-in is required, and no turning off of accounts undoes that.</summary>
    public async ValueTask<bool> HasAccountsAsync(CancellationToken cancel = default)
    {
        if (hasAccounts) return true;
        await using var context = AccessContext.Create(address);
        return hasAccounts = await context.Accounts.AnyAsync(cancel);
    }

    /// <summary>Makes an account of a verified person; a second account of the same person is named by the first.</summary>
    /// <param name="name">The account's name.</param>
    /// <param name="person">The person's name, one line of at most 80 letters; two people of one workspace never have the same.</param>
    /// <param name="samePersonAs">An account of the same person, when she has one already; then <paramref name="person"/> is null.</param>
    /// <param name="role">Her first role.</param>
    /// <param name="until">When the role ends, or null.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="AccessException">A name is taken or has another form.</exception>
    public Task AddAsync(string name, string? person, string? samePersonAs, string role, DateTimeOffset? until, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        await RequireFreeAsync(context, name, cancel);
        int personId;
        if (samePersonAs is not null)
        {
            personId = (await AccountAsync(context, samePersonAs, cancel)).PersonId ?? throw new AccessException($"'{samePersonAs}' is a program's account, expected a person's");
        }
        else
        {
            var line = (person ?? "").Trim();
            if (line.Length is 0 or > 80 || line.Any(char.IsControl)) throw new AccessException("a person's name is one line of at most 80 letters");
            var same = (await context.People.AsNoTracking().ToListAsync(cancel)).Find(row => PersonName.Same(row.Name, line));
            if (same is not null) throw new AccessException($"there is a person '{same.Name}' already: name her account if this is she, or write the name so that the two are told apart");
            var row = new PersonRow { Name = line };
            context.People.Add(row);
            await context.SaveChangesAsync(cancel);
            personId = row.Id;
        }
        await AddAccountAsync(context, name, personId, role, until, cancel);
    }, cancel);

    /// <summary>Gives an account a role, or another end date to one that it has.</summary>
    public Task GiveRoleAsync(string name, string role, DateTimeOffset? until, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        var account = await AccountAsync(context, name, cancel);
        await context.Roles.Where(row => row.AccountId == account.Id && row.Role == role).ExecuteDeleteAsync(cancel);
        context.Roles.Add(new() { AccountId = account.Id, Role = role, Until = until?.ToUniversalTime() });
        Note(context, AccessActs.RoleGiven, account.Id, $"{name}: {role}");
        await context.SaveChangesAsync(cancel);
    }, cancel);

    /// <summary>Takes a role from an account; it counts from the next request on.</summary>
    /// <exception cref="AccessException">The account has not that role.</exception>
    public Task TakeRoleAsync(string name, string role, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        var account = await AccountAsync(context, name, cancel);
        if (await context.Roles.Where(row => row.AccountId == account.Id && row.Role == role).ExecuteDeleteAsync(cancel) == 0) throw new AccessException($"'{name}' has no role '{role}'");
        Note(context, AccessActs.RoleTaken, account.Id, $"{name}: {role}");
    }, cancel);

    /// <summary>Puts an account into a team, in place of the one that it was in; null: into none. It counts from the next request on.</summary>
    /// <exception cref="AccessException">The team's name has another form.</exception>
    public Task SetTeamAsync(string name, string? team, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        if (team is not null && !AccountName().IsMatch(team)) throw new AccessException($"'{team}': a team's name has 2 to 60 small letters a to z, digits, dots and hyphens");
        var account = await AccountAsync(context, name, cancel);
        account.Team = team;
        Note(context, AccessActs.TeamSet, account.Id, $"{name}: {team ?? "none"}");
        await context.SaveChangesAsync(cancel);
    }, cancel);

    /// <summary>Turns an account off: its sessions, links and known browsers end at once, and nothing lets it in again.</summary>
    public Task TurnOffAsync(string name, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        var account = await AccountAsync(context, name, cancel);
        account.OffAt = clock.GetUtcNow();
        account.CodeSecret = account.PendingSecret = null;
        await context.SaveChangesAsync(cancel);
        await CutOffAsync(context, account.Id, cancel);
        await context.Passkeys.Where(row => row.AccountId == account.Id).ExecuteDeleteAsync(cancel);
        await context.Subjects.Where(row => row.AccountId == account.Id).ExecuteDeleteAsync(cancel);
        Note(context, AccessActs.AccountOff, account.Id, name);
    }, cancel);

    /// <summary>All accounts, by name.</summary>
    public async Task<IReadOnlyList<AccountState>> ListAsync(CancellationToken cancel = default)
    {
        await using var context = AccessContext.Create(address);
        var people = await context.People.AsNoTracking().ToDictionaryAsync(row => row.Id, row => row.Name, cancel);
        var roles = (await context.Roles.AsNoTracking().ToListAsync(cancel)).ToLookup(row => row.AccountId);
        var sessions = (await context.Sessions.AsNoTracking().ToListAsync(cancel)).Where(row => !Ended(row)).ToLookup(row => row.AccountId);
        var passkeys = await context.Passkeys.Where(row => row.SuspectAt == null).GroupBy(row => row.AccountId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        var subjects = await context.Subjects.Select(row => row.AccountId).ToListAsync(cancel);
        return [.. (await context.Accounts.AsNoTracking().ToListAsync(cancel)).OrderBy(row => row.Name, StringComparer.Ordinal).Select(row => new AccountState(
            row.Id, row.Name, row.PersonId is { } person ? people[person] : null, row.OffAt is not null, row.CodeSecret is not null,
            [.. roles[row.Id].OrderBy(role => role.Role, StringComparer.Ordinal).Select(role => new HeldRole(role.Role, role.Until))],
            [.. sessions[row.Id].OrderByDescending(session => session.LastSeenAt).Select(session => new SessionState(session.Id, session.Kind, session.StartedAt, session.LastSeenAt, session.EndsAt))]) { Team = row.Team, Passkeys = passkeys.GetValueOrDefault(row.Id), AtProvider = subjects.Contains(row.Id) })];
    }

    private async Task AddAccountAsync(AccessContext context, string name, int? person, string role, DateTimeOffset? until, CancellationToken cancel)
    {
        var account = new AccountRow { Name = name, PersonId = person, MadeAt = clock.GetUtcNow() };
        context.Accounts.Add(account);
        await context.SaveChangesAsync(cancel);
        context.Roles.Add(new() { AccountId = account.Id, Role = role, Until = until?.ToUniversalTime() });
        Note(context, AccessActs.AccountMade, account.Id, $"{name}: {role}");
        await context.SaveChangesAsync(cancel);
    }

    private static async Task RequireFreeAsync(AccessContext context, string name, CancellationToken cancel)
    {
        if (!AccountName().IsMatch(name)) throw new AccessException($"'{name}': an account's name has 2 to 60 small letters a to z, digits, dots and hyphens");
        if (await context.Accounts.AnyAsync(row => row.Name == name, cancel)) throw new AccessException($"there is an account '{name}' already");
    }

    private static async Task<AccountRow> AccountAsync(AccessContext context, string name, CancellationToken cancel) =>
        await context.Accounts.FirstOrDefaultAsync(row => row.Name == name, cancel) ?? throw new AccessException($"there is no account '{name}'; vern account list shows all");

    private static async Task CutOffAsync(AccessContext context, int account, CancellationToken cancel)
    {
        await context.Sessions.Where(row => row.AccountId == account).ExecuteDeleteAsync(cancel);
        await context.Links.Where(row => row.AccountId == account).ExecuteDeleteAsync(cancel);
        await context.Devices.Where(row => row.AccountId == account).ExecuteDeleteAsync(cancel);
    }

    private Task WriteAsync(Func<AccessContext, Task> change, CancellationToken cancel) => WriteAsync(async context => { await change(context); return true; }, cancel);

    private async Task<T> WriteAsync<T>(Func<AccessContext, Task<T>> change, CancellationToken cancel)
    {
        await using var context = AccessContext.Create(address);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var result = await change(context);
        await context.SaveChangesAsync(cancel);
        await WriteNotesAsync(context, cancel);
        await transaction.CommitAsync(cancel);
        ForgetPrograms();
        if (context.Noted.Count > 0) ledger?.Signal();
        return result;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,59}$")] private static partial Regex AccountName();
}
