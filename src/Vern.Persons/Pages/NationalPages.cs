using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
using Vern.Persons.Pages.About;
using Vern.Persons.Pages.Control;
using Vern.Persons.Pages.Origin;
using Vern.Persons.Pages.Overview;
using Vern.Persons.Pages.Pairs;
using Vern.Persons.Pages.Registers;
using Vern.Persons.Pages.Report;
using Vern.Persons.Pages.Requests;
using Vern.Persons.Pages.Rounds;
using Vern.Persons.Pages.Submissions;
using Vern.Persons.Pages.Tables;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;

namespace Vern.Persons.Pages;

/// <summary>The national unit's pages: addresses are nouns; GET shows, POST changes and leads back to what it changed.</summary>
public static class NationalPages
{
    /// <summary>Maps the pages.</summary>
    public static IEndpointRouteBuilder MapNationalPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/", ShowOverview.GetAsync).Needs(NationalGrants.ReadFigures);
        pages.MapGet("/about", async (HttpContext http, INationalStore store, CancellationToken cancel) => PageResult.Show<AboutPage, int?>(PageContext.For(http), (await store.YearsAsync(cancel)) is [var year, ..] ? year : null)).Needs(NationalGrants.ReadFigures);
        pages.MapGet("/rounds", async (INationalStore store, CancellationToken cancel) => Forms.SeeOther((await store.YearsAsync(cancel)) is [var year, ..] ? $"/rounds/{year}" : "/rounds/new")).Needs(NationalGrants.ReadRounds);
        pages.MapGet("/rounds/new", ChangeRound.NewAsync).Needs(NationalGrants.RunRounds);
        pages.MapGet("/rounds/{year:int}", ShowRound.GetAsync).Needs(NationalGrants.ReadRounds);
        pages.MapGet("/rounds/{year:int}/closing", ChangeRound.ClosingAsync).Needs(NationalGrants.CloseRounds);
        pages.MapGet("/rounds/{year:int}/template/{language}", Packages.TemplateAsync).Needs(NationalGrants.ReadRounds);
        pages.MapGet("/rounds/{year:int}/bodies/{id}", Submissions.ShowSubmission.GetAsync).Needs(NationalGrants.ReadRounds).Records(NationalActs.SubmissionRead, "round/{year}/body/{id}");
        pages.MapGet("/rounds/{year:int}/pairs", ShowPairs.ListAsync).Needs(NationalGrants.ReadPairs).Records(NationalActs.PairsRead, "round/{year}/pairs");
        pages.MapGet("/rounds/{year:int}/pairs/{number:int}", ShowPairs.GetAsync).Needs(NationalGrants.ReadPairs).Records(NationalActs.PairRead, "round/{year}/pairs", "{number}");
        pages.MapGet("/tables/{year:int}", ShowTables.ListAsync).Needs(NationalGrants.ReadFigures);
        pages.MapGet("/tables/{year:int}/{id}.csv", ShowTables.CsvAsync).Needs(NationalGrants.ReadFigures);
        pages.MapGet("/tables/{year:int}/{id}", ShowTables.GetAsync).Needs(NationalGrants.ReadFigures);
        pages.MapGet("/figures/{year:int}/{table}/{row:int}/{column:int}", ShowOrigin.GetAsync).Needs(NationalGrants.ReadFigures).Records(NationalActs.FigureTraced, "report/{year}/table/{table}", "{row}/{column}");
        pages.MapGet("/report/{year:int}", ShowReport.GetAsync).Needs(NationalGrants.ReadReport);
        pages.MapGet("/report/{year:int}/registers", ShowRegisters.GetAsync).Needs(NationalGrants.ReadReport);
        pages.MapGet("/report/{year:int}/texts/{place}", ShowReport.TextAsync).Needs(NationalGrants.WriteReport).Records(NationalActs.SubmissionRead, "report/{year}/text/{place}");
        pages.MapGet("/report/{year:int}/editions/{number:int}", ShowReport.EditionAsync).Needs(NationalGrants.ReadReport);
        pages.MapGet("/report/{year:int}/editions/{number:int}/receipt", ShowReceipt.GetAsync).Needs(NationalGrants.ReadReport);
        pages.MapGet("/report/{year:int}/editions/{number:int}/receipt.tlog-proof", ShowReceipt.FileAsync).Needs(NationalGrants.ReadReport);
        pages.MapGet("/requests", HandleRequests.ListAsync).Needs(NationalGrants.ReadRequests).Records(NationalActs.RequestsRead, "requests");
        pages.MapGet("/requests/{id:int}", HandleRequests.GetAsync).Needs(NationalGrants.ReadRequests).Records(NationalActs.RequestsRead, "request/{id}");
        pages.MapGet("/relay", ShowRelay.GetAsync).Needs(NationalGrants.ReadLedger);
        pages.MapGet("/keys", ShowKeys.GetAsync).Needs(Permission.ReadKeys);
        pages.MapGet("/report/{year:int}/files/{format}", ReadReport.FileAsync).Needs(NationalGrants.ReadReport);

