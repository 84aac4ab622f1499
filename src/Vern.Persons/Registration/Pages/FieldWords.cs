using System.Globalization;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Statistics;
using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Persons.Registration.Pages;

/// <summary>Fields and their values in words.</summary>
public static class FieldWords
{
    /// <summary>The question or name of a field; of one that the catalogue knows no more, its id.</summary>
    public static string Label(Field field, Language language)
    {
        ArgumentNullException.ThrowIfNull(field);
        return Texts.Source.Find(language, $"field.{field.Id}") ?? field.Id;
    }

    /// <summary>The help beside the question; null: there is none.</summary>
    public static string? Help(Field field, Language language)
    {
        ArgumentNullException.ThrowIfNull(field);
        return Texts.Source.Find(language, $"field.{field.Id}.help");
    }

    /// <summary>A value as people read it.</summary>
    public static string Value(Field field, string value, PageContext page)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(page);
        return field.Type switch
        {
            FieldType.Code or FieldType.Codes => string.Join(", ", value.Split(' ').Select(code => Code(field.List!, code, page.Language))),
            FieldType.YesNo => Texts.Source.Find(page.Language, $"yes-no.{value}") ?? value,
            FieldType.Country => Country(value, page.Language),
            FieldType.Language => SpokenLanguages.Name(value, page.Language),
            FieldType.Date when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => page.Date(day),
            FieldType.Moment when DateTime.TryParseExact(value, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) => $"{page.Date(DateOnly.FromDateTime(moment))} {moment:HH:mm}",
            FieldType.Date when DateOnly.TryParseExact(value, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) => month.ToString("MMMM yyyy", page.Language.Culture),
            _ => value,
        };
    }

    /// <summary>What is odd about an identity number, beside it; null: nothing.</summary>
    public static string? Doubt(Field field, string value, Language language)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Doubt(value) is { } doubt ? Texts.Source[language, $"doubt.{doubt}.{field.Number}"] : null;
    }

    /// <summary>A code of a list; one of the yearly report has the report's words.</summary>
    public static string Code(FieldList list, string code, Language language)
    {
        ArgumentNullException.ThrowIfNull(list);
        return (list.Reported is { } reported ? Collection.FormTexts.Source.Find(language, $"Code.{reported.Name}.{code}") ?? Collection.FormTexts.Source.Find(language, $"Code.Sub{reported.Name}.{code}") : Texts.Source.Find(language, $"list.{list.Name}.{code}")) ?? code;
    }

    /// <summary>A country by its code.</summary>
    public static string Country(string code, Language language) => Texts.Source.Find(language, $"country.{code}") ?? CountryNames.In(code, language);
}
