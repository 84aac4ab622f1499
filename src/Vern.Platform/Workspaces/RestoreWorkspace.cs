using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Vern.Platform.Auditing;
using Vern.Platform.Store;

namespace Vern.Platform.Workspaces;

/// <summary>
/// Puts a back-up into an empty place: a folder without a database or a PostgreSQL database without rows, of the same or of the other kind than it was made from. A ledger that is there
/// already stays, since it may know more than the back-up; that it goes on from what the database remembers is checked when the workspace is opened.
/// </summary>
public static class RestoreWorkspace
{
    /// <summary>Reads a back-up's own account of itself and checks each of its files against it.</summary>
    /// <exception cref="InvalidDataException">It is no back-up, or a file in it is missing, altered or too much; the message names it.</exception>
    public static async Task<BackUpManifest> CheckAsync(string file, CancellationToken cancel = default)
    {
        using var zip = Open(file);
        var manifest = await ManifestAsync(zip, file, cancel);
        foreach (var entry in Entries(zip, file).Where(entry => entry.FullName != BackUpManifest.File && !manifest.Files.ContainsKey(entry.FullName)))
            throw new InvalidDataException($"{file}: holds {entry.FullName}, which its manifest does not tell of");
        foreach (var (name, digest) in manifest.Files)
        {
            if (zip.GetEntry(name) is not { } entry) throw new InvalidDataException($"{file}: {name} is missing");
            try
            {
                await using var stream = entry.Open();
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel)) != digest) throw new InvalidDataException($"{file}: {name} was altered");
            }
            catch (InvalidDataException broken) when (!broken.Message.StartsWith(file, StringComparison.Ordinal))
            {
                throw new InvalidDataException($"{file}: {name} cannot be read ({broken.Message.TrimEnd('.')})", broken);
            }
        }
        return manifest;
    }

    /// <summary>Restores a back-up, after it was checked.</summary>
    /// <returns>How many rows were put in.</returns>
    /// <exception cref="InvalidDataException">It is no whole back-up, or of another workspace.</exception>
    /// <exception cref="StoreException">There is something already, or the back-up is of a newer Vern. Nothing was changed.</exception>
    public static async Task<long> RunAsync(string file, DatabaseAddress address, IReadOnlyList<StorePart> parts, LedgerFiles ledger, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(ledger);
        var manifest = await CheckAsync(file, cancel);
        if (manifest.Workspace != Path.GetFileName(ledger.Workspace)) throw new InvalidDataException($"{file}: is a back-up of a workspace '{manifest.Workspace}', expected one of '{Path.GetFileName(ledger.Workspace)}'");
        if (manifest.Parts.Keys.FirstOrDefault(name => parts.All(part => part.Name != name)) is { } unknown) throw new StoreException($"{file}: holds '{unknown}', which this Vern does not know; use a newer one");
        if (address.File is { } database && File.Exists(database)) throw new StoreException($"{database}: there is a database already; a back-up is restored into a folder without one");
        await EachPartAsync(async (context, part) =>
        {
            if (manifest.Parts.TryGetValue(part.Name, out var changes) && (changes < 1 || changes > context.Database.GetMigrations().Count()))
                throw new StoreException($"{file}: was made by a newer version of Vern (it has {changes} changes of the tables '{part.Name}', this one knows {context.Database.GetMigrations().Count()}); use that version or a newer one");
            if (address.IsSqlite || !await context.Database.CanConnectAsync(cancel) || !(await context.Database.GetAppliedMigrationsAsync(cancel)).Any()) return;
            throw new StoreException($"{address}: there are tables of Vern already; a back-up is restored into an empty database");
        });
        using var zip = Open(file);
        var rows = await DatabaseAsync(zip, address, parts, manifest, cancel);
        if (!Directory.Exists(ledger.Log)) Extract(zip, file, ledger, manifest.Files.Keys.Where(name => name.StartsWith("ledger", StringComparison.Ordinal)));
        // Last: by this file it is a workspace, which a running process takes up.
        if (!File.Exists(Path.Combine(ledger.Workspace, Workspace.FileName))) Extract(zip, file, ledger, manifest.Files.Keys.Where(name => name == Workspace.FileName));
        return rows;

        async Task EachPartAsync(Func<DbContext, StorePart, Task> act)
        {
            foreach (var part in parts.Where(part => manifest.Parts.ContainsKey(part.Name)))
            {
                await using var context = part.Make();
                await act(context, part);
            }
        }
    }

    private static void Extract(ZipArchive zip, string file, LedgerFiles ledger, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            var place = Path.GetFullPath(Path.Combine(ledger.Workspace, name));
            if (!place.StartsWith(Path.GetFullPath(ledger.Workspace) + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new InvalidDataException($"{file}: {name} lies outside of the workspace");
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            zip.GetEntry(name)!.ExtractToFile(place, overwrite: true);
        }
    }

    private static async Task<long> DatabaseAsync(ZipArchive zip, DatabaseAddress address, IReadOnlyList<StorePart> parts, BackUpManifest manifest, CancellationToken cancel)
    {
        try
        {
            return await RowsAsync(zip, address, parts, manifest, cancel);
        }
        catch (Exception problem) when (address.File is { } file)
        {
            SqliteConnection.ClearAllPools();
            foreach (var part in (string[])[file, file + "-wal", file + "-shm"]) File.Delete(part);
            if (problem is System.Data.Common.DbException refused) throw new InvalidDataException($"the back-up's rows do not fit together ({refused.Message.TrimEnd('.')})", refused);
            throw;
        }
    }

    // The tables as they were when the back-up was made, its rows, then the changes that a newer Vern brought.
    private static async Task<long> RowsAsync(ZipArchive zip, DatabaseAddress address, IReadOnlyList<StorePart> parts, BackUpManifest manifest, CancellationToken cancel)
    {
        long rows = 0;
        if (address.File is { } file) Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        foreach (var part in parts.Where(part => manifest.Parts.ContainsKey(part.Name)))
        {
            await using var context = part.Make();
            await context.GetService<IMigrator>().MigrateAsync(context.Database.GetMigrations().ElementAt(manifest.Parts[part.Name] - 1), cancel);
            var connection = context.Database.GetDbConnection();
            if (connection.State != System.Data.ConnectionState.Open) await connection.OpenAsync(cancel);
            await using (var transaction = await connection.BeginTransactionAsync(cancel))
            {
                foreach (var table in TableRows.TablesOf(context))
                {
                    var name = $"database/{part.Name}/{table.Name}.jsonl";
                    if (zip.GetEntry(name) is not { } entry) continue; // a table that came after the back-up
                    await using var stream = entry.Open();
                    rows += await TableRows.ReadAsync(connection, transaction, table, name, stream, cancel);
                    if (!address.IsSqlite) await TableRows.CountOnAsync(connection, transaction, table, cancel);
                }
                await transaction.CommitAsync(cancel);
            }
            await OpenDatabase.RunAsync(context, address, cancel);
        }
        return rows;
    }

    private static ZipArchive Open(string file)
    {
        try
        {
            return ZipFile.OpenRead(file);
        }
        catch (InvalidDataException broken)
        {
            throw new InvalidDataException($"{file}: is no back-up of Vern, or only a part of one", broken);
        }
    }

    // The directory is read when it is first asked for.
    private static IReadOnlyCollection<ZipArchiveEntry> Entries(ZipArchive zip, string file)
    {
        try
        {
            return zip.Entries;
        }
        catch (InvalidDataException broken)
        {
            throw new InvalidDataException($"{file}: its directory is damaged", broken);
        }
    }

    private static async Task<BackUpManifest> ManifestAsync(ZipArchive zip, string file, CancellationToken cancel)
    {
        if (Entries(zip, file).FirstOrDefault(one => one.FullName == BackUpManifest.File) is not { Length: < 64 * 1024 * 1024 } entry) throw new InvalidDataException($"{file}: is no back-up of Vern, expected a {BackUpManifest.File} in it");
        try
        {
            await using var stream = entry.Open();
            if (await JsonSerializer.DeserializeAsync<BackUpManifest>(stream, BackUpManifest.Json, cancel) is { Files: not null, Parts: not null } manifest && manifest.Format == BackUpManifest.FormatName) return manifest;
            throw new InvalidDataException($"{file}: is no back-up of the format {BackUpManifest.FormatName}");
        }
        catch (Exception broken) when (broken is JsonException || (broken is InvalidDataException && !broken.Message.StartsWith(file, StringComparison.Ordinal)))
        {
            throw new InvalidDataException($"{file}: its {BackUpManifest.File} cannot be read", broken);
        }
    }
}
