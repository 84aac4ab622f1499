using Microsoft.AspNetCore.Http;
using Vern.Persons.Collection;
using Vern.Persons.Pages.BodyForm;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Sealing;

namespace Vern.Persons.Pages.Control;

/// <summary>By what does one know that it is this unit? Public keys and digests only: what others compare by telephone or on paper.</summary>
/// <param name="Year">The latest round, for the way to the other pages.</param>
/// <param name="Unit">The unit's key pairs, the current one first: public keys, when they were made and replaced.</param>
/// <param name="LedgerKey">The key that the ledger is verified with.</param>
/// <param name="Forms">The page for bodies of each open round.</param>
public sealed record KeysModel(int? Year, IReadOnlyList<KeptPair> Unit, string LedgerKey, IReadOnlyList<BodyPage> Forms);

/// <summary>Shows the unit's public keys.</summary>
public static class ShowKeys
{
    /// <summary>The page.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, NationalStore store, WorkspaceLedger ledger, PublishPage publish, CancellationToken cancel)
    {
        var years = await store.YearsAsync(cancel);
        var forms = new List<BodyPage>();
        foreach (var year in years)
            if (await publish.PageAsync(year, cancel) is { } form) forms.Add(form);
        await store.Keys.PublicAsync(cancel); // a key that nobody has asked for yet is made now
        return PageResult.Show<KeysPage, KeysModel>(PageContext.For(http), new(years is [var latest, ..] ? latest : null, (await store.Keys.StateAsync(cancel)).Pairs, ledger.Key.ToString(), forms));
    }
}
