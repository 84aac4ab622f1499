using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Vern.Platform.Access.Storage;
using Vern.Platform.Store;

namespace Vern.Platform.Access;

/// <summary>Who a session or token stands for, as it is now.</summary>
/// <param name="AccountId">The account's number.</param>
/// <param name="Account">The account's name.</param>
/// <param name="PersonId">The verified person's number; null for a body's program.</param>
/// <param name="Person">The verified person's name; for a program the account's.</param>
/// <param name="Roles">The roles that have not ended, delegated ones included.</param>
/// <param name="Session">The session's number.</param>
public sealed record SignedIn(int AccountId, string Account, int? PersonId, string Person, IReadOnlyList<string> Roles, int Session)
{
    /// <summary>The account's team; null: none.</summary>
    public string? Team { get; init; }
    /// <summary>What the session was begun with.</summary>
    public SessionKind Kind { get; init; }
    /// <summary>When she proved who she is.</summary>
    public DateTimeOffset StartedAt { get; init; }
    /// <summary>How surely the identity provider knew her (acr); null for other ways in.</summary>
    public string? Level { get; init; }
    /// <summary>Whether she can prove it again without a new link: by a passkey, a code, or the identity provider.</summary>
    public bool CanSignInAgain { get; init; }
    /// <summary>Until when she has emergency access; null when she has none.</summary>
    public DateTimeOffset? EmergencyUntil { get; init; }
}

// Sessions live in the store: a cookie holds a random token and nothing else, so that ending one counts from the next request on.
public sealed partial class AccessStore
{
    /// <summary>A session that has rested so long is over.</summary>
    public static TimeSpan IdleLock { get; } = TimeSpan.FromMinutes(30);
    /// <summary>A session is over after so long, whatever is done.</summary>
    public static TimeSpan LongestSession { get; } = TimeSpan.FromHours(12);

    /// <summary>So much may the clocks of two processes differ.</summary>
    public static TimeSpan ClockTolerance { get; } = TimeSpan.FromMinutes(2);

    /// <summary>What counts (a signature, a new way in) is done by who has proved so recently who she is.</summary>
    public static TimeSpan FreshFor { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Who a session's or program's token stands for; null when it is unknown or over, or the account is off.</summary>
    public async Task<SignedIn?> SessionAsync(string token, CancellationToken cancel = default)
    {
        var (digest, now) = (Token.Digest(token), clock.GetUtcNow());
        if (programs.TryGetValue(digest, out var seen) && now >= seen.At && now - seen.At < ProgramKnownFor && now < seen.EndsAt) return seen.SignedIn;
        var turn = Volatile.Read(ref changes);
        await using var context = AccessContext.Create(address);
        if (await sessionOf(context, digest, cancel) is not { Session: var session } account || Ended(session)) return null;
        var roles = account.Handed ? await RolesAsync(context, account.Id, cancel) : [.. account.Own.Where(role => role.Until is null || role.Until > now).Select(role => role.Role)];
        var emergency = account.PersonId is null || !account.InEmergency ? null : await EmergencyUntilAsync(context, account.Id, cancel);
        if (now - session.LastSeenAt >= TimeSpan.FromMinutes(1))
        {
            try { await context.Sessions.Where(row => row.Id == session.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastSeenAt, now), cancel); }
            catch (Exception full) when (OpenDatabase.IsFull(full)) { } // reading goes on while the disk is full; the idle lock then comes early, never late
        }
        var signedIn = new SignedIn(account.Id, account.Name, account.PersonId, account.Person ?? account.Name, roles, session.Id)
        {
            Team = account.Team, Kind = session.Kind, StartedAt = session.StartedAt, Level = session.Level, CanSignInAgain = account.Again, EmergencyUntil = emergency,
        };
        // Nothing was changed while it was read: what was changed counts from the next request on, in this process.
        if (session.Kind is SessionKind.Token)
        {
            if (programs.Count > MostPrograms) programs.Clear();
            programs[digest] = (signedIn, now, session.EndsAt);
            if (turn != Volatile.Read(ref changes)) programs.Clear();
        }
        return signedIn;
    }

    // All that each request asks of a session, in one question that is translated once.
    private readonly Func<AccessContext, string, CancellationToken, Task<KnownSession?>> sessionOf = EF.CompileAsyncQuery((AccessContext context, string digest, CancellationToken cancel) =>
        (from known in context.Sessions.AsNoTracking()
         join row in context.Accounts on known.AccountId equals row.Id
         join person in context.People on row.PersonId equals person.Id into people
         from person in people.DefaultIfEmpty()
         where known.Digest == digest && row.OffAt == null
         select new KnownSession(known, row.Id, row.Name, row.PersonId, row.Team, person!.Name,
             row.CodeSecret != null || context.Passkeys.Any(passkey => passkey.AccountId == row.Id && passkey.SuspectAt == null) || context.Subjects.Any(subject => subject.AccountId == row.Id),
             context.Roles.Where(role => role.AccountId == row.Id).Select(role => new KnownRole(role.Role, role.Until)).ToList(),
             context.Delegations.Any(handed => handed.ToId == row.Id && handed.EndedAt == null),
             context.Emergencies.Any(one => one.AccountId == row.Id && one.ReviewedAt == null))).FirstOrDefault());

    private sealed record KnownSession(SessionRow Session, int Id, string Name, int? PersonId, string? Team, string? Person, bool Again, List<KnownRole> Own, bool Handed, bool InEmergency);
    private sealed record KnownRole(string Role, DateTimeOffset? Until);

