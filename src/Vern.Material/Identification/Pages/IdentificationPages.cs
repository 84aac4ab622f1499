using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Material.Intake.Pages;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;

namespace Vern.Material.Identification.Pages;

/// <summary>The pages and operations on series and children: addresses are nouns; GET shows, POST changes and leads back to what it changed.</summary>
public static class IdentificationPages
{
    private const long Longest = 256 * 1024;

    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapIdentification(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/series", ShowSeries.GetAsync).Needs(IdentificationGrants.Read).Records(IdentificationActs.Read, "series");
        pages.MapGet("/series/{id}", ShowSeries.OneAsync).Needs(IdentificationGrants.Read).Records(IdentificationActs.Read, "series/{id}");
        var changes = routes.MapGroup("").ExcludeFromDescription().RequireToken(Longest);
        changes.MapPost("/series", WorkOnSeries.RegisterAsync).Needs(IdentificationGrants.Work);
        changes.MapPost("/series/judgments", WorkOnSeries.JudgmentAsync).Needs(IdentificationGrants.Work);
        changes.MapPost("/series/{id}", WorkOnSeries.StepAsync).Needs(IdentificationGrants.Work);
        return routes;
    }

    /// <summary>Its places in the navigation.</summary>
    internal static IReadOnlyList<CentrePlace> Places { get; } = [new("series", "/series", IdentificationGrants.Read, Texts.Source, "nav.series")];
}
