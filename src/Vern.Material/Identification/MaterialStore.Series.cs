using System.Text;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Identification;
using Vern.Material.Identification.Storage;
using Vern.Platform.Interface;

namespace Vern.Material.Intake;

// Series without pictures: what belongs together, who works on it, which children are identified.
public sealed partial class MaterialStore
{
    private const string NoteBy = "series_notes.by", NoteWords = "series_notes.words", CaseReference = "series_children.case_reference";

    /// <summary>Registers a series; nothing of what belongs to it may belong to another.</summary>
    /// <param name="parts">What belongs to it, at least one.</param>
    /// <param name="seenOn">When it was first seen.</param>
    /// <param name="children">How many children it shows, from 1.</param>
    /// <param name="unit">The body or unit that works on it; null: nobody yet.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Its id; null where some of it belongs to other series, which are named.</returns>
    public async Task<(string? Id, IReadOnlyList<string> Elsewhere)> RegisterSeriesAsync(IReadOnlyList<SeriesPart> parts, DateOnly seenOn, int children, string? unit, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0 || children is < 1 or > SeriesCodes.MostChildren || parts.Any(part => SeriesCodes.Read(part.Kind, part.Value) != part)) throw new ArgumentException("Parts, and a number of children within bounds, were expected.", nameof(parts));
        if (await SeriesOfAsync(parts, cancel) is { Count: > 0 } elsewhere) return (null, elsewhere);
        var id = RandomId();
        var key = await Keys.NewKeyAsync($"series/{id}", cancel);
        try
        {
            return (await WriteAsync(context =>
            {
                context.Add(new SeriesRow { Id = id, SeenOn = seenOn, MadeAt = Milliseconds(), KeyId = key.Id });
                foreach (var part in parts.Distinct()) context.Add(new SeriesPartRow { Kind = part.Kind, Value = part.Value, Series = id });
                for (var child = 0; child < children; child++) context.Add(new SeriesChildRow { Id = RandomId(), Series = id });
                if (unit is not null) context.Add(new SeriesUnitRow { Series = id, Title = unit, Leads = true, Since = Milliseconds() });
                Record(context, IdentificationActs.Changed, $"series/{id}");
                return Task.FromResult(id);
            }, cancel), []);
        }
        catch (DbUpdateException) // of two who register the same at once one comes first
        {
            await Keys.EraseAsync([key.Id], CancellationToken.None);
            return (null, await SeriesOfAsync(parts, cancel));
        }
    }

    /// <summary>Adds to a series what belongs to none yet. What belongs to another stays there, and that one is named.</summary>
    public async Task<AddedParts?> AddPartsAsync(string id, IReadOnlyList<SeriesPart> parts, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return await WriteAsync(async context =>
        {
            if (await context.Set<SeriesRow>().Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.MadeAt, row => row.MadeAt), cancel) == 0) return null;
            var (added, elsewhere) = (0, new HashSet<string>(StringComparer.Ordinal));
            foreach (var part in parts.Distinct())
            {
                if (await context.Set<SeriesPartRow>().FirstOrDefaultAsync(row => row.Kind == part.Kind && row.Value == part.Value, cancel) is { } there) { if (there.Series != id) elsewhere.Add(there.Series); }
                else { context.Add(new SeriesPartRow { Kind = part.Kind, Value = part.Value, Series = id }); added++; }
            }
            if (added > 0) Record(context, IdentificationActs.Changed, $"series/{id}");
            return new AddedParts(added, [.. elsewhere.Order(StringComparer.Ordinal)]);
        }, cancel);
    }

    /// <summary>The series that some of these belong to.</summary>
    public async Task<IReadOnlyList<string>> SeriesOfAsync(IReadOnlyList<SeriesPart> parts, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(parts);
        await using var context = Context();
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in parts.GroupBy(part => part.Kind))
            foreach (var some in group.Select(part => part.Value).Distinct(StringComparer.Ordinal).Chunk(500))
                found.UnionWith(await context.Set<SeriesPartRow>().Where(row => row.Kind == group.Key && some.Contains(row.Value)).Select(row => row.Series).ToListAsync(cancel));
        return [.. found.Order(StringComparer.Ordinal)];
    }

    /// <summary>A series with all that is kept of it; null where there is none.</summary>
    public async Task<Series?> SeriesAsync(string id, CancellationToken cancel = default)
    {
        await using var context = Context();
        if (await context.Set<SeriesRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } row) return null;
        var key = await KeyAsync(row.KeyId, cancel);
        var notes = key is null ? [] : await context.Set<SeriesNoteRow>().AsNoTracking().Where(one => one.Series == id).OrderByDescending(one => one.At).Take(200).ToListAsync(cancel);
        return (await HeadsAsync(context, [row], cancel))[0] with
        {
            Parts = await context.Set<SeriesPartRow>().Where(one => one.Series == id).OrderBy(one => one.Kind).ThenBy(one => one.Value).Take(1000).Select(one => new SeriesPart(one.Kind, one.Value)).ToListAsync(cancel),
            Notes = [.. notes.Select(one => new SeriesNote(Moment(one.At)!.Value, Encoding.UTF8.GetString(key!.OpenField(one.Id, NoteBy, one.By)), Encoding.UTF8.GetString(key.OpenField(one.Id, NoteWords, one.Words))))],
        };
    }

    /// <summary>Series, the oldest first: those with a child not identified, or the others; and how many there are.</summary>
    public async Task<(IReadOnlyList<Series> Series, int Count)> AllSeriesAsync(bool open, bool nobody, int skip, int take, CancellationToken cancel = default)
    {
        await using var context = Context();
        var rows = context.Set<SeriesRow>().AsNoTracking().Where(row => context.Set<SeriesChildRow>().Any(child => child.Series == row.Id && child.IdentifiedOn == null) == open);
        if (nobody) rows = rows.Where(row => !context.Set<SeriesUnitRow>().Any(unit => unit.Series == row.Id));
        return (await HeadsAsync(context, await rows.OrderBy(row => row.SeenOn).ThenBy(row => row.Id).Skip(skip).Take(take).ToListAsync(cancel), cancel), await rows.CountAsync(cancel));
    }

    /// <summary>A unit joins; the first leads. Joining twice is joining once.</summary>
    public Task<bool> JoinSeriesAsync(string id, string unit, CancellationToken cancel = default) => OnSeriesAsync(id, async context =>
    {
        if (await context.Set<SeriesUnitRow>().AnyAsync(row => row.Series == id && row.Title == unit, cancel)) return true;
        context.Add(new SeriesUnitRow { Series = id, Title = unit, Leads = !await context.Set<SeriesUnitRow>().AnyAsync(row => row.Series == id && row.Leads, cancel), Since = Milliseconds() });
        Record(context, IdentificationActs.Worked, $"series/{id}", detail: $"joined {unit}");
        return true;
    }, cancel);

    /// <summary>The lead goes from a unit to another, which joins by it; or a unit leaves. Who leads leaves only when nobody else works on it.</summary>
    /// <param name="id">The series.</param>
    /// <param name="from">The unit.</param>
    /// <param name="to">The unit that leads from now on; null: <paramref name="from"/> leaves.</param>
    /// <param name="cancel">Stops.</param>
    public Task<bool> HandOverSeriesAsync(string id, string from, string? to, CancellationToken cancel = default) => OnSeriesAsync(id, async context =>
    {
        var units = await context.Set<SeriesUnitRow>().Where(row => row.Series == id).ToListAsync(cancel);
        if (units.Find(row => row.Title == from) is not { } mine || from == to) return false;
        if (to is null)
        {
            if (mine.Leads && units.Count > 1) return false;
            context.Remove(mine);
        }
        else
        {
            if (!mine.Leads) return false;
            mine.Leads = false;
            if (units.Find(row => row.Title == to) is { } theirs) theirs.Leads = true;
            else context.Add(new SeriesUnitRow { Series = id, Title = to, Leads = true, Since = Milliseconds() });
        }
        Record(context, IdentificationActs.Worked, $"series/{id}", detail: to is null ? $"left {from}" : $"handed over {from} to {to}");
        return true;
    }, cancel);

    /// <summary>Adds a note, sealed.</summary>
    public async Task<bool> NoteSeriesAsync(string id, string words, string by, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(words);
        await using var look = Context();
        if (await look.Set<SeriesRow>().Where(row => row.Id == id).Select(row => row.KeyId).FirstOrDefaultAsync(cancel) is not { } keyId || await KeyAsync(keyId, cancel) is not { } key) return false;
        return await OnSeriesAsync(id, context =>
        {
            var note = RandomId();
            context.Add(new SeriesNoteRow { Id = note, Series = id, At = Milliseconds(), By = key.SealField(note, NoteBy, Encoding.UTF8.GetBytes(by)), Words = key.SealField(note, NoteWords, Encoding.UTF8.GetBytes(words.Trim())) });
            Record(context, IdentificationActs.Changed, $"series/{id}");
            return Task.FromResult(true);
        }, cancel);
    }

    // The first statement locks.
    private Task<bool> OnSeriesAsync(string id, Func<Storage.MaterialContext, Task<bool>> change, CancellationToken cancel) => WriteAsync(async context =>
        await context.Set<SeriesRow>().Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.MadeAt, row => row.MadeAt), cancel) == 1 && await change(context), cancel);

    private static async Task<List<Series>> HeadsAsync(Storage.MaterialContext context, IReadOnlyList<SeriesRow> rows, CancellationToken cancel)
    {
        var ids = rows.Select(row => row.Id).ToList();
        var children = (await context.Set<SeriesChildRow>().AsNoTracking().Where(row => ids.Contains(row.Series)).OrderBy(row => row.Id).ToListAsync(cancel)).ToLookup(row => row.Series, StringComparer.Ordinal);
        var units = (await context.Set<SeriesUnitRow>().AsNoTracking().Where(row => ids.Contains(row.Series)).ToListAsync(cancel)).ToLookup(row => row.Series, StringComparer.Ordinal);
        var counts = await context.Set<SeriesPartRow>().Where(row => ids.Contains(row.Series)).GroupBy(row => row.Series).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, StringComparer.Ordinal, cancel);
        return [.. rows.Select(row => new Series
        {
            Id = row.Id, MadeAt = Moment(row.MadeAt)!.Value, SeenOn = row.SeenOn, Offenders = row.Offenders, Count = counts.GetValueOrDefault(row.Id),
            Children = [.. children[row.Id].Select(child => new SeriesChild(child.Id, child.IdentifiedOn, child.By, child.ToInterpolOn, child.CaseReference is not null))], Units = [.. units[row.Id].OrderByDescending(unit => unit.Leads).ThenBy(unit => unit.Since).Select(unit => new SeriesUnit(unit.Title, unit.Leads, Moment(unit.Since)!.Value))],
        })];
    }

    private DateOnly Today => PageContext.DayOf(Now());
}
