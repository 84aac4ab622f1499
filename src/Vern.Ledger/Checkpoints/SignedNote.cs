using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Vern.Ledger.Checkpoints;

/// <summary>One signature line of a note.</summary>
/// <param name="Name">The key's name.</param>
/// <param name="KeyId">The key's id.</param>
/// <param name="Signature">The bytes after the id.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Signature)
{
    /// <summary>True if the line says it is by this key; whether it is, only verifying tells.</summary>
    public bool ClaimsToBeBy(NoteKey key) => key is not null && Name == key.Name && KeyId == key.Id;

    /// <summary>The line with its newline.</summary>
    public override string ToString()
    {
        Span<byte> bytes = new byte[4 + Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Signature.Span.CopyTo(bytes[4..]);
        return $"\u2014 {Name} {Convert.ToBase64String(bytes)}\n";
    }
}

/// <summary>
/// A text signed by one or more keys (C2SP signed-note). Invariant: the text ends in a newline and has no other control characters; there is at least one
/// signature, at most <see cref="MostSignatures"/>. The text means nothing until <see cref="Verify"/> names a key that is trusted.
/// </summary>
public sealed class SignedNote
{
    /// <summary>More signature lines than this are refused (the specification asks for at least 16).</summary>
    public const int MostSignatures = 64;

    private SignedNote(string text, IReadOnlyList<NoteSignature> signatures) => (Text, Signatures) = (text, signatures);

    /// <summary>What is signed, with its last newline.</summary>
    public string Text { get; }

    /// <summary>The signature lines in their order.</summary>
    public IReadOnlyList<NoteSignature> Signatures { get; }

    /// <summary>Signs a text with each of the signers.</summary>
    public static SignedNote Sign(string text, params ReadOnlySpan<NoteSigner> signers)
    {
        ArgumentNullException.ThrowIfNull(text);
        var signatures = new List<NoteSignature>();
        foreach (var signer in signers) signatures.Add(Signature(text, signer));
        return Parse(Write(text, signatures));
    }

    /// <summary>The same note with more signature lines; lines that are there already are not repeated.</summary>
    public SignedNote With(params IEnumerable<NoteSignature> more) =>
        Parse(Write(Text, [.. Signatures.Concat(more).DistinctBy(line => line.ToString())]));

    /// <summary>Reads a note in its one canonical spelling.</summary>
    /// <exception cref="FormatException">It is not one; the message says what and in which line.</exception>
    public static SignedNote Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Parse(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8));
        }
        catch (DecoderFallbackException broken)
        {
            throw new FormatException("a note that is not UTF-8", broken);
        }
    }

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    public static SignedNote Parse(string note)
    {
        ArgumentNullException.ThrowIfNull(note);
        if (note.Any(c => c < ' ' && c != '\n')) throw new FormatException("a note with a control character other than newline");
        var blank = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0 || !note.EndsWith('\n')) throw new FormatException("not a signed note: no blank line before signatures, or cut at the end");
        var lines = note[(blank + 2)..].Split('\n')[..^1];
        if (lines.Length is 0 or > MostSignatures) throw new FormatException($"a note with {lines.Length} signatures, expected 1 to {MostSignatures}");
        var signatures = new List<NoteSignature>(lines.Length);
        var number = note.AsSpan(0, blank + 2).Count('\n');
        foreach (var line in lines)
        {
            number++;
            var parts = line.Split(' ');
            Span<byte> bytes = new byte[line.Length];
            if (parts is not ["\u2014", { Length: > 0 }, _] || !Convert.TryFromBase64String(parts[2], bytes, out var length) || length < 5)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"line {number}: not a signature line, expected \u2014 NAME BASE64"));
            var signature = new NoteSignature(parts[1], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4..length].ToArray());
            if (signature.ToString() != line + "\n") throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"line {number}: base64 that is not canonical"));
            signatures.Add(signature);
        }
        return new SignedNote(note[..(blank + 1)], signatures);
    }

    /// <summary>
    /// The keys among <paramref name="keys"/> whose signature on this note is good. Signatures of unknown keys are ignored, as the specification wants.
    /// </summary>
    /// <exception cref="FormatException">A line says it is by one of the keys and is not: the whole note is to be refused.</exception>
    public IReadOnlyList<NoteKey> Verify(params IEnumerable<NoteKey> keys)
    {
        var known = keys.ToList();
        var text = Encoding.UTF8.GetBytes(Text);
        var good = new List<NoteKey>();
        foreach (var signature in Signatures)
        {
            if (known.Find(signature.ClaimsToBeBy) is not { } key) continue;
            if (!key.Verify(text, signature.Signature.Span)) throw new FormatException($"the signature of {key.Name} ({key.Id:x8}) is wrong: text or signature was altered");
            if (!good.Contains(key)) good.Add(key);
        }
        return good;
    }

    /// <summary>The whole note.</summary>
    public override string ToString() => Write(Text, Signatures);

    internal static NoteSignature Signature(string text, NoteSigner signer, long notBefore = 1) =>
        new(signer.Key.Name, signer.Key.Id, signer.Sign(Encoding.UTF8.GetBytes(text), notBefore));

    private static string Write(string text, IEnumerable<NoteSignature> signatures) => text + "\n" + string.Concat(signatures);
}
