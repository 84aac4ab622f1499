using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Material.Triage;
using Vern.Material.Triage.Storage;
using Vern.Platform.Interface;
using Vern.Platform.Jobs;
using Vern.Platform.Sealing;
using Vern.Platform.Store;

namespace Vern.Material.Intake;

// Weighing whole reports, each once: the row of its weighing is the mark that it was done.
public sealed partial class MaterialStore
{
    /// <summary>The day's job that weighs again what waits, where a rule on the days that are left counts another way since.</summary>
    internal const string RescoreJob = "triage.rescore";
    /// <summary>The job that weighs again all that waits, by other rules.</summary>
    internal const string RescoreAllJob = "triage.rescore-all";
    private const int MostOfBundle = 50;

    /// <summary>Weighs whole reports that were not weighed yet, in the order in which they became whole: the place of the last one is kept in the same transaction, so each is weighed once, whatever number of processes does.</summary>
    /// <param name="most">How many at most, in one transaction; null: five hundred, and a hundred on SQLite, where nobody else writes meanwhile.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> AssessArrivedAsync(int? most = null, CancellationToken cancel = default)
    {
        await using (var look = Context())
        {
            var place = await look.Set<TriageCursorRow>().Select(row => row.Arrival).FirstOrDefaultAsync(cancel);
            if (await look.Reports.Where(row => row.Arrival > place).OrderBy(row => row.Arrival).Select(row => row.Arrival).FirstOrDefaultAsync(cancel) is null) return 0; // in order: by the index, whatever the server believes of the table
        }
        var (version, rules) = await RulesInForceAsync(cancel);
        var markKey = await Keys.IndexKeyAsync(cancel);
        var (number, weighed) = await WriteAsync<(int, IReadOnlyList<AssessedReport>)>(async context =>
        {
            // By the index, whatever PostgreSQL believes of tables that grow faster than it counts them: read whole for each batch, they hold up the weighing for good.
            if (!address.IsSqlite) await context.Database.ExecuteSqlRawAsync("SET LOCAL jit = off; SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off", cancel);
            if (await context.Set<TriageCursorRow>().ExecuteUpdateAsync(set => set.SetProperty(row => row.Arrival, row => row.Arrival), cancel) == 0) // the first statement locks
            {
                context.Add(new TriageCursorRow { Id = 1 });
                await context.SaveChangesAsync(cancel);
            }
            var place = await context.Set<TriageCursorRow>().Select(row => row.Arrival).FirstAsync(cancel);
            var rows = await context.Reports.AsNoTracking().Where(row => row.Arrival > place).OrderBy(row => row.Arrival).Select(row => new { row.Id, row.Arrival }).Take(most ?? (address.IsSqlite ? 100 : 500)).ToListAsync(cancel);
            if (rows.Count == 0) return (0, []);
            var opened = await AssessAsync(context, [.. rows.Select(row => row.Id)], version, rules, markKey, cancel);
            await context.Set<TriageCursorRow>().ExecuteUpdateAsync(set => set.SetProperty(row => row.Arrival, rows[^1].Arrival!.Value), cancel);
            Record(context, TriageActs.Assessed, "reports", detail: string.Join(' ', rows.Select(row => row.Id.ToString(CultureInfo.InvariantCulture))));
            return (rows.Count, opened);
        }, cancel);
        await CountMatchesAsync(weighed, cancel);
        return number;
    }

    /// <summary>Weighs a report again by the rules in force today; nothing where it waits no more.</summary>
    internal async Task RescoreAsync(long report, CancellationToken cancel)
    {
        var (version, rules) = await RulesInForceAsync(cancel);
        await WriteAsync(async context =>
        {
            if (await context.Set<AssessmentRow>().FirstOrDefaultAsync(row => row.Report == report, cancel) is not { } row || row.State is ReadingState.SetAside or ReadingState.Routed) return false;
            if (await OpenReportAsync(context, report, cancel) is not { } opened) return false;
            await ScoreAsync(row, opened, version, rules, cancel);
            return true;
        }, cancel);
    }

    /// <summary>Weighs again what waits, some after a number; gives the job for those after them.</summary>
    internal async Task<IReadOnlyCollection<JobRow>> RescoreAllAsync(long after, CancellationToken cancel)
    {
        List<long> some;
        await using (var context = Context()) some = await WaitsAfter(context, after).Select(row => row.Report).Take(MostAgain).ToListAsync(cancel);
        foreach (var report in some) await RescoreAsync(report, cancel);
        return some.Count == 0 ? [] : [RescoreAllRow((await RulesInForceAsync(cancel)).Version, some[^1], Now())];
    }

