using Microsoft.EntityFrameworkCore;
using Vern.Platform.Access.Storage;

namespace Vern.Platform.Access;

/// <summary>What a one-time link opens: a session, and a browser that is known from now on.</summary>
/// <param name="Session">The session's token, for its cookie.</param>
/// <param name="Device">The browser's token, for its cookie.</param>
public sealed record OpenedLink(string Session, string Device);

/// <summary>What became of a one-time code.</summary>
/// <param name="Session">The session's token; null when the code was not taken.</param>
/// <param name="Wait">Whether too many wrong codes came from this browser, so that none is looked at for a while.</param>
public sealed record CodeAnswer(string? Session, bool Wait);

// Letting people in: one-time links, and one-time codes from browsers that a link has made known.
public sealed partial class AccessStore
{
    /// <summary>How long a browser stays known.</summary>
    public static TimeSpan DeviceLife { get; } = TimeSpan.FromDays(180);
    /// <summary>How many wrong codes a browser may send before it must wait.</summary>
    public const int MostFailures = 5;
    /// <summary>How many wrong codes may come for one account from all of its browsers before all must wait.</summary>
    public const int MostFailuresOfAccount = 10;
    /// <summary>How long it must wait.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Makes a one-time link's token; earlier links of the account that were not used are dead.</summary>
    /// <param name="name">The account.</param>
    /// <param name="life">How long it may be used.</param>
    /// <param name="lost">Whether the person has lost what she signs in with: then her codes, passkeys, known browsers and sessions end now.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="AccessException">There is no such account of a person, or it is off.</exception>
    public Task<string> MakeLinkAsync(string name, TimeSpan life, bool lost = false, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        var account = await AccountAsync(context, name, cancel);
        if (account.OffAt is not null) throw new AccessException($"'{name}' is turned off; make a new account");
        if (account.PersonId is null) throw new AccessException($"'{name}' is a program's account: it has a token, not a link");
        if (lost)
        {
            account.CodeSecret = account.PendingSecret = null;
            await context.Passkeys.Where(row => row.AccountId == account.Id).ExecuteDeleteAsync(cancel);
            await CutOffAsync(context, account.Id, cancel);
        }
        await context.Links.Where(row => row.AccountId == account.Id).ExecuteDeleteAsync(cancel);
        var token = Token.New();
        context.Links.Add(new() { Digest = Token.Digest(token), AccountId = account.Id, ExpiresAt = clock.GetUtcNow() + life });
        Note(context, AccessActs.LinkMade, account.Id, name);
        await context.SaveChangesAsync(cancel);
        return token;
    }, cancel);

    /// <summary>The name of the person whom a link lets in; null when it is unknown, used or has expired. Uses nothing up.</summary>
    public async Task<string?> WhoseLinkAsync(string token, CancellationToken cancel = default)
    {
        var digest = Token.Digest(token);
        await using var context = AccessContext.Create(address);
        var found = await (from link in context.Links
                           join account in context.Accounts on link.AccountId equals account.Id
                           join person in context.People on account.PersonId equals person.Id
                           where link.Digest == digest && link.UsedAt == null && account.OffAt == null
                           select new { link.ExpiresAt, person.Name }).FirstOrDefaultAsync(cancel);
        return found is not null && found.ExpiresAt > clock.GetUtcNow() ? found.Name : null;
    }

    /// <summary>Uses a link up. Null when it is unknown, used or has expired; of two who use it at once, one gets in.</summary>
    public Task<OpenedLink?> OpenLinkAsync(string token, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        var (digest, now) = (Token.Digest(token), clock.GetUtcNow());
        if (await context.Links.Where(row => row.Digest == digest && row.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), cancel) == 0) return null;
        var link = await context.Links.AsNoTracking().FirstAsync(row => row.Digest == digest, cancel);
        if (link.ExpiresAt <= now || await context.Accounts.AnyAsync(row => row.Id == link.AccountId && row.OffAt != null, cancel)) return null;
        var device = Token.New();
        context.Devices.Add(new() { Digest = Token.Digest(device), AccountId = link.AccountId, ExpiresAt = now + DeviceLife });
        return new OpenedLink(await BeginAsync(context, link.AccountId, SessionKind.Link, cancel), device);
    }, cancel);

    /// <summary>Whether codes are taken from this browser: a link has made it known and codes are set up.</summary>
    public async Task<bool> KnowsDeviceAsync(string? device, CancellationToken cancel = default)
    {
        await using var context = AccessContext.Create(address);
        return await DeviceAsync(context, device, cancel) is not null;
    }

    /// <summary>Signs in with a one-time code. Wrong codes are counted for the browser, in the store; each code is taken once.</summary>
    public Task<CodeAnswer> UseCodeAsync(string? device, string code, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        var now = clock.GetUtcNow();
        if (await DeviceAsync(context, device, cancel) is not { } known) return new CodeAnswer(null, false);
        // The count goes up before the code is looked at, so that guesses sent at once are counted too.
        if (known.Device.LastFailureAt is { } last && last + Pause <= now)
            await context.Devices.Where(row => row.Digest == known.Device.Digest).ExecuteUpdateAsync(set => set.SetProperty(row => row.Failures, 0), cancel);
        var counted = await context.Devices.Where(row => row.Digest == known.Device.Digest && row.Failures < MostFailures)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Failures, row => row.Failures + 1).SetProperty(row => row.LastFailureAt, now), cancel);
        if (counted == 0) return new CodeAnswer(null, true);
        var wrong = (await context.Devices.AsNoTracking().Where(row => row.AccountId == known.Account.Id).ToListAsync(cancel)).Where(row => row.LastFailureAt + Pause > now).Sum(row => row.Failures);
        if (wrong > MostFailuresOfAccount) return new CodeAnswer(null, true);
        if (key.Unseal(known.Account.Id, known.Account.CodeSecret!) is not { } secret || OneTimeCode.Match(secret, code, now, known.Account.LastStep) is not { } step) return new CodeAnswer(null, false);
        if (await context.Accounts.Where(row => row.Id == known.Account.Id && row.LastStep < step).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastStep, step), cancel) == 0) return new CodeAnswer(null, false);
        await context.Devices.Where(row => row.Digest == known.Device.Digest).ExecuteUpdateAsync(set => set.SetProperty(row => row.Failures, 0).SetProperty(row => row.LastFailureAt, (DateTimeOffset?)null), cancel);
        return new CodeAnswer(await BeginAsync(context, known.Account.Id, SessionKind.Code, cancel), false);
    }, cancel);

    /// <summary>Begins to set up one-time codes: a fresh secret, which counts once a code of it has been given. Codes set up before keep working till then.</summary>
    /// <returns>The secret as it is typed into an app.</returns>
    public Task<string> BeginCodesAsync(int accountId, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        var secret = OneTimeCode.NewSecret();
        var account = await context.Accounts.FirstAsync(row => row.Id == accountId, cancel);
        account.PendingSecret = key.Seal(accountId, secret);
        await context.SaveChangesAsync(cancel);
        return OneTimeCode.Readable(secret);
    }, cancel);

    /// <summary>The secret that waits for its first code, or null.</summary>
    public async Task<string?> PendingCodesAsync(int accountId, CancellationToken cancel = default)
    {
        await using var context = AccessContext.Create(address);
        var pending = await context.Accounts.Where(row => row.Id == accountId).Select(row => row.PendingSecret).FirstOrDefaultAsync(cancel);
        return pending is not null && key.Unseal(accountId, pending) is { } secret ? OneTimeCode.Readable(secret) : null;
    }

    /// <summary>Confirms the waiting secret by a code of it. False when the code is not one.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="code">The code.</param>
    /// <param name="session">The session that goes on: the account's others end, since whoever else had one may have had the old codes.</param>
    /// <param name="cancel">Stops.</param>
    public Task<bool> ConfirmCodesAsync(int accountId, string code, int session = 0, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        var account = await context.Accounts.FirstAsync(row => row.Id == accountId, cancel);
        if (account.PendingSecret is not { } pending || key.Unseal(accountId, pending) is not { } secret || OneTimeCode.Match(secret, code, clock.GetUtcNow(), 0) is not { } step) return false;
        (account.CodeSecret, account.PendingSecret, account.LastStep) = (pending, null, step);
        await EndOthersAsync(context, accountId, session, cancel);
        Note(context, AccessActs.CodesSet, accountId);
        await context.SaveChangesAsync(cancel);
        return true;
    }, cancel);

    private async Task<(DeviceRow Device, AccountRow Account)?> DeviceAsync(AccessContext context, string? token, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(token)) return null;
        var digest = Token.Digest(token);
        if (await context.Devices.AsNoTracking().FirstOrDefaultAsync(row => row.Digest == digest, cancel) is not { } device || device.ExpiresAt <= clock.GetUtcNow()) return null;
        return await context.Accounts.AsNoTracking().FirstOrDefaultAsync(row => row.Id == device.AccountId && row.OffAt == null && row.CodeSecret != null, cancel) is { } account ? (device, account) : null;
    }
}
