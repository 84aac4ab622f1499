using Microsoft.AspNetCore.Http;
using Vern.Persons.Collection;
using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Persons.Pages.Control;

/// <summary>Do messages between agencies get through?</summary>
/// <param name="Year">The latest round, for the way to the other pages.</param>
/// <param name="Counts">By pair of bodies and month, latest first.</param>
/// <param name="Names">Names of bodies, by id.</param>
public sealed record RelayModel(int? Year, IReadOnlyList<RelayCount> Counts, IReadOnlyDictionary<string, string> Names);

/// <summary>Shows counts and times of the messages that the unit carries; of what is in them it knows nothing.</summary>
public static class ShowRelay
{
    /// <summary>The page.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, NationalStore store, CancellationToken cancel)
    {
        var page = PageContext.For(http);
        var names = (await store.BodiesAsync(cancel)).ToDictionary(body => body.Id.Value, body => page.Language == Language.English ? body.EnglishName : body.Name, StringComparer.Ordinal);
        return PageResult.Show<RelayPage, RelayModel>(page, new((await store.YearsAsync(cancel)) is [var latest, ..] ? latest : null, await store.RelayCountsAsync(cancel), names));
    }
}
