using Microsoft.EntityFrameworkCore;
using Vern.Platform.Access.Storage;

namespace Vern.Platform.Access;

/// <summary>A role handed from one account to another.</summary>
/// <param name="Id">Its number.</param>
/// <param name="From">The account that handed it over.</param>
/// <param name="To">The account that has it meanwhile.</param>
/// <param name="Role">The role.</param>
/// <param name="MadeAt">When.</param>
/// <param name="Until">When it ends.</param>
public sealed record DelegationState(int Id, string From, string To, string Role, DateTimeOffset MadeAt, DateTimeOffset Until);

// Roles that one holder hands to another for a time. What was handed over ends with its day, with the role of who handed it over, and with either account.
public sealed partial class AccessStore
{
    /// <summary>The longest that a role can be handed over.</summary>
    public static TimeSpan LongestDelegation { get; } = TimeSpan.FromDays(92);

    /// <summary>Hands one of one's own roles to another person. A role that was itself handed over is not handed on.</summary>
    /// <exception cref="AccessException">Not one's own role, not another person's account, or an end that has passed or lies too far ahead. The message's first word says which: role, account or until.</exception>
    public Task DelegateAsync(SignedIn from, string to, string role, DateTimeOffset until, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        ArgumentNullException.ThrowIfNull(from);
        var now = clock.GetUtcNow();
        if (!(await context.Roles.AsNoTracking().Where(row => row.AccountId == from.AccountId && row.Role == role).ToListAsync(cancel)).Any(row => row.Until is null || row.Until > now)) throw new AccessException("role: only a role of one's own can be handed over");
        var other = await context.Accounts.AsNoTracking().FirstOrDefaultAsync(row => row.Name == to && row.OffAt == null && row.PersonId != null, cancel);
        if (other is null || other.PersonId == from.PersonId) throw new AccessException("account: expected the account of another person");
        if (until <= now || until > now + LongestDelegation) throw new AccessException("until: expected a day within the next 92");
        context.Delegations.Add(new() { FromId = from.AccountId, ToId = other.Id, Role = role, MadeAt = now, Until = until.ToUniversalTime() });
        Note(context, AccessActs.Delegated, other.Id, FormattableString.Invariant($"{from.Account} -> {to}: {role}, until {until.UtcDateTime:yyyy-MM-dd}"));
    }, cancel);

    /// <summary>Takes a delegation back, by either side of it.</summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> EndDelegationAsync(int accountId, int delegation, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        var now = clock.GetUtcNow();
        if (await context.Delegations.FirstOrDefaultAsync(row => row.Id == delegation && row.EndedAt == null && (row.FromId == accountId || row.ToId == accountId), cancel) is not { } found) return false;
        found.EndedAt = now;
        Note(context, AccessActs.DelegationEnded, found.ToId, found.Role);
        return true;
    }, cancel);

    /// <summary>The delegations that stand; of one account when it is named, from it or to it.</summary>
    public async Task<IReadOnlyList<DelegationState>> DelegationsAsync(int? accountId = null, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        await using var context = AccessContext.Create(address);
        var rows = await (from row in context.Delegations.AsNoTracking()
                          join giver in context.Accounts on row.FromId equals giver.Id
                          join taker in context.Accounts on row.ToId equals taker.Id
                          where row.EndedAt == null && (accountId == null || row.FromId == accountId || row.ToId == accountId)
                          select new DelegationState(row.Id, giver.Name, taker.Name, row.Role, row.MadeAt, row.Until)).ToListAsync(cancel);
        return [.. rows.Where(row => row.Until > now).OrderBy(row => row.Until)];
    }

    /// <summary>The accounts of other people that a role can be handed to: name and person.</summary>
    public async Task<IReadOnlyList<(string Account, string Person)>> OthersAsync(int personId, CancellationToken cancel = default)
    {
        await using var context = AccessContext.Create(address);
        return [.. (await (from account in context.Accounts
                           join person in context.People on account.PersonId equals person.Id
                           where account.OffAt == null && person.Id != personId
                           orderby person.Name
                           select new { account.Name, Person = person.Name }).ToListAsync(cancel)).Select(one => (one.Name, one.Person))];
    }

    // One's own roles and those handed over by who has them still.
    private async Task<IReadOnlyList<string>> RolesAsync(AccessContext context, int accountId, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var own = await context.Roles.AsNoTracking().Where(row => row.AccountId == accountId).ToListAsync(cancel);
        var handed = await (from row in context.Delegations.AsNoTracking()
                            join giver in context.Accounts on row.FromId equals giver.Id
                            join role in context.Roles on new { AccountId = row.FromId, row.Role } equals new { role.AccountId, role.Role }
                            where row.ToId == accountId && row.EndedAt == null && giver.OffAt == null
                            select new { row.Role, row.Until, Held = role.Until }).ToListAsync(cancel);
        return [.. own.Where(role => role.Until is null || role.Until > now).Select(role => role.Role)
            .Concat(handed.Where(role => role.Until > now && (role.Held is null || role.Held > now)).Select(role => role.Role)).Distinct()];
    }
}
