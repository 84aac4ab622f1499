using Microsoft.AspNetCore.Http;
using Vern.Persons.Collection;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Pages.Submissions;

/// <summary>Something in a submission that a person should look at.</summary>
/// <param name="Key">Which text.</param>
/// <param name="Count">How many rows, or a number for the text.</param>
/// <param name="Of">Out of how many.</param>
public sealed record Odd(string Key, int Count, int Of);

/// <summary>Is this usable? Never an identity, never a row by itself: counts of rows only.</summary>
public sealed record SubmissionModel(int Year, bool Open, BodyState State, IReadOnlyList<Submission> History, Submission? Before, IReadOnlyList<Odd> Odd, IReadOnlyList<Problem> Problems);

/// <summary>Reads a body's submission, and takes the unit's verdict on it.</summary>
public static class ShowSubmission
{
    /// <summary>The page.</summary>
    public static Task<IResult> GetAsync(HttpContext http, int year, string id, INationalStore store, RoundDesk desk, CancellationToken cancel) => ShowAsync(http, year, id, store, desk, [], cancel);

    private static async Task<IResult> ShowAsync(HttpContext http, int year, string id, INationalStore store, RoundDesk desk, IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is not { } round) return TypedResults.NotFound();
        var body = new BodyId(id);
        if (round.Answers.All(answer => answer.Body != body)) return TypedResults.NotFound();
        var states = await BodyState.OfRoundAsync(store, round, await desk.StateAsync(year, cancel), cancel);
        var state = states.First(item => item.Body.Id == body);
        var before = (await store.SubmissionsAsync(year - 1, cancel)).FirstOrDefault(submission => submission.Sender == body);
        var model = new SubmissionModel(year, round.ClosedAt is null, state, await store.HistoryAsync(year, body, cancel), before, state.Submission is { } submission ? OddIn(submission) : [], problems);
        return PageResult.Show<SubmissionPage, SubmissionModel>(PageContext.For(http, $"/rounds/{year}/bodies/{id}"), model, problems.Count > 0 ? 400 : 200);
    }

    /// <summary>Accepts, sends back with a question, or excludes with a reason.</summary>
    public static async Task<IResult> SetAsync(HttpContext http, int year, string id, INationalStore store, RoundDesk desk, CancellationToken cancel)
    {
        var body = new BodyId(id);
        if (await store.RoundAsync(year, cancel) is not { ClosedAt: null } round || round.Answers.All(answer => answer.Body != body)) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(cancel);
        if (await store.HistoryAsync(year, body, cancel) is not [var latest, ..]) return TypedResults.NotFound();
        // Two tabs on one record: who writes second is told what the first has changed meanwhile.
        if (form["seen"].ToString() is { Length: > 0 } seen && seen != Seen(latest)) return await ShowAsync(http, year, id, store, desk, [new Problem(null, Forms.Texts(http)("submission.meanwhile"))], cancel);
        SubmissionState? state = form["state"].ToString() switch { "Accepted" => SubmissionState.Accepted, "SentBack" => SubmissionState.SentBack, "Excluded" => SubmissionState.Excluded, _ => null };
        if (state is null) return TypedResults.BadRequest();
        var reason = Forms.Line(form["reason"], 1000);
        if (state != SubmissionState.Accepted && reason is null) return await ShowAsync(http, year, id, store, desk, [new Problem("reason", Forms.Texts(http)("problem.reason"))], cancel);
        await store.SetStateAsync(year, body, state.Value, state == SubmissionState.Accepted ? null : reason, cancel);
        return Forms.SeeOther($"/rounds/{year}/bodies/{id}?done={state switch { SubmissionState.Accepted => "accepted", SubmissionState.SentBack => "sent-back", _ => "excluded" }}");
    }

    /// <summary>Which version in which state a verdict is about.</summary>
    public static string Seen(Submission submission) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{submission.Version}/{submission.State}/{submission.Reason?.Length ?? 0}");

    /// <summary>What to look at: rows without an encoding, unknown facts, contradictions.</summary>
    public static IReadOnlyList<Odd> OddIn(Submission submission)
    {
        var rows = submission.Persons;
        (string Key, Func<ReportedPerson, bool> Test)[] tests =
        [
            ("encoding", person => person.Encoding is null),
            ("sex", person => person.Sex == Sex.Unknown),
            ("nationality", person => person.Nationality is "UNKN" or "UNRES"),
            ("age", person => person.BirthYear is null && person.Age is null),
            ("form", person => person.Forms.Count == 0),
            ("offer", person => person.Offer == OfferAnswer.Unknown),
            ("identified", person => person.Identified == IdentificationYear.Unclear),
            ("years", person => person.BirthYear is { } born && person.Age is { } age && Math.Abs(submission.Year - born - age) > 1),
            ("minor", person => person.PresumedMinor == true && person.Age >= 18),
        ];
        return [.. tests.Select(test => new Odd(test.Key, rows.Count(test.Test), rows.Count)).Where(odd => odd.Count > 0)];
    }
}
