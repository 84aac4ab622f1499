using Microsoft.AspNetCore.Http;
using Vern.Persons.Pages;
using Vern.Platform.Access;
using Vern.Platform.Interface;

namespace Vern.Persons.Registration.Pages;

/// <summary>What must not wait?</summary>
/// <param name="Drafts">Intakes that are not finished.</param>
/// <param name="Tasks">What is to be done, by the day it is due.</param>
/// <param name="Concerns">Children of whom child welfare is still to be told.</param>
/// <param name="Words">What those whom one is responsible for asked in their own view, and nobody has answered.</param>
/// <param name="Escalated">Tasks of plans that somebody else did not do by the day, for who leads.</param>
/// <param name="Recent">Those whom something was recorded about last.</param>
public sealed record MyDayModel(IReadOnlyList<Draft> Drafts, IReadOnlyList<CaseTask> Tasks, IReadOnlyList<PersonHead> Concerns, IReadOnlyList<OwnWords> Words, IReadOnlyList<CaseTask> Escalated, IReadOnlyList<PersonHead> Recent)
{
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
    private const int Latest = 8;

    /// <summary>Her day; who has no part in casework is led to her account.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (!current.May(AgencyGrants.ReadPeople)) return Forms.SeeOther(current.May(AgencyGrants.ReadComplaints) ? "/complaints" : "/account");
        var reach = CaseReach.Of(current, AgencyGrants.ReadPeople);
        var recent = await store.LatestAsync(reach with { Scope = Scope.Own }, new(Closed: false), Latest, cancel);
        var model = new MyDayModel(current.May(AgencyGrants.WritePeople) ? await store.DraftsAsync(reach, cancel) : [], await store.TasksAsync(reach, cancel: cancel), current.May(AgencyGrants.WritePeople) ? await store.ConcernsDueAsync(reach, cancel) : [],
            current.May(AgencyGrants.WritePeople) ? await store.OwnWordsWaitingAsync(reach, cancel) : [], current.May(AgencyGrants.ReadLoad) ? await store.EscalatedAsync(CaseReach.Of(current, AgencyGrants.ReadLoad), cancel) : [], recent) { Elsewhere = current.May(AgencyGrants.AnswerElsewhere) ? (await store.ElsewhereWaitingAsync(CaseReach.Of(current, AgencyGrants.AnswerElsewhere), cancel)).Count : 0, Offered = current.May(AgencyGrants.WritePeople) ? await store.ElsewhereOfferedAsync(CaseReach.Of(current, AgencyGrants.WritePeople), cancel) : [], Assignments = current.May(AgencyGrants.WritePeople) ? (await store.AskedOfAsync(reach, cancel)).Count : 0 };
        return PageResult.Show<MyDayPage, MyDayModel>(PageContext.For(http), model);
    }

    /// <summary>Who has how much on her hands, as far as the leader leads.</summary>
    public static async Task<IResult> LoadAsync(HttpContext http, CaseStore store, AccessStore access, CurrentPerson current, CancellationToken cancel)
    {
        var names = (await access.ListAsync(cancel)).ToDictionary(account => account.Id, account => account.Person ?? account.Name);
        return PageResult.Show<LoadPage, IReadOnlyList<(string Name, Load Load)>>(PageContext.For(http), [.. (await store.LoadAsync(CaseReach.Of(current, AgencyGrants.ReadLoad), cancel)).Select(one => (names.GetValueOrDefault(one.Account, "–"), one))]);
    }
}
