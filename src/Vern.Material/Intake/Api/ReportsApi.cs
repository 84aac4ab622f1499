using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Platform.Access;
using Vern.Platform.Interface.Api;

namespace Vern.Material.Intake.Api;

/// <summary>A report as a program sends it: what it says, and its files by their fingerprints and facts.</summary>
/// <param name="Facts">What it says.</param>
/// <param name="Files">Its files; fingerprints in <see cref="FileFacts.Given"/>. Null: none.</param>
public sealed record SentReport(ReportFacts Facts, IReadOnlyList<FileFacts>? Files = null);

/// <summary>Several reports in one request, as hotlines exchange them; each is answered by itself, in order.</summary>
/// <param name="Reports">1 to 500.</param>
public sealed record SentBundle(IReadOnlyList<SentReport> Reports);

/// <summary>What is told of a report that was received: kept by who sent it, it is the receipt.</summary>
/// <param name="Id">The report's number.</param>
/// <param name="Again">Whether it was there already: an identical retry.</param>
/// <param name="ReceivedAt">When.</param>
/// <param name="PreserveUntil">Until when, that day included, what is held on it is to be preserved (H-021).</param>
/// <param name="ConnectionDataUntil">The last day on which, by the sender's own rule, its connection data are there (H-022).</param>
/// <param name="SecureConnectionData">Whether they would be gone before the time to preserve is over, unless they are secured now.</param>
/// <param name="Files">The numbers of its files, in order.</param>
public sealed record ReportReceipt(long Id, bool Again, DateTimeOffset ReceivedAt, DateOnly? PreserveUntil, DateOnly? ConnectionDataUntil, bool SecureConnectionData, IReadOnlyList<string> Files)
{
    internal static ReportReceipt Of(ReceivedReport report) => new(report.Id, report.Again, report.At, report.PreserveUntil, report.ConnectionsUntil, report.ConnectionsEndEarly, report.Files);
}

/// <summary>How far one's own report is, and what became of it.</summary>
/// <param name="Id">The report's number.</param>
/// <param name="State">How far it has come in.</param>
/// <param name="ReceivedAt">When it was begun.</param>
/// <param name="FinishedAt">When it was whole.</param>
/// <param name="PreserveUntil">Until when, that day included, what is held on it is to be preserved.</param>
/// <param name="ConnectionDataUntil">The last day on which, by the sender's own rule, its connection data are there.</param>
/// <param name="Outcome">What became of it, as a code; null: nothing yet.</param>
/// <param name="Files">The numbers of its files, in order.</param>
public sealed record OwnReport(long Id, IntakeState State, DateTimeOffset ReceivedAt, DateTimeOffset? FinishedAt, DateOnly? PreserveUntil, DateOnly? ConnectionDataUntil, string? Outcome, IReadOnlyList<string> Files);

/// <summary>The interface for programs of providers and hotlines.</summary>
public static class ReportsApi
{
    /// <summary>The longest report, in bytes.</summary>
    public const long LongestReport = 512 * 1024;
    /// <summary>The longest bundle, in bytes.</summary>
    public const long LongestBundle = 16L << 20;
    /// <summary>The most reports of one request.</summary>
    public const int MostOfBundle = 500;

