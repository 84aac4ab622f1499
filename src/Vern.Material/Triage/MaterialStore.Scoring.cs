using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Material.Triage;
using Vern.Material.Triage.Storage;
using Vern.Platform.Access;
using Vern.Platform.Interface;

namespace Vern.Material.Intake;

// The rules that reports are weighed by: proposed by one verified person, put into force by another.
public sealed partial class MaterialStore
{
    private const int MostReplayed = 5000;

    /// <summary>The rules in force with their version; 0: as shipped.</summary>
    public async Task<(int Version, ScoreRules Rules)> RulesInForceAsync(CancellationToken cancel = default)
    {
        await using var context = Context();
        return await context.Set<ScoreRulesRow>().AsNoTracking().Where(row => row.InForceAt != null).OrderByDescending(row => row.InForceAt).ThenByDescending(row => row.Version).FirstOrDefaultAsync(cancel) is { } row ? (row.Version, ScoreRules.ReadKept(row.Text)) : (0, ScoreRules.Shipped);
    }

    /// <summary>The words of rules that the centre has added, of all versions: what a removed one has counted for can still be read.</summary>
    internal static async Task<IReadOnlyDictionary<string, RuleName>> RuleNamesAsync(MaterialContext context, CancellationToken cancel)
    {
        var texts = await context.Set<ScoreRulesRow>().Where(row => row.Text.Contains("\"name\":")).Select(row => row.Text).ToListAsync(cancel);
        var named = texts.Select(ScoreRules.ReadKept).SelectMany(rules => rules.Urgency.Concat(rules.Completeness)).Where(rule => rule.Name is not null);
        return named.DistinctBy(rule => rule.Id, StringComparer.Ordinal).ToDictionary(rule => rule.Id, rule => rule.Name!, StringComparer.Ordinal);
    }

    /// <summary>All versions, newest first.</summary>
    public async Task<IReadOnlyList<RulesVersion>> RulesVersionsAsync(CancellationToken cancel = default)
    {
        await using var context = Context();
        return [.. (await context.Set<ScoreRulesRow>().AsNoTracking().OrderByDescending(row => row.Version).ToListAsync(cancel)).Select(VersionOf)];
    }

    /// <summary>Proposes other rules; one proposal stands at a time.</summary>
    /// <returns>The version; null: another proposal stands, or these are the rules in force.</returns>
    public async Task<int?> ProposeRulesAsync(ScoreRules rules, string why, Reader by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(by);
        if (rules.Wrong() is { } wrong) throw new ArgumentException(wrong, nameof(rules));
        var inForce = (await RulesInForceAsync(cancel)).Rules;
        if (inForce.Digest == rules.Digest) return null;
        return await WriteAsync(async context =>
        {
            if (await context.Set<ScoreRulesRow>().AnyAsync(row => row.InForceAt == null && row.WithdrawnAt == null, cancel)) return (int?)null;
            var version = (await context.Set<ScoreRulesRow>().MaxAsync(row => (int?)row.Version, cancel) ?? 0) + 1;
            context.Add(new ScoreRulesRow { Version = version, Text = rules.ToText(), Digest = rules.Digest, Why = why, Person = by.Person, ByName = by.Name, At = Now().ToUnixTimeMilliseconds() });
            Record(context, TriageActs.RulesProposed, $"scoring/{version}", rules.Digest);
            return version;
        }, cancel);
    }

    /// <summary>Confirms a proposal as the second verified person: it holds from now on, and all that waits is weighed again.</summary>
    /// <param name="version">The proposal.</param>
    /// <param name="seen">The digest of what she saw.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancel">Stops.</param>
    public Task<ReadingStep> ConfirmRulesAsync(int version, string seen, Reader by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        return WriteAsync(async context =>
        {
            if (await context.Set<ScoreRulesRow>().FirstOrDefaultAsync(row => row.Version == version, cancel) is not { } row) return ReadingStep.Gone;
            if (row.InForceAt is not null || row.WithdrawnAt is not null) return ReadingStep.NotNow;
            if (row.Digest != seen) return ReadingStep.Changed;
            var first = new Proposal(row.Person, row.ByName, At(row.At), DateTimeOffset.MaxValue, row.Digest, null);
            if (FourEyes.Decide(first, seen, by.Person, Now()) is not FourEyesStep.Confirmed) return ReadingStep.SamePerson;
            (row.InForceAt, row.SecondName) = (Now().ToUnixTimeMilliseconds(), by.Name);
            context.Add(RescoreAllRow(version, 0, Now()));
            Record(context, TriageActs.RulesConfirmed, $"scoring/{version}", row.Digest);
            return ReadingStep.Done;
        }, cancel);
    }

    /// <summary>Withdraws a proposal, by whoever may propose.</summary>
    public Task<ReadingStep> WithdrawRulesAsync(int version, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        if (await context.Set<ScoreRulesRow>().FirstOrDefaultAsync(row => row.Version == version, cancel) is not { } row) return ReadingStep.Gone;
        if (row.InForceAt is not null || row.WithdrawnAt is not null) return ReadingStep.NotNow;
        row.WithdrawnAt = Now().ToUnixTimeMilliseconds();
        Record(context, TriageActs.RulesWithdrawn, $"scoring/{version}", row.Digest);
        return ReadingStep.Done;
    }, cancel);

    /// <summary>Last month's reports under the rules of a version, against those in force; each as of the day that it came. Null where there is no such version.</summary>
    public async Task<Replay?> ReplayAsync(int version, CancellationToken cancel = default)
    {
        var inForce = (await RulesInForceAsync(cancel)).Rules;
        await using var context = Context();
        if (await context.Set<ScoreRulesRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Version == version, cancel) is not { } proposed) return null;
        var since = Now().AddDays(-30).ToUnixTimeMilliseconds();
        var rows = await context.Set<AssessmentRow>().AsNoTracking().Where(row => !row.IsTest && row.ArrivedAt >= since).OrderByDescending(row => row.ArrivedAt).Take(MostReplayed).ToListAsync(cancel);
        var reports = new List<(long, ReportFeatures)>();
        foreach (var row in rows)
            if (await OpenReportAsync(context, row.Report, cancel) is { } opened)
                reports.Add((row.Report, ReportFeatures.Of(opened.Report.Facts, [.. opened.Report.Files.Select(file => file.Facts)], opened.Report.Files.Any(file => file.Digest is not null), opened.Row.Channel, row.Novelty, row.Fold, row.Deadline, PageContext.DayOf(At(row.ArrivedAt)))));
        return Replay.Run(reports, inForce, ScoreRules.ReadKept(proposed.Text), rows.Count - reports.Count);
    }

    private static RulesVersion VersionOf(ScoreRulesRow row) => new(row.Version, ScoreRules.ReadKept(row.Text), row.Digest, row.Why, row.ByName, row.Person, At(row.At), row.SecondName, row.InForceAt is { } from ? At(from) : null, row.WithdrawnAt is not null);
}
