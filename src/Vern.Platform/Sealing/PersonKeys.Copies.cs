using Microsoft.EntityFrameworkCore;
using Vern.Platform.Sealing.Storage;
using Vern.Platform.Store;

namespace Vern.Platform.Sealing;

// Copies of the key store: a SQLite file whatever it is kept in, so that a unit can move from one kind of database to the other.
public sealed partial class PersonKeys
{
    private string CopyFile => Path.GetFullPath(Path.Combine(dataFolder, "keys", $"{workspace}.db"));

    /// <summary>
    /// Writes a copy of the key store to a new file, its keys still wrapped. Put at <c>DATA/keys/WORKSPACE.db</c> it is the key store, or is taken into an empty schema in PostgreSQL.
    /// Keep few copies, not for long: what is erased is not erased in them until their owner destroys them, or opens them beside the newest log of erasures.
    /// </summary>
    /// <exception cref="SealingException">The file is there already.</exception>
    public async Task CopyAsync(string file, CancellationToken cancel = default)
    {
        if (File.Exists(file)) throw new SealingException($"{file}: is there already; a copy of keys is never written over.");
        var unfinished = file + ".unfinished";
        File.Delete(unfinished);
        await CopyAsync(address, DatabaseAddress.Sqlite(unfinished), cancel);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(unfinished, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(unfinished, file);
    }

    // A schema in PostgreSQL that has no keys yet takes those of the file that lies in the folder.
    private async Task<bool> TakeOverAsync(CancellationToken cancel)
    {
        if (address.IsSqlite || !File.Exists(CopyFile)) return false;
        await CopyAsync(DatabaseAddress.Sqlite(CopyFile), address, cancel);
        return true;
    }

    private static async Task CopyAsync(DatabaseAddress from, DatabaseAddress to, CancellationToken cancel)
    {
        await using (var source = KeyContext.Create(from))
        await using (var target = KeyContext.Create(to))
        {
            await OpenDatabase.RunAsync(source, from, cancel);
            await OpenDatabase.RunAsync(target, to, cancel);
            target.States.AddRange(await source.States.AsNoTracking().ToListAsync(cancel));
            target.Pairs.AddRange(await source.Pairs.AsNoTracking().ToListAsync(cancel));
            target.Keys.AddRange(await source.Keys.AsNoTracking().ToListAsync(cancel));
            await target.SaveChangesAsync(cancel);
            if (to.IsSqlite) await target.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancel);
        }
        from.LetGo();
        to.LetGo();
        if (to.File is { } made) foreach (var part in new[] { "-wal", "-shm" }) File.Delete(made + part);
    }
}
