namespace Vern.Tests;

/// <summary>A supervisor verifies the ledger of a national unit from the command line, without trusting who runs it.</summary>
public sealed class WorkspaceLedgerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_demonstrations_ledger_verifies_and_one_altered_byte_is_found_by_entry()
    {
        var demo = await VernProcess.RunAsync("demo", "--data", folder["data"], "--no-serve");
        Assert.True(demo.Code == 0, demo.Error);
        var (log, key) = (Path.Combine(folder["data"], "national", "ledger"), Path.Combine(folder["data"], "national", "ledger.pub"));
        Assert.Contains((await File.ReadAllTextAsync(key)).Trim(), demo.Out, StringComparison.Ordinal);
        var good = await VernProcess.RunAsync("ledger", "verify", log, "--key", key, "--save", folder["kept"]);
        Assert.True(good.Code == 0, good.Error);

        var papers = await VernProcess.RunAsync("report", "--year", "2014", "--data", folder["data"], "--out", folder["papers"], "--internal");
        Assert.True(papers.Code == 0, papers.Error);
        var grown = await VernProcess.RunAsync("ledger", "verify", log, "--key", key, "--since", folder["kept"]);
        Assert.True(grown.Code == 0, grown.Error);
        Assert.Contains("none was changed or taken out", grown.Out, StringComparison.Ordinal);

        var bundle = Directory.GetFiles(Path.Combine(log, "tile", "entries"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last(); // the widest
        var bytes = await File.ReadAllBytesAsync(bundle);
        Assert.Contains("vern-entry/v1 round.opened", System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        bytes[20] ^= 1; // in the first entry
        await File.WriteAllBytesAsync(bundle, bytes);
        var bad = await VernProcess.RunAsync("ledger", "verify", log, "--key", key);
        Assert.Equal(1, bad.Code);
        Assert.Contains("entry 0", bad.Error, StringComparison.Ordinal);

        var refused = await VernProcess.RunAsync("ledger", "continue", "--data", folder["nowhere"], "--reason", "lost");
        Assert.Equal(2, refused.Code);
        var on = await VernProcess.RunAsync("ledger", "continue", "--data", folder["data"], "--reason", "altered by a test");
        Assert.True(on.Code == 0, on.Error);
        var anew = await VernProcess.RunAsync("ledger", "verify", log, "--key", on.Out.Trim());
        Assert.True(anew.Code == 0, anew.Error);
    }
}
