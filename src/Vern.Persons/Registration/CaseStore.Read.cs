using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Access;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

/// <summary>Which persons a list asks for; null is any.</summary>
/// <param name="Audience">Adult, child, uncertain or without identity.</param>
/// <param name="Closed">Whether the case is closed.</param>
/// <param name="Owner">The account that is responsible.</param>
/// <param name="Parent">The parent whom children came with.</param>
public sealed record PeopleFilter(Audience? Audience = null, bool? Closed = null, int? Owner = null, PersonId? Parent = null);

// Reading persons.
public sealed partial class CaseStore
{
    /// <summary>A person with what is known of her now; null where there is none within reach.</summary>
    /// <param name="id">The person.</param>
    /// <param name="reach">Who reads.</param>
    /// <param name="secrets">Whether fields that are shown only when asked for by themselves are among them (E-069).</param>
    /// <param name="cancel">Stops.</param>
    public async Task<CasePerson?> PersonAsync(PersonId id, CaseReach reach, bool secrets = false, CancellationToken cancel = default) =>
        await FactsAsync(id, reach, secrets, cancel) is var (person, facts) ? new(HeadOf(person), [.. InOrder(Newest(facts.Select(fact => fact.Row)).Where(row => row.Value is not null).Select(row => facts.Find(fact => fact.Row == row).Fact))]) : null;

    /// <summary>Several persons at once, with the children who came with them and the parents whom they came with, by id; those who are not within reach are left out.</summary>
    internal async Task<IReadOnlyDictionary<PersonId, CasePerson>> FamiliesAsync(IReadOnlyCollection<PersonId> people, CaseReach reach, CancellationToken cancel)
    {
        await using var context = Context();
        var within = (await WithinAsync(context, reach, cancel)).AsNoTracking();
        var ids = people.Select(id => id.Value).ToList();
        var rows = await within.Where(row => ids.Contains(row.Id)).ToListAsync(cancel);
        rows.AddRange(await within.Where(row => row.Parent != null && ids.Contains(row.Parent) && !ids.Contains(row.Id)).ToListAsync(cancel));
        var parents = rows.Select(row => row.Parent).OfType<string>().Except(rows.Select(row => row.Id)).ToList();
        if (parents.Count > 0) rows.AddRange(await within.Where(row => parents.Contains(row.Id)).ToListAsync(cancel));
        ids = [.. rows.Select(row => row.Id)];
        var keys = await workspace.Keys.KeysAsync([.. rows.Select(row => row.KeyId)], cancel);
        var facts = (await context.Facts.AsNoTracking().Where(row => ids.Contains(row.Person)).ToListAsync(cancel)).ToLookup(row => row.Person, StringComparer.Ordinal);
        return rows.Where(row => keys.ContainsKey(row.KeyId)).ToDictionary(row => PersonId.Read(row.Id)!.Value, row => new CasePerson(HeadOf(row),
            [.. InOrder(Newest(facts[row.Id].Where(fact => IsFor(fact, FieldOf(fact), reach) && !FieldOf(fact).Secret)).Where(fact => fact.Value is not null).Select(fact => FactOf(fact, keys[row.KeyId]).Fact))]));
    }

    /// <summary>All that was ever recorded of a person, newest first; null where there is none within reach.</summary>
    /// <param name="id">The person.</param>
    /// <param name="reach">Who reads.</param>
    /// <param name="field">One field's only; null: all.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<IReadOnlyList<Fact>?> HistoryAsync(PersonId id, CaseReach reach, string? field = null, CancellationToken cancel = default) =>
        await FactsAsync(id, reach, secrets: false, cancel) is var (_, facts) ? [.. facts.Where(fact => field is null || fact.Row.Field == field).OrderByDescending(fact => fact.Row.Revision).ThenBy(fact => fact.Row.Id).Select(fact => fact.Fact)] : null;

    /// <summary>Persons within reach, those changed last first.</summary>
    /// <param name="reach">Who reads.</param>
    /// <param name="filter">Which.</param>
    /// <param name="skip">How many to leave out.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<(IReadOnlyList<PersonHead> People, int Count)> ListAsync(CaseReach reach, PeopleFilter filter, int skip, int take, CancellationToken cancel = default)
    {
        await using var context = Context();
        var rows = await FilteredAsync(context, reach, filter, cancel);
        var page = await InOrder(rows, reach).Skip(skip).Take(take).ToListAsync(cancel);
        // The last page tells how many there are.
        return ([.. page.Select(HeadOf)], page.Count < take && (page.Count > 0 || skip == 0) ? skip + page.Count : await rows.CountAsync(cancel));
    }

