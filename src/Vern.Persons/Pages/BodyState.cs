using Vern.Persons.Collection;
using Vern.Persons.Statistics;

namespace Vern.Persons.Pages;

/// <summary>Where a body stands in a round.</summary>
/// <param name="Body">Who.</param>
/// <param name="Answer">What it answered.</param>
/// <param name="Submission">What it sent, in force or sent back; null when nothing.</param>
/// <param name="Persons">Rows reported this year; null when there is no report. A count of rows, not of persons.</param>
/// <param name="LastYear">Rows reported the year before, or the larger of the two figures published for it; null when not known.</param>
/// <param name="Elsewhere">Rows that another body reported too by the linkage; null when not linked yet.</param>
public sealed record BodyState(Body Body, BodyAnswer Answer, Submission? Submission, int? Persons, int? LastYear, int? Elsewhere)
{
    /// <summary>What the body answered the year before when there is no figure; null when nothing is known of it.</summary>
    public AnswerKind? LastAnswer { get; init; }

    /// <summary>The state's key: which word the page shows.</summary>
    public string Key => Answer.Answer switch
    {
        AnswerKind.Report => Submission?.State switch
        {
            SubmissionState.Accepted => "accepted",
            SubmissionState.SentBack => "sent-back",
            SubmissionState.Excluded => "excluded",
            _ => "received",
        },
        AnswerKind.Zero => "zero",
        AnswerKind.NoReport => "no-report",
        AnswerKind.Blank => "blank",
        AnswerKind.SeeOther => "see-other",
        AnswerKind.Excluded => "excluded",
        _ => Answer.RemindedOn.Count > 0 ? "reminded" : "missing",
    };

    /// <summary>The mark beside the word.</summary>
    public string Tone => Key switch
    {
        "accepted" or "zero" => "good",
        "received" or "sent-back" or "blank" or "reminded" => "wait",
        "missing" => "needs",
        _ => "still",
    };

    /// <summary>Whether the unit still waits for an answer.</summary>
    public bool Missing => Answer.Answer == AnswerKind.NotAnswered;

    /// <summary>All bodies of a round, by name.</summary>
    public static async Task<IReadOnlyList<BodyState>> OfRoundAsync(INationalStore store, Round round, DeskState desk, CancellationToken cancel)
    {
        var bodies = (await store.BodiesAsync(cancel)).ToDictionary(body => body.Id);
        var current = (await store.SubmissionsAsync(round.Year, cancel)).ToDictionary(submission => submission.Sender);
        var before = (await store.SubmissionsAsync(round.Year - 1, cancel)).ToDictionary(submission => submission.Sender, submission => submission.Persons.Count);
        var published = (await EarlierFigures.ReadAsync(store, round.Year, cancel)).Reports.Where(report => report.Year == round.Year - 1).ToList();
        var elsewhere = SharedRows(desk);
        var states = new List<BodyState>(round.Answers.Count);
        foreach (var answer in round.Answers)
        {
            var body = bodies.GetValueOrDefault(answer.Body) ?? new Body(answer.Body, answer.Body.Value, answer.Body.Value, BodyKind.Organisation, LegalKind.PublicBody);
            var submission = current.GetValueOrDefault(answer.Body);
            if (submission is null && answer.Answer == AnswerKind.Report)
                submission = (await store.HistoryAsync(round.Year, answer.Body, cancel)).FirstOrDefault(item => item.State != SubmissionState.Superseded);
            var told = published.Where(report => report.IsOf(body)).ToList();
            states.Add(new BodyState(body, answer, submission, submission?.Persons.Count, before.TryGetValue(answer.Body, out var last) ? last : told.Max(report => report.Value),
                submission is not null && elsewhere is not null && elsewhere.TryGetValue(answer.Body, out var shared) ? shared : null) { LastAnswer = told.Count == 0 ? null : told[^1].Answer });
        }
        return [.. states.OrderBy(state => state.Body.Name, StringComparer.Create(new System.Globalization.CultureInfo("nb"), ignoreCase: true))];
    }

    // For each sender, how many of its rows fall on a person whom another sender reported too.
    private static Dictionary<BodyId, int>? SharedRows(DeskState desk) => desk.Linkage is not { } linkage ? null :
        linkage.Persons.Where(person => person.Rows.Select(row => row.Sender).Distinct().Skip(1).Any())
            .SelectMany(person => person.Rows).GroupBy(row => row.Sender).ToDictionary(group => group.Key, group => group.Count());
}
