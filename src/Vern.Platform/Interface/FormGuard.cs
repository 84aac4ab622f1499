using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Vern.Platform.Interface;

/// <summary>What every form goes through.</summary>
public static class FormGuard
{
    /// <summary>Turns away a form that did not come from a page of ours: 400, before anything is read from it; 413 when it is longer than this many bytes.</summary>
    public static T RequireToken<T>(this T endpoints, long longest) where T : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilter<T>(async (context, next) =>
        {
            var http = context.HttpContext;
            if (http.Request.ContentLength > longest) return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
            if (!http.Request.HasFormContentType) return TypedResults.BadRequest();
            try
            {
                await http.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(http);
            }
            catch (AntiforgeryValidationException)
            {
                return TypedResults.BadRequest();
            }
            catch (InvalidDataException) // a form with too many or too long fields
            {
                return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
            }
            return await next(context);
        });

    /// <summary>After a change: the page that shows it, by GET.</summary>
    public static IResult SeeOther(string address) => new Redirection(address);

    private sealed class Redirection(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }
}
