using Microsoft.EntityFrameworkCore;
using Npgsql;
using Vern.Platform.Sealing;
using Vern.Platform.Store;

namespace Vern.Platform.Workspaces;

/// <summary>A workspace that was just made.</summary>
/// <param name="Workspace">What it is.</param>
/// <param name="Link">The token of its first administrator's one-time link; null where none was named.</param>
public sealed record MadeWorkspace(Workspace Workspace, string? Link);

/// <summary>
/// Makes a workspace: database, keys, ledger and, where one is named, its first administrator. Its file is written last, and only by that file is it a workspace: what was not
/// finished is served by nobody, is taken away after a failure, and after a kill by the next attempt.
/// </summary>
public static class MakeWorkspace
{
    /// <summary>The account of the first administrator.</summary>
    public const string FirstAccount = "administrator";
    /// <summary>How long her link may be used.</summary>
    public static TimeSpan LinkLife { get; } = TimeSpan.FromDays(1);
    internal const string Unfinished = "workspace.unfinished";

    /// <summary>Makes it.</summary>
    /// <param name="workspace">An agency or a centre, with an id that is not taken.</param>
    /// <param name="administrator">The name of the person who keeps its accounts; null: the command line makes the first.</param>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="postgres">The connection string of the deployment's PostgreSQL, or null for SQLite.</param>
    /// <param name="clock">The time; the system's when null.</param>
    /// <param name="cancel">Stops; nothing remains.</param>
    /// <exception cref="StoreException">The id is taken, or its database cannot be made; nothing remains.</exception>
    /// <exception cref="Access.AccessException">The administrator's name has another form; nothing remains.</exception>
    public static async Task<MadeWorkspace> RunAsync(Workspace workspace, string? administrator, string dataFolder, string? postgres = null, TimeProvider? clock = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (Workspace.RefusalOfId(workspace.Id) is { } refusal || workspace.Kind is WorkspaceKind.National) throw new ArgumentException("Only an agency or a centre with a good id is made.", nameof(workspace));
        var place = DatabaseAddress.Of(dataFolder, workspace.Id, postgres);
        SecretFile.MakeFolder(dataFolder);
        await using var only = Alone(dataFolder, workspace.Id);
        var folder = Path.Combine(dataFolder, workspace.Id);
        var mark = Path.Combine(folder, Unfinished);
        if (File.Exists(mark)) // an attempt that was killed
        {
            if (postgres is not null && (await File.ReadAllTextAsync(mark, cancel)).Length > 0) await DropAsync(DatabaseAddress.Postgres(postgres), place);
            TakeAway(dataFolder, workspace.Id);
        }
        if (Directory.Exists(folder) || KeyFiles(dataFolder, workspace.Id).Any()) throw new StoreException($"workspace '{workspace.Id}': there is {folder} or something of that name in {Path.Combine(dataFolder, "keys")} already, expected another id");
        ChangeWorkspace.RefuseTakenHost(workspace, dataFolder);
        var (made, hadKey) = (false, File.Exists(KeyFile(dataFolder, workspace.Id)));
        try
        {
            SecretFile.MakeFolder(folder);
            await File.WriteAllBytesAsync(mark, [], cancel);
            if (postgres is not null && !await IsThereAsync(place, cancel))
            {
                await File.WriteAllTextAsync(mark, "with its database", cancel); // so that the next attempt takes it away after a kill
                await MakeDatabaseAsync(DatabaseAddress.Postgres(postgres), place, cancel);
                made = true;
            }
            string? link = null;
            await using (var store = await WorkspaceStore.OpenAsync(workspace, dataFolder, postgres, clock, cancel))
            {
                await store.RecordAsync(WorkspaceActs.Made, $"workspace/{workspace.Id}", $"{workspace.Title}{(administrator is null ? "" : $"; {administrator}")}", cancel);
                if (administrator is not null)
                {
                    await store.Access.AddAsync(FirstAccount, administrator, null, WorkspaceGrants.Administrator, null, cancel);
                    link = await store.Access.MakeLinkAsync(FirstAccount, LinkLife, cancel: cancel);
                }
            }
            await workspace.WriteAsync(dataFolder, CancellationToken.None);
            File.Delete(mark);
            return new(workspace, link);
        }
        catch
        {
            TakeAway(dataFolder, workspace.Id);
            if (!hadKey && File.Exists(KeyFile(dataFolder, workspace.Id))) File.Delete(KeyFile(dataFolder, workspace.Id)); // where the folder of keys is not made yet, deleting would hide what went wrong
            if (made) await DropAsync(DatabaseAddress.Postgres(postgres!), place);
            throw;
        }
    }

