using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Indicators;
using Vern.Material.Indicators.Lists;
using Vern.Material.Indicators.Storage;
using Vern.Material.Intake.Storage;

namespace Vern.Material.Intake;

// Editions of lists: what is published is signed, chained to the edition before, and its digest stands in the public ledger.
public sealed partial class MaterialStore
{
    private const int Together = 500, MostKept = 100_000;
    private readonly ConcurrentDictionary<string, (long Revision, ListDraft Draft)> drafts = new(StringComparer.Ordinal);

    /// <summary>The lists that there are: the baseline, and every national one that has an entry.</summary>
    public async Task<IReadOnlyList<string>> ListsAsync(CancellationToken cancel = default)
    {
        await using var context = Context();
        return [ReadFingerprint.Baseline, .. (await context.Set<IndicatorRow>().Select(row => row.List).Distinct().ToListAsync(cancel)).Where(list => list != ReadFingerprint.Baseline).Order(StringComparer.Ordinal)];
    }

    /// <summary>What the next edition would be.</summary>
    public async Task<ListDraft> DraftAsync(string list, CancellationToken cancel = default)
    {
        await using var context = Context();
        // Whoever changes entries takes a revision first: as long as it stands still, so does the draft.
        var revision = await context.Set<FeedRow>().Select(row => row.Revision).FirstOrDefaultAsync(cancel);
        if (drafts.TryGetValue(list, out var kept) && kept.Revision == revision) return kept.Draft;
        var draft = (await DraftAsync(context, list, cancel)).Draft;
        if (draft.Added.Count + draft.Removed.Count <= MostKept) drafts[list] = (revision, draft);
        return draft;
    }

