using Microsoft.EntityFrameworkCore;
using Vern.Material.Indicators;
using Vern.Material.Indicators.Storage;
using Vern.Material.Intake.Storage;
using Vern.Material.Triage;
using Vern.Material.Triage.Storage;

namespace Vern.Material.Intake;

// What follows from a match of the past is a person's to say: the match itself changes nothing.
public sealed partial class MaterialStore
{
    private const string RematchWords = "rematch_answers.words";

    /// <summary>Entries that match earlier reports, those with the latest match first, and how many there are.</summary>
    /// <param name="waiting">Only those with a report that nobody has answered; false: only those where all are; null: all.</param>
    /// <param name="skip">How many to leave out.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<(IReadOnlyList<RematchedEntry> Entries, int Count)> RematchedEntriesAsync(bool? waiting, int skip, int take, CancellationToken cancel = default)
    {
        await using var context = Context();
        var all = context.Set<RematchRow>().AsNoTracking();
        var groups = all.GroupBy(row => row.Indicator).Select(group => new
        {
            Indicator = group.Key, Files = group.Count(), Exact = group.Count(row => row.Kind != HashKind.Pdq), Nearest = group.Min(row => row.Kind == HashKind.Pdq ? (int?)row.Distance : null), Farthest = group.Max(row => row.Kind == HashKind.Pdq ? (int?)row.Distance : null),
            Reports = group.Select(row => row.Report).Distinct().Count(), Waiting = group.Where(row => row.SeenAt == null).Select(row => row.Report).Distinct().Count(), At = group.Max(row => row.At),
        });
        if (waiting is { } only) groups = groups.Where(group => only ? group.Waiting > 0 : group.Waiting == 0);
        var count = await groups.CountAsync(cancel);
        var found = await groups.OrderByDescending(group => group.At).ThenByDescending(group => group.Indicator).Skip(skip).Take(take).ToListAsync(cancel);
        var ids = found.ConvertAll(group => group.Indicator);
        var entries = await context.Set<IndicatorRow>().AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        var states = (await (from row in all
                             join own in context.Set<AssessmentRow>() on row.Report equals own.Report
                             join one in context.Set<AssessmentRow>() on own.Leader equals (long?)one.Report into ones
                             from leader in ones.DefaultIfEmpty()
                             where ids.Contains(row.Indicator)
                             select new { row.Indicator, row.Report, State = own.State == ReadingState.Folded && leader != null ? leader.State : own.State }).Distinct().GroupBy(row => new { row.Indicator, row.State }).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancel)).ToLookup(group => group.Key.Indicator);
        var answers = (await context.Set<RematchAnswerRow>().Where(row => ids.Contains(row.Indicator)).GroupBy(row => new { row.Indicator, row.TakenUp }).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancel)).ToDictionary(group => (group.Key.Indicator, group.Key.TakenUp), group => group.Count);
        return ([.. found.Select(group => new RematchedEntry(group.Indicator, entries[group.Indicator].List, entries[group.Indicator].Class, entries[group.Indicator].State, new(group.Files, group.Exact, group.Nearest, group.Farthest), group.Reports, group.Waiting, At(group.At),
            states[group.Indicator].ToDictionary(one => one.Key.State, one => one.Count), answers.GetValueOrDefault((group.Indicator, true)), answers.GetValueOrDefault((group.Indicator, false))))], count);
    }

    /// <summary>Earlier reports that an entry matches: those that nobody has answered first, then the newest; and how many there are.</summary>
    public async Task<(IReadOnlyList<RematchedReport> Reports, int Count)> RematchedReportsAsync(long indicator, int skip, int take, CancellationToken cancel = default)
    {
        await using var context = Context();
        var groups = context.Set<RematchRow>().AsNoTracking().Where(row => row.Indicator == indicator).GroupBy(row => row.Report).Select(group => new { Report = group.Key, Waiting = group.Count(row => row.SeenAt == null) });
        var ids = await groups.OrderByDescending(group => group.Waiting > 0 ? 1 : 0).ThenByDescending(group => group.Report).Skip(skip).Take(take).Select(group => group.Report).ToListAsync(cancel);
        var found = (await RematchedAsync(context, context.Set<RematchRow>().Where(row => row.Indicator == indicator && ids.Contains(row.Report)), cancel)).ToDictionary(one => one.Report);
        return ([.. ids.Select(id => found[id])], await groups.CountAsync(cancel));
    }

    /// <summary>The entries that match a report since it came in, the latest match first.</summary>
    public async Task<IReadOnlyList<RematchedReport>> RematchesOfAsync(long report, CancellationToken cancel = default)
    {
        await using var context = Context();
        return [.. (await RematchedAsync(context, context.Set<RematchRow>().Where(row => row.Report == report), cancel)).OrderByDescending(one => one.At).ThenByDescending(one => one.Indicator)];
    }

    /// <summary>How many earlier reports an entry matches, and for how many of them nobody has said what follows.</summary>
    public async Task<(int Reports, int Waiting)> RematchesOfEntryAsync(long indicator, CancellationToken cancel = default)
    {
        await using var context = Context();
        var rows = context.Set<RematchRow>().Where(row => row.Indicator == indicator);
        return (await rows.Select(row => row.Report).Distinct().CountAsync(cancel), await rows.Where(row => row.SeenAt == null).Select(row => row.Report).Distinct().CountAsync(cancel));
    }

    /// <summary>How many earlier reports have a match for which nobody has said what follows.</summary>
    public async Task<int> RematchesWaitingAsync(CancellationToken cancel = default)
    {
        await using var context = Context();
        return await RematchesWaitingAsync(context, cancel);
    }

    /// <summary>Says what follows from an entry's match with an earlier report: it goes back to the queue, where everything holds as for any other (two set it aside again), or nothing follows. By a person, with a reason.</summary>
    /// <param name="indicator">The entry.</param>
    /// <param name="report">The report.</param>
    /// <param name="takeUp">Whether it goes back to the queue: one that is decided, or that is read with one that is.</param>
    /// <param name="words">Why.</param>
    /// <param name="reader">Who.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Gone: there is no such match, or what the report said is erased and cannot be read again. NotNow: somebody has answered, or it is in the queue as it is.</returns>
    public async Task<ReadingStep> AnswerRematchAsync(long indicator, long report, bool takeUp, string words, Reader reader, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (string.IsNullOrWhiteSpace(words) || words.Length > LongestWords) throw new ArgumentException("Words were expected.", nameof(words));
        var (version, rules) = await RulesInForceAsync(cancel);
        return await WriteAsync(async context =>
        {
            var now = Now().ToUnixTimeMilliseconds();
            var matches = context.Set<RematchRow>().Where(row => row.Indicator == indicator && row.Report == report);
            if (!await matches.AnyAsync(cancel)) return ReadingStep.Gone;
            var open = await matches.Where(row => row.SeenAt == null).Select(row => row.Id).ToListAsync(cancel);
            var opened = await OpenReportAsync(context, report, cancel);
            if (takeUp && opened is null) return ReadingStep.Gone;
            // Counted by the database: of two answers at once, one counts.
            if (await matches.Where(row => open.Contains(row.Id) && row.SeenAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.SeenAt, now), cancel) == 0) return ReadingStep.NotNow;
            if (takeUp && !await BackAsync(context, opened!, version, rules, cancel))
            {
                await matches.Where(row => open.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.SeenAt, (long?)null), cancel);
                return ReadingStep.NotNow;
            }
            var id = NewId();
            context.Add(new RematchAnswerRow { Id = id, Indicator = indicator, Report = report, TakenUp = takeUp, Words = opened is null ? null : Seal(opened.Key, id, RematchWords, words), Person = reader.Person, ByName = reader.Name, At = now });
            Record(context, takeUp ? TriageActs.TakenUp : TriageActs.NothingFollows, $"report/{report}", detail: $"indicator/{indicator}");
            return ReadingStep.Done;
        }, cancel);
    }

    // Into the queue again, weighed by what is known today. What was read with another stands alone from now on, since that one may show something else.
    private async Task<bool> BackAsync(MaterialContext context, AssessedReport opened, int version, ScoreRules rules, CancellationToken cancel)
    {
        var report = opened.Row.Id;
        if (await context.Set<AssessmentRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Report == report, cancel) is not { } there) return false;
        var stands = there.State is ReadingState.Folded && there.Leader is { } leader ? await context.Set<AssessmentRow>().Where(row => row.Report == leader).Select(row => row.State).FirstAsync(cancel) : there.State;
        if (stands is not (ReadingState.SetAside or ReadingState.Routed)) return false;
        if (await context.Set<AssessmentRow>().Where(row => row.Report == report && row.State == there.State).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, ReadingState.Waiting).SetProperty(row => row.LeaseUntil, 0), cancel) != 1) return false;
        await ScoreAsync(await context.Set<AssessmentRow>().FirstAsync(row => row.Report == report, cancel), opened, version, rules, cancel);
        // What went to an authority has gone there, whatever comes of it now.
        if (stands is ReadingState.SetAside) await (there.State is ReadingState.Folded ? SetOutcomeAsync(context, report, "read", cancel) : SetOutcomesAsync(context, report, "read", cancel));
        return true;
    }

    private static Task<int> RematchesWaitingAsync(MaterialContext context, CancellationToken cancel) => context.Set<RematchRow>().Where(row => row.SeenAt == null).Select(row => row.Report).Distinct().CountAsync(cancel);

    private async Task<IReadOnlyList<RematchedReport>> RematchedAsync(MaterialContext context, IQueryable<RematchRow> rows, CancellationToken cancel)
    {
        var found = await rows.AsNoTracking().ToListAsync(cancel);
        List<long> reports = [.. found.Select(row => row.Report).Distinct()], entries = [.. found.Select(row => row.Indicator).Distinct()];
        var classes = await context.Set<IndicatorRow>().Where(row => entries.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Class, cancel);
        var states = (await (from own in context.Set<AssessmentRow>()
                             join one in context.Set<AssessmentRow>() on own.Leader equals (long?)one.Report into ones
                             from leader in ones.DefaultIfEmpty()
                             where reports.Contains(own.Report)
                             select new { own.Report, own.State, own.Leader, Stands = leader == null ? (ReadingState?)null : leader.State }).ToListAsync(cancel)).ToDictionary(one => one.Report);
        var keyOf = await context.Reports.Where(row => reports.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.KeyId, cancel);
        var keys = await workspace.Keys.KeysAsync([.. keyOf.Values.Distinct(StringComparer.Ordinal)], cancel);
        var answers = (await context.Set<RematchAnswerRow>().AsNoTracking().Where(row => reports.Contains(row.Report) && entries.Contains(row.Indicator)).OrderBy(row => row.At).ToListAsync(cancel)).ToLookup(row => (row.Indicator, row.Report));
        return [.. found.GroupBy(row => (row.Indicator, row.Report)).Select(group =>
        {
            var near = group.Where(row => row.Kind is HashKind.Pdq).Select(row => (int?)row.Distance).ToList();
            var there = states.GetValueOrDefault(group.Key.Report);
            var folded = there?.State is ReadingState.Folded;
            return new RematchedReport(group.Key.Indicator, classes[group.Key.Indicator], group.Key.Report, new(group.Count(), group.Count() - near.Count, near.Min(), near.Max()), At(group.Max(row => row.At)), group.Any(row => row.SeenAt is null),
                there?.State, folded ? there!.Leader : null, folded ? there!.Stands ?? there.State : there?.State,
                [.. answers[group.Key].Select(row => new RematchAnswer(row.TakenUp, keys.TryGetValue(keyOf[row.Report], out var key) ? Open(key, row.Id, RematchWords, row.Words) : null, row.ByName, At(row.At)))]);
        })];
    }
}
