using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Pages;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Registration.Pages;

/// <summary>Who is responsible for her, and is it time to close?</summary>
/// <param name="Top">The person.</param>
/// <param name="Staff">The accounts of casework, by number.</param>
/// <param name="Members">Whose own case it is besides.</param>
/// <param name="Proposed">Who proposed to close a child's case and waits for a second; null: nobody.</param>
/// <param name="Reason">With which reason.</param>
/// <param name="Erasing">Who proposed to erase her and waits for a second; null: nobody.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record ResponsibleModel(PersonTop Top, IReadOnlyDictionary<int, AccountState> Staff, IReadOnlyList<Member> Members, string? Proposed, string? Reason, string? Erasing, IReadOnlyList<Problem> Problems);

/// <summary>Hands a case over, shares it for a time, closes it. A child's case is closed by two.</summary>
public static class Responsible
{
    /// <summary>The act of two that closes a child's case.</summary>
    internal const string CloseAct = "case.close";

    // What somebody can be to a person, and the roles whose accounts can be it.
    private static readonly Dictionary<string, string[]> Kinds = new(StringComparer.Ordinal)
    {
        ["deputy"] = ["caseworker", "team-leader", "coordinator"], ["guardian"] = ["guardian"], ["counsel"] = ["counsel"], ["investigator"] = [AgencyGrants.Investigator],
    };

    /// <summary>What somebody can be to a person.</summary>
    public static IReadOnlyCollection<string> Roles => Kinds.Keys;

    /// <summary>The page.</summary>
    public static Task<IResult> GetAsync(HttpContext http, string id, CaseStore store, AccessStore access, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.AssignPeople, top => ShowAsync(http, top, store, access, null, [], cancel), cancel);

    /// <summary>Hands her over to a colleague, and to the colleague's team.</summary>
    public static Task<IResult> HandOverAsync(HttpContext http, string id, CaseStore store, AccessStore access, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.AssignPeople, async top =>
    {
        var to = (await http.Request.ReadFormAsync(cancel))["to"].ToString();
        if ((await StaffAsync(access, cancel)).Values.FirstOrDefault(account => account.Name == to && Fits(account, "deputy")) is not { } account) return await ShowAsync(http, top, store, access, null, [Of(http, "to")], cancel);
        await store.HandOverAsync(top.Person.Head.Id, account.Id, account.Team, top.Reach, cancel);
        // She may be out of reach now.
        return Forms.SeeOther("/people");
    }, cancel);

