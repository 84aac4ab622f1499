using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Material.Triage;
using Vern.Material.Triage.Storage;
using Vern.Platform.Interface;

namespace Vern.Material.Intake;

// The queue, and who reads what.
public sealed partial class MaterialStore
{
    private const int MostInDanger = 200;

    /// <summary>The queue.</summary>
    /// <param name="tests">Test reports instead of the others.</param>
    /// <param name="skip">How many of the rest to leave out.</param>
    /// <param name="take">How many of the rest at most.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<QueueView> QueueAsync(bool tests, int skip, int take, CancellationToken cancel = default)
    {
        var rules = (await RulesInForceAsync(cancel)).Rules;
        await using var context = Context();
        var all = context.Set<AssessmentRow>().AsNoTracking();
        var waiting = all.Where(row => row.IsTest == tests && row.State == ReadingState.Waiting);
        return new(await HeadsAsync(context, Ordered(waiting.Where(row => row.Imminent)).Take(MostInDanger), cancel), await HeadsAsync(context, Ordered(waiting.Where(row => !row.Imminent)).Skip(skip).Take(take), cancel),
            await waiting.CountAsync(row => !row.Imminent, cancel), await HeadsAsync(context, Ordered(all.Where(row => row.IsTest == tests && row.State == ReadingState.SecondReading)).Take(MostInDanger), cancel),
            await all.CountAsync(row => !row.IsTest && row.State == ReadingState.Asked, cancel), await RematchesWaitingAsync(context, cancel), await all.CountAsync(row => row.IsTest, cancel), rules.Tiers);
    }

    /// <summary>The real reports in a state that no queue shows, the newest first, and how many there are.</summary>
    /// <param name="state">The state: <see cref="ReadingState.Asked"/>, say.</param>
    /// <param name="skip">How many to leave out.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<(IReadOnlyList<QueuedReport> Reports, int Count)> ReportsInAsync(ReadingState state, int skip, int take, CancellationToken cancel = default)
    {
        await using var context = Context();
        var rows = context.Set<AssessmentRow>().AsNoTracking().Where(row => !row.IsTest && row.State == state);
        return (await HeadsAsync(context, rows.OrderByDescending(row => row.ArrivedAt).ThenByDescending(row => row.Report).Skip(skip).Take(take), cancel), await rows.CountAsync(cancel));
    }

    /// <summary>How much a person has read.</summary>
    public async Task<Exposure> ExposureAsync(int person, CancellationToken cancel = default)
    {
        var limits = (await RulesInForceAsync(cancel)).Rules.Exposure;
        var (now, start) = (Now(), PageContext.StartOf(PageContext.DayOf(Now())));
        var since = Math.Min(start.ToUnixTimeMilliseconds(), now.AddHours(-12).ToUnixTimeMilliseconds());
        await using var context = Context();
        var readings = await context.Set<ReadingRow>().AsNoTracking().Where(row => row.Person == person && row.At >= since).Select(row => new { row.Report, row.At }).ToListAsync(cancel);
        return Exposure.Of([.. readings.Select(row => (row.Report, DateTimeOffset.FromUnixTimeMilliseconds(row.At)))], limits, start, now);
    }

    /// <summary>Takes the next report: a child in danger first, then the one that she has already, then the most urgent that nobody reads. Who is to pause is given only what cannot wait.</summary>
    /// <returns>The report; null: none for her now.</returns>
    public async Task<long?> TakeNextAsync(Reader reader, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var pauses = (await ExposureAsync(reader.Person, cancel)).PauseUntil is not null;
        var account = reader.Account;
        while (true)
        {
            var now = Now().ToUnixTimeMilliseconds();
            long? next;
            await using (var context = Context())
            {
                next = await Ordered(context.Set<AssessmentRow>().Where(row => !row.IsTest && row.State == ReadingState.Waiting && (row.LeaseUntil <= now || row.Reader == account) && (!pauses || row.Imminent)), account, now).Select(row => (long?)row.Report).FirstOrDefaultAsync(cancel);
            }
            if (next is not { } report) return null;
            if (await TakeAsync(report, reader, cancel) is ReadingStep.Done) return report; // otherwise somebody was quicker
        }
    }

