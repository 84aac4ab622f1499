using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vern.Platform.Access;
using Vern.Platform.Interface.Api;

namespace Vern.Material.Intake.Tipline;

/// <summary>
/// The CyberTipline reporting protocol under <c>/ispws</c>: a provider's client that speaks it needs only another address, and its credential here as user name and password. Outcomes are told by the code of the answer,
/// with status 200; 401, 403, 413, 429 and 503 are what they are everywhere.
/// </summary>
public static class TiplineApi
{
    /// <summary>Where it is.</summary>
    public const string Root = "/ispws";
    /// <summary>The longest file, in bytes: 8 GiB.</summary>
    public const long LongestFile = 8L << 30;
    private const string Xml = "text/xml", Fields = "multipart/form-data", RequestId = "Request-ID";

    /// <summary>Maps the seven calls.</summary>
    public static IEndpointRouteBuilder MapTipline(this IEndpointRouteBuilder routes)
    {
        var calls = routes.MapGroup(Root).AddEndpointFilter(GuardAsync);
        const int tooLong = StatusCodes.Status413PayloadTooLarge;
        As(calls.MapGet("/status", (CurrentPerson current) => TiplineAnswer.Of(TiplineAnswer.Success, $"Remote User : {current.SignedIn!.Account}")), "TiplineStatus", "Whether this account may report, by the CyberTipline protocol").Produces<TiplineResponse>(contentType: Xml);
        // Where the account may not report, the answer says so as everywhere.
        As(calls.MapGet("/xsd", () => TypedResults.Bytes(ReadTipline.Schema, "text/xml; charset=utf-8")), "TiplineSchema", "The published schema of the protocol's documents").Produces<TiplineSchema>(contentType: Xml).WithMetadata(new OrAnswers(StatusCodes.Status200OK, typeof(TiplineResponse)));
        As(calls.MapPost("/submit", SubmitAsync), "TiplineSubmit", "Begins a report; the same document sent again is the report that is there already", tooLong).TakesAsIs<TiplineReport>(ReadTipline.Longest, Xml, "application/xml", "text/plain").Produces<TiplineResponse>(contentType: Xml);
        As(calls.MapPost("/upload", UploadAsync), "TiplineUpload", "Sends a file of a report: its bytes are counted as they come, and are gone", tooLong).TakesAsIs<TiplineUpload>(LongestFile, Fields).Produces<TiplineResponse>(contentType: Xml);
        As(calls.MapPost("/fileinfo", FileInfoAsync), "TiplineFileInfo", "Says more of a file of a report", tooLong).TakesAsIs<TiplineFileDetails>(ReadTipline.Longest, Xml, "application/xml", "text/plain").Produces<TiplineResponse>(contentType: Xml);
        As(calls.MapPost("/finish", FinishAsync), "TiplineFinish", "Says that a report is whole", tooLong).TakesAsIs<TiplineEnd>(ReadTipline.Longest, Fields, "application/x-www-form-urlencoded").Produces<TiplineDone>(contentType: Xml).WithMetadata(new OrAnswers(StatusCodes.Status200OK, typeof(TiplineResponse)));
        As(calls.MapPost("/retract", RetractAsync), "TiplineRetract", "Takes an open report back", tooLong).TakesAsIs<TiplineEnd>(ReadTipline.Longest, Fields, "application/x-www-form-urlencoded").Produces<TiplineResponse>(contentType: Xml);
        return routes;
    }

    private static RouteHandlerBuilder As(RouteHandlerBuilder route, string name, string summary, params int[] problems) =>
        route.AsXmlOperation(name, summary, IntakeGrants.Send, (typeof(TiplineResponse), Xml), [StatusCodes.Status429TooManyRequests, .. problems]).WithTags("tipline").Bears(RequestId, "A number by which the call can be asked about.", always: true, StatusCodes.Status200OK);

