using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Vern.Platform.Interface;

namespace Vern.Persons.Pages;

/// <summary>How the pages read forms.</summary>
public static class Forms
{
    /// <summary>The longest form that is read, a file in it included, in bytes.</summary>
    public const long Longest = Rounds.Packages.Largest + 64 * 1024;

    /// <summary>Turns away a form that did not come from a page of ours: 400, before anything is read from it.</summary>
    public static async ValueTask<object?> RequireToken(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Request.ContentLength > Longest) return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
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
    }

    /// <summary>After a change: the page that shows it, by GET.</summary>
    public static IResult SeeOther(string address) => new Redirection(address);

    /// <summary>The texts in the language of the request.</summary>
    public static Func<string, string> Texts(HttpContext http)
    {
        var language = PageContext.For(http).Language;
        return key => Pages.Texts.Source[language, key];
    }

    /// <summary>Who decides: the form's name, or the one kept in the cookie. Null when neither is given.</summary>
    public static string? Who(HttpContext http, IFormCollection form)
    {
        if (Line(form["who"], 80) is not { } name) return PageContext.For(http).WorkingAs;
        http.Response.Cookies.Append(PageContext.WorkingAsCookie, PageContext.WriteName(name), PageContext.Cookie(http));
        return name;
    }

    /// <summary>One line of text without control characters, at most so long; null when empty.</summary>
    public static string? Line(string? text, int longest)
    {
        var line = new string([.. (text ?? "").Where(letter => !char.IsControl(letter))]).Trim();
        return line.Length == 0 ? null : line.Length <= longest ? line : line[..longest];
    }

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
