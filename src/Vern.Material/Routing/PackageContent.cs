using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vern.Material.Intake;
using Vern.Material.Triage;

namespace Vern.Material.Routing;

/// <summary>What an authority receives of a report: facts and digests, never material. The three formats are three spellings of this.</summary>
public sealed record PackageContent
{
    /// <summary>The package's id, 32 hexadecimal digits.</summary>
    public required string Package { get; init; }
    /// <summary>The centre's name.</summary>
    public required string Centre { get; init; }
    /// <summary>The report's number at the centre.</summary>
    public required long Report { get; init; }
    /// <summary>The authority's code.</summary>
    public required string Authority { get; init; }
    /// <summary>The authority's name.</summary>
    public required string AuthorityTitle { get; init; }
    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }
    /// <summary>When the report was whole.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
    /// <summary>Who sent the report; null: the public.</summary>
    public string? Sender { get; init; }
    /// <summary>The sender's country.</summary>
    public string? SenderCountry { get; init; }
    /// <summary>What the sender reports under, as a code.</summary>
    public string? SenderBasis { get; init; }
    /// <summary>Until when the sender preserves what it holds.</summary>
    public DateOnly? PreserveUntil { get; init; }
    /// <summary>0 to 100.</summary>
    public required int Urgency { get; init; }
    /// <summary>The rules that made it.</summary>
    public required IReadOnlyList<string> UrgencyReasons { get; init; }
    /// <summary>Whether a child is in danger now.</summary>
    public required bool Imminent { get; init; }
    /// <summary>0 to 100.</summary>
    public required int Completeness { get; init; }
    /// <summary>Known, near a known one, or new.</summary>
    public required Novelty Novelty { get; init; }
    /// <summary>Countries that something speaks for, with what does.</summary>
    public required IReadOnlyList<CountryFound> Countries { get; init; }
    /// <summary>Codes of the other authorities that receive it too.</summary>
    public required IReadOnlyList<string> AlsoTo { get; init; }
    /// <summary>The centre's own words to the authority.</summary>
    public string? Note { get; init; }
    /// <summary>What the report says.</summary>
    public required ReportFacts Facts { get; init; }
    /// <summary>Its files.</summary>
    public required IReadOnlyList<PackageFile> Files { get; init; }
    /// <summary>Reports that say the same, with what they add.</summary>
    public required IReadOnlyList<PackageDuplicate> Duplicates { get; init; }

    internal static JsonSerializerOptions Form { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>As JSON, UTF-8.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Form);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static PackageContent Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<PackageContent>(json, Form) ?? throw new FormatException("A package is null.");
}

/// <summary>A file of a report, by its digests.</summary>
public sealed record PackageFile
{
    /// <summary>Its id at the centre.</summary>
    public required string Id { get; init; }
    /// <summary>MD5, hexadecimal.</summary>
    public string? Md5 { get; init; }
    /// <summary>SHA-1, hexadecimal.</summary>
    public string? Sha1 { get; init; }
    /// <summary>SHA-256, hexadecimal.</summary>
    public string? Sha256 { get; init; }
    /// <summary>PDQ, hexadecimal.</summary>
    public string? Pdq { get; init; }
    /// <summary>In bytes.</summary>
    public long? Length { get; init; }
    /// <summary>How the lists know it.</summary>
    public required MatchKind Known { get; init; }
    /// <summary>The list's category.</summary>
    public string? Category { get; init; }
    /// <summary>What is said of it.</summary>
    public required FileFacts Facts { get; init; }
}

/// <summary>A report that says the same.</summary>
public sealed record PackageDuplicate
{
    /// <summary>Its number.</summary>
    public required long Report { get; init; }
    /// <summary>Who sent it; null: the public.</summary>
    public string? Sender { get; init; }
    /// <summary>What it adds.</summary>
    public required IReadOnlyList<NewFact> New { get; init; }
}
