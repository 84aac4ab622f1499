using Microsoft.AspNetCore.Http;
using Vern.Persons.Pages;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;

namespace Vern.Persons.Registration.Pages;

/// <summary>Have we met her before?</summary>
/// <param name="Asked">What was typed; null: nothing yet.</param>
/// <param name="Found">Who was found; null: nothing was asked yet.</param>
public sealed record SearchModel(string? Asked, IReadOnlyList<Found>? Found);

/// <summary>Searches one's own cases before somebody is added twice. What is typed goes by POST, so that it stands in no address, and into no log.</summary>
public static class SearchPeople
{
    /// <summary>The empty form.</summary>
    public static IResult Get(HttpContext http) => PageResult.Show<SearchPage, SearchModel>(PageContext.For(http), new(null, null));

    /// <summary>Who is found. The ledger learns who was shown, never what was asked for.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var asked = Forms.Line(form["text"], 400);
        var found = asked is null ? null : await store.SearchAsync(asked, CaseReach.Of(current, AgencyGrants.ReadPeople), cancel);
        RecordedReads.Tell(http, string.Join(' ', (found ?? []).Select(one => one.Head.Id)));
        return PageResult.Show<SearchPage, SearchModel>(PageContext.For(http, "/people/search"), new(asked, found));
    }
}