    /// <summary>Makes her somebody else's own case too, until a day or without an end.</summary>
    public static Task<IResult> AddMemberAsync(HttpContext http, string id, CaseStore store, AccessStore access, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.AssignPeople, async top =>
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var (name, kind, until) = (form["member"].ToString(), form["as"].ToString(), form["until"].ToString().Trim());
        DateOnly? day = null;
        if (until.Length > 0)
        {
            if (!DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) || read < store.Today) return await ShowAsync(http, top, store, access, null, [Of(http, "until")], cancel);
            day = read;
        }
        if ((await StaffAsync(access, cancel)).Values.FirstOrDefault(one => one.Name == name) is not { } account || !Fits(account, kind)) return await ShowAsync(http, top, store, access, null, [Of(http, "member")], cancel);
        await store.AddMemberAsync(top.Person.Head.Id, new(account.Id, kind, day), top.Reach, cancel);
        return Back(top);
    }, cancel);

    /// <summary>Ends it.</summary>
    public static Task<IResult> EndMemberAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.AssignPeople, async top =>
        int.TryParse((await http.Request.ReadFormAsync(cancel))["account"], NumberStyles.None, CultureInfo.InvariantCulture, out var account) && await store.EndMemberAsync(top.Person.Head.Id, account, top.Reach, cancel) ? Back(top) : TypedResults.NotFound(), cancel);

    /// <summary>Closes the case with a reason. Of a child the first proposes and another person confirms.</summary>
    public static Task<IResult> CloseAsync(HttpContext http, string id, CaseStore store, AccessStore access, CurrentPerson current, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.ClosePeople, async top =>
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var reason = form["reason"].ToString();
        if (!CaseStore.ClosingReasons.Contains(reason)) return await ShowAsync(http, top, store, access, null, [Of(http, "reason")], cancel);
        if (!top.Person.Head.IsChild || top.Person.Head.ClosedOn is not null)
        {
            await store.CloseAsync(top.Person.Head.Id, reason, top.Reach, cancel);
            return Back(top);
        }
        var (step, first) = await access.StepAsync(ActOf(top.Person.Head, reason), current.SignedIn!, cancel);
        if (step is FourEyesStep.Confirmed or FourEyesStep.Done) await store.CloseAsync(top.Person.Head.Id, reason, top.Reach, cancel);
        else if (step is FourEyesStep.Proposed) await store.NoteProposalAsync(top.Person.Head.Id, reason, top.Reach, cancel);
        return step is FourEyesStep.Confirmed or FourEyesStep.Done ? Back(top) : await ShowAsync(http, top, store, access, first.Name, [], cancel);
    }, cancel);

    /// <summary>Opens a closed case again.</summary>
    public static Task<IResult> ReopenAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.ClosePeople, async top =>
    {
        await store.CloseAsync(top.Person.Head.Id, null, top.Reach, cancel);
        return Back(top);
    }, cancel);

    /// <summary>Erases her for good: the first proposes, another verified person confirms over the same record. It cannot be taken back.</summary>
    public static Task<IResult> EraseAsync(HttpContext http, string id, CaseStore store, AccessStore access, CurrentPerson current, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.ErasePeople, async top =>
    {
        var reason = (await http.Request.ReadFormAsync(cancel))["erase-reason"].ToString();
        if (!CaseStore.ErasureReasons.Contains(reason)) return await ShowAsync(http, top, store, access, null, [Of(http, "erase-reason")], cancel);
        var (step, _) = await access.StepAsync(new("person.erase", top.Person.Head.Id.Value, ErasureDigest(top)), current.SignedIn!, cancel);
        if (step is FourEyesStep.Proposed) await store.NoteErasureAsync(top.Person.Head.Id, reason, top.Reach, cancel);
        if (step is not (FourEyesStep.Confirmed or FourEyesStep.Done)) return await ShowAsync(http, top, store, access, null, [], cancel);
        await store.EraseAsync(top.Person.Head.Id, top.Reach, CancellationToken.None);
        return Forms.SeeOther("/people");
    }, cancel);

    private static string ErasureDigest(PersonTop top) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"erase {top.Person.Head.Id} {top.Person.Head.Revision} {top.Person.Head.OpenedOn:yyyy-MM-dd}")));

    // Both must have seen the same record and the same reason: what is recorded in between is another content.
    private static GraveAct ActOf(PersonHead head, string reason) => new(CloseAct, head.Id.Value, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{head.Id} {head.Revision} {head.OpenedOn:yyyy-MM-dd} {reason}"))));

    internal static bool Fits(AccountState account, string kind) => Kinds.TryGetValue(kind, out var roles) && account.Roles.Any(held => roles.Contains(held.Role));

    internal static async Task<IReadOnlyDictionary<int, AccountState>> StaffAsync(AccessStore access, CancellationToken cancel) => (await access.ListAsync(cancel)).Where(account => account.Person is not null && !account.Off).ToDictionary(account => account.Id);

    private static IResult Back(PersonTop top) => Forms.SeeOther($"/people/{top.Person.Head.Id}/responsible");

    private static Problem Of(HttpContext http, string field) => new(field, Texts.Source[PageContext.For(http).Language, $"responsible.{field}.wrong"]);

    /// <summary>The reason with which a child's case was proposed to be closed; null where her record, or the case, is another by now.</summary>
    internal static string? ReasonOf(PersonHead head, Proposal proposal) => CaseStore.ClosingReasons.FirstOrDefault(reason => ActOf(head, reason).Digest == proposal.Digest);

    private static async Task<IResult> ShowAsync(HttpContext http, PersonTop top, CaseStore store, AccessStore access, string? proposed, IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        if (await PersonTop.ReadAsync(http, top.Person.Head.Id.Value, AgencyGrants.AssignPeople, cancel) is not { } now) return TypedResults.NotFound();
        var erasing = await access.StandingAsync("person.erase", now.Person.Head.Id.Value, cancel) is { } standing && standing.Digest == ErasureDigest(now) ? standing.Name : null;
        var closing = now.Person.Head is { IsChild: true, ClosedOn: null } ? await access.StandingAsync(CloseAct, now.Person.Head.Id.Value, cancel) : null;
        var reason = closing is null ? null : ReasonOf(now.Person.Head, closing);
        return PageResult.Show<ResponsiblePage, ResponsibleModel>(PageContext.For(http, $"/people/{top.Person.Head.Id}/responsible"), new(now, await StaffAsync(access, cancel), await store.MembersAsync(top.Person.Head.Id, top.Reach, cancel), proposed ?? (reason is null ? null : closing!.Name), reason, erasing, problems), problems.Count > 0 ? 400 : 200);
    }
}
