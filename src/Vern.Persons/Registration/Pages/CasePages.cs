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
        pages.MapGet("/", MyDay.GetAsync).Needs(Permission.OwnAccount).Records(CaseActs.DayRead, "day");
        pages.MapGet("/people", ShowPeople.GetAsync).Needs(AgencyGrants.ReadPeople).Records(CaseActs.PeopleListed, "people");
        pages.MapGet("/people/new", Intake.BeginAsync).Needs(AgencyGrants.WritePeople);
        pages.MapGet("/people/new/{draft}/{step}", Intake.GetAsync).Needs(AgencyGrants.WritePeople);
        pages.MapGet("/people/search", SearchPeople.Get).Needs(AgencyGrants.ReadPeople);
        pages.MapGet("/people/{id}", ShowPerson.GetAsync).Needs(AgencyGrants.ReadPeople).Records(CaseActs.PersonRead, "person/{id}");
        pages.MapGet("/people/{id}/facts/{section}", ChangeFacts.GetAsync).Needs(AgencyGrants.WritePeople).Records(CaseActs.PersonRead, "person/{id}");
        pages.MapGet("/away", Away.GetAsync).Needs(AgencyGrants.AssignPeople);
        pages.MapGet("/load", MyDay.LoadAsync).Needs(AgencyGrants.ReadLoad);
        pages.MapGet("/people/{id}/tasks", PersonTabs.TasksAsync).Needs(AgencyGrants.ReadPeople).Records(CaseActs.PersonRead, "person/{id}");
        pages.MapGet("/people/{id}/children", PersonTabs.ChildrenAsync).Needs(AgencyGrants.ReadPeople).Records(CaseActs.PersonRead, "person/{id}");
        pages.MapGet("/people/{id}/history", PersonTabs.HistoryAsync).Needs(AgencyGrants.ReadPeople).Records(CaseActs.HistoryRead, "person/{id}");
        pages.MapGet("/people/{id}/access", PersonTabs.LookedAsync).Needs(AgencyGrants.ReadPeople).Records(CaseActs.AccessRead, "person/{id}");
        pages.MapGet("/people/{id}/stay", PersonTabs.SecretAsync).Needs(AgencyGrants.ReadSecrets).Records(CaseActs.SecretRead, "person/{id}");
        pages.MapGet("/people/{id}/documents", Documents.GetAsync).Needs(AgencyGrants.ReadPeople).Records(CaseActs.PersonRead, "person/{id}");
        pages.MapGet("/people/{id}/documents/{document}", Documents.FileAsync).Needs(AgencyGrants.ReadPeople).Records(CaseActs.DocumentRead, "person/{id}", "{document}");
        pages.MapGet("/people/{id}/responsible", Responsible.GetAsync).Needs(AgencyGrants.AssignPeople).Records(CaseActs.PersonRead, "person/{id}");
        var changes = routes.MapGroup("").ExcludeFromDescription().RequireToken(Longest);
        changes.MapPost("/people/new", Intake.PostBeginAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/new/{draft}/{step}", Intake.PostAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/new/{draft}/registration", Intake.RegisterAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/new/{draft}/discarding", Intake.DiscardAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/found", SearchPeople.PostAsync).Needs(AgencyGrants.ReadPeople).Records(CaseActs.PeopleSearched, "people/found");
        changes.MapPost("/people/{id}/facts/{section}", ChangeFacts.PostAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/{id}/tasks", PersonTabs.AddTaskAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/{id}/tasks/done", PersonTabs.DoneAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/{id}/stay", PersonTabs.PutSecretAsync).Needs(AgencyGrants.ReadSecrets);
        changes.MapPost("/people/{id}/documents/{document}/dropping", Documents.DropAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/away", Away.PostAsync).Needs(AgencyGrants.AssignPeople);
        changes.MapPost("/away/ending", Away.EndAsync).Needs(AgencyGrants.AssignPeople);
        changes.MapPost("/people/{id}/owner", Responsible.HandOverAsync).Needs(AgencyGrants.AssignPeople);
        changes.MapPost("/people/{id}/members", Responsible.AddMemberAsync).Needs(AgencyGrants.AssignPeople);
        changes.MapPost("/people/{id}/members/ending", Responsible.EndMemberAsync).Needs(AgencyGrants.AssignPeople);
        changes.MapPost("/people/{id}/closing", Responsible.CloseAsync).Needs(AgencyGrants.ClosePeople);
        changes.MapPost("/people/{id}/erasure", Responsible.EraseAsync).Needs(AgencyGrants.ErasePeople).NeedsFreshSignIn("/people/{id}/responsible");
        changes.MapPost("/people/{id}/reopening", Responsible.ReopenAsync).Needs(AgencyGrants.ClosePeople);
        routes.MapPost("/people/{id}/documents", Documents.AddAsync).Needs(AgencyGrants.WritePeople).ExcludeFromDescription().RequireToken(DocumentType.Largest + Longest);
        return routes;
    }
}
