using System.Text.Json;

namespace Vern.Tests;

/// <summary>The command line is a contract: scripts call it. Exit 0 done, 1 a problem found, 2 wrong input or call with one line and nothing left behind.</summary>
public sealed class CommandLineTests
{
    private const string Schema = """
        {"version":3,"clkConfig":{"l":512,"kdf":{"type":"HKDF","hash":"SHA256","salt":"SCbL2zHNnmsckfzchsNkZY9XoHk96P/G5nUBrM7ybymlEFsMV6PAeDZCNp3rfNUPCtLDMOGQHG4pCQpfhiHCyA==","info":"c2NoZW1hX2V4YW1wbGU=","keySize":64}},
         "features":[{"identifier":"id","ignored":true},
          {"identifier":"name","format":{"type":"string","encoding":"utf-8"},"hashing":{"comparison":{"type":"ngram","n":2},"strategy":{"bitsPerFeature":200},"hash":{"type":"blakeHash"}}},
          {"identifier":"born","format":{"type":"date","format":"%Y-%m-%d"},"hashing":{"comparison":{"type":"ngram","n":1,"positional":true},"strategy":{"bitsPerFeature":100},"missingValue":{"sentinel":""}}}]}
        """;

    public static TheoryData<string> Verbs() => [.. Program.Verbs().Subcommands.Select(verb => verb.Name)];

