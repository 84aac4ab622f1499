using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Tests.Collection;
using Vern.Platform.Auditing;
using static Vern.Persons.Tests.Registration.CaseFixture;

namespace Vern.Persons.Tests.Registration;

/// <summary>Many persons in one transaction, on both databases.</summary>
public sealed class AddPeopleTests
{
    public static TheoryData<string> Databases => StoreFixture.Databases;

    private static List<NewPerson> People(PersonId parent) =>
    [
        Adult(new("identity.family-name", "Osaghae"), new("identity.given-name", "Joy"), new("identity.duf", "291400000012"), new("about.nationality", "NG"), new("exploitation.forms", "LAB-CLEAN SEX")),
        Adult(),
        Somebody(Audience.Anonymous, new NewFact("about.sex", "woman"), new NewFact("about.birth-year", "")),
        Somebody(Audience.Child, new NewFact("identity.called", "Bobo")) with { Parent = parent },
        Somebody(Audience.Child, new NewFact("concern.on", "2026-01-02")) with { Parent = parent },
        Somebody(Audience.Uncertain, new NewFact("stay.place", 1, "Example street 1", FactSource.Imported), new NewFact("note.text", 2, "a note")),
    ];

    [Theory, MemberData(nameof(Databases))]
    public async Task Many_at_once_become_what_each_alone_would(string database)
    {
        await using var fixture = await CaseFixture.OpenAsync(database);
        var parent = await fixture.Cases.AddPersonAsync(Adult(), Gry);
        var before = (await fixture.Workspace.Keys.StateAsync()).Keys;
        var alone = new List<PersonId>();
        foreach (var person in People(parent)) alone.Add(await fixture.Cases.AddPersonAsync(person, Gry));
        var together = await fixture.Cases.AddPeopleAsync(People(parent), Gry);
        Assert.Equal(alone.Count, together.Count);
        Assert.Equal(together.Count, together.Concat(alone).Distinct().Count() - alone.Count);
        await fixture.Workspace.Ledger.AppendAsync();
        foreach (var (one, other) in alone.Zip(together))
        {
            var (first, second) = ((await fixture.Cases.PersonAsync(one, Ida, secrets: true))!, (await fixture.Cases.PersonAsync(other, Ida, secrets: true))!);
            Assert.Equal(first.Head with { Id = other }, second.Head);
            Assert.Equal(first.Facts, second.Facts);
            var (places, _) = await fixture.Workspace.Ledger.Outbox.FindAsync(new(Resource: $"person/{other}"), 0, 10);
            Assert.Equal([CaseActs.PersonRegistered.Kind], (await fixture.Workspace.Ledger.ReadAsync(places)).Select(entry => entry.Kind));
        }
        Assert.Equal(2, (await fixture.Cases.SearchAsync("Ossage", Gry)).Count);
        Assert.Equal(2, (await fixture.Cases.SearchAsync("291400000012", Gry)).Count(hit => hit.Match == Match.Number));
        Assert.Equal(before + (2 * together.Count), (await fixture.Workspace.Keys.StateAsync()).Keys);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task All_or_none_and_a_list_sent_twice_is_taken_once(string database)
    {
        await using var fixture = await CaseFixture.OpenAsync(database);
        var before = (await fixture.Workspace.Keys.StateAsync()).Keys;
        var people = Enumerable.Range(0, 600).Select(number => Adult(new NewFact("about.birth-year", $"{1950 + (number % 50)}", FactSource.Imported))).ToList();
        var wrong = await Assert.ThrowsAsync<ArgumentException>(() => fixture.Cases.AddPeopleAsync([.. people, Somebody(Audience.Anonymous, new NewFact("identity.family-name", "Osaghae"))], Gry));
        Assert.StartsWith("Person 601: identity.family-name", wrong.Message, StringComparison.Ordinal);
        Assert.Equal((0, before), ((await fixture.Cases.ListAsync(Ida, new(), 0, 1)).Count, (await fixture.Workspace.Keys.StateAsync()).Keys));
        var first = await fixture.Cases.AddPersonAsync(people[0], Gry);
        var ids = await fixture.Cases.AddPeopleAsync([.. people, people[7]], Gry);
        Assert.Equal((first, ids[7]), (ids[0], ids[^1]));
        var again = await Task.WhenAll(fixture.Cases.AddPeopleAsync(people, Gry), fixture.Cases.AddPeopleAsync(people, Gry));
        Assert.All(again, some => Assert.Equal(ids.Take(people.Count), some));
        Assert.Equal((600, before + 600), ((await fixture.Cases.ListAsync(Ida, new(), 0, 1)).Count, (await fixture.Workspace.Keys.StateAsync()).Keys));
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Cases.AddPeopleAsync([Adult()], Gry, stopped.Token));
        Assert.Equal(before + 600, (await fixture.Workspace.Keys.StateAsync()).Keys);
    }
}
