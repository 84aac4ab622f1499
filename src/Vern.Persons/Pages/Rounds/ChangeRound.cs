using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Collection;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Pages.Rounds;

/// <summary>What the unit does to a round: remind, record an answer, close, open the next.</summary>
public static class ChangeRound
{
    /// <summary>Reminds everyone who has not answered (B-001).</summary>
    public static async Task<IResult> RemindAsync(HttpContext http, int year, INationalStore store, TimeProvider clock, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is not { ClosedAt: null } round) return TypedResults.NotFound();
        var today = DateOnly.FromDateTime(clock.GetUtcNow().Date);
        foreach (var answer in round.Answers.Where(answer => answer.Answer == AnswerKind.NotAnswered && !answer.RemindedOn.Contains(today)))
            await store.RemindAsync(year, answer.Body, today, cancel);
        return Forms.SeeOther($"/rounds/{year}?done=reminded");
    }

    /// <summary>Records an answer that is no report (B-035).</summary>
    public static async Task<IResult> AnswerAsync(HttpContext http, int year, INationalStore store, RoundDesk desk, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is not { ClosedAt: null } round) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(cancel);
        var texts = Forms.Texts(http);
        var problems = new List<Problem>();
        var body = new BodyId(form["body"].ToString());
        if (round.Answers.All(answer => answer.Body != body)) problems.Add(new Problem("body", texts("problem.body")));
        if (!Enum.TryParse<AnswerKind>(form["answer"], out var kind) || kind == AnswerKind.Report || !Enum.IsDefined(kind)) problems.Add(new Problem("answer", texts("problem.answer")));
        var other = form["see"].ToString() is { Length: > 0 } see ? new BodyId(see) : (BodyId?)null;
        if (kind == AnswerKind.SeeOther && (other is null || other == body || round.Answers.All(answer => answer.Body != other))) problems.Add(new Problem("see", texts("problem.see")));
        var remark = Forms.Line(form["remark"], 500);
        if (kind == AnswerKind.Excluded && remark is null) problems.Add(new Problem("remark", texts("problem.reason")));
        if (problems.Count > 0) return await ShowRound.ShowAsync(http, year, store, desk, problems, cancel) ?? TypedResults.NotFound();
        await store.AnswerAsync(year, body, kind, kind == AnswerKind.SeeOther ? other : null, remark, cancel);
        return Forms.SeeOther($"/rounds/{year}?done=answered");
    }

    /// <summary>What closing destroys, before it is done.</summary>
    public static async Task<IResult> ClosingAsync(HttpContext http, int year, INationalStore store, CancellationToken cancel) =>
        await ClosingAsync(http, year, store, [], cancel);

    private static async Task<IResult> ClosingAsync(HttpContext http, int year, INationalStore store, IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is not { } round) return TypedResults.NotFound();
        if (round.ClosedAt is not null) return Forms.SeeOther($"/rounds/{year}");
        var persons = (await store.SubmissionsAsync(year, cancel)).SelectMany(submission => submission.Persons).ToList();
        var model = new ClosingModel(round, persons.Count(person => person.Encoding is not null), persons.Sum(person => person.Blocks.Count), round.Answers.Count(answer => answer.Answer == AnswerKind.NotAnswered), problems);
        return PageResult.Show<ClosingPage, ClosingModel>(PageContext.For(http, $"/rounds/{year}/closing"), model, problems.Count > 0 ? 400 : 200);
    }

    /// <summary>Closes the round and destroys its encodings (B-049, C-024). The linkage is computed and kept before.</summary>
    public static async Task<IResult> CloseAsync(HttpContext http, int year, INationalStore store, RoundDesk desk, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is not { ClosedAt: null }) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(cancel);
        var texts = Forms.Texts(http);
        var problems = new List<Problem>();
        if (Forms.Who(http, form) is not { } who) { problems.Add(new Problem("who", texts("problem.who"))); who = ""; }
        if (form["understood"] != "yes") problems.Add(new Problem("understood", texts("problem.understood")));
        if (problems.Count > 0) return await ClosingAsync(http, year, store, problems, cancel);
        await Statistics.LinkRound.RunAsync(store, year, cancel: cancel);
        await store.CloseRoundAsync(year, who, cancel);
        desk.Forget(year);
        return Forms.SeeOther($"/rounds/{year}?done=closed");
    }

    /// <summary>The form that opens a round.</summary>
    public static Task<IResult> NewAsync(HttpContext http, INationalStore store, CancellationToken cancel) => NewAsync(http, store, [], cancel);

    private static async Task<IResult> NewAsync(HttpContext http, INationalStore store, IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        var page = PageContext.For(http, "/rounds/new");
        var years = await store.YearsAsync(cancel);
        var model = new NewRoundModel(years.Count > 0 ? years[0] + 1 : page.Today.Year - 1, years, page.Today.AddDays(56), await store.BodiesAsync(cancel), problems);
        return PageResult.Show<NewRoundPage, NewRoundModel>(page, model, problems.Count > 0 ? 400 : 200);
    }

    /// <summary>Opens a round with the bodies chosen.</summary>
    public static async Task<IResult> OpenAsync(HttpContext http, INationalStore store, TimeProvider clock, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var texts = Forms.Texts(http);
        var problems = new List<Problem>();
        var today = DateOnly.FromDateTime(clock.GetUtcNow().Date);
        if (!int.TryParse(form["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year < 2007 || year > today.Year) problems.Add(new Problem("year", string.Format(CultureInfo.InvariantCulture, texts("problem.year"), today.Year)));
        else if (await store.RoundAsync(year, cancel) is not null) problems.Add(new Problem("year", texts("problem.year.exists")));
        if (!DateOnly.TryParseExact(form["due"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due) || due < today) problems.Add(new Problem("due", texts("problem.due")));
        var known = (await store.BodiesAsync(cancel)).Select(body => body.Id).ToHashSet();
        var asked = form["asked"].Select(id => new BodyId(id ?? "")).Where(known.Contains).Distinct().ToList();
        if (asked.Count == 0) problems.Add(new Problem("asked", texts("problem.asked")));
        if (problems.Count > 0) return await NewAsync(http, store, problems, cancel);
        await store.OpenRoundAsync(year, today, due, asked, cancel);
        return Forms.SeeOther($"/rounds/{year}?done=opened");
    }
}

/// <summary>What closing a round destroys.</summary>
public sealed record ClosingModel(Round Round, int Encodings, int BlockKeys, int Missing, IReadOnlyList<Problem> Problems);

/// <summary>The form that opens a round.</summary>
public sealed record NewRoundModel(int Year, IReadOnlyList<int> Years, DateOnly Due, IReadOnlyList<Body> Bodies, IReadOnlyList<Problem> Problems);
