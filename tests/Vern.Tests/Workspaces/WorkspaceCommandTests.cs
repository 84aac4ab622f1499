namespace Vern.Tests.Workspaces;

/// <summary>Workspaces from the command line, as a script calls it.</summary>
public sealed class WorkspaceCommandTests
{
    [Fact]
    public async Task A_workspace_is_made_listed_backed_up_and_put_back_and_a_wrong_call_makes_nothing()
    {
        using var folder = new TemporaryFolder();
        var data = folder["data"];
        var made = await VernProcess.RunAsync("workspace", "add", "rosa", "--kind", "agency", "--title", "Rosa Example", "--languages", "nb,en", "--administrator", "Kari Example", "--data", data);
        Assert.Equal(0, made.Code);
        Assert.StartsWith("rosa\tagency\tRosa Example\thttp://rosa.localhost:5080/\nhttp://rosa.localhost:5080/sign-in/link/", made.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(data, "national"))); // nobody asked for a national unit

        foreach (var (told, arguments) in (IEnumerable<(string, string[])>)
        [
            ("workspace 'rosa': there is", ["workspace", "add", "rosa", "--kind", "centre", "--title", "Another"]),
            ("role 'statistician', expected one of caseworker", ["account", "add", "per", "--person", "Per Example", "--role", "statistician", "--workspace", "rosa"]),
        ])
        {
            var wrong = await VernProcess.RunAsync([.. arguments, "--data", data]);
            Assert.Equal(2, wrong.Code);
            Assert.Contains(told, wrong.Error, StringComparison.Ordinal);
            Assert.Single(wrong.Error.TrimEnd().Split('\n'));
        }
        Assert.Equal(["keys", "rosa"], Directory.GetDirectories(data).Select(Path.GetFileName).Order());
        Assert.Equal("rosa\tagency\tRosa Example\tnb,en\trosa.localhost", (await VernProcess.RunAsync("workspace", "list", "--data", data)).Out.Trim());

        var file = folder["rosa.zip"];
        Assert.Equal(0, (await VernProcess.RunAsync("backup", "--workspace", "rosa", "--data", data, "--out", file)).Code);
        File.Delete(Path.Combine(data, "rosa", "vern.db"));
        File.Delete(Path.Combine(data, "rosa", "workspace.json"));
        var restored = await VernProcess.RunAsync("restore", file, "--workspace", "rosa", "--data", data);
        Assert.Equal((0, ""), (restored.Code, restored.Error));
        Assert.Contains("administrator\tKari Example\tadministrator", (await VernProcess.RunAsync("account", "list", "--workspace", "rosa", "--data", data)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_centre_gives_tokens_to_providers_and_authorities_programs_and_to_no_other_role()
    {
        using var folder = new TemporaryFolder();
        var data = folder["data"];
        Assert.Equal(0, (await VernProcess.RunAsync("workspace", "add", "sentral", "--kind", "centre", "--title", "Sentral Example", "--data", data)).Code);
        Task<Ran> TokenAsync(string name, params string[] role) => VernProcess.RunAsync(["account", "token", name, .. role, "--until", "2100-01-01", "--workspace", "sentral", "--data", data]);
        Assert.Equal(0, (await TokenAsync("alpha")).Code);
        Assert.Equal(0, (await TokenAsync("no-police-program", "--role", "police-inbox")).Code);
        var wrong = await TokenAsync("beta", "--role", "analyst");
        Assert.Equal(2, wrong.Code);
        Assert.Contains("--role: expected provider or police-inbox", wrong.Error, StringComparison.Ordinal);
        var list = (await VernProcess.RunAsync("account", "list", "--workspace", "sentral", "--data", data)).Out;
        Assert.Contains("alpha\t(program)\tprovider", list, StringComparison.Ordinal);
        Assert.Contains("no-police-program\t(program)\tpolice-inbox", list, StringComparison.Ordinal);
    }
}
