using Microsoft.AspNetCore.Http;
using System.Security.Cryptography;
using Vern.Persons.Pages;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Registration.Pages;

/// <summary>Who are you with? The first step; nothing is kept before it is answered.</summary>
/// <param name="Draft">The draft whose first step it is; null: a new one.</param>
/// <param name="Once">By what a new draft will be known, so that a form sent twice begins one.</param>
/// <param name="Audience">What was answered.</param>
/// <param name="Parent">The parent of an accompanying child.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record BeginModel(Draft? Draft, string Once, Audience? Audience, PersonId? Parent, IReadOnlyList<Problem> Problems);

/// <summary>A step of one or a few questions.</summary>
/// <param name="Draft">The draft.</param>
/// <param name="Step">The step.</param>
/// <param name="Steps">The steps for such a person, given the answers so far.</param>
/// <param name="Form">The questions.</param>
public sealed record StepModel(Draft Draft, string Step, IReadOnlyList<string> Steps, FieldForm Form)
{
    /// <summary>The language that the caseworker chose to have beside, as the form sent it; null: as the address says.</summary>
    public string? Chosen { get; init; }
}

/// <summary>What will be recorded.</summary>
/// <param name="Draft">The draft.</param>
/// <param name="Steps">The steps, each with its fields.</param>
/// <param name="Form">All fields, with what was not understood in an earlier step.</param>
public sealed record CheckModel(Draft Draft, IReadOnlyList<(string Step, IReadOnlyList<Field> Fields)> Steps, FieldForm Form);

/// <summary>
/// Meets a person: steps of one or two questions that adapt to who she is, kept at each step, left and taken up again at will, without a script. Who does not want to be known is asked nothing that tells who she
/// is, and whatever was typed before is forgotten.
/// </summary>
public static class Intake
{
    private const string Check = "check";

