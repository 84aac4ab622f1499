using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

// The notices when a child is missing: made with the fact itself, whichever form or import it came by.
public sealed partial class CaseStore
{
    // A task is a notice that nobody has given yet.
    private static readonly (string Field, string Text)[] Notices = [("missing.police", "task.police"), ("missing.child-welfare", "task.child-welfare")];

    private async Task WarnOfMissingAsync(CaseContext context, PersonRow person, List<UnderstoodFact> changes, Dictionary<(string Field, int Item), FactRow> current, DataKey key, CancellationToken cancel)
    {
        foreach (var item in changes.Where(fact => fact.Field.Group == "missing").Select(fact => fact.Item).Distinct())
        {
            string? After(string field) => changes.FindIndex(fact => fact.Field.Id == field && fact.Item == item) is >= 0 and var at ? changes[at].Value : current.TryGetValue((field, item), out var row) ? Opened(row, key) : null;
            var discovered = After("missing.discovered");
            foreach (var (field, text) in Notices)
            {
                // By the spell and the notice, not by the day: corrected times make no second task.
                var task = new PlannedTask($"{field} {item}", Missing.Texts.Source[workspace.Workspace.Languages[0], text], DateOnly.MinValue);
                var origin = OriginOf(person.Id, MissingPlan, task, 0);
                if (After(field) is not null || After("missing.found") is not null)
                {
                    var done = Now().ToUnixTimeMilliseconds();
                    await context.Tasks.Where(row => row.Origin == origin && row.DoneAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.DoneAt, done), cancel);
                }
                else if (discovered is not null && !await context.Tasks.AnyAsync(row => row.Origin == origin, cancel))
                {
                    context.Tasks.Add(RowOf(person.Id, origin, MissingPlan, task with { By = Today }, person.Owner, key));
                    Record(context, CaseActs.TaskAdded, PersonId.Read(person.Id)!.Value, field);
                }
            }
        }
    }

    /// <summary>Those of some children who are missing now: a discovery stands recorded and no finding.</summary>
    internal async Task<IReadOnlyList<PersonId>> MissingNowAsync(IReadOnlyList<PersonHead> people, CancellationToken cancel = default)
    {
        var children = people.Where(one => one.IsChild && one.ClosedOn is null).Select(one => one.Id.Value).ToList();
        if (children.Count == 0) return [];
        await using var context = Context();
        var rows = await context.Facts.AsNoTracking().Where(row => children.Contains(row.Person) && (row.Field == "missing.discovered" || row.Field == "missing.found")).Select(row => new { row.Person, row.Field, row.Item, row.Revision, Stands = row.Value != null }).ToListAsync(cancel);
        var standing = rows.GroupBy(row => (row.Person, row.Field, row.Item)).Select(group => group.MaxBy(row => row.Revision)!).Where(row => row.Stands).ToList();
        var found = standing.Where(row => row.Field == "missing.found").Select(row => (row.Person, row.Item)).ToHashSet();
        return [.. standing.Where(row => row.Field == "missing.discovered" && !found.Contains((row.Person, row.Item))).Select(row => row.Person).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(id => PersonId.Read(id)!.Value)];
    }
}
