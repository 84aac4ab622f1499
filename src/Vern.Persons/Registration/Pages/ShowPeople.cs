using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Access;
using Vern.Platform.Interface;

namespace Vern.Persons.Registration.Pages;

/// <summary>Whom do we follow up?</summary>
/// <param name="People">Those of this page.</param>
/// <param name="Count">How many the filter finds.</param>
/// <param name="At">Which page, from 1.</param>
/// <param name="Filter">What was asked for.</param>
public sealed record PeopleModel(IReadOnlyList<PersonHead> People, int Count, int At, PeopleFilter Filter)
{
    /// <summary>How many pages there are.</summary>
    public int Pages => Math.Max(1, (Count + ShowPeople.PageSize - 1) / ShowPeople.PageSize);
}

/// <summary>The list of persons within reach: ids, dates and codes, never a name or a place.</summary>
public static class ShowPeople
{
    /// <summary>Persons on a page.</summary>
    public const int PageSize = 25;

    /// <summary>The list.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        var page = PageContext.For(http);
        var at = int.TryParse(page.Asked("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is >= 1 and < 1_000_000 ? asked : 1;
        var filter = new PeopleFilter(Enum.TryParse<Audience>(page.Asked("who"), out var audience) && Enum.IsDefined(audience) ? audience : null, page.Asked("state") switch { "closed" => true, "all" => null, _ => false });
        var (people, count) = await store.ListAsync(CaseReach.Of(current, AgencyGrants.ReadPeople), filter, (at - 1) * PageSize, PageSize, cancel);
        return PageResult.Show<PeoplePage, PeopleModel>(page, new(people, count, at, filter));
    }
}
