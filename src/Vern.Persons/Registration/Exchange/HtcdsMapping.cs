using System.Globalization;
using Vern.Persons.Registration.Fields;

namespace Vern.Persons.Registration.Exchange;

/// <summary>
/// Vern's fields in the words of HTCDS 2.0, and back. What the standard has no word for stays out, and what it says more coarsely is never read back as something finer than it said (docs/method-htcds.md).
/// Columns whose field is named in the catalogue take its value as it is, unless a table here says otherwise.
/// </summary>
public static class HtcdsMapping
{
    // Vern's code, the standard's: out goes the first pair with Vern's, in comes the first with the standard's.
    private static readonly Dictionary<string, (string Vern, string Htcds)[]> Pairs = new(StringComparer.Ordinal)
    {
        ["prs_Gender"] = [("woman", "Feminine"), ("man", "Masculine"), ("other", "NonConforming"), ("unknown", "NonSpecifiedUnknown"), ("other", "TransgenderFeminine"), ("other", "TransgenderMasculine")],
        ["prs_MaritalStatus"] = [("single", "Single"), ("married", "Married"), ("widowed", "Widowed"), ("separated", "Separated"), ("separated", "Divorced")],
        ["prs_HighestLevelOfEducation"] = [("primary", "PrimaryEducation"), ("secondary", "LowerSecondaryEducation"), ("secondary", "UpperSecondaryEducation"), ("vocational", "PostSecondaryNonTertiaryEducation"), ("higher", "ShortCycleTertiaryEducation"), ("higher", "BachelorsOrEquivalentLevel"), ("higher", "MastersOrEquivalentLevel"), ("higher", "DoctoralOrEquivalentLevel")],
        ["vic_RelationshipToTrafficker"] = [("family", "Familial"), ("acquaintance", "Acquainted"), ("stranger", "Unaquainted"), ("partner", "Acquainted"), ("employer", "Acquainted"), ("recruiter", "Acquainted")],
        ["vic_MethodOfRecruitment"] = [("family", "ThroughFamilyOrFamilyEvents"), ("online", "ThroughOnlineSocialNetworks"), ("online", "ThroughAnOnlineAdvertisement"), ("other", "Other"), ("other", "AtAPlaceOfBusiness"), ("other", "AtAnEducationalInstitution"), ("other", "AtWork"), ("other", "ThroughATelevisionAdvert"), ("other", "ThroughANewspaperAdvert"), ("other", "ThroughFriendsOrSocialEvents"), ("job-offer", "Other"), ("relationship", "Other"), ("abduction", "Other"), ("debt", "Other"), ("migration", "Other")],
        ["vic_MethodsOfControl"] =
        [
            ("debt", "DebtBondage"), ("threats", "PhysicalThreats"), ("violence", "PhysicalAbuse"), ("sexual-violence", "SexualAbuse"), ("papers", "WithholdsDocuments"), ("money", "TakesEarnings"), ("drugs", "PsychoactiveSubstance"), ("family-threat", "ThreatensChildrenFamily"),
            ("status", "ThreatsLawEnforcement"), ("false-promises", "FalsePromises"), ("no-care", "RestrictsMedicalCare"), ("necessities", "WithholdsNecessities"), ("psychological", "PsychologicalAbuse"), ("hours", "ExcessiveWorkingHours"), ("no-account", "RestrictsFinancialAccess"), ("other", "Other"),
            ("isolation", "Other"), ("ritual", "Other"), ("pictures", "Other"),
        ],
        ["vic_TypeOfExploitation"] =
        [
            ("SEX", "SexualExploitation"), ("LAB", "ForcedLabour"), ("LAB-HOUSE", "Servitude"), ("SRV-BEG", "ForcedBegging"), ("WAR", "ForcedMilitaryByNonStateActors"), ("ORG", "OrganRemoval"), ("OTH", "Other"), ("LAB", "ChildLabour"), ("OTH", "ForcedMarriage"), ("OTH", "ForcedAdoption"), ("OTH", "Surrogacy"),
            ("LAB-AUPAIR", "Servitude"), ("LAB-DIPL", "Servitude"),
        ],
        ["vic_TypeOfSexExploitation"] = [("SEX-PROST", "Prostitution"), ("SEX-SERV", "PrivateSexualServices"), ("SEX-LENT", "PrivateSexualServices"), ("SEX-AUPAIR", "PrivateSexualServices")],
        ["vic_ForcedLabourIndustry"] = [("LAB-CONSTR", "F_Construction"), ("LAB-REST", "I_AccommodationAndFoodServiceActivities"), ("LAB-AGRI", "A_AgricultureForestryAndFishing"), ("LAB-HORT", "A_AgricultureForestryAndFishing"), ("LAB-HOUSE", "T_ActivitiesOfHouseholdsAsEmployers"), ("LAB-AUPAIR", "T_ActivitiesOfHouseholdsAsEmployers"), ("LAB-DIPL", "T_ActivitiesOfHouseholdsAsEmployers"), ("LAB-CLEAN", "N_AdministrativeAndSupportServiceActivities"), ("LAB-SEA", "H_TransportationAndStorage")],
        ["vic_TraffickingStatus"] = [("possible", "PossibleVictimOfTrafficking"), ("possible", "ActualVictimOfTrafficking"), ("grave-not-trafficking", "NotAVictimOfTrafficking"), ("other-need", "NotAVictimOfTrafficking")],
        ["vic_TraffickingStatusDecisionMakingOrg"] = [("police", "Police"), ("udi", "NonPoliceGovernmentalOrganization"), ("child-welfare", "NonPoliceGovernmentalOrganization")],
    };

