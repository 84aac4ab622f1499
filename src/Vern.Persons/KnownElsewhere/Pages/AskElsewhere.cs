using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Collection;
using Vern.Persons.Pages;
using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;
using Vern.Platform.Localisation;

namespace Vern.Persons.KnownElsewhere.Pages;

/// <summary>A page of the slice, with its texts.</summary>
public abstract class ElsewherePart<TModel> : PageComponent<TModel>
{
    /// <inheritdoc />
    protected override TextSource Source => KnownElsewhere.Texts.Source;
}

/// <summary>Does another agency know her?</summary>
/// <param name="Top">The person.</param>
/// <param name="Consent">Her newest answer; null: she was not asked.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Questions">What was asked.</param>
/// <param name="Matches">Likely matches, on either side.</param>
/// <param name="Bodies">Names of the agencies that take part.</param>
/// <param name="Names">Names of the directory, by id.</param>
/// <param name="Words">The words that she is asked.</param>
/// <param name="Language">The language of them.</param>
/// <param name="Until">The last day that is asked about.</param>
/// <param name="Once">By what a new answer or question will be known, so that a form sent twice is done once.</param>
/// <param name="Typed">What was typed.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record AskElsewhereModel(PersonTop Top, Consent? Consent, bool Holds, IReadOnlyList<AskedElsewhere> Questions, IReadOnlyList<ElsewhereMatch> Matches, IReadOnlyList<string> Bodies, IReadOnlyDictionary<string, string> Names, string Words, Language Language, DateOnly Until, string Once, IReadOnlyDictionary<string, string> Typed, IReadOnlyList<Problem> Problems);

/// <summary>The tab of a person's page: her consent, the question, what came of it.</summary>
public static class AskElsewhere
{
    private const int ConsentDays = 183;

