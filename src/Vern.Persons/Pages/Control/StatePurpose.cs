using Microsoft.AspNetCore.Http;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
using Vern.Platform.Access;
using Vern.Platform.Interface;

namespace Vern.Persons.Pages.Control;

/// <summary>Somebody states for what purpose she reads; it holds for her session, until she states another.</summary>
public static class StatePurpose
{
    /// <summary>Keeps it, and records that it was stated.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, INationalStore store, CurrentPerson current, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var code = form["purpose"].ToString();
        if (!NationalPurposes.Has(code)) return TypedResults.BadRequest();
        await store.RecordAsync(NationalActs.PurposeStated, "purpose", detail: code, cancel: cancel);
        var cookie = PageContext.Cookie(http);
        cookie.MaxAge = null; // until the browser is closed
        http.Response.Cookies.Append(NationalPurposes.Cookie, NationalPurposes.Kept(current.SignedIn?.Session ?? 0, code), cookie);
        return Forms.SeeOther(LocalAddress.Or(form["back"]));
    }
}
