using System.Diagnostics.CodeAnalysis;
using System.Text;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Log;

/// <summary>
/// Text that anyone may read, for ever: it stands in the log as it is and can never be erased. Making one is the decision that it is public; there is no conversion from a string on purpose.
/// </summary>
/// <param name="Value">The text. No personal data.</param>
public sealed record PublicText(string Value)
{
    /// <summary>The text.</summary>
    public override string ToString() => Value;
}

/// <summary>
/// An entry that says in public what happened and commits to the rest without revealing it. Canonical bytes: the line <c>vern-entry/v1 KIND</c>, a line <c>+name text</c> for each public field (with \ and newline
/// escaped), a line <c>#name base64</c> for each commitment, both in ordinal order of names. Invariant: bytes and entry are one to one; other bytes are no entry.
/// </summary>
public sealed class Entry
{
    private const string Header = "vern-entry/v1 ";

    private readonly SortedDictionary<string, PublicText> open = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, TreeHash> commitments = new(StringComparer.Ordinal);

    private Entry(string kind) => Kind = kind;

    /// <summary>What happened, in the form <c>report.published</c>.</summary>
    public string Kind { get; }

    /// <summary>Fields that anyone may read.</summary>
    public IReadOnlyDictionary<string, PublicText> Public => open;

    /// <summary>Fields of which the log holds only the commitment; see <see cref="Sealed"/>.</summary>
    public IReadOnlyDictionary<string, TreeHash> Commitments => commitments;

    /// <summary>An entry from its fields. Names and kind are a to z, 0 to 9, dot, hyphen and underscore, 1 to 64 characters, and are public.</summary>
    /// <exception cref="ArgumentException">A name is not one, stands in both parts, or a text holds what UTF-8 cannot.</exception>
    public static Entry Of(string kind, IReadOnlyDictionary<string, PublicText> open, IReadOnlyDictionary<string, Sealed> hidden)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(hidden);
        if (!IsName(kind)) throw new ArgumentException("not a kind: expected 1 to 64 of a-z, 0-9, dot, hyphen, underscore", nameof(kind));
        var entry = new Entry(kind);
        foreach (var (name, text) in open) entry.open.Add(name, text);
        foreach (var (name, payload) in hidden) entry.commitments.Add(name, payload.CommitmentFor(name));
        if (open.Keys.Concat(hidden.Keys).FirstOrDefault(name => !IsName(name) || (open.ContainsKey(name) && hidden.ContainsKey(name))) is not null)
            throw new ArgumentException("a field's name is no name, or stands in both parts", nameof(open));
        return TryParse(entry.ToBytes(), out _, out var problem) ? entry : throw new ArgumentException(problem, nameof(open));
    }

    /// <summary>The canonical bytes, to be appended.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder(Header).Append(Kind).Append('\n');
        foreach (var (name, value) in open) text.Append('+').Append(name).Append(' ').Append(Escape(value.Value)).Append('\n');
        foreach (var (name, commitment) in commitments) text.Append('#').Append(name).Append(' ').Append(commitment.ToString()).Append('\n');
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text.ToString());
    }

    /// <summary>Reads canonical bytes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Entry? entry, out string problem)
    {
        entry = null;
        problem = "not a vern-entry/v1 in its canonical spelling";
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        if (!lines[0].StartsWith(Header, StringComparison.Ordinal) || !IsName(lines[0][Header.Length..])) return false;
        var read = new Entry(lines[0][Header.Length..]);
        foreach (var line in lines[1..^1])
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space < 2 || !IsName(line[1..space])) return false;
            var (name, value) = (line[1..space], line[(space + 1)..]);
            var added = line[0] switch
            {
                '+' => read.open.TryAdd(name, new PublicText(Unescape(value))),
                '#' => TreeHash.TryParse(value, out var commitment) && read.commitments.TryAdd(name, commitment) && !read.open.ContainsKey(name),
                _ => false,
            };
            if (!added) return false;
        }
        // Written anew it must be the same bytes: order, escapes and UTF-8 have one spelling each.
        if (!read.ToBytes().AsSpan().SequenceEqual(bytes)) return false;
        (entry, problem) = (read, "");
        return true;
    }

    private static bool IsName(string name) => name.Length is >= 1 and <= 64 && name.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '.' or '-' or '_');

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            plain.Append(text[i] != '\\' || i + 1 == text.Length ? text[i] : text[++i] == 'n' ? '\n' : text[i]);
        return plain.ToString();
    }
}
