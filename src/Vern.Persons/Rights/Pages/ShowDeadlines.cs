using Microsoft.AspNetCore.Http;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Access;
using Vern.Platform.Interface;

namespace Vern.Persons.Rights.Pages;

/// <summary>What runs out when, of all one follows up?</summary>
/// <param name="Watched">The deadlines.</param>
/// <param name="Wide">Whether those of colleagues are shown too.</param>
/// <param name="MayWide">Whether they could be.</param>
/// <param name="People">How many open cases were looked at.</param>
/// <param name="More">How many more there are.</param>
public sealed record DeadlinesModel(WatchedDeadlines Watched, bool Wide, bool MayWide, int People, int More)
{
    /// <summary>How far ahead is shown, in days.</summary>
    public const int Ahead = 90;
}

/// <summary>The deadlines of all one follows up, and for who leads, of the team.</summary>
public static class ShowDeadlines
{
    private const int MostPeople = 2000, MostRead = 500;

    /// <summary>The page.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, WatchDeadlines watch, CaseStore cases, CurrentPerson current, CancellationToken cancel)
    {
        var page = PageContext.For(http);
        var reach = CaseReach.Of(current, AgencyGrants.ReadRights);
        // Who leads sees those of the others; for everybody else the page is one's own.
        var mayWide = reach.Scope is not Scope.Own && current.May(AgencyGrants.ReadLoad);
        var wide = mayWide && page.Asked("of") == "all";
        if (!wide) reach = reach with { Scope = Scope.Own };
        var (people, count) = await cases.ListAsync(reach, new(Closed: false), 0, MostPeople, cancel);
        return PageResult.Show<DeadlinesPage, DeadlinesModel>(page, new(await watch.RunAsync(people, MostRead, reach, cancel), wide, mayWide, people.Count, count - people.Count));
    }
}
