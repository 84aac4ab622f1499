using System.Globalization;
using System.Text;
using Vern.Ledger.Checkpoints;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Log;

/// <summary>
/// Going on after a loss that no mirror can make good: a new log under a new origin whose first entry names the old log, its size and its root, and
/// holds its last known signed checkpoint, so that the break is on record and the old log's receipts keep their value.
/// </summary>
public static class Continuation
{
    /// <summary>The kind of that first entry.</summary>
    public const string Kind = "log.continues";

    /// <summary>Starts the new log; its first entry is on the disk on return.</summary>
    /// <param name="folder">A new or empty folder.</param>
    /// <param name="signer">The new log's key; its name, the new origin, is another than the old one.</param>
    /// <param name="old">The last checkpoint that is known of the old log: the largest that anybody kept.</param>
    /// <param name="reason">Why, in words that anyone may read.</param>
    /// <exception cref="ArgumentException">The origin is the old one.</exception>
    public static async Task<LogWriter> StartAsync(string folder, NoteSigner signer, SignedCheckpoint old, PublicText reason)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(reason);
        if (signer.Key.Name == old.Checkpoint.Origin) throw new ArgumentException($"the new log has the origin of the old one, {old.Checkpoint.Origin}", nameof(signer));
        var log = LogWriter.Create(folder, signer);
        await log.AppendAsync(First(old, reason).ToBytes());
        return log;
    }

    /// <summary>The old log's last checkpoint, if this is the first entry of a log that continues another. It is only claimed: verify it with the old log's key.</summary>
    public static Checkpoint? Read(ReadOnlySpan<byte> firstEntry)
    {
        if (Entry.TryParse(firstEntry, out var entry, out _) && entry.Kind == Kind && entry.Public.TryGetValue("old.checkpoint", out var note))
        {
            try
            {
                return Checkpoint.Parse(SignedNote.Parse(note.Value).Text);
            }
            catch (FormatException)
            {
                return null;
            }
        }
        return null;
    }

    private static Entry First(SignedCheckpoint old, PublicText reason) => Entry.Of(Kind, new Dictionary<string, PublicText>(StringComparer.Ordinal)
    {
        ["old.origin"] = new PublicText(old.Checkpoint.Origin),
        ["old.size"] = new PublicText(old.Checkpoint.Size.ToString(CultureInfo.InvariantCulture)),
        ["old.root"] = new PublicText(old.Checkpoint.Root.ToString()),
        ["old.checkpoint"] = new PublicText(old.ToString()),
        ["reason"] = reason,
    }, new Dictionary<string, Sealed>(StringComparer.Ordinal));
}
