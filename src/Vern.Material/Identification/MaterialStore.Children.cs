using System.Text;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Identification;
using Vern.Material.Identification.Storage;

namespace Vern.Material.Intake;

/// <summary>What saying that a child is identified came to.</summary>
public enum IdentifyStep
{
    /// <summary>It is kept.</summary>
    Done,
    /// <summary>Somebody has identified the child already: nothing was changed (L-002).</summary>
    Already,
    /// <summary>There is no such child, or the day is wrong.</summary>
    NotNow,
}

// Children of series, and victims missing from judgments. Never who they are.
public sealed partial class MaterialStore
{
    /// <summary>A child is identified, by a unit; of two units one comes first, and the other learns that it was.</summary>
    public Task<IdentifyStep> IdentifyChildAsync(string id, DateOnly on, string unit, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        if (on > Today || !await context.Set<SeriesChildRow>().AnyAsync(row => row.Id == id, cancel)) return IdentifyStep.NotNow;
        if (await context.Set<SeriesChildRow>().Where(row => row.Id == id && row.IdentifiedOn == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.IdentifiedOn, on).SetProperty(row => row.By, unit), cancel) == 0) return IdentifyStep.Already;
        Record(context, IdentificationActs.Identified, $"child/{id}");
        return IdentifyStep.Done;
    }, cancel);

    /// <summary>The unit has reported the identified child to Interpol's database (L-001).</summary>
    public Task<bool> ReportedToInterpolAsync(string id, DateOnly on, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        if (on > Today || await context.Set<SeriesChildRow>().Where(row => row.Id == id && row.IdentifiedOn != null && row.IdentifiedOn <= on && row.ToInterpolOn == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.ToInterpolOn, on), cancel) == 0) return false;
        Record(context, IdentificationActs.Identified, $"child/{id}", detail: "interpol");
        return true;
    }, cancel);

    /// <summary>Whoever helps the child has given a reference of hers, with consent noted: opaque here, and opened nowhere (L-008).</summary>
    /// <param name="id">The child; identified.</param>
    /// <param name="reference">What she gave.</param>
    /// <param name="consentOn">The day of the consent.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<bool> LinkChildAsync(string id, string reference, DateOnly consentOn, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reference);
        await using var look = Context();
        var keyId = await look.Set<SeriesChildRow>().Where(row => row.Id == id).Join(look.Set<SeriesRow>(), row => row.Series, series => series.Id, (_, series) => series.KeyId).FirstOrDefaultAsync(cancel);
        if (consentOn > Today || keyId is null || await KeyAsync(keyId, cancel) is not { } key) return false;
        var box = key.SealField(id, CaseReference, Encoding.UTF8.GetBytes(reference.Trim()));
        return await WriteAsync(async context =>
        {
            if (await context.Set<SeriesChildRow>().Where(row => row.Id == id && row.IdentifiedOn != null && row.CaseReference == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.CaseReference, box).SetProperty(row => row.ConsentOn, consentOn), cancel) == 0) return false;
            Record(context, IdentificationActs.Linked, $"child/{id}");
            return true;
        }, cancel);
    }

    /// <summary>Another child is seen in a series, or offenders were identified through it.</summary>
    public Task<bool> CountInSeriesAsync(string id, int children, int offenders, CancellationToken cancel = default) => OnSeriesAsync(id, async context =>
    {
        var there = await context.Set<SeriesChildRow>().CountAsync(row => row.Series == id, cancel);
        if (children < 0 || offenders < 0 || there + children > SeriesCodes.MostChildren || (children == 0 && offenders == 0)) return false;
        for (var child = 0; child < children; child++) context.Add(new SeriesChildRow { Id = RandomId(), Series = id });
        await context.Set<SeriesRow>().Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Offenders, row => row.Offenders + offenders), cancel);
        Record(context, IdentificationActs.Changed, $"series/{id}");
        return true;
    }, cancel);

    /// <summary>Registers a judgment that speaks of more children than were found (L-007); false where it is there.</summary>
    public async Task<bool> KeepJudgmentAsync(MissingVictims judgment, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(judgment);
        if (judgment.Known < 0 || judgment.Missing < 1 || judgment.Shown > SeriesCodes.MostChildren || judgment.On > Today) throw new ArgumentException("More children shown than known, and a day that is past, were expected.", nameof(judgment));
        try
        {
            return await WriteAsync(async context =>
            {
                if (judgment.Series is { } series && !await context.Set<SeriesRow>().AnyAsync(row => row.Id == series, cancel)) return false;
                var id = RandomId();
                context.Add(new JudgmentRow { Id = id, Court = judgment.Court, Reference = judgment.Reference, On = judgment.On, Shown = judgment.Shown, Known = judgment.Known, Series = judgment.Series });
                Record(context, IdentificationActs.JudgmentKept, $"judgment/{id}");
                return true;
            }, cancel);
        }
        catch (DbUpdateException) { return false; }
    }

    /// <summary>Judgments with missing victims, the latest first.</summary>
    public async Task<IReadOnlyList<MissingVictims>> JudgmentsAsync(CancellationToken cancel = default)
    {
        await using var context = Context();
        return await context.Set<JudgmentRow>().AsNoTracking().OrderByDescending(row => row.On).Take(200).Select(row => new MissingVictims(row.Id, row.Court, row.Reference, row.On, row.Shown, row.Known, row.Series)).ToListAsync(cancel);
    }

    /// <summary>The backlog, today.</summary>
    public async Task<Backlog> BacklogAsync(CancellationToken cancel = default)
    {
        var (today, year) = (Today, new DateOnly(Today.Year, 1, 1));
        await using var context = Context();
        var open = context.Set<SeriesChildRow>().Where(child => child.IdentifiedOn == null).Join(context.Set<SeriesRow>(), child => child.Series, series => series.Id, (_, series) => series);
        DateOnly[] ends = [today.AddMonths(-1), today.AddYears(-1), today.AddYears(-5)];
        var (month, one, five) = (ends[0], ends[1], ends[2]);
        var ages = await open.GroupBy(series => series.SeenOn > month ? 0 : series.SeenOn > one ? 1 : series.SeenOn > five ? 2 : 3).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        return new(ages.Values.Sum(), await open.CountAsync(series => !context.Set<SeriesUnitRow>().Any(unit => unit.Series == series.Id), cancel), [.. Enumerable.Range(0, 4).Select(age => ages.GetValueOrDefault(age))],
            await context.Set<SeriesChildRow>().CountAsync(child => child.IdentifiedOn >= year, cancel), await context.Set<SeriesChildRow>().CountAsync(child => child.IdentifiedOn != null && child.ToInterpolOn == null, cancel), await context.Set<JudgmentRow>().SumAsync(row => (int?)(row.Shown - row.Known), cancel) ?? 0);
    }
}
