using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Material.Routing;
using Vern.Material.Routing.Storage;
using Vern.Material.Triage;
using Vern.Material.Triage.Storage;
using Vern.Platform.Auditing;
using Vern.Platform.Jobs;

namespace Vern.Material.Intake;

// What authorities receive, that they did, and what became of it.
public sealed partial class MaterialStore
{
    private const string FeedbackWords = "package_feedback.words";
    /// <summary>The most reminders for a package; then people call.</summary>
    public const int MostReminders = 3;

    /// <summary>Packages of an authority, or of all: children in danger first, then those not received, then by time.</summary>
    /// <param name="authority">Its code; null: all.</param>
    /// <param name="skip">How many to leave out.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<(IReadOnlyList<PackageHead> Packages, int Count)> PackagesAsync(string? authority, int skip, int take, CancellationToken cancel = default)
    {
        await using var context = Context();
        var rows = context.Set<PackageRow>().AsNoTracking().Where(row => authority == null || row.Authority == authority);
        var some = await rows.OrderByDescending(row => row.Imminent && row.ReceivedAt == null).ThenByDescending(row => row.ReceivedAt == null).ThenByDescending(row => row.SentAt).ThenBy(row => row.Id).Skip(skip).Take(take).ToListAsync(cancel);
        return (await HeadsOfAsync(context, some, false, cancel), await rows.CountAsync(cancel));
    }

    /// <summary>Packages of a report, oldest first.</summary>
    public async Task<IReadOnlyList<PackageHead>> PackagesOfAsync(long report, CancellationToken cancel = default)
    {
        await using var context = Context();
        return await HeadsOfAsync(context, await context.Set<PackageRow>().AsNoTracking().Where(row => row.Report == report).OrderBy(row => row.SentAt).ThenBy(row => row.Authority).ToListAsync(cancel), true, cancel);
    }

