using System.Diagnostics;
using System.Text;
using Vern.Ledger.Checkpoints;
using Vern.Ledger.Log;

namespace Vern.Tests;

/// <summary><c>vern ledger</c> as a supervisor, a witness and an operator use it.</summary>
public sealed class LedgerCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly NoteSigner signer = NoteSigner.Generate("vern.example/national", NoteSigner.Preferred);

    public static TheoryData<string> Verbs() => [.. Program.Verbs().Subcommands.Single(verb => verb.Name == "ledger").Subcommands.Select(verb => verb.Name)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Every_verb_has_help_with_an_example(string verb) =>
        Assert.Contains($"Example: ", (await VernProcess.RunAsync("ledger", verb, "--help")).Out.ReplaceLineEndings(" "), StringComparison.Ordinal);

    [Fact]
    public async Task A_log_is_verified_remembered_and_found_out_when_it_was_rewritten()
    {
        await LogAsync("ledger", "one", "two", "three");
        var first = await VernProcess.RunAsync("ledger", "verify", folder["ledger"], "--key", signer.Key.ToString(), "--save", folder["kept"]);
        Assert.Equal((0, ""), (first.Code, first.Error));
        Assert.Contains("good: vern.example/national, 3 entries", first.Out, StringComparison.Ordinal);
        Assert.Contains("not proven: Without a remembered checkpoint", first.Out, StringComparison.Ordinal);

        await LogAsync("other", "one", "another", "three", "four");
        Assert.Equal(0, (await VernProcess.RunAsync("ledger", "verify", folder["other"], "--key", signer.Key.ToString())).Code);
        var found = await VernProcess.RunAsync("ledger", "verify", folder["other"], "--key", signer.Key.ToString(), "--since", folder["kept"]);
        Assert.Equal(1, found.Code);
        Assert.Single(found.Error.Trim().Split('\n'));
        Assert.Contains("history was rewritten", found.Error, StringComparison.Ordinal);

        var bundle = Path.Combine(folder["ledger"], "tile/entries/000.p/3");
        var bytes = await File.ReadAllBytesAsync(bundle);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(bundle, bytes);
        var altered = await VernProcess.RunAsync("ledger", "verify", folder["ledger"], "--key", signer.Key.ToString());
        Assert.Equal(1, altered.Code);
        Assert.Contains("entry 2: tile/entries/000.p/3: ", altered.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verify", "nowhere", "--key", "KEY")]
    [InlineData("verify", "ledger", "--key", "no key")]
    [InlineData("verify", "ledger", "--key", "KEY", "--since", "nowhere")]
    [InlineData("verify", "ledger", "--key", "KEY", "--sample", "-1")]
    [InlineData("verify", "ledger")]
    [InlineData("receipt", "ledger", "--key", "KEY", "--index", "3")]
    [InlineData("append", "ledger", "--secret-file", "nowhere")]
    public async Task A_wrong_call_is_one_line_and_exit_code_2(params string[] call)
    {
        await LogAsync("ledger", "one", "two", "three");
        var ran = await VernProcess.RunAsync(["ledger", .. call.Select(word => word switch { "ledger" => folder["ledger"], "KEY" => signer.Key.ToString(), _ => word })]);
        Assert.Equal((2, ""), (ran.Code, ran.Out));
        Assert.Single(ran.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_witness_over_HTTP_cosigns_and_the_receipt_shows_it()
    {
        await LogAsync("ledger", "one", "two", "three");
        await File.WriteAllTextAsync(folder["log.key"], signer.ExportSecret());
        Assert.Equal(0, (await VernProcess.RunAsync("ledger", "keygen", "witness.example/w1", "--kind", "witness", "--out", folder["w.key"])).Code);
        Assert.Equal(2, (await VernProcess.RunAsync("ledger", "keygen", "witness.example/w1", "--out", folder["w.key"])).Code);
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (var word in new[] { VernProcess.Program, "ledger", "witness", "--secret-file", folder["w.key"], "--log", signer.Key.ToString(), "--data", folder["memory"], "--urls", "http://127.0.0.1:0" }) start.ArgumentList.Add(word);
        using var witness = Process.Start(start)!;
        try
        {
            var words = (await witness.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!.Split(" at ");
            var cosigned = await VernProcess.RunAsync("ledger", "cosign", folder["ledger"], "--secret-file", folder["log.key"], "--url", words[1], "--witness", words[0]);
            Assert.Equal((0, "witness.example/w1 cosigned 3 entries of vern.example/national\n"), (cosigned.Code, cosigned.Out));
            Assert.Equal(0, (await VernProcess.RunAsync("ledger", "receipt", folder["ledger"], "--key", signer.Key.ToString(), "--index", "1", "--out", folder["receipt"])).Code);
            var check = await VernProcess.RunAsync("ledger", "check", folder["receipt"], "--key", signer.Key.ToString(), "--witness", words[0]);
            Assert.Equal(0, check.Code);
            Assert.Contains("entry 1 of vern.example/national, among 3; witnesses that saw it: witness.example/w1", check.Out, StringComparison.Ordinal);
            Assert.Equal(0, (await VernProcess.RunAsync("ledger", "verify", folder["ledger"], "--key", signer.Key.ToString(), "--witness", words[0])).Code);
            Assert.Equal(0, (await VernProcess.RunAsync("ledger", "mirror", folder["ledger"], folder["copy"], "--key", signer.Key.ToString())).Code);
            await File.WriteAllTextAsync(folder["receipt"], (await File.ReadAllTextAsync(folder["receipt"])).Replace("index 1", "index 2", StringComparison.Ordinal));
            Assert.Equal(1, (await VernProcess.RunAsync("ledger", "check", folder["receipt"], "--key", signer.Key.ToString())).Code);
            // The operator shows the witness another log: it says no.
            await LogAsync("fork", "one", "another", "three", "four");
            var refused = await VernProcess.RunAsync("ledger", "cosign", folder["fork"], "--secret-file", folder["log.key"], "--url", words[1], "--witness", words[0]);
            Assert.Equal(1, refused.Code);
            Assert.Contains("422", refused.Error, StringComparison.Ordinal);
        }
        finally
        {
            witness.Kill();
            await witness.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => folder.Dispose();

    private async Task LogAsync(string name, params string[] entries)
    {
        await using var log = LogWriter.Create(folder[name], signer);
        await log.AppendAsync([.. entries.Select(entry => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(entry))]);
    }
}
