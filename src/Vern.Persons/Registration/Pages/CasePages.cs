using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;

namespace Vern.Persons.Registration.Pages;

/// <summary>The pages of registering and following up persons: addresses are nouns; GET shows, POST changes and leads back to what it changed.</summary>
public static class CasePages
{
    /// <summary>The longest form without a file, in bytes.</summary>
    private const long Longest = 512 * 1024;

    /// <summary>Maps the pages.</summary>
    public static IEndpointRouteBuilder MapCasePages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/", (CurrentPerson current) => FormGuard.SeeOther(current.May(AgencyGrants.ReadPeople) ? "/people" : "/account")).Needs(Permission.OwnAccount);
        pages.MapGet("/people", ShowPeople.GetAsync).Needs(AgencyGrants.ReadPeople).Records(CaseActs.PeopleListed, "people");
        pages.MapGet("/people/new", Intake.BeginAsync).Needs(AgencyGrants.WritePeople);
        pages.MapGet("/people/new/{draft}/{step}", Intake.GetAsync).Needs(AgencyGrants.WritePeople);
        pages.MapGet("/people/search", SearchPeople.Get).Needs(AgencyGrants.ReadPeople);
        pages.MapGet("/people/{id}", ShowPerson.GetAsync).Needs(AgencyGrants.ReadPeople).Records(CaseActs.PersonRead, "person/{id}");
        pages.MapGet("/people/{id}/facts/{section}", ChangeFacts.GetAsync).Needs(AgencyGrants.WritePeople).Records(CaseActs.PersonRead, "person/{id}");
        var changes = routes.MapGroup("").ExcludeFromDescription().RequireToken(Longest);
        changes.MapPost("/people/new", Intake.PostBeginAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/new/{draft}/{step}", Intake.PostAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/new/{draft}/registration", Intake.RegisterAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/new/{draft}/discarding", Intake.DiscardAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/found", SearchPeople.PostAsync).Needs(AgencyGrants.ReadPeople).Records(CaseActs.PeopleSearched, "people/found");
        changes.MapPost("/people/{id}/facts/{section}", ChangeFacts.PostAsync).Needs(AgencyGrants.WritePeople);
        return routes;
    }
}
