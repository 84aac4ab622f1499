using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Material.Triage;
using Vern.Material.Triage.Storage;
using Vern.Platform.Access;
using Vern.Platform.Jobs;
using Vern.Platform.Sealing;

namespace Vern.Material.Intake;

// Setting a report aside takes two verified persons; its sender may be asked. Nothing goes silently.
public sealed partial class MaterialStore
{
    /// <summary>The job that takes a report back into the queue when its sender has not answered.</summary>
    internal const string UnansweredJob = "triage.unanswered";
    private const string SetAsideWords = "set_asides.words", SecondWords = "set_asides.second_words", QuestionWords = "report_questions.words", QuestionAnswer = "report_questions.answer";

    /// <summary>The longest words of a reason, a question or an answer.</summary>
    public const int LongestWords = 2000;
    /// <summary>How long a sender's answer is waited for.</summary>
    public static TimeSpan AnswerWithin { get; } = TimeSpan.FromDays(7);

    /// <summary>Says that a report is to be set aside; a second reader decides.</summary>
    /// <param name="report">Which.</param>
    /// <param name="reason">A code of <see cref="SetAsideReasons"/>.</param>
    /// <param name="words">Why.</param>
    /// <param name="seen">How many were read with it when she read it: with another since, she reads again first.</param>
    /// <param name="reader">Who.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<ReadingStep> ProposeSetAsideAsync(long report, string reason, string words, int seen, Reader reader, CancellationToken cancel = default)
    {
        if (!SetAsideReasons.All.Contains(reason, StringComparer.Ordinal) || string.IsNullOrWhiteSpace(words) || words.Length > LongestWords) throw new ArgumentException("A reason of the list and words were expected.", nameof(reason));
        return await StepAsync(report, reader, seen, [ReadingState.Waiting], ReadingState.SecondReading, (context, opened) =>
        {
            var id = NewId();
            context.Add(new SetAsideRow { Id = id, Report = report, Reason = reason, Words = Seal(opened.Key, id, SetAsideWords, words), Person = reader.Person, ByName = reader.Name, At = Now().ToUnixTimeMilliseconds() });
            Record(context, TriageActs.SetAsideProposed, $"report/{report}", detail: reason);
            return Task.CompletedTask;
        }, cancel);
    }

    /// <summary>The second reader: another verified person confirms, or it goes back to the queue. Who proposed may only take it back, under whichever account.</summary>
    public Task<ReadingStep> SecondAsync(long report, bool confirm, string words, Reader reader, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (words is null || words.Length > LongestWords) throw new ArgumentException("Words were expected.", nameof(words));
        return WriteAsync(async context =>
        {
            if (await OpenReportAsync(context, report, cancel) is not { } opened) return ReadingStep.Gone;
            if (await context.Set<SetAsideRow>().Where(row => row.Report == report && row.SecondAt == null).OrderBy(row => row.At).FirstOrDefaultAsync(cancel) is not { } row) return ReadingStep.NotNow;
            // The platform's own rule of four eyes: by who she verifiably is, not by her account.
            var first = new Proposal(row.Person, row.ByName, DateTimeOffset.FromUnixTimeMilliseconds(row.At), DateTimeOffset.MaxValue, row.Id, null);
            if (confirm && FourEyes.Decide(first, row.Id, reader.Person, Now()) is not FourEyesStep.Confirmed) return ReadingStep.SamePerson;
            var to = confirm ? ReadingState.SetAside : ReadingState.Waiting;
            // Counted by the database: of two answers at once, one counts.
            if (await context.Set<AssessmentRow>().Where(one => one.Report == report && one.State == ReadingState.SecondReading).ExecuteUpdateAsync(set => set.SetProperty(one => one.State, to).SetProperty(one => one.LeaseUntil, 0), cancel) != 1) return ReadingStep.NotNow;
            (row.SecondPerson, row.SecondName, row.SecondAt, row.Confirmed, row.SecondWords) = (reader.Person, reader.Name, Now().ToUnixTimeMilliseconds(), confirm, words.Length == 0 ? null : Seal(opened.Key, row.Id, SecondWords, words));
            await SetOutcomesAsync(context, report, !confirm ? "read" : row.Reason == SetAsideReasons.Unfounded ? "unfounded" : "set-aside", cancel);
            Record(context, confirm ? TriageActs.SetAside : TriageActs.Overturned, $"report/{report}", detail: row.Reason);
            return ReadingStep.Done;
        }, cancel);
    }

    /// <summary>Asks the sender. Not where a child is in danger now, and not the public, who cannot be reached.</summary>
    public async Task<ReadingStep> AskAsync(long report, string words, Reader reader, CancellationToken cancel = default)
    {
        if (string.IsNullOrWhiteSpace(words) || words.Length > LongestWords) throw new ArgumentException("Words were expected.", nameof(words));
        var allowed = false;
        await using (var context = Context())
            allowed = await context.Set<AssessmentRow>().AnyAsync(row => row.Report == report && !row.Imminent && context.Reports.Any(one => one.Id == report && one.Provider != null && one.State == IntakeState.Finished), cancel);
        if (!allowed) return ReadingStep.NotNow;
        return await StepAsync(report, reader, null, [ReadingState.Waiting], ReadingState.Asked, (context, opened) =>
        {
            var id = NewId();
            context.Add(new QuestionRow { Id = id, Report = report, Words = Seal(opened.Key, id, QuestionWords, words), ByName = reader.Name, At = Now().ToUnixTimeMilliseconds() });
            context.Add(JobStore.RowOf($"{UnansweredJob}/{id}", UnansweredJob, JsonSerializer.Serialize(report), Now() + AnswerWithin));
            Record(context, TriageActs.Asked, $"report/{report}");
            return SetOutcomesAsync(context, report, "question", cancel);
        }, cancel);
    }

