using Vern.Ledger.Proofs;

namespace Vern.Ledger.Log;

/// <summary>
/// Keeps the openings of commitments in a folder of its own, apart from the log, each in a file that can be erased. Store first, then append: an entry that was answered for
/// never lacks its payload. The folder's backups decide how fast an erasure is complete; where that matters encrypt the payload under a key that can be destroyed.
/// </summary>
/// <param name="folder">Not the log's folder nor in it.</param>
public sealed class PayloadStore(string folder)
{
    private readonly string folder = Path.GetFullPath(folder);

    /// <summary>Keeps an opening; it is on the disk on return.</summary>
    public void Keep(TreeHash commitment, Sealed payload) => Keep([KeyValuePair.Create(commitment, payload)]);

    /// <summary>Keeps several openings; all are on the disk on return. Where one cannot be written some may be there, and none does harm.</summary>
    /// <exception cref="IOException">One cannot be written.</exception>
    public void Keep(IReadOnlyCollection<KeyValuePair<TreeHash, Sealed>> payloads)
    {
        ArgumentNullException.ThrowIfNull(payloads);
        if (payloads.Count == 0) return;
        var folders = new HashSet<string>(StringComparer.Ordinal) { folder };
        foreach (var (commitment, payload) in payloads)
        {
            var file = File(commitment);
            if (folders.Add(Path.GetDirectoryName(file)!)) Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            DurableFile.Write(file, payload.Opening, file + ".new");
        }
        // The names in a folder are brought to the disk once for all.
        foreach (var one in folders) DurableFile.SyncFolder(one);
    }

    /// <summary>The opening, or null where it was erased or never kept.</summary>
    public Sealed? Find(TreeHash commitment)
    {
        var file = File(commitment);
        return System.IO.File.Exists(file) ? Sealed.FromOpening(System.IO.File.ReadAllBytes(file)) : null;
    }

    /// <summary>Another text whenever something was erased, by this process or another: what was read before may be gone. Empty as long as nothing was.</summary>
    public string Erasures
    {
        get
        {
            try { return System.IO.File.ReadAllText(Mark); }
            catch (FileNotFoundException) { return ""; }
        }
    }

    /// <summary>Erases salts and payloads: each overwritten, then deleted, and the deletion brought to the disk; says before and after that something was erased (<see cref="Erasures"/>).</summary>
    /// <remarks>A disk that copies on write or levels its wear may keep old blocks until it needs them; only encryption with a destroyed key covers that.</remarks>
    /// <returns>How many were there.</returns>
    public int Erase(IEnumerable<TreeHash> commitments)
    {
        ArgumentNullException.ThrowIfNull(commitments);
        // Before too: whoever reads between the two reads again after; and where this is cut short, whoever reads anew sees what is gone.
        Say();
        var erased = commitments.Count(Destroy);
        Say();
        return erased;

        void Say() => DurableFile.Replace(Mark, Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)).Select(letter => (byte)letter).ToArray(), Mark + ".new");
    }

    /// <summary>Erases one opening. True if there was something.</summary>
    public bool Erase(TreeHash commitment) => Erase([commitment]) > 0;

    private bool Destroy(TreeHash commitment)
    {
        var file = File(commitment);
        if (!System.IO.File.Exists(file)) return false;
        using (var handle = System.IO.File.OpenHandle(file, FileMode.Open, FileAccess.Write))
        {
            RandomAccess.Write(handle, new byte[RandomAccess.GetLength(handle)], 0);
            RandomAccess.FlushToDisk(handle);
        }
        System.IO.File.Delete(file);
        DurableFile.SyncFolder(Path.GetDirectoryName(file)!);
        return true;
    }

    // Beside the folder: it is no payload, and a back-up of payloads does not bring an old one back.
    private string Mark => folder + ".erased";

    private string File(TreeHash commitment)
    {
        var name = Convert.ToHexStringLower(commitment.ToArray());
        return Path.Combine(folder, name[..2], name);
    }
}
