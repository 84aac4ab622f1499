using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

// Registering many persons at once: an import.
public sealed partial class CaseStore
{
    private const int KeysAtOnce = 2_000, PeopleAtOnce = 500, Starts = 4;

    /// <summary>
    /// Registers many persons in one transaction: all of them or none. Each becomes what <see cref="AddPersonAsync"/> would have made of her: a key of her own, facts, what she is found by, and an act in the ledger.
    /// </summary>
    /// <param name="people">The persons; one whose origin was taken before, or stands earlier among them, is not registered again.</param>
    /// <param name="by">Who registers.</param>
    /// <param name="cancel">Stops; then nothing of it is kept.</param>
    /// <returns>The persons' ids, in the order given.</returns>
    /// <exception cref="ArgumentException">As with one; nobody is registered. The message names the place among them, from 1.</exception>
    public async Task<IReadOnlyList<PersonId>> AddPeopleAsync(IReadOnlyList<NewPerson> people, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(by);
        foreach (var (place, person) in people.Index())
        {
            try { Checked(person); }
            catch (ArgumentException wrong) { throw new ArgumentException($"Person {place + 1}: {wrong.Message}", nameof(people), wrong); }
        }
        var keys = new Dictionary<string, DataKey>(StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            await MakeKeysAsync(people, keys, cancel);
            for (var start = 1; ; start++)
            {
                used.Clear();
                try { return await WriteAsync(context => AddAllAsync(context, people, keys, used, by, cancel), cancel); }
                catch (DbUpdateException) when (start < Starts) { } // another process took one of the ids, or registers the same: begin anew
            }
        }
        catch
        {
            used.Clear();
            throw;
        }
        finally
        {
            var idle = keys.Values.Select(key => key.Id).Where(id => !used.Contains(id)).ToList();
            if (idle.Count > 0) await workspace.Keys.EraseAsync(idle, CancellationToken.None);
        }
    }

    private async Task MakeKeysAsync(IReadOnlyList<NewPerson> people, Dictionary<string, DataKey> keys, CancellationToken cancel)
    {
        foreach (var some in people.Select(person => person.Origin).Distinct(StringComparer.Ordinal).Chunk(KeysAtOnce))
        {
            await using var context = Context();
            var made = await MadeByAsync(context, some, cancel);
            var missing = some.Where(origin => !made.ContainsKey(origin)).ToList();
            foreach (var (origin, key) in missing.Zip(await workspace.Keys.NewKeysAsync([.. missing.Select(_ => "person")], cancel))) keys.Add(origin, key);
        }
    }

    private async Task<IReadOnlyList<PersonId>> AddAllAsync(CaseContext context, IReadOnlyList<NewPerson> people, Dictionary<string, DataKey> keys, HashSet<string> used, CaseReach by, CancellationToken cancel)
    {
        context.ChangeTracker.AutoDetectChangesEnabled = false; // rows are only added
        var byOrigin = new Dictionary<string, PersonId>(StringComparer.Ordinal);
        var drawn = new HashSet<PersonId>();
        // Parents first: a child of the same import is linked to hers.
        foreach (var some in people.OrderBy(person => person.ParentOrigin is null ? 0 : 1).Chunk(PeopleAtOnce))
        {
            foreach (var (origin, id) in await MadeByAsync(context, [.. some.Select(person => person.Origin)], cancel)) byOrigin[origin] = id;
            var added = some.Where(person => !byOrigin.ContainsKey(person.Origin)).DistinctBy(person => person.Origin).ToList();
            var free = await FreeIdsAsync(context, added.Count, drawn, cancel);
            var known = added.Zip(free, (person, id) => (Id: id, Person: person, Facts: Checked(person), Key: keys[person.Origin])).ToList();
            foreach (var (id, person, _, _) in known) byOrigin.Add(person.Origin, id);
            context.Persons.AddRange(known.Select(one => RowOf(one.Id, one.Person.ParentOrigin is { } parent && byOrigin.TryGetValue(parent, out var of) ? one.Person with { Parent = of } : one.Person, one.Facts, one.Key, by)));
            await context.SaveChangesAsync(cancel); // what belongs to them comes after them
            foreach (var (id, _, facts, key) in known)
            {
                AddKnown(context, id, facts, key, by);
                used.Add(key.Id);
            }
            await context.SaveChangesAsync(cancel);
            context.ChangeTracker.Clear();
        }
        return [.. people.Select(person => byOrigin[person.Origin])];
    }

    private static async Task<Dictionary<string, PersonId>> MadeByAsync(CaseContext context, string[] origins, CancellationToken cancel) =>
        await context.Persons.Where(row => origins.Contains(row.Origin)).ToDictionaryAsync(row => row.Origin, row => PersonId.Read(row.Id)!.Value, StringComparer.Ordinal, cancel);

    // Random ids that nobody has; of five characters as long as that is easy.
    private static async Task<List<PersonId>> FreeIdsAsync(CaseContext context, int count, HashSet<PersonId> drawn, CancellationToken cancel)
    {
        var free = new List<PersonId>(count);
        for (var round = 0; free.Count < count; round++)
        {
            var tried = new List<PersonId>();
            while (free.Count + tried.Count < count) if (PersonId.New(round < 4 ? 5 : 6) is var id && drawn.Add(id)) tried.Add(id);
            var written = tried.Select(id => id.Value).ToList();
            var taken = await context.Persons.Where(row => written.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancel);
            free.AddRange(tried.Where(id => !taken.Contains(id.Value)));
        }
        return free;
    }
}
