using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Registration.Storage;

namespace Vern.Persons.Registration;

/// <summary>What is to be handed out.</summary>
/// <param name="Purpose">The one purpose that it is for: only facts that were given for it are among it.</param>
/// <param name="Identity">Whether what tells who a person is goes out too; never for statistics.</param>
/// <param name="Closed">Whether of closed cases; null: of all.</param>
/// <param name="Format">How it is written, for the ledger.</param>
public sealed record PeopleExport(string Purpose, bool Identity, bool? Closed, string Format);

// Handing out what is known of persons.
public sealed partial class CaseStore
{
    private const int ExportedAtOnce = 200;

    /// <summary>The fields of which something can go out, each with the greatest number within its repeating group.</summary>
    public async Task<IReadOnlyList<(Field Field, int Most)>> ExportFieldsAsync(PeopleExport what, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(what);
        await using var context = Context();
        var there = OfState(await WithinAsync(context, by, cancel), what.Closed);
        var most = await context.Facts.AsNoTracking().Where(fact => fact.Value != null && there.Any(person => person.Id == fact.Person)).GroupBy(fact => fact.Field).Select(group => new { Field = group.Key, Most = group.Max(fact => fact.Item) }).ToListAsync(cancel);
        return [.. most.Where(one => Catalogue.Find(one.Field) is { } field && GoesOut(field, what)).Select(one => (Field: Catalogue[one.Field], one.Most)).OrderBy(pair => Catalogue.PlaceOf(pair.Field.Id))];
    }

    /// <summary>
    /// Persons within reach with what may go out for a purpose, in the order of their random ids. That each of them was handed out is in the ledger before she is given here; where she stays is never among it (E-069).
    /// </summary>
    /// <exception cref="ArgumentException">The reader does not read for this purpose, or asks for identity where it does not allow it.</exception>
    public async IAsyncEnumerable<CasePerson> ExportAsync(PeopleExport what, CaseReach by, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(what);
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Purposes.Contains(what.Purpose)) throw new ArgumentException("Not a purpose of the reader's.", nameof(what));
        if (what.Identity && !MayNameFor(what.Purpose)) throw new ArgumentException("No identity for this purpose.", nameof(what));
        var narrow = by with { Purposes = new HashSet<string>(StringComparer.Ordinal) { what.Purpose } };
        var after = "";
        while (await ExportBatchAsync(what, narrow, after, cancel) is { Count: > 0 } batch)
        {
            foreach (var person in batch) yield return person;
            after = batch[^1].Head.Id.Value;
        }
    }

    /// <summary>Whether what tells who a person is may go out for a purpose: some field of her identity was given for it.</summary>
    public bool MayNameFor(string purpose) => Catalogue.All.Any(field => field is { Identity: true, Secret: false } && field.Purposes.Contains(purpose));

    private Task<List<CasePerson>> ExportBatchAsync(PeopleExport what, CaseReach by, string after, CancellationToken cancel) => WriteAsync(async context =>
    {
#pragma warning disable CA1309 // compared by the database, in the order that it sorts by
        var rows = await OfState(await WithinAsync(context, by, cancel), what.Closed).AsNoTracking().Where(row => string.Compare(row.Id, after) > 0).OrderBy(row => row.Id).Take(ExportedAtOnce).ToListAsync(cancel);
#pragma warning restore CA1309
        var ids = rows.Select(row => row.Id).ToList();
        var facts = (await context.Facts.AsNoTracking().Where(fact => ids.Contains(fact.Person)).ToListAsync(cancel)).ToLookup(fact => fact.Person, StringComparer.Ordinal);
        var keys = await workspace.Keys.KeysAsync([.. rows.Select(row => row.KeyId)], cancel);
        var people = new List<CasePerson>(rows.Count);
        foreach (var row in rows)
        {
            // What does not go out is not even opened.
            var known = keys.TryGetValue(row.KeyId, out var key)
                ? InOrder(Newest(facts[row.Id]).Where(fact => fact.Value is not null && FieldOf(fact) is var field && GoesOut(field, what) && IsFor(fact, field, by)).Select(fact => FactOf(fact, key).Fact)) : [];
            people.Add(new(HeadOf(row), [.. known]));
            Record(context, CaseActs.PersonExported, PersonId.Read(row.Id)!.Value, $"{what.Format} {what.Purpose}{(what.Identity ? " identity" : "")}");
        }
        return people;
    }, cancel);

    private static IQueryable<PersonRow> OfState(IQueryable<PersonRow> people, bool? closed) => closed is { } state ? people.Where(row => row.ClosedOn != null == state) : people;

    private static bool GoesOut(Field field, PeopleExport what) => !field.Secret && field.Purposes.Contains(what.Purpose) && (what.Identity || !field.Identity);
}
