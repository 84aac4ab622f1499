using Vern.Persons.Registration;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Interface;

namespace Vern.Persons.Rights.Pages;

/// <summary>Tells on every tab of a person's page what must not wait.</summary>
/// <param name="store">The rights.</param>
public sealed class TellNextDeadline(RightsStore store)
{
    private static readonly string[] Ends = ["reflection permit", "limited permit", "parent's permit", "day to leave", "last day to appeal", "placement"];

    /// <summary>The most urgent deadline that surely holds and warns or has passed, or null; for who may read rights only.</summary>
    public async Task<NextDeadline?> RunAsync(CasePerson person, PageContext page, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(page);
        if (!page.Person.May(AgencyGrants.ReadRights) || await store.ReadAsync(person, CaseReach.Of(page.Person, AgencyGrants.ReadRights), cancel) is not { } rights) return null;
        // What ends a stay or a way to appeal comes first from thirty days before; then what is ahead, then what has passed, the nearest day first.
        var urgent = rights.Deadlines.Where(one => one.MustNotWait);
        if (urgent.OrderBy(one => Ends.Contains(one.Period.From) && Math.Abs(one.DaysLeft(rights.Today) ?? 99) <= 30 ? 0 : 1).ThenBy(one => one.State == DeadlineState.Warn ? 0 : 1).ThenBy(one => Math.Abs(one.DaysLeft(rights.Today) ?? 0)).FirstOrDefault() is not { } next) return null;
        var what = Texts.Source.Format(page.Language, "next.on", Texts.Source[page.Language, next.What], page.Date(next.On!.Value), RightWords.Left(next, rights.Today, page));
        var address = $"/people/{person.Head.Id}/";
        if (next.Period.From != "reflection permit" || next.Rule.Id != "R-11") return new(what, Texts.Source[page.Language, $"rule.{next.Rule.Name}.gist"], Texts.Source[page.Language, "next.see"], address + "timeline");
        var change = CompareTracks.Run(store.Book, "reflection", "asylum-after-reflection", next.On.Value, CountDays.Days(next.On.Value, 1), rights.Today);
        var lost = string.Join(", ", change.Lost.Select(one => ExplainRule.Cell(one.Before, page.Language)));
        return new(what, Texts.Source.Format(page.Language, "next.lost", lost), Texts.Source[page.Language, "next.plan"], address + "track");
    }
}
