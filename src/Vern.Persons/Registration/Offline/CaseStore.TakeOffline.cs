using System.Text.Json;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

/// <summary>What a phone sealed while it had no signal.</summary>
/// <param name="Audience">Who it is about: Adult, Child, Uncertain or Anonymous.</param>
/// <param name="Values">What was typed, by field.</param>
internal sealed record OfflineDraft(string Audience, IReadOnlyDictionary<string, string> Values);

// Drafts that a phone kept while there was no signal.
public sealed partial class CaseStore
{
    /// <summary>What an envelope with such a draft is for.</summary>
    public const string OfflinePurpose = "draft";

    private static readonly JsonSerializerOptions OfflineForm = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false, MaxDepth = 3,
    };

    /// <summary>
    /// Opens a draft that a phone sealed to this agency without a signal, and makes it an ordinary draft of who sends it. The envelope's id is the draft's, so sent twice it is one; one that is a person by now stays so.
    /// Only what is asked of such a person is taken, whatever the envelope holds.
    /// </summary>
    /// <param name="envelope">The envelope as JSON; its sender has no key (<see cref="Envelope.NamelessSuiteName"/>): who sends it is proven by the session.</param>
    /// <param name="by">Who sends it.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The draft; null when it is registered already, with the person it became in the second part, if she may be seen.</returns>
    /// <exception cref="EnvelopeRefusedException">It is none of ours, or what is inside is no draft.</exception>
    public async Task<(Draft? Draft, PersonId? Person)> TakeOfflineAsync(ReadOnlyMemory<byte> envelope, CaseReach by, CancellationToken cancel = default)
    {
        var parsed = Envelope.Parse(envelope.Span);
        var own = await workspace.Keys.PairsAsync(cancel);
        byte[] inside;
        try { inside = OpenEnvelope.Run(parsed, OfflinePurpose, own, null, Now(), nameless: true); }
        finally { foreach (var pair in own) pair.Dispose(); }
        if (ReadOffline(inside) is not { } content) throw new EnvelopeRefusedException(EnvelopeFault.NotAnEnvelope, "What is inside is no draft of an intake.");
        if (await MadeByAsync(parsed.Id, cancel) is not null) return (null, await MadeByAsync(parsed.Id, by, cancel));
        return (await BeginDraftAsync(parsed.Id, content with { Step = Catalogue.Steps.First(step => Catalogue.AskedIn(step, content.Audience, content.Values).Count > 0) }, by, cancel), null);
    }

    private DraftContent? ReadOffline(byte[] inside)
    {
        try
        {
            var read = JsonSerializer.Deserialize<OfflineDraft>(inside, OfflineForm);
            if (read is null || !Enum.TryParse<Audience>(read.Audience, out var audience) || !Enum.IsDefined(audience) || read.Audience != audience.ToString()) return null;
            return new DraftContent(audience, null, "", new Dictionary<string, string>()).With(read.Values, Catalogue);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
