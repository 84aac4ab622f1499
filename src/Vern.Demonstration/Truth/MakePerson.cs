using Vern.Persons.Collection;

namespace Vern.Demonstration.Truth;

/// <summary>Makes a person up: name, birth date and numbers for a given kind, nationality, form and age.</summary>
public static class MakePerson
{
    /// <summary>A person; without a name and numbers when nobody knows who she is.</summary>
    public static TruePerson Of(int id, string sexAge, string nationality, IReadOnlyList<string> forms, int? age, IdentificationYear identified, ref Draw draw, int year = Truth2014.Year)
    {
        var woman = sexAge is "W18" or "G17";
        var unknown = nationality is "UNKN" or "UNRES";
        var born = age is { } years ? new DateOnly(year - years, draw.Between(1, 12), 1).AddDays(draw.Next(28)) : (DateOnly?)null;
        var hasNumber = !unknown && born is not null && draw.Chance(0.15);
        return new()
        {
            Id = id,
            Name = unknown ? null : NameBook.Name(nationality, woman, ref draw),
            SexAge = sexAge,
            Nationality = nationality,
            BirthDate = born,
            Forms = forms,
            Form = MainForm(forms),
            Identified = identified,
            Duf = unknown || !draw.Chance(IsEea(nationality) ? 0.1 : 0.75) ? null : SyntheticNumbers.Duf(year - draw.Next(4), ref draw),
            NationalNumber = hasNumber ? SyntheticNumbers.DNumber(born!.Value, woman, ref draw) : null,
        };
    }

    /// <summary>The main form by the rule of 2014: sexual and labour together are a combination of their own (footnote 72, I-13).</summary>
    public static string MainForm(IReadOnlyList<string> forms) =>
        forms.Contains("SEX") && forms.Contains("LAB") ? "COMB" : forms.Contains("SEX") ? "SEX" : forms.Contains("LAB") ? "LAB" : "UNCL";

    /// <summary>Citizens who need no permit and seldom have a DUF number.</summary>
    public static bool IsEea(string nationality) => nationality is "RO" or "BG" or "PL" or "LT" or "LV" or "HU" or "SK";
}
