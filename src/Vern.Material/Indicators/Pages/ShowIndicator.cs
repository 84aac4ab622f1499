using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Material.Indicators.Pages;

/// <summary>Why is this on the list, and who said so?</summary>
/// <param name="Entry">The entry.</param>
/// <param name="History">What was done to it.</param>
/// <param name="Steps">Steps that may be taken now by who reads, with why not where only the person is in the way.</param>
/// <param name="Rematches">How many earlier reports it matches, and how many of them wait for somebody to say what follows.</param>
/// <param name="Problems">Why a step was not taken.</param>
public sealed record IndicatorModel(Indicator Entry, IReadOnlyList<PastStep> History, IReadOnlyDictionary<IndicatorStep, StepOutcome> Steps, (int Reports, int Waiting) Rematches, IReadOnlyList<Problem> Problems);

/// <summary>One entry: its history, and the steps that a person may take.</summary>
public static class ShowIndicator
{
    /// <summary>Steps by the address that they are sent to.</summary>
    internal static IReadOnlyDictionary<string, (Permission Permission, IReadOnlyList<IndicatorStep> Steps)> Doors { get; } = new Dictionary<string, (Permission, IReadOnlyList<IndicatorStep>)>(StringComparer.Ordinal)
    {
        ["confirmations"] = (IndicatorsGrants.Confirm, [IndicatorStep.Confirm, IndicatorStep.Deconfirm]),
        ["challenges"] = (IndicatorsGrants.Challenge, [IndicatorStep.Challenge, IndicatorStep.Suspend]),
        ["decisions"] = (IndicatorsGrants.Decide, [IndicatorStep.Uphold, IndicatorStep.Resume, IndicatorStep.AskWithdrawal, IndicatorStep.Withdraw]),
    };

    /// <summary>The page.</summary>
    public static Task<IResult> GetAsync(HttpContext http, long id, MaterialStore store, CurrentPerson current, CancellationToken cancel) => ShowAsync(http, id, store, current, [], 200, cancel);

    /// <summary>Confirms, or does not.</summary>
    public static Task<IResult> ConfirmAsync(HttpContext http, long id, MaterialStore store, CurrentPerson current, CancellationToken cancel) => StepAsync(http, id, "confirmations", store, current, cancel);

    /// <summary>Doubts or suspends.</summary>
    public static Task<IResult> ChallengeAsync(HttpContext http, long id, MaterialStore store, CurrentPerson current, CancellationToken cancel) => StepAsync(http, id, "challenges", store, current, cancel);

    /// <summary>Decides on a doubt; withdraws.</summary>
    public static Task<IResult> DecideAsync(HttpContext http, long id, MaterialStore store, CurrentPerson current, CancellationToken cancel) => StepAsync(http, id, "decisions", store, current, cancel);

    /// <summary>Lets a fingerprint that was set aside count again.</summary>
    public static async Task<IResult> ReleaseAsync(HttpContext http, long id, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        var sent = await http.Request.ReadFormAsync(cancel);
        if (current.SignedIn is not { } person || !long.TryParse(sent["hash"], NumberStyles.None, CultureInfo.InvariantCulture, out var hash)) return TypedResults.BadRequest();
        if (await store.IndicatorAsync(id, cancel) is not { } entry || !entry.Hashes.Any(one => one.Id == hash)) return TypedResults.NotFound();
        var outcome = await store.ReleaseAsync(hash, IndicatorActor.Of(person), cancel: cancel);
        return outcome is StepOutcome.Done ? FormGuard.SeeOther(string.Create(CultureInfo.InvariantCulture, $"/indicators/{id}?done=Release")) : await RefusedAsync(http, id, store, current, outcome, cancel);
    }

    private static async Task<IResult> StepAsync(HttpContext http, long id, string door, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        var language = PageContext.For(http).Language;
        var sent = await http.Request.ReadFormAsync(cancel);
        if (current.SignedIn is not { } person || !Enum.TryParse<IndicatorStep>(sent["step"], out var step) || !Doors[door].Steps.Contains(step)) return TypedResults.BadRequest();
        var words = sent["words"].ToString().Trim();
        if (step is not IndicatorStep.Confirm && words.Length == 0) return await ShowAsync(http, id, store, current, [new("words", Texts.Source[language, "problem.no-words"])], 400, cancel);
        if (words.Length > 2000) return await ShowAsync(http, id, store, current, [new("words", Texts.Source[language, "problem.words"])], 400, cancel);
        var outcome = await store.StepIndicatorAsync(id, step, IndicatorActor.Of(person), words: words, cancel: cancel);
        return outcome is StepOutcome.Done ? FormGuard.SeeOther(string.Create(CultureInfo.InvariantCulture, $"/indicators/{id}?done={step}")) : await RefusedAsync(http, id, store, current, outcome, cancel);
    }

    private static Task<IResult> RefusedAsync(HttpContext http, long id, MaterialStore store, CurrentPerson current, StepOutcome outcome, CancellationToken cancel) =>
        ShowAsync(http, id, store, current, [new(null, Texts.Source[PageContext.For(http).Language, $"outcome.{outcome}"])], 409, cancel);

    private static async Task<IResult> ShowAsync(HttpContext http, long id, MaterialStore store, CurrentPerson current, IReadOnlyList<Problem> problems, int status, CancellationToken cancel)
    {
        if (await store.IndicatorAsync(id, cancel) is not { } entry) return TypedResults.NotFound();
        var steps = new Dictionary<IndicatorStep, StepOutcome>();
        foreach (var step in Doors.Values.SelectMany(door => door.Steps)) steps[step] = await store.MayStepAsync(id, step, current.SignedIn?.PersonId, cancel);
        return PageResult.Show<EntryPage, IndicatorModel>(PageContext.For(http, string.Create(CultureInfo.InvariantCulture, $"/indicators/{id}")), new(entry, await store.IndicatorHistoryAsync(id, cancel), steps, await store.RematchesOfEntryAsync(id, cancel), problems), status);
    }
}
