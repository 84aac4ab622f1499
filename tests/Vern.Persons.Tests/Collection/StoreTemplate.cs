using System.Collections.Concurrent;
using System.Security.Cryptography;
using Npgsql;

namespace Vern.Persons.Tests.Collection;

/// <summary>
/// A store made once for all tests that begin with the same one: its folder and databases are copied for each, many times as fast as making them. Taken away when the tests end.
/// </summary>
internal sealed class StoreTemplate
{
    private static readonly ConcurrentDictionary<(string Name, string? Server), Lazy<Task<StoreTemplate>>> Made = new();
    private readonly string folder, database;
    private readonly string? server;
    private readonly IReadOnlyList<string> databases;

    private StoreTemplate(string folder, string? server, string database, IReadOnlyList<string> databases) { this.folder = folder; this.server = server; this.database = database; this.databases = databases; }

    static StoreTemplate() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var template in Made.Values.Where(made => made.IsValueCreated && made.Value.IsCompletedSuccessfully).Select(made => made.Value.Result))
        {
            Directory.Delete(template.folder, recursive: true);
            foreach (var name in template.databases) ExecuteAsync(template.server!, $"DROP DATABASE \"{name}\" WITH (FORCE)").GetAwaiter().GetResult();
        }
    };

    /// <summary>A name that no other test has.</summary>
    public static string NewName() => "vern_test_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    /// <summary>A copy of a template, which is made when it is asked for first.</summary>
    /// <param name="name">Which.</param>
    /// <param name="server">A PostgreSQL server, or null for SQLite.</param>
    /// <param name="make">Makes it in a new folder and, on a server, from a new database.</param>
    /// <returns>The folder of the copy and, on a server, its database.</returns>
    public static async Task<(string Folder, string? Database)> CopyAsync(string name, string? server, Func<string, string?, Task> make)
    {
        var template = await Made.GetOrAdd((name, server), _ => new(() => MakeAsync(server, make))).Value;
        var copy = NewName();
        foreach (var one in template.databases) await ExecuteAsync(server!, $"CREATE DATABASE \"{copy}{one[template.database.Length..]}\" TEMPLATE \"{one}\"");
        var to = Path.Combine(Path.GetTempPath(), copy);
        Copy(template.folder, to);
        return (to, server is null ? null : copy);
    }

    private static async Task<StoreTemplate> MakeAsync(string? server, Func<string, string?, Task> make)
    {
        var name = NewName();
        var place = Path.Combine(Path.GetTempPath(), name);
        if (server is not null) await ExecuteAsync(server, $"CREATE DATABASE {name} TEMPLATE template0");
        await make(place, server is null ? null : name);
        return new(place, server, name, server is null ? [] : await BesideAsync(server, name));
    }

    // Folders and files keep who may read them: a store refuses keys that others could.
    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(to, File.GetUnixFileMode(from));
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var below in Directory.EnumerateDirectories(from)) Copy(below, Path.Combine(to, Path.GetFileName(below)));
    }

    /// <summary>A database and those of other workspaces, which are named after it.</summary>
    public static async Task<IReadOnlyList<string>> BesideAsync(string server, string database)
    {
        await using var open = new NpgsqlConnection(server);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT datname FROM pg_database WHERE starts_with(datname, $1)", open) { Parameters = { new() { Value = database } } };
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync()) names.Add(reader.GetString(0));
        return names;
    }

    /// <summary>Runs a command on the server.</summary>
    public static async Task ExecuteAsync(string server, string sql)
    {
        await using var open = new NpgsqlConnection(server);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync();
    }
}
