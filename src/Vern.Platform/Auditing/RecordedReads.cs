using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Vern.Platform.Auditing;

/// <summary>Records that a page was read, before anything of it is sent: what cannot be recorded is not shown.</summary>
public static class RecordedReads
{
    /// <summary>Every answer of the page is an act; a page that is not there, and a redirection, are none.</summary>
    /// <param name="route">The page.</param>
    /// <param name="act">The kind of act.</param>
    /// <param name="resource">What is read, with the address' values in braces: <c>round/{year}/pairs</c>. Public.</param>
    /// <param name="detail">What else belongs to it, in the same way; sealed.</param>
    public static RouteHandlerBuilder Records(this RouteHandlerBuilder route, AuditAct act, string resource, string? detail = null) => route.WithMetadata(new RecordedRead(act)).AddEndpointFilter(async (context, next) =>
    {
        var result = await next(context);
        if ((result is INestedHttpResult nested ? nested.Result : result) is not IStatusCodeHttpResult { StatusCode: null or StatusCodes.Status200OK }) return result;
        var http = context.HttpContext;
        await http.RequestServices.GetRequiredService<WorkspaceLedger>().RecordAsync(act, Filled(resource, http), http.Items[DetailItem] as string ?? (detail is null ? null : Filled(detail, http)), http.RequestAborted);
        return result;
    });

    /// <summary>Says what was read more exactly than the address does: which rows, as <c>rosa.3 adora.5</c>; sealed.</summary>
    public static void Tell(HttpContext http, string detail) => http.Items[DetailItem] = detail;

    private const string DetailItem = "vern.read-detail";

    private static string Filled(string pattern, HttpContext http)
    {
        foreach (var (name, value) in http.Request.RouteValues) pattern = pattern.Replace($"{{{name}}}", $"{value}", StringComparison.Ordinal);
        return pattern;
    }
}
