using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vern.Platform.Localisation;

namespace Vern.Persons.Collection;

/// <summary>
/// What leaves a body: a submission as JSON, de-identified. There is no member for a name, a birth date or an identity number, and a document
/// with a member that is not listed here is refused.
/// </summary>
public sealed record SubmissionPackage
{
    /// <summary>The format's name and version.</summary>
    public const string FormatName = "vern-submission-1";

    /// <summary>Always <see cref="FormatName"/>.</summary>
    public required string Format { get; init; }
    /// <summary>The reporting year.</summary>
    public required int Year { get; init; }
    /// <summary>The sender's short name in the register.</summary>
    public required string Sender { get; init; }
    /// <summary>Name and digest of the linkage schema; null when no row has an encoding.</summary>
    public string? Schema { get; init; }
    /// <summary>The key's check value; null when no row has an encoding.</summary>
    public string? KeyCheck { get; init; }
    /// <summary>What it says when there are no persons.</summary>
    public AnswerKind Answer { get; init; } = AnswerKind.Report;
    /// <summary>A remark for a footnote (B-037).</summary>
    public string? Remark { get; init; }
    /// <summary>How the body defined "received measure" (B-030).</summary>
    public string? MeasureDefinition { get; init; }
    /// <summary>Fields left empty for all persons.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];
    /// <summary>The body's own answers by field.</summary>
    public SortedDictionary<string, string> Agency { get; init; } = new(StringComparer.Ordinal);
    /// <summary>The police's and prosecutors' lines.</summary>
    public IReadOnlyList<PoliceCases> Cases { get; init; } = [];
    /// <summary>The persons.</summary>
    public required IReadOnlyList<PackagedPerson> Persons { get; init; }

    /// <summary>The package of a submission.</summary>
    public static SubmissionPackage Of(Submission submission)
    {
        ArgumentNullException.ThrowIfNull(submission);
        return new()
        {
            Format = FormatName, Year = submission.Year, Sender = submission.Sender.Value, Schema = submission.Schema, KeyCheck = submission.KeyCheck,
            Answer = submission.Answer, Remark = submission.Remark, MeasureDefinition = submission.MeasureDefinition, LeftOut = submission.LeftOut,
            Agency = new(submission.Agency?.Answers.ToDictionary(StringComparer.Ordinal) ?? [], StringComparer.Ordinal),
            Cases = submission.Cases, Persons = [.. submission.Persons.Select(PackagedPerson.Of)],
        };
    }

    /// <summary>The submission in a package.</summary>
    /// <exception cref="SubmissionRefusedException">The format is another, or a block key is no number in base 16.</exception>
    public Submission ToSubmission()
    {
        if (Format != FormatName) throw new SubmissionRefusedException("Refused.Format", Shown(Format), FormatName);
        return new()
        {
            Year = Year, Sender = new(Sender), Schema = Schema, KeyCheck = KeyCheck, Answer = Answer, Remark = Remark, MeasureDefinition = MeasureDefinition,
            LeftOut = LeftOut, Agency = Agency.Count == 0 ? null : new(Agency), Cases = Cases, Persons = [.. Persons.Select(person => person.ToPerson())],
        };
    }

    /// <summary>Writes the package as JSON.</summary>
    public Task WriteAsync(Stream stream, CancellationToken cancel = default) => JsonSerializer.SerializeAsync(stream, this, Json, cancel);

    /// <summary>Reads a package.</summary>
    /// <exception cref="SubmissionRefusedException">It is no package: not JSON, a member is missing or not known, a value has the wrong form.</exception>
    public static async Task<SubmissionPackage> ReadAsync(Stream stream, CancellationToken cancel = default)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<SubmissionPackage>(stream, Json, cancel) ?? throw new SubmissionRefusedException("Refused.Empty");
        }
        catch (JsonException error)
        {
            throw new SubmissionRefusedException("Refused.NoPackage", error.LineNumber + 1, error.Path ?? "start", FormatName);
        }
    }

    /// <summary>SHA-256 of the package, by which the same submission is known when it comes twice; lower-case hex.</summary>
    public string Digest()
    {
        using var hash = SHA256.Create();
        using (var sink = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write)) JsonSerializer.Serialize(sink, this, Json);
        return Convert.ToHexStringLower(hash.Hash!);
    }

    /// <summary>How packages are written: the same bytes for the same content.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) }, MaxDepth = 8,
    };

    internal static string Shown(string text) => text.Length <= 40 && !FreeText.HoldsIdentityNumber(text) ? text : "…";
}