        var changes = routes.MapGroup("").ExcludeFromDescription().RequireToken(Forms.Longest);
        changes.MapPost("/working-as", KeepNameAsync).Needs(NationalGrants.ReadFigures);
        changes.MapPost("/rounds", ChangeRound.OpenAsync).Needs(NationalGrants.RunRounds);
        changes.MapPost("/rounds/{year:int}/reminders", ChangeRound.RemindAsync).Needs(NationalGrants.RunRounds);
        changes.MapPost("/rounds/{year:int}/answers", ChangeRound.AnswerAsync).Needs(NationalGrants.RunRounds);
        changes.MapPost("/rounds/{year:int}/closing", ChangeRound.CloseAsync).Needs(NationalGrants.CloseRounds);
        changes.MapPost("/rounds/{year:int}/submissions", Packages.ReceiveAsync).Needs(NationalGrants.RunRounds);
        changes.MapPost("/rounds/{year:int}/bodies/{id}", Submissions.ShowSubmission.SetAsync).Needs(NationalGrants.RunRounds);
        changes.MapPost("/rounds/{year:int}/pairs/{number:int}", ShowPairs.DecideAsync).Needs(NationalGrants.DecidePairs);
        changes.MapPost("/requests", HandleRequests.AddAsync).Needs(NationalGrants.DecideRequests);
        changes.MapPost("/requests/{id:int}/prolongation", HandleRequests.ProlongAsync).Needs(NationalGrants.DecideRequests);
        changes.MapPost("/requests/{id:int}/decision", HandleRequests.DecideAsync).Needs(NationalGrants.DecideRequests);
        changes.MapPost("/requests/{id:int}/lifting", HandleRequests.LiftAsync).Needs(NationalGrants.DecideRequests);
        changes.MapPost("/report/{year:int}/signatures", ShowReport.SignAsync).Needs(NationalGrants.SignReport).NeedsFreshSignIn("/report/{year}");
        changes.MapPost("/report/{year:int}/signatures/withdrawal", ShowReport.WithdrawAsync).Needs(NationalGrants.SignReport);
        changes.MapPost("/report/{year:int}/corrections", ShowReport.CorrectAsync).Needs(NationalGrants.WriteReport);
        changes.MapPost("/report/{year:int}/registers", ShowRegisters.PutAsync).Needs(NationalGrants.WriteReport);
        changes.MapPost("/report/{year:int}/texts/{place}", ShowReport.PutTextAsync).Needs(NationalGrants.WriteReport);
        return routes;
    }

    private static async Task<IResult> KeepNameAsync(HttpContext http, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var name = Forms.Line(form["name"], 80);
        if (name is null) http.Response.Cookies.Delete(PageContext.WorkingAsCookie, PageContext.Cookie(http));
        else http.Response.Cookies.Append(PageContext.WorkingAsCookie, PageContext.WriteName(name), PageContext.Cookie(http));
        return Forms.SeeOther(LocalAddress.Or(form["back"]));
    }
}
