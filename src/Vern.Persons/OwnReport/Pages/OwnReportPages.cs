using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Persons.Registration;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;

namespace Vern.Persons.OwnReport.Pages;

/// <summary>The pages of an agency's own report.</summary>
public static class OwnReportPages
{
    private const long Longest = 16 * 1024;

    /// <summary>Maps the pages.</summary>
    public static IEndpointRouteBuilder MapOwnReportPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/our-report", ShowOurReport.Front).Needs(AgencyGrants.ReadReport);
        pages.MapGet("/our-report/{year:int}", ShowOurReport.GetAsync).Needs(AgencyGrants.ReadReport).Records(CaseActs.ReportRead, "own-report/{year}");
        pages.MapGet("/our-report/{year:int}/rows/{id}", ShowOurReport.RowAsync).Needs(AgencyGrants.ReadReport).Records(CaseActs.PersonRead, "person/{id}");
        pages.MapGet("/our-report/{year:int}/own-work", AnswerOwnWork.GetAsync).Needs(AgencyGrants.SendReport);
        var changes = routes.MapGroup("").ExcludeFromDescription().RequireToken(Longest);
        changes.MapPost("/our-report/{year:int}/key", SendOurReport.KeyAsync).Needs(AgencyGrants.SendReport);
        changes.MapPost("/our-report/{year:int}/sending", SendOurReport.PostAsync).Needs(AgencyGrants.SendReport);
        routes.MapGroup("").ExcludeFromDescription().RequireToken(OwnWork.Fields.Count * 4 * OwnWork.Longest + Longest).MapPost("/our-report/{year:int}/own-work", AnswerOwnWork.PostAsync).Needs(AgencyGrants.SendReport);
        return routes;
    }
}
