using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Vern.Linkage.Encoding;
using Vern.Persons.Collection;
using Vern.Persons.Pages;
using Vern.Persons.Registration;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;
using Vern.Platform.Localisation;

namespace Vern.Persons.OwnReport.Pages;

/// <summary>What still stands between the report and its being sent.</summary>
public enum ReportBarrier
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>Nobody said as whom the agency reports and to whom.</summary>
    NotSetUp,
    /// <summary>The settings can't be read.</summary>
    SettingsWrong,
    /// <summary>The round's linkage key has not come.</summary>
    NoKey,
    /// <summary>A value in a record stands in the way.</summary>
    Blocked,
    /// <summary>The unit's own check would refuse it.</summary>
    Refused,
    /// <summary>The same was sent and taken in, or is on its way.</summary>
    Sent,
}

/// <summary>Is the year's report right?</summary>
/// <param name="Report">The report as it would leave now, of the persons whom the reader may see.</param>
/// <param name="Whole">Whether the reader sees the whole agency, and may send.</param>
/// <param name="Barrier">What stands between it and its being sent.</param>
/// <param name="Settings">As whom; null: not set up.</param>
/// <param name="Sent">What was sent for the year, newest first.</param>
/// <param name="Before">How it differs from the last one of the year that was taken in; null: none was.</param>
/// <param name="LastYear">How it differs from last year's; null: none is known here.</param>
/// <param name="LastYearPersons">How many persons last year's had.</param>
/// <param name="Mark">What tells this report from another.</param>
/// <param name="Origin">The form's own digits, so that it is sent once.</param>
/// <param name="Problems">Why it was not sent.</param>
/// <param name="At">Which part of the rows is shown, from 1.</param>
public sealed record OurReportModel(YearReport Report, bool Whole, ReportBarrier Barrier, ReportSettings? Settings, IReadOnlyList<SentReport> Sent, SubmissionDifference? Before, SubmissionDifference? LastYear, int LastYearPersons, string Mark, string Origin, IReadOnlyList<Problem> Problems, int At)
{
    /// <summary>How many parts the rows are shown in.</summary>
    public int Parts => Math.Max(1, (Report.Lines.Count + ShowOurReport.PageSize - 1) / ShowOurReport.PageSize);
    /// <summary>The rows of this part.</summary>
    public IEnumerable<ReportLine> Shown => Report.Lines.Skip((At - 1) * ShowOurReport.PageSize).Take(ShowOurReport.PageSize);
}

/// <summary>A row as it leaves.</summary>
public sealed record OurRowModel(int Year, ReportLine Line);

