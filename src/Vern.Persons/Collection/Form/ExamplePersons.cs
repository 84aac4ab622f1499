using Vern.Platform.Localisation;

namespace Vern.Persons.Collection.Form;

/// <summary>The made-up persons on the sheet of examples. Their numbers are from the synthetic ranges (month plus 80), which nobody bears.</summary>
internal static class ExamplePersons
{
    internal static IEnumerable<Dictionary<string, string>> Of(Language language, int year)
    {
        yield return new(StringComparer.Ordinal)
        {
            ["given-names"] = "Ada Eksempel", ["family-names"] = "Testesen", ["birth-date"] = $"14.03.{year - 27}", ["sex"] = L(FormColumns.Sex, "W"),
            ["nationality"] = L(FormColumns.Nationality, "NG"), ["form-1"] = L(CodeLists.MainForm, "SEX"), ["sub-form-1"] = L(CodeLists.SubForm, "SEX-PROST"),
            ["identified-year"] = $"{year}", ["offer"] = L(FormColumns.Offer, "ACC"), ["received-measures"] = L(FormColumns.YesNo, "YES"),
            ["immigration"] = L(CodeLists.ImmigrationStatus, "RF-GR"), ["housing"] = L(CodeLists.Housing, "ROSA"), ["measure-1"] = L(CodeLists.Measure, "R1"),
            ["measure-2"] = L(CodeLists.Measure, "R4"), ["children-with"] = "0", ["children-elsewhere"] = "2", ["region"] = "Oslo",
        };
        yield return new(StringComparer.Ordinal)
        {
            ["sex"] = L(FormColumns.Sex, "M"), ["nationality"] = L(FormColumns.Nationality, "RO"), ["birth-year"] = $"{year - 16}", ["age"] = "16",
            ["presumed-minor"] = L(FormColumns.YesNo, "YES"), ["form-1"] = L(CodeLists.MainForm, "LAB"), ["sub-form-1"] = L(CodeLists.SubForm, "SRV-PROP"),
            ["identified-year"] = FormTexts.Source[language, "Code.Identified.UNCLEAR"], ["offer"] = L(FormColumns.Offer, "EVAD"), ["received-measures"] = L(FormColumns.YesNo, "NO"),
            ["region"] = "Bergen",
        };

        string L(CodeList list, string code) => FormTexts.Label(list, code, language);
    }
}
