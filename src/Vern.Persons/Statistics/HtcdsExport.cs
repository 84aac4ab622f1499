using System.Globalization;
using System.Text;
using System.Text.Json;
using Vern.Persons.Collection;
using Vern.Platform.Interface;

namespace Vern.Persons.Statistics;

/// <summary>
/// Records of the counted persons in the Human Trafficking Case Data Standard 2.0 of the International Organization for Migration (field list: CC BY 4.0, UNMigration/HTCDS).
/// Record-level: not for publication, for named people only. There are no names, dates of birth or identity numbers in it, since the national unit has none.
/// </summary>
public static class HtcdsExport
{
    /// <summary>A field of the standard.</summary>
    /// <param name="Id">The column's name.</param>
    /// <param name="Codes">The codes of a pick list; empty for other types.</param>
    public sealed record Field(string Id, IReadOnlyList<string> Codes);

    /// <summary>The 84 fields, in the standard's order.</summary>
    public static IReadOnlyList<Field> Fields { get; } = ReadFields();

    /// <summary>What stands in the notice beside the file.</summary>
    public const string Notice = """
        RECORD-LEVEL DATA, NOT FOR PUBLICATION. For named people only; each row stands for one possible victim of trafficking as counted by the national unit.
        Rows are de-identified, but combinations of attributes may single a person out: keep and destroy the file by the agreement it was made under.
        Columns: Human Trafficking Case Data Standard (HTCDS) 2.0 by the International Organization for Migration, licensed under CC BY 4.0. No endorsement by IOM is implied.
        """;

    /// <summary>The CSV (RFC 4180, UTF-8): the header is the field ids; a row per counted person, ordered by content, so that the order tells nothing.</summary>
    public static string Csv(IEnumerable<CountedPerson> persons, IReadOnlyList<Body> bodies)
    {
        var kinds = bodies.ToDictionary(body => body.Id, body => body.Kind);
        var lines = persons.Where(person => person.Counted).Select(person =>
        {
            var values = Values(person, kinds);
            return string.Join(',', Fields.Select(field => CsvField.Of(values.GetValueOrDefault(field.Id, ""))));
        }).Order(StringComparer.Ordinal);
        return new StringBuilder().AppendJoin(',', Fields.Select(field => field.Id)).Append('\n').AppendJoin("", lines.Select(line => line + "\n")).ToString();
    }

    private static Dictionary<string, string> Values(CountedPerson person, Dictionary<BodyId, BodyKind> kinds)
    {
        var labour = person.LabourKind == "none" ? "" : Industry(person);
        var children = person.AccompanyingChildren + person.ChildrenElsewhere;
        return new(StringComparer.Ordinal)
        {
            ["prs_Gender"] = person.SexAge[0] switch { 'W' or 'G' => "Feminine", 'M' or 'B' => "Masculine", _ => "NonSpecifiedUnknown" },
            ["prs_Citizenship"] = CountryNames.Knows(person.Nationality) ? person.Nationality : "",
            ["prs_NumberOfChildren"] = children > 0 ? children.ToString(CultureInfo.InvariantCulture) : "",
            ["vic_TraffickingStatus"] = "PossibleVictimOfTrafficking",
            ["vic_TraffickingStatusDecisionMakingOrg"] = Decider(person.Rows.Select(row => kinds.TryGetValue(row.Sender, out var kind) ? kind : (BodyKind?)null).OfType<BodyKind>().ToHashSet()),
            ["vic_TypeOfExploitation"] = string.Join(';', Exploitation(person)),
            ["vic_ForcedLabourIndustry"] = labour,
            ["vic_TypeOfSexExploitation"] = string.Join(';', person.SubForms.Select(form => form switch { "SEX-PROST" => "Prostitution", "SEX-SERV" or "SEX-LENT" or "SEX-AUPAIR" => "PrivateSexualServices", _ => null }).OfType<string>().Distinct(StringComparer.Ordinal)),
            ["cas_Status"] = "FollowUp",
        };
    }

    private static IEnumerable<string> Exploitation(CountedPerson person)
    {
        if (person.Form is "SEX" or "COMB") yield return "SexualExploitation";
        if (person.Form is "LAB" or "COMB")
        {
            if (person.LabourKind == "BEG") yield return "ForcedBegging";
            else if (person.LabourKind == "HOME") yield return "Servitude";
            else yield return "ForcedLabour";
        }

        if (person.Form == "ORG") yield return "OrganRemoval";
        // War service in a foreign country may be for a state: the standard's code for non-state actors would say more than is known.
        if (person.Form is "WAR" or "OTH") yield return "Other";
    }

    private static string Industry(CountedPerson person) => person.LabourKind switch
    {
        "CONSTR" => Code("vic_ForcedLabourIndustry", "F_"),
        "REST" => Code("vic_ForcedLabourIndustry", "I_"),
        "FARM" => Code("vic_ForcedLabourIndustry", "A_"),
        "HOME" => Code("vic_ForcedLabourIndustry", "T_"),
        _ => "",
    };

    // The standard's code with this section letter of ISIC, or nothing if it has none.
    private static string Code(string field, string section) => Fields.First(one => one.Id == field).Codes.FirstOrDefault(code => code.StartsWith(section, StringComparison.Ordinal)) ?? "";

    private static string Decider(HashSet<BodyKind> kinds) =>
        kinds.Overlaps([BodyKind.PoliceDistrict, BodyKind.SpecialPolice]) ? "Police"
        : kinds.Contains(BodyKind.Prosecutor) ? "CourtOrProsecution"
        : kinds.Overlaps([BodyKind.Directorate, BodyKind.ImmigrationAuthority, BodyKind.ImmigrationAppeals, BodyKind.LabourInspection, BodyKind.Municipal, BodyKind.OperationalTeam]) ? "NonPoliceGovernmentalOrganization"
        : kinds.Overlaps([BodyKind.AssistanceProject, BodyKind.Organisation, BodyKind.CrisisCentre]) ? "NGO" : "Other";

    private static List<Field> ReadFields()
    {
        using var stream = typeof(HtcdsExport).Assembly.GetManifestResourceStream("Vern.Persons.Statistics.htcds_2_0_fields.json")!;
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.EnumerateArray().Select(field => new Field(field.GetProperty("id").GetString()!, [.. field.GetProperty("codes").EnumerateArray().Select(code => code.GetProperty("code").GetString()!)]))];
    }
}
