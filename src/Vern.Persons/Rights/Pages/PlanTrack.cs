using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Rights.Pages;

/// <summary>What changes if the track changes?</summary>
/// <param name="Top">The person.</param>
/// <param name="Book">The rules.</param>
/// <param name="From">The track now.</param>
/// <param name="To">The next one.</param>
/// <param name="End">The last day as typed.</param>
/// <param name="Start">The first day as typed.</param>
/// <param name="Comparison">The comparison, or null where a day was not understood.</param>
/// <param name="Coordinators">Who can be named for the tasks.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record TrackModel(PersonTop Top, RuleBook Book, string From, string To, string End, string Start, TrackComparison? Comparison, IReadOnlyList<AccountState> Coordinators, IReadOnlyList<Problem> Problems);

/// <summary>Plans a change of track: what is lost and gained, the days between, and the tasks before it (T-1 to T-3). Looking changes nothing: the link can be shared. Planning stores the tasks for a named coordinator; what is not done by its day the leader sees (E-037).</summary>
public static class PlanTrack
{
    /// <summary>The page.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, string id, RightsStore store, AccessStore access, CancellationToken cancel)
    {
        if (await PersonTop.ReadAsync(http, id, AgencyGrants.ReadRights, cancel) is not { } top || await store.ReadAsync(top.Person, top.Reach, cancel) is not { } rights) return TypedResults.NotFound();
        var page = PageContext.For(http);
        string Known(string? asked, string otherwise) => store.Book.Tracks.Any(track => track.Id == asked) ? asked! : otherwise;
        var from = Known(page.Asked("from"), CompareTracks.Current(rights.Situation, rights.Today) ?? "identified");
        var to = Known(page.Asked("to"), from switch { "reflection" => "asylum-after-reflection", "identified" => "reflection", "minor-under-15" => "minor-15-17", _ => "limited" });
        // The old track ends with its permit where that is known, else today.
        var ends = rights.Deadlines.FirstOrDefault(one => one.Period.Id == "end" && one.On >= rights.Today && one.Period.From.StartsWith(from, StringComparison.Ordinal))?.On ?? rights.Today;
        var (end, start) = (page.Asked("end") ?? Day(ends), page.Asked("start") ?? Day(CountDays.Days(TypedDay.Read(page.Asked("end")) ?? ends, 1)));
        var problems = new List<Problem>();
        if (TypedDay.Read(end) is null) problems.Add(new("end", Texts.Source[page.Language, "track.dates"]));
        if (TypedDay.Read(start) is null) problems.Add(new("start", Texts.Source[page.Language, "track.dates"]));
        var comparison = TypedDay.Read(end) is { } last && TypedDay.Read(start) is { } first ? CompareTracks.Run(store.Book, from, to, last, first, rights.Today) : null;
        return PageResult.Show<TrackPage, TrackModel>(page, new(top, store.Book, from, to, Short(end), Short(start), comparison, await CoordinatorsAsync(access, top, cancel), problems), problems.Count == 0 ? 200 : 400);
    }

    /// <summary>Stores the tasks.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, string id, RightsStore store, CaseStore cases, AccessStore access, CancellationToken cancel)
    {
        if (await PersonTop.ReadAsync(http, id, AgencyGrants.RecordRights, cancel) is not { } top || await store.ReadAsync(top.Person, top.Reach, cancel) is not { } rights) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(cancel);
        var language = PageContext.For(http).Language;
        var (from, to) = (form["from"].ToString(), form["to"].ToString());
        if (TypedDay.Read(form["end"]) is not { } end || TypedDay.Read(form["start"]) is not { } start || store.Book.Tracks.All(track => track.Id != from) || store.Book.Tracks.All(track => track.Id != to)
            || (await CoordinatorsAsync(access, top, cancel)).FirstOrDefault(account => account.Name == form["coordinator"]) is not { } coordinator) return TypedResults.BadRequest();
        var tasks = CompareTracks.Run(store.Book, from, to, end, start, rights.Today).Tasks.Select(task => new PlannedTask($"{task.Rule} {task.About}", Texts.Source.Format(language, "track.task", Texts.Source[language, "task." + task.About], Texts.Source[language, "track." + to]), task.By));
        return await cases.PlanAsync(top.Person.Head.Id, CaseStore.TrackPlan, [.. tasks], coordinator.Id, top.Reach, cancel) ? Persons.Pages.Forms.SeeOther($"/people/{top.Person.Head.Id}/tasks") : TypedResults.NotFound();
    }

    // A coordinator, who reaches everybody; where the agency has none, the leader of her team.
    private static async Task<IReadOnlyList<AccountState>> CoordinatorsAsync(AccessStore access, PersonTop top, CancellationToken cancel)
    {
        var there = (await access.ListAsync(cancel)).Where(account => account.Person is not null && !account.Off).ToList();
        List<AccountState> With(string role, bool team) => [.. there.Where(account => account.Roles.Any(held => held.Role == role) && (!team || account.Team == top.Person.Head.Team))];
        return With("coordinator", false) is { Count: > 0 } coordinators ? coordinators : With("team-leader", true);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private static string Short(string typed) => typed.Length <= 40 ? typed : typed[..40];
}
