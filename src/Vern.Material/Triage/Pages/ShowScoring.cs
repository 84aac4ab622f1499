using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Material.Triage.Pages;

/// <summary>By what are reports weighed, and who decided it?</summary>
/// <param name="Version">The version in force; 0: as shipped.</param>
/// <param name="Rules">The rules in force.</param>
/// <param name="Versions">All versions, newest first.</param>
/// <param name="Typed">What was typed, by field.</param>
/// <param name="Problems">What was not understood, or stands in the way.</param>
public sealed record ScoringModel(int Version, ScoreRules Rules, IReadOnlyList<RulesVersion> Versions, IReadOnlyDictionary<string, string> Typed, IReadOnlyList<Problem> Problems)
{
    /// <summary>The proposal that stands; null: none.</summary>
    public RulesVersion? Standing => Versions.FirstOrDefault(one => one.InForceAt is null && !one.Withdrawn);
}

/// <summary>What would have changed last month?</summary>
/// <param name="Proposal">The version.</param>
/// <param name="InForce">The rules in force.</param>
/// <param name="Replay">What would have changed.</param>
/// <param name="Problems">Why a step was not taken.</param>
public sealed record ReplayModel(RulesVersion Proposal, ScoreRules InForce, Replay Replay, IReadOnlyList<Problem> Problems);

/// <summary>The rules, proposals of others, and what these would have changed.</summary>
public static class ShowScoring
{
    /// <summary>The rules.</summary>
    public static Task<IResult> GetAsync(HttpContext http, MaterialStore store, CancellationToken cancel) => ShowAsync(http, store, null, [], 200, cancel);

    /// <summary>Last month under a version.</summary>
    public static Task<IResult> ReplayAsync(HttpContext http, int version, MaterialStore store, CancellationToken cancel) => ReplayAsync(http, version, store, null, cancel);

    /// <summary>Proposes other rules: weights, floors, limits, rules switched off or on, added and removed.</summary>
    public static async Task<IResult> ProposeAsync(HttpContext http, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (CurrentReader.Of(current) is not { } reader) return TypedResults.BadRequest();
        var sent = await http.Request.ReadFormAsync(cancel);
        var typed = sent.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        var (rules, why, problems) = ReadProposal.Run(typed, (await store.RulesInForceAsync(cancel)).Rules, PageContext.For(http, "/scoring").Language);
        if (rules is null) return await ShowAsync(http, store, typed, problems, 400, cancel);
        return await store.ProposeRulesAsync(rules, why, reader, cancel) is { } version ? FormGuard.SeeOther($"/scoring/{version}?done=proposed") : await ShowAsync(http, store, typed, [new(null, Texts.Source[PageContext.For(http, "/scoring").Language, "scoring.stands"])], 409, cancel);
    }

    /// <summary>Confirms as the second person.</summary>
    public static async Task<IResult> ConfirmAsync(HttpContext http, int version, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (CurrentReader.Of(current) is not { } reader) return TypedResults.BadRequest();
        var sent = await http.Request.ReadFormAsync(cancel);
        return await store.ConfirmRulesAsync(version, sent["digest"].ToString(), reader, cancel) switch
        {
            ReadingStep.Done => FormGuard.SeeOther("/scoring?done=in-force"),
            ReadingStep.Gone => TypedResults.NotFound(),
            var other => await ReplayAsync(http, version, store, other, cancel),
        };
    }

    /// <summary>Withdraws a proposal.</summary>
    public static async Task<IResult> WithdrawAsync(int version, MaterialStore store, CancellationToken cancel) => await store.WithdrawRulesAsync(version, cancel) is ReadingStep.Gone ? TypedResults.NotFound() : FormGuard.SeeOther("/scoring?done=withdrawn");

    private static async Task<IResult> ReplayAsync(HttpContext http, int version, MaterialStore store, ReadingStep? step, CancellationToken cancel)
    {
        if ((await store.RulesVersionsAsync(cancel)).FirstOrDefault(one => one.Version == version) is not { } proposal || await store.ReplayAsync(version, cancel) is not { } replay) return TypedResults.NotFound();
        var page = PageContext.For(http, $"/scoring/{version}");
        return PageResult.Show<ReplayPage, ReplayModel>(page, new(proposal, (await store.RulesInForceAsync(cancel)).Rules, replay, step is { } came ? [new(null, Texts.Source[page.Language, $"step.{came.ToString().ToLowerInvariant()}"])] : []), step is null ? 200 : 409);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, MaterialStore store, IReadOnlyDictionary<string, string>? typed, IReadOnlyList<Problem> problems, int status, CancellationToken cancel)
    {
        var (version, rules) = await store.RulesInForceAsync(cancel);
        return PageResult.Show<ScoringPage, ScoringModel>(PageContext.For(http, "/scoring"), new(version, rules, await store.RulesVersionsAsync(cancel), typed ?? new Dictionary<string, string>(StringComparer.Ordinal), problems), status);
    }
}
