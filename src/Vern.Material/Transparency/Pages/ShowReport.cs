using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Api;
using Vern.Platform.Interface.Components;

namespace Vern.Material.Transparency.Pages;

/// <summary>The public report of a year, or that there is none.</summary>
/// <param name="Years">The years that are published.</param>
/// <param name="Edition">The edition shown; null: nothing is published.</param>
/// <param name="Report">What it says.</param>
public sealed record ReportModel(IReadOnlyList<int> Years, TransparencyEdition? Edition, TransparencyReport? Report);

/// <summary>The public report: page, tables and proofs, from the published file and nothing else.</summary>
public static class ShowReport
{
    /// <summary>The latest year.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, MaterialStore store, CancellationToken cancel)
    {
        var years = await store.PublishedYearsAsync(cancel);
        return years.Count > 0 ? FormGuard.SeeOther(string.Create(CultureInfo.InvariantCulture, $"/transparency/{years[0]}")) : PageResult.Show<ReportPage, ReportModel>(PageContext.For(http), new([], null, null));
    }

    /// <summary>A year.</summary>
    public static async Task<IResult> YearAsync(HttpContext http, int year, MaterialStore store, CancellationToken cancel) =>
        await store.PublishedAsync(year, cancel) is { } edition ? PageResult.Show<ReportPage, ReportModel>(PageContext.For(http), new(await store.PublishedYearsAsync(cancel), edition, TransparencyReport.Read(edition.Content))) : TypedResults.NotFound();

    /// <summary>The published file, byte for byte.</summary>
    public static async Task<IResult> JsonAsync(int year, MaterialStore store, CancellationToken cancel) => await store.PublishedAsync(year, cancel) is { } edition ? TypedResults.File(edition.Content.ToArray(), "application/json", $"transparency-{year}-{edition.Edition}.json") : None();

    /// <summary>The ledger's receipt of the publication.</summary>
    public static async Task<IResult> ReceiptAsync(int year, MaterialStore store, CancellationToken cancel) =>
        await store.PublishedAsync(year, cancel) is { } edition && await store.TransparencyReceiptAsync(edition, cancel) is { } receipt ? TypedResults.File(Encoding.UTF8.GetBytes(receipt), "text/plain; charset=utf-8", $"transparency-{year}-{edition.Edition}.tlog-proof") : None();

    /// <summary>A table. A colon is the statistical sign for a figure that exists and is not shown.</summary>
    public static async Task<IResult> CsvAsync(int year, string table, MaterialStore store, CancellationToken cancel)
    {
        if (await store.PublishedAsync(year, cancel) is not { } edition || TransparencyReport.Read(edition.Content).Tables.FirstOrDefault(one => one.Id == table) is not { } found) return None();
        var lines = new StringBuilder().AppendLine(string.Join(',', found.Dimensions.Append("count").Select(CsvField.Of)));
        foreach (var cell in found.Cells) lines.AppendLine(string.Join(',', cell.Key.Append(cell.Value?.ToString(CultureInfo.InvariantCulture) ?? ":").Select(CsvField.Of)));
        return TypedResults.File([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(lines.ToString())], "text/csv; charset=utf-8", $"{found.Id}-{year}.csv");
    }

    private static IResult None() => ApiProblem.Of(StatusCodes.Status404NotFound, "No report of this year is published, or it has no such table.");
}
