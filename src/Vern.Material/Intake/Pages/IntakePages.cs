using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Material.Intake.Api;
using Vern.Material.Intake.Tipline;
using Vern.Platform.Access;
using Vern.Platform.Access.Pages;
using Vern.Platform.Interface;

namespace Vern.Material.Intake.Pages;

/// <summary>The pages and operations on reports as they come in: addresses are nouns; GET shows, POST changes and leads back to what it changed.</summary>
public static class IntakePages
{
    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapIntake(this IEndpointRouteBuilder routes)
    {
        routes.MapTipline();
        routes.MapReportsApi();
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/report", PublicReport.Form).OpenToEveryone();
        pages.MapGet("/report/child", PublicReport.ChildForm).OpenToEveryone();
        pages.MapGet("/report/asked", PublicReport.Ask).OpenToEveryone();
        pages.MapGet("/report/{number}", PublicReport.AnswerAsync).OpenToEveryone().RequireRateLimiting(AccessPages.RateLimit);
        pages.MapGet("/providers", Providers.ListAsync).Needs(IntakeGrants.ReadProviders);
        pages.MapGet("/providers/{name}", Providers.OneAsync).Needs(IntakeGrants.ReadProviders);
        var open = routes.MapGroup("").ExcludeFromDescription().RequireToken(PublicReport.Longest);
        open.MapPost("/report", PublicReport.SendAsync).OpenToEveryone().RequireRateLimiting(AccessPages.RateLimit);
        open.MapPost("/report/child", PublicReport.SendChildAsync).OpenToEveryone().RequireRateLimiting(AccessPages.RateLimit);
        var changes = routes.MapGroup("").ExcludeFromDescription().RequireToken(Providers.Longest);
        changes.MapPost("/providers", Providers.EnrolAsync).Needs(IntakeGrants.KeepProviders);
        changes.MapPost("/providers/{name}/credentials", Providers.CredentialAsync).Needs(IntakeGrants.KeepProviders).NeedsFreshSignIn("/providers/{name}");
        changes.MapPost("/providers/{name}/closing", Providers.CloseAsync).Needs(IntakeGrants.KeepProviders).NeedsFreshSignIn("/providers/{name}");
        changes.MapPost("/providers/{name}/preservations/{report:long}", Providers.ProlongAsync).Needs(IntakeGrants.KeepProviders);
        return routes;
    }

    /// <summary>Its places in the navigation.</summary>
    internal static IReadOnlyList<CentrePlace> Places { get; } =
    [
        new("providers", "/providers", IntakeGrants.ReadProviders, Texts.Source, "nav.providers"),
    ];
}
