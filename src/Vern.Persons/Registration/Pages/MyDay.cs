using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vern.Persons.Pages;
using Vern.Persons.Referral;
using Vern.Platform.Access;
using Vern.Platform.Interface;

namespace Vern.Persons.Registration.Pages;

/// <summary>A deadline on a caseworker's day.</summary>
/// <param name="Person">Whose it is.</param>
/// <param name="Rule">The rule that it follows from.</param>
/// <param name="What">What ends then, in the page's language.</param>
/// <param name="On">The last day.</param>
/// <param name="Left">What is left or over, in words.</param>
/// <param name="Over">Whether it has passed.</param>
public sealed record DayDeadline(PersonId Person, string Rule, string What, DateOnly On, string Left, bool Over);

/// <summary>The deadlines of a day that must not wait, the nearest first.</summary>
/// <param name="All">The deadlines.</param>
/// <param name="NotRead">How many people were left for the next look.</param>
public sealed record DayDeadlines(IReadOnlyList<DayDeadline> All, int NotRead);

/// <summary>Finds the deadlines of several people that must not wait; the slice that computes deadlines registers it.</summary>
public delegate Task<DayDeadlines> FindDayDeadlines(IReadOnlyList<PersonHead> people, PageContext page, CancellationToken cancel);

/// <summary>What must not wait?</summary>
/// <param name="Drafts">Intakes that are not finished.</param>
/// <param name="Tasks">What is to be done, by the day it is due.</param>
/// <param name="Concerns">Children of whom child welfare is still to be told.</param>
/// <param name="Words">What those whom one is responsible for asked in their own view, and nobody has answered.</param>
/// <param name="Escalated">Tasks of plans that somebody else did not do by the day, for who leads.</param>
/// <param name="Recent">Those whom something was recorded about last.</param>
public sealed record MyDayModel(IReadOnlyList<Draft> Drafts, IReadOnlyList<CaseTask> Tasks, IReadOnlyList<PersonHead> Concerns, IReadOnlyList<OwnWords> Words, IReadOnlyList<CaseTask> Escalated, IReadOnlyList<PersonHead> Recent)
{
    /// <summary>Children whose case a colleague proposed to close, and who did: she may confirm.</summary>
    public IReadOnlyList<(PersonId Child, string By)> Closings { get; init; } = [];
    /// <summary>Whom she stands in for.</summary>
    public IReadOnlyList<StandIn> StandIns { get; init; } = [];
    /// <summary>Her account.</summary>
    public int Account { get; init; }
    /// <summary>Names of staff by account, where one is needed.</summary>
    public IReadOnlyDictionary<int, string> Staff { get; init; } = new Dictionary<int, string>();
    /// <summary>Her children who are missing now.</summary>
    public IReadOnlyList<PersonId> Missing { get; init; } = [];
    /// <summary>Deadlines of her people that warn or have passed.</summary>
    public DayDeadlines Deadlines { get; init; } = new([], 0);
    /// <summary>Referrals that wait for an answer of this agency, for who reads the inbox.</summary>
    public IReadOnlyList<ReferralHead> Inbox { get; init; } = [];
    /// <summary>Referrals of her people that were answered of late, or asked about.</summary>
    public IReadOnlyList<ReferralHead> Answered { get; init; } = [];
    /// <summary>Meetings with other bodies from today on.</summary>
    public MeetingsAhead Meetings { get; init; } = new([], []);
    /// <summary>Names of the bodies that referrals and meetings are with, by id.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();
    /// <summary>How many things colleagues ask her to take on.</summary>
    public int Assignments { get; init; }
    /// <summary>How many here may be known to other agencies, for who answers such questions.</summary>
    public int Elsewhere { get; init; }
    /// <summary>Those about whom an agency has answered.</summary>
    public IReadOnlyList<PersonId> Offered { get; init; } = [];
}

/// <summary>The front page of an agency.</summary>
public static class MyDay
{
    // Of more people than these the page of all deadlines tells.
    private const int Latest = 8, MostWatched = 200;

