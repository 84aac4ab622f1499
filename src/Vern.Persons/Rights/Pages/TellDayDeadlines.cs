using Vern.Persons.Registration;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Interface;

namespace Vern.Persons.Rights.Pages;

/// <summary>Tells on a caseworker's day which deadlines must not wait.</summary>
/// <param name="watch">The deadlines of several people.</param>
public sealed class TellDayDeadlines(WatchDeadlines watch)
{
    /// <summary>How many people are read at most for one look at the day.</summary>
    internal const int MostRead = 50;

    /// <summary>Those that warn or have passed and surely hold; for who may read rights only.</summary>
    public async Task<DayDeadlines> RunAsync(IReadOnlyList<PersonHead> people, PageContext page, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(page);
        if (!page.Person.May(AgencyGrants.ReadRights)) return new([], 0);
        var watched = await watch.RunAsync(people, MostRead, CaseReach.Of(page.Person, AgencyGrants.ReadRights) with { Scope = Platform.Access.Scope.Own }, cancel);
        return new([.. watched.All.Where(one => one.Deadline.MustNotWait).Select(one => new DayDeadline(one.Person.Id, one.Deadline.Rule.Id, Texts.Source[page.Language, one.Deadline.What], one.Deadline.On!.Value, RightWords.Left(one.Deadline, page.Today, page), one.Deadline.State is DeadlineState.Overdue))], watched.NotRead);
    }
}
