using Microsoft.EntityFrameworkCore;
using Vern.Linkage.Encoding;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Registration.Storage;

namespace Vern.Persons.Registration;

/// <summary>Somebody who may be the person of a row.</summary>
/// <param name="Person">The place of the row's person among those given, from 0.</param>
/// <param name="Known">Who is there already; null: another row of the same file.</param>
/// <param name="Other">The place of the other row's person; null: she is there already.</param>
/// <param name="Match">How well she fits.</param>
public sealed record PossibleDouble(int Person, PersonId? Known, int? Other, Match Match);

// Importing persons: who is there already.
public sealed partial class CaseStore
{
    private const int DigestsAtOnce = 500;

    /// <summary>Who of these persons may be registered already, within reach, or stands twice among them: by an identity number, or by all words of given and family name. What is asked for is kept nowhere.</summary>
    public async Task<IReadOnlyList<PossibleDouble>> DoublesAsync(IReadOnlyList<NewPerson> people, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(people);
        var asked = people.Select(person => (Numbers: Values(person, LookUpKind.Number), Name: string.Join(' ', ((string[])["identity.given-name", "identity.family-name"]).SelectMany(id => person.Facts.Where(fact => fact.Field == id).Select(fact => fact.Value))))).ToList();
        var known = await KnownDigestsAsync([.. asked.SelectMany(one => one.Numbers.SelectMany(number => DigestsOf(LookUpKind.Number, number)).Concat(DigestsOf(LookUpKind.Sound, one.Name))).Distinct(StringComparer.Ordinal)], cancel);
        var doubles = new List<PossibleDouble>();
        var (byNumber, byName) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var (place, (numbersOf, name)) in asked.Index())
        {
            var words = NameFolding.Words(name);
            foreach (var number in numbersOf)
            {
                if (DigestsOf(LookUpKind.Number, number).Any(known.Contains))
                    doubles.AddRange((await SearchAsync(number, by, cancel)).Where(found => found.Match is Match.Number).Select(found => new PossibleDouble(place, found.Head.Id, null, Match.Number)));
                if (!byNumber.TryAdd(number, place)) doubles.Add(new(place, null, byNumber[number], Match.Number));
            }
            if (words.Count < 2) continue;
            if (DigestsOf(LookUpKind.Sound, name).All(known.Contains))
                doubles.AddRange((await SearchAsync(name, by, cancel)).Where(found => found.Match is Match.Name && !doubles.Exists(one => one.Person == place && one.Known == found.Head.Id)).Select(found => new PossibleDouble(place, found.Head.Id, null, Match.Name)));
            var born = people[place].Facts.FirstOrDefault(fact => fact.Field == "identity.birth")?.Value;
            if (!byName.TryAdd(string.Join(' ', words.Order(StringComparer.Ordinal)) + born, place) && byName[string.Join(' ', words.Order(StringComparer.Ordinal)) + born] is var other && !doubles.Exists(one => one.Person == place && one.Other == other)) doubles.Add(new(place, null, other, Match.Name));
        }
        return doubles;
    }

    /// <summary>Registers the persons of an import, all or none, and records that it was done.</summary>
    /// <returns>Their ids, in the order given.</returns>
    public async Task<IReadOnlyList<PersonId>> ImportAsync(IReadOnlyList<NewPerson> people, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(people);
        var wrong = people.SelectMany(person => person.Facts).FirstOrDefault(fact => fact.Source is not FactSource.Imported);
        if (wrong is not null) throw new ArgumentException($"{wrong.Field}: an import's facts are imported.", nameof(people));
        return await AddPeopleAsync(people, by, cancel);
    }

    /// <summary>Where columns of these names were taken before, by name; those that were never chosen are not among them.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ImportTargetsAsync(IReadOnlyList<string> headers, CancellationToken cancel = default)
    {
        var digests = ColumnsOf(headers);
        var wanted = digests.Values.ToList();
        await using var context = Context();
        var kept = await context.ImportColumns.AsNoTracking().Where(row => wanted.Contains(row.Digest)).ToDictionaryAsync(row => row.Digest, row => row.Target, StringComparer.Ordinal, cancel);
        return digests.Where(pair => kept.ContainsKey(pair.Value)).ToDictionary(pair => pair.Key, pair => kept[pair.Value], StringComparer.Ordinal);
    }

    /// <summary>Remembers where columns are taken, for the agency's next file.</summary>
    public Task KeepImportTargetsAsync(IReadOnlyDictionary<string, string> targets, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        var digests = ColumnsOf([.. targets.Keys]);
        var wanted = digests.Values.ToList();
        await context.ImportColumns.Where(row => wanted.Contains(row.Digest)).ExecuteDeleteAsync(cancel);
        context.ImportColumns.AddRange(digests.DistinctBy(pair => pair.Value).Select(pair => new ImportColumnRow { Digest = pair.Value, Target = targets[pair.Key] }));
        return true;
    }, cancel);

    private Dictionary<string, string> ColumnsOf(IReadOnlyList<string> headers) => headers.Select(header => (header, Digest: numbers.Of("column " + header))).Where(pair => pair.Digest is not null).DistinctBy(pair => pair.header).ToDictionary(pair => pair.header, pair => pair.Digest!, StringComparer.Ordinal);

    private async Task<HashSet<string>> KnownDigestsAsync(List<string> digests, CancellationToken cancel)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        await using var context = Context();
        foreach (var some in digests.Chunk(DigestsAtOnce)) known.UnionWith(await context.LookUps.AsNoTracking().Where(row => some.Contains(row.Digest)).Select(row => row.Digest).Distinct().ToListAsync(cancel));
        return known;
    }

    private List<string> Values(NewPerson person, LookUpKind kind) => [.. person.Facts.Where(fact => fact.Value is not null && Catalogue.Find(fact.Field)?.Search == kind).Select(fact => fact.Value!)];
}