    private static readonly JsonSerializerOptions Form = new(MaterialStore.FactsForm)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, NumberHandling = JsonNumberHandling.Strict, MaxDepth = 16, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false, DefaultIgnoreCondition = JsonIgnoreCondition.Never, Converters = { [0] = new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Maps the operations.</summary>
    public static IEndpointRouteBuilder MapReportsApi(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/reports", SendAsync).AsOperation("SendReport", "Sends a report; an identical one is the one that is there already", IntakeGrants.Send).Takes<SentReport>(LongestReport).KeepingAnswers().WithMetadata(new HasOwnPace()).Produces<ReportReceipt>(StatusCodes.Status201Created).Produces<ReportReceipt>()
            .Bears("Location", "Where the report is read.", always: true, StatusCodes.Status200OK);
        routes.MapPost("/api/reports/bundle", SendBundleAsync).AsOperation("SendReports", "Sends several reports, each answered by itself", IntakeGrants.Send, StatusCodes.Status409Conflict).Takes<SentBundle>(LongestBundle).WithMetadata(new HasOwnPace()).Produces<ReportReceipt[]>();
        routes.MapGet("/api/reports/{id:long}", ReadAsync).AsOperation("ReadReport", "How far one's own report is, and what became of it", IntakeGrants.Send, StatusCodes.Status404NotFound).WithMetadata(new HasOwnPace()).Produces<OwnReport>();
        routes.MapPost("/api/reports/{id:long}/retraction", RetractAsync).AsOperation("RetractReport", "Takes one's own report back", IntakeGrants.Send, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict).DisableAntiforgery().Produces<OwnReport>();
        routes.MapGet("/api/reports/ending", EndingAsync).AsOperation("ListEndingEvidence", "One's own reports whose preservation or connection data end soon", IntakeGrants.Send).Produces<EndingEvidence[]>();
        return routes;
    }

    private static async Task<IResult> SendAsync(HttpContext http, MaterialStore store, Pace pace, CurrentPerson current, CancellationToken cancel)
    {
        var (provider, problem) = await ProviderAsync(http, store, pace, current, 1, cancel);
        if (provider is null) return problem!;
        var (sent, wrong) = await ReadBody.AsAsync<SentReport>(http, Form, cancel: cancel);
        if (sent is null) return wrong!;
        if (Refusal(sent) is { } refusal) return ApiProblem.Of(StatusCodes.Status400BadRequest, refusal);
        try
        {
            var receipt = ReportReceipt.Of(await store.ReceiveAsync(New(sent, provider), cancel));
            http.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"/api/reports/{receipt.Id}");
            return TypedResults.Json(receipt, Form, statusCode: receipt.Again ? StatusCodes.Status200OK : StatusCodes.Status201Created);
        }
        catch (IntakeFullException full) { return Full(http, full); }
    }

    private static async Task<IResult> SendBundleAsync(HttpContext http, MaterialStore store, Pace pace, CurrentPerson current, CancellationToken cancel)
    {
        var (sent, wrong) = await ReadBody.AsAsync<SentBundle>(http, Form, cancel: cancel);
        if (sent is null) return wrong!;
        if (sent.Reports.Count is 0 or > MostOfBundle) return ApiProblem.Of(StatusCodes.Status400BadRequest, $"reports: expected 1 to {MostOfBundle}.");
        for (var at = 0; at < sent.Reports.Count; at++) if (Refusal(sent.Reports[at]) is { } refusal) return ApiProblem.Of(StatusCodes.Status400BadRequest, $"reports[{at}].{refusal}");
        var (provider, problem) = await ProviderAsync(http, store, pace, current, sent.Reports.Count, cancel);
        if (provider is null) return problem!;
        try
        {
            // What of it is kept before there is no more room is there when it is sent again.
            var received = await Task.WhenAll(sent.Reports.Select(one => store.ReceiveAsync(New(one, provider), cancel)));
            return TypedResults.Json(received.Select(ReportReceipt.Of).ToArray(), Form);
        }
        catch (IntakeFullException full) { return Full(http, full); }
    }

    private static async Task<IResult> ReadAsync(long id, MaterialStore store, CurrentPerson current, CancellationToken cancel) => await OwnAsync(id, store, current, cancel) is { } own ? TypedResults.Json(own, Form) : None();

    private static async Task<IResult> RetractAsync(long id, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (current.SignedIn is not { } signedIn || await store.KnownProviderAsync(signedIn.Account, cancel) is not { } provider) return None();
        return (await store.RetractAsync(id, provider.Sender, whole: true, cancel)).Result switch
        {
            StepResult.Done => TypedResults.Json(await OwnAsync(id, store, current, cancel), Form),
            StepResult.AlreadyRetracted => ApiProblem.Of(StatusCodes.Status409Conflict, "The report was taken back already."),
            _ => None(),
        };
    }

