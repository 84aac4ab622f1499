using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;

namespace Vern.Tests;

/// <summary>A PostgreSQL database on a disk of 64 MB of its own, that can be filled up and emptied again. It takes a machine on which a tmpfs may be mounted.</summary>
internal sealed class TinyDisk : IAsyncDisposable
{
    private readonly string folder, name, server;

    private TinyDisk(string folder, string name, string server) => (this.folder, this.name, this.server) = (folder, name, server);

    public string Connection => new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false }.ToString();

    /// <summary>Makes it; the test is skipped, with the reason, where it cannot be made.</summary>
    public static async Task<TinyDisk> MakeAsync()
    {
        var at = Environment.GetEnvironmentVariable("VERN_TEST_POSTGRES");
        if (string.IsNullOrEmpty(at)) Assert.Skip("PostgreSQL: VERN_TEST_POSTGRES is not set (tests/postgres.sh start).");
        var called = "vern_tiny_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var disk = new TinyDisk(Path.Combine(Path.GetTempPath(), called), called, at!);
        Directory.CreateDirectory(disk.folder);
        // The server on this machine owns its part of the disk.
        if (!await RunAsync("mount", "-t", "tmpfs", "-o", "size=64m,mode=777", "tmpfs", disk.folder))
        {
            Directory.Delete(disk.folder);
            Assert.Skip("A disk of its own cannot be mounted here: PostgreSQL's full disk is not tried.");
        }
        await RunAsync("mkdir", "-m", "777", Path.Combine(disk.folder, "data"));
        await RunAsync("chown", "postgres", Path.Combine(disk.folder, "data"));
        await disk.SqlAsync($"CREATE TABLESPACE {called} LOCATION '{Path.Combine(disk.folder, "data")}'");
        await disk.SqlAsync($"CREATE DATABASE {called} TEMPLATE template0 TABLESPACE {called}");
        return disk;
    }

    /// <summary>Fills it to the last byte, or makes room again.</summary>
    public void Fill(bool full)
    {
        var filler = Path.Combine(folder, "filler");
        File.Delete(filler);
        if (!full) return;
        using var file = new FileStream(filler, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0);
        foreach (var size in (int[])[1024 * 1024, 4096])
        {
            try
            {
                while (true) file.Write(new byte[size]);
            }
            catch (IOException) { } // full
        }
    }

    public async ValueTask DisposeAsync()
    {
        Fill(false);
        await SqlAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        await SqlAsync($"DROP TABLESPACE IF EXISTS {name}");
        await RunAsync("umount", folder);
        Directory.Delete(folder, recursive: true);
    }

    private async Task SqlAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        if (!OperatingSystem.IsLinux()) return false;
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
