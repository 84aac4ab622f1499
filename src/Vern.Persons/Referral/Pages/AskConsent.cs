using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;
using Vern.Platform.Localisation;

namespace Vern.Persons.Referral.Pages;

/// <summary>May we share this?</summary>
/// <param name="Top">The person.</param>
/// <param name="Services">The directory.</param>
/// <param name="Asked">What is asked.</param>
/// <param name="Words">The words for her; null while it is still being chosen what to ask.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record AskConsentModel(PersonTop Top, IReadOnlyList<Service> Services, AskedConsent Asked, string? Words, IReadOnlyList<Problem> Problems);

/// <summary>What is asked, as typed.</summary>
public sealed record AskedConsent(string Origin, string Recipient, string Purpose, IReadOnlySet<string> Sections, string Until, string Ground, string Language, string Answer, string Form, string Child);

/// <summary>Asks for consent in two steps: what and for whom; then the words, in her language, and her answer.</summary>
public static class AskConsent
{
    /// <summary>What an answer is offered to last.</summary>
    private const int OfferedDays = 183;

    /// <summary>The first step, empty.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel)
    {
        if (await PersonTop.ReadAsync(http, id, AgencyGrants.WritePeople, cancel) is not { } top) return TypedResults.NotFound();
        var page = PageContext.For(http);
        var hers = Language.Find(top.Person["contact.language"])?.Code ?? page.Language.Code;
        var asked = new AskedConsent(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), page.Asked("to") ?? "", page.Asked("for") is { } purpose && store.Catalogue.Purposes.Contains(purpose) ? purpose : "protection", new HashSet<string>(StringComparer.Ordinal), store.Today.AddDays(OfferedDays).ToString("O", CultureInfo.InvariantCulture), LegalGround.Consent, hers, "", "", "");
        return await ShowAsync(http, top, store, asked, null, [], 200, cancel);
    }

    /// <summary>The words for what was chosen.</summary>
    public static Task<IResult> WordsAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => TakeAsync(http, id, store, answered: false, cancel);

    /// <summary>Records her answer.</summary>
    public static Task<IResult> PostAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => TakeAsync(http, id, store, answered: true, cancel);

    private static async Task<IResult> TakeAsync(HttpContext http, string id, CaseStore store, bool answered, CancellationToken cancel)
    {
        if (await PersonTop.ReadAsync(http, id, AgencyGrants.WritePeople, cancel) is not { } top) return TypedResults.NotFound();
        var sent = await http.Request.ReadFormAsync(cancel);
        string Of(string name) => sent[name].ToString().Trim();
        var asked = new AskedConsent(Of("origin"), Of("recipient"), Of("purpose"), sent["section"].OfType<string>().ToHashSet(StringComparer.Ordinal), Of("until"), Of("ground"), Of("language"), Of("answer"), Of("form"), Of("child"));
        if (asked.Origin.Length != 32 || !asked.Origin.All(char.IsAsciiHexDigitLower)) return TypedResults.BadRequest();
        var page = PageContext.For(http, $"/people/{top.Person.Head.Id}/consent/ask");
        var (until, problems) = await CheckAsync(asked, top, store, page.Language, cancel);
        if (problems.Count > 0) return await ShowAsync(http, top, store, asked, null, problems, 400, cancel);
        var service = (await store.ServiceAsync(asked.Recipient, cancel))!;
        var isConsent = asked.Ground == LegalGround.Consent;
        var words = isConsent ? ConsentText.Of(service.Name, asked.Purpose, asked.Sections, until, top.Person.Head.Audience, Language.Find(asked.Language)!) : Texts.Source[page.Language, $"ground.{asked.Ground}.why"];
        if (!answered) return await ShowAsync(http, top, store, asked, words, [], 200, cancel);
        var (answer, form, child) = (ConsentAnswer.Given, ConsentForm.None, ChildView.NotAsked);
        if (isConsent)
        {
            string Text(string key) => Texts.Source[page.Language, key];
            var treatedAsChild = top.Person.Head.Audience is Registration.Fields.Audience.Child or Registration.Fields.Audience.Uncertain;
            if (!Enum.TryParse(asked.Answer, out answer) || !Enum.IsDefined(answer)) problems.Add(new("answer", Text("wrong.answer")));
            if (!Enum.TryParse(asked.Form, out form) || !Enum.IsDefined(form) || form is ConsentForm.None) problems.Add(new("form", Text("wrong.form")));
            if (treatedAsChild && (!Enum.TryParse(asked.Child, out child) || !Enum.IsDefined(child) || child is ChildView.NotAsked)) problems.Add(new("child", Text("wrong.child")));
            else if (treatedAsChild && answer is ConsentAnswer.Given && form is not ConsentForm.Guardian) problems.Add(new("form", Text("wrong.guardian")));
            if (!treatedAsChild && form is ConsentForm.Guardian) problems.Add(new("form", Text("wrong.no-guardian")));
            // The words that were shown are those that she answered to: where a name or a wording changed meanwhile, they are read out again.
            if (sent["words"].ToString() != DigestOf(words)) problems.Add(new(null, Text("wrong.words")));
            if (problems.Count > 0) return await ShowAsync(http, top, store, asked, words, problems, 400, cancel);
        }
        var recorded = new NewConsent(asked.Origin, asked.Recipient, asked.Purpose, asked.Sections, asked.Ground, answer, form, Treated(child), until, isConsent ? asked.Language : page.Language.Code, ConsentText.Version, isConsent ? words : null);
        return await store.RecordConsentAsync(top.Person.Head.Id, recorded, top.Reach, cancel) ? FormGuard.SeeOther($"/people/{top.Person.Head.Id}/consent?done=recorded") : TypedResults.NotFound();

        ChildView Treated(ChildView view) => top.Person.Head.Audience is Registration.Fields.Audience.Child or Registration.Fields.Audience.Uncertain ? view : ChildView.NotAsked;
    }

    private static async Task<(DateOnly Until, List<Problem> Problems)> CheckAsync(AskedConsent asked, PersonTop top, CaseStore store, Language language, CancellationToken cancel)
    {
        var problems = new List<Problem>();
        void Wrong(string field, string key) => problems.Add(new(field, Texts.Source[language, key]));
        var audience = top.Person.Head.Audience;
        var service = await store.ServiceAsync(asked.Recipient, cancel);
        if (service is not { Active: true }) Wrong("recipient", "wrong.recipient");
        var possible = MayShare.SectionsFor(asked.Purpose, audience);
        if (possible.Count == 0) Wrong("purpose", "wrong.purpose");
        else if (asked.Sections.Count == 0) Wrong("section", "wrong.section");
        else if (!asked.Sections.IsSubsetOf(possible)) problems.Add(new("section", Texts.Source.Format(language, "wrong.section-purpose", string.Join(", ", asked.Sections.Except(possible).Select(section => Texts.Source.Find(language, $"kind.{section}") ?? "?")))));
        var until = TypedDay.Read(asked.Until) ?? default;
        if (until < store.Today || until > store.Today.AddDays(CaseStore.LongestConsentDays)) Wrong("until", "wrong.until");
        if (asked.Ground != LegalGround.Consent && (service is null || LegalGround.Find(asked.Ground)?.Holds(service.Kind, asked.Purpose, audience) is not true)) Wrong("ground", "wrong.ground");
        if (Language.Find(asked.Language) is null) Wrong("language", "wrong.language");
        return (until, problems);
    }

    /// <summary>What tells a form's words from others.</summary>
    internal static string DigestOf(string words) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(words)).AsSpan(0, 8));

    private static async Task<IResult> ShowAsync(HttpContext http, PersonTop top, CaseStore store, AskedConsent asked, string? words, IReadOnlyList<Problem> problems, int status, CancellationToken cancel) =>
        PageResult.Show<AskConsentPage, AskConsentModel>(PageContext.For(http, $"/people/{top.Person.Head.Id}/consent/ask"), new(top, await store.ServicesAsync(cancel: cancel), asked, words, problems), status);
}
