using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

/// <summary>A person who is to be registered.</summary>
/// <param name="Origin">32 random hexadecimal digits of the form: sent twice, it registers once.</param>
/// <param name="Audience">Adult, child, age uncertain, or without identity.</param>
/// <param name="Facts">What is known.</param>
/// <param name="Parent">The parent whom a child came with; null: came by herself.</param>
public sealed record NewPerson(string Origin, Audience Audience, IReadOnlyList<NewFact> Facts, PersonId? Parent = null)
{
    /// <summary>The origin of the parent, where both are registered together; null: the parent is known, or there is none.</summary>
    public string? ParentOrigin { get; init; }
}

// Registering a person.
public sealed partial class CaseStore
{
    private const int Attempts = 8;

    /// <summary>Registers a person with her facts, under a key of her own; who registers is responsible and her team follows up. A form that was taken before gives the person it made.</summary>
    /// <exception cref="ArgumentException">A value is none of its field's, or a field is not for such a person: identity of somebody who does not want to be known. The page checks before.</exception>
    public async Task<PersonId> AddPersonAsync(NewPerson person, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(by);
        var facts = Checked(person);
        if (await MadeByAsync(person.Origin, cancel) is { } made) return made;
        var key = await workspace.Keys.NewKeyAsync("person", cancel);
        try
        {
            var id = await AddAsync(person, facts, key, by, cancel);
            if (await KeyIdAsync(id, cancel) != key.Id) await workspace.Keys.EraseAsync([key.Id], CancellationToken.None); // the same form was faster
            return id;
        }
        catch
        {
            await workspace.Keys.EraseAsync([key.Id], CancellationToken.None);
            throw;
        }
    }

    private async Task<string?> KeyIdAsync(PersonId id, CancellationToken cancel)
    {
        await using var context = Context();
        return await context.Persons.Where(row => row.Id == id.Value).Select(row => row.KeyId).FirstOrDefaultAsync(cancel);
    }

    private async Task<PersonId> AddAsync(NewPerson person, List<UnderstoodFact> facts, DataKey key, CaseReach by, CancellationToken cancel)
    {
        for (var attempt = 0; ; attempt++)
        {
            try { return await AddAsync(PersonId.New(attempt < 4 ? 5 : 6), person, facts, key, by, cancel); }
            catch (DbUpdateException) when (attempt < Attempts) // the id is taken, or the same form was faster
            {
                if (await MadeByAsync(person.Origin, cancel) is { } faster) return faster;
            }
        }
    }

    private List<UnderstoodFact> Checked(NewPerson person)
    {
        var facts = Understood(person.Facts, out var wrong);
        if (wrong.Count > 0) throw new ArgumentException($"Not a value of {string.Join(", ", wrong.Select(fact => fact.Field))}.", nameof(person));
        return facts.Find(fact => !fact.Field.For.Contains(person.Audience)).Field is { } strange ? throw new ArgumentException($"{strange.Id} is not asked of {person.Audience}.", nameof(person)) : facts;
    }

    private async Task<PersonId?> MadeByAsync(string origin, CancellationToken cancel)
    {
        await using var context = Context();
        return PersonId.Read(await context.Persons.Where(row => row.Origin == origin).Select(row => row.Id).FirstOrDefaultAsync(cancel));
    }

    private Task<PersonId> AddAsync(PersonId id, NewPerson person, List<UnderstoodFact> facts, DataKey key, CaseReach by, CancellationToken cancel) => WriteAsync(async context =>
    {
        context.Persons.Add(RowOf(id, person, facts, key, by));
        await context.SaveChangesAsync(cancel);
        AddKnown(context, id, facts, key, by);
        return id;
    }, cancel);

    private PersonRow RowOf(PersonId id, NewPerson person, List<UnderstoodFact> facts, DataKey key, CaseReach by) => new()
    {
        Id = id.Value, KeyId = key.Id, Origin = person.Origin, Team = by.Team, Owner = by.Account, Audience = person.Audience, Parent = person.Parent?.Value, OpenedOn = Today, ConcernDue = person.Parent is not null && !facts.Exists(fact => fact.Field.Id == ConcernReport && fact.Value is not null), ChangedAt = Now().ToUnixTimeMilliseconds(), Revision = 1,
    };

    // What is known of her, what she is found by, and the act.
    private void AddKnown(CaseContext context, PersonId id, List<UnderstoodFact> facts, DataKey key, CaseReach by)
    {
        foreach (var fact in facts.Where(fact => fact.Value is not null)) context.Facts.Add(RowOf(id, fact, 1, key, by));
        context.LookUps.AddRange(LookUpsOf(id, facts.Where(fact => fact.Value is not null).Select(fact => (fact.Field, fact.Value!))));
        Record(context, CaseActs.PersonRegistered, id);
    }
}
