using Microsoft.AspNetCore.Diagnostics;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Api;
using Vern.Platform.Store;

namespace Vern.Hosting;

/// <summary>Answers that say what happened and what to do, and nothing about the inside.</summary>
internal static partial class ErrorPages
{
    public static Task AfterFailureAsync(HttpContext http)
    {
        var failed = http.Features.Get<IExceptionHandlerFeature>();
        var error = failed?.Error;
        var status = error is BadHttpRequestException bad ? bad.StatusCode : OpenDatabase.IsFull(error) ? StatusCodes.Status507InsufficientStorage : OpenDatabase.IsAway(error) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
        http.Response.StatusCode = status;
        if (status >= 500 && error is not null) Log.Failed(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Vern"), http.Request.Method, (failed?.Endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "", error.GetType().Name, PlaceOf(error), http.TraceIdentifier);
        if (status == StatusCodes.Status503ServiceUnavailable) http.Response.Headers.RetryAfter = "10";
        return ShowAsync(http, status, (error as BadHttpRequestException)?.Message);
    }

    // Our own method in which it happened: where to look. Never the message, which could hold what was read.
    private static string PlaceOf(Exception error)
    {
        var at = new System.Diagnostics.StackTrace(error).GetFrames().Select(frame => frame.GetMethod()).FirstOrDefault(method => method?.DeclaringType?.Namespace?.StartsWith("Vern", StringComparison.Ordinal) == true);
        return $"{at?.DeclaringType?.FullName}.{at?.Name}";
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Error, "{Method} {Route}: {Error} in {Place} (request {Request})")]
        public static partial void Failed(ILogger logger, string method, string route, string error, string place, string request);
    }

    public static async Task ShowAsync(HttpContext http, int status, string? detail = null)
    {
        if (http.Response.HasStarted || http.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) || http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)) return;
        if (http.Request.Path.StartsWithSegments(Material.Intake.Tipline.TiplineApi.Root, StringComparison.Ordinal))
        {
            await Material.Intake.Tipline.TiplineAnswer.OfStatus(status).ExecuteAsync(http);
            return;
        }
        if (http.Request.Path.StartsWithSegments(Material.Indicators.Sharing.SharingApi.Root, StringComparison.Ordinal))
        {
            await Material.Indicators.Sharing.SharingApi.OfStatus(status, Words(status, detail, http)).ExecuteAsync(http);
            return;
        }
        if ((LocalAddress.IsForPrograms(http.Request.Path) && http.Request.Path != "/api") || ApiEndpoints.IsOperation(http.GetEndpoint() ?? http.Features.Get<IExceptionHandlerFeature>()?.Endpoint))
        {
            await ApiProblem.Of(status, Words(status, detail, http)).ExecuteAsync(http);
            return;
        }
        var page = PageContext.For(http, HttpMethods.IsGet(http.Request.Method) ? null : "/");
        if (status == StatusCodes.Status401Unauthorized && await TypedAsync(http) is { Count: > 0 } typed)
            await new Microsoft.AspNetCore.Http.HttpResults.RazorComponentResult<ErrorPage>(new Dictionary<string, object?> { ["Page"] = page, ["Model"] = status, ["Typed"] = typed, ["Action"] = http.Request.Path.ToUriComponent() }) { StatusCode = status, PreventStreamingRendering = true }.ExecuteAsync(http);
        else await PageResult.Show<ErrorPage, int>(page, status, status).ExecuteAsync(http);
    }

    private const int LongestTyped = 512 * 1024;

    // Her session ended while she wrote: what she sent goes back to her own browser, to be sent again once she has signed in. It is kept nowhere, and the form's token is the one that came with it.
    private static async Task<IReadOnlyList<KeyValuePair<string, string>>?> TypedAsync(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is not true || http.Request.ContentLength is not (> 0 and <= LongestTyped)) return null;
        try { return [.. (await http.Request.ReadFormAsync(http.RequestAborted)).SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? "")))]; }
        catch (Exception unreadable) when (unreadable is InvalidDataException or BadHttpRequestException) { return null; }
    }

    // A value of the address that does not fit is told by its name, never by what was sent.
    private static string Words(int status, string? detail, HttpContext http) => status switch
    {
        400 => (detail is not null && Parameter().Match(detail) is { Success: true } named ? named.Groups[1].Value : NoNumber(http)) is { } parameter ? $"{parameter}: a value of another form was expected." : "The request is not of the form that /openapi/v1.json describes.",
        401 => "Show a token in the header Authorization (Bearer), or sign in.",
        403 => "What was shown is known, and does not allow this.",
        404 => "There is nothing at this address.",
        405 => "There is something at this address, but not by this method.",
        413 => "The body is too long.",
        415 => "The body is sent as application/json.",
        429 => "Too many requests in a minute; Retry-After says how many seconds to wait.",
        507 => "The disk is full. Nothing of it was kept; ask again when there is room.",
        503 => "The database does not answer; ask again in ten seconds.",
        _ => "It could not be done. Nothing of it was kept; the log of the server tells where it failed.",
    };

    // Of a number that may be left out, what was sent instead is refused without a word.
    private static string? NoNumber(HttpContext http) => http.GetEndpoint()?.Metadata.OfType<Microsoft.AspNetCore.Http.Metadata.IParameterBindingMetadata>()
        .FirstOrDefault(parameter => parameter.ParameterInfo.ParameterType == typeof(int?) && http.Request.Query[parameter.Name].Any(value => !string.IsNullOrEmpty(value) && !int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out _)))?.Name;

    [System.Text.RegularExpressions.GeneratedRegex("parameter \"[^\"]* ([A-Za-z]+)\" from")] private static partial System.Text.RegularExpressions.Regex Parameter();
}
