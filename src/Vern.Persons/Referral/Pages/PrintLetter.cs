using Microsoft.AspNetCore.Http;
using Vern.Persons.Registration;
using Vern.Platform.Access;
using Vern.Platform.Interface;

namespace Vern.Persons.Referral.Pages;

/// <summary>What do I send, and what do I say on the telephone?</summary>
/// <param name="Person">The person; not on the letter.</param>
/// <param name="Letter">Address and passphrase.</param>
/// <param name="Body">Whom it is for.</param>
/// <param name="Address">The page's address, whole.</param>
public sealed record LetterModel(PersonId Person, ReplyLetter Letter, Service Body, string Address);

/// <summary>The letter to a body that runs no Vern, for printing: an address and a code, nothing of the person. The passphrase beside it is not printed.</summary>
public static class PrintLetter
{
    /// <summary>The letter.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, string id, string referral, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (await FindAsync(id, referral, store, current, cancel) is not var (person, letter) || await store.ServiceAsync(letter.Body, cancel) is not { } body) return TypedResults.NotFound();
        return PageResult.Show<LetterPage, LetterModel>(PageContext.For(http), new(person, letter, body, $"{http.Request.Scheme}://{http.Request.Host}/reply/{letter.Code}"));
    }

    /// <summary>Makes a new address and passphrase: the old ones open nothing any more.</summary>
    public static async Task<IResult> RenewAsync(HttpContext http, string id, string referral, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (await FindAsync(id, referral, store, current, cancel) is not var (person, _)) return TypedResults.NotFound();
        return await store.RenewLetterAsync(referral, CaseReach.Of(current, AgencyGrants.WritePeople), cancel) is Stepped.Gone ? TypedResults.NotFound() : FormGuard.SeeOther($"/people/{person}/referrals/{referral}/letter");
    }

    private static async Task<(PersonId Person, ReplyLetter Letter)?> FindAsync(string id, string referral, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        var reach = CaseReach.Of(current, AgencyGrants.WritePeople);
        return PersonId.Read(id) is { } person && await store.ReferralAsync(referral, reach, cancel) is { Head: { Ours: true } head } && head.Person == person && await store.LetterAsync(referral, reach, cancel) is { } letter ? (person, letter) : null;
    }
}
