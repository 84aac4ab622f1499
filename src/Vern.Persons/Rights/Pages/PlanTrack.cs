using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Pages;
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
/// <param name="Problems">What was not understood.</param>
public sealed record TrackModel(PersonTop Top, RuleBook Book, string From, string To, string End, string Start, TrackComparison? Comparison, IReadOnlyList<Problem> Problems);

/// <summary>Plans a change of track: what is lost and gained, the days between, and the tasks before it (T-1 to T-3). It changes nothing: the link can be shared with who is to do it.</summary>
public static class PlanTrack
{
    /// <summary>The page.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, string id, RightsStore store, CancellationToken cancel)
    {
        if (await PersonTop.ReadAsync(http, id, AgencyGrants.ReadRights, cancel) is not { } top || await store.ReadAsync(top.Person, top.Reach, cancel) is not { } rights) return TypedResults.NotFound();
        var page = PageContext.For(http);
        string Known(string? asked, string otherwise) => store.Book.Tracks.Any(track => track.Id == asked) ? asked! : otherwise;
        var from = Known(page.Asked("from"), CompareTracks.Current(rights.Situation, rights.Today) ?? "identified");
        var to = Known(page.Asked("to"), from switch { "reflection" => "asylum-after-reflection", "identified" => "reflection", "minor-under-15" => "minor-15-17", _ => "limited" });
        // The old track ends with its permit where that is known, else today.
        var ends = rights.Deadlines.FirstOrDefault(one => one.Period.Id == "end" && one.On >= rights.Today && one.Period.From.StartsWith(from, StringComparison.Ordinal))?.On ?? rights.Today;
        var (end, start) = (page.Asked("end") ?? Day(ends), page.Asked("start") ?? Day(CountDays.Days(Read(page.Asked("end")) ?? ends, 1)));
        var problems = new List<Problem>();
        if (Read(end) is null) problems.Add(new("end", Texts.Source[page.Language, "track.dates"]));
        if (Read(start) is null) problems.Add(new("start", Texts.Source[page.Language, "track.dates"]));
        var comparison = Read(end) is { } last && Read(start) is { } first ? CompareTracks.Run(store.Book, from, to, last, first, rights.Today) : null;
        return PageResult.Show<TrackPage, TrackModel>(page, new(top, store.Book, from, to, Short(end), Short(start), comparison, problems), problems.Count == 0 ? 200 : 400);
    }

    private static DateOnly? Read(string? typed) => DateOnly.TryParseExact(typed?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and <= 2100 ? day : null;
    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private static string Short(string typed) => typed.Length <= 40 ? typed : typed[..40];
}
