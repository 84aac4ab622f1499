using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Vern.Ledger.Checkpoints;
using Vern.Ledger.Proofs;

namespace Vern.Material.Indicators.Lists;

/// <summary>
/// What an edition of a list says of itself: the text that is signed, and whose digest stands in the public ledger. Its canonical form is ten lines; docs/method-lists.md has them.
/// Invariant: the root is that of all lines in order (RFC 6962), the root of changes that of what was added and removed since the edition before.
/// </summary>
/// <param name="Origin">The ledger's name, whose key signs.</param>
/// <param name="List">The list.</param>
/// <param name="Number">1 for the first; each the one before and one.</param>
/// <param name="Previous">SHA-256 of the text of the edition before, in hexadecimal; null for the first.</param>
/// <param name="At">When it was published, to the second.</param>
/// <param name="Size">Lines.</param>
/// <param name="Root">Of all lines.</param>
/// <param name="Added">Lines added.</param>
/// <param name="Removed">Lines removed: tombstones.</param>
/// <param name="Changes">Of the changes.</param>
public sealed partial record ListEdition(string Origin, string List, int Number, string? Previous, DateTimeOffset At, long Size, TreeHash Root, long Added, long Removed, TreeHash Changes)
{
    private const string Header = "vern list/v1";
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The text that is signed.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Header}\norigin {Origin}\nlist {List}\nedition {Number}\nprevious {Previous ?? "none"}\nat {At.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture)}\nall {Size} {Root}\nadded {Added}\nremoved {Removed}\nchanges {Changes}\n");

    /// <summary>SHA-256 of the text, in hexadecimal: what the ledger has, the next edition names and a recipient acknowledges.</summary>
    public string Digest => DigestOf(ToText());

    /// <summary>What two persons have seen when they publish: all but the time and the name of the ledger.</summary>
    public string Content => DigestOf(string.Create(CultureInfo.InvariantCulture, $"{List}\n{Number}\n{Previous}\n{Size} {Root}\n{Added}\n{Removed}\n{Changes}\n"));

    /// <summary>Reads a signed edition.</summary>
    /// <param name="note">The signed note.</param>
    /// <param name="key">The pinned key of the ledger whose list it is.</param>
    /// <exception cref="FormatException">It is none, is not signed by this key, or was altered; the message says what.</exception>
    public static ListEdition Open(string note, NoteKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var signed = SignedNote.Parse(note);
        if (signed.Verify(key).Count == 0) throw new FormatException($"forged: no signature of {key.Name} ({key.Id:x8}) on the edition");
        var edition = Parse(signed.Text);
        return edition.Origin == key.Name ? edition : throw new FormatException($"forged: an edition of {edition.Origin}, signed by {key.Name}");
    }

    /// <summary>Reads the text; nothing in it is proven yet.</summary>
    /// <exception cref="FormatException">It is not the canonical text of an edition.</exception>
    public static ListEdition Parse(string text)
    {
        var form = Form().Match(text ?? "");
        if (!form.Success || !TreeHash.TryParse(form.Groups["root"].Value, out var root) || !TreeHash.TryParse(form.Groups["changes"].Value, out var changes)
            || !DateTimeOffset.TryParseExact(form.Groups["at"].Value, Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            || !int.TryParse(form.Groups["edition"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new FormatException("not an edition of a list (vern list/v1)");
        long Count(string name) => long.Parse(form.Groups[name].Value, CultureInfo.InvariantCulture);
        var edition = new ListEdition(form.Groups["origin"].Value, form.Groups["list"].Value, number, form.Groups["previous"].Value is "none" ? null : form.Groups["previous"].Value, at, Count("size"), root, Count("added"), Count("removed"), changes);
        return edition.ToText() == text ? edition : throw new FormatException("an edition that is not in its canonical spelling");
    }

    /// <summary>The root of lines in the order of their bytes.</summary>
    /// <param name="lines">Lines of a list (<see cref="ListLine"/>), or changes: each with <c>+ </c> or <c>- </c> before it.</param>
    public static TreeHash RootOf(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var tree = new Frontier();
        string[] sorted = [.. lines];
        Array.Sort(sorted, string.CompareOrdinal);
        foreach (var line in sorted) tree.Append(MerkleTree.LeafHash(Encoding.UTF8.GetBytes(line)));
        return tree.Root();
    }

    /// <summary>The root of what changed.</summary>
    public static TreeHash ChangesOf(IEnumerable<string> added, IEnumerable<string> removed) => RootOf(added.Select(line => "+ " + line).Concat(removed.Select(line => "- " + line)));

    private static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex(@"^vern list/v1\norigin (?<origin>\S{1,200})\nlist (?<list>baseline|national-[a-z]{2})\nedition (?<edition>[1-9][0-9]{0,8})\nprevious (?<previous>none|[0-9a-f]{64})\nat (?<at>[0-9TZ:-]{20})\nall (?<size>[0-9]{1,15}) (?<root>\S{44})\nadded (?<added>[0-9]{1,15})\nremoved (?<removed>[0-9]{1,15})\nchanges (?<changes>\S{44})\n$")]
    private static partial Regex Form();
}

/// <summary>A line of a list: <c>pdq 64digits a1</c>. Its order in the tree is that of its bytes.</summary>
public static class ListLine
{
    /// <summary>The line.</summary>
    public static string Of(HashKind kind, string value, string @class) => $"{kind.Word()} {value} {@class}";

    /// <summary>Whether a text is one.</summary>
    public static bool Is(string? line) => line?.Split(' ') is [var kind, var value, var @class] && ReadFingerprint.Kind(kind) is { } known && ReadFingerprint.Value(known, value) == value && @class.Length is > 0 and <= 40;
}
