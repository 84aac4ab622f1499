using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Collection;
using Vern.Persons.Pages;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Referral.Pages;

/// <summary>Which colleague takes it on?</summary>
/// <param name="Top">The person.</param>
/// <param name="Staff">The accounts of casework, by number.</param>
/// <param name="Assignments">What was asked before, newest first.</param>
/// <param name="Typed">What was typed.</param>
/// <param name="Problems">What was not understood, or stands in the way.</param>
public sealed record AssignModel(PersonTop Top, IReadOnlyDictionary<int, AccountState> Staff, IReadOnlyList<Assignment> Assignments, TypedAssignment Typed, IReadOnlyList<Problem> Problems);

/// <summary>An assignment as typed.</summary>
public sealed record TypedAssignment(string Origin, string To, AssignmentKind Kind, string What, string Day, int Due);

/// <summary>What do colleagues ask of me?</summary>
/// <param name="Asked">What waits for her answer, by its clock.</param>
/// <param name="Problems">Why an answer was not taken.</param>
public sealed record AskedOfMeModel(IReadOnlyList<Assignment> Asked, IReadOnlyList<Problem> Problems);

/// <summary>Asks a colleague to take on a part or the whole of a case, and answers such a question. Handing over at once, without asking, is on the tab Responsible.</summary>
public static class Assign
{
    private const int LongestText = 200;

    /// <summary>The form, and what was asked before.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, string id, CaseStore store, AccessStore access, CancellationToken cancel) => await PersonTop.ReadAsync(http, id, AgencyGrants.AssignPeople, cancel) is { } top
        ? await ShowAsync(http, top, store, access, new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), "", AssignmentKind.Part, "", "", 24), [], 200, cancel) : TypedResults.NotFound();

    /// <summary>Asks.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, string id, CaseStore store, AccessStore access, CancellationToken cancel)
    {
        if (await PersonTop.ReadAsync(http, id, AgencyGrants.AssignPeople, cancel) is not { } top) return TypedResults.NotFound();
        var sent = await http.Request.ReadFormAsync(cancel);
        var language = PageContext.For(http).Language;
        var problems = new List<Problem>();
        void Wrong(string? field, string key) => problems.Add(new(field, Texts.Source[language, key]));
        if (sent["origin"].ToString() is not { Length: 32 } origin || !origin.All(char.IsAsciiHexDigitLower)) return TypedResults.BadRequest();
        if (!Enum.TryParse<AssignmentKind>(sent["kind"], out var kind) || !Enum.IsDefined(kind)) Wrong("kind", "wrong.assign-kind");
        if (!int.TryParse(sent["due"], NumberStyles.None, CultureInfo.InvariantCulture, out var due) || !ReferPerson.Dues.Contains(due)) Wrong("due", "wrong.due");
        var typed = new TypedAssignment(origin, sent["to"].ToString(), kind, sent["what"].ToString().Trim(), sent["day"].ToString().Trim(), due);
        var to = (await Responsible.StaffAsync(access, cancel)).Values.FirstOrDefault(account => account.Name == typed.To && account.Id != top.Reach.Account && Responsible.Fits(account, "deputy"));
        if (to is null) Wrong("to", "wrong.colleague");
        if (Forms.Line(typed.What, LongestText + 1) is not { Length: <= LongestText }) Wrong("what", "wrong.assign-what");
        else if (FreeText.HoldsIdentityNumber(typed.What)) Wrong("what", "wrong.need-number");
        DateOnly? day = null;
        if (kind is AssignmentKind.Part)
        {
            if (DateOnly.TryParseExact(typed.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && read >= store.Today) day = read;
            else Wrong("day", "wrong.assign-day");
        }
        if (problems.Count > 0) return await ShowAsync(http, top, store, access, typed, problems, 400, cancel);
        switch (await store.AssignAsync(new(origin, top.Person.Head.Id, kind, to!.Id, Forms.Line(typed.What, LongestText)!, day, due), top.Reach, cancel))
        {
            case Stepped.Done: return FormGuard.SeeOther($"/people/{top.Person.Head.Id}/assign");
            case Stepped.Gone: return TypedResults.NotFound();
            default:
                Wrong(null, "assign.not-now");
                return await ShowAsync(http, top, store, access, typed, problems, 409, cancel);
        }
    }

    /// <summary>Takes a question back.</summary>
    public static async Task<IResult> TakeBackAsync(HttpContext http, string id, string assignment, CaseStore store, AccessStore access, CurrentPerson current, CancellationToken cancel)
    {
        var reach = CaseReach.Of(current, AgencyGrants.AssignPeople);
        if (PersonId.Read(id) is not { } person || await store.AssignmentsAsync(person, reach, cancel) is not { } all || all.All(one => one.Id != assignment)) return TypedResults.NotFound();
        if (await store.TakeBackAssignmentAsync(assignment, reach, cancel) is Stepped.Done) return FormGuard.SeeOther($"/people/{person}/assign");
        if (await PersonTop.ReadAsync(http, id, AgencyGrants.AssignPeople, cancel) is not { } top) return TypedResults.NotFound();
        return await ShowAsync(http, top, store, access, new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), "", AssignmentKind.Part, "", "", 24), [new(null, Texts.Source[PageContext.For(http).Language, "assign.answered"])], 409, cancel);
    }

    /// <summary>What colleagues ask of her.</summary>
    public static async Task<IResult> AskedAsync(HttpContext http, CaseStore store, CurrentPerson current, CancellationToken cancel) =>
        PageResult.Show<AssignmentsPage, AskedOfMeModel>(PageContext.For(http), new(await store.AskedOfAsync(CaseReach.Of(current, AgencyGrants.WritePeople), cancel), []));

    /// <summary>Her answer.</summary>
    public static async Task<IResult> AnswerAsync(HttpContext http, string assignment, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        var sent = await http.Request.ReadFormAsync(cancel);
        var (reach, page) = (CaseReach.Of(current, AgencyGrants.WritePeople), PageContext.For(http, "/assignments"));
        var answer = sent["answer"].ToString();
        if (answer is not ("yes" or "no")) return TypedResults.BadRequest();
        var reason = Forms.Line(sent["reason"], LongestText);
        if (FreeText.HoldsIdentityNumber(reason)) return PageResult.Show<AssignmentsPage, AskedOfMeModel>(page, new(await store.AskedOfAsync(reach, cancel), [new($"reason-{assignment}", Texts.Source[page.Language, "wrong.need-number"])]), 400);
        return await store.AnswerAssignmentAsync(assignment, answer == "yes", reason, reach, cancel) switch
        {
            Stepped.Done => FormGuard.SeeOther("/assignments"),
            Stepped.Gone => TypedResults.NotFound(),
            _ => PageResult.Show<AssignmentsPage, AskedOfMeModel>(page, new(await store.AskedOfAsync(reach, cancel), [new(null, Texts.Source[page.Language, "assign.gone-on"])]), 409),
        };
    }

    private static async Task<IResult> ShowAsync(HttpContext http, PersonTop top, CaseStore store, AccessStore access, TypedAssignment typed, IReadOnlyList<Problem> problems, int status, CancellationToken cancel) =>
        await store.AssignmentsAsync(top.Person.Head.Id, top.Reach, cancel) is { } all
            ? PageResult.Show<AssignPage, AssignModel>(PageContext.For(http, $"/people/{top.Person.Head.Id}/assign"), new(top, await Responsible.StaffAsync(access, cancel), all, typed, problems), status) : TypedResults.NotFound();
}
