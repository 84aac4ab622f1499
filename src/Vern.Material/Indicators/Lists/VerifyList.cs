using Vern.Ledger.Checkpoints;
using Vern.Ledger.Log;

namespace Vern.Material.Indicators.Lists;

/// <summary>An edition that a recipient holds, proven: the note and all its lines.</summary>
/// <param name="Edition">What the edition says of itself.</param>
/// <param name="Lines">All lines, in order.</param>
/// <param name="IsWhole">Whether these are all lines; false where only one edition's changes were given and proven.</param>
public sealed record HeldList(ListEdition Edition, IReadOnlySet<string> Lines, bool IsWhole = true);

/// <summary>Checks what a recipient was given, offline, with the pinned key alone. Pure.</summary>
public static class VerifyList
{
    /// <summary>Checks a file and gives what the recipient holds then.</summary>
    /// <param name="file">What was given.</param>
    /// <param name="key">The pinned key of the centre's ledger.</param>
    /// <param name="held">What the recipient held before; null: nothing. Only then is a replayed edition told from a new one.</param>
    /// <exception cref="FormatException">It does not hold; the message begins with forged, replayed, reordered, missing or altered, and says what.</exception>
    public static HeldList Run(ListFile file, NoteKey key, HeldList? held = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        var editions = file.Editions.Select(note => ListEdition.Open(note, key)).ToList();
        var last = editions[^1];
        if (editions.Exists(edition => edition.List != last.List)) throw new FormatException("forged: editions of more than one list");
        if (held is not null)
        {
            if (!held.IsWhole) throw new ArgumentException("What is held is a whole list.", nameof(held));
            if (held.Edition.List != last.List) throw new FormatException($"forged: an edition of {last.List}, {held.Edition.List} is held");
            if (last.Number < held.Edition.Number) throw new FormatException($"replayed: edition {last.Number}, {held.Edition.Number} is held already");
            if (last.Number == held.Edition.Number && last.Digest != held.Edition.Digest) throw new FormatException($"forged: another edition {last.Number} than the one that is held; keep both, they prove that two were signed");
            if (last.At < held.Edition.At) throw new FormatException($"replayed: edition {last.Number} is older than the one that is held");
        }
        for (var place = 1; place < editions.Count; place++)
        {
            if (editions[place].Number != editions[place - 1].Number + 1) throw new FormatException($"reordered: edition {editions[place].Number} follows edition {editions[place - 1].Number}");
            if (editions[place].Previous != editions[place - 1].Digest) throw new FormatException($"forged: edition {editions[place].Number} does not follow from the edition {editions[place - 1].Number} given");
        }
        return file.Since is { } since ? Changed(file, editions, since, held) : Whole(file, editions, held);
    }

    /// <summary>Checks that the ledger has an edition, by a receipt (<c>vern ledger receipt</c>, or the interface's).</summary>
    /// <exception cref="FormatException">The receipt does not hold, or is of something else.</exception>
    public static ReceiptContents Receipt(string receipt, ListEdition edition, NoteKey key)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var proven = Ledger.Checkpoints.Receipt.Parse(receipt).Verify(key);
        if (!Entry.TryParse(proven.Entry.Span, out var entry, out var problem)) throw new FormatException($"receipt: an entry that is {problem}");
        string? Field(string name) => entry.Public.GetValueOrDefault(name)?.Value;
        if (entry.Kind != IndicatorsActs.ListPublished.Kind) throw new FormatException("receipt: not of a list's edition");
        if (Field("resource") != $"list/{edition.List}/edition/{edition.Number}") throw new FormatException($"receipt: not of edition {edition.Number} of {edition.List}");
        return Field("digest") == edition.Digest ? proven : throw new FormatException($"forged: the ledger has another edition {edition.Number} of {edition.List}; keep both, they prove that two were signed");
    }

    private static HeldList Whole(ListFile file, List<ListEdition> editions, HeldList? held)
    {
        if (editions.Count != 1) throw new FormatException("altered: a whole list has the note of its one edition");
        if (file.Removed.Count > 0) throw new FormatException("altered: a whole list with lines removed");
        var edition = editions[0];
        if (held is not null && edition.Number == held.Edition.Number + 1 && edition.Previous != held.Edition.Digest) throw new FormatException($"forged: edition {edition.Number} does not follow from the edition {held.Edition.Number} that is held");
        return Proven(edition, Lines(file.Added));
    }

    private static HeldList Changed(ListFile file, List<ListEdition> editions, int since, HeldList? held)
    {
        var (first, last) = (editions[0], editions[^1]);
        if (first.Number != since + 1) throw new FormatException($"reordered: changes since edition {since} begin with edition {first.Number}");
        var (added, removed) = (Lines(file.Added), Lines(file.Removed));
        if (held is null)
        {
            // Without what was held only a single step can be proven, by the root of its changes.
            if (editions.Count > 1) throw new FormatException("missing: changes over several editions are proven with the edition that is held (--held)");
            if (first.Added != added.Count || first.Removed != removed.Count || ListEdition.ChangesOf(added, removed) != first.Changes) throw new FormatException(Difference(first, added.Count, removed.Count));
            return new(first, added, IsWhole: false);
        }
        if (held.Edition.Number != since) throw new FormatException($"missing: changes since edition {since}, edition {held.Edition.Number} is held");
        if (first.Previous != held.Edition.Digest) throw new FormatException($"forged: edition {first.Number} does not follow from the edition {since} that is held");
        var lines = held.Lines.ToHashSet(StringComparer.Ordinal);
        foreach (var line in removed) if (!lines.Remove(line)) throw new FormatException("altered: a line is removed that was not there");
        foreach (var line in added) if (!lines.Add(line)) throw new FormatException("altered: a line is added that is there already");
        if (editions.Count == 1 && (first.Added != added.Count || first.Removed != removed.Count)) throw new FormatException(Difference(first, added.Count, removed.Count));
        return Proven(last, lines);
    }

    private static string Difference(ListEdition edition, int added, int removed) =>
        removed < edition.Removed ? $"missing: edition {edition.Number} removes {edition.Removed}, {removed} are here: a withdrawal is kept back"
        : added > edition.Added ? $"forged: edition {edition.Number} adds {edition.Added}, {added} are here: an entry was slipped in"
        : $"altered: the changes are not those that edition {edition.Number} signs";

    private static HeldList Proven(ListEdition edition, HashSet<string> lines)
    {
        if (lines.Count != edition.Size) throw new FormatException($"altered: {lines.Count} lines, edition {edition.Number} has {edition.Size}: {(lines.Count > edition.Size ? "an entry was slipped in, or a withdrawal is kept back" : "entries are missing")}");
        return ListEdition.RootOf(lines) == edition.Root ? new(edition, lines) : throw new FormatException($"altered: the lines are not those that edition {edition.Number} signs");
    }

    private static HashSet<string> Lines(IReadOnlyList<string> lines)
    {
        var set = lines.ToHashSet(StringComparer.Ordinal);
        return set.Count == lines.Count ? set : throw new FormatException("altered: a line twice");
    }
}
