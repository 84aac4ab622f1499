using Microsoft.AspNetCore.Http;
using Vern.Persons.Collection;
using Vern.Persons.Pages;
using Vern.Persons.Registration;
using Vern.Platform.Access;
using Vern.Platform.Interface;

namespace Vern.Persons.OwnReport.Pages;

/// <summary>Sends the report as it was shown, and fetches the round's key.</summary>
public static class SendOurReport
{
    /// <summary>Fetches the round's linkage key from the unit, which cannot open it.</summary>
    public static async Task<IResult> KeyAsync(HttpContext http, int year, CaseStore store, SendReports sending, CurrentPerson current, CancellationToken cancel)
    {
        if (!ShowOurReport.IsYear(year, store)) return TypedResults.NotFound();
        string? wrong;
        try { wrong = await sending.FetchKeyAsync(year, cancel); }
        catch (Exception error) when (error is InvalidDataException or Platform.Jobs.JobFailedException) { wrong = "settings"; }
        if (wrong is null) return Forms.SeeOther($"/our-report/{year}?done=key");
        return await ShowOurReport.ShowAsync(http, year, store, sending, current, [new(null, Texts.Source[PageContext.For(http).Language, $"key.wrong.{wrong}"])], 400, cancel);
    }

    /// <summary>Sends it, if it is still what was shown.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, int year, CaseStore store, SendReports sending, CurrentPerson current, CancellationToken cancel)
    {
        if (!ShowOurReport.IsYear(year, store)) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(cancel);
        var (origin, seen) = (form["origin"].ToString(), form["seen"].ToString());
        if (origin.Length != 32 || !origin.All(char.IsAsciiHexDigitLower)) return TypedResults.BadRequest();
        var reach = CaseReach.Of(current, AgencyGrants.SendReport);
        var language = PageContext.For(http).Language;
        Task<IResult> Wrong(string key, string? field = null) => ShowOurReport.ShowAsync(http, year, store, sending, current, [new(field, Texts.Source[language, key])], 400, cancel);
        var (report, settings, barrier) = await ShowOurReport.ReadAsync(year, store, sending, reach, cancel);
        if (barrier is not ReportBarrier.None || settings is null || report.Submission is not { } submission) return await Wrong("send.wrong.barrier");
        if (SubmissionPackage.Of(submission).Digest() != seen) return await Wrong("send.wrong.changed");
        if (form["understood"].ToString() != "yes") return await Wrong("send.wrong.understood", "understood");
        await store.LeaveReportAsync(origin, submission, DisclosureGround.Of(settings.Legal), settings.Unit, reach, cancel);
        return Forms.SeeOther($"/our-report/{year}?done=sent");
    }
}
