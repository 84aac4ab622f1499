using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Material.Intake.Pages;
using Vern.Platform.Access;
using Vern.Platform.Access.Pages;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;

namespace Vern.Material.Redress.Pages;

/// <summary>The pages and operations on complaints and requests: addresses are nouns; GET shows, POST changes and leads back to what it changed.</summary>
public static class RedressPages
{
    private const long Longest = 64 * 1024;

    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapRedress(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/complain", FileCase.ComplainAsync).OpenToEveryone();
        pages.MapGet("/complain/mine", FileCase.RequestAsync).OpenToEveryone();
        pages.MapGet("/complain/asked", FollowCase.Ask).OpenToEveryone();
        pages.MapGet("/complain/{number}", FollowCase.GetAsync).OpenToEveryone();
        pages.MapGet("/complaints", ShowComplaints.GetAsync).Needs(RedressGrants.Read);
        pages.MapGet("/complaints/{id}", ShowComplaints.OneAsync).Needs(RedressGrants.Read).Records(RedressActs.Read, "complaint/{id}");
        pages.MapGet("/complaints/{id}/letter", ShowComplaints.LetterAsync).Needs(RedressGrants.Read).Records(RedressActs.Read, "complaint/{id}");
        pages.MapGet("/requests", ShowRequests.GetAsync).Needs(RedressGrants.ReadRequests);
        pages.MapGet("/requests/{id}", ShowRequests.OneAsync).Needs(RedressGrants.ReadRequests).Records(RedressActs.RequestRead, "request/{id}");
        var changes = routes.MapGroup("").ExcludeFromDescription().RequireToken(Longest);
        changes.MapPost("/complain", FileCase.PostComplaintAsync).OpenToEveryone().RequireRateLimiting(AccessPages.RateLimit);
        changes.MapPost("/complain/mine", FileCase.PostRequestAsync).OpenToEveryone().RequireRateLimiting(AccessPages.RateLimit);
        changes.MapPost("/complain/{number}", FollowCase.PostAsync).OpenToEveryone().RequireRateLimiting(AccessPages.RateLimit);
        changes.MapPost("/complaints/{id}/review", ShowComplaints.TakeUpAsync).Needs(RedressGrants.Decide);
        changes.MapPost("/complaints/{id}/decision", ShowComplaints.DecideAsync).Needs(RedressGrants.Decide).NeedsFreshSignIn("/complaints/{id}");
        changes.MapPost("/requests/{id}", ShowRequests.PostAsync).Needs(RedressGrants.HandleRequests);
        return routes;
    }

    /// <summary>Its places in the navigation.</summary>
    internal static IReadOnlyList<CentrePlace> Places { get; } = [new("complaints", "/complaints", RedressGrants.Read, Texts.Source, "nav.complaints"), new("requests", "/requests", RedressGrants.ReadRequests, Texts.Source, "nav.requests")];
}
