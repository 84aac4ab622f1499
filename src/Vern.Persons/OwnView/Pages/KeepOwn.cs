using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Pages;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;
using Vern.Platform.Localisation;

namespace Vern.Persons.OwnView.Pages;

/// <summary>How does she see her case herself, and what has she asked?</summary>
/// <param name="Top">The person.</param>
/// <param name="Cards">Her cards, newest first.</param>
/// <param name="Words">What she asked, newest first.</param>
/// <param name="Subjects">Whom a complaint may name.</param>
/// <param name="Once">By what the next form will be known.</param>
/// <param name="Now">The moment.</param>
/// <param name="Number">The number of a complaint that was just written down; null: none.</param>
/// <param name="Typed">What was typed into a form that was not taken.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record KeepOwnModel(PersonTop Top, IReadOnlyList<OwnCard> Cards, IReadOnlyList<OwnWords> Words, IReadOnlyList<ComplaintReader> Subjects, string Once, DateTimeOffset Now, string? Number, string Typed, IReadOnlyList<Problem> Problems);

/// <summary>The card with her code: shown once.</summary>
/// <param name="Person">The person.</param>
/// <param name="Code">The code in groups; null where this form was sent before.</param>
/// <param name="Until">Until when.</param>
/// <param name="Address">Where she types it.</param>
/// <param name="Scan">The same for her telephone's camera; the code is not in it, so that it stands in no history of a browser.</param>
/// <param name="Language">The language that the card is written in.</param>
public sealed record CardModel(PersonId Person, string? Code, DateTimeOffset Until, string Address, string Scan, Language Language);

/// <summary>A caseworker's side of a person's own view: cards, questions, a complaint written down for her.</summary>
public static class KeepOwn
{
    /// <summary>The tab.</summary>
    public static Task<IResult> GetAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.WritePeople, top => ShowAsync(http, top, store, "", [], cancel), cancel);

    /// <summary>Makes a card, after she was asked whether it is safe to have one, and shows it once.</summary>
    public static Task<IResult> MakeAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.WritePeople, async top =>
    {
        var form = await http.Request.ReadFormAsync(cancel);
        if (form["safe"] != "yes") return await ShowAsync(http, top, store, "", [Of(http, "safe", "card.safe.wrong")], cancel);
        if (!int.TryParse(form["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) || !CaseStore.CardDays.Contains(days)) return TypedResults.BadRequest();
        if (await store.MakeCardAsync(SayOwn.Once(form), top.Person.Head.Id, days, top.Reach, cancel) is not { } card) return TypedResults.NotFound();
        var page = PageContext.For(http, $"/people/{top.Person.Head.Id}/own");
        return PageResult.Show<CardPage, CardModel>(page, new(top.Person.Head.Id, card.Code is { } code ? OwnCode.Shown(code) : null, card.ExpiresAt, $"{http.Request.Host}/my-case", $"{http.Request.Scheme}://{http.Request.Host}/my-case", page.Workspace.Languages.FirstOrDefault(language => language.Code == form["language"]) ?? page.Language));
    }, cancel);

    /// <summary>Makes a card dead.</summary>
    public static Task<IResult> RevokeAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.WritePeople, async top =>
        long.TryParse((await http.Request.ReadFormAsync(cancel))["card"], NumberStyles.None, CultureInfo.InvariantCulture, out var card) && await store.RevokeCardAsync(top.Person.Head.Id, card, top.Reach, cancel) ? Back(top) : TypedResults.NotFound(), cancel);

    /// <summary>Answers what she asked.</summary>
    public static Task<IResult> AnswerAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.WritePeople, async top =>
    {
        var form = await http.Request.ReadFormAsync(cancel);
        if (!long.TryParse(form["words"], NumberStyles.None, CultureInfo.InvariantCulture, out var words)) return TypedResults.NotFound();
        if (SayOwn.Words(form["answer"]) is not { Length: <= CaseStore.LongestOwnWords } answer) return await ShowAsync(http, top, store, form["answer"].ToString(), [Of(http, $"answer-{words}", "answer.wrong")], cancel);
        await store.AnswerAsync(top.Person.Head.Id, words, answer, top.Reach, cancel); // answered by a colleague meanwhile: the page shows it
        return Back(top);
    }, cancel);

    /// <summary>Writes a complaint down for her.</summary>
    public static Task<IResult> ComplainAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.WritePeople, async top =>
    {
        var form = await http.Request.ReadFormAsync(cancel);
        if (SayOwn.Words(form["complaint"]) is not { Length: <= CaseStore.LongestComplaint } words) return await ShowAsync(http, top, store, form["complaint"].ToString(), [Of(http, "complaint-words", "complain.wrong")], cancel);
        if (await SayOwn.AboutAsync(form["about"], top.Person.Head.Id, store, cancel) is not var (subject, about)) return await ShowAsync(http, top, store, words, [Of(http, "about", "complain.about.wrong")], cancel);
        return await store.ComplainAsync(top.Person.Head.Id, new(SayOwn.Once(form), subject, about, words), top.Reach, cancel) is { } number ? Forms.SeeOther($"/people/{top.Person.Head.Id}/own?number={number}") : TypedResults.NotFound();
    }, cancel);

    private static Problem Of(HttpContext http, string field, string key) => new(field, Texts.Source[PageContext.For(http).Language, key]);

    private static IResult Back(PersonTop top) => Forms.SeeOther($"/people/{top.Person.Head.Id}/own");

    private static async Task<IResult> ShowAsync(HttpContext http, PersonTop top, CaseStore store, string typed, IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        var page = PageContext.For(http, $"/people/{top.Person.Head.Id}/own");
        if (await store.CardsAsync(top.Person.Head.Id, top.Reach, cancel) is not { } cards || await store.OwnWordsAsync(top.Person.Head.Id, top.Reach, cancel) is not { } words) return TypedResults.NotFound();
        return PageResult.Show<KeepOwnPage, KeepOwnModel>(page, new(top, cards, words, await store.ComplaintSubjectsAsync(top.Person.Head.Id, cancel), PersonTabs.New(), page.Now, page.Asked("number") is { Length: 7 } number ? number : null, typed.Length > 8000 ? typed[..8000] : typed, problems), problems.Count > 0 ? 400 : 200);
    }
}
