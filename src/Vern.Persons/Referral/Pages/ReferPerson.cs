using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Collection;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Referral.Pages;

/// <summary>Who can help, and what will they see?</summary>
/// <param name="Top">The person.</param>
/// <param name="Services">The bodies that fit, best first.</param>
/// <param name="Asked">What was chosen.</param>
/// <param name="Facts">What may be sent; less what is left out, it is exactly what will be. Null while it is still being chosen to whom.</param>
/// <param name="Until">The last day that she agreed to.</param>
/// <param name="Problems">What was not understood, or stands in the way.</param>
public sealed record ReferModel(PersonTop Top, IReadOnlyList<Service> Services, AskedReferral Asked, IReadOnlyList<Fact>? Facts, DateOnly Until, IReadOnlyList<Problem> Problems);

/// <summary>A referral as typed.</summary>
public sealed record AskedReferral(string Origin, ReferralKind Kind, string Body, string Purpose, string Need, int Due)
{
    /// <summary>Whether it goes by letter, to a body that runs no Vern.</summary>
    public bool ByLetter { get; init; }
    /// <summary>What is left out of what may be shared, by <see cref="CaseStore.PlaceOf"/>.</summary>
    public IReadOnlySet<string> LeftOut { get; init; } = new HashSet<string>();
}

/// <summary>Refers a person, in two steps: to whom and for what; then exactly what will be sent.</summary>
public static class ReferPerson
{
    /// <summary>How soon an answer can be asked for, in hours.</summary>
    public static IReadOnlyList<int> Dues { get; } = [4, 24, 72, 168];

    /// <summary>The first step.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel)
    {
        if (await PersonTop.ReadAsync(http, id, AgencyGrants.WritePeople, cancel) is not { } top) return TypedResults.NotFound();
        var asked = new AskedReferral(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), ReferralKind.Referral, PageContext.For(http).Asked("to") ?? "", "protection", "", 72);
        return await ShowAsync(http, top, store, asked, null, default, [], 200, cancel);
    }

    /// <summary>The preview.</summary>
    public static Task<IResult> PreviewAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => TakeAsync(http, id, store, send: false, cancel);

    /// <summary>Sends what was previewed, once.</summary>
    public static Task<IResult> PostAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => TakeAsync(http, id, store, send: true, cancel);

    private static async Task<IResult> TakeAsync(HttpContext http, string id, CaseStore store, bool send, CancellationToken cancel)
    {
        if (await PersonTop.ReadAsync(http, id, AgencyGrants.WritePeople, cancel) is not { } top) return TypedResults.NotFound();
        var sent = await http.Request.ReadFormAsync(cancel);
        string Of(string name) => sent[name].ToString().Trim();
        var language = PageContext.For(http).Language;
        string Text(string key) => Texts.Source[language, key];
        if (Of("origin") is not { Length: 32 } origin || !origin.All(char.IsAsciiHexDigitLower)) return TypedResults.BadRequest();
        var problems = new List<Problem>();
        if (!Enum.TryParse<ReferralKind>(Of("kind"), out var kind) || !Enum.IsDefined(kind)) problems.Add(new("kind", Text("wrong.kind")));
        if (!int.TryParse(Of("due"), out var due) || !Dues.Contains(due)) problems.Add(new("due", Text("wrong.due")));
        var asked = new AskedReferral(origin, kind, Of("body"), Of("purpose"), Of("need").ReplaceLineEndings("\n"), due);
        if (await store.ServiceAsync(asked.Body, cancel) is not { Active: true } service) problems.Add(new("body", Text("wrong.body")));
        else asked = asked with { ByLetter = send ? Of("way") == "letter" : service.Key is null };
        if (!store.Catalogue.Purposes.Contains(asked.Purpose)) problems.Add(new("purpose", Text("wrong.refer-purpose")));
        if (asked.Need.Length is 0 or > ReferralMessage.LongestWords) problems.Add(new("need", Text("wrong.need")));
        else if (FreeText.HoldsIdentityNumber(asked.Need)) problems.Add(new("need", Text("wrong.need-number")));
        if (problems.Count > 0) return await ShowAsync(http, top, store, asked, null, default, problems, 400, cancel);
        if (await store.PreviewAsync(top.Person.Head.Id, asked.Body, asked.Purpose, null, top.Reach, cancel) is not var (facts, until)) return TypedResults.NotFound();
        // Ticked is what goes along: of what may be shared, the rest is left out. Nothing can be added.
        if (Of("narrow") == "yes") asked = asked with { LeftOut = facts.Where(fact => !sent["section"].Contains(fact.Field.Section) || !sent["fact"].Contains(CaseStore.PlaceOf(fact))).Select(CaseStore.PlaceOf).ToHashSet(StringComparer.Ordinal) };
        // Something else was unticked than what the preview showed: it is shown before it is sent.
        if (send && Of("all") == CaseStore.PreviewMark(facts) && Of("seen") != CaseStore.PreviewMark(facts.Where(fact => !asked.LeftOut.Contains(CaseStore.PlaceOf(fact))))) return await ShowAsync(http, top, store, asked, facts, until, [new(null, Text("refer.narrowed"))], 409, cancel);
        if (send)
        {
            var stepped = await store.SendReferralAsync(new(asked.Origin, top.Person.Head.Id, asked.Kind, asked.Body, asked.Purpose, MayShare.AllSections.ToHashSet(StringComparer.Ordinal), asked.Need, asked.Due) { ByLetter = asked.ByLetter, LeftOut = asked.LeftOut }, Of("seen"), top.Reach, cancel);
            if (stepped is Stepped.Done) return FormGuard.SeeOther($"/people/{top.Person.Head.Id}/referrals/{asked.Origin}{(asked.ByLetter ? "/letter" : "")}");
            if (stepped is Stepped.Gone) return TypedResults.NotFound();
            problems.Add(new(null, Text($"stepped.{stepped}")));
            if (await store.PreviewAsync(top.Person.Head.Id, asked.Body, asked.Purpose, null, top.Reach, cancel) is not var (newer, last)) return TypedResults.NotFound();
            (facts, until) = (newer, last);
        }
        return await ShowAsync(http, top, store, asked, facts, until, problems, problems.Count > 0 ? 409 : 200, cancel);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, PersonTop top, CaseStore store, AskedReferral asked, IReadOnlyList<Fact>? facts, DateOnly until, IReadOnlyList<Problem> problems, int status, CancellationToken cancel)
    {
        var all = await store.ServicesAsync(cancel: cancel);
        var fitting = SearchServices.Run(all, ServiceNeeds.Of(top.Person.Head.Audience, top.Person["about.sex"], top.Person["contact.language"]), store.Today);
        // Those that fit first; police, counsel and others that take nobody in after them.
        return PageResult.Show<ReferPage, ReferModel>(PageContext.For(http, $"/people/{top.Person.Head.Id}/refer"), new(top, [.. fitting, .. all.Except(fitting)], asked, facts, until, problems), status);
    }
}
