using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Registration.Storage;
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
        ArgumentNullException.ThrowIfNull(filter);
        await using var context = Context();
        var rows = (await WithinAsync(context, reach, cancel)).AsNoTracking();
        if (filter.Audience is { } audience) rows = rows.Where(row => row.Audience == audience);
        if (filter.Closed is { } closed) rows = rows.Where(row => row.ClosedOn != null == closed);
        if (filter.Owner is { } owner) rows = rows.Where(row => row.Owner == owner);
        if (filter.Parent?.Value is { } parent) rows = rows.Where(row => row.Parent == parent);
        // Of a few among many: their own rows put in order, where the index of all changes would be followed through everybody else's.
        var order = reach.Scope is Platform.Access.Scope.Workspace ? rows.OrderByDescending(row => row.ChangedAt) : rows.OrderByDescending(row => row.ChangedAt + 0);
        return ([.. (await order.ThenBy(row => row.Id).Skip(skip).Take(take).ToListAsync(cancel)).Select(HeadOf)], await rows.CountAsync(cancel));
    }

    private async Task<(PersonRow Person, List<(FactRow Row, Fact Fact)> Facts)?> FactsAsync(PersonId id, CaseReach reach, bool secrets, CancellationToken cancel)
    {
        await using var context = Context();
        if (await (await WithinAsync(context, reach, cancel)).AsNoTracking().FirstOrDefaultAsync(row => row.Id == id.Value, cancel) is not { } person || await KeyAsync(person.KeyId, cancel) is not { } key) return null;
        var rows = await context.Facts.AsNoTracking().Where(row => row.Person == id.Value).ToListAsync(cancel);
        // What is not for this reader is not even opened.
        return (person, [.. rows.Where(row => IsFor(row, FieldOf(row), reach) && (secrets || !FieldOf(row).Secret)).Select(row => FactOf(row, key))]);
    }

    // The firewall: given for the reader's purpose then, and the field's purpose still.
    private static bool IsFor(FactRow row, Field field, CaseReach reach) => reach.Purposes.Overlaps(row.Purposes.Split(' ').Where(field.Purposes.Contains));

    private (FactRow Row, Fact Fact) FactOf(FactRow row, DataKey key) => (row, new(FieldOf(row), row.Item, Opened(row, key), row.Source, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.By, row.ByName, row.Role, row.Revision) { Catalogue = row.Catalogue });

    private Field FieldOf(FactRow row) => Catalogue.Find(row.Field) ?? new(row.Field, FieldType.LongText, new HashSet<Audience>(), row.Purposes.Split(' ').ToHashSet(StringComparer.Ordinal));

    private IEnumerable<Fact> InOrder(IEnumerable<Fact> facts) => facts.OrderBy(fact => Catalogue.PlaceOf(fact.Field.Id)).ThenBy(fact => fact.Item);
}
