using Microsoft.AspNetCore.Http;
using Vern.Platform.Access;
using Vern.Platform.Interface;

namespace Vern.Platform.Auditing.Pages;

/// <summary>Somebody states for what purpose she reads; it holds for her session, until she states another.</summary>
public static class StatePurpose
{
    /// <summary>Keeps it, and records that it was stated.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, WorkspaceControl control, WorkspaceLedger ledger, CurrentPerson current, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(control);
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(current);
        var form = await http.Request.ReadFormAsync(cancel);
        var code = form["purpose"].ToString();
        if (!control.Has(code)) return TypedResults.BadRequest();
        await ledger.RecordAsync(ControlActs.PurposeStated, "purpose", code, cancel);
        var cookie = PageContext.Cookie(http);
        cookie.MaxAge = null; // until the browser is closed
        http.Response.Cookies.Append(Purposes.Cookie, Purposes.Kept(current.SignedIn?.Session ?? 0, code), cookie);
        return FormGuard.SeeOther(LocalAddress.Or(form["back"]));
    }
}
