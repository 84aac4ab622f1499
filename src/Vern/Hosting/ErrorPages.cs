using Microsoft.AspNetCore.Diagnostics;
using Vern.Platform.Interface;

namespace Vern.Hosting;

/// <summary>Answers that say what happened and what to do, and nothing about the inside.</summary>
internal static class ErrorPages
{
    public static Task AfterFailureAsync(HttpContext http)
    {
        var status = http.Features.Get<IExceptionHandlerFeature>()?.Error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
        http.Response.StatusCode = status;
        return ShowAsync(http, status);
    }

    public static async Task ShowAsync(HttpContext http, int status)
    {
        if (http.Response.HasStarted || http.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) || http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)) return;
        if (http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || http.Request.Path.StartsWithSegments("/openapi", StringComparison.Ordinal))
        {
            await TypedResults.Problem(statusCode: status).ExecuteAsync(http);
            return;
        }
        await PageResult.Show<ErrorPage, int>(PageContext.For(http, HttpMethods.IsGet(http.Request.Method) ? null : "/"), status, status).ExecuteAsync(http);
    }
}
