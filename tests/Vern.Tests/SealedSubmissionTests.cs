using Vern.Persons.Collection;
using Vern.Platform.Sealing;
using Vern.Tests.Pages;

namespace Vern.Tests;

/// <summary>The whole way of a sealed submission, by the commands that people use: custodian, body, unit.</summary>
public sealed class SealedSubmissionTests
{
    private const string Form = "given-names,family-names,birth-date,duf,sex,nationality,form-1,identified-year,offer\nAda,Obi,1990-04-03,201412345678,W,NG,SEX,2014,ACC\n";

    private static async Task<Ran> Done(params string[] arguments)
    {
        var ran = await VernProcess.RunAsync(arguments);
        Assert.True(ran.Code == 0, $"{string.Join(' ', arguments)}: {ran.Error}");
        return ran;
    }

    [Fact]
    public async Task A_linkage_key_goes_from_custodian_to_body_past_the_unit_and_the_submission_goes_back_sealed()
    {
        await using var round = await SmallRound.ServeAsync();
        var store = (NationalStore)round.Store;
        using var folder = new TemporaryFolder();
        var body = (await round.Store.RoundAsync(2014))!.Answers.First(answer => answer.Answer == AnswerKind.NotAnswered).Body;
        var token = folder.File("token", await round.Access.MakeTokenAsync(body.Value, "sender", DateTimeOffset.MaxValue));

        await Done("key", "new", "--out", folder["body.key"]);
        await Done("key", "new", "--out", folder["custodian.key"]);
        var key = PublicKey.FromPem(await File.ReadAllTextAsync(folder["body.key.pub"]));
        await store.RegisterBodyKeyAsync(body, key);

        var made = await Done("custodian", "new-key", "--round", "2014", "--for", $"{body}={folder["body.key.pub"]},nadheim", "--own-key", folder["custodian.key"], "--out", folder["keys"]);
        await store.RelayAsync(Envelope.Parse(await File.ReadAllBytesAsync(Path.Combine(folder["keys"], $"{body}.envelope.json"))));
        await Done("key", "fetch", "--from", round.Address.ToString(), "--sender", body.Value, "--year", "2014", "--own-key", folder["body.key"], "--custodian", folder["custodian.key.pub"], "--token-file", token, "--out", folder["linkage.txt"]);
        // A body without Vern gets the same key under a passphrase.
        var passphrase = made.Out.Trim().Split('\t')[1];
        Assert.Equal(await File.ReadAllTextAsync(folder["linkage.txt"]), LinkageKeyFile.Read(await File.ReadAllBytesAsync(Path.Combine(folder["keys"], "nadheim.linkage-key.json")), passphrase));

        // The round of this test has a key already: its own is used for the submission, from a key file.
        await File.WriteAllBytesAsync(folder["round.json"], LinkageKeyFile.Write("made-up key of a test, protects nobody", passphrase));
        string[] submit = ["submit", folder.File("f.csv", Form), "--key-file", folder["round.json"], "--passphrase-file", folder.File("pass", passphrase), "--sender", body.Value, "--year", "2014", "--to", round.Address.ToString(), "--token-file", token, "--yes"];
        var unit = (await store.Keys.PublicAsync()).Fingerprint;

        var unsealed = await VernProcess.RunAsync(submit);
        Assert.Equal(2, unsealed.Code);
        Assert.Contains("come sealed", unsealed.Error, StringComparison.Ordinal);
        var wrongPin = await VernProcess.RunAsync([.. submit, "--own-key", folder["body.key"], "--unit-key", new string('0', 32)]);
        Assert.Equal(2, wrongPin.Code);
        Assert.Contains("nothing was sent", wrongPin.Error, StringComparison.Ordinal);
        string[] call = [.. submit, "--own-key", folder["body.key"], "--unit-key", unit];
        var taken = await Done(call);
        Assert.Contains("taken in as version 1", taken.Out, StringComparison.Ordinal);
        Assert.NotNull(Assert.Single(await round.Store.SubmissionsAsync(2014), submission => submission.Sender == body).Persons[0].Encoding);
        await round.Store.CloseRoundAsync(2014, "Kari Example");
        Assert.Null(Assert.Single(await round.Store.SubmissionsAsync(2014), submission => submission.Sender == body).Persons[0].Encoding);
    }

    [Fact]
    public async Task To_another_machine_nothing_goes_unsealed()
    {
        using var folder = new TemporaryFolder();
        var ran = await VernProcess.RunAsync("submit", folder.File("f.csv", Form), "--key-file", folder.File("key", "made-up key of a test, protects nobody"), "--sender", "rosa", "--year", "2014", "--to", "https://unit.invalid");
        Assert.Equal(2, ran.Code);
        Assert.Contains("only sealed", ran.Error, StringComparison.Ordinal);
    }
}
