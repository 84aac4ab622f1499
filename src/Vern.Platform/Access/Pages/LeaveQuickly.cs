using Microsoft.AspNetCore.Http;
using Vern.Platform.Interface;

namespace Vern.Platform.Access.Pages;

/// <summary>
/// The quick exit: for who sits at a screen beside a person at risk. The browser forgets what this address left in it, the session's token among it (W3C Clear Site Data), and shows the weather of
/// the language's country instead. What the browser's own history keeps no page can take away; pages are never kept by a cache, so going back shows none.
/// </summary>
internal static class LeaveQuickly
{
    /// <summary>Leaves.</summary>
    public static IResult Get(HttpContext http)
    {
        http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"cookies\", \"storage\"";
        return FormGuard.SeeOther(Interface.Texts.Source[PageContext.For(http).Language, "exit.to"]);
    }
}