    // Said by the standard more coarsely than the field asks: taken in, each of these would say more than is known.
    private static readonly HashSet<string> NotReadBack = new(StringComparer.Ordinal) { "NotAVictimOfTrafficking", "NonPoliceGovernmentalOrganization" };

    private static readonly Dictionary<string, string> Beside = new(StringComparer.Ordinal) { ["vic_TypeOfSexExploitation"] = "exploitation.forms", ["vic_ForcedLabourIndustry"] = "exploitation.forms" };

    private static readonly HashSet<string> Deprecated = HtcdsStandard.Fields.Where(field => field.Deprecated).Select(field => field.Id).ToHashSet(StringComparer.Ordinal);

    /// <summary>The field of the catalogue that a column of the standard is taken into; null: none.</summary>
    public static string? FieldOf(string column) => Deprecated.Contains(column) ? null : Beside.GetValueOrDefault(column) ?? FieldCatalogue.Own.All.FirstOrDefault(field => field.Htcds == column)?.Id;

    /// <summary>A value of the standard as one of Vern's field; null: the field has no word for it.</summary>
    public static string? Into(string column, Field field, string value)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(value);
        if (Pairs.TryGetValue(column, out var pairs))
        {
            var codes = value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => NotReadBack.Contains(part) ? null : pairs.FirstOrDefault(pair => pair.Htcds == part).Vern).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            return codes.Count == 0 ? null : field.Read(field.Type is FieldType.Codes ? string.Join(' ', codes) : codes[0]);
        }
        return field.Type switch
        {
            FieldType.Country => value.Split(';', StringSplitOptions.TrimEntries).Select(IsoCodes.Country).FirstOrDefault(code => code is not null && field.Read(code) is not null),
            FieldType.Language => IsoCodes.Language(value) is { } language ? field.Read(language) : null,
            FieldType.Text or FieldType.LongText or FieldType.Date or FieldType.Number => field.Read(value),
            FieldType.YesNo => value.ToUpperInvariant() switch { "TRUE" or "1" => "yes", "FALSE" or "0" => "no", _ => null },
            _ => null,
        };
    }

    /// <summary>A person as a record of the standard, by column; what is not known, or has no word there, is not among them.</summary>
    public static IReadOnlyDictionary<string, string> Out(CasePerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        var record = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var fact in person.Facts.Where(fact => fact.Item == 0 && fact.Value is not null && fact.Field is { Htcds: not null, Secret: false } && !Deprecated.Contains(fact.Field.Htcds)))
            if (Word(fact.Field.Htcds!, fact.Field, fact.Value!) is { Length: > 0 } word) record[fact.Field.Htcds!] = word;
        AddForms(record, person["exploitation.forms"]);
        AddStatus(record, person);
        if (person["about.second-nationality"] is { } second && IsoCodes.Country(second) is { } country) record["prs_Citizenship"] = record.TryGetValue("prs_Citizenship", out var first) && first != country ? $"{first};{country}" : country;
        if (!record.ContainsKey("prs_NumberOfChildren") && Sum(person["family.with-her"], person["family.elsewhere"]) is { } children) record["prs_NumberOfChildren"] = children;
        record["cas_Status"] = person.Head.ClosedOn is null ? "Active" : person.Head.ClosedFor is "followed-up-elsewhere" ? "ClosedReferred" : "Closed";
        if (person.Head is { ClosedOn: not null, ClosedFor: { } reason }) record["cas_ReasonForCaseClosure"] = reason;
        return record;
    }

    private static string? Word(string column, Field field, string value)
    {
        if (column == "vic_RelationshipToTrafficker") // single there: the closest of several
            return Pairs[column].FirstOrDefault(pair => value.Split(' ').Contains(pair.Vern, StringComparer.Ordinal)).Htcds;
        if (Pairs.TryGetValue(column, out var pairs))
        {
            // What the standard divides (levels of schooling, separated and divorced) is not told as one of its parts.
            if (column is "prs_HighestLevelOfEducation" or "prs_MaritalStatus" && pairs.Count(pair => pair.Vern == value) > 1) return null;
            return string.Join(';', value.Split(' ').Select(code => pairs.FirstOrDefault(pair => pair.Vern == code).Htcds).OfType<string>().Distinct(StringComparer.Ordinal));
        }
        var kind = HtcdsStandard.Find(column)!.Kind;
        return kind switch
        {
            HtcdsKind.Countries or HtcdsKind.Country => IsoCodes.Country(value),
            HtcdsKind.Language => IsoCodes.Language(value),
            HtcdsKind.Day or HtcdsKind.PastDay => value.Length == 10 ? value : null, // a year or a month is no day
            HtcdsKind.Phone => string.Concat(value.Where(letter => char.IsAsciiDigit(letter) || letter == '+')) is var bare && CheckHtcdsValue.Run(HtcdsStandard.Find(column)!, bare, DateOnly.MaxValue) is null ? bare : null,
            HtcdsKind.Text => value,
            _ => CheckHtcdsValue.Run(HtcdsStandard.Find(column)!, value, DateOnly.MaxValue) is null ? value : null,
        };
    }

    private static void AddForms(Dictionary<string, string> record, string? forms)
    {
        record.Remove("vic_TypeOfExploitation");
        if (forms is null) return;
        var codes = forms.Split(' ');
        string? Of(string code) => code switch
        {
            // War service may be for a state, and the standard's code is for others only: Other, as in the national export.
            "WAR" => "Other",
            "UNCL" => null,
            "LAB-HOUSE" or "LAB-AUPAIR" or "LAB-DIPL" => "Servitude",
            "SRV-BEG" => "ForcedBegging",
            "ORG" => "OrganRemoval",
            "OTH" => "Other",
            _ when code.StartsWith("SEX", StringComparison.Ordinal) => "SexualExploitation",
            _ => "ForcedLabour",
        };
        void Put(string column, IEnumerable<string?> words)
        {
            var list = words.OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            if (list.Count > 0) record[column] = column == "vic_ForcedLabourIndustry" ? list.Count == 1 ? list[0] : "" : string.Join(';', list);
        }
        // A main form that a finer one beside it says better is not told by itself.
        Put("vic_TypeOfExploitation", codes.Where(code => code is not "LAB" || !codes.Any(other => other.StartsWith("LAB-", StringComparison.Ordinal) || other.StartsWith("SRV-", StringComparison.Ordinal))).Select(Of));
        Put("vic_TypeOfSexExploitation", codes.Select(code => Pairs["vic_TypeOfSexExploitation"].FirstOrDefault(pair => pair.Vern == code).Htcds));
        Put("vic_ForcedLabourIndustry", codes.Select(code => Pairs["vic_ForcedLabourIndustry"].FirstOrDefault(pair => pair.Vern == code).Htcds)); // single there: of several, none
    }

    private static void AddStatus(Dictionary<string, string> record, CasePerson person)
    {
        if (person["assessment.verified-by"] is { } by && by != "not-verified") record["vic_TraffickingStatus"] = "ActualVictimOfTrafficking";
        if (!record.ContainsKey("vic_TraffickingStatus")) record.Remove("vic_TraffickingStatusDecisionMakingOrg");
    }

    private static string? Sum(string? one, string? other) => one is null && other is null ? null : Math.Min(99, int.Parse(one ?? "0", CultureInfo.InvariantCulture) + int.Parse(other ?? "0", CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);
}
