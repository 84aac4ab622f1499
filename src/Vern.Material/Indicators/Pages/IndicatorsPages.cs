using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Material.Indicators.Lists;
using Vern.Material.Indicators.Matching;
using Vern.Material.Indicators.Sharing;
using Vern.Material.Intake.Pages;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;

namespace Vern.Material.Indicators.Pages;

/// <summary>The pages and operations on the list of known material: addresses are nouns; GET shows, POST changes and leads back to what it changed.</summary>
public static class IndicatorsPages
{
    private const long Longest = 32 * 1024;

    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapIndicators(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/indicators", ShowIndicators.GetAsync).Needs(IndicatorsGrants.Read).Records(IndicatorsActs.Read, "indicators");
        pages.MapGet("/indicators/new", ShowIndicators.New).Needs(IndicatorsGrants.Propose);
        pages.MapGet("/indicators/{id:long}", ShowIndicator.GetAsync).Needs(IndicatorsGrants.Read).Records(IndicatorsActs.Read, "indicator/{id}");
        pages.MapGet("/negatives", ShowNegatives.GetAsync).Needs(IndicatorsGrants.Read).Records(IndicatorsActs.Read, "negatives");
        pages.MapGet("/editions", ShowEditions.GetAsync).Needs(IndicatorsGrants.Read);
        var changes = routes.MapGroup("").ExcludeFromDescription().RequireToken(Longest);
        changes.MapPost("/indicators", ShowIndicators.PostAsync).Needs(IndicatorsGrants.Propose);
        changes.MapPost("/indicators/{id:long}/confirmations", ShowIndicator.ConfirmAsync).Needs(IndicatorsGrants.Confirm).NeedsFreshSignIn("/indicators/{id}");
        changes.MapPost("/indicators/{id:long}/challenges", ShowIndicator.ChallengeAsync).Needs(IndicatorsGrants.Challenge);
        changes.MapPost("/indicators/{id:long}/decisions", ShowIndicator.DecideAsync).Needs(IndicatorsGrants.Decide).NeedsFreshSignIn("/indicators/{id}");
        changes.MapPost("/indicators/{id:long}/releases", ShowIndicator.ReleaseAsync).Needs(IndicatorsGrants.Decide);
        changes.MapPost("/negatives", ShowNegatives.PostAsync).Needs(IndicatorsGrants.Suppress);
        changes.MapPost("/negatives/{id:long}", ShowNegatives.ChangeAsync).Needs(IndicatorsGrants.Suppress).NeedsFreshSignIn("/negatives");
        changes.MapPost("/editions/{list}/publishing", ShowEditions.PublishAsync).Needs(IndicatorsGrants.Publish).NeedsFreshSignIn("/editions");
        changes.MapPost("/editions/{list}/confirmation", ShowEditions.ConfirmAsync).Needs(IndicatorsGrants.ConfirmList).NeedsFreshSignIn("/editions");
        return routes.MapProposeApi().MapMatchApi().MapListsApi().MapSharing();
    }

    /// <summary>Its places in the navigation.</summary>
    internal static IReadOnlyList<CentrePlace> Places { get; } =
    [
        new("indicators", "/indicators", IndicatorsGrants.Read, Texts.Source, "nav.indicators"),
        new("editions", "/editions", IndicatorsGrants.Read, Texts.Source, "nav.editions"),
    ];
}
