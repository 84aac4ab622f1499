using System.Text.RegularExpressions;
using Vern.Platform.Auditing;
using Vern.Platform.Store;

namespace Vern.Persons.Collection.Storage;

/// <summary>What the text columns of the national store may hold. None of them can hold the name, birth date or identity number of a person reported.</summary>
internal static partial class Shapes
{
    internal static ColumnShape BodyId { get; } = new("a body's short name", value => ShortName().IsMatch(value));
    internal static ColumnShape Digest { get; } = new("a SHA-256 digest", value => Sha256().IsMatch(value));
    internal static ColumnShape SchemaName { get; } = new("a linkage schema's name and digest", value => Schema().IsMatch(value));
    internal static ColumnShape KeyCheck { get; } = new("a key's check value", value => Check().IsMatch(value));
    internal static ColumnShape Language { get; } = new("a language's code", value => value is "nb" or "en" or "da" or "sv");
    internal static ColumnShape Place { get; } = new("a place in the report or the name of an import", value => PlaceName().IsMatch(value));
    internal static ColumnShape Nationality { get; } = new("a nationality's code", Nationalities.Has);
    internal static ColumnShape Forms { get; } = new("codes of forms of exploitation", value => All(value, CodeLists.Form.Has));
    internal static ColumnShape Measures { get; } = new("codes of measures", value => All(value, CodeLists.Measure.Has));
    internal static ColumnShape Bodies { get; } = new("bodies' short names", value => All(value, ShortName().IsMatch));
    internal static ColumnShape Fields { get; } = new("field codes of the form", value => All(value, FieldName().IsMatch));
    internal static ColumnShape Immigration { get; } = new("a code of list 5", CodeLists.ImmigrationStatus.Has);
    internal static ColumnShape Criminal { get; } = new("a code of list 6", CodeLists.CriminalStatus.Has);
    internal static ColumnShape Housing { get; } = new("a code of list 7", CodeLists.Housing.Has);
    internal static ColumnShape Decline { get; } = new("a code of list 10", CodeLists.DeclineReason.Has);
    internal static ColumnShape MainForm { get; } = new("a main form's code", CodeLists.MainForm.Has);
    internal static ColumnShape AgencyField { get; } = new("a field of the form on the body", value => CodeLists.AgencyField.Has(value) || AgencyRequirement().IsMatch(value));
    /// <summary>Not free: the store takes only regions of <see cref="CodeLists.Region"/> and of the register.</summary>
    internal static ColumnShape Region { get; } = new("a region of the list or of the register", value => value.Length <= 60 && !FreeText.HoldsIdentityNumber(value));
    /// <summary>Words of the unit or of a body about itself, screened for identity numbers.</summary>
    internal static ColumnShape Screened { get; } = new("a text without identity numbers", value => !FreeText.HoldsIdentityNumber(value));
    /// <summary>A text that was sealed; its words were screened before.</summary>
    internal static ColumnShape Sealed { get; } = new("a sealed text", Vern.Platform.Sealing.DataKey.IsSealed);
    /// <summary>The id of a key or an envelope, or a key's fingerprint.</summary>
    internal static ColumnShape KeyId { get; } = new("a key's id", value => RandomId().IsMatch(value));
    /// <summary>A body's own reference to a case: letters and digits, a digit among them, no blank; so no name, and no identity number.</summary>
    internal static ColumnShape Reference { get; } = new("a body's own reference", value => CaseReference().IsMatch(value) && !FreeText.HoldsIdentityNumber(value));
    /// <summary>Who of the unit did something.</summary>
    internal static ColumnShape Staff { get; } = new("the name of one of the unit's own people", value => value.Length is > 0 and <= 200 && !FreeText.HoldsIdentityNumber(value));
    /// <summary>Made by Vern itself: rows by sender and number, or protected figures.</summary>
    internal static ColumnShape OwnJson { get; } = new("a document made by Vern", value => value.Length > 0);

    internal static IReadOnlyDictionary<string, ColumnShape> ByName { get; } = ((ColumnShape[])
    [
        .. AuditTables.Shapes, .. Vern.Platform.Jobs.JobTables.Shapes, Sealed, KeyId,
        BodyId, Digest, SchemaName, KeyCheck, Language, Place, Nationality, Forms, Measures, Bodies, Fields, Immigration, Criminal, Housing, Decline, MainForm,
        AgencyField, Region, Screened, Staff, OwnJson, Reference,
    ]).ToDictionary(shape => shape.Name, StringComparer.Ordinal);

    private static bool All(string codes, Func<string, bool> allowed) => codes.Length == 0 || codes.Split(' ').All(allowed);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")] private static partial Regex ShortName();
    [GeneratedRegex("^[0-9a-f]{32}$")] private static partial Regex RandomId();
    [GeneratedRegex("^[0-9a-f]{64}$")] private static partial Regex Sha256();
    [GeneratedRegex("^[a-z0-9-]{1,40}:[0-9a-f]{4,64}…?$")] private static partial Regex Schema();
    [GeneratedRegex("^[0-9a-f]{8,64}$")] private static partial Regex Check();
    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,79}$", RegexOptions.IgnoreCase)] private static partial Regex PlaceName();
    [GeneratedRegex("^(?=[^0-9]*[0-9])[A-Za-z0-9][A-Za-z0-9./_-]{0,31}$")] private static partial Regex CaseReference();
    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$")] private static partial Regex FieldName();
    [GeneratedRegex("^B-02[0-6](-[1-9])?$")] private static partial Regex AgencyRequirement();
}
