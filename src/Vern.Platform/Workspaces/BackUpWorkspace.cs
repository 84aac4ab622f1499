using System.Data;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Vern.Platform.Auditing;
using Vern.Platform.Store;

namespace Vern.Platform.Workspaces;

/// <summary>What a back-up says of itself: <c>manifest.json</c> in it.</summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="Workspace">Its folder's name, such as <c>national</c>.</param>
/// <param name="MadeAt">When the database was read.</param>
/// <param name="Parts">How many changes of its tables each part of the database has seen; they are the same, one by one, for SQLite and PostgreSQL.</param>
/// <param name="Files">SHA-256 of each other file in it, lower-case hex, by name.</param>
public sealed record BackUpManifest(string Format, string Workspace, DateTimeOffset MadeAt, IReadOnlyDictionary<string, int> Parts, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>The format and its version.</summary>
    public const string FormatName = "vern-backup-1";
    internal const string File = "manifest.json";
    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true };
}

/// <summary>
/// Copies a workspace into one file while it is in use: its database as it is at one moment, then its ledger, which has at least what that database knows. No secret key is in it:
/// what the database holds sealed stays sealed, and keys have back-ups of their own (docs/operations.md).
/// </summary>
public static class BackUpWorkspace
{
    /// <summary>Writes the back-up beside its place and moves it there; a file that is there is not replaced.</summary>
    /// <param name="address">The workspace's database.</param>
    /// <param name="parts">What is kept in it.</param>
    /// <param name="ledger">The workspace's ledger.</param>
    /// <param name="file">The back-up.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancel">Stops; nothing remains.</param>
    /// <exception cref="IOException">The file is there already or cannot be written.</exception>
    public static async Task<BackUpManifest> RunAsync(DatabaseAddress address, IReadOnlyList<StorePart> parts, LedgerFiles ledger, string file, TimeProvider clock, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        if (System.IO.File.Exists(file)) throw new IOException($"{file}: is there already, expected a new file");
        var unfinished = file + ".unfinished";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            BackUpManifest manifest;
            await using (var stream = new FileStream(unfinished, options))
            {
                using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true)) manifest = await WriteAsync(zip, address, parts, ledger, clock, cancel);
                stream.Flush(flushToDisk: true);
            }
            System.IO.File.Move(unfinished, file, overwrite: false);
            return manifest;
        }
        finally
        {
            System.IO.File.Delete(unfinished);
        }
    }

    private static async Task<BackUpManifest> WriteAsync(ZipArchive zip, DatabaseAddress address, IReadOnlyList<StorePart> parts, LedgerFiles ledger, TimeProvider clock, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(parts);
        var (files, migrations) = (new SortedDictionary<string, string>(StringComparer.Ordinal), new SortedDictionary<string, int>(StringComparer.Ordinal));
        var madeAt = clock.GetUtcNow();
        await using (var first = parts[0].Make())
        {
            var connection = first.Database.GetDbConnection();
            await connection.OpenAsync(cancel);
            // SQLite and PostgreSQL both show such a transaction the state at its first reading.
            await using var transaction = await connection.BeginTransactionAsync(address.IsSqlite ? IsolationLevel.Serializable : IsolationLevel.RepeatableRead, cancel);
            foreach (var part in parts)
            {
                await using var context = part.Make();
                migrations[part.Name] = (await context.Database.GetAppliedMigrationsAsync(cancel)).Count();
                foreach (var table in TableRows.TablesOf(context))
                    await AddAsync(zip, files, $"database/{part.Name}/{table.Name}.jsonl", stream => TableRows.WriteAsync(connection, transaction, table, stream, cancel));
            }
        }
        foreach (var (folder, name) in ((string, string)[])[(ledger.Log, "ledger"), (ledger.Payloads, "ledger.payloads")])
        {
            if (!Directory.Exists(folder)) continue;
            // The checkpoint first: tiles that come after it do no harm, one that it tells of and that is missing would.
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).OrderByDescending(path => Path.GetFileName(path) == "checkpoint").ThenBy(path => path, StringComparer.Ordinal))
                await AddAsync(zip, files, $"{name}/{Path.GetRelativePath(folder, path).Replace('\\', '/')}", async stream =>
                {
                    await using var from = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                    await from.CopyToAsync(stream, cancel);
                });
        }
        if (Path.Combine(ledger.Workspace, Workspace.FileName) is var what && System.IO.File.Exists(what)) await AddAsync(zip, files, Workspace.FileName, stream => stream.WriteAsync(System.IO.File.ReadAllBytes(what), cancel).AsTask());
        await AddAsync(zip, files, "ledger.pub", stream => stream.WriteAsync(System.IO.File.ReadAllBytes(ledger.PublicKey), cancel).AsTask());
        var manifest = new BackUpManifest(BackUpManifest.FormatName, Path.GetFileName(ledger.Workspace), madeAt, migrations, files);
        await using var last = zip.CreateEntry(BackUpManifest.File).Open();
        await JsonSerializer.SerializeAsync(last, manifest, BackUpManifest.Json, cancel);
        return manifest;
    }

    private static async Task AddAsync(ZipArchive zip, SortedDictionary<string, string> files, string name, Func<Stream, Task> write)
    {
        using var hash = SHA256.Create();
        await using (var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open())
        await using (var through = new CryptoStream(entry, hash, CryptoStreamMode.Write)) await write(through);
        files[name] = Convert.ToHexStringLower(hash.Hash!);
    }
}
