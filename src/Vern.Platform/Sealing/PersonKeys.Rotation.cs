using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Vern.Platform.Sealing.Storage;

namespace Vern.Platform.Sealing;

// The workspace's key and key pair, and their rotation while others go on working.
public sealed partial class PersonKeys
{
    /// <summary>The workspace's current public key, which others seal to.</summary>
    public async Task<PublicKey> PublicAsync(CancellationToken cancel = default)
    {
        await using var context = Context();
        return PublicKey.FromBytes((await context.Pairs.AsNoTracking().SingleAsync(row => row.ReplacedAt == null, cancel)).PublicKey);
    }

    /// <summary>The pairs that envelopes can be opened with, the current one first; the caller disposes of them.</summary>
    public async Task<IReadOnlyList<KeyPair>> PairsAsync(CancellationToken cancel = default)
    {
        await using var context = Context();
        var pairs = new List<KeyPair>();
        foreach (var row in (await context.Pairs.AsNoTracking().ToListAsync(cancel)).OrderBy(row => row.ReplacedAt is not null).ThenByDescending(row => row.MadeAt))
        {
            var pkcs8 = await UnwrapAsync(row.Id, row.WorkspaceKey, row.Wrapped);
            pairs.Add(KeyPair.FromPkcs8(pkcs8));
            CryptographicOperations.ZeroMemory(pkcs8);
        }
        return pairs;
    }

    /// <summary>What there is, without any secret.</summary>
    public async Task<KeyStoreState> StateAsync(CancellationToken cancel = default)
    {
        await using var context = Context();
        var state = await context.States.AsNoTracking().SingleAsync(cancel);
        var pairs = await context.Pairs.AsNoTracking().ToListAsync(cancel);
        return new(state.WorkspaceKey, key.File, await context.Keys.CountAsync(cancel), state.Erased,
            [.. pairs.OrderByDescending(row => row.MadeAt).Select(row => new KeptPair(PublicKey.FromBytes(row.PublicKey), row.MadeAt, row.ReplacedAt))]);
    }

    /// <summary>
    /// Gives the workspace a new key: every wrapped key is wrapped anew in one transaction, and only then does the old key leave its file. Others go on meanwhile; a run
    /// that was stopped is finished by the next. What was sealed stays as it is.
    /// </summary>
    /// <returns>How many keys were wrapped anew.</returns>
    public async Task<int> RotateWorkspaceKeyAsync(CancellationToken cancel = default)
    {
        await using (var context = Context())
        {
            var now = await WorkspaceKey.OpenAsync(dataFolder, workspace, mayMake: false);
            // A new key stands first already when a run was stopped, or when the operator put it into the environment.
            key = now.CurrentId != (await context.States.AsNoTracking().SingleAsync(cancel)).WorkspaceKey ? now : await now.WithNewAsync(cancel);
        }
        var wrapped = await RewrapAsync(cancel);
        key = await key.OnlyCurrentAsync(cancel);
        return wrapped;
    }