    internal static FileStream Alone(string dataFolder, string id)
    {
        try
        {
            return new FileStream(Path.Combine(dataFolder, $".{id}.making"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException taken)
        {
            throw new StoreException($"workspace '{id}': is being made or removed by another process", taken);
        }
    }

    // All that lies there under its name but the workspace's key itself, which its owner may have put there before.
    private static IEnumerable<string> KeyFiles(string dataFolder, string id) => Directory.Exists(Path.Combine(dataFolder, "keys"))
        ? Directory.EnumerateFiles(Path.Combine(dataFolder, "keys"), $"{id}.*").Where(file => file != KeyFile(dataFolder, id)) : [];

    private static string KeyFile(string dataFolder, string id) => Path.Combine(dataFolder, "keys", $"{id}.key");

    private static void TakeAway(string dataFolder, string id)
    {
        if (Directory.Exists(Path.Combine(dataFolder, id))) Directory.Delete(Path.Combine(dataFolder, id), recursive: true);
        foreach (var key in KeyFiles(dataFolder, id).ToList()) File.Delete(key);
    }

    // One that is there already was made by somebody who may, for a role that may not and that perhaps reaches no other; it must be empty.
    private static Task<bool> IsThereAsync(DatabaseAddress place, CancellationToken cancel) => AskedAsync(place, place, async _ =>
    {
        await using var context = WorkspaceStore.Parts(place)[0].Make();
        return (await context.Database.GetAppliedMigrationsAsync(cancel)).Any() ? throw new StoreException($"--postgres: the database {place.DatabaseName} has tables of Vern already, expected an empty one or another id") : true;
    }, cancel);

    private static Task MakeDatabaseAsync(DatabaseAddress main, DatabaseAddress place, CancellationToken cancel) => AskedAsync(main, place, async connection =>
    {
        await using var create = new NpgsqlCommand($"CREATE DATABASE {Quoted(place)} TEMPLATE template0 LC_COLLATE 'C'", connection); // texts in the order of their bytes, as in SQLite, and their indexes compared without a language's rules
        await create.ExecuteNonQueryAsync(cancel);
        return true;
    }, cancel);

    private static async Task<bool> AskedAsync(DatabaseAddress at, DatabaseAddress place, Func<NpgsqlConnection, Task<bool>> ask, CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(at.Connection);
            await connection.OpenAsync(cancel);
            return await ask(connection);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName && at == place)
        {
            return false;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            var role = new NpgsqlConnectionStringBuilder(at.Connection).Username;
            throw new StoreException($"--postgres: this role may not make databases; let one who may run: CREATE DATABASE {Quoted(place)} OWNER \"{role}\" TEMPLATE template0 LC_COLLATE 'C'; and try again", refused);
        }
        catch (NpgsqlException away)
        {
            throw new StoreException($"--postgres: the database {place.DatabaseName} cannot be made ({away.Message.TrimEnd('.')})", away);
        }
    }

    internal static async Task DropAsync(DatabaseAddress main, DatabaseAddress place)
    {
        await using var connection = new NpgsqlConnection(main.Connection);
        await connection.OpenAsync();
        await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS {Quoted(place)} WITH (FORCE)", connection);
        await drop.ExecuteNonQueryAsync();
    }

    private static string Quoted(DatabaseAddress place) => $"\"{place.DatabaseName!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
