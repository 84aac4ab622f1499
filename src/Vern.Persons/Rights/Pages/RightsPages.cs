using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;

namespace Vern.Persons.Rights.Pages;

/// <summary>The pages of rights: a person's rights, one right, timeline, calendar, change of track, sheet; and, of nobody, the rules and the tracks.</summary>
public static class RightsPages
{
    /// <summary>The slice's services, for an agency whose casework is open.</summary>
    public static IServiceCollection AddRights(this IServiceCollection services)
    {
        services.AddSingleton(provider => new RightsStore(provider.GetRequiredService<CaseStore>(), RuleBook.Norway));
        services.AddSingleton<WatchDeadlines>();
        services.AddSingleton<FindDayDeadlines>(provider => new TellDayDeadlines(provider.GetRequiredService<WatchDeadlines>()).RunAsync);
        services.AddSingleton<FindNextDeadline>(provider => new TellNextDeadline(provider.GetRequiredService<RightsStore>()).RunAsync);
        return services;
    }

    /// <summary>Maps the pages.</summary>
    public static IEndpointRouteBuilder MapRightsPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/people/{id}/rights", ShowRights.GetAsync).Needs(AgencyGrants.ReadRights).Records(CaseActs.PersonRead, "person/{id}");
        pages.MapGet("/people/{id}/rights/{name}", ShowRight.GetAsync).Needs(AgencyGrants.ReadRights).Records(CaseActs.PersonRead, "person/{id}");
        pages.MapGet("/people/{id}/sheet/{language}", PrintSheet.GetAsync).Needs(AgencyGrants.ReadRights).Records(RightsActs.SheetPrinted, "person/{id}");
        pages.MapGet("/people/{id}/timeline", ShowTimeline.GetAsync).Needs(AgencyGrants.ReadRights).Records(CaseActs.PersonRead, "person/{id}");
        pages.MapGet("/people/{id}/timeline.ics", TakeCalendar.GetAsync).Needs(AgencyGrants.ReadRights).Records(RightsActs.CalendarTaken, "person/{id}");
        pages.MapGet("/people/{id}/track", PlanTrack.GetAsync).Needs(AgencyGrants.ReadRights).Records(CaseActs.PersonRead, "person/{id}");
        pages.MapGet("/deadlines", ShowDeadlines.GetAsync).Needs(AgencyGrants.ReadRights).Records(CaseActs.PeopleListed, "deadlines");
        pages.MapGet("/tracks", ShowRules.Tracks).Needs(AgencyGrants.ReadRules);
        pages.MapGet("/rules", ShowRules.GetAsync).Needs(AgencyGrants.ReadRules);
        pages.MapGet("/settings", Settings.GetAsync).Needs(AgencyGrants.KeepSettings);
        var changes = routes.MapGroup("").ExcludeFromDescription().RequireToken(64 * 1024);
        changes.MapPost("/people/{id}/rights/{name}", ShowRight.PostAsync).Needs(AgencyGrants.RecordRights);
        changes.MapPost("/people/{id}/track", PlanTrack.PostAsync).Needs(AgencyGrants.RecordRights);
        changes.MapPost("/settings", Settings.PostAsync).Needs(AgencyGrants.KeepSettings);
        return routes;
    }
}
