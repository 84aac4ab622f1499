using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vern.Persons.Referral;

/// <summary>What is told of a meeting between agencies.</summary>
public enum MeetingNote
{
    /// <summary>Come to it. Sent anew with a higher revision it takes the place of the former, and the answer to that one no longer holds.</summary>
    Invite,
    /// <summary>It does not take place.</summary>
    CallOff,
    /// <summary>We come.</summary>
    Comes,
    /// <summary>We do not come.</summary>
    Declines,
}

/// <summary>An invitation to a meeting, or the answer to one, as it travels, sealed. It names nobody: persons are told of by the referrals about them that were accepted between the two, which both know.</summary>
/// <param name="Version">1.</param>
/// <param name="Meeting">The meeting's id.</param>
/// <param name="Note">What is told.</param>
/// <param name="By">Who tells it.</param>
/// <param name="On">The day; with an invitation.</param>
/// <param name="Purpose">What for; with an invitation.</param>
/// <param name="Place">Where; with an invitation.</param>
/// <param name="Referrals">Ids of accepted referrals about persons on the agenda; with an invitation.</param>
/// <param name="At">The hour, to the minute, as the clocks at the place show it; with an invitation, where it is known.</param>
/// <param name="Revision">How often the meeting had been moved; an answer bears that of the invitation that it answers.</param>
public sealed record MeetingMessage(int Version, string Meeting, MeetingNote Note, string By, DateOnly? On = null, string? Purpose = null, string? Place = null, IReadOnlyList<string>? Referrals = null, TimeOnly? At = null, int Revision = 0)
{
    private const int MostReferrals = 100;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false, Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    /// <summary>As it is sealed.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>What was sealed; null where it is no message of this kind and version.</summary>
    public static MeetingMessage? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<MeetingMessage>(bytes, Json) is { Version: 1, By.Length: > 0 and <= 80, Revision: >= 0 } read && IsId(read.Meeting) && !Collection.FreeText.HoldsIdentityNumber(read.By)
                && (read.Note is MeetingNote.Invite ? read is { On: not null, Purpose: not null, Place.Length: <= Service.LongestText, Referrals.Count: <= MostReferrals } && read.Referrals.All(IsId) && !Collection.FreeText.HoldsIdentityNumber(read.Place) && !read.Place.Any(char.IsControl) && (read.At ?? default).Ticks % TimeSpan.TicksPerMinute == 0
                    : read is { On: null, Purpose: null, Place: null, Referrals: null, At: null }) ? read : null;
        }
        catch (JsonException) { return null; }
    }

    private static bool IsId(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower);
}

/// <summary>A meeting that another agency calls.</summary>
/// <param name="Number">Its number here.</param>
/// <param name="Body">Who calls it, by its id in the directory.</param>
/// <param name="ByName">Who wrote.</param>
/// <param name="On">The day.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Place">Where.</param>
/// <param name="Answer"><c>comes</c>, <c>declines</c>; null: not answered.</param>
/// <param name="CalledOff">Whether it does not take place.</param>
/// <param name="People">Persons here, within the reader's reach, who are on the agenda.</param>
public sealed record MeetingInvitation(long Number, string Body, string ByName, DateOnly On, string Purpose, string Place, string? Answer, bool CalledOff, IReadOnlyList<Registration.PersonId> People)
{
    /// <summary>The hour, as the clocks at the place show it; null: not told.</summary>
    public TimeOnly? At { get; init; }
    /// <summary>How often it was moved.</summary>
    public int Revision { get; init; }
}
