using Microsoft.AspNetCore.Http;
using Vern.Persons.Registration;
using Vern.Platform.Access;
using Vern.Platform.Interface;

namespace Vern.Persons.Referral.Pages;

/// <summary>She takes back what she agreed to.</summary>
public static class WithdrawConsent
{
    /// <summary>Withdraws. Sent twice it is done once.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, string id, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        var sent = await http.Request.ReadFormAsync(cancel);
        if (PersonId.Read(id) is not { } person || await store.WithdrawConsentAsync(person, sent["recipient"].ToString(), sent["purpose"].ToString(), CaseReach.Of(current, AgencyGrants.WritePeople), cancel) is null) return TypedResults.NotFound();
        return FormGuard.SeeOther($"/people/{person}/consent?done=withdrawn");
    }
}
