using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Persons.Registration;
using Vern.Platform.Access;
using Vern.Platform.Access.Pages;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;

namespace Vern.Persons.OwnView.Pages;

/// <summary>A person's own view, which is open to everyone who holds a code; the caseworker's side of it; and complaints.</summary>
public static class OwnPages
{
    private const long Longest = 64 * 1024;

    /// <summary>Maps the pages.</summary>
    public static IEndpointRouteBuilder MapOwnPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/my-case", ShowOwn.GetAsync).OpenToEveryone();
        pages.MapGet("/people/{id}/own", KeepOwn.GetAsync).Needs(AgencyGrants.WritePeople).Records(CaseActs.PersonRead, "person/{id}");
        pages.MapGet("/complaints", ShowComplaints.GetAsync).Needs(AgencyGrants.ReadComplaints);
        pages.MapGet("/complaints/{number}", ShowComplaints.OneAsync).Needs(AgencyGrants.ReadComplaints).Records(OwnActs.ComplaintRead, "complaint/{number}");
        var changes = routes.MapGroup("").ExcludeFromDescription().RequireToken(Longest);
        changes.MapPost("/my-case", ShowOwn.PostAsync).OpenToEveryone().RequireRateLimiting(AccessPages.RateLimit);
        changes.MapPost("/my-case/leaving", ShowOwn.LeaveAsync).OpenToEveryone();
        changes.MapPost("/my-case/questions", SayOwn.AskAsync).OpenToEveryone().RequireRateLimiting(AccessPages.RateLimit);
        changes.MapPost("/my-case/withdrawals", SayOwn.WithdrawAsync).OpenToEveryone().RequireRateLimiting(AccessPages.RateLimit);
        changes.MapPost("/my-case/complaints", SayOwn.ComplainAsync).OpenToEveryone().RequireRateLimiting(AccessPages.RateLimit);
        changes.MapPost("/people/{id}/own/cards", KeepOwn.MakeAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/{id}/own/revocations", KeepOwn.RevokeAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/{id}/own/answers", KeepOwn.AnswerAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/{id}/own/complaints", KeepOwn.ComplainAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/complaints/{number}", ShowComplaints.PostAsync).Needs(AgencyGrants.HandleComplaints);
        return routes;
    }
}
