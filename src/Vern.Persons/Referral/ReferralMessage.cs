using System.Text.Json;
using System.Text.Json.Serialization;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;

namespace Vern.Persons.Referral;

/// <summary>A fact as it is sent.</summary>
/// <param name="Field">The field's id.</param>
/// <param name="Item">Which of a repeating group.</param>
/// <param name="Value">The value.</param>
/// <param name="Source">How it is known.</param>
public sealed record SharedFact(string Field, int Item, string Value, FactSource Source);

/// <summary>What a referral carries: consented facts and what is asked, nothing else.</summary>
/// <param name="Kind">What it asks.</param>
/// <param name="Purpose">The only purpose that it was shared for.</param>
/// <param name="Audience">Adult, child, uncertain, or without identity.</param>
/// <param name="Need">What is asked, in words.</param>
/// <param name="DueAt">When an answer is due, in milliseconds since 1970.</param>
/// <param name="ExpiresAt">When it is over without one.</param>
/// <param name="Until">The last day that she agreed to.</param>
/// <param name="Facts">The facts.</param>
public sealed record ReferralContent(ReferralKind Kind, string Purpose, Audience Audience, string Need, long DueAt, long ExpiresAt, DateOnly Until, IReadOnlyList<SharedFact> Facts)
{
    /// <summary>The kinds of facts that she agreed to and of which the sender left something out; by name only. Null: nothing was left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? LeftOut { get; init; }
}

/// <summary>A step as it travels, sealed: only the addressee reads even which step it is.</summary>
/// <param name="Version">1.</param>
/// <param name="Referral">The referral's id.</param>
/// <param name="Step">The step.</param>
/// <param name="At">When, in milliseconds since 1970.</param>
/// <param name="By">Who took it.</param>
/// <param name="Reason">Why, by code.</param>
/// <param name="Words">A question, an answer, a reason.</param>
/// <param name="Content">What is sent, with the first.</param>
public sealed record ReferralMessage(int Version, string Referral, ReferralStep Step, long At, string By, string? Reason = null, string? Words = null, ReferralContent? Content = null)
{
    /// <summary>What every envelope between agencies says that it is for: who carries it learns no more.</summary>
    public const string Purpose = "message/agency";
    /// <summary>The longest text of a step, in characters.</summary>
    public const int LongestWords = 2000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false, Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    /// <summary>As it is sealed.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>What was sealed; null where it is no message of this version.</summary>
    public static ReferralMessage? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<ReferralMessage>(bytes, Json) is { Version: 1, Referral.Length: 32, By.Length: > 0 and <= 80 } read && read.Referral.All(char.IsAsciiHexDigitLower) && (read.Words?.Length ?? 0) <= LongestWords
                && (read.Reason is null || DeclineReasons.Contains(read.Reason)) && (read.Content is null) != (read.Step is ReferralStep.Send) && !Collection.FreeText.HoldsIdentityNumber(read.By) ? read : null;
        }
        catch (JsonException) { return null; }
    }

    /// <summary>Why a referral is declined or given back: for statistics, so that gaps in what there is become visible.</summary>
    public static IReadOnlyList<string> DeclineReasons { get; } = ["full", "wrong-group", "wrong-region", "no-competence", "safety", "not-reached", "she-declined", "other"];

    /// <summary>What was sent, as it is kept.</summary>
    internal static byte[] Write(ReferralContent content) => JsonSerializer.SerializeToUtf8Bytes(content, Json);

    /// <summary>What was kept.</summary>
    internal static ReferralContent ReadContent(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<ReferralContent>(bytes, Json)!;
}
