using System.Globalization;
using System.Text;
using Vern.Persons.Collection;
using Vern.Persons.Collection.Form;
using Vern.Persons.Registration;
using Vern.Platform.Localisation;

namespace Vern.Persons.Tests.OwnReport;

/// <summary>A made-up person as her caseworker knows her, to be recorded in the agency's own records and typed into the form, each in its own words.</summary>
internal sealed record DrawnPerson
{
    private static readonly string[] Given = ["Ada", "Bảo", "Chidi", "Søren", "Ünal", "Łucja", "O'Neil", "=SUM(A1)"], Family = ["Obi", "Nguyễn", "Åsen", "van der Berg", "Ionescu", "Kaya-Ek", "Øst"], Countries = ["NG", "RO", "VN", "NO", "UNKN", "XS"];

    public bool Child { get; init; }
    public string? GivenName { get; init; }
    public string? FamilyName { get; init; }
    public DateOnly? Born { get; init; }
    public bool YearOnly { get; init; }
    public string? Sex { get; init; }
    public string? Nationality { get; init; }
    public IReadOnlyList<string> Forms { get; init; } = [];
    public DateOnly? Identified { get; init; }
    public int Offer { get; init; }
    public string? Immigration { get; init; }
    public string? Criminal { get; init; }
    public string? Housing { get; init; }
    public IReadOnlyList<string> Measures { get; init; } = [];
    public int? With { get; init; }
    public int? Elsewhere { get; init; }
    public string? Region { get; init; }
    public string? Decline { get; init; }

    private static readonly string[] OwnOffers = ["yes", "no", "evaded", "disappeared", "not-offered", "unknown"], FormOffers = ["ACC", "DECL", "EVAD", "DISAP", "NOTOFF", "UNK"];

    public static DrawnPerson Draw(int seed, int year)
    {
        var random = new Random(seed);
        bool Often(double share = 0.7) => random.NextDouble() < share;
        string? One(IReadOnlyList<string> codes) => Often() ? codes[random.Next(codes.Count)] : null;
        IReadOnlyList<string> Some(IReadOnlyList<string> codes, int most) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => codes[random.Next(codes.Count)]).Distinct().OrderBy(code => codes.ToList().IndexOf(code))];
        var child = Often(0.3);
        return new()
        {
            Child = child, GivenName = One(Given), FamilyName = One(Family), Born = Often() ? new DateOnly(year - (child ? random.Next(18) : random.Next(18, 80)), random.Next(1, 13), random.Next(1, 29)) : null, YearOnly = Often(0.2), Sex = One(["woman", "man", "unknown"]), Nationality = One(Countries),
            Forms = Some([.. CodeLists.MainForm.Codes.Take(3), .. CodeLists.SubForm.Codes.Take(3)], 4), Identified = Often() ? new DateOnly(year - random.Next(3), random.Next(1, 13), 5) : null, Offer = random.Next(-1, OwnOffers.Length),
            Immigration = One(CodeLists.ImmigrationStatus.Codes), Criminal = One(CodeLists.CriminalStatus.Codes), Housing = One(CodeLists.Housing.Codes), Measures = Some(CodeLists.Measure.Codes, 6),
            With = Often(0.4) ? random.Next(5) : null, Elsewhere = Often(0.4) ? random.Next(5) : null, Region = One(["Oslo", "Vestland"]), Decline = One(CodeLists.DeclineReason.Codes),
        };
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    /// <summary>As facts.</summary>
    public NewFact[] Facts() =>
    [
        .. ((NewFact[])[
            new("identity.given-name", GivenName), new("identity.family-name", FamilyName), new("identity.birth", Born is { } day ? YearOnly ? Number(day.Year) : Iso(day) : null), new("about.sex", Sex), new("about.nationality", Nationality),
            new("exploitation.forms", string.Join(' ', Forms)), new("exploitation.account", "told in her own words"), new("assessment.identified-on", Identified is { } identified ? Iso(identified) : null), new("answer.offer", Offer < 0 ? null : OwnOffers[Offer]),
            new("answer.decline-reason", Decline), new("case.immigration", Immigration), new("case.criminal", Criminal), new("case.housing", Housing), new("case.measures", string.Join(' ', Measures)), new("family.with-her", Number(With)), new("family.elsewhere", Number(Elsewhere)), new("case.region", Region),
        ]).Where(fact => !string.IsNullOrEmpty(fact.Value)),
    ];

    /// <summary>As a body without Vern types them, in the form's own labels of a language.</summary>
    public static byte[] Typed(IEnumerable<DrawnPerson> people, Language language)
    {
        var headers = FormColumns.Headers;
        var lines = new List<string> { string.Join(';', headers.Select(header => Quoted(ReportingTemplate.Header(language, header.Column, header.Number)))) };
        lines.AddRange(people.Select(person => string.Join(';', headers.Select(header => Quoted(person.Cell(header.Header, language) ?? "")))));
        return Encoding.UTF8.GetBytes(string.Join("\r\n", lines));
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private string? Cell(string header, Language language)
    {
        string? Label(CodeList list, string? code) => code is null ? null : FormTexts.Label(list, code, language);
        string? At(IEnumerable<string> codes, CodeList list) => Label(list, codes.ElementAtOrDefault(header[^1] - '1'));
        return header switch
        {
            "given-names" => GivenName, "family-names" => FamilyName, "birth-date" => Born is not { } day ? null : YearOnly ? Number(day.Year) : Iso(day),
            "sex" => Label(FormColumns.Sex, Sex switch { "woman" => "W", "man" => "M", null => null, _ => "UNK" }), "nationality" => Label(FormColumns.Nationality, Nationality), "presumed-minor" => Child ? Label(FormColumns.YesNo, "YES") : null,
            "identified-year" => Number(Identified?.Year), "offer" => Offer < 0 ? null : Label(FormColumns.Offer, FormOffers[Offer]), "received-measures" => Measures.Count > 0 ? Label(FormColumns.YesNo, "YES") : null,
            "immigration" => Label(CodeLists.ImmigrationStatus, Immigration), "criminal" => Label(CodeLists.CriminalStatus, Criminal), "housing" => Label(CodeLists.Housing, Housing), "children-with" => Number(With), "children-elsewhere" => Number(Elsewhere),
            "region" => Region, "decline" => Offer == 1 ? Label(CodeLists.DeclineReason, Decline) : null,
            _ when header.StartsWith("form-", StringComparison.Ordinal) => At(Forms.Where(CodeLists.MainForm.Has), CodeLists.MainForm), _ when header.StartsWith("sub-form-", StringComparison.Ordinal) => At(Forms.Where(CodeLists.SubForm.Has), CodeLists.SubForm),
            _ when header.StartsWith("measure-", StringComparison.Ordinal) => At(Measures, CodeLists.Measure), _ => null,
        };
    }
}