    /// <summary>The tab.</summary>
    public static Task<IResult> GetAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.WritePeople, top => ShowAsync(http, top, store, new Dictionary<string, string>(), [], 200, cancel), cancel);

    /// <summary>Records her answer, to the words that were shown.</summary>
    public static Task<IResult> ConsentAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.WritePeople, async top =>
    {
        var sent = await http.Request.ReadFormAsync(cancel);
        var (page, audience) = (PageContext.For(http, $"/people/{top.Person.Head.Id}/elsewhere"), top.Person.Head.Audience);
        var typed = ((string[])["once", "language", "answer", "form", "child", "until", "words"]).ToDictionary(name => name, name => Forms.Line(sent[name], 64) ?? "");
        if (typed["once"].Length != 32 || !typed["once"].All(char.IsAsciiHexDigitLower) || Language.Find(typed["language"]) is not { } language || audience is Audience.Anonymous) return TypedResults.BadRequest();
        var problems = new List<Problem>();
        void Wrong(string field, string key) => problems.Add(new(field, Referral.Texts.Source[page.Language, key]));
        var asChild = audience is Audience.Child or Audience.Uncertain;
        if (!Enum.TryParse<ConsentAnswer>(typed["answer"], out var answer) || !Enum.IsDefined(answer)) Wrong("answer", "wrong.answer");
        if (!Enum.TryParse<ConsentForm>(typed["form"], out var form) || !Enum.IsDefined(form) || form is ConsentForm.None) Wrong("form", "wrong.form");
        var child = ChildView.NotAsked;
        if (asChild && (!Enum.TryParse(typed["child"], out child) || !Enum.IsDefined(child) || child is ChildView.NotAsked)) Wrong("child", "wrong.child");
        else if (asChild && answer is ConsentAnswer.Given && form is not ConsentForm.Guardian && problems.Count == 0) Wrong("form", "wrong.guardian");
        if (!asChild && form is ConsentForm.Guardian) Wrong("form", "wrong.no-guardian");
        var until = store.Today.AddDays(ConsentDays);
        var words = WordsOf(language, until);
        if (typed["until"] != Iso(until) || typed["words"] != Referral.Pages.AskConsent.DigestOf(words)) Wrong("answer", "wrong.words"); // the page is of another day, or the wording changed: she hears it again
        if (problems.Count > 0) return await ShowAsync(http, top, store, typed, problems, 400, cancel);
        return await store.RecordConsentAsync(top.Person.Head.Id, new(typed["once"], ElsewhereConsent.Recipient, ElsewhereConsent.Purpose, ElsewhereConsent.Sections, LegalGround.Consent, answer, form, asChild ? child : ChildView.NotAsked, until, language.Code, 1, words), top.Reach, cancel)
            ? Forms.SeeOther($"/people/{top.Person.Head.Id}/elsewhere?done=recorded") : TypedResults.NotFound();
    }, cancel);

    /// <summary>Asks.</summary>
    public static Task<IResult> PostAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.WritePeople, async top =>
    {
        var once = (await http.Request.ReadFormAsync(cancel))["once"].ToString();
        if (once.Length != 32 || !once.All(char.IsAsciiHexDigitLower)) return TypedResults.BadRequest();
        return await EndAsync(http, top, store, await store.AskElsewhereAsync(once, top.Person.Head.Id, top.Reach, cancel), "asked", cancel);
    }, cancel);

    /// <summary>Takes a question back.</summary>
    public static Task<IResult> TakeBackAsync(HttpContext http, string id, string question, CaseStore store, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.WritePeople, async top =>
        await EndAsync(http, top, store, await store.TakeBackElsewhereAsync(question, top.Person.Head.Id, top.Reach, cancel), "taken-back", cancel), cancel);

    /// <summary>The asking side's word on an agency's offer.</summary>
    public static Task<IResult> AnswerAsync(HttpContext http, string id, string match, CaseStore store, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.WritePeople, async top =>
    {
        var sent = await http.Request.ReadFormAsync(cancel);
        var (contact, problem) = ReadAnswer(sent, match, PageContext.For(http).Language);
        if (problem is not null) return await ShowAsync(http, top, store, new Dictionary<string, string> { [$"contact-{match}"] = Forms.Line(sent["contact"], 2000) ?? "" }, [problem], 400, cancel);
        if (await store.ElsewhereOfAsync(top.Person.Head.Id, top.Reach, cancel) is not var (_, matches) || matches.All(one => one.Id != match || !one.Asked)) return TypedResults.NotFound();
        return await EndAsync(http, top, store, await store.AnswerElsewhereAsync(match, contact, top.Reach, cancel), contact is null ? "declined" : "agreed", cancel);
    }, cancel);

    /// <summary>A side's word, as sent: how it is reached, or no; or what was expected.</summary>
    internal static (string? Contact, Problem? Problem) ReadAnswer(IFormCollection sent, string match, Language language)
    {
        if (sent["answer"] == "no") return (null, null);
        var contact = Forms.Line(sent["contact"], int.MaxValue) ?? "";
        if (contact.Length is 0 or > ElsewhereMessage.LongestContact) return (null, new($"contact-{match}", Texts.Source.Format(language, "contact.wrong", ElsewhereMessage.LongestContact)));
        return FreeText.HoldsIdentityNumber(contact) ? (null, new($"contact-{match}", Texts.Source[language, "contact.number"])) : (contact, null);
    }

    private static async Task<IResult> EndAsync(HttpContext http, PersonTop top, CaseStore store, ElsewhereDone done, string what, CancellationToken cancel) => done switch
    {
        ElsewhereDone.Done => Forms.SeeOther($"/people/{top.Person.Head.Id}/elsewhere?done={what}"),
        ElsewhereDone.Gone when what is "asked" => TypedResults.NotFound(),
        _ => await ShowAsync(http, top, store, new Dictionary<string, string>(), [new(null, Texts.Source[PageContext.For(http).Language, $"not.{done}"])], 409, cancel),
    };

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static string WordsOf(Language language, DateOnly until) => Texts.Source.Format(language, "consent.words", until.ToString(language.Code is "da" or "nb" ? "d. MMMM yyyy" : "d MMMM yyyy", language.Culture));

    private static async Task<IResult> ShowAsync(HttpContext http, PersonTop top, CaseStore store, IReadOnlyDictionary<string, string> typed, IReadOnlyList<Problem> problems, int status, CancellationToken cancel)
    {
        var id = top.Person.Head.Id;
        if (await store.ElsewhereOfAsync(id, top.Reach, cancel) is not var (questions, matches)) return TypedResults.NotFound();
        var page = PageContext.For(http, $"/people/{id}/elsewhere");
        var consents = (await store.ConsentsAsync(id, top.Reach, cancel)) ?? [];
        var language = Language.Find(typed.GetValueOrDefault("language") ?? page.Asked("words")) ?? Language.Find(top.Person["contact.language"]) ?? page.Language;
        var until = store.Today.AddDays(ConsentDays);
        return PageResult.Show<AskElsewherePage, AskElsewhereModel>(page, new(top, ElsewhereConsent.Newest(consents), ElsewhereConsent.Holds(consents, top.Person.Head.Audience, store.Today), questions, matches,
            [.. (await store.ElsewhereBodiesAsync(cancel)).Select(body => body.Name)], (await store.ServicesAsync(all: true, cancel)).ToDictionary(body => body.Id, body => body.Name, StringComparer.Ordinal), WordsOf(language, until), language, until, PersonTabs.New(), typed, problems), status);
    }
}
