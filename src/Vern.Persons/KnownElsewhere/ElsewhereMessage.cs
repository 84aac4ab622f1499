using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vern.Persons.KnownElsewhere;

/// <summary>A step between two agencies.</summary>
public enum ElsewhereStep
{
    /// <summary>Do you know her? To each agency that takes part.</summary>
    Ask,
    /// <summary>The asking side: the question is over. The asked side, with a match: what it agreed to is over.</summary>
    TakeBack,
    /// <summary>The asked side: somebody here may be her, and we agree that each learns of the other.</summary>
    Agree,
    /// <summary>The asking side agrees too, and says how it is reached.</summary>
    Confirm,
    /// <summary>The asked side says how it is reached.</summary>
    Contact,
}

/// <summary>What a question carries: a keyed encoding, under a key of this question alone, and keyed marks of three attributes.</summary>
/// <param name="Round">The round whose linkage key both sides have.</param>
/// <param name="KeyCheck">The check value of the question's key.</param>
/// <param name="Schema">The linkage schema.</param>
/// <param name="Encoding">The encoding of who she is.</param>
/// <param name="Marks">Marks of <c>sex</c>, <c>birth-year</c> and <c>nationality</c>, as far as they are known: 16 hexadecimal digits each.</param>
/// <param name="ExpiresAt">When it is over, in milliseconds since 1970.</param>
public sealed record ElsewhereQuestion(int Round, string KeyCheck, string Schema, byte[] Encoding, IReadOnlyDictionary<string, string> Marks, long ExpiresAt);

/// <summary>A step as it travels, sealed. All have the same length, so that who carries them cannot tell an answer from a question.</summary>
/// <param name="Version">1.</param>
/// <param name="Question">The question.</param>
/// <param name="Step">The step.</param>
/// <param name="Match">The match that it is about; null for a question.</param>
/// <param name="Contact">How a side is reached.</param>
/// <param name="Asked">What is asked, with the first.</param>
public sealed record ElsewhereMessage(int Version, string Question, ElsewhereStep Step, string? Match = null, string? Contact = null, ElsewhereQuestion? Asked = null)
{
    /// <summary>The length of every message before it is sealed, in bytes.</summary>
    public const int Length = 4096;
    /// <summary>The longest contact, in characters.</summary>
    public const int LongestContact = 300;
    /// <summary>A question is open at most so long.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(31);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false, Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    /// <summary>As it is sealed: JSON, with blanks behind.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        bytes.AsSpan().Fill((byte)' ');
        JsonSerializer.SerializeToUtf8Bytes(this, Json).CopyTo(bytes, 0);
        return bytes;
    }

    /// <summary>What was sealed; null where it is no message of this kind and version.</summary>
    public static ElsewhereMessage? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length) return null;
        try
        {
            return JsonSerializer.Deserialize<ElsewhereMessage>(bytes, Json) is { Version: 1, Question.Length: 32 } read && IsHex(read.Question) && (read.Match is null || (read.Match.Length == 32 && IsHex(read.Match))) && IsWhole(read) ? read : null;
        }
        catch (JsonException) { return null; }
    }

    private static bool IsWhole(ElsewhereMessage read) => read.Step switch
    {
        ElsewhereStep.Ask => read is { Match: null, Contact: null, Asked: { } asked } && asked.Encoding.Length is > 0 and <= 1024 && asked.KeyCheck.Length <= 16 && asked.Schema.Length <= 100 && asked.Marks.Count <= 3 && asked.Marks.All(mark => CompareEncodings.Attributes.Contains(mark.Key) && mark.Value.Length == 16),
        ElsewhereStep.TakeBack => read is { Contact: null, Asked: null },
        ElsewhereStep.Agree => read is { Match: not null, Contact: null, Asked: null },
        _ => read is { Match: not null, Contact.Length: > 0 and <= LongestContact, Asked: null } && !Collection.FreeText.HoldsIdentityNumber(read.Contact),
    };

    private static bool IsHex(string text) => text.All(char.IsAsciiHexDigitLower);

    /// <summary>What was asked, as it is kept.</summary>
    internal static byte[] Write(ElsewhereQuestion asked) => JsonSerializer.SerializeToUtf8Bytes(asked, Json);

    /// <summary>What was kept.</summary>
    internal static ElsewhereQuestion ReadAsked(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<ElsewhereQuestion>(bytes, Json)!;
}
