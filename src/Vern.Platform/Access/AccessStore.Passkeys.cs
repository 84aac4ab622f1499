using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Vern.Platform.Access.Storage;
using Vern.Platform.Auditing;

namespace Vern.Platform.Access;

/// <summary>A passkey as its owner sees it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">How she calls it.</param>
/// <param name="MadeAt">When it was added.</param>
/// <param name="UsedAt">When it was last used.</param>
/// <param name="BackedUp">Whether its maker keeps it in step between her devices.</param>
/// <param name="Suspect">Whether it showed itself to be copied, so that it is taken no more.</param>
public sealed record PasskeyState(int Id, string Name, DateTimeOffset MadeAt, DateTimeOffset? UsedAt, bool BackedUp, bool Suspect);

// Passkeys as they are kept. What the browser sends is checked by the framework's handler; see Passkeys.
public sealed partial class AccessStore
{
    /// <summary>The most passkeys that one account can have.</summary>
    public const int MostPasskeys = 10;

    /// <summary>An account's passkeys, oldest first.</summary>
    public async Task<IReadOnlyList<PasskeyState>> PasskeysAsync(int accountId, CancellationToken cancel = default)
    {
        await using var context = AccessContext.Create(address);
        return [.. (await context.Passkeys.AsNoTracking().Where(row => row.AccountId == accountId).OrderBy(row => row.Id).ToListAsync(cancel))
            .Select(row => new PasskeyState(row.Id, row.Name, row.MadeAt, row.UsedAt, row.BackedUp, row.SuspectAt is not null))];
    }

