using System.Text.RegularExpressions;
using Vern.Platform.Auditing;
using Vern.Platform.Store;

namespace Vern.Material.Intake.Storage;

/// <summary>What the text columns of a centre may hold. Whatever is known of a person is sealed bytes; what stands in clear is random, a code, a digest, or about staff and bodies.</summary>
internal static partial class MaterialShapes
{
    internal static ColumnShape Id { get; } = new("32 random hexadecimal digits", value => RandomId().IsMatch(value));
    internal static ColumnShape Code { get; } = new("a code in small letters", value => CodeForm().IsMatch(value));
    internal static ColumnShape Codes { get; } = new("codes in small letters", value => value.Length == 0 || value.Split(' ').All(CodeForm().IsMatch));
    internal static ColumnShape Digest { get; } = new("a digest in hexadecimal", value => DigestForm().IsMatch(value));
    internal static ColumnShape Country { get; } = new("a country's code, ISO 3166-1 alpha-2", value => CountryForm().IsMatch(value));
    internal static ColumnShape Title { get; } = new("the name of a body, a rule or a member of staff", value => value.Length is > 0 and <= 120);

    internal static IReadOnlyDictionary<string, ColumnShape> ByName { get; } = ((ColumnShape[])
    [
        .. AuditTables.Shapes,
        .. Platform.Jobs.JobTables.Shapes,
        Id,
        Code,
        Codes,
        Digest,
        Country,
        Title,
        .. Triage.Storage.TriageTables.Shapes,
        .. Routing.Storage.RoutingTables.Shapes,
        .. Indicators.Storage.IndicatorsTables.Shapes,
        .. Removal.Storage.RemovalTables.Shapes,
        .. Redress.Storage.RedressTables.Shapes,
        .. Identification.Storage.IdentificationTables.Shapes,
        .. Transparency.Storage.TransparencyTables.Shapes,
    ]).ToDictionary(shape => shape.Name, StringComparer.Ordinal);

    [GeneratedRegex("^[0-9a-f]{32}$")] private static partial Regex RandomId();
    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$")] private static partial Regex CodeForm();
    [GeneratedRegex("^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$")] private static partial Regex DigestForm();
    [GeneratedRegex("^[A-Z]{2}$")] private static partial Regex CountryForm();
}
