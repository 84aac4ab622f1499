using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vern.Persons.Collection;
using Vern.Persons.Pages;
using Vern.Persons.Registration;
using Vern.Persons.Rights;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Referral.Pages;

/// <summary>Whom do we meet?</summary>
/// <param name="Meetings">The meetings, latest first.</param>
/// <param name="Invitations">Meetings that other agencies call.</param>
/// <param name="Names">Names of bodies, by id.</param>
/// <param name="Problems">What stands in the way.</param>
public sealed record MeetingsModel(IReadOnlyList<Meeting> Meetings, IReadOnlyList<MeetingInvitation> Invitations, IReadOnlyDictionary<string, string> Names, IReadOnlyList<Problem> Problems);

/// <summary>Who is there, and about whom do we talk?</summary>
/// <param name="Services">The directory.</param>
/// <param name="Typed">What was typed.</param>
/// <param name="Possible">Who could be on the agenda; null while it is being chosen who is there.</param>
/// <param name="Problems">What was not understood, or stands in the way.</param>
public sealed record NewMeetingModel(IReadOnlyList<Service> Services, TypedMeeting Typed, IReadOnlyList<MeetingCase>? Possible, IReadOnlyList<Problem> Problems);

/// <summary>A meeting as typed.</summary>
public sealed record TypedMeeting(string Origin, string On, string At, string Purpose, string Place, IReadOnlyDictionary<string, string> Bodies);

/// <summary>What may be told of whom, and what was said?</summary>
/// <param name="View">The meeting.</param>
/// <param name="Names">Names of bodies, by id.</param>
/// <param name="Once">By what a new task will be known.</param>
/// <param name="Typed">What was typed and not kept.</param>
/// <param name="Problems">What was not understood, or stands in the way.</param>
public sealed record MeetingModel(MeetingView View, IReadOnlyDictionary<string, string> Names, string Once, TypedOnMeeting Typed, IReadOnlyList<Problem> Problems)
{
    /// <summary>Whether somebody is left who could be invited.</summary>
    public bool Invites { get; init; }
    /// <summary>Who reads, by account.</summary>
    public int Me { get; init; }
    /// <summary>Names of those who are responsible for somebody on the agenda, but oneself, by account.</summary>
    public IReadOnlyDictionary<int, string> Responsible { get; init; } = new Dictionary<int, string>();
}

/// <summary>What was typed on a meeting's page and not kept.</summary>
/// <param name="Minutes">Minutes of a person.</param>
/// <param name="Task">A task for a person.</param>
/// <param name="Move">When and where it was to be instead.</param>
public sealed record TypedOnMeeting((PersonId Person, string Words)? Minutes = null, (PersonId Person, string What, string Day, string For)? Task = null, (string On, string At, string Place)? Move = null);

/// <summary>Meetings with other bodies: agenda of shared cases, who may be told what, minutes, tasks.</summary>
public static class Meetings
{
    private const int LongestTask = 200;

    /// <summary>The list.</summary>
    public static Task<IResult> ListAsync(HttpContext http, CaseStore store, CurrentPerson current, CancellationToken cancel) => ShowListAsync(http, store, current, [], 200, cancel);

    /// <summary>Invites the bodies that run Vern.</summary>
    public static async Task<IResult> InviteAsync(HttpContext http, string meeting, CaseStore store, CurrentPerson current, CancellationToken cancel) => await store.InviteToMeetingAsync(meeting, Reach(current), cancel) switch
    {
        Stepped.Done => FormGuard.SeeOther($"/meetings/{meeting}?done=invited"),
        Stepped.NoRecipient => await ShowAsync(http, meeting, store, current, new(), [new(null, Text(http, "meeting.no-key"))], 409, cancel),
        Stepped.NotNow => await ShowAsync(http, meeting, store, current, new(), [new(null, Text(http, "meeting.not-that-day"))], 409, cancel),
        _ => TypedResults.NotFound(),
    };

