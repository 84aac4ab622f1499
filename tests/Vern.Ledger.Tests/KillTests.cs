using System.Diagnostics;
using System.Globalization;
using Vern.Ledger.Log;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Tests;

/// <summary>A writer killed with SIGKILL at whatever it was doing.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task What_a_killed_writer_had_answered_for_is_all_there()
    {
        using var log = new LogBuilder();
        var draw = new Random(20261122);
        var answered = new Dictionary<long, long>();
        for (var round = 0; round < 8; round++)
        {
            foreach (var line in await KillAfterAsync(log, TimeSpan.FromMilliseconds(draw.Next(5, 120))))
            {
                var parts = line.Split(' ');
                Assert.True(answered.TryAdd(long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture)), "one place was given twice");
            }
            await using (var writer = LogWriter.Open(log.Folder, log.Signer)) Assert.True(writer.Latest.Checkpoint.Size > answered.Keys.Max());
            Assert.Empty(log.Verify().Findings);
            var tree = new TreeReader(log.Source, log.Checkpoint.Checkpoint.Size);
            foreach (var (index, number) in answered) Assert.Equal(LogBuilder.Entry(number), tree.Entry(index).ToArray());
        }
        Assert.True(answered.Count > 50, $"only {answered.Count} were answered for: the kills came too early to tell");
    }

    private static async Task<List<string>> KillAfterAsync(LogBuilder log, TimeSpan time)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        // Under 'dotnet test' the process may be the host: then the assembly is its first argument.
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(typeof(KilledWriter).Assembly.Location);
        foreach (var arg in new[] { KilledWriter.Word, log.Folder, log.Signer.ExportSecret() }) start.ArgumentList.Add(arg);
        using var process = Process.Start(start)!;
        var lines = new List<string>();
        // The clock runs from the first answer, so that a slow start is not what is killed.
        if (await process.StandardOutput.ReadLineAsync() is { } first) lines.Add(first);
        var killing = Task.Run(async () =>
        {
            await Task.Delay(time);
            process.Kill();
        });
        while (await process.StandardOutput.ReadLineAsync() is { } line) lines.Add(line);
        await killing;
        await process.WaitForExitAsync();
        // A line that the kill cut in two was not said.
        if (lines.Count > 0 && lines[^1].Split(' ') is not [_, { Length: > 0 }]) lines.RemoveAt(lines.Count - 1);
        return lines;
    }
}
