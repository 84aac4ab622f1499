using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Localisation;

namespace Vern.Persons.Tests.Registration;

/// <summary>The catalogue of fields, and its strict reading.</summary>
public sealed class FieldCatalogueTests
{
    private const string Head = "\"version\":1,\"purposes\":[\"protection\",\"statistics\"],\"steps\":[\"who\"],\"lists\":{\"sex\":{\"version\":1,\"codes\":[\"woman\",\"man\"]}}";

    [Fact]
    public void Every_field_and_code_has_its_words_in_four_languages()
    {
        foreach (var language in Language.All)
        {
            foreach (var field in FieldCatalogue.Own.All)
            {
                Assert.NotEmpty(Word(language, $"field.{field.Id}"));
                Assert.NotEmpty(Word(language, $"section.{field.Section}"));
            }
            foreach (var list in FieldCatalogue.Own.Lists) foreach (var code in list.Codes) Assert.False(Vern.Persons.Registration.Pages.FieldWords.Code(list, code, language) == code, $"{language} {list.Name} {code}");
        }
    }

    private static string Word(Language language, string key) => Vern.Persons.Registration.Texts.Source[language, key];

    [Theory]
    [InlineData("2009", "2009"), InlineData("2009-02", "2009-02"), InlineData("2009-02-28", "2009-02-28")]
    [InlineData("28.2.2009", "2009-02-28"), InlineData("28022009", "2009-02-28"), InlineData("20090228", "2009-02-28"), InlineData("02.2009", "2009-02"), InlineData("022009", "2009-02"), InlineData(" 28.02.2009 ", "2009-02-28")]
    [InlineData("31.02.2009", null), InlineData("29.02.2009", null), InlineData("2009-2", null), InlineData("28.02.09", null), InlineData("02/28/2009", null), InlineData("1809", null), InlineData("28021809", null), InlineData("13.2009", null)]
    public void A_day_is_read_as_people_write_it_and_kept_in_one_way(string typed, string? kept)
    {
        Assert.Equal(kept, FieldCatalogue.Own["identity.birth"].Read(typed));
        Assert.Equal(kept is { Length: 10 } ? DateOnly.ParseExact(kept, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null, TypedDay.Read(typed));
    }

    [Theory]
    [InlineData("identity.national-number", "01810090150", null), InlineData("identity.national-number", "018100 90150", null)] // month plus 80: made up for tests
    [InlineData("identity.national-number", "01810090151", NumberDoubt.DigitsDoNotFit), InlineData("identity.national-number", "99990099915", NumberDoubt.DigitsDoNotFit)]
    [InlineData("identity.national-number", "0181009991", NumberDoubt.NoSuchNumber), InlineData("identity.national-number", "A1234567", NumberDoubt.NoSuchNumber), InlineData("identity.national-number", "00000000000", NumberDoubt.NoSuchNumber)]
    [InlineData("identity.duf", "201400000012", null), InlineData("identity.duf", "291400000012", null), InlineData("identity.duf", "29140000001", NumberDoubt.NoSuchNumber)]
    [InlineData("identity.called", "0181009991", null)]
    public void What_is_odd_about_an_identity_number_is_told(string field, string value, NumberDoubt? doubt)
    {
        var one = FieldCatalogue.Own[field];
        Assert.Equal(doubt, one.Doubt(value));
        Assert.Equal(value, one.Read(value)); // and kept as it is
        foreach (var language in Language.All)
        {
            Assert.Null(Vern.Persons.Registration.Pages.FieldForm.WrongWith(one, value, language));
            Assert.Equal(doubt is not null, Vern.Persons.Registration.Pages.FieldWords.Doubt(one, value, language) is { Length: > 0 });
        }
    }

    [Fact]
    public void Nobody_who_does_not_want_to_be_known_is_asked_who_she_is_and_no_identity_is_for_statistics_or_enforcement_of_what_she_tells()
    {
        Assert.All(FieldCatalogue.Own.All.Where(field => field.Identity), field =>
        {
            Assert.DoesNotContain(Audience.Anonymous, field.For);
            Assert.DoesNotContain("statistics", field.Purposes);
        });
        Assert.All(((string[])["exploitation.account", "contact.phone", "stay.place", "indicators.seen", "note.text"]).Select(id => FieldCatalogue.Own[id]), field => Assert.DoesNotContain("enforcement", field.Purposes));
        Assert.All(FieldCatalogue.Own.All.Where(field => field.Secret), field => Assert.Equal(["protection"], field.Purposes));
        Assert.All(FieldCatalogue.Own.All.Where(field => field.When is not null), field => Assert.NotNull(FieldCatalogue.Own.Find(field.When!.Other)));
        Assert.Equal(FieldCatalogue.Own.Steps, FieldCatalogue.Own.Steps.Where(step => FieldCatalogue.Own.All.Any(field => field.Step == step)));
    }

    [Fact]
    public void What_a_field_becomes_outside_is_there_outside()
    {
        var assembly = typeof(FieldCatalogue).Assembly;
        using var stream = assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(name => name.EndsWith("htcds_2_0_fields.json", StringComparison.Ordinal)))!;
        var htcds = System.Text.Json.JsonDocument.Parse(stream).RootElement.EnumerateArray().Select(field => field.GetProperty("id").GetString()).ToHashSet();
        Assert.All(FieldCatalogue.Own.All.Select(field => field.Htcds).OfType<string>(), id => Assert.Contains(id, htcds));
        // All that a row of the yearly report tells of a person, but for what is computed or is the body's own.
        Assert.Empty(new[] { "Sex", "Nationality", "BirthYear", "Age", "Forms", "Identified", "Offer", "ImmigrationStatus", "CriminalStatus", "Housing", "Measures", "AccompanyingChildren", "ChildrenElsewhere", "Region", "DeclineReason" }.Except(FieldCatalogue.Own.All.Select(field => field.Report).OfType<string>()));
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("{}", "expected version, purposes")]
    [InlineData("{" + Head + ",\"fields\":[{\"id\":\"Who\",\"type\":\"text\",\"purposes\":[\"protection\"]}]}", "field 'Who': id")]
    [InlineData("{" + Head + ",\"fields\":[{\"id\":\"a.b\",\"type\":\"line\",\"purposes\":[\"protection\"]}]}", "field 'a.b': type 'line'")]
    [InlineData("{" + Head + ",\"fields\":[{\"id\":\"a.b\",\"type\":\"text\",\"purposes\":[]}]}", "field 'a.b': purposes")]
    [InlineData("{" + Head + ",\"fields\":[{\"id\":\"a.b\",\"type\":\"text\",\"purposes\":[\"police\"]}]}", "field 'a.b': purposes 'police'")]
    [InlineData("{" + Head + ",\"fields\":[{\"id\":\"a.b\",\"type\":\"code\",\"purposes\":[\"protection\"]}]}", "field 'a.b': list")]
    [InlineData("{" + Head + ",\"fields\":[{\"id\":\"a.b\",\"type\":\"text\",\"purposes\":[\"protection\"],\"number\":\"passport\"}]}", "field 'a.b': number 'passport', expected national or duf")]
    [InlineData("{" + Head + ",\"fields\":[{\"id\":\"a.b\",\"type\":\"text\",\"purposes\":[\"protection\"],\"identity\":true}]}", "field 'a.b': for 'anonymous'")]
    [InlineData("{" + Head + ",\"fields\":[{\"id\":\"a.b\",\"type\":\"text\",\"purposes\":[\"statistics\"],\"identity\":true,\"for\":[\"adult\"]}]}", "field 'a.b': purposes 'statistics'")]
    [InlineData("{" + Head + ",\"fields\":[{\"id\":\"a.b\",\"type\":\"text\",\"purposes\":[\"protection\"],\"secret\":true,\"htcds\":\"x\"}]}", "field 'a.b': secret")]
    [InlineData("{" + Head + ",\"fields\":[{\"id\":\"a.b\",\"type\":\"text\",\"purposes\":[\"protection\"],\"when\":\"c.d=x\"}]}", "field 'a.b': when")]
    [InlineData("{" + Head + ",\"fields\":[{\"id\":\"a.b\",\"type\":\"text\",\"purposes\":[\"protection\"],\"report\":\"Name\"}]}", "field 'a.b': report 'Name'")]
    [InlineData("{" + Head + ",\"fields\":[{\"id\":\"a.b\",\"type\":\"text\",\"purposes\":[\"protection\"]},{\"id\":\"a.b\",\"type\":\"text\",\"purposes\":[\"protection\"]}]}", "field 'a.b': id")]
    [InlineData("{" + Head + ",\"fields\":[{\"id\":\"a.b\",\"type\":\"text\",\"purposes\":[\"protection\"],\"colour\":1}]}", "and nothing else")]
    public void A_catalogue_that_is_none_is_refused_with_its_field_and_what_was_expected(string json, string told)
    {
        var message = Assert.Throws<InvalidDataException>(() => FieldCatalogue.Read(json)).Message;
        Assert.Contains(told, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("identity.birth", "1996-03-14", "1996-03-14")]
    [InlineData("identity.birth", "1996-03", "1996-03")]
    [InlineData("identity.birth", "1996", "1996")]
    [InlineData("identity.birth", "14.3.1996", "1996-03-14")]
    [InlineData("identity.birth", "1996-02-30", null)]
    [InlineData("exploitation.forms", "LAB SEX LAB", "SEX LAB")]
    [InlineData("exploitation.forms", "SEX other", null)]
    [InlineData("about.nationality", "UNKN", "UNKN")]
    [InlineData("about.nationality", "XX", null)]
    [InlineData("age.final", "maybe", null)]
    [InlineData("family.with-her", "02", "2")]
    [InlineData("family.with-her", "1e3", null)]
    [InlineData("contact.language", "ti", "ti")]
    [InlineData("identity.called", "  Joy \u202Eevil\u0007 ", "Joy evil")]
    [InlineData("identity.called", "=cmd()", "=cmd()")]
    [InlineData("identity.called", "<script>", "<script>")]
    [InlineData("identity.called", "👩‍👧 جوي", "👩‍👧 جوي")]
    [InlineData("identity.called", "two\nlines", null)]
    public void A_value_is_kept_as_the_field_has_it_or_not_at_all(string field, string typed, string? kept) => Assert.Equal(kept, FieldCatalogue.Own[field].Read(typed));

    [Theory]
    [InlineData("7KQ2M", "7KQ2M")]
    [InlineData("7kqo l", null)]
    [InlineData("7kqol", "7KQ01")]
    [InlineData("7KQ2U", null)]
    [InlineData("7KQ2", null)]
    [InlineData("7KQ2M22", null)]
    public void An_id_is_read_as_people_write_it(string written, string? read) => Assert.Equal(read, PersonId.Read(written)?.Value);
}
