using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Material.Intake;
using Vern.Material.Intake.Pages;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Api;

namespace Vern.Material.Transparency.Pages;

/// <summary>The pages and operations on the public report and on the volume of reports: addresses are nouns; GET shows, POST changes and leads back to what it changed.</summary>
public static class TransparencyPages
{
    private const long Longest = 16 * 1024;

    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapTransparency(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/transparency", ShowReport.GetAsync).OpenToEveryone();
        pages.MapGet("/transparency/{year:int}", ShowReport.YearAsync).OpenToEveryone();
        pages.MapGet("/transparency/{year:int}/draft", PublishReport.GetAsync).Needs(TransparencyGrants.Read).Records(TransparencyActs.DraftRead, "transparency/{year}");
        pages.MapGet("/volume", ShowVolume.GetAsync).Needs(IntakeGrants.ReadProviders);
        pages.MapGet("/volume/months.csv", ShowVolume.MonthsAsync).Needs(IntakeGrants.ReadProviders);
        pages.MapGet("/volume/drivers.csv", ShowVolume.DriversAsync).Needs(IntakeGrants.ReadProviders);
        var files = routes.MapGroup("/transparency/{year:int}").WithTags("transparency");
        files.MapGet("/report.json", ShowReport.JsonAsync).AsOpenFile("ReadTransparencyReport", "The published report of a year, byte for byte as it was signed", StatusCodes.Status404NotFound).Produces<TransparencyReport>();
        files.MapGet("/receipt", ShowReport.ReceiptAsync).AsOpenFile("ReadTransparencyReceipt", "The receipt that the public ledger has the published report", StatusCodes.Status404NotFound).Produces<string>(contentType: "text/plain");
        files.MapGet("/{table}.csv", ShowReport.CsvAsync).AsOpenFile("ReadTransparencyTable", "A table of the published report: a column for each dimension, and count, which is a colon where it is hidden", StatusCodes.Status404NotFound).Produces<string>(contentType: "text/csv");
        var changes = routes.MapGroup("").ExcludeFromDescription().RequireToken(Longest);
        changes.MapPost("/transparency/{year:int}/draft", PublishReport.ProposeAsync).Needs(TransparencyGrants.Publish);
        changes.MapPost("/transparency/{year:int}/publication", PublishReport.PublishAsync).Needs(TransparencyGrants.Publish).NeedsFreshSignIn("/transparency/{year}/draft");
        return routes;
    }

    /// <summary>Its places in the navigation.</summary>
    internal static IReadOnlyList<CentrePlace> Places { get; } = [new("transparency", "/transparency", TransparencyGrants.Read, Texts.Source, "nav.transparency"), new("volume", "/volume", IntakeGrants.ReadProviders, Texts.Source, "nav.volume")];
}
