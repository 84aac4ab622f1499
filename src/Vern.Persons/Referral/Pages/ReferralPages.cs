using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Persons.Registration;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;

namespace Vern.Persons.Referral.Pages;

/// <summary>The pages of consent, directory and referrals.</summary>
public static class ReferralPages
{
    private const long Longest = 64 * 1024;

    /// <summary>Maps the pages.</summary>
    public static IEndpointRouteBuilder MapReferralPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/people/{id}/consent", ShowConsent.GetAsync).Needs(AgencyGrants.ReadPeople).Records(CaseActs.PersonRead, "person/{id}");
        pages.MapGet("/people/{id}/consent/ask", AskConsent.GetAsync).Needs(AgencyGrants.WritePeople).Records(CaseActs.PersonRead, "person/{id}");
        pages.MapGet("/directory", ShowDirectory.GetAsync).Needs(AgencyGrants.ReadDirectory);
        pages.MapGet("/directory.csv", ShowDirectory.CsvAsync).Needs(AgencyGrants.KeepDirectory).Records(CaseActs.DirectoryRead, "directory");
        pages.MapGet("/directory/new", ChangeService.New).Needs(AgencyGrants.KeepDirectory);
        pages.MapGet("/directory/{service}", ChangeService.GetAsync).Needs(AgencyGrants.KeepDirectory);
        pages.MapGet("/people/{id}/referrals", ShowReferrals.GetAsync).Needs(AgencyGrants.ReadPeople).Records(CaseActs.PersonRead, "person/{id}");
        pages.MapGet("/people/{id}/referrals/{referral}", ShowReferral.GetAsync).Needs(AgencyGrants.ReadPeople).Records(CaseActs.ReferralRead, "referral/{referral}");
        pages.MapGet("/people/{id}/referrals/{referral}/letter", PrintLetter.GetAsync).Needs(AgencyGrants.WritePeople).Records(CaseActs.LetterRead, "referral/{referral}");
        pages.MapGet("/reply/{code}", Reply.GetAsync).OpenToEveryone().RequireRateLimiting(Platform.Access.Pages.AccessPages.RateLimit);
        pages.MapGet("/people/{id}/refer", ReferPerson.GetAsync).Needs(AgencyGrants.WritePeople).Records(CaseActs.PersonRead, "person/{id}");
        pages.MapGet("/people/{id}/assign", Assign.GetAsync).Needs(AgencyGrants.AssignPeople).Records(CaseActs.PersonRead, "person/{id}");
        pages.MapGet("/assignments", Assign.AskedAsync).Needs(AgencyGrants.WritePeople).Records(CaseActs.AssignmentsRead, "assignments");
        pages.MapGet("/meetings", Meetings.ListAsync).Needs(AgencyGrants.WritePeople).Records(CaseActs.MeetingRead, "meetings");
        pages.MapGet("/meetings/new", Meetings.NewAsync).Needs(AgencyGrants.WritePeople);
        pages.MapGet("/meetings/{meeting}", Meetings.GetAsync).Needs(AgencyGrants.WritePeople).Records(CaseActs.MeetingRead, "meeting/{meeting}");
        pages.MapGet("/meetings/{meeting}.ics", Meetings.CalendarAsync).Needs(AgencyGrants.WritePeople).Records(CaseActs.MeetingRead, "meeting/{meeting}");
        pages.MapGet("/inbox", ShowReferrals.InboxAsync).Needs(AgencyGrants.ReadInbox).Records(CaseActs.ReferralsListed, "inbox");
        pages.MapGet("/inbox/{referral}", ShowReferral.InboxAsync).Needs(AgencyGrants.ReadInbox).Records(CaseActs.ReferralRead, "referral/{referral}");
        var changes = routes.MapGroup("").ExcludeFromDescription().RequireToken(Longest);
        changes.MapPost("/people/{id}/consent/ask", AskConsent.WordsAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/{id}/consent", AskConsent.PostAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/{id}/consent/withdrawals", WithdrawConsent.PostAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/{id}/refer", ReferPerson.PreviewAsync).Needs(AgencyGrants.WritePeople).Records(CaseActs.PersonRead, "person/{id}");
        changes.MapPost("/people/{id}/referrals", ReferPerson.PostAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/{id}/referrals/{referral}/steps", ShowReferral.PostAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/{id}/referrals/{referral}/letter", PrintLetter.RenewAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/{id}/assign", Assign.PostAsync).Needs(AgencyGrants.AssignPeople);
        changes.MapPost("/people/{id}/assign/{assignment}/taking-back", Assign.TakeBackAsync).Needs(AgencyGrants.AssignPeople);
        changes.MapPost("/assignments/{assignment}", Assign.AnswerAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/meetings/new", Meetings.AgendaAsync).Needs(AgencyGrants.WritePeople).Records(CaseActs.MeetingRead, "meeting/new");
        changes.MapPost("/meetings", Meetings.PostAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/meetings/{meeting}/invitations", Meetings.InviteAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/meetings/{meeting}/move", Meetings.MoveAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/meetings/{meeting}/calling-off", Meetings.CallOffAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/meetings/invited/{number:int}", Meetings.AnswerAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/meetings/{meeting}/people", Meetings.AddAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/meetings/{meeting}/people/{id}/minutes", Meetings.MinutesAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/meetings/{meeting}/people/{id}/tasks", Meetings.TaskAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/reply/{code}", Reply.OpenAsync).OpenToEveryone().RequireRateLimiting(Platform.Access.Pages.AccessPages.RateLimit);
        changes.MapPost("/reply/{code}/steps", Reply.StepAsync).OpenToEveryone().RequireRateLimiting(Platform.Access.Pages.AccessPages.RateLimit);
        changes.MapPost("/inbox/{referral}/steps", ShowReferral.AnswerAsync).Needs(AgencyGrants.AnswerInbox);
        changes.MapPost("/directory", ChangeService.AddAsync).Needs(AgencyGrants.KeepDirectory);
        changes.MapPost("/directory/{service}", ChangeService.PostAsync).Needs(AgencyGrants.KeepDirectory);
        routes.MapGroup("").ExcludeFromDescription().RequireToken(DirectoryFile.Longest + Longest).MapPost("/directory/file", ShowDirectory.ImportAsync).Needs(AgencyGrants.KeepDirectory);
        return routes;
    }
}
