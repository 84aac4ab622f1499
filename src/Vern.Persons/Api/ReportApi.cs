using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Persons.Collection;
using Vern.Persons.Pages;
using Vern.Persons.Pages.Report;
using Vern.Persons.StatusReport;
using Vern.Platform.Access;
using Vern.Platform.Interface.Api;

namespace Vern.Persons.Api;

/// <summary>The status report as data, after disclosure control. A later edition may have members that are not named here.</summary>
/// <param name="Year">The reporting year.</param>
/// <param name="Persons">How many different persons, with a 95 % interval: an estimate by linkage, never the sum of the bodies' reports.</param>
/// <param name="Tables">The tables, by id; a suppressed cell is <c>{"status":"suppressed"}</c>.</param>
/// <param name="Figures">The figures, by id.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record ReportContent(int Year, PersonsInterval Persons, IReadOnlyList<JsonElement> Tables, IReadOnlyList<JsonElement> Figures);

/// <summary>A number of persons.</summary>
/// <param name="Low">The interval's lower end.</param>
/// <param name="Best">Its median.</param>
/// <param name="High">The interval's upper end.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record PersonsInterval(double Low, double Best, double High);

/// <summary>A published edition.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="PublishedAt">When the second person signed.</param>
/// <param name="Digest">SHA-256 of its content, which is in the ledger.</param>
/// <param name="Erratum">What it corrects; null for the first.</param>
public sealed record EditionEntry(int Number, DateTimeOffset PublishedAt, string Digest, string? Erratum);

/// <summary>A signature: it names the content that the signer has read.</summary>
/// <param name="Digest">SHA-256 of that content, lower-case hex.</param>
public sealed record SignatureBody(string Digest);

/// <summary>What a signature did.</summary>
/// <param name="Edition">The edition's number.</param>
/// <param name="Digest">SHA-256 of what was signed.</param>
/// <param name="Signatures">How many stand under it.</param>
/// <param name="PublishedAt">When it was published; null while a second person has to sign.</param>
public sealed record SignatureReceipt(int Edition, string Digest, int Signatures, DateTimeOffset? PublishedAt);

/// <summary>The report, its editions and its signatures.</summary>
public static class ReportApi
{
    /// <summary>Maps the operations.</summary>
    public static IEndpointRouteBuilder MapReportApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/report/{year:int}", ReadAsync).AsOpenOperation("ReadReport", "The status report of a year as data: to those who may read drafts as it stands, to everyone else the edition that two have signed", StatusCodes.Status404NotFound).Produces<ReportContent>();
        routes.MapGet("/api/report/{year:int}/editions", EditionsAsync).AsOpenOperation("ListEditions", "The published editions of a year's report, latest first", StatusCodes.Status404NotFound).Produces<EditionEntry[]>();
        routes.MapPost("/api/report/{year:int}/signatures", SignAsync).AsOperation("SignReport", "Signs the report as a verified person; the second of two publishes it", NationalGrants.SignReport, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .Takes<SignatureBody>().Produces<SignatureReceipt>();
        return routes;
    }

    // To those who may read the report as it stands, to everyone else the edition that two have signed and published (rule 4).
    private static async Task<IResult> ReadAsync(HttpContext http, int year, INationalStore store, RoundDesk desk, CurrentPerson current, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is null) return NoReport(year);
        if (!current.May(NationalGrants.ReadReport))
            return (await store.EditionsAsync(year, cancel)).Where(edition => edition.PublishedAt is not null).MaxBy(edition => edition.Number) is { } published ? TypedResults.Text(published.Content, "application/json", Encoding.UTF8) : NoReport(year);
        if ((await desk.StateAsync(year, cancel)).Figures is not { } figures) return PairsApi.BeingComputed(http);
        return TypedResults.Text((await Pages.Report.ReadReport.PrepareAsync(store, figures, cancel)).Content, "application/json", Encoding.UTF8);
    }

    private static async Task<IResult> EditionsAsync(int year, INationalStore store, CancellationToken cancel)
    {
        EditionEntry[] editions = [.. (await store.EditionsAsync(year, cancel)).Where(edition => edition.PublishedAt is not null).OrderByDescending(edition => edition.Number).Select(edition => new EditionEntry(edition.Number, edition.PublishedAt!.Value, edition.Digest, edition.Erratum))];
        return editions.Length == 0 ? NoReport(year) : TypedResults.Ok(editions);
    }

    private static async Task<IResult> SignAsync(HttpContext http, int year, INationalStore store, RoundDesk desk, AccessStore access, CurrentPerson current, TimeProvider clock, CancellationToken cancel)
    {
        var (body, problem) = await ReadBody.AsAsync<SignatureBody>(http, cancel: cancel);
        if (body is null) return problem!;
        if (await store.RoundAsync(year, cancel) is null) return NoReport(year);
        if (current.SignedIn is not { } person) return ApiProblem.Of(StatusCodes.Status409Conflict, "A report is signed by two persons who are signed in; this workspace has no accounts yet.");
        var state = await desk.StateAsync(year, cancel);
        if (state.Figures is not { } figures || state.Working) return PairsApi.BeingComputed(http);
        var decision = await StatusReport.SignReport.RunAsync(store, access, await Pages.Report.ReadReport.PrepareAsync(store, figures, cancel), person, body.Digest, clock, cancel);
        return decision.Edition is { } edition
            ? TypedResults.Ok(new SignatureReceipt(edition.Number, edition.Digest, edition.Signatures.Count, edition.PublishedAt))
            : ApiProblem.Of(StatusCodes.Status409Conflict, decision.Refusal!, "The report was not signed");
    }

    private static IResult NoReport(int year) => ApiProblem.Of(StatusCodes.Status404NotFound, $"There is no report of {year} that you may read.");
}