    /// <summary>Publishes the next edition, by two verified persons who have both seen the same.</summary>
    /// <param name="list">The list.</param>
    /// <param name="content">What both confirmed (<see cref="ListDraft.Content"/>).</param>
    /// <param name="first">The first person.</param>
    /// <param name="second">The other.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The edition; null where the entries have changed since, there is nothing new, or it is one person.</returns>
    public Task<PublishedEdition?> PublishListAsync(string list, string content, int first, int second, CancellationToken cancel = default) => first == second ? Task.FromResult<PublishedEdition?>(null) : WriteAsync<PublishedEdition?>(async context =>
    {
        var revision = await NextRevisionAsync(context, cancel); // nobody changes entries meanwhile
        var (draft, rows) = await DraftAsync(context, list, cancel);
        if (!draft.IsNew || draft.Content != content) return null;
        var at = DateTimeOffset.FromUnixTimeSeconds(Now().ToUnixTimeSeconds());
        var edition = draft.Edition with { At = at };
        var note = Ledger.Sign(edition.ToText()).ToString();
        var stamp = at.ToUnixTimeMilliseconds();
        context.Add(new EditionRow { List = list, Number = draft.Number, Note = note, Digest = edition.Digest, Size = edition.Size, Added = edition.Added, Removed = edition.Removed, At = stamp, FirstPerson = first, SecondPerson = second });
        await context.SaveChangesAsync(cancel);
        foreach (var kind in rows.Removed.GroupBy(row => row.Kind))
            foreach (var some in kind.Select(row => row.Value).Chunk(Together))
                await context.Set<EditionEntryRow>().Where(row => row.List == list && row.Kind == kind.Key && some.Contains(row.Value) && row.RemovedIn == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.RemovedIn, draft.Number), cancel);
        foreach (var some in rows.Added.Chunk(Together))
        {
            context.ChangeTracker.Clear(); // what is written is looked through no more: a list has a million lines
            context.AddRange(some.Select(row => new EditionEntryRow { List = list, Kind = row.Kind, Value = row.Value, AddedIn = draft.Number, Class = row.Class, Indicator = row.Indicator }));
            await context.SaveChangesAsync(cancel);
        }
        foreach (var some in rows.Added.Select(row => row.Indicator).Concat(rows.Removed.Select(row => row.Indicator)).Distinct().Chunk(Together))
            await context.Set<IndicatorRow>().Where(row => some.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.ChangedAt, stamp).SetProperty(row => row.Published, row => row.Published ?? draft.Number), cancel);
        Record(context, IndicatorsActs.ListPublished, $"list/{list}/edition/{draft.Number}", edition.Digest);
        if (edition.Removed > 0) context.Add(ListReminderJob(list, draft.Number, 1));
        return new PublishedEdition(list, draft.Number, note, edition.Digest, edition.Size, edition.Added, edition.Removed, at);
    }, cancel);

    /// <summary>The editions of a list, latest first.</summary>
    public async Task<IReadOnlyList<PublishedEdition>> EditionsAsync(string list, CancellationToken cancel = default)
    {
        await using var context = Context();
        return [.. (await context.Set<EditionRow>().AsNoTracking().Where(row => row.List == list).OrderByDescending(row => row.Number).ToListAsync(cancel)).Select(Read)];
    }

    /// <summary>The number of the newest edition; 0: none.</summary>
    public async Task<int> NewestEditionAsync(string list, CancellationToken cancel = default)
    {
        await using var context = Context();
        return await context.Set<EditionRow>().Where(row => row.List == list).MaxAsync(row => (int?)row.Number, cancel) ?? 0;
    }

    /// <summary>An edition of a list, whole or as what changed since one; null: there is none, or the one to start from is not before it.</summary>
    public async Task<ListFile?> ListFileAsync(string list, int number, int? since = null, CancellationToken cancel = default)
    {
        await using var context = Context();
        if (since is < 1 || since >= number || !await context.Set<EditionRow>().AnyAsync(row => row.List == list && row.Number == number, cancel)) return null;
        var from = since ?? number - 1;
        var notes = await context.Set<EditionRow>().Where(row => row.List == list && row.Number > from && row.Number <= number).OrderBy(row => row.Number).Select(row => row.Note).ToListAsync(cancel);
        var entries = context.Set<EditionEntryRow>().AsNoTracking().Where(row => row.List == list);
        var added = entries.Where(row => row.AddedIn <= number && (row.RemovedIn == null || row.RemovedIn > number));
        if (since is { } held) added = added.Where(row => row.AddedIn > held);
        var removed = since is null ? [] : await entries.Where(row => row.AddedIn <= since && row.RemovedIn > since && row.RemovedIn <= number).ToListAsync(cancel);
        return new(since, notes, Lines(await added.ToListAsync(cancel)), Lines(removed));
    }

    /// <summary>The receipt that the ledger has an edition; null: it has not.</summary>
    public async Task<string?> ListReceiptAsync(string list, int number, CancellationToken cancel = default)
    {
        await using var context = Context();
        return await context.Set<EditionRow>().AsNoTracking().FirstOrDefaultAsync(row => row.List == list && row.Number == number, cancel) is { } row ? await Ledger.ReceiptAsync(IndicatorsActs.ListPublished, $"list/{list}/edition/{number}", row.Digest, cancel) : null;
    }

    /// <summary>In which edition a fingerprint stands now; null: none.</summary>
    internal async Task<IReadOnlyDictionary<(string List, HashKind Kind, string Value), int>> EditionsOfAsync(IReadOnlyCollection<string> values, CancellationToken cancel)
    {
        var found = new Dictionary<(string, HashKind, string), int>();
        await using var context = Context();
        foreach (var some in values.Distinct(StringComparer.Ordinal).Chunk(Together))
            foreach (var row in await context.Set<EditionEntryRow>().AsNoTracking().Where(row => some.Contains(row.Value) && row.RemovedIn == null).ToListAsync(cancel)) found[(row.List, row.Kind, row.Value)] = row.AddedIn;
        return found;
    }

    private async Task<(ListDraft Draft, (List<(HashKind Kind, string Value, string Class, long Indicator)> Added, List<EditionEntryRow> Removed) Rows)> DraftAsync(MaterialContext context, string list, CancellationToken cancel)
    {
        if (!ReadFingerprint.IsList(list)) throw new ArgumentException("Not a list.", nameof(list));
        var last = await context.Set<EditionRow>().AsNoTracking().Where(row => row.List == list).OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancel);
        var counting = await (from hash in context.Set<IndicatorHashRow>().AsNoTracking()
                              join row in context.Set<IndicatorRow>() on hash.Indicator equals row.Id
                              where row.List == list && (row.State == IndicatorState.Active || row.State == IndicatorState.Challenged) && hash.QuarantinedAt == null
                              select new { hash.Kind, hash.Value, row.Class, row.Id }).ToListAsync(cancel);
        var there = await context.Set<EditionEntryRow>().AsNoTracking().Where(row => row.List == list && row.RemovedIn == null).ToListAsync(cancel);
        var now = new Dictionary<(HashKind, string), int>(counting.Count);
        for (var at = 0; at < counting.Count; at++) now.Add((counting[at].Kind, counting[at].Value), at);
        var kept = new bool[counting.Count];
        // An entry that was withdrawn and proposed anew is another entry, though the line is the same.
        var gone = there.FindAll(row => !(now.TryGetValue((row.Kind, row.Value), out var at) && counting[at].Id == row.Indicator && counting[at].Class == row.Class && (kept[at] = true)));
        var lines = counting.ConvertAll(row => ListLine.Of(row.Kind, row.Value, row.Class));
        var added = Enumerable.Range(0, counting.Count).Where(at => !kept[at]).OrderBy(at => lines[at], StringComparer.Ordinal).ToList();
        IReadOnlyList<string> comes = added.ConvertAll(at => lines[at]), goes = Lines(gone);
        var edition = new ListEdition(Ledger.Key.Name, list, (last?.Number ?? 0) + 1, last?.Digest, default, counting.Count, ListEdition.RootOf(lines), comes.Count, goes.Count, ListEdition.ChangesOf(comes, goes));
        return (new(list, edition.Number, edition.Content, edition.Size, comes, goes) { Edition = edition }, (added.ConvertAll(at => (counting[at].Kind, counting[at].Value, counting[at].Class, counting[at].Id)), gone));
    }

    private static string LineOf(EditionEntryRow row) => ListLine.Of(row.Kind, row.Value, row.Class);

    private static IReadOnlyList<string> Lines(IEnumerable<EditionEntryRow> rows) => [.. rows.Select(LineOf).Order(StringComparer.Ordinal)];

    private static PublishedEdition Read(EditionRow row) => new(row.List, row.Number, row.Note, row.Digest, row.Size, row.Added, row.Removed, DateTimeOffset.FromUnixTimeMilliseconds(row.At));
}
