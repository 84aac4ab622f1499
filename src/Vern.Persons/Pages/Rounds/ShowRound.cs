using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vern.Persons.Collection;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Pages.Rounds;

/// <summary>Who has answered?</summary>
/// <param name="Round">The round.</param>
/// <param name="Bodies">Where each body stands, as asked for.</param>
/// <param name="All">Where all bodies stand.</param>
/// <param name="Show">Which ones are shown: all, missing, reported or nothing.</param>
/// <param name="Sort">How they are sorted: name, kind, persons, before or state.</param>
/// <param name="Destruction">The record of the destroyed encodings when the round is closed.</param>
/// <param name="Problems">What was not understood in a form.</param>
public sealed record RoundModel(Round Round, IReadOnlyList<BodyState> Bodies, IReadOnlyList<BodyState> All, string Show, string Sort, DestructionRecord? Destruction, IReadOnlyList<Problem> Problems)
{
    /// <summary>The page for bodies without Vern; null when the round is closed.</summary>
    public BodyForm.BodyPage? BodyPage { get; init; }
    /// <summary>The fingerprint of the unit's public key, which the request letter prints.</summary>
    public string UnitKey { get; init; } = "";
    /// <summary>Where it is, as the letter says it.</summary>
    public string BodyPageAddress { get; init; } = "";

    /// <summary>Whether the round still takes answers.</summary>
    public bool Open => Round.ClosedAt is null;
    /// <summary>Bodies that have not answered.</summary>
    public IReadOnlyList<BodyState> Missing => [.. All.Where(state => state.Missing)];
}

/// <summary>Reads a round.</summary>
public static class ShowRound
{
    /// <summary>The filters that the page offers, in their order.</summary>
    public static readonly IReadOnlyList<string> Filters = ["all", "missing", "reported", "look", "none"];
    /// <summary>The ways to sort.</summary>
    public static readonly IReadOnlyList<string> Sorts = ["name", "kind", "before", "persons", "state"];

    /// <summary>The page of a year.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, int year, INationalStore store, RoundDesk desk, CancellationToken cancel) =>
        await ShowAsync(http, year, store, desk, [], cancel) is { } result ? result : TypedResults.NotFound();

    /// <summary>The page again, with what was not understood.</summary>
    internal static async Task<IResult?> ShowAsync(HttpContext http, int year, INationalStore store, RoundDesk desk, IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is not { } round) return null;
        var page = PageContext.For(http, $"/rounds/{year}");
        var all = await BodyState.OfRoundAsync(store, round, await desk.StateAsync(year, cancel), cancel);
        var show = Filters.FirstOrDefault(filter => filter == page.Asked("show")) ?? "all";
        var sort = Sorts.FirstOrDefault(name => name == page.Asked("sort")) ?? "name";
        var model = new RoundModel(round, Sorted(all.Where(state => Fits(state, show)), sort), all, show, sort, await store.DestructionAsync(year, cancel), problems)
        {
            UnitKey = (await http.RequestServices.GetRequiredService<NationalStore>().Keys.PublicAsync(cancel)).Fingerprint, BodyPage = await http.RequestServices.GetRequiredService<BodyForm.PublishPage>().PageAsync(year, cancel), BodyPageAddress = $"{http.Request.Scheme}://{http.Request.Host}/form/{year}",
        };
        return PageResult.Show<RoundPage, RoundModel>(page, model, problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    /// <summary>Whether a body is shown under a filter.</summary>
    public static bool Fits(BodyState state, string show) => show switch
    {
        "missing" => state.Missing,
        "reported" => state.Answer.Answer is AnswerKind.Report or AnswerKind.Zero,
        "look" => state.Key is "received" or "sent-back" or "blank",
        "none" => state.Answer.Answer is AnswerKind.NoReport or AnswerKind.Blank or AnswerKind.SeeOther or AnswerKind.Excluded || state.Key == "excluded",
        _ => true,
    };

    private static IReadOnlyList<BodyState> Sorted(IEnumerable<BodyState> states, string sort) => sort switch
    {
        "kind" => [.. states.OrderBy(state => state.Body.Kind)],
        "before" => [.. states.OrderByDescending(state => state.LastYear ?? -1)],
        "persons" => [.. states.OrderByDescending(state => state.Persons ?? -1)],
        "state" => [.. states.OrderBy(state => state.Tone switch { "needs" => 0, "wait" => 1, "good" => 2, _ => 3 }).ThenBy(state => state.Key, StringComparer.Ordinal)],
        _ => [.. states],
    };
}
