namespace Vern.Platform.Sealing;

/// <summary>Why an envelope is not taken.</summary>
public enum EnvelopeFault
{
    /// <summary>Its form is another.</summary>
    NotAnEnvelope,
    /// <summary>Its version or suite is another.</summary>
    OtherVersion,
    /// <summary>It is addressed to another key.</summary>
    NotForUs,
    /// <summary>Nobody we know has the sender's key.</summary>
    UnknownSender,
    /// <summary>It is for another purpose than where it came.</summary>
    WrongPurpose,
    /// <summary>It is older than envelopes may be.</summary>
    TooOld,
    /// <summary>It was sealed in the future: a clock is wrong.</summary>
    NotYet,
    /// <summary>Its head or content is not what the sender sealed.</summary>
    Altered,
    /// <summary>It was opened before.</summary>
    Replayed,
}

/// <summary>An envelope that is not taken; the message says why in one sentence and holds nothing of what is inside.</summary>
public sealed class EnvelopeRefusedException(EnvelopeFault fault, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public EnvelopeFault Fault { get; } = fault;
}

/// <summary>Opens an envelope after every check but one: that it was not opened before is for the recipient's store, in the transaction that takes in what was inside.</summary>
public static class OpenEnvelope
{
    /// <summary>How old an envelope may be where nothing else is said. Ids need be remembered no longer.</summary>
    public static TimeSpan DefaultAge { get; } = TimeSpan.FromDays(30);
    /// <summary>How far the sender's clock may be ahead.</summary>
    public static TimeSpan ClockDifference { get; } = TimeSpan.FromMinutes(10);

    /// <summary>What is inside.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="purpose">The purpose that is expected where it came.</param>
    /// <param name="own">The recipient's pairs, the current one and those that were replaced.</param>
    /// <param name="sender">The key that the sender named by a fingerprint is known by; null for one we do not know, and for a nameless envelope.</param>
    /// <param name="now">The time.</param>
    /// <param name="age">How old it may be; <see cref="DefaultAge"/> when null.</param>
    /// <param name="nameless">Whether an envelope whose sender has no key is taken: who sent it must then be told another way.</param>
    /// <exception cref="EnvelopeRefusedException">It is not for us, of nobody we know, for something else, too old, or altered.</exception>
    public static byte[] Run(Envelope envelope, string purpose, IEnumerable<KeyPair> own, PublicKey? sender, DateTimeOffset now, TimeSpan? age = null, bool nameless = false)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(own);
        var recipient = own.FirstOrDefault(pair => pair.Public.Fingerprint == envelope.To)
            ?? throw new EnvelopeRefusedException(EnvelopeFault.NotForUs, $"The envelope is for the key {envelope.To}, which is none of ours; ask for the current public key.");
        if (envelope.IsNameless ? !nameless || sender is not null : sender is null || sender.Fingerprint != envelope.From)
            throw new EnvelopeRefusedException(EnvelopeFault.UnknownSender, $"The envelope is from the key {envelope.From}, which is not registered for this sender.");
        if (envelope.Purpose != purpose) throw new EnvelopeRefusedException(EnvelopeFault.WrongPurpose, $"The envelope is for '{envelope.Purpose}'; '{purpose}' was expected here.");
        var limit = age ?? DefaultAge;
        if (envelope.At < now - limit) throw new EnvelopeRefusedException(EnvelopeFault.TooOld, $"The envelope was sealed at {envelope.MadeAt}; it may be at most {limit.TotalDays:0} days old. Seal it anew.");
        if (envelope.At > now + ClockDifference) throw new EnvelopeRefusedException(EnvelopeFault.NotYet, $"The envelope was sealed at {envelope.MadeAt}, which is still to come; set the clock and seal it anew.");
        return Hpke.Open(recipient, sender, envelope.Enc, Envelope.Info, envelope.Head(), envelope.Ciphertext)
            ?? throw new EnvelopeRefusedException(EnvelopeFault.Altered, "The envelope does not open: it was altered on its way, or not sealed by whom it names.");
    }
}
