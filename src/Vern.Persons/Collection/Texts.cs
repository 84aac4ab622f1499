using Vern.Platform.Localisation;
using Vern.Persons.Statistics;

namespace Vern.Persons.Collection;

/// <summary>Beside it lie this slice's texts.</summary>
public sealed class Texts;

/// <summary>The words of the form: labels of codes, headers, explanations.</summary>
public static class FormTexts
{
    /// <summary>All texts.</summary>
    public static TextSource Source { get; } = TextSource.Beside<Texts>();

    /// <summary>A code's label: a country's name for nationalities, the place's own name for regions.</summary>
    public static string Label(CodeList list, string code, Language language)
    {
        ArgumentNullException.ThrowIfNull(list);
        if (list.Name == FormColumns.Nationality.Name && CountryNames.Knows(code)) return CountryNames.In(code, language);
        return list.Name == CodeLists.Region.Name && code != "Nasjonalt" ? code : Source[language, $"Code.{list.Name}.{code}"];
    }

    /// <summary>The header of a column of the form; a column that the form does not have stands for itself.</summary>
    public static string Column(string code, Language language) => FormColumns.All.Any(column => column.Code == code) ? Source[language, $"Column.{code}"] : code;

    /// <summary>The ground on which a body of this legal kind may disclose (B-043 to B-047); a right, not a duty (B-048).</summary>
    public static string LegalGround(LegalKind kind, Language language) => Source[language, $"Legal.{kind}"];
}