    /// <summary>The sender's answer: the report is in the queue again.</summary>
    /// <param name="report">Which.</param>
    /// <param name="provider">Whose it must be.</param>
    /// <param name="words">What it says.</param>
    /// <param name="cancel">Stops.</param>
    public Task<ReadingStep> AnswerAsync(long report, string provider, string words, CancellationToken cancel = default)
    {
        if (string.IsNullOrWhiteSpace(words) || words.Length > LongestWords) throw new ArgumentException("Words were expected.", nameof(words));
        return WriteAsync(async context =>
        {
            if (await OpenReportAsync(context, report, cancel) is not { } opened || opened.Provider?.Name != provider) return ReadingStep.Gone;
            if (await context.Set<QuestionRow>().Where(row => row.Report == report && row.AnsweredAt == null).OrderBy(row => row.At).FirstOrDefaultAsync(cancel) is not { } row) return ReadingStep.NotNow;
            (row.Answer, row.AnsweredAt) = (Seal(opened.Key, row.Id, QuestionAnswer, words), Now().ToUnixTimeMilliseconds());
            await context.Set<AssessmentRow>().Where(one => one.Report == report && one.State == ReadingState.Asked).ExecuteUpdateAsync(set => set.SetProperty(one => one.State, ReadingState.Waiting).SetProperty(one => one.LeaseUntil, 0), cancel);
            await SetOutcomesAsync(context, report, "read", cancel);
            Record(context, TriageActs.Answered, $"report/{report}");
            return ReadingStep.Done;
        }, cancel);
    }

    /// <summary>No answer came: back to the queue.</summary>
    internal Task UnansweredAsync(long report, CancellationToken cancel) => WriteAsync(async context =>
    {
        var back = await context.Set<AssessmentRow>().Where(row => row.Report == report && row.State == ReadingState.Asked).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, ReadingState.Waiting).SetProperty(row => row.LeaseUntil, 0), cancel);
        if (back > 0) await SetOutcomesAsync(context, report, "read", cancel);
        return back;
    }, cancel);

    // What its sender is told: of those that are read with it too.
    private static async Task SetOutcomesAsync(MaterialContext context, long report, string outcome, CancellationToken cancel)
    {
        await SetOutcomeAsync(context, report, outcome, cancel);
        foreach (var other in await context.Set<AssessmentRow>().Where(row => row.Leader == report && row.State == ReadingState.Folded).Select(row => row.Report).ToListAsync(cancel)) await SetOutcomeAsync(context, other, outcome, cancel);
    }

    // A step of who reads it: nobody else does, nothing came since, and of two at once one happens.
    private Task<ReadingStep> StepAsync(long report, Reader reader, int? seen, ReadingState[] from, ReadingState to, Func<MaterialContext, AssessedReport, Task> change, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return WriteAsync(async context =>
        {
            var (account, now) = (reader.Account, Now().ToUnixTimeMilliseconds());
            if (await OpenReportAsync(context, report, cancel) is not { } opened || await context.Set<AssessmentRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Report == report, cancel) is not { } there) return ReadingStep.Gone;
            if (!from.Contains(there.State)) return ReadingStep.NotNow;
            if (there.Reader != account && there.LeaseUntil > now) return ReadingStep.Held;
            if (await context.Set<AssessmentRow>().Where(row => row.Report == report && row.State == there.State && (row.LeaseUntil <= now || row.Reader == account)).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, to).SetProperty(row => row.LeaseUntil, 0), cancel) != 1) return ReadingStep.Held;
            if (seen is { } count && await context.Set<AssessmentRow>().CountAsync(row => row.Leader == report && row.State == ReadingState.Folded, cancel) != count)
            {
                await context.Set<AssessmentRow>().Where(row => row.Report == report).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, there.State).SetProperty(row => row.LeaseUntil, there.LeaseUntil), cancel);
                return ReadingStep.Changed;
            }
            await change(context, opened);
            return ReadingStep.Done;
        }, cancel);
    }

    private static async Task<IReadOnlyList<SetAside>> SetAsidesAsync(MaterialContext context, long report, DataKey key, CancellationToken cancel) => [.. (await context.Set<SetAsideRow>().AsNoTracking().Where(row => row.Report == report).OrderBy(row => row.At).ToListAsync(cancel)).Select(row =>
        new SetAside(row.Reason, Open(key, row.Id, SetAsideWords, row.Words)!, row.ByName, row.Person, At(row.At), row.SecondName, row.SecondAt is { } second ? At(second) : null, row.Confirmed, Open(key, row.Id, SecondWords, row.SecondWords)))];

    private static async Task<IReadOnlyList<Question>> QuestionsAsync(MaterialContext context, long report, DataKey key, CancellationToken cancel) => [.. (await context.Set<QuestionRow>().AsNoTracking().Where(row => row.Report == report).OrderBy(row => row.At).ToListAsync(cancel)).Select(row =>
        new Question(row.Id, Open(key, row.Id, QuestionWords, row.Words)!, row.ByName, At(row.At), Open(key, row.Id, QuestionAnswer, row.Answer), row.AnsweredAt is { } answered ? At(answered) : null))];

    private static byte[] Seal(DataKey key, string row, string column, string words) => key.SealField(row, column, Encoding.UTF8.GetBytes(words));
    private static string? Open(DataKey key, string row, string column, byte[]? box) => box is null ? null : Encoding.UTF8.GetString(key.OpenField(row, column, box));
    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