    /// <summary>Gives the workspace a new key pair; the former opens envelopes that are on their way, and is destroyed when none can be.</summary>
    public Task<PublicKey> RotatePairAsync(CancellationToken cancel = default) => WriteAsync(async (context, state) =>
    {
        await context.Pairs.Where(row => row.ReplacedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.ReplacedAt, clock.GetUtcNow()), cancel);
        var made = AddPair(context, state.WorkspaceKey);
        await context.SaveChangesAsync(cancel);
        return made;
    }, cancel);

    private async Task<int> RewrapAsync(CancellationToken cancel)
    {
        var next = key;
        await using var context = Context();
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        await context.States.ExecuteUpdateAsync(set => set.SetProperty(row => row.Revision, row => row.Revision + 1), cancel);
        var keys = await context.Keys.ToListAsync(cancel);
        foreach (var row in keys) (row.Wrapped, row.WorkspaceKey) = (next.Wrap(row.Id, next.Unwrap(row.Id, row.WorkspaceKey, row.Wrapped)), next.CurrentId);
        foreach (var row in await context.Pairs.ToListAsync(cancel)) (row.Wrapped, row.WorkspaceKey) = (next.Wrap(row.Id, next.Unwrap(row.Id, row.WorkspaceKey, row.Wrapped)), next.CurrentId);
        (await context.States.SingleAsync(cancel)).WorkspaceKey = next.CurrentId;
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return keys.Count;
    }

    private async Task BeginAsync(CancellationToken cancel)
    {
        try
        {
            await using var context = Context();
            context.States.Add(new() { Id = 1, WorkspaceKey = key.CurrentId, Erased = log.Read().Count });
            AddPair(context, key.CurrentId);
            await context.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            await using var context = Context();
            if (!await context.States.AnyAsync(cancel)) throw; // otherwise another process was first
        }
    }

    private PublicKey AddPair(KeyContext context, string by)
    {
        using var pair = KeyPair.New();
        var pkcs8 = pair.ToPkcs8();
        context.Pairs.Add(new() { Id = pair.Public.Fingerprint, PublicKey = [.. pair.Public.Bytes], WorkspaceKey = by, Wrapped = key.Wrap(pair.Public.Fingerprint, pkcs8), MadeAt = clock.GetUtcNow() });
        CryptographicOperations.ZeroMemory(pkcs8);
        return pair.Public;
    }

    private async Task DropOldPairsAsync(CancellationToken cancel)
    {
        var limit = clock.GetUtcNow() - OpenEnvelope.DefaultAge - TimeSpan.FromDays(1);
        await using var context = Context();
        // Compared here: SQLite keeps times as text.
        var old = (await context.Pairs.AsNoTracking().Where(row => row.ReplacedAt != null).ToListAsync(cancel)).Where(row => row.ReplacedAt < limit).Select(row => row.Id).ToList();
        if (old.Count > 0) await context.Pairs.Where(row => old.Contains(row.Id)).ExecuteDeleteAsync(cancel);
    }

    // The key at hand opens the pair in use: a key of another workspace, or an older one put back, is found before anything is served.
    private async Task CheckKeyAsync(CancellationToken cancel)
    {
        foreach (var pair in await PairsAsync(cancel)) pair.Dispose();
        await using var context = Context();
        var state = await context.States.AsNoTracking().SingleAsync(cancel);
        if (!key.Has(state.WorkspaceKey)) throw new SealingException($"The key store is wrapped by the workspace's key {state.WorkspaceKey}, which is not here ({string.Join(", ", key.Ids)} is); restore it.");
    }

    private async Task<byte[]> UnwrapAsync(string id, string by, byte[] wrapped)
    {
        if (!key.Has(by)) await ReadKeyAgainAsync(by);
        return key.Unwrap(id, by, wrapped);
    }

    // Another process has rotated: its new key is in the file. The one that wraps must be the store's.
    private async Task ReadKeyAgainAsync(string wanted)
    {
        var read = await WorkspaceKey.OpenAsync(dataFolder, workspace, mayMake: false);
        key = read.Has(wanted) ? read.Leading(wanted) : throw new SealingException($"The key store is wrapped by the workspace's key {wanted}, which is not here ({string.Join(", ", read.Ids)} is); restore it.");
    }
}

/// <summary>What a key store holds.</summary>
/// <param name="WorkspaceKey">The id of the workspace's key.</param>
/// <param name="KeyFile">Where that is; null when it is in the environment.</param>
/// <param name="Keys">How many keys of persons or submissions there are.</param>
/// <param name="Erased">How many were erased.</param>
/// <param name="Pairs">The key pairs, latest first.</param>
public sealed record KeyStoreState(string WorkspaceKey, string? KeyFile, int Keys, int Erased, IReadOnlyList<KeptPair> Pairs);

/// <summary>A key pair that is kept.</summary>
public sealed record KeptPair(PublicKey Public, DateTimeOffset MadeAt, DateTimeOffset? ReplacedAt);
