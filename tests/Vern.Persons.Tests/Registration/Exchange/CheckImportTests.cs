using System.Text;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Exchange;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Auditing;
using Vern.Platform.Localisation;
using static Vern.Persons.Tests.Registration.CaseFixture;

namespace Vern.Persons.Tests.Registration.Exchange;

/// <summary>The dry run of an import, and what is kept once it is confirmed; on SQLite.</summary>
public sealed class CheckImportTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static ImportCheck Read(string text, Audience otherwise = Audience.Adult, Language? language = null)
    {
        var table = ReadImportFile.Run(Encoding.UTF8.GetBytes(text), language ?? Language.English);
        return CheckImport.Run(table, new(table.Headers.Where(header => header.Length > 0).ToDictionary(header => header, GuessMapping.TargetOf), otherwise, new string('a', 32)), Today, language ?? Language.English);
    }

    private static string Known(ImportedRow row) => string.Join(" | ", row.Person.Facts.Select(fact => $"{fact.Field}={fact.Value}").Order(StringComparer.Ordinal));

    [Fact]
    public void Columns_are_found_by_label_in_any_language_by_id_by_htcds_and_by_the_uk_form()
    {
        foreach (var language in Language.All)
            foreach (var field in (string[])["identity.family-name", "about.nationality", "about.sex", "contact.language"])
                Assert.Equal(field, GuessMapping.TargetOf(Vern.Persons.Registration.Pages.FieldWords.Label(FieldCatalogue.Own[field], language)));
        Assert.Equal(["about.sex", "permit.kind#2", "about.sex", "about.nationality", "identity.given-name", "audience", "", "", "identity.birth", "about.nationality", "identity.family-name"], ((string[])["about.sex", "permit.kind#2", "prs_Gender", "pv-nationality", "Customer.Forename1", "AdultOrChild", "favourite colour", "stay.place", "Fødselsdato", "Citizenship", "Efternamn"]).Select(GuessMapping.TargetOf));
    }

    [Fact]
    public void Values_are_read_as_people_write_them()
    {
        var check = Read("Etternavn;identity.birth;about.nationality;about.sex;contact.language;answer.offer;exploitation.forms\nOsaghae;28.2.1991;Nigeria;Kvinne;Romanian;yes;SEX; \nPop;1990;ROU;man;ro;Ja;\n");
        Assert.Empty(check.Problems);
        Assert.Equal("about.nationality=NG | about.sex=woman | answer.offer=yes | contact.language=ro | exploitation.forms=SEX | identity.birth=1991-02-28 | identity.family-name=Osaghae", Known(check.Rows[0]));
        Assert.Contains("about.nationality=RO", Known(check.Rows[1]), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_has_its_row_column_and_what_was_expected_and_who_a_person_is_follows_from_her_birth()
    {
        var check = Read("identity.family-name,identity.birth,about.sex,age.stated\nA,1991-02-30,lady,\nB,2015-05-05,woman,11\nC,1991-05-05,woman,35\n", language: Language.Norwegian);
        Assert.Equal([(2, "identity.birth"), (2, "about.sex"), (4, "age.stated")], check.Problems.Select(problem => (problem.Row, problem.Column)));
        Assert.Contains("Kvinne (woman)", check.Problems[1].Text, StringComparison.Ordinal);
        Assert.Equal([Audience.Adult, Audience.Child, Audience.Adult], check.Rows.Select(row => row.Person.Audience));
        // No identity of somebody who does not want to be known.
        Assert.Equal((2, "identity.family-name"), Read("audience,identity.family-name\nanonymous,Osaghae\n").Problems.Select(problem => (problem.Row, problem.Column)).Single());
        // Handed out for one purpose, read for no other.
        Assert.Equal("about.birth-year", Read("purpose,about.birth-year,about.sex\nreturn,1990,\n").Problems.Single().Column);
    }

    [Fact]
    public void Every_kind_of_field_says_what_it_expects() => Assert.All(Enum.GetValues<FieldType>(), type => Assert.All(Language.All, language => Assert.NotNull(Vern.Persons.Registration.Exchange.Texts.Source.Find(language, $"expected.{type}"))));

    [Fact]
    public void Files_that_are_too_long_or_none_are_one_sentence()
    {
        Assert.Contains("5", Assert.Throws<ImportFileException>(() => Read(new string('a', ReadImportFile.Longest + 1))).Message, StringComparison.Ordinal);
        Assert.Throws<ImportFileException>(() => Read("about.sex\n" + string.Concat(Enumerable.Repeat("woman\n", ReadImportFile.MostRows + 1))));
        Assert.Throws<ImportFileException>(() => Read("about.sex,about.sex\nwoman,man\n"));
        Assert.Throws<ImportFileException>(() => Read("[1,2]"));
        Assert.Throws<ImportFileException>(() => Read("{\"vern\":\"people\",\"version\":2,\"people\":[]}"));
        Assert.Throws<ImportFileException>(() => Read(""));
    }

    [Fact]
    public async Task What_is_confirmed_is_kept_once_and_doubles_are_found_by_number_and_name()
    {
        await using var fixture = await OpenAsync("sqlite");
        var cases = fixture.Cases;
        var known = await cases.AddPersonAsync(Adult(new("identity.given-name", "Joy"), new("identity.family-name", "Osaghae"), new("identity.duf", "291400000012")), Gry);
        var check = Read("identity.given-name,identity.family-name,identity.duf\nJoy,Osaghae,\nAna,Pop,2914 0000 0012\nMaria,Ionescu,291400000020\nMaria,Ionescu,291400000020\n");
        var people = check.Rows.Select(row => row.Person).ToList();
        Assert.Equal([new(0, known, null, Match.Name), new(1, known, null, Match.Number), new(3, null, 2, Match.Number)], await cases.DoublesAsync(people, Gry));
        Assert.DoesNotContain(await cases.DoublesAsync(people, Siv), one => one.Known is not null); // another team's are not told of
        Assert.Equal(1, (await cases.ListAsync(Ida, new(), 0, 10)).Count); // the dry run keeps nothing
        var ids = await cases.ImportAsync(people, Gry);
        Assert.Equal(ids, await cases.ImportAsync(people, Gry)); // a double click
        Assert.Equal(5, (await cases.ListAsync(Ida, new(), 0, 10)).Count);
        Assert.All((await cases.PersonAsync(ids[2], Gry))!.Facts, fact => Assert.Equal(FactSource.Imported, fact.Source));
        Assert.Empty(await cases.ImportTargetsAsync(["Etternavn", "x"]));
        await cases.KeepImportTargetsAsync(new Dictionary<string, string> { ["Etternavn"] = "identity.called", ["x"] = "" });
        await cases.KeepImportTargetsAsync(new Dictionary<string, string> { ["Etternavn"] = "identity.family-name" });
        Assert.Equal("identity.family-name", (await cases.ImportTargetsAsync(["Etternavn", "y"])).Single().Value);
        Assert.DoesNotContain("Etternavn", fixture.Bytes(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_holds_what_was_given_for_its_purpose_and_is_an_act_for_each_person()
    {
        await using var fixture = await OpenAsync("sqlite");
        var cases = fixture.Cases;
        var mine = await cases.AddPersonAsync(Adult(new("identity.family-name", "Osaghae"), new("about.sex", "woman"), new("contact.phone", "40000000"), new("stay.place", 1, "Secretstreet 1"), new("permit.kind", 2, "reflection")), Gry);
        await cases.AddPersonAsync(Adult(new NewFact("about.sex", "man")), Siv);
        async Task<List<CasePerson>> Export(PeopleExport what, CaseReach by)
        {
            var people = new List<CasePerson>();
            await foreach (var person in cases.ExportAsync(what, by)) people.Add(person);
            return people;
        }
        Assert.Equal([(mine, "woman")], (await Export(new("statistics", false, null, "csv"), Gry)).Select(person => (person.Head.Id, person["about.sex"])));
        Assert.Equal(["about.sex"], (await Export(new("statistics", false, null, "csv"), Gry))[0].Facts.Select(fact => fact.Field.Id));
        Assert.DoesNotContain((await Export(new("protection", false, null, "csv"), Gry))[0].Facts, fact => fact.Field.Identity);
        var named = (await Export(new("protection", true, null, "xlsx"), Gry))[0];
        Assert.Equal(("Osaghae", "40000000", null), (named["identity.family-name"], named["contact.phone"], named["stay.place", 1]));
        Assert.Null((await Export(new("health", true, null, "csv"), Gry))[0]["permit.kind", 2]);
        Assert.Equal(2, (await Export(new("protection", false, false, "csv"), Ida)).Count);
        Assert.Empty(await Export(new("protection", false, true, "csv"), Ida));
        await Assert.ThrowsAsync<ArgumentException>(() => Export(new("statistics", true, null, "csv"), Gry));
        await Assert.ThrowsAsync<ArgumentException>(() => Export(new("enforcement", false, null, "csv"), Gry with { Purposes = new HashSet<string> { "protection" } }));
        Assert.DoesNotContain(await cases.ExportFieldsAsync(new("protection", true, null, "csv"), Gry), pair => pair.Field.Secret);
        Assert.Contains(await cases.ExportFieldsAsync(new("protection", true, null, "csv"), Gry), pair => pair is { Field.Id: "permit.kind", Most: 2 });
        await fixture.Workspace.Ledger.AppendAsync();
        var (places, _) = await fixture.Workspace.Ledger.Outbox.FindAsync(new(CaseActs.PersonExported.Kind, $"person/{mine}"), 0, 20);
        Assert.Equal(6, places.Count);
    }

    [Fact]
    public async Task Children_are_linked_to_their_parents_and_a_parent_that_is_none_is_told_by_row_and_column()
    {
        await using var fixture = await CaseFixture.OpenAsync("sqlite");
        ImportCheck Check(string csv)
        {
            var table = ReadImportFile.Run(System.Text.Encoding.UTF8.GetBytes(csv), Language.English);
            return CheckImport.Run(table, new(table.Headers.ToDictionary(header => header, GuessMapping.TargetOf), Audience.Adult, new string('c', 32)), fixture.Cases.Today, Language.English);
        }
        // The child stands before her mother; another's parent is of another file and is left out.
        var check = Check("person,parent,audience,identity.family-name\nB1,A1,child,Osaghae\nA1,,adult,Osaghae\nC1,Z9,child,Ionescu\n");
        Assert.Empty(check.Problems);
        Assert.Equal(["parent"], check.Rows[2].LeftOut);
        var ids = await fixture.Cases.ImportAsync([.. check.Rows.Select(row => row.Person)], CaseFixture.Gry);
        Assert.Equal(ids, await fixture.Cases.ImportAsync([.. check.Rows.Select(row => row.Person)], CaseFixture.Gry)); // sent twice
        var child = (await fixture.Cases.PersonAsync(ids[0], CaseFixture.Gry))!.Head;
        Assert.Equal((ids[1], true), (child.Parent, child.ConcernDue)); // child welfare is still to be told
        Assert.Null((await fixture.Cases.PersonAsync(ids[2], CaseFixture.Gry))!.Head.Parent);
        Assert.Equal([ids[0]], (await fixture.Cases.ListAsync(CaseFixture.Gry, new(Parent: ids[1]), 0, 9)).People.Select(person => person.Id));
        foreach (var (row, csv) in new[] { (2, "person,parent,audience\nA1,A1,child\n"), (3, "person,parent,audience\nA1,,adult\nB1,A1,anonymous\n"), (3, "person,parent,audience\nB1,A1,child\nD1,B1,child\nA1,,adult\n"), (4, "person,parent,audience\nA1,,adult\nA1,,adult\nB1,A1,child\n") })
        {
            var problem = Assert.Single(Check(csv).Problems);
            Assert.Equal((row, "parent"), (problem.Row, problem.Column));
        }
    }
}
