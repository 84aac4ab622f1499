using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Vern.Platform.Store;

/// <summary>Where a workspace's database is: a SQLite file under its data folder, or a PostgreSQL database. The same model and code serve both.</summary>
public sealed class DatabaseAddress
{
    private DatabaseAddress(string connection, string? file) { Connection = connection; File = file; }

    /// <summary>The connection string.</summary>
    public string Connection { get; }
    /// <summary>The SQLite file's full path; null for PostgreSQL.</summary>
    public string? File { get; }
    /// <summary>Whether this is a SQLite file.</summary>
    public bool IsSqlite => File is not null;

    /// <summary>A SQLite file. Its folder is made, readable by its owner only (0700), when it is first opened.</summary>
    public static DatabaseAddress Sqlite(string file)
    {
        var path = Path.GetFullPath(file);
        return new(new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 30 }.ToString(), path);
    }

    /// <summary>
    /// A PostgreSQL database by its connection string, in Npgsql's form or as <c>postgresql://user:password@host:port/database</c>; or <c>file:PATH</c>, a file that holds one, so that
    /// no password stands on a command line, where every user of the machine can read it.
    /// </summary>
    /// <exception cref="StoreException">The file cannot be read, or the text is no connection string; neither is told.</exception>
    public static DatabaseAddress Postgres(string connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (connection.StartsWith("file:", StringComparison.Ordinal))
        {
            try { connection = System.IO.File.ReadAllText(connection["file:".Length..]).Trim(); }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException) { throw new StoreException($"--postgres: {problem.Message}", problem); }
        }
        try { return Parsed(connection); }
        catch (Exception problem) when (problem is ArgumentException or FormatException) { throw new StoreException("--postgres: not a connection string, expected Host=…;Database=…;Username=…;Password=… or postgresql://user:password@host/database", problem); }
    }

    private static DatabaseAddress Parsed(string connection)
    {
        if (!connection.StartsWith("postgres://", StringComparison.Ordinal) && !connection.StartsWith("postgresql://", StringComparison.Ordinal))
            return new(Tuned(new NpgsqlConnectionStringBuilder(connection), connection), null);
        var uri = new Uri(connection);
        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder { Host = uri.Host, Database = uri.AbsolutePath.Trim('/') };
        if (uri.Port > 0) builder.Port = uri.Port;
        if (user[0].Length > 0) builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) builder.Password = Uri.UnescapeDataString(user[1]);
        return new(Tuned(builder, ""), null);
    }

    // What is asked again and again is planned once, and a connection handed back is not cleaned of what none of Vern's leaves behind (settings, temporary tables, locks of a session): together they halve what a page costs the database.
    // Whoever writes either into the connection string has the last word.
    private static string Tuned(NpgsqlConnectionStringBuilder builder, string given)
    {
        var said = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = given };
        if (!said.ContainsKey("Max Auto Prepare")) builder.MaxAutoPrepare = 100;
        if (!said.ContainsKey("No Reset On Close")) builder.NoResetOnClose = true;
        return builder.ToString();
    }

    /// <summary>The database of a workspace: <c>DATA/WORKSPACE/vern.db</c>; or, when a connection string is given, the national unit's PostgreSQL database, and for another workspace one of its own beside it, named <c>DATABASE_WORKSPACE</c>.</summary>
    /// <exception cref="StoreException">The connection string names no database to name another after, or the name is longer than PostgreSQL's 63 bytes.</exception>
    public static DatabaseAddress Of(string dataFolder, string workspace, string? postgres)
    {
        if (postgres is null) return Sqlite(Path.Combine(dataFolder, workspace, "vern.db"));
        var main = Postgres(postgres);
        if (workspace == Workspaces.Workspace.NationalId) return main;
        var connection = new NpgsqlConnectionStringBuilder(main.Connection);
        if (string.IsNullOrEmpty(connection.Database)) throw new StoreException("--postgres: names no database, expected one (Database=…) that the databases of the other workspaces are named after");
        connection.Database = $"{connection.Database}_{workspace}";
        return System.Text.Encoding.UTF8.GetByteCount(connection.Database) <= 63 ? new(connection.ToString(), null)
            : throw new StoreException($"--postgres: the database {connection.Database} would have a name longer than PostgreSQL's 63 bytes; use a shorter name for the main one");
    }

    /// <summary>The name of the PostgreSQL database; null for SQLite.</summary>
    public string? DatabaseName => IsSqlite ? null : new NpgsqlConnectionStringBuilder(Connection).Database;

    /// <summary>A context for this database, from those that were used before and are kept for the next one who asks: a context of EF Core takes longer to make than most questions to answer. Handed back by disposing it; it is as new then, but for what its class itself keeps.</summary>
    /// <typeparam name="T">The context; has a constructor that takes its options alone.</typeparam>
    /// <param name="history">The table of the migrations applied, where several contexts share the database; EF Core's own name when null.</param>
    /// <param name="schema">The schema of that table in PostgreSQL; the default one when null.</param>
    public T Context<T>(string? history = null, string? schema = null) where T : DbContext
        => ((PooledDbContextFactory<T>)contexts.GetOrAdd((typeof(T), history, schema), _ => new PooledDbContextFactory<T>(Options<T>(history, schema)))).CreateDbContext();

    private readonly System.Collections.Concurrent.ConcurrentDictionary<(Type, string?, string?), object> contexts = new();

    private DbContextOptions<T> Options<T>(string? history, string? schema) where T : DbContext
    {
        // Whether the model is as its migrations make it is the same at each start: asked once, in a test, and not each time that a database is made.
        var builder = new DbContextOptionsBuilder<T>().ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        if (IsSqlite) builder.UseSqlite(Connection, sqlite => sqlite.MigrationsHistoryTable(history ?? HistoryRepository.DefaultTableName)).AddInterceptors(SqliteConnectionSettings.Instance);
        else builder.UseNpgsql(Connection, npgsql => npgsql.MigrationsHistoryTable(history ?? HistoryRepository.DefaultTableName, schema));
        return builder.Options;
    }

    /// <summary>Closes the connections to a SQLite file that are kept for the next caller, so that nothing of this process holds the file.</summary>
    public void LetGo()
    {
        if (!IsSqlite) return;
        using var connection = new SqliteConnection(Connection);
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>Never tells the connection string, which may hold a password.</summary>
    public override string ToString() => File ?? "PostgreSQL";
}
