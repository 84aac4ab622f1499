using System.Text.Json;
using System.Text.Json.Serialization;
using Vern.Persons.Collection;
using Vern.Platform.Sealing;

namespace Vern.Persons.OwnReport;

/// <summary>As whom an agency reports, and to whom: from <c>DATA/WORKSPACE/report.json</c>, beside <c>relay.json</c> with the unit's address and the agency's token.</summary>
/// <param name="Body">The agency's short name in the unit's register.</param>
/// <param name="Legal">Its legal kind, from which the ground to disclose follows (B-043 to B-047).</param>
/// <param name="Unit">The unit's public key, whose fingerprint was compared another way.</param>
/// <param name="Custodian">The key custodian's public key, compared likewise.</param>
public sealed record ReportSettings(BodyId Body, LegalKind Legal, PublicKey Unit, PublicKey Custodian)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) } };

    private sealed record Written(string? Body, LegalKind? Legal, byte[]? Unit, byte[]? Custodian);

    /// <summary>The settings of a workspace, read anew each time; null: there are none.</summary>
    /// <param name="folder">The workspace's folder.</param>
    /// <exception cref="InvalidDataException">The file is no settings; the message names what was expected.</exception>
    public static ReportSettings? Read(string folder)
    {
        var file = Path.Combine(folder, "report.json");
        if (!File.Exists(file)) return null;
        try
        {
            if (JsonSerializer.Deserialize<Written>(File.ReadAllText(file), Json) is { Body: { Length: > 0 and <= 40 } body, Legal: { } legal, Unit: { } unit, Custodian: { } custodian }) return new(new(body), legal, PublicKey.FromBytes(unit), PublicKey.FromBytes(custodian));
        }
        catch (Exception wrong) when (wrong is JsonException or SealingException) { }
        throw new InvalidDataException($"report.json: expected body, legal ({string.Join(", ", Enum.GetNames<LegalKind>().Select(name => JsonNamingPolicy.KebabCaseLower.ConvertName(name)))}), unit and custodian (public keys, 65 bytes in base 64)");
    }

    /// <summary>Writes them, for their owner alone.</summary>
    public Task WriteAsync(string folder, CancellationToken cancel = default) =>
        SecretFile.WriteAsync(Path.Combine(folder, "report.json"), JsonSerializer.SerializeToUtf8Bytes(new Written(Body.Value, Legal, [.. Unit.Bytes], [.. Custodian.Bytes]), Json), cancel);
}
