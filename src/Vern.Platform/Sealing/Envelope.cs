using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Vern.Platform.Sealing;

/// <summary>
/// A sealed envelope between two key holders, as JSON (docs/method-sealing.md, "The envelope"): HPKE in mode auth, so that only the addressee opens it and the sender is
/// proven to her; everything in its head is bound to what is inside. Who carries it reads the head and nothing else.
/// </summary>
public sealed partial record Envelope
{
    /// <summary>An envelope is at most this long, in bytes: a submission of 64 MB in base 64, and a little.</summary>
    public const long Largest = 90L << 20;
    /// <summary>The media type.</summary>
    public const string MediaType = "application/vnd.vern.envelope+json";
    /// <summary>The suite, as the head names it.</summary>
    public const string SuiteName = "HPKE-auth P-256 HKDF-SHA256 AES-256-GCM";
    /// <summary>The suite of an envelope whose sender has no key, such as the page for bodies without Vern makes: it tells nothing of who sealed it.</summary>
    public const string NamelessSuiteName = "HPKE-base P-256 HKDF-SHA256 AES-256-GCM";
    /// <summary>What stands for the sender's fingerprint in a nameless envelope.</summary>
    public const string Nobody = "00000000000000000000000000000000";

    private static readonly JsonSerializerOptions Json = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false, MaxDepth = 2 };

    /// <summary>Always <c>envelope</c>.</summary>
    [JsonPropertyName("vern"), JsonRequired] public string Kind { get; init; } = "envelope";
    /// <summary>Always 1.</summary>
    [JsonPropertyName("v"), JsonRequired] public int Version { get; init; } = 1;
    /// <summary><see cref="SuiteName"/> or <see cref="NamelessSuiteName"/>.</summary>
    [JsonPropertyName("suite"), JsonRequired] public string Suite { get; init; } = SuiteName;
    /// <summary>What it is for, as a path: <c>submission/2014/rosa</c>. The opener says which one it expects.</summary>
    [JsonPropertyName("purpose"), JsonRequired] public string Purpose { get; init; } = "";
    /// <summary>32 random hexadecimal digits: by it an envelope is opened once.</summary>
    [JsonPropertyName("id"), JsonRequired] public string Id { get; init; } = "";
    /// <summary>When it was sealed, to the second, UTC: <c>2026-11-22T05:00:00Z</c>.</summary>
    [JsonPropertyName("madeAt"), JsonRequired] public string MadeAt { get; init; } = "";
    /// <summary>The fingerprint of the sender's key.</summary>
    [JsonPropertyName("from"), JsonRequired] public string From { get; init; } = "";
    /// <summary>The fingerprint of the addressee's key.</summary>
    [JsonPropertyName("to"), JsonRequired] public string To { get; init; } = "";
    /// <summary>The encapsulated key, 65 bytes.</summary>
    [JsonPropertyName("enc"), JsonRequired] public byte[] Enc { get; init; } = [];
    /// <summary>What is inside, sealed, with the tag at its end.</summary>
    [JsonPropertyName("ciphertext"), JsonRequired] public byte[] Ciphertext { get; init; } = [];

    /// <summary>Whether its sender has no key.</summary>
    [JsonIgnore] public bool IsNameless => Suite == NamelessSuiteName;

    /// <summary>When it was sealed.</summary>
    [JsonIgnore] public DateTimeOffset At => DateTimeOffset.ParseExact(MadeAt, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>Seals a message.</summary>
    /// <param name="message">What is sealed.</param>
    /// <param name="purpose">What it is for; lower-case letters, digits, points, hyphens, slashes.</param>
    /// <param name="sender">Who seals it.</param>
    /// <param name="recipient">Who alone can open it.</param>
    /// <param name="now">When.</param>
    public static Envelope Seal(ReadOnlySpan<byte> message, string purpose, KeyPair sender, PublicKey recipient, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(recipient);
        if (!PurposeForm().IsMatch(purpose)) throw new ArgumentException("A purpose is a path of lower-case letters, digits, points and hyphens.", nameof(purpose));
        var head = new Envelope
        {
            Purpose = purpose, Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), From = sender.Public.Fingerprint, To = recipient.Fingerprint,
            MadeAt = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        var (enc, ciphertext) = Hpke.Seal(recipient, sender, Info, head.Head(), message);
        return head with { Enc = enc, Ciphertext = ciphertext };
    }

    /// <summary>Reads an envelope's form; nothing is proven yet.</summary>
    /// <exception cref="EnvelopeRefusedException">It is none, of another version, or too long.</exception>
    public static Envelope Parse(ReadOnlySpan<byte> json)
    {
        if (json.Length > Largest) throw new EnvelopeRefusedException(EnvelopeFault.NotAnEnvelope, $"An envelope has at most {Largest >> 20} MB.");
        Envelope? envelope;
        try
        {
            envelope = JsonSerializer.Deserialize<Envelope>(json, Json);
        }
        catch (JsonException)
        {
            throw new EnvelopeRefusedException(EnvelopeFault.NotAnEnvelope, "Not an envelope of Vern: its JSON is not what version 1 has.");
        }
        if (envelope is not { Kind: "envelope" }) throw new EnvelopeRefusedException(EnvelopeFault.NotAnEnvelope, "Not an envelope of Vern.");
        if (envelope is not { Version: 1, Suite: SuiteName or NamelessSuiteName }) throw new EnvelopeRefusedException(EnvelopeFault.OtherVersion, $"The envelope is of another version or suite; version 1 with {SuiteName} was expected.");
        var whole = envelope is { Id: not null, Purpose: not null, MadeAt: not null, From: not null, To: not null, Enc.Length: PublicKey.Length, Ciphertext.Length: >= Hpke.TagBytes }
            && IdForm().IsMatch(envelope.Id) && IdForm().IsMatch(envelope.From) && IdForm().IsMatch(envelope.To) && PurposeForm().IsMatch(envelope.Purpose) && envelope.IsNameless == (envelope.From == Nobody)
            && DateTimeOffset.TryParseExact(envelope.MadeAt, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
        return whole ? envelope : throw new EnvelopeRefusedException(EnvelopeFault.NotAnEnvelope, "The envelope is cut or altered: a part of its head has another form.");
    }

    /// <summary>Whether these bytes begin as an envelope does rather than as something unsealed.</summary>
    public static bool IsOne(ReadOnlySpan<byte> file) => file.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] && file[..Math.Min(file.Length, 80)].IndexOf("\"envelope\""u8) >= 0;

    /// <summary>The envelope as JSON.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    internal static ReadOnlySpan<byte> Info => "vern envelope v1"u8;

    // No field can hold a newline, so no two heads give the same bytes.
    internal byte[] Head() => Encoding.ASCII.GetBytes(string.Join('\n', Kind, Version.ToString(CultureInfo.InvariantCulture), Suite, Purpose, Id, MadeAt, From, To));

    [GeneratedRegex(@"\A[0-9a-f]{32}\z")] private static partial Regex IdForm();
    [GeneratedRegex(@"\A[a-z0-9.-]+(/[a-z0-9.-]+)*\z")] private static partial Regex PurposeForm();
}