    // Programs ask by the thousand in a second: who one is is looked up once in a second. Another process' change counts a second later at most.
    private static readonly TimeSpan ProgramKnownFor = TimeSpan.FromSeconds(1);
    private const int MostPrograms = 10_000;
    private readonly ConcurrentDictionary<string, (SignedIn SignedIn, DateTimeOffset At, DateTimeOffset EndsAt)> programs = new(StringComparer.Ordinal);
    private int changes;

    private void ForgetPrograms()
    {
        Interlocked.Increment(ref changes);
        programs.Clear();
    }

    /// <summary>The sessions of an account that are not over, latest first.</summary>
    public async Task<IReadOnlyList<SessionState>> SessionsAsync(int accountId, CancellationToken cancel = default)
    {
        await using var context = AccessContext.Create(address);
        return [.. (await context.Sessions.AsNoTracking().Where(row => row.AccountId == accountId).ToListAsync(cancel)).Where(row => !Ended(row))
            .OrderByDescending(row => row.LastSeenAt).Select(row => new SessionState(row.Id, row.Kind, row.StartedAt, row.LastSeenAt, row.EndsAt))];
    }

    /// <summary>Ends a session of this account; another account's is left alone.</summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> EndSessionAsync(int accountId, int session, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        if (await context.Sessions.Where(row => row.AccountId == accountId && row.Id == session).ExecuteDeleteAsync(cancel) == 0) return false;
        Note(context, AccessActs.SessionsEnded, accountId, under: FormattableString.Invariant($"/session/{session}"));
        return true;
    }, cancel);

    /// <summary>Ends the session that a browser brings along, when another takes its place.</summary>
    public async Task EndSessionAsync(string token, CancellationToken cancel = default)
    {
        var digest = Token.Digest(token);
        await using var context = AccessContext.Create(address);
        await context.Sessions.Where(row => row.Digest == digest && row.Kind != SessionKind.Token).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Ends all of an account's sessions, and its browsers are known no more: the way in is a new link.</summary>
    /// <exception cref="AccessException">There is no such account.</exception>
    public Task EndSessionsAsync(string name, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        var account = await AccountAsync(context, name, cancel);
        await CutOffAsync(context, account.Id, cancel);
        Note(context, AccessActs.SessionsEnded, account.Id, name);
    }, cancel);

    /// <summary>Makes the token of a body's program, and its account with it where there is none; earlier tokens of it are dead.</summary>
    /// <param name="name">The body's short name: the account's name too, so that it can send for no other.</param>
    /// <param name="role">The role that programs have.</param>
    /// <param name="until">When the token ends.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="AccessException">A person's account has that name, or it is off.</exception>
    public Task<string> MakeTokenAsync(string name, string role, DateTimeOffset until, CancellationToken cancel = default) => MakeTokenAsync(name, role, until, TimeSpan.Zero, cancel);

    /// <summary>As above; the newest of the earlier tokens stays good for a while, so that a program can be given the new one without being refused meanwhile.</summary>
    /// <param name="name">The body's short name.</param>
    /// <param name="role">The role that programs have.</param>
    /// <param name="until">When the token ends.</param>
    /// <param name="overlap">How long the earlier one stays good; zero: not at all.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="AccessException">A person's account has that name, or it is off.</exception>
    public Task<string> MakeTokenAsync(string name, string role, DateTimeOffset until, TimeSpan overlap, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        if (!await context.Accounts.AnyAsync(row => row.Name == name, cancel))
        {
            await RequireFreeAsync(context, name, cancel);
            await AddAccountAsync(context, name, null, role, null, cancel);
        }
        var account = await AccountAsync(context, name, cancel);
        if (account.PersonId is not null) throw new AccessException($"'{name}' is a person's account; a program's token belongs to a body");
        if (account.OffAt is not null) throw new AccessException($"'{name}' is turned off");
        var (token, now) = (Token.New(), clock.GetUtcNow());
        var earlier = await context.Sessions.Where(row => row.AccountId == account.Id).OrderByDescending(row => row.Id).ToListAsync(cancel);
        if (overlap > TimeSpan.Zero && earlier.FirstOrDefault() is { } newest)
        {
            if (newest.EndsAt > now + overlap) newest.EndsAt = now + overlap;
            earlier.Remove(newest);
        }
        context.Sessions.RemoveRange(earlier);
        context.Sessions.Add(new() { Digest = Token.Digest(token), AccountId = account.Id, Kind = SessionKind.Token, StartedAt = now, LastSeenAt = now, EndsAt = until.ToUniversalTime() });
        Note(context, AccessActs.TokenMade, account.Id, name);
        await context.SaveChangesAsync(cancel);
        return token;
    }, cancel);

    private async Task<string> BeginAsync(AccessContext context, int account, SessionKind kind, CancellationToken cancel, string? level = null, string? providerSession = null)
    {
        var (token, now) = (Token.New(), clock.GetUtcNow());
        // What is over is over for good, whatever the clock says later.
        context.Sessions.RemoveRange((await context.Sessions.Where(row => row.AccountId == account).ToListAsync(cancel)).Where(Ended));
        context.Sessions.Add(new() { Digest = Token.Digest(token), AccountId = account, Kind = kind, StartedAt = now, LastSeenAt = now, EndsAt = now + LongestSession, Level = level, ProviderSession = providerSession });
        await context.SaveChangesAsync(cancel);
        return token;
    }

    // A clock that was put back would make a session live longer by as much, and its beginning fresh again: what was seen after now is over, and she signs in anew.
    private bool Ended(SessionRow row)
    {
        var now = clock.GetUtcNow();
        return row.EndsAt <= now || (row.Kind != SessionKind.Token && (row.LastSeenAt + IdleLock <= now || row.LastSeenAt > now + ClockTolerance || row.StartedAt > now + ClockTolerance));
    }
}