    internal static JobRow RescoreAllRow(int version, long after, DateTimeOffset at) => JobStore.RowOf($"{RescoreAllJob}/{version}/{after}", RescoreAllJob, JsonSerializer.Serialize(after), at);

    /// <summary>Weighs again what waits and counts another way by the days that are left of its evidence than when it was weighed last, some after a number; gives the job for those after them.</summary>
    internal async Task<IReadOnlyCollection<JobRow>> RescoreDueAsync(long after, CancellationToken cancel, int most = MostAgain)
    {
        var (today, edges) = (PageContext.DayOf(Now()), (await RulesInForceAsync(cancel)).Rules.DaysLeftEdges);
        if (edges.Count == 0) return [];
        var (last, some) = (today.AddDays(edges.Max()), new List<long>());
        await using (var context = Context())
        {
            await foreach (var row in WaitsAfter(context, after).Where(row => row.ScoredOn < today && row.Deadline <= last).Select(row => new { row.Report, Deadline = row.Deadline!.Value, row.ScoredOn }).AsAsyncEnumerable().WithCancellation(cancel))
            {
                var (then, now) = (row.Deadline.DayNumber - row.ScoredOn.DayNumber, row.Deadline.DayNumber - today.DayNumber);
                if (edges.Any(edge => then > edge && edge >= now)) some.Add(row.Report);
                if (some.Count == most) break;
            }
        }
        foreach (var report in some) await RescoreAsync(report, cancel);
        return some.Count < most ? [] : [JobStore.RowOf(string.Create(CultureInfo.InvariantCulture, $"{RescoreJob}/{today:yyyy-MM-dd}/{some[^1]}"), RescoreJob, JsonSerializer.Serialize(some[^1]), Now())];
    }

    private const int MostAgain = 200;

    private static IQueryable<AssessmentRow> WaitsAfter(MaterialContext context, long after) =>
        context.Set<AssessmentRow>().AsNoTracking().Where(row => row.Report > after && row.State != ReadingState.SetAside && row.State != ReadingState.Routed).OrderBy(row => row.Report);

    // In the order in which they came. Whatever number they are, they are opened, found again among those before them and written by the same few questions: what is asked for each one alone costs more than the weighing itself.
    private async Task<IReadOnlyList<AssessedReport>> AssessAsync(MaterialContext context, IReadOnlyList<long> reports, int version, ScoreRules rules, byte[] markKey, CancellationToken cancel)
    {
        var all = await OpenReportsAsync(context, reports, cancel); // but for what was erased since
        var marks = all.SelectMany(one => FoldMarks.Of(one.Report, markKey).Select(mark => new ReportMarkRow { Report = one.Row.Id, Kind = mark.Kind, Mark = mark.Mark, IsTest = one.Row.IsTest, At = CameAt(one.Row) })).ToList();
        await InsertRows.RunAsync(context, marks, MaterialShapes.ByName, cancel);
        var earlier = await EarlierAsync(context, reports, rules.FoldDays, cancel);
        var opened = all.ToDictionary(one => one.Row.Id);
        var weighed = await WeighedAsync(context, [.. earlier.Values.Where(first => !opened.ContainsKey(first)).Distinct()], cancel);
        var bundles = new Dictionary<long, WhatIsNew.ToldSoFar>(); // a picture that spreads is reported by hundreds: what it is read with is opened once
        var assessments = new List<AssessmentRow>(all.Count);
        await FollowFeedAsync(cancel);
        foreach (var one in all)
        {
            var assessment = new AssessmentRow { Report = one.Row.Id, State = ReadingState.Waiting, IsTest = one.Row.IsTest, Classes = ClassesOf(one.Report), Reasons = "", CompletenessReasons = "", News = "", ArrivedAt = CameAt(one.Row), Deadline = one.Deadline };
            Score(assessment, one, version, rules); // as if it stood alone
            if (LeaderOf(one.Row.Id) is var (leader, by))
            {
                if (!bundles.TryGetValue(leader.Report, out var told))
                {
                    bundles[leader.Report] = told = new();
                    foreach (var member in opened.TryGetValue(leader.Report, out var first) ? [first] : await BundleAsync(context, leader.Report, cancel)) told.Add(member.Report);
                }
                var news = told.NewIn(one.Report);
                var folds = Folds(assessment, leader, news.Count > 0);
                (assessment.Leader, assessment.FoldedBy, assessment.Fold, assessment.News) = (leader.Report, by, news.Count > 0 ? Fold.More : Fold.Same, string.Join(' ', news.Select(fact => fact.What).Distinct(StringComparer.Ordinal)));
                if (folds)
                {
                    assessment.State = ReadingState.Folded;
                    if (told.Count <= MostOfBundle) told.Add(one.Report);
                }
                Score(assessment, one, version, rules);
            }
            weighed[one.Row.Id] = assessment;
            assessments.Add(assessment);
        }
        await InsertRows.RunAsync(context, assessments, MaterialShapes.ByName, cancel);
        return all;

        // By its file first, then by its place, then by its account. What was read with another leads to that one.
        (AssessmentRow Leader, string By)? LeaderOf(long report)
        {
            foreach (var kind in FoldMarks.Kinds)
            {
                if (!earlier.TryGetValue((report, kind), out var before) || !weighed.TryGetValue(before, out var first)) continue;
                return (first.State is ReadingState.Folded && first.Leader is { } leader ? weighed[leader] : first, kind);
            }
            return null;
        }
    }

