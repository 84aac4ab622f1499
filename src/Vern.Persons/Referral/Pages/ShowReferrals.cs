using Microsoft.AspNetCore.Http;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Interface;

namespace Vern.Persons.Referral.Pages;

/// <summary>Who has been asked to help, and what did they say?</summary>
/// <param name="Top">The person.</param>
/// <param name="Referrals">Her referrals, newest first.</param>
/// <param name="Names">Names of bodies, by id.</param>
public sealed record ReferralsModel(PersonTop Top, IReadOnlyList<ReferralHead> Referrals, IReadOnlyDictionary<string, string> Names);

/// <summary>What is asked of us?</summary>
/// <param name="Referrals">What came in: waiting by clock, then the rest.</param>
/// <param name="Names">Names of bodies, by id.</param>
public sealed record InboxModel(IReadOnlyList<ReferralHead> Referrals, IReadOnlyDictionary<string, string> Names);

/// <summary>Lists of referrals: a person's, and what came in.</summary>
public static class ShowReferrals
{
    /// <summary>A person's referrals.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) =>
        await PersonTop.ReadAsync(http, id, AgencyGrants.ReadPeople, cancel) is { } top && await store.ReferralsAsync(top.Person.Head.Id, top.Reach, cancel) is { } referrals
            ? PageResult.Show<ReferralsPage, ReferralsModel>(PageContext.For(http), new(top, referrals, await NamesAsync(store, cancel))) : TypedResults.NotFound();

    /// <summary>The inbox.</summary>
    public static async Task<IResult> InboxAsync(HttpContext http, CaseStore store, CancellationToken cancel) =>
        PageResult.Show<InboxPage, InboxModel>(PageContext.For(http), new(await store.InboxAsync(cancel), await NamesAsync(store, cancel)));

    internal static async Task<IReadOnlyDictionary<string, string>> NamesAsync(CaseStore store, CancellationToken cancel) => (await store.ServicesAsync(all: true, cancel)).ToDictionary(service => service.Id, service => service.Name, StringComparer.Ordinal);
}
