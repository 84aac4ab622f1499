using System.Globalization;
using Vern.Linkage.Encoding;
using Vern.Persons.Collection;

namespace Vern.Persons.Registration.Fields;

/// <summary>What a field's value is.</summary>
public enum FieldType
{
    /// <summary>One line of at most 200 characters.</summary>
    Text,
    /// <summary>Several lines, at most 15,000 characters.</summary>
    LongText,
    /// <summary>A day, a month or a year: <c>2026-11-22</c>, <c>2026-11</c>, <c>2026</c>; typed as <c>22.11.2026</c>, <c>22112026</c> or <c>11.2026</c> it is kept so.</summary>
    Date,
    /// <summary>A local time to the minute: <c>2026-11-22T14:30</c>, in Norway.</summary>
    Moment,
    /// <summary>A code of the field's list.</summary>
    Code,
    /// <summary>Codes of the field's list, none twice, parted by blanks.</summary>
    Codes,
    /// <summary><c>yes</c>, <c>no</c> or <c>unknown</c>.</summary>
    YesNo,
    /// <summary>A whole number from 0 to 99,999,999.</summary>
    Number,
    /// <summary>ISO 3166-1 alpha-2, or UNKN (unknown), UNRES (not clarified).</summary>
    Country,
    /// <summary>A language by its ISO 639 code of two or three letters.</summary>
    Language,
}

/// <summary>An identity number that a field holds .</summary>
public enum NumberKind
{
    /// <summary>A Norwegian identity number or D-number, <see cref="NationalNumber"/>.</summary>
    National,
    /// <summary>A number of the immigration authorities, <see cref="DufNumber"/>.</summary>
    Duf,
}

/// <summary>What is odd about an identity number.</summary>
public enum NumberDoubt
{
    /// <summary>It is none of its kind: not as many digits, other letters, a placeholder. Another country's number, or another authority's, can stand there by import.</summary>
    NoSuchNumber,
    /// <summary>It has the digits, but they do not fit each other: a slip, or false papers.</summary>
    DigitsDoNotFit,
}

/// <summary>For whom a question is asked.</summary>
public enum Audience
{
    /// <summary>An adult.</summary>
    Adult,
    /// <summary>A child.</summary>
    Child,
    /// <summary>Somebody whose age is uncertain and who is treated as a child .</summary>
    Uncertain,
    /// <summary>Somebody who does not want to be known: a notification without identity.</summary>
    Anonymous,
}

/// <summary>A field of the catalogue.</summary>
/// <param name="Id">Its id, <c>identity.family-name</c>; never reused for another meaning.</param>
/// <param name="Type">What its value is.</param>
/// <param name="For">For whom it is asked.</param>
/// <param name="Purposes">What it may be read for: protection, health, return, statistics, enforcement. Who reads for another purpose does not see it.</param>
public sealed record Field(string Id, FieldType Type, IReadOnlySet<Audience> For, IReadOnlySet<string> Purposes)
{
    /// <summary>The first word of the id: the part of a person's page that it stands in.</summary>
    public string Section { get; } = Id[..Id.IndexOf('.', StringComparison.Ordinal)];
    /// <summary>The step of the intake that asks for it; null: not asked there.</summary>
    public string? Step { get; init; }
    /// <summary>The repeating group that it belongs to (a stay, a permit, a child left behind); null: there is one of it.</summary>
    public string? Group { get; init; }
    /// <summary>The list that its codes are of.</summary>
    public FieldList? List { get; init; }
    /// <summary>Whether it tells who she is: never asked of somebody who does not want to be known.</summary>
    public bool Identity { get; init; }
    /// <summary>Whether it is kept from lists, searches, exports and the ledger, and shown only when asked for by itself (E-069).</summary>
    public bool Secret { get; init; }
    /// <summary>Whether it is asked where another field has one of some values: <c>answer.offer=NEI</c>; null: always.</summary>
    public FieldCondition? When { get; init; }
    /// <summary>The identity number that it holds; null: none.</summary>
    public NumberKind? Number { get; init; }
    /// <summary>What a person can be found by in it; null: nothing.</summary>
    internal Storage.LookUpKind? Search { get; init; }
    /// <summary>The property of <see cref="ReportedPerson"/> that it becomes in the yearly report; null: none.</summary>
    public string? Report { get; init; }
    /// <summary>Its field id in the Human Trafficking Case Data Standard 2.0; null: none.</summary>
    public string? Htcds { get; init; }
    /// <summary>The fields of the United Kingdom's referral form that it answers, parted by blanks; null: none.</summary>
    public string? Uk { get; init; }

