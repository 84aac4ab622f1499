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
using Vern.Persons.Pages.Rounds;
using Vern.Persons.Pages.Submissions;
using Vern.Persons.Pages.Tables;
using Vern.Platform.Interface;

namespace Vern.Persons.Pages;

/// <summary>The national unit's pages: addresses are nouns; GET shows, POST changes and leads back to what it changed.</summary>
public static class NationalPages
{
    /// <summary>Maps the pages.</summary>
    public static IEndpointRouteBuilder MapNationalPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/", ShowOverview.GetAsync);
        pages.MapGet("/about", async (HttpContext http, INationalStore store, CancellationToken cancel) => PageResult.Show<AboutPage, int?>(PageContext.For(http), (await store.YearsAsync(cancel)) is [var year, ..] ? year : null));
        pages.MapGet("/rounds", async (INationalStore store, CancellationToken cancel) => Forms.SeeOther((await store.YearsAsync(cancel)) is [var year, ..] ? $"/rounds/{year}" : "/rounds/new"));
        pages.MapGet("/rounds/new", ChangeRound.NewAsync);
        pages.MapGet("/rounds/{year:int}", ShowRound.GetAsync);
        pages.MapGet("/rounds/{year:int}/closing", ChangeRound.ClosingAsync);
        pages.MapGet("/rounds/{year:int}/template/{language}", Packages.TemplateAsync);
        pages.MapGet("/rounds/{year:int}/bodies/{id}", Submissions.ShowSubmission.GetAsync).Records(NationalActs.SubmissionRead, "round/{year}/body/{id}");
        pages.MapGet("/rounds/{year:int}/pairs", ShowPairs.ListAsync).Records(NationalActs.PairsRead, "round/{year}/pairs");
        pages.MapGet("/rounds/{year:int}/pairs/{number:int}", ShowPairs.GetAsync).Records(NationalActs.PairRead, "round/{year}/pairs", "{number}");
        pages.MapGet("/tables/{year:int}", ShowTables.ListAsync);
        pages.MapGet("/tables/{year:int}/{id}.csv", ShowTables.CsvAsync);
        pages.MapGet("/tables/{year:int}/{id}", ShowTables.GetAsync);
        pages.MapGet("/figures/{year:int}/{table}/{row:int}/{column:int}", ShowOrigin.GetAsync).Records(NationalActs.FigureTraced, "report/{year}/table/{table}", "{row}/{column}");
        pages.MapGet("/report/{year:int}", ShowReport.GetAsync);
        pages.MapGet("/report/{year:int}/registers", ShowRegisters.GetAsync);
        pages.MapGet("/report/{year:int}/texts/{place}", ShowReport.TextAsync).Records(NationalActs.SubmissionRead, "report/{year}/text/{place}");
        pages.MapGet("/report/{year:int}/editions/{number:int}", ShowReport.EditionAsync);
        pages.MapGet("/report/{year:int}/editions/{number:int}/receipt", ShowLedger.ReceiptAsync);
        pages.MapGet("/report/{year:int}/editions/{number:int}/receipt.tlog-proof", ShowLedger.ReceiptFileAsync);
        pages.MapGet("/ledger", ShowLedger.GetAsync).Records(NationalActs.LedgerRead, "ledger");
        pages.MapGet("/ledger/key", ShowLedger.Key);
        pages.MapGet("/report/{year:int}/files/{format}", ReadReport.FileAsync);

        var changes = routes.MapGroup("").ExcludeFromDescription().AddEndpointFilter(Forms.RequireToken);
        changes.MapPost("/working-as", KeepNameAsync);
        changes.MapPost("/rounds", ChangeRound.OpenAsync);
        changes.MapPost("/rounds/{year:int}/reminders", ChangeRound.RemindAsync);
        changes.MapPost("/rounds/{year:int}/answers", ChangeRound.AnswerAsync);
        changes.MapPost("/rounds/{year:int}/closing", ChangeRound.CloseAsync);
        changes.MapPost("/rounds/{year:int}/submissions", Packages.ReceiveAsync);
        changes.MapPost("/rounds/{year:int}/bodies/{id}", Submissions.ShowSubmission.SetAsync);
        changes.MapPost("/rounds/{year:int}/pairs/{number:int}", ShowPairs.DecideAsync);
        changes.MapPost("/ledger/verifications", ShowLedger.VerifyAsync);
        changes.MapPost("/report/{year:int}/signatures", ShowReport.SignAsync);
        changes.MapPost("/report/{year:int}/corrections", ShowReport.CorrectAsync);
        changes.MapPost("/report/{year:int}/registers", ShowRegisters.PutAsync);
        changes.MapPost("/report/{year:int}/texts/{place}", ShowReport.PutTextAsync);
        return routes;
    }

    /// <summary>Maps the report for machines.</summary>
    public static IEndpointRouteBuilder MapReportApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/report/{year:int}", ShowReport.JsonAsync).WithTags("public").WithName("report")
            .WithSummary("The status report of a year as data: every table and figure, after disclosure control.")
            .Produces(StatusCodes.Status200OK, contentType: "application/json").Produces(StatusCodes.Status404NotFound).Produces(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static async Task<IResult> KeepNameAsync(HttpContext http, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var name = Forms.Line(form["name"], 80);
        if (name is null) http.Response.Cookies.Delete(PageContext.WorkingAsCookie, PageContext.Cookie(http));
        else http.Response.Cookies.Append(PageContext.WorkingAsCookie, PageContext.WriteName(name), PageContext.Cookie(http));
        var back = form["back"].ToString();
        return Forms.SeeOther(back.StartsWith('/') && !back.StartsWith("//", StringComparison.Ordinal) && !back.Contains('\\', StringComparison.Ordinal) && !back.Any(char.IsControl) ? back : "/");
    }
}
