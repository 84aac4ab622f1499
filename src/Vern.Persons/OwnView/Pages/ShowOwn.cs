using Microsoft.AspNetCore.Http;
using Vern.Persons.Pages;
using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Registration.Pages;
using Vern.Persons.Rights;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.OwnView.Pages;

/// <summary>The door of the own view.</summary>
/// <param name="Ended">Whether a session ended by itself.</param>
/// <param name="Problems">Why a code was not taken.</param>
public sealed record OwnDoorModel(bool Ended, IReadOnlyList<Problem> Problems);

/// <summary>A right in her words, and how it stands.</summary>
/// <param name="Right">The right, from the sheet.</param>
/// <param name="State">How it stands, by code; words are <c>right.CODE</c>.</param>
public sealed record OwnRight(SheetRight Right, string State);

/// <summary>Who looked at, or did, what, on a day.</summary>
/// <param name="On">The day.</param>
/// <param name="Kind">The kind of act.</param>
/// <param name="Role">In what role, as the ledger has it.</param>
/// <param name="Times">How often that day.</param>
public sealed record OwnLook(DateTimeOffset On, string Kind, string Role, int Times);

/// <summary>What is happening, who has seen it, what did I agree to?</summary>
/// <param name="Sheet">The rights sheet that her rights are told with.</param>
/// <param name="Rights">Her rights as they stand.</param>
/// <param name="Deadlines">What comes next, with its days.</param>
/// <param name="Today">The day.</param>
/// <param name="Consents">What she agreed to and holds, with the body's name.</param>
/// <param name="Referrals">Who was asked to help, with the body's name.</param>
/// <param name="Looks">Who has looked, newest first; null where the ledger's files cannot be read.</param>
/// <param name="Words">What she asked, and the answers.</param>
/// <param name="Complaints">Her complaints.</param>
/// <param name="Subjects">Whom she may complain of by name.</param>
/// <param name="Once">By what the next form will be known, so that one sent twice is taken once.</param>
/// <param name="Typed">What she typed into a form that was not taken, by field.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record OwnViewModel(RightsSheet Sheet, IReadOnlyList<OwnRight> Rights, IReadOnlyList<Deadline> Deadlines, DateOnly Today, IReadOnlyList<(string Body, Consent Consent)> Consents, IReadOnlyList<(string Body, ReferralHead Referral)> Referrals,
    IReadOnlyList<OwnLook>? Looks, IReadOnlyList<OwnWords> Words, IReadOnlyList<Complaint> Complaints, IReadOnlyList<ComplaintReader> Subjects, string Once, IReadOnlyDictionary<string, string> Typed, IReadOnlyList<Problem> Problems);

/// <summary>A person's own view of her process: a page with a code, without an account. Nothing in its title or address tells what it is about.</summary>
public static class ShowOwn
{
    /// <summary>Holds the token of her session until the browser is closed; sent to this page alone.</summary>
    public const string Cookie = "vern-own";
    /// <summary>The role under which the ledger tells what she does herself.</summary>
    public const string Role = "own-view";
    private const int MostLooks = 500, MostDeadlines = 5;

    // What runs out for her; what a body has to do by a day is not hers to watch.
    private static readonly HashSet<string> Hers = new(StringComparer.Ordinal) { "R-11.end", "R-11.appeal", "R-12.end", "R-13.end", "P-01.weeks", "P-02.total", "P-03.days", "P-04.end", "P-06.leave" };

    /// <summary>Her view, or the door.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, CaseStore store, RightsStore rights, WorkspaceLedger ledger, CancellationToken cancel) =>
        await WhoAsync(http, store, cancel) is { } id && await ShowAsync(http, id, store, rights, ledger, new Dictionary<string, string>(), [], cancel) is { } page ? page
        : PageResult.Show<OwnDoorPage, OwnDoorModel>(PageContext.For(http), new(http.Request.Query.ContainsKey("ended"), []));

    /// <summary>Opens it with a code.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, CaseStore store, CancellationToken cancel)
    {
        Begin(store);
        var (session, wait) = await store.OpenOwnAsync((await http.Request.ReadFormAsync(cancel))["code"].ToString(), cancel);
        if (session is null)
        {
            var page = PageContext.For(http, "/my-case");
            return PageResult.Show<OwnDoorPage, OwnDoorModel>(page, new(false, [new("code", Texts.Source[page.Language, wait ? "door.wait" : "door.wrong"])]), wait ? StatusCodes.Status429TooManyRequests : StatusCodes.Status400BadRequest);
        }
        http.Response.Cookies.Append(Cookie, session, Options(http));
        return Forms.SeeOther("/my-case");
    }

