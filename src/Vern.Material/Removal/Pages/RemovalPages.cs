using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Material.Intake.Pages;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Api;

namespace Vern.Material.Removal.Pages;

/// <summary>The pages and operations on notices to hosts: addresses are nouns; GET shows, POST changes and leads back to what it changed.</summary>
public static class RemovalPages
{
    private const long Longest = 32 * 1024;

    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapRemoval(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/notices", ShowNotices.GetAsync).Needs(RemovalGrants.Read);
        pages.MapGet("/notices/times", ShowNotices.TimesAsync).Needs(RemovalGrants.Read);
        pages.MapGet("/notices/new", ProposeNotice.GetAsync).Needs(RemovalGrants.Propose);
        pages.MapGet("/notices/holds", HoldNotices.GetAsync).Needs(RemovalGrants.Hold);
        pages.MapGet("/notices/{id}", ShowNotice.GetAsync).Needs(RemovalGrants.Read).Records(RemovalActs.Read, "notice/{id}");
        pages.MapGet("/notices/{id}/letter.eml", ShowNotice.LetterAsync).Needs(RemovalGrants.Follow).Records(RemovalActs.Taken, "notice/{id}");
        pages.MapGet("/notices/{id}/xarf.json", ShowNotice.XarfAsync).Needs(RemovalGrants.Follow).Records(RemovalActs.Taken, "notice/{id}");
        pages.MapGet("/notices/{id}/statement.json", ShowNotice.StatementAsync).Needs(RemovalGrants.Read).Records(RemovalActs.Taken, "notice/{id}");
        pages.MapGet("/notices/{id}/receipt", ShowNotice.ReceiptAsync).Needs(RemovalGrants.Read);
        var changes = routes.MapGroup("").ExcludeFromDescription().RequireToken(Longest);
        changes.MapPost("/notices", ProposeNotice.PostAsync).Needs(RemovalGrants.Propose);
        changes.MapPost("/notices/{id}/confirmation", ProposeNotice.ConfirmAsync).Needs(RemovalGrants.Confirm).NeedsFreshSignIn("/notices/{id}");
        changes.MapPost("/notices/{id}/steps", FollowNotice.SentAsync).Needs(RemovalGrants.Follow);
        changes.MapPost("/notices/{id}/letters", FollowNotice.AgainAsync).Needs(RemovalGrants.Follow);
        changes.MapPost("/notices/{id}/checks", FollowNotice.CheckedAsync).Needs(RemovalGrants.Follow);
        changes.MapPost("/notices/{id}/end", FollowNotice.CloseAsync).Needs(RemovalGrants.Follow);
        changes.MapPost("/notices/holds", HoldNotices.PostAsync).Needs(RemovalGrants.Hold);
        changes.MapPost("/notices/holds/{id}/lifting", HoldNotices.LiftAsync).Needs(RemovalGrants.Hold);
        var api = routes.MapGroup("/api/notices").WithTags("notices");
        api.MapGet("/checks", CheckNotices.GetAsync).AsOperation("ListDueChecks", "Addresses that a program of the operator's is to look at, those due first. The account must be named in the centre's settings.", RemovalGrants.Check, StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict).Produces<DueCheck[]>();
        api.MapPost("/{id}/checks", CheckNotices.PostAsync).AsOperation("CheckNotice", "Says whether the material of a notice is there.", RemovalGrants.Check, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict).Takes<NoticeCheck>().Produces(StatusCodes.Status204NoContent);
        return routes;
    }

    /// <summary>Its places in the navigation.</summary>
    internal static IReadOnlyList<CentrePlace> Places { get; } = [new("notices", "/notices", RemovalGrants.Read, Texts.Source, "nav.notices")];
}
