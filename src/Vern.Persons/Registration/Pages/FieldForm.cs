using Microsoft.AspNetCore.Http;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Interface.Components;
using Vern.Platform.Localisation;

namespace Vern.Persons.Registration.Pages;

/// <summary>Fields as a form asks for them: what was there, what was typed, what of it was not understood. The form's field bears the catalogue's id.</summary>
/// <param name="Fields">The fields, in order.</param>
/// <param name="Values">What stands in each, by id: as typed where the form was sent, otherwise as it was known.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record FieldForm(IReadOnlyList<Field> Fields, IReadOnlyDictionary<string, string> Values, IReadOnlyList<Problem> Problems)
{
    /// <summary>What stands in a field; empty where nothing does.</summary>
    public string this[Field field] => Values.GetValueOrDefault(field.Id, "");

    /// <summary>What is wrong with a field; null: nothing.</summary>
    public string? Wrong(Field field) => Problems.FirstOrDefault(problem => problem.Field == field.Id)?.Text;

    /// <summary>Reads what was typed into the fields; what is none of a field's values becomes a problem by its field.</summary>
    public static FieldForm Read(IReadOnlyList<Field> fields, IFormCollection form, Language language)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(form);
        var values = fields.ToDictionary(field => field.Id, field => string.Join(field.Type is FieldType.Codes ? " " : "", form[field.Id].ToArray()), StringComparer.Ordinal);
        var problems = fields.Where(field => !string.IsNullOrWhiteSpace(values[field.Id])).Select(field => WrongWith(field, values[field.Id], language)).OfType<Problem>().ToList();
        return new(fields, values, problems);
    }

    /// <summary>What is wrong with something typed; null: nothing. An odd identity number is not: it may be another country's or stand so on her papers. It is kept and told (<see cref="FieldWords.Doubt"/>).</summary>
    public static Problem? WrongWith(Field field, string typed, Language language)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Read(typed) is null ? new(field.Id, Texts.Source.Format(language, $"wrong.{field.Type}", FieldWords.Label(field, language))) : null;
    }

    /// <summary>The fields as facts; what was left empty withdraws.</summary>
    public IReadOnlyList<NewFact> Facts(int item, FactSource source) => [.. Fields.Select(field => new NewFact(field.Id, item, Values[field.Id], source))];
}
