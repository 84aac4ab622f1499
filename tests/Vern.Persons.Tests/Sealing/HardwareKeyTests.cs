using System.Diagnostics;
using System.Runtime.InteropServices;
using Vern.Persons.Tests.Collection;
using Vern.Platform.Sealing;

namespace Vern.Persons.Tests.Sealing;

/// <summary>The workspace's key in a module behind PKCS#11: SoftHSM, which keeps its tokens in files but speaks as hardware does.</summary>
public sealed partial class HardwareKeyTests : IDisposable
{
    private const string Module = "/usr/lib/softhsm/libsofthsm2.so";
    // SoftHSM is told its folder once a process.
    private static readonly Lazy<string?> Tokens = new(MakeTokens);
    private readonly string pin = Path.Combine(Path.GetTempPath(), "vern-pin-" + Guid.CreateVersion7().ToString("n"));

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)] private static partial int SetEnvironment(string name, string value, int overwrite);

    private static string? MakeTokens()
    {
        if (!File.Exists(Module)) return null;
        var folder = Directory.CreateTempSubdirectory("vern-tokens-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(Path.Combine(folder, "tokens"));
        var settings = Path.Combine(folder, "softhsm2.conf");
        File.WriteAllText(settings, $"directories.tokendir = {Path.Combine(folder, "tokens")}\nobjectstore.backend = file\nlog.level = ERROR\n");
        Assert.Equal(0, SetEnvironment("SOFTHSM2_CONF", settings, 1));
        foreach (var token in (string[])["vern", "closed", "double", "double"])
        {
            var start = new ProcessStartInfo("softhsm2-util", ["--init-token", "--free", "--label", token, "--pin", "123456", "--so-pin", "654321"]) { RedirectStandardOutput = true, UseShellExecute = false };
            start.Environment["SOFTHSM2_CONF"] = settings;
            using var made = Process.Start(start)!;
            made.WaitForExit();
            Assert.Equal(0, made.ExitCode);
        }
        return folder;
    }

    private static FileStreamOptions Own => OperatingSystem.IsWindows() ? new() { Mode = FileMode.Create, Access = FileAccess.Write } : new() { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };

    private static void Require()
    {
        if (Tokens.Value is not null) return;
        Assert.False(Environment.GetEnvironmentVariable("CI") is "true", "softhsm2 is not installed; in CI this test runs.");
        Assert.Skip("A hardware module: apt-get install softhsm2.");
    }

    private string Key(string name, string token = "vern", string number = "123456")
    {
        using (var stream = new FileStream(pin, Own)) stream.Write(System.Text.Encoding.ASCII.GetBytes(number + "\n"));
        return $"pkcs11:token={token};object={name}?module-path={Module}&pin-source=file:{pin}";
    }

    public void Dispose() => File.Delete(pin);

    [Fact]
    public async Task A_workspace_begins_with_a_key_that_is_made_in_the_module_and_only_its_address_lies_in_the_file()
    {
        Require();
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        var folder = Path.Combine(fixture.Folder, "hardware");
        var file = Path.Combine(folder, "keys", "rosa.key");
        await SecretFile.WriteAsync(file, System.Text.Encoding.ASCII.GetBytes(Key("begins") + "\n"));
        string id;
        string? box;
        await using (var keys = await PersonKeys.OpenAsync(folder, "rosa", null, fixture.Clock))
        {
            var made = await keys.NewKeyAsync("person");
            (id, box) = (made.Id, made.SealField("1", "name", "Made-up Person"));
        }
        await using (var again = await PersonKeys.OpenAsync(folder, "rosa", null, fixture.Clock)) Assert.Equal("Made-up Person", (await again.KeysAsync([id]))[id].OpenField("1", "name", box));
        Assert.Equal(Key("begins"), (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Trim());
        // Nothing is made where something is wrapped already: another name finds no key.
        await SecretFile.WriteAsync(file, System.Text.Encoding.ASCII.GetBytes(Key("another") + "\n"));
        Assert.Contains("no AES key", (await Assert.ThrowsAsync<SealingException>(() => PersonKeys.OpenAsync(folder, "rosa", null, fixture.Clock))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workspace_moves_from_a_file_into_the_module_while_others_go_on()
    {
        Require();
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        await using var keys = await PersonKeys.OpenAsync(fixture.Folder, "national", null, fixture.Clock);
        var made = await keys.NewKeyAsync("person");
        var box = made.SealField("1", "name", "Made-up Person");
        var file = Path.Combine(fixture.Folder, "keys", "national.key");
        await WorkspaceKey.OpenAsync(fixture.Folder, "moves", mayMake: true, Key("moves")); // made with the module's tool
        await SecretFile.WriteAsync(file, System.Text.Encoding.ASCII.GetBytes($"{Key("moves")}\n{(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Trim()}\n"));
        await using var other = await PersonKeys.OpenAsync(fixture.Folder, "national", null, fixture.Clock);
        Assert.True(await keys.RotateWorkspaceKeyAsync() > 0);
        Assert.Equal(Key("moves"), (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Trim());
        Assert.Equal("Made-up Person", (await other.KeysAsync([made.Id]))[made.Id].OpenField("1", "name", box));
        Assert.NotNull(await other.NewKeyAsync("person"));
        Assert.Contains("module's own tool", (await Assert.ThrowsAsync<SealingException>(() => keys.RotateWorkspaceKeyAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_module_wrapped_opens_with_its_own_context_only_and_not_when_it_was_altered()
    {
        Require();
        var key = await WorkspaceKey.OpenAsync("nowhere", "national", mayMake: true, Key("wraps"));
        var box = key.Wrap("id", "a key"u8);
        Assert.Equal("a key"u8.ToArray(), key.Unwrap("id", key.CurrentId, box));
        Assert.NotEqual(box, key.Wrap("id", "a key"u8));
        Assert.Contains("altered", Assert.Throws<SealingException>(() => key.Unwrap("other", key.CurrentId, box)).Message, StringComparison.Ordinal);
        for (var at = 0; at < box.Length; at++)
        {
            box[at] ^= 1;
            Assert.Throws<SealingException>(() => key.Unwrap("id", key.CurrentId, box));
            box[at] ^= 1;
        }
        await Task.WhenAll(Enumerable.Range(0, 8).Select(one => Task.Run(() =>
        {
            for (var i = 0; i < 50; i++) Assert.Equal([(byte)one, (byte)i], key.Unwrap("id", key.CurrentId, key.Wrap("id", [(byte)one, (byte)i])));
        }, TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("pkcs11:token=vern;object=x?module-path=/nowhere/module.so&pin-source=file:{pin}", "cannot be loaded")]
    [InlineData("pkcs11:token=vern;object=x?module-path=/lib/x86_64-linux-gnu/libc.so.6&pin-source=file:{pin}", "not a PKCS#11 library")]
    [InlineData("pkcs11:token=nobody;object=x?module-path={module}&pin-source=file:{pin}", "no token with the label 'nobody'")]
    [InlineData("pkcs11:token=double;object=x?module-path={module}&pin-source=file:{pin}", "2 tokens with the label 'double'")]
    [InlineData("pkcs11:token=vern;object=nothing?module-path={module}&pin-source=file:{pin}", "no AES key")]
    [InlineData("pkcs11:token=vern;object=x?module-path={module}&pin-source=file:/nowhere/pin", "expected a file that holds the token's PIN")]
    [InlineData("pkcs11:token=vern;object=x?module-path={module}&pin-value=123456", "put it in a file of its own")]
    [InlineData("pkcs11:token=vern;object=x?module-path={module}", "pin-source is missing")]
    [InlineData("pkcs11:object=x?module-path={module}&pin-source=file:{pin}", "names no token")]
    [InlineData("pkcs11:token=vern;colour=red?module-path={module}&pin-source=file:{pin}", "'colour' in the key's address is not known")]
    public async Task A_wrong_address_has_one_clear_answer(string address, string words)
    {
        Require();
        Key("any");
        var refused = await Assert.ThrowsAsync<SealingException>(() => WorkspaceKey.OpenAsync("nowhere", "national", mayMake: false, address.Replace("{pin}", pin, StringComparison.Ordinal).Replace("{module}", Module, StringComparison.Ordinal)));
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("123456", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_PIN_and_a_PIN_that_others_can_read_are_refused()
    {
        Require();
        var wrong = Key("pin", "closed", "111111");
        Assert.Contains("does not accept the PIN", (await Assert.ThrowsAsync<SealingException>(() => WorkspaceKey.OpenAsync("nowhere", "national", mayMake: true, wrong))).Message, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(pin, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Contains("mode to 600", (await Assert.ThrowsAsync<SealingException>(() => WorkspaceKey.OpenAsync("nowhere", "national", mayMake: true, wrong))).Message, StringComparison.Ordinal);
    }
}
