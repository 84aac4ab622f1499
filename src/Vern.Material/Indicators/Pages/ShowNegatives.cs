using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Material.Indicators.Pages;

/// <summary>What is known to match by mistake?</summary>
/// <param name="Negatives">Those that stand or wait.</param>
/// <param name="Values">What was typed.</param>
/// <param name="Problems">Why it was not taken.</param>
public sealed record NegativesModel(IReadOnlyList<Negative> Negatives, IReadOnlyDictionary<string, string> Values, IReadOnlyList<Problem> Problems);

/// <summary>Known false matches, by two persons.</summary>
public static class ShowNegatives
{
    private static readonly IReadOnlyList<string> Fields = ["kind", "value", "radius", "words"];

    /// <summary>The page.</summary>
    public static Task<IResult> GetAsync(HttpContext http, MaterialStore store, CancellationToken cancel) => ShowAsync(http, store, new Dictionary<string, string>(StringComparer.Ordinal), [], 200, cancel);

    /// <summary>Proposes one.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        var sent = await http.Request.ReadFormAsync(cancel);
        var values = Fields.ToDictionary(field => field, field => sent[field].ToString().Trim(), StringComparer.Ordinal);
        if (current.SignedIn is not { } person) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        var problem = ReadFingerprint.Kind(values["kind"]) is not { } kind ? "problem.digits"
            : !int.TryParse(values["radius"].Length == 0 ? "0" : values["radius"], NumberStyles.None, CultureInfo.InvariantCulture, out var radius) ? "problem.radius"
            : values["words"].Length > 2000 ? "problem.words"
            : (await store.ProposeNegativeAsync(kind, values["value"], radius, IndicatorActor.Of(person), values["words"], cancel)).Problem;
        if (problem is null) return FormGuard.SeeOther("/negatives?done=negative-proposed");
        return await ShowAsync(http, store, values, [new(problem switch { "problem.radius" => "radius", "problem.no-words" or "problem.words" => "words", _ => "value" }, Texts.Source[PageContext.For(http).Language, problem])], 400, cancel);
    }

    /// <summary>Confirms or ends one.</summary>
    public static async Task<IResult> ChangeAsync(HttpContext http, long id, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        var sent = await http.Request.ReadFormAsync(cancel);
        if (current.SignedIn is not { } person) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        var outcome = sent["step"].ToString() switch
        {
            "confirm" => await store.ConfirmNegativeAsync(id, IndicatorActor.Of(person), cancel),
            "end" => await store.EndNegativeAsync(id, IndicatorActor.Of(person), cancel),
            _ => StepOutcome.NotNow,
        };
        return outcome is StepOutcome.Done ? FormGuard.SeeOther(sent["step"] == "end" ? "/negatives?done=negative-ended" : "/negatives?done=negative-confirmed") : await ShowAsync(http, store, new Dictionary<string, string>(StringComparer.Ordinal), [new(null, Texts.Source[PageContext.For(http).Language, $"outcome.{outcome}"])], 409, cancel);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, MaterialStore store, IReadOnlyDictionary<string, string> values, IReadOnlyList<Problem> problems, int status, CancellationToken cancel) =>
        PageResult.Show<NegativesPage, NegativesModel>(PageContext.For(http, "/negatives"), new(await store.NegativesAsync(cancel), values, problems), status);
}