    /// <summary>The first step of a new intake.</summary>
    public static async Task<IResult> BeginAsync(HttpContext http, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        var page = PageContext.For(http);
        var parent = PersonId.Read(page.Asked("parent"));
        if (parent is { } id && await store.PersonAsync(id, CaseReach.Of(current, AgencyGrants.WritePeople), cancel: cancel) is null) return TypedResults.NotFound();
        return PageResult.Show<BeginPage, BeginModel>(page, new(null, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), parent is null ? null : Audience.Child, parent, []));
    }

    /// <summary>Keeps the first answer, and goes on.</summary>
    public static async Task<IResult> PostBeginAsync(HttpContext http, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        var reach = CaseReach.Of(current, AgencyGrants.WritePeople);
        var form = await http.Request.ReadFormAsync(cancel);
        var once = form["once"].ToString();
        if (once.Length != 32 || !once.All(char.IsAsciiHexDigitLower)) return TypedResults.BadRequest();
        var parent = PersonId.Read(form["parent"]);
        if (parent is { } id && await store.PersonAsync(id, reach, cancel: cancel) is null) return TypedResults.NotFound();
        if (ReadAudience(form) is not { } audience) return PageResult.Show<BeginPage, BeginModel>(PageContext.For(http, "/people/new"), new(null, once, null, parent, [NotAnswered(http)]), 400);
        var content = new DraftContent(audience, null, "", new Dictionary<string, string>()) { Parent = audience is Audience.Anonymous ? null : parent?.Value };
        var draft = await store.BeginDraftAsync(once, content with { Step = StepsOf(store, content)[0] }, reach, cancel);
        // Back to the first page, and another answer: the same draft is about somebody else now.
        if (draft.Content.Audience != audience) draft = await store.ChangeDraftAsync(once, now => now.About(audience, store.Catalogue), reach, cancel);
        return draft is null ? TypedResults.NotFound() : Forms.SeeOther(Address(draft, StepsOf(store, draft.Content)[0]));
    }

    /// <summary>A step, the check page, or where a draft was left.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, string draft, string step, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (await store.DraftAsync(draft, CaseReach.Of(current, AgencyGrants.WritePeople), cancel) is not { } found) return TypedResults.NotFound();
        if (step == "who") return PageResult.Show<BeginPage, BeginModel>(PageContext.For(http), new(found, found.Id, found.Content.Audience, PersonId.Read(found.Content.Parent), []));
        var steps = StepsOf(store, found.Content);
        if (step == Check) return ShowCheck(http, store, found, [], 200);
        // The back button can lead to a step that is not asked any more.
        if (!steps.Contains(step)) return store.Catalogue.Steps.Contains(step) ? Forms.SeeOther(Address(found, NextOf(store, found.Content, step))) : TypedResults.NotFound();
        return ShowStep(http, found, step, steps, new(store.Catalogue.AskedIn(step, found.Content.Audience, found.Content.Values), found.Content.Values, []), 200);
    }

    /// <summary>Keeps a step and goes on, back, or away. What is not understood is kept as it was typed, and told.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, string draft, string step, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        var reach = CaseReach.Of(current, AgencyGrants.WritePeople);
        if (await store.DraftAsync(draft, reach, cancel) is not { } found) return await Registered(draft, store, reach, cancel);
        var form = await http.Request.ReadFormAsync(cancel);
        if (step == "who")
        {
            if (ReadAudience(form) is not { } audience) return PageResult.Show<BeginPage, BeginModel>(PageContext.For(http, Address(found, step)), new(found, found.Id, null, PersonId.Read(found.Content.Parent), [NotAnswered(http)]), 400);
            var about = await store.ChangeDraftAsync(draft, content => content.About(audience, store.Catalogue), reach, cancel);
            return about is null ? TypedResults.NotFound() : Forms.SeeOther(Address(about, StepsOf(store, about.Content)[0]));
        }
        if (!store.Catalogue.Steps.Contains(step)) return TypedResults.NotFound();
        // What belongs to the step and is asked of such a person, whatever the form brings. A page from before it was about somebody else (the back button, another window) brings nothing: what was typed into it was forgotten.
        var typed = FieldForm.Read(store.Catalogue.AskedIn(step, found.Content.Audience, found.Content.Values), form, PageContext.For(http).Language);
        var kept = await store.ChangeDraftAsync(draft, content => content.With(typed.Values.Where(_ => form["about"] == content.Audience.ToString()), store.Catalogue) is var with && (form["go"] == "later" || form["go"] == "beside") ? with with { Step = step } : with with { Step = NextOf(store, with, step) }, reach, cancel);
        if (kept is null) return await Registered(draft, store, reach, cancel);
        var steps = StepsOf(store, kept.Content);
        if (form["go"] == "later") return Forms.SeeOther("/");
        if (form["go"] == "beside") return Forms.SeeOther(With(Address(kept, step), form["beside"]));
        if (form["go"] == "back") return Forms.SeeOther(With(Address(kept, steps.TakeWhile(name => name != step).LastOrDefault() ?? "who"), form["beside"]));
        if (typed.Problems.Count > 0 && steps.Contains(step)) return ShowStep(http, kept, step, steps, typed, 400, form["beside"]);
        return Forms.SeeOther(With(Address(kept, form["go"] == Check ? Check : NextOf(store, kept.Content, step)), form["beside"]));
    }

    /// <summary>Registers the person, once.</summary>
    public static async Task<IResult> RegisterAsync(HttpContext http, string draft, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        var reach = CaseReach.Of(current, AgencyGrants.WritePeople);
        if (await store.DraftAsync(draft, reach, cancel) is { } found)
        {
            var wrong = WrongOf(http, store, found);
            if (wrong.Count > 0) return ShowCheck(http, store, found, wrong, 400);
        }
        return await store.RegisterDraftAsync(draft, reach, cancel) is { } id ? Forms.SeeOther($"/people/{id}") : TypedResults.NotFound();
    }

    /// <summary>Discards the draft, with all that was typed.</summary>
    public static async Task<IResult> DiscardAsync(string draft, CaseStore store, CurrentPerson current, CancellationToken cancel) =>
        await store.DiscardDraftAsync(draft, CaseReach.Of(current, AgencyGrants.WritePeople), cancel) ? Forms.SeeOther("/") : TypedResults.NotFound();

    /// <summary>The steps that such a person is asked, given the answers so far.</summary>
    public static IReadOnlyList<string> StepsOf(CaseStore store, DraftContent content)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(content);
        return [.. store.Catalogue.Steps.Where(step => store.Catalogue.AskedIn(step, content.Audience, content.Values).Count > 0)];
    }

    /// <summary>The questions beside: in the language that the caseworker chose on the page, else in the one that the person speaks best, as far as it is known and translated; null: none.</summary>
    public static HerQuestions? BesideOf(string? chosen, Draft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return chosen == "none" ? null : HerQuestions.Find(chosen) ?? HerQuestions.Find(draft.Content.Values.GetValueOrDefault("contact.language"));
    }

    // What the caseworker chose to have beside goes along from step to step.
    private static string With(string address, string? beside) => beside == "none" || HerQuestions.Find(beside) is not null ? $"{address}?beside={beside}" : address;

    /// <summary>Where a draft's step is.</summary>
    public static string Address(Draft draft, string step) => $"/people/new/{draft.Id}/{step}";

    private static string NextOf(CaseStore store, DraftContent content, string step) =>
        store.Catalogue.Steps.SkipWhile(name => name != step).Skip(1).FirstOrDefault(name => store.Catalogue.AskedIn(name, content.Audience, content.Values).Count > 0) ?? Check;

    // A form of a draft that is a person by now, sent twice or by the back button: to the person.
    private static async Task<IResult> Registered(string draft, CaseStore store, CaseReach reach, CancellationToken cancel) =>
        await store.RegisterDraftAsync(draft, reach, cancel) is { } id ? Forms.SeeOther($"/people/{id}") : TypedResults.NotFound();

    private static Audience? ReadAudience(IFormCollection form) => Enum.TryParse<Audience>(form["audience"], out var audience) && Enum.IsDefined(audience) ? audience : null;

    private static Problem NotAnswered(HttpContext http) => new("audience", Texts.Source[PageContext.For(http).Language, "begin.wrong"]);

    private static IResult ShowStep(HttpContext http, Draft draft, string step, IReadOnlyList<string> steps, FieldForm form, int status, string? beside = null) =>
        PageResult.Show<StepPage, StepModel>(PageContext.For(http, Address(draft, step)), new(draft, step, steps, form) { Chosen = beside }, status);

    private static IResult ShowCheck(HttpContext http, CaseStore store, Draft draft, IReadOnlyList<Problem> problems, int status)
    {
        var steps = StepsOf(store, draft.Content).Select(step => (step, store.Catalogue.AskedIn(step, draft.Content.Audience, draft.Content.Values))).ToList();
        return PageResult.Show<CheckPage, CheckModel>(PageContext.For(http, Address(draft, Check)), new(draft, steps, new([.. steps.SelectMany(step => step.Item2)], draft.Content.Values, problems)), status);
    }

    private static List<Problem> WrongOf(HttpContext http, CaseStore store, Draft draft) =>
    [
        .. store.Catalogue.All.Where(field => store.Catalogue.IsAsked(field, draft.Content.Audience, draft.Content.Values) && draft.Content.Values.ContainsKey(field.Id))
            .Select(field => FieldForm.WrongWith(field, draft.Content.Values[field.Id], PageContext.For(http).Language)).OfType<Problem>(),
    ];
}
