using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Material.Intake.Pages;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Api;

namespace Vern.Material.Routing.Pages;

/// <summary>The pages and operations on handing reports on: addresses are nouns; GET shows, POST changes and leads back to what it changed.</summary>
public static class RoutingPages
{
    private const long Longest = 64 * 1024;

    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapRouting(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/inbox", ShowInbox.GetAsync).Needs(RoutingGrants.ReadPackages).Records(RoutingActs.InboxRead, "inbox");
        pages.MapGet("/inbox/{package}", ShowInbox.PackageAsync).Needs(RoutingGrants.ReadPackages).Records(RoutingActs.PackageRead, "package/{package}");
        pages.MapGet("/inbox/{package}/{format}", ShowInbox.FileAsync).Needs(RoutingGrants.ReadPackages).Records(RoutingActs.PackageRead, "package/{package}");
        pages.MapGet("/dispatches", ShowDispatches.GetAsync).Needs(RoutingGrants.ReadDispatches).Records(RoutingActs.DispatchesRead, "dispatches");
        pages.MapGet("/dispatches/{package}/{format}", ShowDispatches.FileAsync).Needs(Triage.TriageGrants.Decide).Records(RoutingActs.PackageRead, "package/{package}");
        pages.MapGet("/authorities", ShowAuthorities.GetAsync).Needs(RoutingGrants.ReadAuthorities);
        var changes = routes.MapGroup("").ExcludeFromDescription().RequireToken(Longest);
        changes.MapPost("/inbox/{package}/receipt", ShowInbox.ReceiptAsync).Needs(RoutingGrants.AnswerPackages);
        changes.MapPost("/inbox/{package}/feedback", ShowInbox.FeedbackAsync).Needs(RoutingGrants.AnswerPackages);
        changes.MapPost("/authorities", ShowAuthorities.PostAsync).Needs(RoutingGrants.KeepAuthorities);
        routes.MapGroup("").ExcludeFromDescription().RequireToken(AddressFile.Longest + Longest).MapPost("/authorities/addresses", ShowAuthorities.AddressesAsync).Needs(RoutingGrants.KeepAuthorities);
        return routes.MapPackagesApi();
    }

    /// <summary>Its places in the navigation.</summary>
    internal static IReadOnlyList<CentrePlace> Places { get; } =
    [
        new("inbox", "/inbox", RoutingGrants.ReadPackages, Texts.Source, "nav.inbox"),
        new("dispatches", "/dispatches", RoutingGrants.ReadDispatches, Texts.Source, "nav.dispatches"),
        new("authorities", "/authorities", RoutingGrants.ReadAuthorities, Texts.Source, "nav.authorities"),
    ];
}
