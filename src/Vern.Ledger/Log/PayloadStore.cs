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
    public void Keep(TreeHash commitment, Sealed payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        var file = File(commitment);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        DurableFile.Replace(file, payload.Opening, file + ".new");
        DurableFile.SyncFolder(folder);
    }

    /// <summary>The opening, or null where it was erased or never kept.</summary>
    public Sealed? Find(TreeHash commitment)
    {
        var file = File(commitment);
        return System.IO.File.Exists(file) ? Sealed.FromOpening(System.IO.File.ReadAllBytes(file)) : null;
    }

    /// <summary>Erases salt and payload: overwritten, then deleted, and the deletion brought to the disk. True if there was something.</summary>
    /// <remarks>A disk that copies on write or levels its wear may keep old blocks until it needs them; only encryption with a destroyed key covers that.</remarks>
    public bool Erase(TreeHash commitment)
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

    private string File(TreeHash commitment)
    {
        var name = Convert.ToHexStringLower(commitment.ToArray());
        return Path.Combine(folder, name[..2], name);
    }
}