    // Every call: a number by which it can be asked about, the provider and its pace, and the protocol's own form for whatever goes wrong.
    private static async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers[RequestId] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var (services, cancel) = (http.RequestServices, http.RequestAborted);
        var store = services.GetRequiredService<MaterialStore>();
        var name = services.GetRequiredService<CurrentPerson>().SignedIn?.Account ?? "";
        if (await store.KnownProviderAsync(name, cancel) is not { } provider || !provider.MayReport(DateOnly.FromDateTime(store.Now().UtcDateTime)))
            return TiplineAnswer.Of(TiplineAnswer.MayNotReport, "This account is not enrolled as a provider, or its legal basis does not hold today; ask the centre.");
        http.Features.Set(provider);
        var opens = http.Request.Path.Value!.EndsWith("/submit", StringComparison.Ordinal);
        // A report is one of so many; what belongs to it is let through more freely.
        var wait = services.GetRequiredService<Pace>().Wait(opens ? $"provider/{name}" : $"provider/{name}/steps", opens ? provider.AMinute : (int)Math.Min(int.MaxValue, 50L * provider.AMinute));
        if (wait > 0)
        {
            http.Response.Headers.RetryAfter = wait.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return TiplineAnswer.Of(TiplineAnswer.ServerError, $"More than {provider.AMinute} reports in a minute were sent; nothing of this one was kept. Come again in {wait} seconds.", status: StatusCodes.Status429TooManyRequests);
        }
        try { return await next(context); }
        catch (TiplineException wrong) { return TiplineAnswer.Of(wrong.Code, wrong.Message); }
        catch (IntakeFullException full) { return TiplineAnswer.Of(TiplineAnswer.ServerError, full.Message, status: StatusCodes.Status503ServiceUnavailable); }
    }

    private static async Task<IResult> SubmitAsync(HttpContext http, MaterialStore store, CancellationToken cancel)
    {
        var body = await BodyAsync(http, cancel);
        var report = ReadTipline.Document(body, "report");
        var received = await store.ReceiveAsync(new() { Sender = Sender(http), Channel = Channel.Tipline, Facts = TiplineFacts.Report(report, Text(body)), Sent = body, IsWhole = false }, cancel);
        return TiplineAnswer.Of(TiplineAnswer.Success, Words(received), received.Id);
    }

    private static async Task<IResult> UploadAsync(HttpContext http, MaterialStore store, ReadUpload upload, CancellationToken cancel)
    {
        var fields = await upload.RunAsync(http.Request.ContentType, http.Request.Body, http.Request.ContentLength, cancel);
        if (fields.Id is not { } id) return TiplineAnswer.Of(TiplineAnswer.InvalidRequest, "The field 'id' is expected: the number of the report.");
        if (fields.Counted is not { } counted) return TiplineAnswer.Of(TiplineAnswer.InvalidRequest, "The field 'file' is expected.");
        var answer = await store.AddFileAsync(id, Sender(http), counted, fields.Name is null ? null : new() { Name = fields.Name }, cancel);
        return answer.Result is StepResult.Done ? TiplineAnswer.Of(TiplineAnswer.Success, counted.Pdq is null ? "Success. No perceptual hash was made." : "Success", id, answer.File, counted.Md5) : Refused(answer.Result);
    }

    private static async Task<IResult> FileInfoAsync(HttpContext http, MaterialStore store, CancellationToken cancel)
    {
        var details = ReadTipline.Document(await BodyAsync(http, cancel), "fileDetails");
        if (!long.TryParse(details.Element("reportId")!.Value.Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id)) return Refused(StepResult.NoSuchReport);
        var answer = await store.DescribeFileAsync(id, Sender(http), details.Element("fileId")!.Value.Trim(), TiplineFacts.File(details), cancel);
        return answer.Result is StepResult.Done ? TiplineAnswer.Of(TiplineAnswer.Success, "Success", id) : Refused(answer.Result);
    }

    private static async Task<IResult> FinishAsync(HttpContext http, MaterialStore store, ReadUpload fields, CancellationToken cancel)
    {
        if (await IdAsync(http, fields, cancel) is not { } id) return TiplineAnswer.Of(TiplineAnswer.InvalidRequest, "The field 'id' is expected: the number of the report.");
        var answer = await store.FinishAsync(id, Sender(http), cancel);
        return answer.Result is StepResult.Done ? TiplineAnswer.Finished(id, answer.Report!.Files) : Refused(answer.Result);
    }

    private static async Task<IResult> RetractAsync(HttpContext http, MaterialStore store, ReadUpload fields, CancellationToken cancel)
    {
        if (await IdAsync(http, fields, cancel) is not { } id) return TiplineAnswer.Of(TiplineAnswer.InvalidRequest, "The field 'id' is expected: the number of the report.");
        var answer = await store.RetractAsync(id, Sender(http), whole: false, cancel);
        return answer.Result is StepResult.Done ? TiplineAnswer.Of(TiplineAnswer.Success, "Success", id) : Refused(answer.Result);
    }

    private static async Task<long?> IdAsync(HttpContext http, ReadUpload fields, CancellationToken cancel) => (await fields.RunAsync(http.Request.ContentType, http.Request.Body, http.Request.ContentLength, cancel)).Id;

    private static IResult Refused(StepResult result) => result switch
    {
        StepResult.AlreadyFinished => TiplineAnswer.Of(TiplineAnswer.AlreadyFinished, "The report is finished already."),
        StepResult.AlreadyRetracted => TiplineAnswer.Of(TiplineAnswer.AlreadyRetracted, "The report was retracted already."),
        StepResult.NoSuchFile => TiplineAnswer.Of(TiplineAnswer.NoSuchFile, "There is no such file in the report."),
        StepResult.TooManyFiles => TiplineAnswer.Of(TiplineAnswer.UploadError, $"A report holds at most {MaterialStore.MostFiles} files. Finish this one, and name it in priorCTReports of another."),
        _ => TiplineAnswer.Of(TiplineAnswer.NoSuchReport, "There is no such report that is open."),
    };

    // The duty to preserve goes back in the same breath (H-021), and what would be lost before (H-022).
    private static string Words(ReceivedReport received)
    {
        var words = new StringBuilder("Success");
        if (received.Again) words.Append("; this report was received before and is the same");
        if (received.PreserveUntil is { } preserve) words.Append(System.Globalization.CultureInfo.InvariantCulture, $"; preserve what you hold on it until {preserve:yyyy-MM-dd}");
        if (received.ConnectionsEndEarly) words.Append(System.Globalization.CultureInfo.InvariantCulture, $"; by your own rule its connection data are there until {received.ConnectionsUntil:yyyy-MM-dd}: secure them now");
        return words.ToString();
    }

    private static Sender Sender(HttpContext http) => http.Features.Get<Provider>()!.Sender;

    // Whatever type it is sent as: real clients send XML as text/plain.
    private static async Task<byte[]> BodyAsync(HttpContext http, CancellationToken cancel)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await http.Request.Body.ReadAsync(buffer, cancel)) > 0;)
        {
            if (memory.Length + read > ReadTipline.Longest) throw new TiplineException(TiplineAnswer.Malformed, $"The document is longer than {ReadTipline.Longest / 1024} KB.");
            memory.Write(buffer, 0, read);
        }
        return memory.ToArray();
    }

    private static string Text(byte[] body) => Encoding.UTF8.GetString(body);
}