    [Fact]
    public void The_verbs_of_the_contract_are_there() =>
        Assert.Equal(["account", "backup", "bodypage", "custodian", "demo", "encode", "erase", "export", "fingerprint", "htcds", "key", "ledger", "link", "list", "match", "protect", "report", "restore", "serve", "submit", "template", "workspace"], Program.Verbs().Subcommands.Select(verb => verb.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Every_verb_has_help_with_an_example(string verb)
    {
        var ran = await VernProcess.RunAsync(verb, "--help");
        Assert.Equal(0, ran.Code);
        Assert.Contains($"vern {verb}", ran.Out, StringComparison.Ordinal);
        Assert.Contains("xample", ran.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("encrypt")]
    [InlineData("encode")]
    [InlineData("link --threshold")]
    [InlineData("report --year Y")]
    public async Task A_wrong_call_is_exit_code_2_and_one_line(string call)
    {
        var ran = await VernProcess.RunAsync(call.Split(' '));
        AssertRefused(ran);
    }

    [Fact]
    public async Task Encoding_then_linking_two_files_finds_the_same_person()
    {
        using var folder = new TemporaryFolder();
        var schema = folder.File("schema.json", Schema);
        var secret = folder.File("secret.txt", "a secret of the round\n");
        string[] people = ["1,Oluwaseun Adeyemi,1990-03-04", "2,Ioana Popescu,1988-11-30", "3,Maricel Santos,1995-06-17", "4,Nguyen Thi Lan,1999-01-21", "5,Selam Tesfay,1992-09-09", "6,Oksana Kovalenko,1985-02-02"];
        await Done("encode", folder.File("a.csv", "id,name,born\n" + string.Join('\n', people)), "--schema", schema, "--secret-file", secret, "--out", folder["a.json"]);
        await Done("encode", folder.File("b.csv", "id,name,born\n" + string.Join('\n', people.Take(3).Reverse())), "--schema", schema, "--secret-file", secret, "--out", folder["b.json"]);
        var linked = await Done("link", folder["a.json"], folder["b.json"], "--out", folder["clusters.csv"]);

        using var summary = JsonDocument.Parse(linked.Out);
        Assert.Equal(9, summary.RootElement.GetProperty("records").GetInt32());
        var rows = (await File.ReadAllLinesAsync(folder["clusters.csv"])).Skip(1).Select(line => line.Split(',')).ToArray();
        Assert.Equal(9, rows.Length);
        // b holds the first three of a, in reverse order.
        for (var row = 0; row < 3; row++)
            Assert.Equal(rows.First(cells => cells[0] == "0" && cells[1] == $"{2 - row}")[2], rows.First(cells => cells[0] == "1" && cells[1] == $"{row}")[2]);
    }

    [Fact]
    public async Task A_value_that_does_not_fit_the_schema_is_named_with_row_and_column_and_leaves_no_file()
    {
        using var folder = new TemporaryFolder();
        var ran = await VernProcess.RunAsync("encode", folder.File("a.csv", "id,name,born\n1,Ana,1990-02-31\n"), "--schema", folder.File("s.json", Schema), "--secret-file", folder.File("k", "secret of the year"), "--out", folder["a.json"]);
        AssertRefused(ran, "a.csv", "born");
        Assert.False(File.Exists(folder["a.json"]));
        Assert.DoesNotContain("Ana", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_header_is_named()
    {
        using var folder = new TemporaryFolder();
        AssertRefused(await VernProcess.RunAsync("encode", folder.File("a.csv", "id,nam,born\n1,Ana,1990-02-03\n"), "--schema", folder.File("s.json", Schema), "--secret-file", folder.File("k", "secret of the year"), "--out", folder["a.json"]), "a.csv", "name");
    }

    [Theory]
    [InlineData("""{"clks":["not base64!"]}""", "clks[0]")]
    [InlineData("""{"clks":[]}""", "empty")]
    [InlineData("""{"clks":["AAAAAAAAAAA="],""", "JSON")]
    [InlineData("", "JSON")]
    public async Task A_broken_encoded_file_is_named(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        var good = folder.File("good.json", """{"clks":["AAAAAAAAAAA=","/wAAAAAAAAA="]}""");
        AssertRefused(await VernProcess.RunAsync("link", good, folder.File("bad.json", text), "--out", folder["c.csv"]), "bad.json", expected);
        Assert.False(File.Exists(folder["c.csv"]));
    }

    [Fact]
    public async Task Protected_tables_tell_nothing_of_why_a_cell_is_hidden()
    {
        using var folder = new TemporaryFolder();
        var rows = new List<string> { "region,form" };
        rows.AddRange(Enumerable.Repeat("A,x", 9).Concat(Enumerable.Repeat("A,y", 1)).Concat(Enumerable.Repeat("B,x", 8)).Concat(Enumerable.Repeat("B,y", 7)).Concat(Enumerable.Repeat("C,x", 5)).Concat(Enumerable.Repeat("C,y", 6)));
        await Done("protect", folder.File("m.csv", string.Join('\n', rows)), "--spec", folder.File("spec.json", """{"dimensions":{},"tables":[["region","form"]],"minimumCount":3,"method":"suppress"}"""), "--out", folder["out"]);
        using var tables = JsonDocument.Parse(await File.ReadAllTextAsync(folder["out/tables.json"]));
        using var audit = JsonDocument.Parse(await File.ReadAllTextAsync(folder["out/audit.json"]));
        Assert.Equal(0, audit.RootElement.GetProperty("atRisk").GetInt32());
        var cells = tables.RootElement[0].GetProperty("cells").EnumerateArray().ToArray();
        Assert.Equal(12, cells.Length);
        Assert.True(cells.Count(cell => cell.GetProperty("status").GetString() == "suppressed") >= 4);
        Assert.All(cells.Where(cell => cell.GetProperty("status").GetString() == "suppressed"), cell => Assert.Equal(["key", "status"], cell.EnumerateObject().Select(part => part.Name).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("""{"tables":[["region","shape"]],"method":"suppress"}""", "shape")]
    [InlineData("""{"tables":[["region","form"]],"method":"hide"}""", "hide")]
    [InlineData("""{"tables":""", "JSON")]
    public async Task A_wrong_specification_is_named(string specification, string expected)
    {
        using var folder = new TemporaryFolder();
        AssertRefused(await VernProcess.RunAsync("protect", folder.File("m.csv", "region,form\nA,x\n"), "--spec", folder.File("spec.json", specification), "--out", folder["out"]), expected);
        Assert.False(Directory.Exists(folder["out"]));
    }

    private static async Task<Ran> Done(params string[] arguments)
    {
        var ran = await VernProcess.RunAsync(arguments);
        Assert.True(ran.Code == 0, ran.Error);
        return ran;
    }

    private static void AssertRefused(Ran ran, params string[] words)
    {
        Assert.True(ran.Code == 2, $"exit code {ran.Code}: {ran.Error}");
        Assert.Single(ran.Error.TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain("   at ", ran.Error, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, ran.Error, StringComparison.OrdinalIgnoreCase));
    }
}