    /// <summary>Ends her session.</summary>
    public static async Task<IResult> LeaveAsync(HttpContext http, CaseStore store, CancellationToken cancel)
    {
        await store.EndOwnSessionAsync(http.Request.Cookies[Cookie], cancel);
        http.Response.Cookies.Delete(Cookie, Options(http));
        return Forms.SeeOther("/my-case");
    }

    internal static async Task<PersonId?> WhoAsync(HttpContext http, CaseStore store, CancellationToken cancel)
    {
        Begin(store);
        return await store.OwnSessionAsync(http.Request.Cookies[Cookie], cancel);
    }

    internal static async Task<IResult?> ShowAsync(HttpContext http, PersonId id, CaseStore store, RightsStore rights, WorkspaceLedger ledger, IReadOnlyDictionary<string, string> typed, IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        var reach = store.HerOwnReach;
        if (await store.PersonAsync(id, reach, cancel: cancel) is not { } person || await rights.ReadAsync(person, reach, cancel) is not { } hers || await store.ConsentsAsync(id, reach, cancel) is not { } consents) return null;
        var page = PageContext.For(http, "/my-case");
        var sheet = RightsSheet.Find(page.Asked("sheet") ?? "") ?? (page.Asked("sheet") is null ? RightsSheet.Find(person["contact.language"] ?? "") : null) ?? RightsSheet.Find(page.Language.Code)!;
        var bodies = (await store.ServicesAsync(cancel: cancel)).ToDictionary(service => service.Id, service => service.Name, StringComparer.Ordinal);
        string Body(string body) => bodies.GetValueOrDefault(body, body == KnownElsewhere.ElsewhereConsent.Recipient ? KnownElsewhere.Texts.Source[page.Language, "agencies"] : body);
        return PageResult.Show<OwnViewPage, OwnViewModel>(page, new(sheet, [.. sheet.For(ReadAge.AsChild(hers.Situation, hers.Today)).Select(right => new OwnRight(right, StateOf(right, hers)))],
            [.. hers.Deadlines.Where(one => one.On >= hers.Today && one.State is DeadlineState.Coming or DeadlineState.Warn && !one.Rule.Pending && Hers.Contains($"{one.Rule.Name}.{one.Period.Id}")).Take(MostDeadlines)], hers.Today,
            [.. consents.Where(one => one.IsConsent && one.On(person.Head.Audience, hers.Today) is ConsentState.Holds).Select(one => (Body(one.Recipient), one))], [.. ((await store.ReferralsAsync(id, reach, cancel)) ?? []).Where(one => one.Ours).Select(one => (Body(one.Body), one))],
            await LooksAsync(id, ledger, cancel), (await store.OwnWordsAsync(id, reach, cancel)) ?? [], await store.HerComplaintsAsync(id, cancel), await store.ComplaintSubjectsAsync(id, cancel), PersonTabs.New(), typed, problems), problems.Count > 0 ? 400 : 200);
    }

    // The furthest that any part of the right has come.
    private static string StateOf(SheetRight right, PersonRights hers)
    {
        var lines = hers.Lines.Where(line => RightsSheet.RulesOf(right.Id).Contains(line.Rule.Id)).ToList();
        RightState[] order = [RightState.Provided, RightState.Accepted, RightState.Offered, RightState.Informed, RightState.Due, RightState.Evaded, RightState.Disappeared, RightState.Declined, RightState.Lapsed];
        var state = order.Cast<RightState?>().FirstOrDefault(one => lines.Any(line => line.State == one));
        // Choice and safety are hers whatever a rule's condition answers today.
        return state switch { null when right.Id is "choice" or "safety" => "always", null => lines.Any(line => line.Open) ? "open" : lines.Count == 0 ? "always" : "not-now", RightState.Evaded or RightState.Disappeared => "due", var one => Facts.Code(one.Value) };
    }

    private static async Task<IReadOnlyList<OwnLook>?> LooksAsync(PersonId id, WorkspaceLedger ledger, CancellationToken cancel)
    {
        await ledger.AppendAsync(cancel);
        var (places, _) = await ledger.Outbox.FindAsync(new(Resource: $"person/{id}"), 0, MostLooks, cancel);
        // Roles, not names: who has which name is told to her by those who help her, not to whoever finds a card.
        return (await Platform.Auditing.Pages.ReadLedger.TriedAsync(ledger, places, cancel))?.Select(act => (act.At, act.Kind, Role: act.By?.Role ?? ""))
            .GroupBy(act => (Day: PageContext.DayOf(act.At), act.Kind, act.Role)).Select(group => new OwnLook(group.Max(act => act.At), group.Key.Kind, group.Key.Role, group.Count())).OrderByDescending(look => look.On).ToList();
    }

    private static void Begin(CaseStore store) => Actor.Begin(new(store.HerOwnReach.Name, Role));

    private static CookieOptions Options(HttpContext http) => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, IsEssential = true, Path = "/my-case" };
}
