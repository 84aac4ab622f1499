using System.Globalization;
using System.Text.RegularExpressions;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Interface;

namespace Vern.Persons.Registration.Exchange;

/// <summary>A column of a table of persons.</summary>
/// <param name="Name">As it stands in a header: a field's id, with <c>#2</c> for the second of a repeating group, or one of <see cref="PeopleTable.Heads"/>.</param>
/// <param name="Of">Its value for a person.</param>
public sealed record PeopleColumn(string Name, Func<CasePerson, string?> Of);

/// <summary>Persons as rows and fields as columns: the form that goes out as Excel and CSV, and comes back.</summary>
public static partial class PeopleTable
{
    /// <summary>The column with what a row is called in the file.</summary>
    public const string Person = "person";
    /// <summary>The column with what the row of the parent is called, whom a child came with.</summary>
    public const string Parent = "parent";
    /// <summary>The column that says who a person is: adult, child, uncertain or anonymous.</summary>
    public const string Audience = "audience";
    /// <summary>The column that says what the facts were handed out for, and may only be read for where they come in.</summary>
    public const string Purpose = "purpose";

    /// <summary>The columns that stand before the fields.</summary>
    public static IReadOnlyList<string> Heads { get; } = [Person, Parent, Audience, Purpose, "opened", "closed", "closed-for"];

    /// <summary>The columns of an export: the heads, and each field of which there is a fact.</summary>
    /// <param name="fields">The fields, each with its greatest number within a repeating group, 0 for a field that is there once.</param>
    /// <param name="purpose">What it is handed out for.</param>
    public static IReadOnlyList<PeopleColumn> Columns(IEnumerable<(Field Field, int Most)> fields, string purpose)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return
        [
            // A person's id is for who works with her; figures need none.
            new(Person, person => purpose == "statistics" ? "" : person.Head.Id.Value), new(Parent, person => purpose == "statistics" ? "" : person.Head.Parent?.Value), new(Audience, person => NameOf(person.Head.Audience)), new(Purpose, _ => purpose),
            new("opened", person => person.Head.OpenedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), new("closed", person => person.Head.ClosedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), new("closed-for", person => person.Head.ClosedFor),
            .. fields.SelectMany(pair => pair.Field.Group is null
                ? [new PeopleColumn(pair.Field.Id, person => person[pair.Field.Id])]
                : Enumerable.Range(1, pair.Most).Select(item => new PeopleColumn($"{pair.Field.Id}#{item}", person => person[pair.Field.Id, item]))),
        ];
    }

    /// <summary>An audience as files write it.</summary>
    public static string NameOf(Fields.Audience audience) => audience.ToString().ToLowerInvariant();

    /// <summary>A field and its number from a column's name; null where it is none. In brackets after a label it is found too.</summary>
    public static (Field Field, int Item)? Read(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var match = Named().Match(name.Trim());
        if (!match.Success || FieldCatalogue.Own.Find(match.Groups["id"].Value) is not { Secret: false } field) return null;
        var item = match.Groups["item"].Success ? int.Parse(match.Groups["item"].Value, CultureInfo.InvariantCulture) : field.Group is null ? 0 : 1;
        return field.Group is null == (item == 0) ? (field, item) : null;
    }

    /// <summary>Words that no spreadsheet takes for a formula; <see cref="Unguarded"/> gives the same words back.</summary>
    public static string Guarded(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith('\'') && IsGuarded(text) ? "'" + text : CsvField.Guard(text);
    }

    /// <summary>The words without the apostrophe that kept them from being a formula.</summary>
    public static string Unguarded(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith('\'') && IsGuarded(text) ? text[1..] : text;
    }

    private static bool IsGuarded(string text) => text.TrimStart('\'') is var bare && CsvField.Guard(bare) != bare;

    [GeneratedRegex(@"^(?:.*\()?(?<id>[a-z]+(?:-[a-z]+)*(?:\.[a-z0-9-]+)+)(?:#(?<item>[1-9][0-9]{0,2}))?\)?$", RegexOptions.Singleline)] private static partial Regex Named();
}
