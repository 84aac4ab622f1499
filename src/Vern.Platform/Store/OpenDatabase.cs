using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Vern.Platform.Store;

/// <summary>A database that cannot be opened; the message says why and what to do.</summary>
public sealed class StoreException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>Opens a database: makes it when it is not there, brings an older one up to date, refuses one of a newer Vern.</summary>
public static class OpenDatabase
{
    /// <summary>Opens the database behind a context.</summary>
    /// <exception cref="StoreException">The file is no database, was written by a newer Vern, or cannot be reached.</exception>
    public static async Task RunAsync(DbContext context, DatabaseAddress address, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(address);
        try
        {
            if (address.File is { } file) MakeFolder(Path.GetDirectoryName(file)!);
            if (await IsCurrentAsync(context, address, cancel)) return;
            if (address.File is null)
            {
                await context.Database.MigrateAsync(cancel);
                return;
            }
            // A process that is killed while it migrates leaves EF Core's lock row for ever; the operating system frees a file lock by itself.
            using var only = await LockAsync(address.File + ".lock", cancel);
            if (await IsCurrentAsync(context, address, cancel)) return;
            await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancel);
            await context.Database.MigrateAsync(cancel);
        }
        catch (System.Data.Common.DbException error)
        {
            throw new StoreException($"{address}: cannot be opened as a database of Vern ({error.Message.TrimEnd('.')}).", error);
        }
    }

    /// <summary>Whether an error comes from a database that does not answer or cannot do what it was asked, however it is wrapped.</summary>
    public static bool IsAway(Exception? error) => error is not null && (error is System.Data.Common.DbException or TimeoutException || IsAway(error.InnerException));

    /// <summary>Whether an error says that the disk of the database, or of the ledger's files, is full, however it is wrapped.</summary>
    public static bool IsFull(Exception? error) => error is not null && (error is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 13 } or Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.DiskFull }
        || (error is IOException && (error.HResult & 0xFFFF) is 28 or 112) || IsFull(error.InnerException)); // ENOSPC, ERROR_DISK_FULL

    private static async Task<bool> IsCurrentAsync(DbContext context, DatabaseAddress address, CancellationToken cancel)
    {
        if (address.File is { } file && !File.Exists(file)) return false;
        if (address.File is null && !await context.Database.CanConnectAsync(cancel)) return false;
        var applied = await context.Database.GetAppliedMigrationsAsync(cancel);
        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        if (applied.FirstOrDefault(migration => !known.Contains(migration)) is { } newer)
            throw new StoreException($"{address}: was written by a newer version of Vern (it has the change {newer}); use that version or a newer one.");
        return applied.Count() == known.Count;
    }

    private static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancel)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (attempt < 600)
            {
                await Task.Delay(100, cancel);
            }
        }
    }
}