    /// <summary>Gives it another day, hour or place.</summary>
    public static async Task<IResult> MoveAsync(HttpContext http, string meeting, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        var sent = await http.Request.ReadFormAsync(cancel);
        if (!int.TryParse(sent["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision)) return TypedResults.NotFound();
        var (day, hour, place) = (sent["on"].ToString().Trim(), sent["at"].ToString().Trim(), Forms.Line(sent["place"], Service.LongestText) ?? "");
        var problems = new List<Problem>();
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) || !store.IsDayToMeet(on)) problems.Add(new("on", Text(http, "meeting.wrong.move")));
        if (!IsHour(hour, out var at)) problems.Add(new("at", Text(http, "meeting.wrong.at")));
        if (FreeText.HoldsIdentityNumber(place)) problems.Add(new("place", Text(http, "wrong.need-number")));
        if (problems.Count > 0) return await ShowAsync(http, meeting, store, current, new(Move: (day, hour, place)), problems, 400, cancel);
        return await store.MoveMeetingAsync(meeting, new(on, at, place, revision), Reach(current), cancel) switch
        {
            Stepped.Done => FormGuard.SeeOther($"/meetings/{meeting}?done=moved"),
            Stepped.NotNow => await ShowAsync(http, meeting, store, current, new(Move: (day, hour, place)), [new("on", Text(http, "meeting.moved-since"))], 409, cancel),
            _ => TypedResults.NotFound(),
        };
    }

    /// <summary>The meeting for one's own calendar: when, where and what for, and nobody's name.</summary>
    public static async Task<IResult> CalendarAsync(HttpContext http, string meeting, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (await store.MeetingAsync(meeting, Reach(current), cancel) is not { Head: { CalledOff: false } head }) return TypedResults.NotFound();
        var page = PageContext.For(http);
        var day = new CalendarDay(head.Id, head.On, Texts.Source.Format(page.Language, "meeting.calendar", Text(http, $"purpose.{head.Purpose}")), []) { At = head.At is { } at ? PageContext.MomentOf(head.On, at) : null, Place = head.Place, Sequence = head.Revision };
        return TypedResults.File(System.Text.Encoding.UTF8.GetBytes(WriteCalendar.Run("meeting", [day], page.Now, page.Language.Code)), "text/calendar; charset=utf-8", $"meeting-{head.On:yyyy-MM-dd}.ics");
    }

    /// <summary>Calls it off.</summary>
    public static async Task<IResult> CallOffAsync(HttpContext http, string meeting, CaseStore store, CurrentPerson current, CancellationToken cancel) =>
        await store.CallOffMeetingAsync(meeting, Reach(current), cancel) is Stepped.Done ? FormGuard.SeeOther($"/meetings/{meeting}?done=called-off") : TypedResults.NotFound();

    /// <summary>Answers another agency's invitation.</summary>
    public static async Task<IResult> AnswerAsync(HttpContext http, int number, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        var sent = await http.Request.ReadFormAsync(cancel);
        var answer = sent["answer"].ToString();
        if (!int.TryParse(sent["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision)) return TypedResults.NotFound();
        if (answer is not ("comes" or "declines")) return await ShowListAsync(http, store, current, [new(null, Text(http, "wrong.invitation"))], 400, cancel);
        return await store.AnswerInvitationAsync(number, answer == "comes", Reach(current), revision, cancel) switch
        {
            Stepped.Done => FormGuard.SeeOther("/meetings?done=answered"),
            Stepped.Gone => TypedResults.NotFound(),
            var not => await ShowListAsync(http, store, current, [new(null, Text(http, not is Stepped.NotNow ? "invitation.overtaken" : "meeting.no-key"))], 409, cancel),
        };
    }

    private static async Task<IResult> ShowListAsync(HttpContext http, CaseStore store, CurrentPerson current, IReadOnlyList<Problem> problems, int status, CancellationToken cancel)
    {
        var invitations = await store.InvitationsAsync(Reach(current), cancel);
        RecordedReads.Tell(http, string.Join(' ', invitations.SelectMany(one => one.People).Distinct()));
        return PageResult.Show<MeetingsPage, MeetingsModel>(PageContext.For(http, "/meetings"), new(await store.MeetingsAsync(Reach(current), cancel), invitations, await ShowReferrals.NamesAsync(store, cancel), problems), status);
    }

    /// <summary>The first step of a new one: when, what for, who is there.</summary>
    public static async Task<IResult> NewAsync(HttpContext http, CaseStore store, CancellationToken cancel) =>
        await ShowNewAsync(http, store, new(New(), store.Today.ToString("O", CultureInfo.InvariantCulture), "", "protection", "", new Dictionary<string, string>()), null, [], 200, cancel);

    /// <summary>The second step: about whom.</summary>
    public static Task<IResult> AgendaAsync(HttpContext http, CaseStore store, CurrentPerson current, CancellationToken cancel) => TakeAsync(http, store, current, keep: false, cancel);

    /// <summary>Keeps it.</summary>
    public static Task<IResult> PostAsync(HttpContext http, CaseStore store, CurrentPerson current, CancellationToken cancel) => TakeAsync(http, store, current, keep: true, cancel);

    /// <summary>A meeting.</summary>
    public static Task<IResult> GetAsync(HttpContext http, string meeting, CaseStore store, CurrentPerson current, CancellationToken cancel) => ShowAsync(http, meeting, store, current, new(), [], 200, cancel);

    /// <summary>Puts somebody on its agenda.</summary>
    public static async Task<IResult> AddAsync(HttpContext http, string meeting, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (PersonId.Read((await http.Request.ReadFormAsync(cancel))["person"].ToString()) is not { } person) return TypedResults.NotFound();
        return await store.PutOnAgendaAsync(meeting, person, Reach(current), cancel) switch
        {
            Stepped.Done => FormGuard.SeeOther($"/meetings/{meeting}"),
            Stepped.NotShared => await ShowAsync(http, meeting, store, current, new(), [new(null, Text(http, "meeting.not-shared"))], 409, cancel),
            _ => TypedResults.NotFound(),
        };
    }

    /// <summary>Notes what was said of a person.</summary>
    public static async Task<IResult> MinutesAsync(HttpContext http, string meeting, string id, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        var sent = await http.Request.ReadFormAsync(cancel);
        var words = sent["minutes"].ToString().Trim().ReplaceLineEndings("\n");
        if (PersonId.Read(id) is not { } person || !int.TryParse(sent["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision)) return TypedResults.NotFound();
        if (words.Length > ReferralMessage.LongestWords) return await ShowAsync(http, meeting, store, current, new((person, words)), [new($"minutes-{person}", Text(http, "meeting.long"))], 400, cancel);
        return await store.KeepMinutesAsync(meeting, person, words, revision, Reach(current), cancel) switch
        {
            Stepped.Done => FormGuard.SeeOther(Kept(meeting, "minutes", person)),
            Stepped.Gone => TypedResults.NotFound(),
            _ => await ShowAsync(http, meeting, store, current, new((person, words)), [new($"minutes-{person}", Text(http, "meeting.stale"))], 409, cancel),
        };
    }

    /// <summary>Makes a task of what was agreed, for oneself or for who is responsible for her; it stands on her My day.</summary>
    public static async Task<IResult> TaskAsync(HttpContext http, string meeting, string id, CaseStore store, AccessStore access, CurrentPerson current, CancellationToken cancel)
    {
        var sent = await http.Request.ReadFormAsync(cancel);
        var reach = Reach(current);
        if (PersonId.Read(id) is not { } person || await store.MeetingAsync(meeting, reach, cancel) is not { } view || view.Cases.FirstOrDefault(one => one.Person == person) is not { } one) return TypedResults.NotFound();
        var once = sent["once"].ToString();
        if (once.Length != 32 || !once.All(char.IsAsciiHexDigitLower)) return TypedResults.BadRequest();
        var (typed, dayTyped, forTyped) = (sent["what"].ToString(), sent["day"].ToString().Trim(), sent["for"].ToString());
        var problems = new List<Problem>();
        if (Forms.Line(typed, LongestTask + 1) is not { Length: <= LongestTask } what) problems.Add(new($"what-{person}", Text(http, "wrong.assign-what")));
        else if (!DateOnly.TryParseExact(dayTyped, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) problems.Add(new($"day-{person}", Text(http, "wrong.assign-day")));
        else if (forTyped.Length > 0 && forTyped != Whom(reach.Account) && (forTyped != Whom(one.Owner) || !(await ResponsibleAsync(view, reach, access, cancel)).ContainsKey(one.Owner))) problems.Add(new($"for-{person}", Text(http, "meeting.wrong.for")));
        else return await store.AddTaskAsync(once, person, what, day, forTyped == Whom(one.Owner) ? one.Owner : reach.Account, reach, cancel) ? FormGuard.SeeOther(Kept(meeting, "task", person)) : TypedResults.NotFound();
        return await ShowAsync(http, meeting, store, current, new(Task: (person, typed, dayTyped, forTyped)), problems, 400, cancel);
    }

    private static async Task<IResult> TakeAsync(HttpContext http, CaseStore store, CurrentPerson current, bool keep, CancellationToken cancel)
    {
        var sent = await http.Request.ReadFormAsync(cancel);
        var problems = new List<Problem>();
        void Wrong(string? field, string key) => problems.Add(new(field, Text(http, key)));
        if (sent["origin"].ToString() is not { Length: 32 } origin || !origin.All(char.IsAsciiHexDigitLower)) return TypedResults.BadRequest();
        var services = (await store.ServicesAsync(cancel: cancel)).Select(service => service.Id).ToHashSet(StringComparer.Ordinal);
        var bodies = sent["body"].OfType<string>().Where(services.Contains).Distinct(StringComparer.Ordinal).ToDictionary(body => body, body => Forms.Line(sent[$"who-{body}"], 80) ?? "", StringComparer.Ordinal);
        var typed = new TypedMeeting(origin, sent["on"].ToString().Trim(), sent["at"].ToString().Trim(), sent["purpose"].ToString(), Forms.Line(sent["place"], Service.LongestText) ?? "", bodies);
        if (!DateOnly.TryParseExact(typed.On, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)) Wrong("on", "meeting.wrong.on");
        if (!IsHour(typed.At, out var at)) Wrong("at", "meeting.wrong.at");
        if (!store.Catalogue.Purposes.Contains(typed.Purpose) || typed.Purpose == "statistics") Wrong("purpose", "wrong.refer-purpose");
        if (bodies.Count == 0) Wrong("body", "meeting.wrong.body");
        if (FreeText.HoldsIdentityNumber(typed.Place) || bodies.Values.Any(FreeText.HoldsIdentityNumber)) Wrong("place", "wrong.need-number");
        if (problems.Count > 0) return await ShowNewAsync(http, store, typed, null, problems, 400, cancel);
        var reach = Reach(current);
        if (keep)
        {
            var people = sent["person"].OfType<string>().Select(PersonId.Read).OfType<PersonId>().ToList();
            var kept = await store.KeepMeetingAsync(new(origin, on, typed.Purpose, typed.Place, [.. bodies.Select(body => new MeetingBody(body.Key, body.Value))], people) { At = at }, reach, cancel);
            if (kept is Stepped.Done) return FormGuard.SeeOther($"/meetings/{origin}");
            Wrong(null, kept is Stepped.NotShared ? "meeting.not-shared" : "meeting.wrong.body");
        }
        return await ShowNewAsync(http, store, typed, await store.SharedCasesAsync([.. bodies.Keys], typed.Purpose, reach, cancel), problems, problems.Count > 0 ? 409 : 200, cancel);
    }

    private static async Task<IResult> ShowNewAsync(HttpContext http, CaseStore store, TypedMeeting typed, IReadOnlyList<MeetingCase>? possible, IReadOnlyList<Problem> problems, int status, CancellationToken cancel)
    {
        if (possible is not null) RecordedReads.Tell(http, string.Join(' ', possible.Select(one => one.Person)));
        return PageResult.Show<NewMeetingPage, NewMeetingModel>(PageContext.For(http, "/meetings/new"), new(await store.ServicesAsync(cancel: cancel), typed, possible, problems), status);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string meeting, CaseStore store, CurrentPerson current, TypedOnMeeting typed, IReadOnlyList<Problem> problems, int status, CancellationToken cancel)
    {
        var reach = Reach(current);
        if (await store.MeetingAsync(meeting, reach, cancel) is not { } view) return TypedResults.NotFound();
        var services = (await store.ServicesAsync(all: true, cancel)).ToDictionary(service => service.Id, StringComparer.Ordinal);
        RecordedReads.Tell(http, string.Join(' ', view.Cases.Concat(view.Possible).Select(one => one.Person)));
        return PageResult.Show<MeetingPage, MeetingModel>(PageContext.For(http, $"/meetings/{meeting}"), new(view, services.ToDictionary(service => service.Key, service => service.Value.Name, StringComparer.Ordinal), New(), typed, problems)
        {
            Invites = !view.Head.CalledOff && store.IsDayToMeet(view.Head.On) && view.Head.Bodies.Any(body => !body.Invited && services.GetValueOrDefault(body.Body) is { Active: true, Key: not null }),
            Me = reach.Account, Responsible = await ResponsibleAsync(view, reach, http.RequestServices.GetRequiredService<AccessStore>(), cancel),
        }, status);
    }

    private static async Task<IReadOnlyDictionary<int, string>> ResponsibleAsync(MeetingView view, CaseReach reach, AccessStore access, CancellationToken cancel)
    {
        var others = view.Cases.Select(one => one.Owner).Where(owner => owner != reach.Account).ToHashSet();
        return others.Count == 0 ? new Dictionary<int, string>() : (await access.ListAsync(cancel)).Where(account => !account.Off && others.Contains(account.Id)).ToDictionary(account => account.Id, account => account.Person ?? account.Name);
    }

    // With whose, so that it is said where the page is opened: at her.
    private static string Kept(string meeting, string done, PersonId person) => $"/meetings/{meeting}?done={done}&of={person}#{person}";

    private static bool IsHour(string typed, out TimeOnly? at)
    {
        at = TimeOnly.TryParseExact(typed, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour) ? hour : null;
        return typed.Length == 0 || at is not null;
    }

    internal static string Whom(int account) => account.ToString(CultureInfo.InvariantCulture);

    private static CaseReach Reach(CurrentPerson current) => CaseReach.Of(current, AgencyGrants.WritePeople);

    private static string Text(HttpContext http, string key) => Texts.Source[PageContext.For(http).Language, key];

    private static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