    /// <summary>Those of them that were changed last.</summary>
    public async Task<IReadOnlyList<PersonHead>> LatestAsync(CaseReach reach, PeopleFilter filter, int take, CancellationToken cancel = default)
    {
        await using var context = Context();
        return [.. (await InOrder(await FilteredAsync(context, reach, filter, cancel), reach).Take(take).ToListAsync(cancel)).Select(HeadOf)];
    }

    private async Task<IQueryable<PersonRow>> FilteredAsync(CaseContext context, CaseReach reach, PeopleFilter filter, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var rows = (await WithinAsync(context, reach, cancel)).AsNoTracking();
        if (filter.Audience is { } audience) rows = rows.Where(row => row.Audience == audience);
        if (filter.Closed is { } closed) rows = rows.Where(row => row.ClosedOn != null == closed);
        if (filter.Owner is { } owner) rows = rows.Where(row => row.Owner == owner);
        if (filter.Parent?.Value is { } parent) rows = rows.Where(row => row.Parent == parent);
        return rows;
    }

    // Of a few among many: their own rows put in order, where the index of all changes would be followed through everybody else's.
    private static IQueryable<PersonRow> InOrder(IQueryable<PersonRow> rows, CaseReach reach) =>
        (reach.Scope is Scope.Workspace ? rows.OrderByDescending(row => row.ChangedAt) : rows.OrderByDescending(row => row.ChangedAt + 0)).ThenBy(row => row.Id);

    private async Task<(PersonRow Person, List<(FactRow Row, Fact Fact)> Facts)?> FactsAsync(PersonId id, CaseReach reach, bool secrets, CancellationToken cancel)
    {
        if (await StoredAsync(id, reach, cancel) is not var (person, key, rows)) return null;
        // What is not for this reader is not even opened.
        return (person, [.. rows.Where(row => IsFor(row, FieldOf(row), reach) && (secrets || !FieldOf(row).Secret)).Select(row => FactOf(row, key))]);
    }

    private async Task<(PersonRow Person, DataKey Key, List<FactRow> Facts)?> StoredAsync(PersonId id, CaseReach reach, CancellationToken cancel)
    {
        if (reach.Read?.People.TryGetValue((id, reach.Scope), out var there) is true) return there;
        await using var context = Context();
        if (await (await WithinAsync(context, reach, cancel)).AsNoTracking().FirstOrDefaultAsync(row => row.Id == id.Value, cancel) is not { } person || await KeyAsync(person.KeyId, cancel) is not { } key) return null;
        var read = (person, key, await factsOf(context, id.Value).ToListAsync(cancel));
        reach.Read?.People.Add((id, reach.Scope), read);
        return read;
    }

    private readonly Func<CaseContext, string, IAsyncEnumerable<FactRow>> factsOf = EF.CompileAsyncQuery((CaseContext context, string person) => context.Facts.AsNoTracking().Where(row => row.Person == person));

    // Her row and key, by what the request has read already where it has.
    private async Task<(PersonRow Person, DataKey Key)?> RowAndKeyAsync(CaseContext context, PersonId id, CaseReach reach, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reach);
        if (reach.Read?.People.TryGetValue((id, reach.Scope), out var there) is true) return (there.Person, there.Key);
        return await (await WithinAsync(context, reach, cancel)).AsNoTracking().FirstOrDefaultAsync(row => row.Id == id.Value, cancel) is { } person && await KeyAsync(person.KeyId, cancel) is { } key ? (person, key) : null;
    }

    // The firewall: given for the reader's purpose then, and the field's purpose still.
    private static bool IsFor(FactRow row, Field field, CaseReach reach) => reach.Purposes.Overlaps(row.Purposes.Split(' ').Where(field.Purposes.Contains));

    private (FactRow Row, Fact Fact) FactOf(FactRow row, DataKey key) => (row, new(FieldOf(row), row.Item, Opened(row, key), row.Source, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.By, row.ByName, row.Role, row.Revision) { Catalogue = row.Catalogue });

    private Field FieldOf(FactRow row) => Catalogue.Find(row.Field) ?? new(row.Field, FieldType.LongText, new HashSet<Audience>(), row.Purposes.Split(' ').ToHashSet(StringComparer.Ordinal));

    private IEnumerable<Fact> InOrder(IEnumerable<Fact> facts) => facts.OrderBy(fact => Catalogue.PlaceOf(fact.Field.Id)).ThenBy(fact => fact.Item);
}
