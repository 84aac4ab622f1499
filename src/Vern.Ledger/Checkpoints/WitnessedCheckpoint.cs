namespace Vern.Ledger.Checkpoints;

/// <summary>
/// A checkpoint with its witnesses' cosignatures inside a note that the log signs: so that the pinned key covers every byte of a file that carries signatures of keys
/// the reader may not have. The text is <c>vern-witnessed/v1</c>, a line with the origin, and the cosigned checkpoint as it is.
/// </summary>
public static class WitnessedCheckpoint
{
    private const string Header = "vern-witnessed/v1\n";

    /// <summary>Wraps a cosigned checkpoint.</summary>
    public static SignedNote Seal(SignedCheckpoint cosigned, NoteSigner signer)
    {
        ArgumentNullException.ThrowIfNull(cosigned);
        ArgumentNullException.ThrowIfNull(signer);
        return SignedNote.Sign($"{Header}{signer.Key.Name}\n{cosigned}", signer);
    }

    /// <summary>Unwraps it, if the pinned key signed both the wrapping and the checkpoint within.</summary>
    /// <exception cref="FormatException">It did not, or this is something else.</exception>
    public static SignedCheckpoint Open(ReadOnlySpan<byte> utf8, NoteKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var note = SignedNote.Parse(utf8);
        if (note.Signatures.Count != 1 || note.Verify(key).Count == 0) throw new FormatException($"not signed by the pinned key {key.Name} ({key.Id:x8}) alone");
        var start = $"{Header}{key.Name}\n";
        if (!note.Text.StartsWith(start, StringComparison.Ordinal)) throw new FormatException("not a witnessed checkpoint of this log");
        return SignedCheckpoint.Open(SignedNote.Parse(note.Text[start.Length..]), key);
    }
}
