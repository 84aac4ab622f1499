using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Linkage.Linking;
using Vern.Persons.Collection;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Pages.Pairs;

/// <summary>The doubtful pairs of a year.</summary>
/// <param name="Frozen">Whether the report is signed and published, so that nothing can be decided any more.</param>
public sealed record PairsModel(int Year, DeskState Desk, IReadOnlyList<ListedPair> Pairs, IReadOnlyDictionary<BodyId, Body> Bodies, bool Frozen)
{
    /// <summary>Pairs that nobody has decided.</summary>
    public IReadOnlyList<ListedPair> Open => [.. Pairs.Where(pair => pair.Open)];
}

/// <summary>One doubtful pair.</summary>
public sealed record PairModel(int Year, DeskState Desk, IReadOnlyList<ListedPair> Pairs, ListedPair Pair, ReportedPerson A, ReportedPerson B, int IfDifferent, IReadOnlyDictionary<BodyId, Body> Bodies, bool Frozen, IReadOnlyList<Problem> Problems);

/// <summary>Same person? Reads the pairs and takes decisions on them.</summary>
public static class ShowPairs
{
    /// <summary>The list.</summary>
    public static async Task<IResult> ListAsync(HttpContext http, int year, INationalStore store, RoundDesk desk, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is null) return TypedResults.NotFound();
        var state = await desk.StateAsync(year, cancel);
        if (state.Linkage is null) Waiting.AskAgain(http, state);
        var pairs = state.Linkage is { } linkage ? PairList.Of(linkage, await store.DecisionsAsync(year, cancel)) : [];
        return PageResult.Show<PairsPage, PairsModel>(PageContext.For(http), new PairsModel(year, state, pairs, await BodiesAsync(store, cancel), await FrozenAsync(store, year, cancel)));
    }

    /// <summary>One pair, by its place in the list.</summary>
    public static Task<IResult> GetAsync(HttpContext http, int year, int number, INationalStore store, RoundDesk desk, CancellationToken cancel) =>
        ShowAsync(http, year, number, store, desk, [], cancel);

    private static async Task<IResult> ShowAsync(HttpContext http, int year, int number, INationalStore store, RoundDesk desk, IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is null) return TypedResults.NotFound();
        var state = await desk.StateAsync(year, cancel);
        if (state.Linkage is not { } linkage) return Forms.SeeOther($"/rounds/{year}/pairs");
        var pairs = PairList.Of(linkage, await store.DecisionsAsync(year, cancel));
        if (number < 1 || number > pairs.Count) return TypedResults.NotFound();
        var pair = pairs[number - 1];
        if (linkage.RefOf(pair.A) is not { } a || linkage.RefOf(pair.B) is not { } b) return TypedResults.NotFound();
        RecordedReads.Tell(http, FormattableString.Invariant($"{pair.A.Sender}.{pair.A.Row} {pair.B.Sender}.{pair.B.Row}"));
        var model = new PairModel(year, state, pairs, pair, linkage.PersonOf(a), linkage.PersonOf(b), PairList.IfDifferent(linkage, a, b), await BodiesAsync(store, cancel), await FrozenAsync(store, year, cancel), problems);
        return PageResult.Show<PairPage, PairModel>(PageContext.For(http, $"/rounds/{year}/pairs/{number}"), model, problems.Count > 0 ? 400 : 200);
    }

    /// <summary>Takes a decision; it names the two rows themselves, so that a list that has changed meanwhile can't mislead it.</summary>
    public static async Task<IResult> DecideAsync(HttpContext http, int year, int number, INationalStore store, RoundDesk desk, TimeProvider clock, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is null) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(cancel);
        var texts = Forms.Texts(http);
        if (await FrozenAsync(store, year, cancel)) return await ShowAsync(http, year, number, store, desk, [new Problem(null, texts("pairs.frozen"))], cancel);
        if (Row(form["a"]) is not { } a || Row(form["b"]) is not { } b || a == b || !Enum.TryParse<PairVerdict>(form["verdict"], out var verdict) || !Enum.IsDefined(verdict)) return TypedResults.BadRequest();
        if (Forms.Who(http, form) is not { } who) return await ShowAsync(http, year, number, store, desk, [new Problem("who", texts("problem.who"))], cancel);
        switch (await DecidePair.RunAsync(store, new RowDecision(a, b, verdict, who, clock.GetUtcNow(), Forms.Line(form["reason"], 500)), year, cancel))
        {
            case PairOutcome.Frozen: return await ShowAsync(http, year, number, store, desk, [new Problem(null, texts("pairs.frozen"))], cancel);
            case PairOutcome.Closed: return TypedResults.StatusCode(StatusCodes.Status409Conflict);
            case PairOutcome.NoRow or PairOutcome.NoRound: return TypedResults.NotFound();
        }
        var state = await desk.StateAsync(year, cancel);
        var pairs = state.Linkage is { } linkage ? PairList.Of(linkage, await store.DecisionsAsync(year, cancel)) : [];
        var next = verdict == PairVerdict.CannotTell && form["skip"] != "yes" ? null : pairs.FirstOrDefault(pair => pair.Open && pair.Number > number) ?? pairs.FirstOrDefault(pair => pair.Open);
        return Forms.SeeOther(next is null ? $"/rounds/{year}/pairs?done=decided" : $"/rounds/{year}/pairs/{next.Number}?done=decided");
    }

    private static ReportedRow? Row(string? text)
    {
        var cut = (text ?? "").LastIndexOf('.');
        return cut > 0 && int.TryParse(text![(cut + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? new ReportedRow(new BodyId(text[..cut]), row) : null;
    }

    private static async Task<IReadOnlyDictionary<BodyId, Body>> BodiesAsync(INationalStore store, CancellationToken cancel) => (await store.BodiesAsync(cancel)).ToDictionary(body => body.Id);

    /// <summary>Whether a published edition rests on the decisions.</summary>
    public static async Task<bool> FrozenAsync(INationalStore store, int year, CancellationToken cancel) => (await store.EditionsAsync(year, cancel)).Any(edition => edition.PublishedAt is not null);
}
