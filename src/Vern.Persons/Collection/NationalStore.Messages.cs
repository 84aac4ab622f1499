using Microsoft.EntityFrameworkCore;
using Vern.Persons.Auditing;
using Vern.Persons.Collection.Storage;
using Vern.Platform.Sealing;

namespace Vern.Persons.Collection;

/// <summary>What became of a message that was to be carried.</summary>
public enum Carried
{
    /// <summary>It waits for its addressee, or did so before: the same one twice is one.</summary>
    Waits,
    /// <summary>The sender's key is not registered for the body whose token this is.</summary>
    NotYours,
    /// <summary>The addressee's key is not registered.</summary>
    UnknownKey,
    /// <summary>The addressee's key was taken back.</summary>
    RevokedKey,
    /// <summary>It is for something else, too long, or too old.</summary>
    NotForHere,
}

// Messages between agencies that pass through without being opened: the unit sees who, when and how long, never what.
public sealed partial class NationalStore
{
    /// <summary>A message in its envelope has at most this many bytes.</summary>
    public const int LargestMessage = 4 << 20;
    private const int MostListed = 100;

    /// <summary>Keeps a message for the body that it is addressed to, by the fingerprint of its key.</summary>
    public Task<Carried> CarryAsync(Envelope envelope, BodyId sender, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        return WriteAsync(null, async context =>
        {
            var bytes = envelope.ToBytes();
            var fault = envelope.Purpose != Referral.ReferralMessage.Purpose || bytes.Length > LargestMessage || envelope.At < Now() - OpenEnvelope.DefaultAge ? Carried.NotForHere
                : !await context.BodyKeys.AnyAsync(row => row.Fingerprint == envelope.From && row.Body == sender.Value && row.RevokedAt == null, cancel) ? Carried.NotYours : Carried.Waits;
            var to = fault is Carried.Waits ? await context.BodyKeys.FirstOrDefaultAsync(row => row.Fingerprint == envelope.To, cancel) : null;
            if (fault is Carried.Waits && to is not { RevokedAt: null }) fault = to is null ? Carried.UnknownKey : Carried.RevokedKey;
            if (fault is not Carried.Waits)
            {
                Record(context, NationalActs.EnvelopeRefused, $"message/{envelope.Id}", detail: $"{fault} of {sender}");
                await context.SaveChangesAsync(cancel);
                return fault;
            }
            if (await context.CarriedMessages.AnyAsync(row => row.Id == envelope.Id, cancel)) return Carried.Waits;
            var old = Now() - OpenEnvelope.DefaultAge;
            // What nobody fetched in time is let go; that it was there stays.
            foreach (var late in (await context.CarriedMessages.Where(row => row.Envelope != null).ToListAsync(cancel)).Where(row => row.ReceivedAt < old)) late.Envelope = null;
            context.CarriedMessages.Add(new() { Id = envelope.Id, FromBody = sender.Value, ToBody = to!.Body, ToKey = envelope.To, Bytes = bytes.Length, Envelope = bytes, ReceivedAt = Now(), Place = (await context.CarriedMessages.MaxAsync(row => (long?)row.Place, cancel) ?? 0) + 1 });
            Record(context, NationalActs.MessageCarried, $"message/{envelope.Id}", detail: $"{sender} to {to.Body}");
            await context.SaveChangesAsync(cancel);
            return Carried.Waits;
        }, cancel);
    }

    /// <summary>The ids of the messages that wait for a body, in the order they came.</summary>
    public async Task<IReadOnlyList<string>> WaitingAsync(BodyId body, CancellationToken cancel = default)
    {
        await using var context = Context();
        return await context.CarriedMessages.AsNoTracking().Where(row => row.ToBody == body.Value && row.Envelope != null).OrderBy(row => row.Place).Take(MostListed).Select(row => row.Id).ToListAsync(cancel);
    }

    /// <summary>A message that waits for a body; null: there is none.</summary>
    public async Task<byte[]?> CarriedAsync(BodyId body, string id, CancellationToken cancel = default)
    {
        await using var context = Context();
        return await context.CarriedMessages.AsNoTracking().Where(row => row.Id == id && row.ToBody == body.Value).Select(row => row.Envelope).FirstOrDefaultAsync(cancel);
    }

    /// <summary>The body has it: the envelope is let go; who, when and how long stay.</summary>
    /// <returns>Whether there was such a message of this body's.</returns>
    public Task<bool> LetGoAsync(BodyId body, string id, CancellationToken cancel = default) => WriteAsync(null, async context =>
    {
        if (await context.CarriedMessages.FirstOrDefaultAsync(row => row.Id == id && row.ToBody == body.Value, cancel) is not { } row) return false;
        if (row.Envelope is null) return true;
        (row.Envelope, row.FetchedAt) = (null, Now());
        Record(context, NationalActs.MessageFetched, $"message/{id}", detail: body.Value);
        await context.SaveChangesAsync(cancel);
        return true;
    }, cancel);
}
