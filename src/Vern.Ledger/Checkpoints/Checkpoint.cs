using System.Globalization;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Checkpoints;

/// <summary>What a log says of itself at one moment (C2SP tlog-checkpoint): whose log, how many entries, and the root over all of them.</summary>
/// <param name="Origin">The log's identity; its key has the same name.</param>
/// <param name="Size">Entries.</param>
/// <param name="Root">RFC 6962 root of that many entries.</param>
/// <param name="Extensions">Further lines, not empty; the specification advises against them and Vern writes none.</param>
public sealed record Checkpoint(string Origin, long Size, TreeHash Root, IReadOnlyList<string> Extensions)
{
    /// <summary>The text that is signed, with its last newline.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root}\n") + string.Concat(Extensions.Select(line => line + "\n"));

    /// <summary>Reads a note's text.</summary>
    /// <exception cref="FormatException">Not a checkpoint; the message names the line.</exception>
    public static Checkpoint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n');
        if (lines.Length < 4 || lines[^1].Length > 0 || lines[..^1].Any(line => line.Length == 0)) throw new FormatException("not a checkpoint, expected origin, size and root, each on a line");
        if (!long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || (lines[1].Length > 1 && lines[1][0] == '0'))
            throw new FormatException("checkpoint, line 2: not a tree size");
        if (!TreeHash.TryParse(lines[2], out var root)) throw new FormatException("checkpoint, line 3: not the base64 of 32 bytes");
        return new Checkpoint(lines[0], size, root, lines[3..^1]);
    }
}

/// <summary>A checkpoint that a pinned key has signed. Invariant: the signature was good when this was made; nothing is said of later ones.</summary>
public sealed class SignedCheckpoint
{
    private SignedCheckpoint(SignedNote note, Checkpoint checkpoint, NoteKey key) => (Note, Checkpoint, Key) = (note, checkpoint, key);

    /// <summary>The note, with every signature line, those of others too.</summary>
    public SignedNote Note { get; }

    /// <summary>What it says.</summary>
    public Checkpoint Checkpoint { get; }

    /// <summary>The key that was pinned.</summary>
    public NoteKey Key { get; }

    /// <summary>Signs a checkpoint whose origin is the signer's name.</summary>
    public static SignedCheckpoint Sign(NoteSigner signer, long size, TreeHash root)
    {
        ArgumentNullException.ThrowIfNull(signer);
        var checkpoint = new Checkpoint(signer.Key.Name, size, root, []);
        return new SignedCheckpoint(SignedNote.Sign(checkpoint.ToText(), signer), checkpoint, signer.Key);
    }

    /// <summary>Reads a note and takes it only if the pinned key signed it and its origin is the key's name.</summary>
    /// <exception cref="FormatException">Not a checkpoint, not signed by the key, or of another log.</exception>
    public static SignedCheckpoint Open(ReadOnlySpan<byte> utf8, NoteKey key) => Open(SignedNote.Parse(utf8), key);

    /// <inheritdoc cref="Open(ReadOnlySpan{byte}, NoteKey)"/>
    public static SignedCheckpoint Open(SignedNote note, NoteKey key)
    {
        ArgumentNullException.ThrowIfNull(note);
        ArgumentNullException.ThrowIfNull(key);
        if (note.Verify(key).Count == 0)
            throw new FormatException($"not signed by the pinned key {key.Name} ({key.Id:x8}); it bears {string.Join(", ", note.Signatures.Select(line => $"{line.Name} ({line.KeyId:x8})"))}");
        var checkpoint = Checkpoint.Parse(note.Text);
        if (checkpoint.Size == 0 && checkpoint.Root != MerkleTree.EmptyRoot) throw new FormatException("checkpoint, line 3: not the root of an empty tree");
        return checkpoint.Origin == key.Name ? new SignedCheckpoint(note, checkpoint, key) : throw new FormatException($"a checkpoint of {checkpoint.Origin}, expected {key.Name}");
    }

    /// <summary>The same checkpoint with the signature lines of witnesses.</summary>
    public SignedCheckpoint With(params IEnumerable<NoteSignature> cosignatures) => new(Note.With(cosignatures), Checkpoint, Key);

    /// <summary>The note's text and signatures.</summary>
    public override string ToString() => Note.ToString();
}