    /// <summary>Takes a report that nobody else reads.</summary>
    public async Task<ReadingStep> TakeAsync(long report, Reader reader, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var lease = (await RulesInForceAsync(cancel)).Rules.LeaseMinutes;
        return await WriteAsync(async context =>
        {
            var now = Now().ToUnixTimeMilliseconds();
            var (account, name, until) = (reader.Account, reader.Name, now + (lease * 60_000L));
            var taken = await context.Set<AssessmentRow>().Where(row => row.Report == report && row.State == ReadingState.Waiting && (row.LeaseUntil <= now || row.Reader == account))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Reader, account).SetProperty(row => row.ReaderName, name).SetProperty(row => row.LeaseUntil, until), cancel);
            if (taken == 1)
            {
                Record(context, TriageActs.Taken, $"report/{report}");
                return ReadingStep.Done;
            }
            return await context.Set<AssessmentRow>().Where(row => row.Report == report).Select(row => (ReadingState?)row.State).FirstOrDefaultAsync(cancel) switch { null => ReadingStep.Gone, ReadingState.Waiting => ReadingStep.Held, _ => ReadingStep.NotNow };
        }, cancel);
    }

    /// <summary>Gives a report back to the queue.</summary>
    public Task<ReadingStep> GiveBackAsync(long report, Reader reader, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return WriteAsync(async context => await context.Set<AssessmentRow>().Where(row => row.Report == report && row.Reader == reader.Account).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, 0), cancel) == 1 ? ReadingStep.Done : ReadingStep.NotNow, cancel);
    }

    /// <summary>Whether a report is about a child in danger now; false where there is none.</summary>
    public async Task<bool> IsImminentAsync(long report, CancellationToken cancel = default)
    {
        await using var context = Context();
        return await context.Set<AssessmentRow>().AnyAsync(row => row.Report == report && row.Imminent, cancel);
    }

    /// <summary>A report as its reader sees it, and that she has read it; null where there is none.</summary>
    public async Task<ReportView?> ReadAsync(long report, Reader reader, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (await ViewAsync(report, cancel) is not { } view) return null;
        await WriteAsync(context =>
        {
            context.Add(new ReadingRow { Person = reader.Person, Report = report, At = Now().ToUnixTimeMilliseconds() });
            return Task.FromResult(0);
        }, cancel);
        return view;
    }

    internal async Task<ReportView?> ViewAsync(long report, CancellationToken cancel)
    {
        var rules = (await RulesInForceAsync(cancel)).Rules;
        await using var context = Context();
        if (await context.Set<AssessmentRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Report == report, cancel) is not { } row) return null;
        var head = (await HeadsAsync(context, context.Set<AssessmentRow>().AsNoTracking().Where(one => one.Report == report), cancel))[0];
        var opened = await OpenReportAsync(context, report, cancel);
        var (with, before) = (new List<FoldedReport>(), new List<OpenedReport>());
        if (opened is not null) before.Add(opened.Report);
        foreach (var member in (await BundleAsync(context, report, cancel)).Where(member => member.Row.Id != report))
        {
            var by = await context.Set<AssessmentRow>().Where(one => one.Report == member.Row.Id).Select(one => one.FoldedBy).FirstAsync(cancel);
            with.Add(new(member.Row.Id, member.Provider?.Title, DateTimeOffset.FromUnixTimeMilliseconds(member.Row.FinishedAt ?? member.Row.ChangedAt), by ?? "file", member.Row.State is IntakeState.Retracted, WhatIsNew.Run(member.Report, before)));
            before.Add(member.Report);
        }
        IReadOnlyList<NewFact> news = row.Leader is { } leader && opened is not null ? WhatIsNew.Run(opened.Report, (await BundleAsync(context, leader, cancel)).Where(member => member.Row.Id < report).Select(member => member.Report)) : [];
        return new(head, opened?.Report, ReadReasons(row.CompletenessReasons, await RuleNamesAsync(context, cancel)), rules.Tiers.Of(row.Urgency), opened is null ? [] : await MatchAsync(opened.Files, cancel), with, row.Leader, row.FoldedBy, news,
            opened is null ? [] : await SetAsidesAsync(context, report, opened.Key, cancel), opened is null ? [] : await QuestionsAsync(context, report, opened.Key, cancel), row.Rules, row.LeaseUntil > Now().ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(row.LeaseUntil) : null);
    }

    private static IQueryable<AssessmentRow> Ordered(IQueryable<AssessmentRow> rows) =>
        rows.OrderByDescending(row => row.Urgency).ThenBy(row => row.Deadline == null).ThenBy(row => row.Deadline).ThenBy(row => row.ArrivedAt).ThenBy(row => row.Report);

    private static IQueryable<AssessmentRow> Ordered(IQueryable<AssessmentRow> rows, int account, long now) => rows.OrderByDescending(row => row.Imminent).ThenByDescending(row => row.Reader == account && row.LeaseUntil > now)
        .ThenByDescending(row => row.Urgency).ThenBy(row => row.Deadline == null).ThenBy(row => row.Deadline).ThenBy(row => row.ArrivedAt).ThenBy(row => row.Report);

    private async Task<IReadOnlyList<QueuedReport>> HeadsAsync(MaterialContext context, IQueryable<AssessmentRow> rows, CancellationToken cancel)
    {
        var found = await rows.ToListAsync(cancel);
        var ids = found.ConvertAll(row => row.Report);
        var reports = await context.Reports.AsNoTracking().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Kind, row.Channel, row.State, row.Provider }).ToDictionaryAsync(row => row.Id, cancel);
        var senders = await context.Providers.AsNoTracking().ToDictionaryAsync(row => row.Id, row => row.Title, cancel);
        var folded = await context.Set<AssessmentRow>().Where(row => row.State == ReadingState.Folded && row.Leader != null && ids.Contains(row.Leader.Value)).GroupBy(row => row.Leader!.Value).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        var names = await RuleNamesAsync(context, cancel);
        var now = Now().ToUnixTimeMilliseconds();
        return [.. found.Select(row => new QueuedReport(row.Report, reports[row.Report].Kind, reports[row.Report].Channel, reports[row.Report].Provider is { } provider ? senders.GetValueOrDefault(provider) : null, row.State, reports[row.Report].State is IntakeState.Retracted, row.IsTest,
            row.Urgency, row.Completeness, row.Imminent, row.Novelty, ReadReasons(row.Reasons, names), folded.GetValueOrDefault(row.Report), DateTimeOffset.FromUnixTimeMilliseconds(row.ArrivedAt), row.Deadline, row.LeaseUntil > now ? row.ReaderName : null, row.LeaseUntil > now ? row.Reader : null)
        { Classes = row.Classes.Split(' ', StringSplitOptions.RemoveEmptyEntries) })];
    }
}
