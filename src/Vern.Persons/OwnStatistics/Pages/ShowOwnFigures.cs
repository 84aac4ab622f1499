using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Disclosure.Tables;
using Vern.Persons.OwnReport.Pages;
using Vern.Persons.Pages;
using Vern.Persons.Registration;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;

namespace Vern.Persons.OwnStatistics.Pages;

/// <summary>How does our work go?</summary>
public static class ShowOwnFigures
{
    /// <summary>Maps the pages.</summary>
    public static IEndpointRouteBuilder MapOwnStatisticsPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/statistics", (CaseStore store) => Forms.SeeOther(string.Create(CultureInfo.InvariantCulture, $"/statistics/{store.Today.Year}"))).Needs(AgencyGrants.ReadStatistics);
        pages.MapGet("/statistics/{year:int}", GetAsync).Needs(AgencyGrants.ReadStatistics).Records(CaseActs.StatisticsRead, "statistics/{year}");
        pages.MapGet("/statistics/{year:int}/{table}.csv", CsvAsync).Needs(AgencyGrants.ReadStatistics).Records(CaseActs.StatisticsRead, "statistics/{year}");
        return routes;
    }

    private static async Task<IResult> GetAsync(HttpContext http, int year, CaseStore store, OwnFiguresDesk desk, CancellationToken cancel) =>
        ShowOurReport.IsYear(year, store) ? PageResult.Show<OwnFiguresPage, OwnFigures>(PageContext.For(http), await desk.ReadAsync(year, cancel)) : TypedResults.NotFound();

    private static async Task<IResult> CsvAsync(HttpContext http, int year, string table, CaseStore store, OwnFiguresDesk desk, CancellationToken cancel)
    {
        if (!ShowOurReport.IsYear(year, store)) return TypedResults.NotFound();
        var (figures, page) = (await desk.ReadAsync(year, cancel), PageContext.For(http));
        var lines = new StringBuilder();
        if (table == "durations")
        {
            lines.AppendLine(string.Join(',', ((string[])["what", "known", "before", "not-known", "lower", "median", "upper"]).Select(key => CsvField.Of(OwnFigureWords.Text(page.Language, $"duration.{key}")))));
            foreach (var one in figures.Durations) lines.AppendLine(string.Join(',', ((string[])[OwnFigureWords.Text(page.Language, $"table.{one.Id}"), Cell(one.Known), Cell(one.Before), Cell(one.NotKnown), Days(one.Lower), Days(one.Median), Days(one.Upper)]).Select(CsvField.Of)));
        }
        else
        {
            if (figures.Tables.FirstOrDefault(one => one.Id == table) is not { } found) return TypedResults.NotFound();
            lines.AppendLine(string.Join(',', found.Columns.Select(column => OwnFigureWords.Column(found, column, page.Language)).Prepend(OwnFigureWords.Text(page.Language, $"dimension.{found.Dimension}")).Select(CsvField.Of)));
            for (var row = 0; row < found.Rows.Count; row++) lines.AppendLine(string.Join(',', found.Cells[row].Select(Cell).Prepend(OwnFigureWords.Code(found.Dimension, found.Rows[row], page.Language)).Select(CsvField.Of)));
        }
        return TypedResults.File([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(lines.ToString())], "text/csv; charset=utf-8", $"{table}-{year}.csv");
    }

    // A colon is the statistical sign for a figure that exists and is not shown.
    private static string Cell(ProtectedCell cell) => cell.Value?.ToString(CultureInfo.InvariantCulture) ?? ":";

    private static string Days(int? days) => days?.ToString(CultureInfo.InvariantCulture) ?? ":";
}
