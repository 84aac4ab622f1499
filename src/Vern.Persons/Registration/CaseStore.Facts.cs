using Microsoft.EntityFrameworkCore;
using Vern.Linkage.Encoding;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

/// <summary>A fact that was understood: its value as it is kept, null to withdraw.</summary>
internal readonly record struct UnderstoodFact(Field Field, int Item, string? Value, FactSource Source, string? OnlyFor = null);

// Recording facts.
public sealed partial class CaseStore
{
    private const int MostItems = 200;
    /// <summary>The field that says when child welfare was told .</summary>
    internal const string ConcernReport = "concern.on";

    /// <summary>Records facts about a person, all or none. What stands already is not recorded again.</summary>
    /// <param name="id">The person.</param>
    /// <param name="facts">The facts.</param>
    /// <param name="seen">The revision that the form was filled in over.</param>
    /// <param name="by">Who records.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Recorded> RecordFactsAsync(PersonId id, IReadOnlyList<NewFact> facts, int seen, CaseReach by, CancellationToken cancel = default)
    {
        var understood = Understood(facts, out var wrong);
        await using var context = Context();
        if (await (await WithinAsync(context, by, cancel)).AsNoTracking().FirstOrDefaultAsync(row => row.Id == id.Value, cancel) is not { } person || await KeyAsync(person.KeyId, cancel) is not { } key) return new Recorded.Gone();
        wrong.AddRange(understood.Where(fact => !fact.Field.For.Contains(person.Audience)).Select(fact => new NewFact(fact.Field.Id, fact.Item, fact.Value, fact.Source)));
        // Nobody changes what she may not see: she could not know what she replaces.
        wrong.AddRange(understood.Where(fact => !fact.Field.Purposes.Overlaps(by.Purposes)).Select(fact => new NewFact(fact.Field.Id, fact.Item, fact.Value, fact.Source)));
        if (wrong.Count > 0) return new Recorded.Wrong(wrong);
        var rows = await context.Facts.AsNoTracking().Where(row => row.Person == id.Value).ToListAsync(cancel);
        var current = Newest(rows).ToDictionary(row => (row.Field, row.Item));
        var changes = understood.Where(fact => (current.TryGetValue((fact.Field.Id, fact.Item), out var row) ? Opened(row, key) : null) != fact.Value).ToList();
        if (changes.Count == 0) return new Recorded.Done(person.Revision, 0);
        if (person.Revision == seen && await WriteChangesAsync(person, changes, current, key, by, cancel) is { } revision) return new Recorded.Done(revision, changes.Count);
        return await StaleAsync(id, seen, by, key, cancel);
    }