    private static long CameAt(ReportRow row) => row.FinishedAt ?? row.ChangedAt;

    // Read with another only where nothing is lost by it: never when it is more urgent than that one, and when it adds something only while that one still waits.
    private static bool Folds(AssessmentRow alone, AssessmentRow leader, bool adds) =>
        alone.Urgency <= leader.Urgency && (!alone.Imminent || leader.Imminent) && (!adds || leader.State is ReadingState.Waiting or ReadingState.Asked);

    // The first whole report before each that bears its mark, within so many days: by the report and the mark's kind.
    private static async Task<IReadOnlyDictionary<(long Report, string Kind), long>> EarlierAsync(MaterialContext context, IReadOnlyList<long> reports, int days, CancellationToken cancel)
    {
        var window = (long)TimeSpan.FromDays(days).TotalMilliseconds;
        var found = await (from mark in context.Set<ReportMarkRow>()
            join report in context.Reports on mark.Report equals report.Id
            where reports.Contains(mark.Report)
            select new
            {
                mark.Report, mark.Kind,
                First = context.Set<ReportMarkRow>().Where(one => one.Mark == mark.Mark && one.At >= mark.At - window && one.At <= mark.At && one.IsTest == mark.IsTest
                    && context.Reports.Any(before => before.Id == one.Report && before.State == IntakeState.Finished && before.Arrival < report.Arrival)).OrderBy(one => one.At).ThenBy(one => one.Report).Select(one => (long?)one.Report).FirstOrDefault(),
            }).ToListAsync(cancel);
        return found.Where(one => one.First is not null).ToDictionary(one => (one.Report, one.Kind), one => one.First!.Value);
    }

    // How reports were weighed, and those that they are read with.
    private static async Task<Dictionary<long, AssessmentRow>> WeighedAsync(MaterialContext context, IReadOnlyList<long> reports, CancellationToken cancel)
    {
        if (reports.Count == 0) return [];
        var rows = await context.Set<AssessmentRow>().AsNoTracking().Where(row => reports.Contains(row.Report)).ToDictionaryAsync(row => row.Report, cancel);
        var leaders = rows.Values.Where(row => row.State is ReadingState.Folded).Select(row => row.Leader).OfType<long>().Where(leader => !rows.ContainsKey(leader)).Distinct().ToList();
        if (leaders.Count > 0) foreach (var row in await context.Set<AssessmentRow>().AsNoTracking().Where(row => leaders.Contains(row.Report)).ToListAsync(cancel)) rows[row.Report] = row;
        return rows;
    }

    /// <summary>A report with those that are read with it, oldest first; those that can be opened.</summary>
    internal async Task<IReadOnlyList<AssessedReport>> BundleAsync(MaterialContext context, long leader, CancellationToken cancel)
    {
        var ids = await context.Set<AssessmentRow>().Where(row => row.Leader == leader && row.State == ReadingState.Folded).OrderBy(row => row.Report).Select(row => row.Report).Take(MostOfBundle).ToListAsync(cancel);
        return await OpenReportsAsync(context, [leader, .. ids], cancel);
    }

    private async Task ScoreAsync(AssessmentRow row, AssessedReport opened, int version, ScoreRules rules, CancellationToken cancel)
    {
        await FollowFeedAsync(cancel);
        Score(row, opened, version, rules);
    }

    private void Score(AssessmentRow row, AssessedReport opened, int version, ScoreRules rules)
    {
        row.Novelty = NoveltyOf(opened.Report.Files, Match(opened.Files));
        row.ScoredOn = PageContext.DayOf(Now());
        var features = ReportFeatures.Of(opened.Report.Facts, [.. opened.Report.Files.Select(file => file.Facts)], opened.Report.Files.Any(file => file.Digest is not null), opened.Row.Channel, row.Novelty, row.Fold, row.Deadline, row.ScoredOn);
        var (urgency, completeness) = (ScoreReport.Urgency(rules, features), ScoreReport.Completeness(rules, features));
        (row.Urgency, row.Imminent, row.Completeness, row.Rules) = (urgency.Value, urgency.Imminent, completeness.Value, version);
        (row.Reasons, row.CompletenessReasons) = (Written(urgency), Written(completeness));
    }