    /// <summary>A package with its content; null where the authority has none such, or it is erased.</summary>
    public async Task<(PackageHead Head, PackageContent Content)?> PackageAsync(string id, string authority, CancellationToken cancel = default)
    {
        await using var context = Context();
        if (await context.Set<PackageRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.Authority == authority, cancel) is not { } row || await KeyAsync(row.KeyId, cancel) is not { } key) return null;
        return ((await HeadsOfAsync(context, [row], true, cancel))[0], PackageContent.Read(key.OpenField(row.Id, PackageContentColumn, row.Content)));
    }

    /// <summary>Says that a package was received; the digest is that of what was received. Said again it changes nothing.</summary>
    public Task<ReadingStep> ReceiptAsync(string id, string authority, string digest, string by, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        if (await context.Set<PackageRow>().FirstOrDefaultAsync(row => row.Id == id && row.Authority == authority, cancel) is not { } row) return ReadingStep.Gone;
        if (row.Digest != digest) return ReadingStep.Changed;
        if (row.ReceivedAt is not null) return ReadingStep.Done;
        Receive(context, row, by);
        return ReadingStep.Done;
    }, cancel);

    /// <summary>Says what became of a package. One that belongs elsewhere is sent back: its report is in the queue again, with whom instead.</summary>
    /// <param name="id">The package.</param>
    /// <param name="authority">Whose it must be.</param>
    /// <param name="kind">What became of it.</param>
    /// <param name="country">Of one that belongs elsewhere, the country; null: not known.</param>
    /// <param name="words">What else is said; null: nothing.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="cancel">Stops.</param>
    public Task<ReadingStep> FeedbackAsync(string id, string authority, FeedbackKind kind, string? country, string? words, string by, CancellationToken cancel = default)
    {
        if (words is { Length: > LongestWords }) throw new ArgumentException("The words are too long.", nameof(words));
        return WriteAsync(async context =>
        {
            if (await context.Set<PackageRow>().FirstOrDefaultAsync(row => row.Id == id && row.Authority == authority, cancel) is not { } row || await KeyAsync(row.KeyId, cancel) is not { } key) return ReadingStep.Gone;
            if (row.State is PackageState.SentBack) return ReadingStep.NotNow;
            if (row.ReceivedAt is null) Receive(context, row, by);
            row.State = kind switch { FeedbackKind.Opened => row.State is PackageState.Closed ? PackageState.Closed : PackageState.Opened, FeedbackKind.NotCompetent => PackageState.SentBack, _ => PackageState.Closed };
            var feedback = NewId();
            context.Add(new FeedbackRow { Id = feedback, Package = id, Kind = kind, Country = kind is FeedbackKind.NotCompetent ? country : null, Words = string.IsNullOrWhiteSpace(words) ? null : Seal(key, feedback, FeedbackWords, words), ByName = by, At = Now().ToUnixTimeMilliseconds() });
            Record(context, RoutingActs.FeedbackGiven, $"package/{id}", detail: kind.ToString());
            await context.SaveChangesAsync(cancel);
            // Nobody has it any more: it waits for a reader again.
            if (kind is FeedbackKind.NotCompetent && !await context.Set<PackageRow>().AnyAsync(other => other.Report == row.Report && other.State != PackageState.SentBack, cancel))
            {
                await context.Set<AssessmentRow>().Where(one => one.Report == row.Report && one.State == ReadingState.Routed).ExecuteUpdateAsync(set => set.SetProperty(one => one.State, ReadingState.Waiting).SetProperty(one => one.LeaseUntil, 0), cancel);
                await SetOutcomesAsync(context, row.Report, "read", cancel);
            }
            return ReadingStep.Done;
        }, cancel);
    }

    /// <summary>Reminds of a package that nobody has received, or of which nothing was heard; gives the next reminder.</summary>
    internal async Task<IReadOnlyCollection<JobRow>> RemindAsync(string id, CancellationToken cancel) => await WriteAsync<IReadOnlyCollection<JobRow>>(async context =>
    {
        if (await context.Set<PackageRow>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } row || row.State is not (PackageState.Sent or PackageState.Received) || row.Reminders >= MostReminders) return [];
        (row.Reminders, row.RemindedAt) = (row.Reminders + 1, Now().ToUnixTimeMilliseconds());
        Record(context, RoutingActs.Reminded, $"package/{id}");
        return row.Reminders == MostReminders ? [] : [RemindRow(id, row.Reminders + 1, Now() + (row.Imminent ? TimeSpan.FromHours(4) : row.ReceivedAt is null ? TimeSpan.FromDays(7) : TimeSpan.FromDays(30)))];
    }, cancel);

    /// <summary>Whether a report is a provider's, by the name that its programs sign in by.</summary>
    internal async Task<bool> IsOfAsync(long report, string provider, CancellationToken cancel)
    {
        await using var context = Context();
        return await context.Reports.AnyAsync(row => row.Id == report && row.Provider != null && context.Providers.Any(one => one.Id == row.Provider && one.Name == provider), cancel);
    }

    /// <summary>What became of a report, for who sent it; null where there is none. Of a report that is read with another it is that one's.</summary>
    public async Task<ReportOutcome?> OutcomeAsync(long report, CancellationToken cancel = default)
    {
        await using var context = Context();
        if (await context.Reports.AsNoTracking().Where(row => row.Id == report).Select(row => new { row.State, row.IsTest, row.ChangedAt, row.FinishedAt, row.OpenedAt }).FirstOrDefaultAsync(cancel) is not { } row) return null;
        var since = At(row.FinishedAt ?? row.OpenedAt);
        if (row.State is IntakeState.Retracted) return new("retracted", At(row.ChangedAt), null, null, [], null);
        if (row.IsTest) return new("test", since, null, null, [], null);
        if (await context.Set<AssessmentRow>().AsNoTracking().FirstOrDefaultAsync(one => one.Report == report, cancel) is not { } read) return new("received", since, null, null, [], null);
        if (read is { State: ReadingState.Folded, Leader: { } leader }) return await OutcomeAsync(leader, cancel) is { } other ? other with { ReadWith = other.ReadWith ?? leader, Words = null } : null;
        var key = await OpenReportAsync(context, report, cancel) is { } opened ? opened.Key : null;
        switch (read.State)
        {
            case ReadingState.SetAside when key is not null && (await SetAsidesAsync(context, report, key, cancel)).LastOrDefault(one => one.Confirmed is true) is { } aside:
                return new(aside.Reason == SetAsideReasons.Unfounded ? "unfounded" : "set-aside", aside.SecondAt ?? aside.At, aside.Reason, aside.Reason == SetAsideReasons.Unfounded ? aside.Words : null, [], null);
            case ReadingState.SetAside: return new("set-aside", since, null, null, [], null);
            case ReadingState.Routed:
                var packages = await PackagesOfAsync(report, cancel);
                return new("forwarded", packages.Count == 0 ? since : packages.Min(one => one.SentAt), null, null, [.. packages.SelectMany(one => one.Feedback).Select(one => one.Kind).Where(kind => kind is not FeedbackKind.NotCompetent).Distinct().Order()], null);
            case ReadingState.Asked when key is not null && (await QuestionsAsync(context, report, key, cancel)).LastOrDefault(one => one.AnsweredAt is null) is { } question: return new("question", question.At, null, question.Words, [], null);
            default: return new("read", since, null, null, [], null);
        }
    }

    private void Receive(MaterialContext context, PackageRow row, string by)
    {
        (row.ReceivedAt, row.ReceivedBy) = (Now().ToUnixTimeMilliseconds(), by);
        if (row.State is PackageState.Sent) row.State = PackageState.Received;
        Record(context, RoutingActs.Received, $"package/{row.Id}", row.Digest);
    }

    private async Task<IReadOnlyList<PackageHead>> HeadsOfAsync(MaterialContext context, IReadOnlyList<PackageRow> rows, bool words, CancellationToken cancel)
    {
        var ids = rows.Select(row => row.Id).ToList();
        var feedback = (await context.Set<FeedbackRow>().AsNoTracking().Where(row => ids.Contains(row.Package)).OrderBy(row => row.At).ToListAsync(cancel)).ToLookup(row => row.Package, StringComparer.Ordinal);
        var keys = words ? await Keys.KeysAsync([.. rows.Select(row => row.KeyId)], cancel) : null;
        return [.. rows.Select(row => new PackageHead(row.Id, row.Report, row.Authority, row.Country, row.State, row.Imminent, row.Urgency, row.Digest, At(row.SentAt), row.ReceivedAt is { } received ? At(received) : null, row.ReceivedBy, row.Reminders,
            [.. feedback[row.Id].Select(one => new Feedback(one.Kind, one.Country, keys?.GetValueOrDefault(row.KeyId) is { } key ? Open(key, one.Id, FeedbackWords, one.Words) : null, one.ByName, At(one.At)))]))];
    }
}