    private Task<int?> WriteChangesAsync(PersonRow person, List<UnderstoodFact> changes, Dictionary<(string Field, int Item), FactRow> current, DataKey key, CaseReach by, CancellationToken cancel) => WriteAsync<int?>(async context =>
    {
        var (id, revision, at) = (PersonId.Read(person.Id)!.Value, person.Revision + 1, Now().ToUnixTimeMilliseconds());
        // The first statement locks: of two who record at once, one does.
        if (await context.Persons.Where(row => row.Id == person.Id && row.Revision == person.Revision && row.ErasedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.Revision, revision).SetProperty(row => row.ChangedAt, at), cancel) == 0) return null;
        if (changes.Exists(fact => fact.Field.Id == ConcernReport && fact.Value is not null)) await context.Persons.Where(row => row.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.ConcernDue, false), cancel);
        foreach (var fact in changes) context.Facts.Add(RowOf(id, fact, revision, key, by));
        await WarnOfMissingAsync(context, person, changes, current, key, cancel);
        if (changes.Exists(fact => fact.Field.Search is not null))
        {
            await context.LookUps.Where(row => row.Person == person.Id).ExecuteDeleteAsync(cancel);
            var changed = changes.Select(fact => (fact.Field.Id, fact.Item)).ToHashSet();
            var kept = current.Values.Where(row => !changed.Contains((row.Field, row.Item)) && Catalogue.Find(row.Field)?.Search is not null).Select(row => (Catalogue[row.Field], Value: Opened(row, key)));
            context.LookUps.AddRange(LookUpsOf(id, kept.Concat(changes.Select(fact => (fact.Field, fact.Value))).Where(pair => pair.Value is not null).Select(pair => (pair.Item1, pair.Value!))));
        }
        Record(context, CaseActs.FactsRecorded, id, string.Join(' ', changes.Where(fact => !fact.Field.Secret).Select(fact => fact.Field.Id).Distinct()));
        return revision;
    }, cancel);

    private async Task<Recorded> StaleAsync(PersonId id, int seen, CaseReach by, DataKey key, CancellationToken cancel)
    {
        await using var context = Context();
        var revision = await (await WithinAsync(context, by, cancel)).Where(row => row.Id == id.Value).Select(row => row.Revision).FirstOrDefaultAsync(cancel);
        if (revision == 0) return new Recorded.Gone();
        var since = await context.Facts.AsNoTracking().Where(row => row.Person == id.Value && row.Revision > seen).ToListAsync(cancel);
        return new Recorded.Stale(revision, [.. Newest(since).Select(row => FactOf(row, key)).Where(fact => IsFor(fact.Row, fact.Fact.Field, by)).Select(fact => fact.Fact)]);
    }

    private List<UnderstoodFact> Understood(IReadOnlyList<NewFact> facts, out List<NewFact> wrong)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var (understood, not) = (new List<UnderstoodFact>(facts.Count), new List<NewFact>());
        var places = new HashSet<(string, int)>();
        foreach (var fact in facts)
        {
            var field = Catalogue.Find(fact.Field);
            var value = field is null || string.IsNullOrWhiteSpace(fact.Value) ? null : field.Read(fact.Value);
            var isWrong = field is null || (value is null && !string.IsNullOrWhiteSpace(fact.Value)) || (field.Group is null ? fact.Item != 0 : fact.Item is < 1 or > MostItems) || !places.Add((fact.Field, fact.Item));
            if (isWrong) not.Add(fact);
            else understood.Add(new(field!, fact.Item, value is { Length: > 0 } ? value : null, fact.Source, fact.OnlyFor));
        }
        wrong = not;
        return understood;
    }

    private FactRow RowOf(PersonId person, UnderstoodFact fact, int revision, DataKey key, CaseReach by) => new()
    {
        Person = person.Value, Field = fact.Field.Id, Item = fact.Item, Revision = revision, At = Now().ToUnixTimeMilliseconds(), By = by.Account, ByName = by.Name, Role = by.Role, Source = fact.Source, Catalogue = Catalogue.Version,
        Purposes = string.Join(' ', Catalogue.Purposes.Where(purpose => fact.Field.Purposes.Contains(purpose) && (fact.OnlyFor is null || fact.OnlyFor == purpose))),
        Value = fact.Value is { } value ? key.SealField(PlaceOf(person.Value, fact.Item, revision), ColumnOf(fact.Field.Id), System.Text.Encoding.UTF8.GetBytes(value)) : null,
    };

    // A sealed value opens in its own place only: this person, field, item and revision.
    private static string? Opened(FactRow row, DataKey key) => row.Value is { } box ? System.Text.Encoding.UTF8.GetString(key.OpenField(PlaceOf(row.Person, row.Item, row.Revision), ColumnOf(row.Field), box)) : null;

    private static string PlaceOf(string person, int item, int revision) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{person}/{item}/{revision}");
    private static string ColumnOf(string field) => $"case_facts.{field}";

    private static IEnumerable<FactRow> Newest(IEnumerable<FactRow> rows) => rows.GroupBy(row => (row.Field, row.Item)).Select(group => group.MaxBy(row => row.Revision)!);

    private IEnumerable<LookUpRow> LookUpsOf(PersonId person, IEnumerable<(Field Field, string Value)> values) => values
        .SelectMany(pair => pair.Field.Search is { } kind ? DigestsOf(kind, pair.Value).Select(digest => (kind, digest)) : []).Distinct()
        .Select(pair => new LookUpRow { Person = person.Value, Kind = pair.kind, Digest = pair.digest });

    // A name by the sound of each of its words, a number as it is.
    private IEnumerable<string> DigestsOf(LookUpKind kind, string value) => kind is LookUpKind.Number ? numbers.Of(value) is { } number ? [number] : []
        : NameFolding.Words(value).Select(word => sounds.Of(NameSound.Of(word))).OfType<string>();
}
