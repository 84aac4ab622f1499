using System.Globalization;
using Vern.Persons.Collection;
using Vern.Persons.Statistics;
using Vern.Platform.Localisation;

namespace Vern.Persons.OwnStatistics.Pages;

/// <summary>What the codes of an agency's own figures are called.</summary>
internal static class OwnFigureWords
{
    internal static string Text(Language language, string key) => OwnStatistics.Texts.Source[language, key];

    /// <summary>A code of a dimension in words; brief: as a chart has room for it.</summary>
    internal static string Code(string dimension, string code, Language language, bool brief = false) => (dimension, code) switch
    {
        (_, "Total") => Text(language, "total"),
        ("nationality", { Length: 2 } or "UNKN" or "UNRES") => FormTexts.Label(FormColumns.Nationality, code, language),
        ("form", "SEX" or "LAB" or "UNCL") => FormTexts.Label(CodeLists.MainForm, code, language),
        ("reason", _) => Referral.Texts.Source.Find(language, $"reason.{code}") ?? code,
        ("opened" or "closed", [>= '0' and <= '1', _]) => Month(language.Culture.DateTimeFormat, int.Parse(code, CultureInfo.InvariantCulture), brief),
        _ => Text(language, $"code.{dimension}.{code}"),
    };

    private static string Month(DateTimeFormatInfo format, int month, bool brief) => brief ? format.GetAbbreviatedMonthName(month) : format.GetMonthName(month);

    /// <summary>A column's head.</summary>
    internal static string Column(OwnTable table, string code, Language language) => table.Across is { } across ? Code(across, code, language) : Text(language, table.Dimension is "way" ? "unit.referrals" : "unit.persons");
}