/// <summary>The report's page and a row's.</summary>
public static class ShowOurReport
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 50;
    /// <summary>The first year that can be asked for; the last is the one that runs.</summary>
    public const int FirstYear = 2000;

    /// <summary>To the year that is being reported: last year's till the summer, then this one's.</summary>
    public static IResult Front(CaseStore store) => Forms.SeeOther(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/our-report/{(store.Today.Month <= 6 ? store.Today.Year - 1 : store.Today.Year)}"));

    /// <summary>The page.</summary>
    public static Task<IResult> GetAsync(HttpContext http, int year, CaseStore store, SendReports sending, CurrentPerson current, CancellationToken cancel) => ShowAsync(http, year, store, sending, current, [], 200, cancel);

    /// <summary>One row.</summary>
    public static async Task<IResult> RowAsync(HttpContext http, int year, string id, CaseStore store, SendReports sending, CurrentPerson current, CancellationToken cancel)
    {
        if (PersonId.Read(id) is not { } person || !IsYear(year, store) || (await ReadAsync(year, store, sending, CaseReach.Of(current, AgencyGrants.ReadReport), cancel)).Report.Lines.FirstOrDefault(line => line.Id == person) is not { Person: not null } line) return TypedResults.NotFound();
        return PageResult.Show<OurRowPage, OurRowModel>(PageContext.For(http), new(year, line));
    }

    internal static async Task<IResult> ShowAsync(HttpContext http, int year, CaseStore store, SendReports sending, CurrentPerson current, IReadOnlyList<Problem> problems, int status, CancellationToken cancel)
    {
        if (!IsYear(year, store)) return TypedResults.NotFound();
        var page = PageContext.For(http, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/our-report/{year}"));
        var whole = current.May(AgencyGrants.SendReport);
        var (report, settings, barrier) = await ReadAsync(year, store, sending, CaseReach.Of(current, AgencyGrants.ReadReport), cancel);
        IReadOnlyList<SentReport> sent = whole ? await store.SentReportsAsync(year, cancel) : [];
        var mark = report.Submission is { } submission ? SubmissionPackage.Of(submission).Digest() : "";
        if (barrier is ReportBarrier.None && sent is [{ State: not SentReportState.Refused, Digest: var digest }, ..] && digest == mark) barrier = ReportBarrier.Sent;
        var (before, lastYear) = whole && report.Submission is not null ? (await store.LastTakenAsync(year, cancel), await store.LastTakenAsync(year - 1, cancel)) : (null, null);
        var parts = Math.Max(1, (report.Lines.Count + PageSize - 1) / PageSize);
        var at = int.TryParse(page.Asked("page"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, parts) : 1;
        return PageResult.Show<OurReportPage, OurReportModel>(page, new(report, whole, barrier, settings, sent, before is null ? null : CompareSubmissions.Of(before, report.Submission!), lastYear is null ? null : CompareSubmissions.Of(lastYear, report.Submission!), lastYear?.Persons.Count ?? 0,
            mark, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), problems, at), status);
    }

    internal static bool IsYear(int year, CaseStore store) => year >= FirstYear && year <= store.Today.Year;

    /// <summary>What the unit would refuse it for, by the same check; null: nothing that can be told here. Whether its round is open the unit alone knows.</summary>
    internal static Sentence? RefusalOf(Submission submission) => CheckSubmission.Refusal(submission, "", new(new(submission.Year, DateOnly.MaxValue, [], null), [.. ShippedRegister.Bodies.Where(body => body.Id != submission.Sender), Self(submission.Sender)], null, []));

    // An agency may be of another register than the one that Vern ships with.
    private static Body Self(BodyId sender) => ShippedRegister.Bodies.FirstOrDefault(body => body.Id == sender) ?? new(sender, sender.Value, sender.Value, BodyKind.Organisation, LegalKind.FundedOrganisation);

    /// <summary>The report as far as somebody may see it. Only who sees the whole agency has identities encoded.</summary>
    internal static async Task<(YearReport Report, ReportSettings? Settings, ReportBarrier Barrier)> ReadAsync(int year, CaseStore store, SendReports sending, CaseReach reach, CancellationToken cancel)
    {
        ReportSettings? settings = null;
        var barrier = ReportBarrier.None;
        try { settings = sending.Settings; }
        catch (InvalidDataException) { barrier = ReportBarrier.SettingsWrong; }
        if (settings is null && barrier is ReportBarrier.None) barrier = ReportBarrier.NotSetUp;
        var secret = settings is not null && reach.Scope is Scope.Workspace ? await store.RoundKeyAsync(year, settings, cancel) : null;
        if (settings is not null && secret is null) barrier = ReportBarrier.NoKey;
        var recipients = (await store.ServicesAsync(all: true, cancel)).Where(service => service.Kind == DisclosureGround.RecipientKind).Select(service => service.Id).ToList();
        // Before it is set up the report is shown as it would be on the ground of most bodies; it can't be sent.
        var frame = new ReportFrame(year, settings?.Body ?? new("agency"), settings?.Legal ?? LegalKind.FundedOrganisation, ShippedRegister.Bodies, recipients, store.Today, secret is null ? null : new PersonEncoder(secret));
        var report = MakeYearReport.Run(await store.RecordsOfYearAsync(year, reach, cancel), frame);
        if (reach.Scope is Scope.Workspace && report.Submission is { } submission) report = report with { Submission = (await store.OwnWorkAsync(year, cancel)).Into(submission, settings?.Legal) };
        if (barrier is not ReportBarrier.None) return (report, settings, barrier);
        return (report, settings, report.Submission is null ? ReportBarrier.Blocked : RefusalOf(report.Submission) is null ? ReportBarrier.None : ReportBarrier.Refused);
    }
}
