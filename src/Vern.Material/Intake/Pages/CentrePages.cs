using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vern.Material.Identification.Pages;
using Vern.Material.Indicators.Pages;
using Vern.Material.Redress.Pages;
using Vern.Material.Removal.Pages;
using Vern.Material.Routing.Pages;
using Vern.Material.Transparency.Pages;
using Vern.Material.Triage.Pages;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Jobs;

namespace Vern.Material.Intake.Pages;

/// <summary>What a centre's host is made of, slice by slice.</summary>
public static class CentrePages
{
    /// <summary>The slices' services, for a centre whose store is open.</summary>
    public static IServiceCollection AddMaterial(this IServiceCollection services, MaterialStore store)
    {
        services.AddSingleton(store);
        services.AddHttpClient(Removal.NoticeDesk.Connections, client => client.Timeout = TimeSpan.FromSeconds(20)).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        services.AddSingleton(_ => new Removal.SendLetter()).AddSingleton<Removal.NoticeDesk>();
        services.AddSingleton<Pace>().AddSingleton(_ => CountFile.OfThisMachine()).AddSingleton<Tipline.ReadUpload>().AddHostedService<IntakeJobs.Start>();
        services.AddHostedService<Triage.AssessReports>();
        return services;
    }

    /// <summary>The slices' work that must happen once.</summary>
    public static IEnumerable<JobKind> Jobs(IServiceProvider services)
    {
        var store = services.GetRequiredService<MaterialStore>();
        return
        [
            .. IntakeJobs.Kinds(store),
            .. Triage.AssessReports.Kinds(store),
            .. Routing.RoutingJobs.Kinds(store),
            .. store.IndicatorJobs(),
            services.GetRequiredService<Removal.NoticeDesk>().Kind,
            Redress.RedressClock.Kind(store),
        ];
    }

    /// <summary>Maps the pages and operations of all slices.</summary>
    public static IEndpointRouteBuilder MapCentrePages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (CurrentPerson current) => FormGuard.SeeOther(CentrePlaces.Home(current))).Needs(Permission.OwnAccount).ExcludeFromDescription();
        routes.MapIntake();
        routes.MapTriage();
        routes.MapRouting();
        routes.MapIndicators();
        routes.MapRemoval();
        routes.MapRedress();
        routes.MapIdentification();
        routes.MapTransparency();
        return routes;
    }
}