    /// <summary>The value as it is kept; null where it is none of this field's.</summary>
    public string? Read(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var text = Clean(typed);
        return Type switch
        {
            FieldType.Text => text.Length <= 200 && !text.Contains('\n', StringComparison.Ordinal) ? text : null,
            FieldType.LongText => text.Length <= 15_000 ? text : null,
            FieldType.Date => TypedDay.ReadPart(text),
            FieldType.Moment => DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) && moment.Year is >= 1900 and <= 2100 ? moment.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) : null,
            FieldType.Code => List!.Has(text) ? text : null,
            FieldType.Codes => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList() is var codes && codes.Count > 0 && codes.TrueForAll(List!.Has) ? string.Join(' ', codes.OrderBy(List.PlaceOf)) : null,
            FieldType.YesNo => text is "yes" or "no" or "unknown" ? text : null,
            FieldType.Number => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 99_999_999 ? number.ToString(CultureInfo.InvariantCulture) : null,
            FieldType.Country => CodeLists.IsNationality(text) ? text : null,
            FieldType.Language => text.Length is 2 or 3 && text.All(char.IsAsciiLetterLower) ? text : null,
            _ => null,
        };
    }

    /// <summary>What is odd about an identity number; null: nothing, or the field holds none. It is told, and never changes what is kept.</summary>
    public NumberDoubt? Doubt(string value)
    {
        return Number switch
        {
            NumberKind.National when NationalNumber.Read(value) is var number => number.Problem is not null ? NumberDoubt.NoSuchNumber : number.Warning is not null ? NumberDoubt.DigitsDoNotFit : null,
            // How its check digits are computed is not published.
            NumberKind.Duf => DufNumber.Read(value).Problem is not null ? NumberDoubt.NoSuchNumber : null,
            _ => null,
        };
    }

    // Lines end in one way, and what no keyboard types is dropped: controls, and marks that turn the direction of what follows.
    private static string Clean(string typed) => string.Concat(typed.ReplaceLineEndings("\n").Where(letter => letter == '\n' || (!char.IsControl(letter) && letter is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF')))).Trim();
}

/// <summary>That a field is asked only where another has one of some values.</summary>
/// <param name="Other">The other field's id.</param>
/// <param name="Values">One of these, or for several codes, among them.</param>
public sealed record FieldCondition(string Other, IReadOnlySet<string> Values)
{
    /// <summary>Whether it holds for a value of the other field; null: it has none.</summary>
    public bool Holds(string? value) => value is not null && value.Split(' ').Any(Values.Contains);
}

/// <summary>A list of codes. A code is never reused for another meaning.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version, from 1: what was recorded under an older one stays as it was.</param>
/// <param name="Codes">The codes, in the order they are offered.</param>
public sealed record FieldList(string Name, int Version, IReadOnlyList<string> Codes)
{
    private readonly Dictionary<string, int> places = Codes.Select((code, place) => (code, place)).ToDictionary(pair => pair.code, pair => pair.place, StringComparer.Ordinal);

    /// <summary>The list of the yearly report that it is, whose words are used too; null: a list of casework's own.</summary>
    public CodeList? Reported { get; init; }
    /// <summary>Whether it has the code, letter for letter.</summary>
    public bool Has(string code) => places.ContainsKey(code);
    /// <summary>Where the code stands in it, from 0; last where it does not.</summary>
    public int PlaceOf(string code) => places.GetValueOrDefault(code, int.MaxValue);
}
