using System.Security.Cryptography;
using Vern.Ledger.Checkpoints;
using Vern.Platform.Sealing;
using Vern.Platform.Store;

namespace Vern.Platform.Auditing;

/// <summary>
/// Where a workspace's ledger lies under its data: <c>ledger</c> (only what verification covers), <c>ledger.work</c> (the writer's), <c>ledger.payloads</c> (sealed parts, erasable),
/// <c>ledger.key</c> (secret, its owner's alone) and <c>ledger.pub</c> (what others pin).
/// </summary>
/// <param name="Workspace">The workspace's folder.</param>
public sealed record LedgerFiles(string Workspace)
{
    /// <summary>The log.</summary>
    public string Log => Path.Combine(Workspace, "ledger");
    /// <summary>The sealed parts.</summary>
    public string Payloads => Path.Combine(Workspace, "ledger.payloads");
    /// <summary>The secret key.</summary>
    public string SecretKey => Path.Combine(Workspace, "ledger.key");
    /// <summary>The public key.</summary>
    public string PublicKey => Path.Combine(Workspace, "ledger.pub");
    /// <summary>Whether there is a log.</summary>
    public bool HasLog => File.Exists(Path.Combine(Log, "checkpoint"));

    /// <summary>Reads the secret key.</summary>
    /// <exception cref="StoreException">It is not there or was altered.</exception>
    public NoteSigner ReadSigner()
    {
        try
        {
            return NoteSigner.Parse(File.ReadAllText(SecretKey).Trim());
        }
        catch (FileNotFoundException)
        {
            throw new StoreException($"{SecretKey}: the ledger's secret key is missing. Put it back, or go on under a new one: vern ledger continue (see docs/guide-ledger.md).");
        }
        catch (Exception broken) when (broken is FormatException or PlatformNotSupportedException)
        {
            throw new StoreException($"{SecretKey}: {broken.Message}", broken);
        }
    }

    /// <summary>Makes a key pair under a new origin, unless there is one; the secret one readable and writable by its owner only.</summary>
    /// <param name="workspace">The kind of workspace; part of the origin.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<NoteSigner> MakeSignerAsync(string workspace, CancellationToken cancel = default)
    {
        if (!File.Exists(SecretKey))
        {
            var made = NoteSigner.Generate($"vern/{workspace}/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}", NoteSigner.Preferred);
            await SecretFile.WriteNewAsync(SecretKey, System.Text.Encoding.UTF8.GetBytes(made.ExportSecret() + "\n"), cancel);
        }
        var signer = ReadSigner();
        File.WriteAllText(PublicKey, signer.Key + "\n");
        return signer;
    }

    /// <summary>Puts log and keys aside under the old origin's last part, so that a new log can begin; the payloads stay where they are.</summary>
    public void PutAside(string origin)
    {
        var named = ".of-" + origin[(origin.LastIndexOf('/') + 1)..];
        var mark = named;
        for (var again = 2; Path.Exists(Log + mark) || Path.Exists(SecretKey + mark); again++) mark = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{named}-{again}");
        foreach (var place in (string[])[Log, Log + ".work"])
            if (Directory.Exists(place)) Directory.Move(place, place + mark);
        foreach (var file in (string[])[SecretKey, PublicKey])
            if (File.Exists(file)) File.Move(file, file + mark);
    }
}