    private static async Task<IResult> EndingAsync(MaterialStore store, CurrentPerson current, CancellationToken cancel) =>
        current.SignedIn is { } signedIn && await store.KnownProviderAsync(signedIn.Account, cancel) is { } provider ? TypedResults.Json(await store.EndingAsync(provider.Id, ListPage.Largest, cancel), Form) : TypedResults.Json(Array.Empty<EndingEvidence>(), Form);

    private static async Task<OwnReport?> OwnAsync(long id, MaterialStore store, CurrentPerson current, CancellationToken cancel) =>
        current.SignedIn is { } signedIn && await store.KnownProviderAsync(signedIn.Account, cancel) is { } provider && await store.ReportAsync(id, cancel) is { } report && report.Provider == provider.Id
            ? new(report.Id, report.State, report.OpenedAt, report.FinishedAt, report.PreserveUntil, report.ConnectionsUntil, report.Outcome, [.. report.Files.Select(file => file.Id)]) : null;

    // Somebody else's is answered like none.
    private static IResult None() => ApiProblem.Of(StatusCodes.Status404NotFound, "There is no such report of this account.");

    private static async Task<(Provider? Provider, IResult? Problem)> ProviderAsync(HttpContext http, MaterialStore store, Pace pace, CurrentPerson current, int number, CancellationToken cancel)
    {
        if (current.SignedIn is not { } signedIn || await store.KnownProviderAsync(signedIn.Account, cancel) is not { } provider || !provider.MayReport(DateOnly.FromDateTime(store.Now().UtcDateTime)))
            return (null, ApiProblem.Of(StatusCodes.Status409Conflict, "This account is not enrolled as a provider or hotline, or its legal basis does not hold today; ask the centre."));
        if (number > provider.AMinute) return (null, ApiProblem.Of(StatusCodes.Status413PayloadTooLarge, $"This account sends at most {provider.AMinute} reports in a minute; send fewer at a time."));
        var wait = pace.Wait($"provider/{provider.Name}", provider.AMinute, number);
        if (wait == 0) return (provider, null);
        http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        return (null, ApiProblem.Of(StatusCodes.Status429TooManyRequests, $"More than {provider.AMinute} reports in a minute; nothing of this request was kept. Come again in {wait} seconds."));
    }

    private static NewReport New(SentReport sent, Provider provider) => new()
    {
        Sender = provider.Sender, Channel = Channel.Api, Facts = sent.Facts, Files = [.. (sent.Files ?? []).Select(file => new NewFile(null, file))], IsFolded = true,
    };

    private static string? Refusal(SentReport sent)
    {
        if (!Enum.IsDefined(sent.Facts.Kind)) return "facts.kind: expected one of the kinds.";
        if (sent.Files?.Count > MaterialStore.MostFiles) return $"files: a report holds at most {MaterialStore.MostFiles}.";
        if (sent.Facts.Signs.Concat((sent.Files ?? []).SelectMany(file => file.Signs)).FirstOrDefault(sign => sign.Length is 0 or > 40 || !sign.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')) is not null) return "signs: expected codes of small letters, digits and hyphens.";
        foreach (var (kind, length) in ((string, int)[])[("md5", 32), ("sha1", 40), ("sha256", 64), ("pdq", 64)])
            if ((sent.Files ?? []).Any(file => file.Given.TryGetValue(kind, out var digest) && (digest.Length != length || !digest.All(char.IsAsciiHexDigit)))) return $"files.given.{kind}: expected {length} hexadecimal digits.";
        return sent.Facts.Accounts.Select(account => account.Country).Concat(sent.Facts.Children.Select(child => child.Country)).Any(country => country is not null && (country.Length != 2 || !country.All(char.IsAsciiLetterUpper))) ? "country: expected two capital letters (ISO 3166-1)." : null;
    }

    private static IResult Full(HttpContext http, IntakeFullException full)
    {
        http.Response.Headers.RetryAfter = "1";
        return ApiProblem.Of(StatusCodes.Status503ServiceUnavailable, full.Message);
    }
}
