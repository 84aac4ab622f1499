using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Tests.Collection;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Workspaces;
using static Vern.Persons.Tests.Registration.CaseFixture;

namespace Vern.Persons.Tests.Registration;

/// <summary>The store of casework, on both databases.</summary>
public sealed class CaseStoreTests
{
    public static TheoryData<string> Databases => StoreFixture.Databases;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_request_reads_once_with_its_own_eyes_and_a_list_knows_how_many_there_are(string database)
    {
        await using var fixture = await CaseFixture.OpenAsync(database);
        var id = await fixture.Cases.AddPersonAsync(Adult(new NewFact("identity.family-name", "Osaghae")), Gry);
        // What one request has read is read once, each with its own eyes; the next one reads anew.
        var once = Gry with { Read = new() };
        Assert.Equal("Osaghae", (await fixture.Cases.PersonAsync(id, once))!["identity.family-name"]);
        Assert.Null((await fixture.Cases.PersonAsync(id, once with { Purposes = new HashSet<string> { "statistics" } }))!["identity.family-name"]);
        Assert.Equal(0, (await fixture.Cases.ListAsync(once, new(Parent: id), 0, 10)).Count);
        foreach (var _ in (int[])[1, 2, 3]) await fixture.Cases.AddPersonAsync(Adult() with { Parent = id }, Gry);
        foreach (var (skip, take, there) in new[] { (0, 10, 3), (0, 3, 3), (0, 2, 2), (2, 2, 1), (3, 2, 0), (9, 2, 0), (0, 0, 0) })
        {
            var (some, all) = await fixture.Cases.ListAsync(Gry, new(Parent: id), skip, take);
            Assert.Equal((there, 3), (some.Count, all));
        }
        Assert.Equal((await fixture.Cases.ListAsync(Gry, new(Parent: id), 0, 2)).People.Select(head => head.Id), (await fixture.Cases.LatestAsync(Gry, new(Parent: id), 2)).Select(head => head.Id));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_person_is_registered_once_read_within_reach_and_stands_nowhere_in_clear(string database)
    {
        await using var fixture = await CaseFixture.OpenAsync(database);
        var form = Adult(new("identity.family-name", "Osaghae"), new("identity.duf", "291400000012"), new("about.nationality", "NG"), new("exploitation.forms", "LAB-CLEAN SEX"));
        var id = await fixture.Cases.AddPersonAsync(form, Gry);
        Assert.Equal(id, await fixture.Cases.AddPersonAsync(form, Gry)); // a double click
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{5,6}$", id.Value);
        var person = (await fixture.Cases.PersonAsync(PersonId.Read(id.Value.ToLowerInvariant())!.Value, Henrik))!;
        Assert.Equal(("Osaghae", "NG", "SEX LAB-CLEAN", 1), (person["identity.family-name"], person["about.nationality"], person["exploitation.forms"], person.Head.Revision));
        Assert.Null(await fixture.Cases.PersonAsync(id, Siv)); // another team's is not there
        Assert.NotNull(await fixture.Cases.PersonAsync(id, Ida));
        Assert.Null(await fixture.Cases.PersonAsync(id, Henrik with { Scope = Scope.Own }));
        var (people, count) = await fixture.Cases.ListAsync(Gry, new(), 0, 10);
        Assert.Equal((id, 1), (Assert.Single(people).Id, count));
        Assert.Empty((await fixture.Cases.ListAsync(Siv, new(), 0, 10)).People);
        if (database == "sqlite")
            foreach (var clear in (string[])["Osaghae", "OSAGHAE", "291400000012", "LAB-CLEAN"]) Assert.DoesNotContain(clear, fixture.Bytes(), StringComparison.Ordinal);
        // Both acts are in the ledger, and say nothing but the random id.
        await fixture.Workspace.Ledger.AppendAsync();
        var (places, _) = await fixture.Workspace.Ledger.Outbox.FindAsync(new(CaseActs.PersonRegistered.Kind), 0, 10);
        Assert.Equal($"person/{id}", Assert.Single(await fixture.Workspace.Ledger.ReadAsync(places)).Resource);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Facts_take_the_place_of_older_ones_which_the_history_keeps_and_withdrawing_is_one_more(string database)
    {
        await using var fixture = await CaseFixture.OpenAsync(database);
        var id = await fixture.Cases.AddPersonAsync(Adult(new("identity.called", "Joy"), new("answer.offer", "no")), Gry);
        fixture.Clock.Move(TimeSpan.FromDays(1));
        Assert.Equal(new Recorded.Done(2, 2), await fixture.Cases.RecordFactsAsync(id, [new("answer.offer", "yes"), new("identity.called", ""), new("about.sex", null)], 1, Henrik));
        var person = (await fixture.Cases.PersonAsync(id, Gry))!;
        Assert.Equal(("yes", null), (person["answer.offer"], person["identity.called"]));
        var history = (await fixture.Cases.HistoryAsync(id, Gry))!;
        Assert.Equal([("answer.offer", "yes", "Henrik Example", 2), ("identity.called", null, "Henrik Example", 2), ("identity.called", "Joy", "Gry Example", 1), ("answer.offer", "no", "Gry Example", 1)],
            history.Select(fact => (fact.Field.Id, fact.Value, fact.ByName, fact.Revision)));
        Assert.Equal(["yes", "no"], (await fixture.Cases.HistoryAsync(id, Gry, "answer.offer"))!.Select(fact => fact.Value));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_stale_form_is_refused_with_what_changed_and_one_sent_twice_is_done_once(string database)
    {
        await using var fixture = await CaseFixture.OpenAsync(database);
        var id = await fixture.Cases.AddPersonAsync(Adult(), Gry);
        NewFact[] hers = [new("case.housing", "KRIS"), new("identity.called", "Joy")];
        Assert.Equal(new Recorded.Done(2, 2), await fixture.Cases.RecordFactsAsync(id, hers, 1, Gry));
        Assert.Equal(new Recorded.Done(2, 0), await fixture.Cases.RecordFactsAsync(id, hers, 1, Gry));
        var stale = Assert.IsType<Recorded.Stale>(await fixture.Cases.RecordFactsAsync(id, [new("case.housing", "MOTT")], 1, Henrik));
        Assert.Equal(2, stale.Revision);
        Assert.Equal(["case.housing", "identity.called"], stale.Since.Select(fact => fact.Field.Id).Order(StringComparer.Ordinal));
        Assert.Equal("KRIS", (await fixture.Cases.PersonAsync(id, Gry))!["case.housing"]);
        Assert.Equal(new Recorded.Done(3, 1), await fixture.Cases.RecordFactsAsync(id, [new("case.housing", "MOTT")], stale.Revision, Henrik));
        // Ten at once over the same revision: one is recorded, nine are told.
        var ten = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => fixture.Cases.RecordFactsAsync(id, [new("about.birth-year", $"{1990 + number}")], 3, Gry)));
        Assert.Single(ten.OfType<Recorded.Done>());
        Assert.Equal(9, ten.OfType<Recorded.Stale>().Count());
        Assert.Equal(new Recorded.Gone(), await fixture.Cases.RecordFactsAsync(id, [new("case.housing", "EGEN")], 4, Siv));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Nothing_is_recorded_of_a_form_with_a_value_that_is_none(string database)
    {
        await using var fixture = await CaseFixture.OpenAsync(database);
        var id = await fixture.Cases.AddPersonAsync(Somebody(Audience.Anonymous, new NewFact("about.sex", "woman")), Gry);
        NewFact[] wrong = [new("about.sex", "lady"), new("about.birth-year", "-3"), new("about.nationality", "ng"), new("no.such-field", "x"), new("stay.from", 0, "2015-01-01"), new("identity.family-name", "Osaghae")];
        var told = Assert.IsType<Recorded.Wrong>(await fixture.Cases.RecordFactsAsync(id, [.. wrong, new("case.housing", "KRIS")], 1, Gry));
        Assert.Equal(wrong.Select(fact => fact.Field).Order(StringComparer.Ordinal), told.Facts.Select(fact => fact.Field).Order(StringComparer.Ordinal)); // the name, since she does not want to be known
        Assert.Single((await fixture.Cases.PersonAsync(id, Gry))!.Facts);
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Cases.AddPersonAsync(Somebody(Audience.Anonymous, new NewFact("identity.family-name", "Osaghae")), Gry));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Who_reads_for_enforcement_alone_sees_nothing_that_was_given_for_protection(string database)
    {
        await using var fixture = await CaseFixture.OpenAsync(database);
        var id = await fixture.Cases.AddPersonAsync(Adult(new("identity.family-name", "Osaghae"), new("exploitation.account", "She told us"), new("contact.phone", "40000000"), new("stay.place", 1, "Example street 1")), Gry);
        var investigator = Of(9, "Per Example", null) with { Role = AgencyGrants.Investigator, Scope = Scope.Workspace, Purposes = new HashSet<string> { "enforcement" } };
        var seen = (await fixture.Cases.PersonAsync(id, investigator, secrets: true))!;
        Assert.Equal(["identity.family-name"], seen.Facts.Select(fact => fact.Field.Id));
        Assert.Equal(["identity.family-name"], (await fixture.Cases.HistoryAsync(id, investigator))!.Select(fact => fact.Field.Id));
        Assert.IsType<Recorded.Wrong>(await fixture.Cases.RecordFactsAsync(id, [new("exploitation.account", "another")], 1, investigator));
        // Nor what changed meanwhile, when a form of hers is stale.
        await fixture.Cases.RecordFactsAsync(id, [new("exploitation.account", "more"), new("identity.family-name", "Osagiede")], 1, Gry);
        var stale = Assert.IsType<Recorded.Stale>(await fixture.Cases.RecordFactsAsync(id, [new("identity.given-name", "Joy")], 1, investigator));
        Assert.Equal(["identity.family-name"], stale.Since.Select(fact => fact.Field.Id));
        // The secret place is not among what a caseworker sees either, until she asks for it by itself.
        Assert.Null((await fixture.Cases.PersonAsync(id, Gry))!["stay.place", 1]);
        Assert.DoesNotContain((await fixture.Cases.HistoryAsync(id, Gry))!, fact => fact.Field.Secret);
        Assert.Equal("Example street 1", (await fixture.Cases.PersonAsync(id, Gry, secrets: true))!["stay.place", 1]);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_draft_has_the_key_of_its_person_to_be_and_who_does_not_want_to_be_known_any_more_gets_another(string database)
    {
        await using var fixture = await CaseFixture.OpenAsync(database);
        async Task<string> KeyAsync(string id)
        {
            await using var context = fixture.Cases.Context();
            return await context.Drafts.Where(row => row.Id == id).Select(row => row.KeyId).SingleAsync();
        }
        var draft = await fixture.Cases.BeginDraftAsync(Origin(), new(Audience.Adult, null, "name", new Dictionary<string, string> { ["identity.called"] = "Joy" }), Gry);
        Assert.Equal(draft.Id, (await fixture.Cases.BeginDraftAsync(draft.Id, draft.Content with { Step = "other" }, Gry)).Id); // a double click
        Assert.Null(await fixture.Cases.DraftAsync(draft.Id, Henrik));
        Assert.Null(await fixture.Cases.ChangeDraftAsync(draft.Id, content => content, Henrik));
        Assert.Null(await fixture.Cases.RegisterDraftAsync(draft.Id, Henrik));
        var before = await KeyAsync(draft.Id);
        // Ten windows at once lose nothing.
        var counts = FieldCatalogue.Own.All.Where(field => field.Type == FieldType.Number && field.For.Contains(Audience.Adult)).Select(field => field.Id).Order(StringComparer.Ordinal).ToList();
        await Task.WhenAll(counts.Select(field => fixture.Cases.ChangeDraftAsync(draft.Id, content => content.With([new(field, "1")], FieldCatalogue.Own), Gry)));
        Assert.Equal(counts.Append("identity.called").Order(StringComparer.Ordinal), (await fixture.Cases.DraftAsync(draft.Id, Gry))!.Content.Values.Keys.Order(StringComparer.Ordinal));
        await fixture.Cases.ChangeDraftAsync(draft.Id, content => content.About(Audience.Anonymous, FieldCatalogue.Own), Gry);
        Assert.NotEqual(before, await KeyAsync(draft.Id));
        Assert.Empty(await fixture.Workspace.Keys.KeysAsync([before])); // what was sealed before opens nowhere any more, in no back-up either
        var key = await KeyAsync(draft.Id);
        var person = await fixture.Cases.RegisterDraftAsync(draft.Id, Gry);
        Assert.Equal(person, await fixture.Cases.RegisterDraftAsync(draft.Id, Gry));
        Assert.Empty(await fixture.Cases.DraftsAsync(Gry));
        Assert.Single(await fixture.Workspace.Keys.KeysAsync([key]));
        Assert.Equal(counts.Where(field => FieldCatalogue.Own[field].For.Contains(Audience.Anonymous)), (await fixture.Cases.PersonAsync(person!.Value, Gry))!.Facts.Select(fact => fact.Field.Id).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Tasks_documents_and_who_is_responsible_keep_to_the_reach_and_are_sealed(string database)
    {
        await using var fixture = await CaseFixture.OpenAsync(database);
        var cases = fixture.Cases;
        var id = await cases.AddPersonAsync(Adult(), Gry);
        var (task, document, due) = (Origin(), Origin(), cases.Today.AddDays(-1));
        foreach (var _ in new int[2]) Assert.True(await cases.AddTaskAsync(task, id, "Ring the counsel", due, Gry.Account, Gry)); // sent twice
        Assert.False(await cases.AddTaskAsync(Origin(), id, "Other", due, Siv.Account, Siv));
        var added = Assert.Single(await cases.TasksAsync(Gry));
        Assert.Equal(("Ring the counsel", due), (added.What, added.DueOn));
        Assert.Empty(await cases.TasksAsync(Siv, id));
        foreach (var _ in new int[2]) Assert.True(await cases.AddDocumentAsync(document, id, "Passport copy.pdf", DocumentType.Read("pdf"), "%PDF words"u8.ToArray(), Henrik));
        Assert.Equal("Passport copy.pdf", Assert.Single(await cases.DocumentsAsync(id, Gry)).Name);
        Assert.Null(await cases.DocumentAsync(id, document, Siv));
        Assert.Null(await cases.DocumentAsync(id, document, Gry with { Purposes = new HashSet<string> { "enforcement" } }));
        Assert.Equal("%PDF words"u8.ToArray(), (await cases.DocumentAsync(id, document, Gry))!.Value.Content);
        if (database == "sqlite") foreach (var clear in (string[])["Ring the counsel", "Passport copy", "%PDF words"]) Assert.DoesNotContain(clear, fixture.Bytes(), StringComparison.Ordinal);
        // A deputy until a day: on the day after, no more.
        Assert.True(await cases.AddMemberAsync(id, new(Siv.Account, "deputy", cases.Today), Gry));
        Assert.NotNull(await cases.PersonAsync(id, Siv));
        fixture.Clock.Move(TimeSpan.FromDays(1));
        Assert.Null(await cases.PersonAsync(id, Siv));
        Assert.Single(await cases.MembersAsync(id, Gry));
        Assert.Equal([new Load(Gry.Account, 1, 0, 1)], await cases.LoadAsync(Ida));
        Assert.True(await cases.DoneAsync(id, added.Id, Henrik));
        Assert.Empty(await cases.TasksAsync(Gry));
        Assert.False(await cases.CloseAsync(id, "disappeared", Siv));
        Assert.True(await cases.CloseAsync(id, "disappeared", Gry));
        Assert.Equal("disappeared", Assert.Single((await cases.ListAsync(Gry, new(Closed: true), 0, 10)).People).ClosedFor);
        Assert.True(await cases.HandOverAsync(id, Siv.Account, "south", Gry));
        Assert.Null(await cases.PersonAsync(id, Gry));
        Assert.True(await cases.DropDocumentAsync(id, document, Siv));
        Assert.False(await cases.DropDocumentAsync(id, document, Siv));
        Assert.True(await cases.EraseAsync(id, Siv));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_search_finds_by_number_and_sound_within_reach_and_for_the_readers_purpose(string database)
    {
        await using var fixture = await CaseFixture.OpenAsync(database);
        var id = await fixture.Cases.AddPersonAsync(Adult(new("identity.given-name", "Blessing"), new("identity.family-name", "Igbinosun"), new("identity.national-number", "01810099914"), new("identity.called", "Bee")), Gry);
        await fixture.Cases.AddPersonAsync(Adult(new NewFact("identity.family-name", "Nguyen")), Gry);
        async Task<Match?> FindAsync(string text, CaseReach by) => (await fixture.Cases.SearchAsync(text, by)).SingleOrDefault(found => found.Head.Id == id)?.Match;
        Assert.Equal(Match.Name, await FindAsync("igbinosun  BLESSING", Gry));
        Assert.Equal(Match.Sound, await FindAsync("Ikbinozun", Gry));
        Assert.Equal(Match.Part, await FindAsync("Igbinosun Xavier", Gry));
        Assert.Equal(Match.Number, await FindAsync("018100 99914", Gry));
        Assert.Null(await FindAsync("Igbinosun", Siv));
        Assert.Null(await FindAsync("Nguyen", Gry));
        Assert.Empty(await fixture.Cases.SearchAsync("  ", Gry));
        Assert.Empty(await fixture.Cases.SearchAsync(new string('%', 100_000), Gry));
        Assert.Null(await FindAsync("Igbinosun", Gry with { Purposes = new HashSet<string> { "statistics" } }));
        // A name that is changed is found no more by the old one.
        await fixture.Cases.RecordFactsAsync(id, [new("identity.family-name", "Osaghae")], 1, Gry);
        Assert.Null(await FindAsync("Igbinosun", Gry));
        Assert.Equal(Match.Name, await FindAsync("Osaghae", Gry));
        Assert.Equal(Match.Number, await FindAsync("01810099914", Gry));
    }

    [Fact]
    public async Task A_short_name_is_not_found_by_every_other_short_name()
    {
        await using var fixture = await CaseFixture.OpenAsync("sqlite");
        foreach (var name in (string[])["Quốc Hữu", "Ehi", "Li"]) await fixture.Cases.AddPersonAsync(Adult(new NewFact("identity.given-name", name)), Gry);
        async Task<string> FindAsync(string text) => string.Join(", ", (await fixture.Cases.SearchAsync(text, Gry)).Select(found => found.Names));
        Assert.Equal("Quốc Hữu", await FindAsync("Huu"));
        Assert.Equal("Ehi", await FindAsync("Ehie"));
        Assert.Equal("", await FindAsync("Ahu")); // no consonant but h in any of them, and another beginning
        Assert.Equal("Li", await FindAsync("Lee"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Erasing_erases_the_key_and_a_database_put_back_from_before_is_cleared_when_it_opens(string database)
    {
        await using var fixture = await CaseFixture.OpenAsync(database);
        var id = await fixture.Cases.AddPersonAsync(Adult(new NewFact("identity.family-name", "Osaghae")), Gry);
        var other = await fixture.Cases.AddPersonAsync(Adult(new NewFact("identity.family-name", "Nguyen")), Gry);
        Assert.False(await fixture.Cases.EraseAsync(id, Siv));
        // As if the process had died between the two: the key is gone, the rows are there.
        string key;
        await using (var context = fixture.Cases.Context()) key = await context.Persons.Where(row => row.Id == id.Value).Select(row => row.KeyId).SingleAsync();
        await fixture.Workspace.Keys.EraseAsync([key]);
        Assert.Null(await fixture.Cases.PersonAsync(id, Gry));
        Assert.IsType<Recorded.Gone>(await fixture.Cases.RecordFactsAsync(id, [new("identity.called", "Joy")], 1, Gry));
        await fixture.ReopenAsync();
        await using (var context = fixture.Cases.Context())
        {
            Assert.False(await context.Facts.AnyAsync(row => row.Person == id.Value));
            Assert.False(await context.LookUps.AnyAsync(row => row.Person == id.Value));
        }
        Assert.Equal(other, Assert.Single((await fixture.Cases.ListAsync(Gry, new(), 0, 10)).People).Id);
        Assert.True(await fixture.Cases.EraseAsync(other, Gry));
        Assert.False(await fixture.Cases.EraseAsync(other, Gry));
        Assert.Empty((await fixture.Cases.ListAsync(Ida, new(), 0, 10)).People);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_back_up_has_the_casework_and_restores_it_elsewhere(string database)
    {
        await using var fixture = await CaseFixture.OpenAsync(database);
        var id = await fixture.Cases.AddPersonAsync(Adult(new NewFact("identity.family-name", "Osaghae")), Gry);
        await fixture.Cases.KeepServicesAsync([Referral.ConsentStoreTests.Rosa]);
        var meeting = Origin();
        await fixture.Cases.KeepMeetingAsync(new(meeting, fixture.Cases.Today, "protection", "Room 4", [new("rosa", "")], []) { At = new(14, 30) }, Gry);
        await fixture.Workspace.Ledger.AppendAsync();
        var file = Path.Combine(fixture.Below.Folder, "fjord.zip");
        var manifest = await BackUpWorkspace.RunAsync(fixture.Place, [.. WorkspaceStore.Parts(fixture.Place), CaseStore.Part(fixture.Place)], fixture.Workspace.Ledger.Files, file, fixture.Clock);
        Assert.Contains("database/cases/case_facts.jsonl", manifest.Files.Keys);
        Assert.DoesNotContain("database/cases/acts.jsonl", manifest.Files.Keys);
        // Another machine, with SQLite; secret keys have back-ups of their own, here the workspace's and the key store's.
        if (database != "sqlite") return;
        var folder = Path.Combine(fixture.Below.Folder, "elsewhere");
        Directory.CreateDirectory(Path.Combine(folder, Agency.Id));
        File.Copy(fixture.Workspace.Ledger.Files.SecretKey, Path.Combine(folder, Agency.Id, "ledger.key"));
        await fixture.Workspace.DisposeAsync();
        Directory.CreateDirectory(Path.Combine(folder, "keys"));
        foreach (var key in Directory.EnumerateFiles(Path.Combine(fixture.Below.Folder, "keys"), "fjord*")) File.Copy(key, Path.Combine(folder, "keys", Path.GetFileName(key)));
        var target = Platform.Store.DatabaseAddress.Of(folder, Agency.Id, null);
        await RestoreWorkspace.RunAsync(file, target, [.. WorkspaceStore.Parts(target), CaseStore.Part(target)], new(Path.Combine(folder, Agency.Id)));
        await using var workspace = await WorkspaceStore.OpenAsync(Agency, folder, clock: fixture.Clock);
        var cases = await CaseStore.OpenAsync(workspace, folder, clock: fixture.Clock);
        Assert.Equal("Osaghae", (await cases.PersonAsync(id, Gry))!["identity.family-name"]);
        Assert.Equal(new TimeOnly(14, 30), (await cases.MeetingAsync(meeting, Gry))!.Head.At);
        await fixture.ReopenAsync();
    }
}
