using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Pages;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Registration.Pages;

/// <summary>Who stands in while somebody is away?</summary>
/// <param name="Away">Whose cases it may be about: oneself, and for who leads, those whom she leads.</param>
/// <param name="Deputies">Who may stand in.</param>
/// <param name="Now">Who stands in for whom.</param>
/// <param name="Typed">What was typed.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record AwayModel(IReadOnlyList<AccountState> Away, IReadOnlyList<AccountState> Deputies, IReadOnlyList<StandIn> Now, TypedAway Typed, IReadOnlyList<Problem> Problems);

/// <summary>A stand-in as typed: names of accounts, and a day.</summary>
public sealed record TypedAway(string Of, string By, string Until);

/// <summary>Holidays and illness: all open cases of one are a colleague's own too until a day, with their tasks and deadlines.</summary>
public static class Away
{
    // As long as a role can be handed over.
    private const int LongestDays = 92;

    /// <summary>The page.</summary>
    public static Task<IResult> GetAsync(HttpContext http, CaseStore store, AccessStore access, CurrentPerson current, CancellationToken cancel) => ShowAsync(http, store, access, current, null, [], cancel);

    /// <summary>Arranges it.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, CaseStore store, AccessStore access, CurrentPerson current, CancellationToken cancel)
    {
        var sent = await http.Request.ReadFormAsync(cancel);
        var typed = new TypedAway(sent["of"].ToString(), sent["by"].ToString(), sent["until"].ToString().Trim());
        var (away, deputies) = await WhoAsync(store, access, current, cancel);
        var problems = new List<Problem>();
        if (away.FirstOrDefault(one => one.Name == typed.Of) is not { } of) { Wrong("of"); of = null!; }
        if (deputies.FirstOrDefault(one => one.Name == typed.By) is not { } deputy || deputy.Name == typed.Of) { Wrong("by"); deputy = null!; }
        if (Fields.TypedDay.Read(typed.Until) is not { } until || until < store.Today || until > store.Today.AddDays(LongestDays)) { Wrong("until"); until = default; }
        if (problems.Count > 0) return await ShowAsync(http, store, access, current, typed, problems, cancel);
        var cases = await store.StandInAsync(of.Id, deputy.Id, until, ReachOf(current), cancel);
        return Forms.SeeOther($"/away?done={cases.ToString(CultureInfo.InvariantCulture)}");

        void Wrong(string field) => problems.Add(new(field, Texts.Source[PageContext.For(http).Language, $"away.{field}.wrong"]));
    }

    /// <summary>Ends it.</summary>
    public static async Task<IResult> EndAsync(HttpContext http, CaseStore store, AccessStore access, CurrentPerson current, CancellationToken cancel)
    {
        var sent = await http.Request.ReadFormAsync(cancel);
        var (away, _) = await WhoAsync(store, access, current, cancel);
        if (away.FirstOrDefault(one => one.Name == sent["of"]) is not { } of || (await Responsible.StaffAsync(access, cancel)).Values.FirstOrDefault(one => one.Name == sent["by"]) is not { } deputy) return TypedResults.NotFound();
        return await store.EndStandInAsync(of.Id, deputy.Id, ReachOf(current), cancel) > 0 ? Forms.SeeOther("/away?done=ended") : TypedResults.NotFound();
    }

    // A caseworker's own cases; of who leads, those of the team or the agency.
    private static CaseReach ReachOf(CurrentPerson current) => CaseReach.Of(current, AgencyGrants.AssignPeople);

    private static async Task<(IReadOnlyList<AccountState> Away, IReadOnlyList<AccountState> Deputies)> WhoAsync(CaseStore store, AccessStore access, CurrentPerson current, CancellationToken cancel)
    {
        var staff = await Responsible.StaffAsync(access, cancel);
        var own = CaseReach.Of(current, AgencyGrants.AssignPeople).Account;
        HashSet<int> led = current.May(AgencyGrants.ReadLoad) ? [.. (await store.LoadAsync(CaseReach.Of(current, AgencyGrants.ReadLoad), cancel)).Select(one => one.Account)] : [];
        return ([.. staff.Values.Where(one => one.Id == own || led.Contains(one.Id)).OrderBy(one => one.Id != own).ThenBy(one => one.Person, StringComparer.Ordinal)], [.. staff.Values.Where(one => Responsible.Fits(one, "deputy")).OrderBy(one => one.Person, StringComparer.Ordinal)]);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, CaseStore store, AccessStore access, CurrentPerson current, TypedAway? typed, IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        var (away, deputies) = await WhoAsync(store, access, current, cancel);
        var now = await store.StandInsOfAsync([.. away.Select(one => one.Id)], cancel);
        return PageResult.Show<AwayPage, AwayModel>(PageContext.For(http, "/away"), new(away, deputies, now, typed ?? new(away.Count > 0 ? away[0].Name : "", "", ""), problems), problems.Count > 0 ? 400 : 200);
    }
}
