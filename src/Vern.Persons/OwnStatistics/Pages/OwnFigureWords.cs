using System.Globalization;
using Vern.Persons.Collection;
using Vern.Persons.Statistics;
using Vern.Platform.Localisation;

namespace Vern.Persons.OwnStatistics.Pages;

/// <summary>What the codes of an agency's own figures are called.</summary>
internal static class OwnFigureWords
{
    internal static string Text(Language language, string key) => OwnStatistics.Texts.Source[language, key];

    /// <summary>A code of a dimension in words.</summary>
    internal static string Code(string dimension, string code, Language language) => (dimension, code) switch
    {
        (_, "Total") => Text(language, "total"),
        ("nationality", { Length: 2 } or "UNKN" or "UNRES") => FormTexts.Label(FormColumns.Nationality, code, language),
        ("form", "SEX" or "LAB" or "UNCL") => FormTexts.Label(CodeLists.MainForm, code, language),
        ("reason", _) => Referral.Texts.Source.Find(language, $"reason.{code}") ?? code,
        ("opened" or "closed", [>= '0' and <= '1', _]) => language.Culture.DateTimeFormat.GetMonthName(int.Parse(code, CultureInfo.InvariantCulture)),
        _ => Text(language, $"code.{dimension}.{code}"),
    };

    /// <summary>A column's head.</summary>
    internal static string Column(OwnTable table, string code, Language language) => table.Across is { } across ? Code(across, code, language) : Text(language, table.Dimension is "way" ? "unit.referrals" : "unit.persons");
}