    /// <summary>Known only where every reported file is; near where one is near and none is new.</summary>
    internal static Novelty NoveltyOf(IReadOnlyList<OpenedFile> files, IReadOnlyList<KnownFile> known)
    {
        var kinds = files.Where(file => file.Facts.IsReported).Select(file => known.Where(one => one.File == file.Id).Select(one => one.Counts).DefaultIfEmpty(MatchKind.None).Max()).ToList();
        return kinds.Count == 0 || kinds.Contains(MatchKind.None) ? Novelty.New : kinds.Contains(MatchKind.Near) ? Novelty.NearKnown : Novelty.Known;
    }

    private static string ClassesOf(OpenedReport report)
    {
        var signs = ReportFeatures.SignsOf(report.Facts, [.. report.Files.Select(file => file.Facts)]);
        return string.Join(' ', ((string[])["self-produced", "fictitious", "altered", "generated"]).Where(signs.Contains));
    }

    private static string Written(Score score) => string.Join(' ', score.Rules.Select(rule => string.Create(CultureInfo.InvariantCulture, $"{rule.Rule}={rule.Points}/{rule.Floor}")));

    /// <summary>The rules that counted, from a row.</summary>
    internal static IReadOnlyList<ScoredRule> ReadReasons(string reasons, IReadOnlyDictionary<string, RuleName> names) => [.. reasons.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one =>
    {
        var parts = one.Split('=', '/');
        return new ScoredRule(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture), names.GetValueOrDefault(parts[0]));
    })];

    /// <summary>Opens a report; null where there is none, or what it said is erased.</summary>
    internal async Task<AssessedReport?> OpenReportAsync(MaterialContext context, long id, CancellationToken cancel) => (await OpenReportsAsync(context, [id], cancel)) is [var one] ? one : null;

    // In the order asked for; those that can be opened. A bundle is read at once: each report that says the same as fifty others is held against all of them.
    private async Task<IReadOnlyList<AssessedReport>> OpenReportsAsync(MaterialContext context, IReadOnlyList<long> ids, CancellationToken cancel)
    {
        var rows = await context.Reports.AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        var keys = await workspace.Keys.KeysAsync([.. rows.Values.Select(row => row.KeyId)], cancel);
        var files = (await context.ReportFiles.AsNoTracking().Where(file => ids.Contains(file.Report)).OrderBy(file => file.Place).ToListAsync(cancel)).ToLookup(file => file.Report);
        var senders = rows.Values.Select(row => row.Provider).OfType<int>().Distinct().ToList();
        var providers = senders.Count == 0 ? [] : await context.Providers.AsNoTracking().Where(one => senders.Contains(one.Id)).ToDictionaryAsync(one => one.Id, cancel);
        return [.. ids.Where(id => rows.TryGetValue(id, out var row) && row.Facts.Length > 0 && keys.ContainsKey(row.KeyId)).Select(id => Opened(rows[id], keys[rows[id].KeyId], rows[id].Provider is { } sender ? providers.GetValueOrDefault(sender) : null, [.. files[id]]))];
    }

    private static AssessedReport Opened(ReportRow row, DataKey key, ProviderRow? provider, IReadOnlyList<ReportFileRow> files)
    {
        var facts = JsonSerializer.Deserialize<ReportFacts>(key.OpenField(RowOf(row.Id), FactsColumn, row.Facts), FactsForm)!;
        var opened = files.Select(file => (File: file, Facts: file.Facts is { } box ? JsonSerializer.Deserialize<FileFacts>(key.OpenField(file.Id, FileFactsColumn, box), FactsForm)! : new())).ToList();
        var deadline = (row.PreserveUntil, row.ConnectionsUntil) switch { ({ } a, { } b) => a < b ? a : b, var (a, b) => a ?? b };
        return new(row, key, provider, files, new(facts, [.. opened.Select(pair => new OpenedFile(pair.File.Id, pair.File.Sha256 ?? pair.File.Sha1 ?? pair.File.Md5 ?? Strongest(pair.Facts), pair.Facts))]), deadline);
    }

    private static string? Strongest(FileFacts facts) => ((string[])["sha256", "sha1", "md5", "pdq", "photodna"]).Select(kind => facts.Given.GetValueOrDefault(kind)).FirstOrDefault(value => value is not null);
}

/// <summary>A report opened, with its rows.</summary>
internal sealed record AssessedReport(ReportRow Row, DataKey Key, ProviderRow? Provider, IReadOnlyList<ReportFileRow> Files, OpenedReport Report, DateOnly? Deadline);
