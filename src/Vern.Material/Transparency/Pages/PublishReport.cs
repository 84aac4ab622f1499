using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Material.Transparency.Pages;

/// <summary>Can the public trust this?</summary>
/// <param name="Year">The year.</param>
/// <param name="Draft">The draft as it would be published; null: none waits.</param>
/// <param name="Report">What it says.</param>
/// <param name="Standing">Who proposed it; null: nobody whose proposal stands.</param>
/// <param name="Problems">What stands in the way.</param>
public sealed record DraftModel(int Year, TransparencyEdition? Draft, TransparencyReport? Report, Proposal? Standing, IReadOnlyList<Problem> Problems);

/// <summary>Makes the report and publishes it, by two persons.</summary>
public static class PublishReport
{
    /// <summary>The draft.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, int year, MaterialStore store, AccessStore access, CancellationToken cancel) => IsYear(http, year) ? await ShowAsync(http, year, store, access, [], cancel) : TypedResults.NotFound();

    /// <summary>Makes the draft anew, and takes the first step.</summary>
    public static async Task<IResult> ProposeAsync(HttpContext http, int year, MaterialStore store, AccessStore access, CurrentPerson current, CancellationToken cancel)
    {
        if (!IsYear(http, year)) return TypedResults.NotFound();
        await store.ProposeTransparencyAsync(year, access, current.SignedIn!, cancel);
        return FormGuard.SeeOther($"/transparency/{year}/draft?done=proposed");
    }

    /// <summary>Another person publishes it.</summary>
    public static async Task<IResult> PublishAsync(HttpContext http, int year, MaterialStore store, AccessStore access, CurrentPerson current, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        if (form["understood"] != "yes") return await ShowAsync(http, year, store, access, ["wrong.understood"], cancel);
        return await store.PublishTransparencyAsync(year, form["seen"].ToString(), access, current.SignedIn!, cancel) switch
        {
            FourEyesStep.Confirmed => FormGuard.SeeOther($"/transparency/{year}?done=published"),
            FourEyesStep.Proposed => FormGuard.SeeOther($"/transparency/{year}/draft?done=proposed"),
            FourEyesStep.SamePerson => await ShowAsync(http, year, store, access, ["wrong.same-person"], cancel),
            _ => await ShowAsync(http, year, store, access, ["wrong.changed"], cancel),
        };
    }

    private static bool IsYear(HttpContext http, int year) => year >= 2000 && year <= PageContext.For(http).Today.Year;

    private static async Task<IResult> ShowAsync(HttpContext http, int year, MaterialStore store, AccessStore access, IReadOnlyList<string> problems, CancellationToken cancel)
    {
        var page = PageContext.For(http, $"/transparency/{year}/draft");
        var draft = await store.DraftAsync(year, cancel);
        var standing = draft is not null && MaterialStore.ActOf(draft) is var act && await access.StandingAsync(act.Act, act.Subject, cancel) is { } one && one.Digest == draft.Digest ? one : null;
        return PageResult.Show<DraftPage, DraftModel>(page, new(year, draft, draft is null ? null : TransparencyReport.Read(draft.Content), standing, [.. problems.Select(key => new Problem(null, Texts.Source[page.Language, key]))]), problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }
}