    /// <summary>Removes a passkey of this account, lost ones first of all; the account's other sessions end with it.</summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> RemovePasskeyAsync(int accountId, int passkey, int session, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        if (await context.Passkeys.Where(row => row.AccountId == accountId && row.Id == passkey).ExecuteDeleteAsync(cancel) == 0) return false;
        await EndOthersAsync(context, accountId, session, cancel);
        Note(context, AccessActs.PasskeyRemoved, accountId);
        return true;
    }, cancel);

    /// <summary>Keeps a passkey that the handler has verified; the account's other sessions end. False when it is known already or there are too many.</summary>
    internal Task<bool> AddPasskeyAsync(int accountId, UserPasskeyInfo passkey, string name, int session, CancellationToken cancel) => WriteAsync(async context =>
    {
        var credential = Base64Url.EncodeToString(passkey.CredentialId);
        if (await context.Passkeys.AnyAsync(row => row.Credential == credential, cancel) || await context.Passkeys.CountAsync(row => row.AccountId == accountId, cancel) >= MostPasskeys) return false;
        context.Passkeys.Add(new()
        {
            Credential = credential, AccountId = accountId, PublicKey = passkey.PublicKey, SignCount = passkey.SignCount, BackupEligible = passkey.IsBackupEligible, BackedUp = passkey.IsBackedUp,
            Name = name, MadeAt = clock.GetUtcNow(),
        });
        await EndOthersAsync(context, accountId, session, cancel);
        Note(context, AccessActs.PasskeyAdded, accountId, name);
        return true;
    }, cancel);

    /// <summary>
    /// Begins a session by a passkey whose signature was good. The count must have gone up since the last time, where the authenticator counts at all:
    /// one that has not was copied, and the passkey is taken no more. Of two who use the same count at once, one gets in.
    /// </summary>
    internal Task<string?> UsePasskeyAsync(int accountId, UserPasskeyInfo passkey, CancellationToken cancel) => WriteAsync(async context =>
    {
        var (credential, now, count) = (Base64Url.EncodeToString(passkey.CredentialId), clock.GetUtcNow(), (long)passkey.SignCount);
        if (await context.Passkeys.AsNoTracking().FirstOrDefaultAsync(row => row.Credential == credential && row.AccountId == accountId && row.SuspectAt == null, cancel) is not { } row) return null;
        if ((count > 0 || row.SignCount > 0) && count <= row.SignCount)
        {
            await context.Passkeys.Where(one => one.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.SuspectAt, now), cancel);
            Note(context, AccessActs.PasskeySuspect, accountId, row.Name);
            return null;
        }
        if (await context.Passkeys.Where(one => one.Id == row.Id && one.SignCount == row.SignCount).ExecuteUpdateAsync(set => set.SetProperty(one => one.SignCount, count).SetProperty(one => one.UsedAt, now).SetProperty(one => one.BackedUp, passkey.IsBackedUp), cancel) == 0) return null;
        return await BeginAsync(context, accountId, SessionKind.Passkey, cancel);
    }, cancel);

    /// <summary>The account that a passkey belongs to, and the passkey, when both may be used.</summary>
    internal async Task<(PasskeyAccount Account, UserPasskeyInfo Passkey)?> FindPasskeyAsync(byte[] id, CancellationToken cancel)
    {
        var credential = Base64Url.EncodeToString(id);
        await using var context = AccessContext.Create(address);
        if (await context.Passkeys.AsNoTracking().FirstOrDefaultAsync(row => row.Credential == credential && row.SuspectAt == null, cancel) is not { } row) return null;
        return await PasskeyAccountAsync(row.AccountId, cancel) is { } account ? (account, Info(row)) : null;
    }

    internal async Task<IList<UserPasskeyInfo>> PasskeyInfosAsync(int accountId, CancellationToken cancel)
    {
        await using var context = AccessContext.Create(address);
        return [.. (await context.Passkeys.AsNoTracking().Where(row => row.AccountId == accountId).ToListAsync(cancel)).Select(Info)];
    }

    /// <summary>A person's account that is not off.</summary>
    internal async Task<PasskeyAccount?> PasskeyAccountAsync(int accountId, CancellationToken cancel)
    {
        await using var context = AccessContext.Create(address);
        return await context.Accounts.Where(row => row.Id == accountId && row.OffAt == null && row.PersonId != null).Select(row => new PasskeyAccount(row.Id, row.Name)).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Seals what a sign-in under way must remember, for its own browser to bring back.</summary>
    internal string SealState(string context, string state, TimeSpan life) =>
        Base64Url.EncodeToString(key.Seal(context, System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"{(clock.GetUtcNow() + life).ToUnixTimeSeconds()}\n{state}"))));

    /// <summary>What was sealed, once: null when it is not ours, for another use, too old, or has been answered before.</summary>
    internal async Task<string?> OpenStateAsync(string context, string? box, CancellationToken cancel)
    {
        if (box is null or { Length: > 8000 } || !Base64Url.IsValid(box) || key.Unseal(context, Base64Url.DecodeFromChars(box)) is not { } bytes) return null;
        var text = System.Text.Encoding.UTF8.GetString(bytes).Split('\n', 2);
        var until = DateTimeOffset.FromUnixTimeSeconds(long.Parse(text[0], System.Globalization.CultureInfo.InvariantCulture));
        if (until <= clock.GetUtcNow()) return null;
        return await TakeOnceAsync(box, until, cancel) ? text[1] : null;
    }

    /// <summary>Notes that something was answered; false when it was already.</summary>
    private async Task<bool> TakeOnceAsync(string box, DateTimeOffset until, CancellationToken cancel)
    {
        try
        {
            await WriteAsync(async database =>
            {
                var old = (await database.Answered.AsNoTracking().ToListAsync(cancel)).Where(row => row.Until <= clock.GetUtcNow()).Select(row => row.Digest).ToList();
                await database.Answered.Where(row => old.Contains(row.Digest)).ExecuteDeleteAsync(cancel);
                database.Answered.Add(new() { Digest = Token.Digest(box), Until = until });
                await database.SaveChangesAsync(cancel);
            }, cancel);
            return true;
        }
        catch (DbUpdateException) // the digest is there: it was answered already
        {
            return false;
        }
    }

    private static UserPasskeyInfo Info(PasskeyRow row) =>
        // The count is judged by ourselves, after the signature: the handler is told none, and cannot tell a copy from a forgery.
        new(Base64Url.DecodeFromChars(row.Credential), row.PublicKey, row.MadeAt, 0, null, isUserVerified: true, row.BackupEligible, row.BackedUp, [], []) { Name = row.Name };

    private static Task EndOthersAsync(AccessContext context, int accountId, int session, CancellationToken cancel) => context.Sessions.Where(row => row.AccountId == accountId && row.Id != session).ExecuteDeleteAsync(cancel);
}
