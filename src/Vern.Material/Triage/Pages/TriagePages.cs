using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Material.Intake.Pages;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Api;

namespace Vern.Material.Triage.Pages;

/// <summary>The pages and operations on reading and weighing reports: addresses are nouns; GET shows, POST changes and leads back to what it changed.</summary>
public static class TriagePages
{
    private const long Longest = 64 * 1024;

    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapTriage(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/queue", ShowQueue.GetAsync).Needs(TriageGrants.Read).Records(TriageActs.QueueRead, "queue");
        pages.MapGet("/pause", ShowQueue.PauseAsync).Needs(TriageGrants.Read);
        pages.MapGet("/reports/{id:long}", ShowReport.GetAsync).Needs(TriageGrants.Read).Records(TriageActs.ReportRead, "report/{id}");
        pages.MapGet("/scoring", ShowScoring.GetAsync).Needs(TriageGrants.ReadRules).Records(TriageActs.RulesRead, "scoring");
        pages.MapGet("/queue/asked", ShowQueue.AskedAsync).Needs(TriageGrants.Read).Records(TriageActs.QueueRead, "queue/asked");
        pages.MapGet("/queue/aside", ShowQueue.AsideAsync).Needs(TriageGrants.Read).Records(TriageActs.QueueRead, "queue/aside");
        pages.MapGet("/rematches", ShowRematches.GetAsync).Needs(TriageGrants.Read).Records(TriageActs.RematchesRead, "rematches");
        pages.MapGet("/rematches/{id:long}", ShowRematches.EntryAsync).Needs(TriageGrants.Read).Records(TriageActs.RematchesRead, "rematches/{id}");
        pages.MapGet("/scoring/{version:int}", ShowScoring.ReplayAsync).Needs(TriageGrants.ReadRules).Records(TriageActs.RulesRead, "scoring/{version}");
        var changes = routes.MapGroup("").ExcludeFromDescription().RequireToken(Longest);
        changes.MapPost("/queue/next", ShowQueue.NextAsync).Needs(TriageGrants.Decide);
        changes.MapPost("/reports/{id:long}/taking", ShowReport.TakeAsync).Needs(TriageGrants.Decide);
        changes.MapPost("/reports/{id:long}/giving-back", ShowReport.GiveBackAsync).Needs(TriageGrants.Decide);
        changes.MapPost("/reports/{id:long}/route", DecideReport.RouteAsync).Needs(TriageGrants.Decide);
        changes.MapPost("/reports/{id:long}/set-aside", DecideReport.SetAsideAsync).Needs(TriageGrants.Decide);
        changes.MapPost("/reports/{id:long}/questions", DecideReport.AskAsync).Needs(TriageGrants.Decide);
        changes.MapPost("/reports/{id:long}/second", DecideReport.SecondAsync).Needs(TriageGrants.Second);
        changes.MapPost("/rematches/{id:long}/answers", ShowRematches.AnswerAsync).Needs(TriageGrants.TakeUp);
        changes.MapPost("/scoring", ShowScoring.ProposeAsync).Needs(TriageGrants.ChangeRules);
        changes.MapPost("/scoring/{version:int}/confirmation", ShowScoring.ConfirmAsync).Needs(TriageGrants.ChangeRules);
        changes.MapPost("/scoring/{version:int}/withdrawal", ShowScoring.WithdrawAsync).Needs(TriageGrants.ChangeRules);
        routes.MapPost("/api/reports/{id:long}/answers", AnswerApi.PostAsync).AsOperation("AnswerQuestion", "Answers what was asked about a report of one's own", TriageGrants.Answer, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .Takes<AnswerBody>().Produces(StatusCodes.Status204NoContent);
        routes.MapGet("/api/reports/{id:long}/outcome", AnswerApi.OutcomeAsync).AsOperation("ReadOutcome", "What became of a report of one's own: reasons where it was manifestly unfounded, a question where one waits, and what authorities said", Intake.IntakeGrants.Send, StatusCodes.Status404NotFound)
            .Produces<Routing.ReportOutcome>();
        return routes;
    }

    /// <summary>Its places in the navigation.</summary>
    internal static IReadOnlyList<CentrePlace> Places { get; } =
    [
        new("queue", "/queue", TriageGrants.Read, Texts.Source, "nav.queue"),
        new("scoring", "/scoring", TriageGrants.ReadRules, Texts.Source, "nav.scoring"),
    ];
}
