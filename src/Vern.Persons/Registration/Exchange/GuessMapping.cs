using System.Collections.Frozen;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Localisation;

namespace Vern.Persons.Registration.Exchange;

/// <summary>Whose words a column's values are in.</summary>
public enum ImportWords
{
    /// <summary>Vern's codes, or words of any of the four languages.</summary>
    Plain,
    /// <summary>The Human Trafficking Case Data Standard's.</summary>
    Htcds,
    /// <summary>The United Kingdom's referral form's.</summary>
    Uk,
}

/// <summary>
/// Which field a column of a file is taken into: guessed from its name, which may be a field's id, its label in any of the four languages, a field of HTCDS 2.0, or a field or payload key of the United Kingdom's form. A target is a field's
/// id with <c>#2</c> for the second of a repeating group, <c>audience</c>, <c>purpose</c>, or empty: the column is left out.
/// </summary>
public static class GuessMapping
{
    private static readonly FrozenDictionary<string, string> ByUk = FieldCatalogue.Own.All.Where(field => field.Uk is not null).SelectMany(field => field.Uk!.Split(' ').Select(name => KeyValuePair.Create(name, field.Id))).ToFrozenDictionary(StringComparer.Ordinal);

    // What spreadsheets of agencies call these, in the four languages.
    private static readonly (string Target, string Words)[] Usual =
    [
        ("identity.given-name", "fornavn,given name,first name,forename,förnamn"), ("identity.family-name", "etternavn,efternavn,efternamn,family name,last name,surname,slektsnavn"), ("identity.called", "kallenavn,kaldenavn,tilltalsnamn,called"),
        ("identity.other-names", "alias,nickname,andre navn,andre navne,andra namn"), ("identity.birth", "fødselsdato,fødselsdag,födelsedatum,født,född,date of birth,birth date,birthdate,dob,born"), ("about.birth-year", "fødselsår,födelseår,birth year,year of birth"),
        ("identity.national-number", "fødselsnummer,personnummer,cpr,cpr-nummer,d-nummer,identity number,national identity number"), ("identity.duf", "duf,duf-nummer,dufnummer,dufnr,alien number"), ("about.sex", "kjønn,køn,kön,sex,gender"),
        ("about.nationality", "nasjonalitet,nationalitet,nationality,statsborgerskap,statsborgerskab,medborgarskap,citizenship,land,country"), ("contact.language", "språk,sprog,language,morsmål,modersmål"), ("contact.phone", "telefon,telefonnummer,mobil,mobiltelefon,phone,mobile,telephone"),
        ("contact.email", "e-post,epost,e-mail,email,mejl"), ("contact.post", "adresse,adress,address"), ("note.text#1", "merknad,notat,note,notes,kommentar,comment,comments,anmerkning,bemærkning,anteckning,anmärkning"), ("about.marital", "sivilstand,sivilstatus,civilstand,civilstatus,civilstånd,marital status"),
        ("case.region", "region,fylke,län,county"), ("case.housing", "bolig,bosted,boligtype,boende,housing"), ("case.counsel", "advokat,bistandsadvokat,counsel,lawyer"), ("exploitation.forms", "utnyttelse,utnyttelsesform,form for utnyttelse,udnyttelse,utnyttjande,form of exploitation,type of exploitation,exploitation type,type utnyttelse,utnyttelsestype,udnyttelsesform,utnyttjandeform,exploitation"), ("assessment.identified-on", "identifisert,identifisert dato,identificeret,identifierad,identified,date identified"),
    ];

    private static readonly FrozenDictionary<string, string> ByLabel = Labels();

    /// <summary>The target of a column; empty: none was found.</summary>
    public static string TargetOf(string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        if (header is PeopleTable.Audience or PeopleTable.Purpose) return header;
        if (PeopleTable.Heads.Contains(header)) return "";
        if (PeopleTable.Read(header) is var (field, item)) return item > 0 ? $"{field.Id}#{item}" : field.Id;
        return WordsOf(header) switch
        {
            ImportWords.Htcds => HtcdsMapping.FieldOf(HtcdsStandard.ToolNames.GetValueOrDefault(header, header)) ?? "",
            ImportWords.Uk => UkForm.Find(header) is { } uk ? uk.Name == UkForm.UnderAge ? PeopleTable.Audience : ByUk.GetValueOrDefault(uk.Name, "") : "",
            _ => ByLabel.GetValueOrDefault(Bare(header), ""),
        };
    }

    /// <summary>Whose words the values of a column are in, by its name.</summary>
    public static ImportWords WordsOf(string header) =>
        HtcdsStandard.Find(header) is not null || HtcdsStandard.ToolNames.ContainsKey(header) ? ImportWords.Htcds : PeopleTable.Read(header) is null && (UkForm.Find(header) is not null || UkForm.Payload.ContainsKey(header) || UkForm.WithoutPlace.ContainsKey(header)) ? ImportWords.Uk : ImportWords.Plain;

    /// <summary>The fields that a column can be taken into: all but those that are shown only when asked for by themselves.</summary>
    public static IReadOnlyList<Field> Offered { get; } = [.. FieldCatalogue.Own.All.Where(field => !field.Secret)];

    private static FrozenDictionary<string, string> Labels()
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var language in Language.All)
        {
            labels.TryAdd(Bare(Texts.Source[language, "import.audience"]), PeopleTable.Audience);
            foreach (var field in FieldCatalogue.Own.All.Where(field => !field.Secret)) labels.TryAdd(Bare(FieldWords.Label(field, language)), field.Group is null ? field.Id : field.Id + "#1");
        }
        foreach (var field in HtcdsStandard.Fields) if (HtcdsMapping.FieldOf(field.Id) is { } ours) labels.TryAdd(Bare(field.Label), ours);
        foreach (var (target, words) in Usual)
            foreach (var word in words.Split(',')) labels.TryAdd(Bare(word), target);
        labels.Remove("");
        return labels.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
