using System.Globalization;
using System.Text;
using Vern.Ledger.Log;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Checkpoints;

/// <summary>What a receipt proves.</summary>
/// <param name="Index">The entry's place in the log, from 0.</param>
/// <param name="Entry">The entry's bytes.</param>
/// <param name="Checkpoint">The log's signed checkpoint that covers it.</param>
/// <param name="Witnesses">The witnesses, of those given, that cosigned that checkpoint.</param>
/// <param name="Opened">Sealed fields whose content the receipt holds and the entry commits to.</param>
public sealed record ReceiptContents(long Index, ReadOnlyMemory<byte> Entry, SignedCheckpoint Checkpoint, IReadOnlyList<NoteKey> Witnesses, IReadOnlyDictionary<string, Sealed> Opened);

/// <summary>
/// A text that a person keeps: that this entry stands in the log, verifiable offline with the log's pinned key alone. It is a C2SP tlog-proof whose extra line holds the entry
/// and, for whom it was made, the openings of its sealed fields: keep such a receipt as private as what it opens.
/// </summary>
public sealed class Receipt
{
    private const string Header = "c2sp.org/tlog-proof@v1", ExtraHeader = "vern-receipt/v1";
    private const int MostPath = 63;

    private readonly SignedNote note;
    private readonly long index;
    private readonly IReadOnlyList<TreeHash> path;
    private readonly ReadOnlyMemory<byte> entry;
    private readonly SortedDictionary<string, Sealed> openings;

    private Receipt(SignedNote note, long index, IReadOnlyList<TreeHash> path, ReadOnlyMemory<byte> entry, SortedDictionary<string, Sealed> openings) =>
        (this.note, this.index, this.path, this.entry, this.openings) = (note, index, path, entry, openings);

    /// <summary>Makes the receipt of an entry from the log's tiles.</summary>
    /// <param name="source">The log.</param>
    /// <param name="checkpoint">A checkpoint of it, best with cosignatures, that covers the entry.</param>
    /// <param name="index">The entry's place.</param>
    /// <param name="openings">Sealed fields that the receiver may read, by name.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <exception cref="ArgumentOutOfRangeException">The entry is beyond the checkpoint.</exception>
    /// <exception cref="InvalidDataException">A tile is missing, or log and checkpoint do not fit.</exception>
    public static Receipt Make(ILogSource source, SignedCheckpoint checkpoint, long index, IReadOnlyDictionary<string, Sealed>? openings = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var tree = new TreeReader(source, checkpoint.Checkpoint.Size);
        var proof = tree.Inclusion(index, checkpoint.Checkpoint.Size, cancel);
        var receipt = new Receipt(checkpoint.Note, index, proof.Path, tree.Entry(index, cancel), new(openings?.ToDictionary() ?? [], StringComparer.Ordinal));
        try
        {
            receipt.Verify(checkpoint.Key);
            return receipt;
        }
        catch (FormatException misfit)
        {
            throw new InvalidDataException($"entry {index}: {misfit.Message}", misfit);
        }
    }

    /// <summary>Reads a receipt; nothing in it is proven yet.</summary>
    /// <exception cref="FormatException">Not a receipt; the message names the line.</exception>
    public static Receipt Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var blank = text.IndexOf("\n\n", StringComparison.Ordinal);
        var lines = blank < 0 ? [] : text[..blank].Split('\n');
        if (lines.Length < 3 || lines[0] != Header) throw new FormatException($"not a receipt, expected {Header}, an extra line, an index and a proof, a blank line and a checkpoint");
        var (body, opened) = ParseExtra(lines[1]);
        if (!lines[2].StartsWith("index ", StringComparison.Ordinal) || !long.TryParse(lines[2].AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var place) || lines[2] != $"index {place}")
            throw new FormatException("receipt, line 3: not an index");
        if (lines.Length - 3 > MostPath) throw new FormatException($"receipt: {lines.Length - 3} hashes in the proof, at most {MostPath} are possible");
        var hashes = new List<TreeHash>();
        for (var i = 3; i < lines.Length; i++) hashes.Add(TreeHash.TryParse(lines[i], out var hash) ? hash : throw new FormatException($"receipt, line {i + 1}: not a hash"));
        return new Receipt(SignedNote.Parse(text[(blank + 2)..]), place, hashes, body, opened);
    }

    /// <summary>Proves the receipt with the log's pinned key, and counts the witnesses among those given.</summary>
    /// <exception cref="FormatException">It does not hold; the message says what is wrong.</exception>
    public ReceiptContents Verify(NoteKey log, params IReadOnlyList<NoteKey> witnesses)
    {
        var checkpoint = SignedCheckpoint.Open(note, log);
        if (!new InclusionProof(index, checkpoint.Checkpoint.Size, path).Verify(MerkleTree.LeafHash(entry.Span), checkpoint.Checkpoint.Root))
            throw new FormatException($"the proof does not lead from the entry to the root that {log.Name} signed");
        if (openings.Count > 0)
        {
            if (!Log.Entry.TryParse(entry.Span, out var parsed, out var problem)) throw new FormatException($"sealed fields are opened, but the entry is {problem}");
            foreach (var (name, opening) in openings)
                if (!parsed.Commitments.TryGetValue(name, out var commitment) || opening.CommitmentFor(name) != commitment) throw new FormatException($"what is given as '{name}' is not what the entry commits to");
        }
        return new ReceiptContents(index, entry, checkpoint, note.Verify(witnesses), openings);
    }

    /// <summary>The receipt's text.</summary>
    public override string ToString()
    {
        var extra = new StringBuilder(ExtraHeader).Append("\nentry ").Append(Convert.ToBase64String(entry.Span)).Append('\n');
        foreach (var (name, opening) in openings) extra.Append("open ").Append(name).Append(' ').Append(Convert.ToBase64String(opening.Opening)).Append('\n');
        var text = new StringBuilder(Header).Append("\nextra ").Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(extra.ToString())));
        text.Append(CultureInfo.InvariantCulture, $"\nindex {index}\n");
        foreach (var hash in path) text.Append(hash.ToString()).Append('\n');
        return text.Append('\n').Append(note).ToString();
    }

    private static (ReadOnlyMemory<byte> Entry, SortedDictionary<string, Sealed> Openings) ParseExtra(string line)
    {
        try
        {
            var lines = line.StartsWith("extra ", StringComparison.Ordinal) ? Encoding.UTF8.GetString(Canonical(line[6..])).Split('\n') : [];
            if (lines.Length < 3 || lines[0] != ExtraHeader || !lines[1].StartsWith("entry ", StringComparison.Ordinal) || lines[^1].Length > 0) throw new FormatException("not an extra line of a receipt");
            var opened = new SortedDictionary<string, Sealed>(StringComparer.Ordinal);
            foreach (var open in lines[2..^1])
            {
                var parts = open.Split(' ');
                if (parts is not ["open", _, _] || !opened.TryAdd(parts[1], Sealed.FromOpening(Canonical(parts[2])))) throw new FormatException("an opening that is none, or twice");
            }
            return (Canonical(lines[1][6..]), opened);
        }
        catch (FormatException broken)
        {
            throw new FormatException($"receipt, line 2: {broken.Message}", broken);
        }
    }

    private static byte[] Canonical(string base64) =>
        Convert.FromBase64String(base64) is var bytes && Convert.ToBase64String(bytes) == base64 ? bytes : throw new FormatException("base64 that is not canonical");
}
