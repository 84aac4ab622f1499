using Microsoft.AspNetCore.Http;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Platform.Access.Pages;

/// <summary>May I do what my role does not give, now?</summary>
/// <param name="Until">Until when she has it; null when she has not.</param>
/// <param name="Gives">What it gives her.</param>
/// <param name="Own">Hers so far.</param>
/// <param name="Grants">The workspace's table.</param>
/// <param name="Reason">What she wrote.</param>
/// <param name="Problems">What was not taken.</param>
public sealed record EmergencyModel(DateTimeOffset? Until, IReadOnlyList<Permission> Gives, IReadOnlyList<EmergencyState> Own, GrantTable Grants, string Reason, IReadOnlyList<Problem> Problems);

/// <summary>Was it right?</summary>
/// <param name="All">All emergency accesses, those that wait first.</param>
/// <param name="PersonId">Who looks: she reviews none of her own.</param>
/// <param name="Problems">What was not taken.</param>
public sealed record EmergenciesModel(IReadOnlyList<EmergencyState> All, int? PersonId, IReadOnlyList<Problem> Problems);

/// <summary>Emergency access: taken with a reason, for an hour; looked at by another person afterwards.</summary>
public static class Emergencies
{
    /// <summary>The page of who takes it.</summary>
    public static Task<IResult> OwnAsync(HttpContext http, AccessStore store, CurrentPerson current, GrantTable grants, CancellationToken cancel) => ShowOwnAsync(http, store, current, grants, "", [], cancel);

    /// <summary>Begins it.</summary>
    public static async Task<IResult> BeginAsync(HttpContext http, AccessStore store, CurrentPerson current, GrantTable grants, CancellationToken cancel)
    {
        if (current.SignedIn is not { PersonId: not null } person) return TypedResults.NotFound();
        var reason = (await http.Request.ReadFormAsync(cancel))["reason"].ToString();
        try
        {
            await store.BeginEmergencyAsync(person, reason, cancel);
            return FormGuard.SeeOther("/account/emergency");
        }
        catch (AccessException refused)
        {
            return await ShowOwnAsync(http, store, current, grants, reason, [new Problem("reason", Texts.Source[PageContext.For(http).Language, $"emergency.wrong.{refused.Message.Split(':')[0]}"])], cancel);
        }
    }

    /// <summary>Ends it before its time.</summary>
    public static async Task<IResult> EndAsync(AccessStore store, CurrentPerson current, CancellationToken cancel) =>
        current.SignedIn is { } person && await store.EndEmergencyAsync(person, cancel) ? FormGuard.SeeOther("/account?done=emergency-ended") : TypedResults.NotFound();

    /// <summary>All of them, for who reviews.</summary>
    public static Task<IResult> ListAsync(HttpContext http, AccessStore store, CurrentPerson current, CancellationToken cancel) => ShowAllAsync(http, store, current, [], cancel);

    /// <summary>Takes a review; of one's own, by whichever account, it is refused.</summary>
    public static async Task<IResult> ReviewAsync(HttpContext http, int emergency, AccessStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (current.SignedIn is not { } person) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(cancel);
        if (form["justified"].ToString() is not ("yes" or "no")) return TypedResults.BadRequest();
        try
        {
            await store.ReviewEmergencyAsync(emergency, person, form["justified"] == "yes", form["review"].ToString(), cancel);
            return FormGuard.SeeOther("/emergencies?done=reviewed");
        }
        catch (AccessException refused)
        {
            var which = refused.Message.Split(':')[0];
            return which == "missing" ? TypedResults.NotFound() : await ShowAllAsync(http, store, current, [new Problem($"review-{emergency}", Texts.Source[PageContext.For(http).Language, $"emergency.wrong.{which}"])], cancel);
        }
    }

    private static async Task<IResult> ShowOwnAsync(HttpContext http, AccessStore store, CurrentPerson current, GrantTable grants, string reason, IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        var person = current.SignedIn;
        var own = (await store.EmergenciesAsync(cancel)).Where(one => one.PersonId == person?.PersonId).ToList();
        IReadOnlyList<Permission> gives = [.. grants.Roles.Where(role => current.Roles.Contains(role.Name)).SelectMany(role => role.InEmergency).Distinct()];
        return PageResult.Show<EmergencyPage, EmergencyModel>(PageContext.For(http, "/account/emergency"), new EmergencyModel(person?.EmergencyUntil, gives, own, grants, reason, problems), problems.Count > 0 ? 400 : 200);
    }

    private static async Task<IResult> ShowAllAsync(HttpContext http, AccessStore store, CurrentPerson current, IReadOnlyList<Problem> problems, CancellationToken cancel) =>
        PageResult.Show<EmergenciesPage, EmergenciesModel>(PageContext.For(http, "/emergencies"), new EmergenciesModel(await store.EmergenciesAsync(cancel), current.SignedIn?.PersonId, problems), problems.Count > 0 ? 400 : 200);
}
