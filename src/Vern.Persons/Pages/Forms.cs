using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vern.Platform.Access;
using Vern.Platform.Interface;

namespace Vern.Persons.Pages;

/// <summary>How the pages read forms.</summary>
public static class Forms
{
    /// <summary>The longest form that is read, a file in it included, in bytes.</summary>
    public const long Longest = Rounds.Packages.Largest + 64 * 1024;

    /// <summary>After a change: the page that shows it, by GET.</summary>
    public static IResult SeeOther(string address) => FormGuard.SeeOther(address);

    /// <summary>The texts in the language of the request.</summary>
    public static Func<string, string> Texts(HttpContext http)
    {
        var language = PageContext.For(http).Language;
        return key => Pages.Texts.Source[language, key];
    }

    /// <summary>Who decides: the signed-in person, whatever the form says. Where there are no accounts: the form's name, or the one kept in the cookie, or null.</summary>
    public static string? Who(HttpContext http, IFormCollection form)
    {
        var current = http.RequestServices.GetRequiredService<CurrentPerson>();
        if (!current.WithoutAccounts || Line(form["who"], 80) is not { } name) return current.Name;
        http.Response.Cookies.Append(PageContext.WorkingAsCookie, PageContext.WriteName(name), PageContext.Cookie(http));
        return name;
    }

    /// <summary>One line of text without control characters, at most so long; null when empty.</summary>
    public static string? Line(string? text, int longest)
    {
        var line = new string([.. (text ?? "").Where(letter => !char.IsControl(letter))]).Trim();
        return line.Length == 0 ? null : line.Length <= longest ? line : line[..longest];
    }
}
