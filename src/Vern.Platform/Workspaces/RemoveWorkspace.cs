using System.Globalization;
using System.Security.Cryptography;
using Vern.Platform.Auditing;
using Vern.Platform.Sealing;
using Vern.Platform.Store;

namespace Vern.Platform.Workspaces;

/// <summary>A workspace that was removed.</summary>
/// <param name="Workspace">What it was.</param>
/// <param name="BackUp">The back-up that was made of it.</param>
/// <param name="Digest">Its SHA-256, lower-case hex.</param>
public sealed record RemovedWorkspace(Workspace Workspace, string BackUp, string Digest);

/// <summary>
/// Removes a closed workspace: a back-up of it to <c>DATA/removed</c>, its keys beside that, then its database, ledger, accounts and file. Where it is meant for ever the folder
/// with the keys is deleted too: what was sealed is then unreadable in the back-up.
/// </summary>
public static class RemoveWorkspace
{
    /// <summary>The folder of back-ups and keys of removed workspaces.</summary>
    public const string FolderName = "removed";

    /// <summary>How long a workspace is closed before it is removed: processes that serve it have let go by then.</summary>
    public static TimeSpan After { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Removes it.</summary>
    /// <param name="id">The workspace; an agency or a centre.</param>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="postgres">The connection string of the deployment's PostgreSQL, or null for SQLite.</param>
    /// <param name="clock">The time.</param>
    /// <param name="tell">Is told of the back-up before anything is taken away: the national unit's ledger.</param>
    /// <param name="cancel">Stops before anything is taken away.</param>
    /// <exception cref="StoreException">There is no such workspace, or it is not closed, or not for long enough, or is just being made or removed.</exception>
    /// <exception cref="IOException">The back-up cannot be written; nothing is taken away.</exception>
    public static async Task<RemovedWorkspace> RunAsync(string id, string dataFolder, string? postgres, TimeProvider clock, Func<RemovedWorkspace, Task> tell, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(tell);
        var workspace = Workspace.Read(dataFolder, id);
        if (workspace.Kind is WorkspaceKind.National) throw new StoreException("workspace 'national': the national unit is not removed");
        await using var only = MakeWorkspace.Alone(dataFolder, id);
        if (workspace.ClosedAt is not { } closed) throw new StoreException($"workspace '{id}': is open, expected a closed one (vern workspace close {id})");
        var now = clock.GetUtcNow();
        if (now < closed + After) throw new StoreException($"workspace '{id}': was closed just now; processes that serve it let go within {After.TotalSeconds:0} seconds, try again then");
        var (place, folder) = (DatabaseAddress.Of(dataFolder, id, postgres), Path.Combine(dataFolder, id));
        var files = new LedgerFiles(Path.GetFullPath(folder));
        var kept = Path.Combine(dataFolder, FolderName, string.Create(CultureInfo.InvariantCulture, $"{id}-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}"));
        SecretFile.MakeFolder(Path.Combine(dataFolder, FolderName));
        await BackUpWorkspace.RunAsync(place, WorkspaceStore.Parts(place), files, kept + ".zip", clock, cancel);
        string digest;
        await using (var stream = File.OpenRead(kept + ".zip")) digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel));
        var removed = new RemovedWorkspace(workspace, kept + ".zip", digest);
        await tell(removed);
        // From here on it is no workspace any more; after a kill the next attempt to make one of this name takes the rest away.
        await File.WriteAllTextAsync(Path.Combine(folder, MakeWorkspace.Unfinished), postgres is null ? "" : "with its database", CancellationToken.None);
        File.Delete(Path.Combine(folder, Workspace.FileName));
        SecretFile.MakeFolder(kept + ".keys");
        if (File.Exists(files.SecretKey)) File.Move(files.SecretKey, Path.Combine(kept + ".keys", Path.GetFileName(files.SecretKey)));
        foreach (var key in Directory.EnumerateFiles(Path.Combine(dataFolder, "keys"), $"{id}.*").ToList())
        {
            // A key on its owner's own medium stays there: only the way to it goes.
            if (new FileInfo(key).LinkTarget is not null) File.Delete(key);
            else File.Move(key, Path.Combine(kept + ".keys", Path.GetFileName(key)));
        }
        if (postgres is not null) await MakeWorkspace.DropAsync(DatabaseAddress.Postgres(postgres), place);
        else place.LetGo();
        Directory.Delete(folder, recursive: true);
        return removed;
    }
}
