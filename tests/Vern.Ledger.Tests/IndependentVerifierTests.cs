using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Vern.Ledger.Checkpoints;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Tests;

/// <summary>
/// Proofs and signatures that others accept. Go's golang.org/x/mod (sumdb/note, sumdb/tlog) accepted the vectors of <c>Vectors/log-of-300.json</c> (see Independent/README.md);
/// sigstore's verifier from npm is run here.
/// </summary>
public sealed class IndependentVerifierTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly byte[] Seed = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    public static bool NodeModulesAreThere => Modules.Value is not null;

    private static readonly Lazy<string?> Modules = new(Install);

    [Fact]
    public async Task The_vectors_that_others_accepted_are_the_ones_that_are_made()
    {
        var signer = NoteSigner.Parse($"PRIVATE+KEY+{LogBuilder.Origin}+{NoteKey.Create(LogBuilder.Origin, SignatureKind.Ed25519, Ed25519.Keys(Seed).PublicKey).Id:x8}+{Convert.ToBase64String([1, .. Seed])}");
        using var log = await new LogBuilder(signer).WithAsync(300);
        var tree = new TreeReader(log.Source, 300);
        var made = JsonSerializer.Serialize(new
        {
            about = "A log of 300 entries ('entry N' and N mod 13 dots), made by Vern.Ledger; accepted by Go's sumdb/note and sumdb/tlog, and by @sigstore/verify 3.1.1 (tests/Vern.Ledger.Tests/Independent/README.md).",
            key = signer.Key.ToString(),
            checkpoint = log.Checkpoint.ToString(),
            inclusion = new[] { 0, 1, 7, 255, 256, 298, 299 }.Select(index => new { index, size = 300, leaf = MerkleTree.LeafHash(LogBuilder.Entry(index)).ToString(), path = tree.Inclusion(index, 300).Path.Select(hash => hash.ToString()) }),
            consistency = new[] { 1, 2, 3, 128, 255, 256, 257, 299, 300 }.Select(old => new { old, root = tree.Root(old).ToString(), size = 300, path = tree.Consistency(old, 300).Path.Select(hash => hash.ToString()) }),
        }, Readable);
        var file = Path.Combine(AppContext.BaseDirectory, "Vectors", "log-of-300.json");
        Assert.Equal(await File.ReadAllTextAsync(file), made.ReplaceLineEndings("\n") + "\n");
    }

    [Theory(Skip = "node, npm or the npm registry is missing: the independent verifier was not run", SkipUnless = nameof(NodeModulesAreThere))]
    [InlineData(SignatureKind.Ed25519)]
    [InlineData(SignatureKind.EcdsaP256)]
    public async Task Sigstores_verifier_accepts_our_receipts_and_rejects_altered_ones(SignatureKind kind)
    {
        using var log = await new LogBuilder(NoteSigner.Generate(LogBuilder.Origin, kind)).WithAsync(300);
        var tree = new TreeReader(log.Source, 300);
        var key = Convert.FromBase64String(log.Signer.Key.ToString().Split('+', 3)[2])[1..];
        // RFC 8410: the SubjectPublicKeyInfo of a raw Ed25519 key is these twelve bytes before it.
        var spki = kind == SignatureKind.Ed25519 ? [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00, .. key] : key;
        var file = Path.Combine(log.Top, "receipts.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new
        {
            name = LogBuilder.Origin,
            keyId = log.Signer.Key.Id.ToString("x8"),
            publicKeyPem = System.Security.Cryptography.PemEncoding.WriteString("PUBLIC KEY", spki),
            receipts = Enumerable.Range(0, 300).Select(index => new
            {
                index,
                size = 300,
                entry = Convert.ToBase64String(LogBuilder.Entry(index)),
                path = tree.Inclusion(index, 300).Path.Select(hash => hash.ToString()),
                checkpoint = log.Checkpoint.ToString(),
            }),
        }));
        var (code, output) = await RunAsync("node", [Path.Combine(Source, "accept.cjs"), file], Modules.Value!);
        Assert.True(code == 0, output);
        Assert.Equal("300 of 300 accepted, 1200 of 1200 altered ones rejected", output.Trim());
    }

    private static string Source => Path.Combine(Path.GetDirectoryName(ThisFile())!, "Independent");

    private static string ThisFile([CallerFilePath] string file = "") => file;

    // Installed once beside the test program, by the lock file.
    private static string? Install()
    {
        try
        {
            var folder = Path.Combine(AppContext.BaseDirectory, "independent");
            var modules = Path.Combine(folder, "node_modules");
            if (Directory.Exists(Path.Combine(modules, "@sigstore", "verify"))) return modules;
            Directory.CreateDirectory(folder);
            foreach (var name in new[] { "package.json", "package-lock.json" }) File.Copy(Path.Combine(Source, name), Path.Combine(folder, name), overwrite: true);
            var (code, _) = RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder], "").GetAwaiter().GetResult();
            return code == 0 ? modules : null;
        }
        catch (Exception missing) when (missing is System.ComponentModel.Win32Exception or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(string program, string[] args, string modules)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var arg in args) start.ArgumentList.Add(arg);
        start.Environment["NODE_PATH"] = modules;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, process.ExitCode == 0 ? await output : await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
