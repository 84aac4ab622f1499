using Microsoft.AspNetCore.Http;

namespace Vern.Persons.Pages;

/// <summary>Pages whose figures are being computed.</summary>
public static class Waiting
{
    /// <summary>Lets the browser ask again in two seconds while there is nothing to show yet; a page with figures is left in peace.</summary>
    public static void AskAgain(HttpContext http, DeskState state)
    {
        if (state is { Working: true, Figures: null }) http.Response.Headers["Refresh"] = "2";
    }
}