/// <summary>A row of a package: agreed attributes, the encoding in base 64 and the block keys in base 16.</summary>
public sealed record PackagedPerson
{
    /// <summary>The row in the sender's file.</summary>
    public required int Row { get; init; }
    /// <summary>The encoding; null when the sender gave no identity.</summary>
    public byte[]? Encoding { get; init; }
    /// <summary>Block keys, sixteen hex digits each.</summary>
    public IReadOnlyList<string> Blocks { get; init; } = [];
    /// <summary>Sex (B-005).</summary>
    public Sex Sex { get; init; }
    /// <summary>Nationality (B-006).</summary>
    public string Nationality { get; init; } = "UNKN";
    /// <summary>Year of birth (B-007).</summary>
    public int? BirthYear { get; init; }
    /// <summary>Age in the year (B-008).</summary>
    public int? Age { get; init; }
    /// <summary>Presumed minor .</summary>
    public bool? PresumedMinor { get; init; }
    /// <summary>Forms (B-009).</summary>
    public IReadOnlyList<string> Forms { get; init; } = [];
    /// <summary>First identified when (B-010, B-032).</summary>
    public IdentificationYear Identified { get; init; }
    /// <summary>The year of first identification.</summary>
    public int? IdentifiedYear { get; init; }
    /// <summary>Answer to the offer (B-011).</summary>
    public OfferAnswer Offer { get; init; }
    /// <summary>Received measures (B-031).</summary>
    public bool ReceivedMeasures { get; init; }
    /// <summary>Identified for the first time in the year and accepted, as the body understands it (B-031); absent: it did not say.</summary>
    public bool? IdentifiedAndAccepted { get; init; }
    /// <summary>Immigration case (B-012).</summary>
    public string? ImmigrationStatus { get; init; }
    /// <summary>Criminal case (B-013).</summary>
    public string? CriminalStatus { get; init; }
    /// <summary>Housing (B-014).</summary>
    public string? Housing { get; init; }
    /// <summary>Measures (B-015, B-042).</summary>
    public IReadOnlyList<string> Measures { get; init; } = [];
    /// <summary>Accompanying children (B-016).</summary>
    public int? AccompanyingChildren { get; init; }
    /// <summary>Children elsewhere (B-016).</summary>
    public int? ChildrenElsewhere { get; init; }
    /// <summary>Other bodies (B-017).</summary>
    public IReadOnlyList<string> AlsoFollowedBy { get; init; } = [];
    /// <summary>Region.</summary>
    public string? Region { get; init; }
    /// <summary>Reason for declining (B-058).</summary>
    public string? DeclineReason { get; init; }

    internal static PackagedPerson Of(ReportedPerson person) => new()
    {
        Row = person.Row, Encoding = person.Encoding, Blocks = [.. person.Blocks.Select(key => key.ToString("x16"))], Sex = person.Sex,
        Nationality = person.Nationality, BirthYear = person.BirthYear, Age = person.Age, PresumedMinor = person.PresumedMinor, Forms = person.Forms,
        Identified = person.Identified, IdentifiedYear = person.IdentifiedYear, Offer = person.Offer, ReceivedMeasures = person.ReceivedMeasures, IdentifiedAndAccepted = person.IdentifiedAndAccepted,
        ImmigrationStatus = person.ImmigrationStatus, CriminalStatus = person.CriminalStatus, Housing = person.Housing, Measures = person.Measures,
        AccompanyingChildren = person.AccompanyingChildren, ChildrenElsewhere = person.ChildrenElsewhere,
        AlsoFollowedBy = [.. person.AlsoFollowedBy.Select(body => body.Value)], Region = person.Region, DeclineReason = person.DeclineReason,
    };

    internal ReportedPerson ToPerson() => new()
    {
        Row = Row, Encoding = Encoding, Blocks = [.. Blocks.Select(Block)], Sex = Sex, Nationality = Nationality, BirthYear = BirthYear, Age = Age,
        PresumedMinor = PresumedMinor, Forms = Forms, Identified = Identified, IdentifiedYear = IdentifiedYear, Offer = Offer, ReceivedMeasures = ReceivedMeasures, IdentifiedAndAccepted = IdentifiedAndAccepted,
        ImmigrationStatus = ImmigrationStatus, CriminalStatus = CriminalStatus, Housing = Housing, Measures = Measures, AccompanyingChildren = AccompanyingChildren,
        ChildrenElsewhere = ChildrenElsewhere, AlsoFollowedBy = [.. AlsoFollowedBy.Select(body => new BodyId(body))], Region = Region, DeclineReason = DeclineReason,
    };

    private ulong Block(string text) =>
        ulong.TryParse(text, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var key)
            ? key : throw new SubmissionRefusedException("Refused.Row", Row, new Sentence(FormTexts.Source, "RefusedRow.Block"));
}
