using System.Text.RegularExpressions;
using Vern.Platform.Auditing;
using Vern.Platform.Store;

namespace Vern.Persons.Registration.Storage;

/// <summary>What the text columns of casework may hold. Whatever is known of a person is sealed bytes; what stands in clear is random, a code, or about staff.</summary>
internal static partial class CaseShapes
{
    internal static ColumnShape Person { get; } = new("a person's random id", value => PersonId.Read(value) is { } id && id.Value == value);
    internal static ColumnShape KeyId { get; } = new("32 random hexadecimal digits", value => RandomId().IsMatch(value));
    internal static ColumnShape KeyIds { get; } = new("random hexadecimal ids", value => value.Length == 0 || value.Split(' ').All(RandomId().IsMatch));
    internal static ColumnShape Code { get; } = new("a code in small letters", value => CodeForm().IsMatch(value));
    internal static ColumnShape Codes { get; } = new("codes in small letters", value => value.Length == 0 || value.Split(' ').All(CodeForm().IsMatch));
    internal static ColumnShape Field { get; } = new("a field's id", value => FieldForm().IsMatch(value));
    internal static ColumnShape Right { get; } = new("a right's name", value => RightForm().IsMatch(value));
    internal static ColumnShape Index { get; } = new("a blind index", value => IndexForm().IsMatch(value));
    internal static ColumnShape Digest { get; } = new("a SHA-256 in hexadecimal", value => DigestForm().IsMatch(value));
    internal static ColumnShape Target { get; } = new("a column's target", value => TargetForm().IsMatch(value));
    internal static ColumnShape Team { get; } = new("a team's name", value => TeamForm().IsMatch(value));
    internal static ColumnShape Staff { get; } = new("the name of one of the agency's own people", value => value.Length is > 0 and <= 80 && !Collection.FreeText.HoldsIdentityNumber(value));

    internal static IReadOnlyDictionary<string, ColumnShape> ByName { get; } =
        ((ColumnShape[])[.. AuditTables.Shapes, .. Platform.Jobs.JobTables.Shapes, Person, KeyId, KeyIds, Code, Codes, Field, Right, Index, Digest, Target, Team, Staff, Referral.Storage.DirectoryTables.Words, .. OwnView.Storage.OwnTables.Shapes, Rights.Storage.SettingTables.Setting]).ToDictionary(shape => shape.Name, StringComparer.Ordinal);

    [GeneratedRegex("^[0-9a-f]{32}$")] private static partial Regex RandomId();
    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$")] private static partial Regex CodeForm();
    [GeneratedRegex("^[a-z0-9-]+(\\.[a-z0-9-]+)+$")] private static partial Regex FieldForm();
    [GeneratedRegex("^[A-Z]-[0-9]{1,3}(\\.[a-z0-9-]+)*$")] private static partial Regex RightForm();
    [GeneratedRegex("^[0-9a-f]{64}$")] private static partial Regex DigestForm();
    [GeneratedRegex("^[a-z0-9.#-]{0,90}$")] private static partial Regex TargetForm();
    [GeneratedRegex("^[0-9a-f]{6,16}$")] private static partial Regex IndexForm();
    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,59}$")] private static partial Regex TeamForm();
}