    /// <summary>Her day; who has no part in casework is led to her account.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, CaseStore store, AccessStore access, CurrentPerson current, CancellationToken cancel)
    {
        if (!current.May(AgencyGrants.ReadPeople)) return Forms.SeeOther(current.May(AgencyGrants.ReadComplaints) ? "/complaints" : "/account");
        var (page, reach) = (PageContext.For(http), CaseReach.Of(current, AgencyGrants.ReadPeople));
        var (writes, reads) = (current.May(AgencyGrants.WritePeople), current.May(AgencyGrants.ReadInbox));
        var people = await store.LatestAsync(reach with { Scope = Scope.Own }, new(Closed: false), MostWatched, cancel);
        var standIns = writes ? await store.StandsInForAsync(reach.Account, cancel) : [];
        var inbox = reads ? await store.InboxWaitingAsync(cancel) : [];
        var answered = writes ? await store.ReferralsAnsweredAsync(reach, cancel) : [];
        var meetings = writes ? await store.MeetingsAheadAsync(CaseReach.Of(current, AgencyGrants.WritePeople), cancel) : new([], []);
        var model = new MyDayModel(writes ? await store.DraftsAsync(reach, cancel) : [], await store.TasksAsync(reach, cancel: cancel), writes ? await store.ConcernsDueAsync(reach, cancel) : [],
            writes ? await store.OwnWordsWaitingAsync(reach, cancel) : [], current.May(AgencyGrants.ReadLoad) ? await store.EscalatedAsync(CaseReach.Of(current, AgencyGrants.ReadLoad), cancel) : [], [.. people.Take(Latest)])
        {
            Closings = current.May(AgencyGrants.ClosePeople) ? await ClosingsAsync(store, access, current, cancel) : [],
            StandIns = standIns, Account = reach.Account, Staff = standIns.Count == 0 ? new Dictionary<int, string>() : (await access.ListAsync(cancel)).ToDictionary(account => account.Id, account => account.Person ?? account.Name),
            Missing = await store.MissingNowAsync(people, cancel),
            Elsewhere = current.May(AgencyGrants.AnswerElsewhere) ? (await store.ElsewhereWaitingAsync(CaseReach.Of(current, AgencyGrants.AnswerElsewhere), cancel)).Count : 0,
            Offered = writes ? await store.ElsewhereOfferedAsync(CaseReach.Of(current, AgencyGrants.WritePeople), cancel) : [],
            Assignments = writes ? (await store.AskedOfAsync(reach, cancel)).Count : 0,
            Deadlines = http.RequestServices.GetService<FindDayDeadlines>() is { } find ? await find(people, page, cancel) : new([], 0),
            Inbox = inbox, Answered = answered, Meetings = meetings, Names = inbox.Count + answered.Count + meetings.Own.Count + meetings.Invited.Count > 0 ? (await store.ServicesAsync(all: true, cancel)).ToDictionary(service => service.Id, service => service.Name, StringComparer.Ordinal) : new Dictionary<string, string>(),
        };
        return PageResult.Show<MyDayPage, MyDayModel>(page, model);
    }

    private static async Task<IReadOnlyList<(PersonId, string)>> ClosingsAsync(CaseStore store, AccessStore access, CurrentPerson current, CancellationToken cancel)
    {
        var standing = (await access.AllStandingAsync(Responsible.CloseAct, cancel)).Where(one => one.Value.PersonId != current.SignedIn?.PersonId).ToList();
        if (standing.Count == 0) return [];
        var reach = CaseReach.Of(current, AgencyGrants.ClosePeople);
        var closings = new List<(PersonId, string)>();
        foreach (var (subject, proposal) in standing)
            if (PersonId.Read(subject) is { } id && await store.PersonAsync(id, reach, cancel: cancel) is { Head.ClosedOn: null } person && Responsible.ReasonOf(person.Head, proposal) is not null) closings.Add((id, proposal.Name));
        return closings;
    }

    /// <summary>Who has how much on her hands, as far as the leader leads.</summary>
    public static async Task<IResult> LoadAsync(HttpContext http, CaseStore store, AccessStore access, CurrentPerson current, CancellationToken cancel)
    {
        var names = (await access.ListAsync(cancel)).ToDictionary(account => account.Id, account => account.Person ?? account.Name);
        return PageResult.Show<LoadPage, IReadOnlyList<(string Name, Load Load)>>(PageContext.For(http), [.. (await store.LoadAsync(CaseReach.Of(current, AgencyGrants.ReadLoad), cancel)).Select(one => (names.GetValueOrDefault(one.Account, "–"), one))]);
    }
}
