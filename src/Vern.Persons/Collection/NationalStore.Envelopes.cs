using Microsoft.EntityFrameworkCore;
using Vern.Persons.Auditing;
using Vern.Persons.Collection.Storage;
using Vern.Platform.Localisation;
using Vern.Platform.Sealing;

namespace Vern.Persons.Collection;

// Bodies' public keys, submissions that come sealed, and linkage keys that pass through without being opened.
public sealed partial class NationalStore
{
    /// <summary>A linkage key in its envelope has at most this many bytes.</summary>
    public const int LargestRelayed = 16 * 1024;

    /// <summary>What a body's submission for a year is sealed for.</summary>
    public static string SubmissionPurpose(int year, BodyId body) => $"submission/{LineOf(year)}/{body}";

    /// <summary>What a linkage key for a year is sealed for, from the key custodian to a body.</summary>
    public static string LinkageKeyPurpose(int year, BodyId body) => $"linkage-key/{LineOf(year)}/{body}";

    /// <summary>Registers a body's public key, whose fingerprint was compared with the body another way; its earlier keys hold until they are taken back.</summary>
    /// <exception cref="InvalidOperationException">No such body, or the key is registered for another.</exception>
    public Task RegisterBodyKeyAsync(BodyId body, PublicKey key, CancellationToken cancel = default) => WriteAsync(null, async context =>
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!await context.Bodies.AnyAsync(row => row.Id == body.Value, cancel)) throw new InvalidOperationException($"No body '{SubmissionPackage.Shown(body.Value)}' is in the register.");
        if (await context.BodyKeys.FindAsync([key.Fingerprint], cancel) is { } known)
        {
            if (known.Body != body.Value) throw new InvalidOperationException($"The key {key.Fingerprint} is registered for '{known.Body}'; every body has a key of its own.");
            if (known.RevokedAt is not null) throw new InvalidOperationException($"The key {key.Fingerprint} was taken back on {known.RevokedAt:yyyy-MM-dd}; a new key was expected.");
            return false;
        }
        context.BodyKeys.Add(new() { Fingerprint = key.Fingerprint, Body = body.Value, PublicKey = [.. key.Bytes], RegisteredAt = Now() });
        Record(context, NationalActs.KeyRegistered, $"body/{body}/key/{key.Fingerprint}");
        await context.SaveChangesAsync(cancel);
        return true;
    }, cancel);

    /// <summary>Takes a body's key back (lost, stolen, replaced): nothing more that it sealed is taken in.</summary>
    /// <exception cref="InvalidOperationException">No such key is registered for it.</exception>
    public Task RevokeBodyKeyAsync(BodyId body, string fingerprint, CancellationToken cancel = default) => WriteAsync(null, async context =>
    {
        var row = await context.BodyKeys.FirstOrDefaultAsync(key => key.Fingerprint == fingerprint && key.Body == body.Value && key.RevokedAt == null, cancel)
            ?? throw new InvalidOperationException($"'{SubmissionPackage.Shown(body.Value)}' has no key with that fingerprint.");
        row.RevokedAt = Now();
        Record(context, NationalActs.KeyRevoked, $"body/{body}/key/{row.Fingerprint}");
        await context.SaveChangesAsync(cancel);
        return true;
    }, cancel);

    /// <summary>The keys that hold, by body.</summary>
    public async Task<IReadOnlyList<BodyKey>> BodyKeysAsync(CancellationToken cancel = default)
    {
        await using var context = Context();
        var rows = await context.BodyKeys.AsNoTracking().Where(row => row.RevokedAt == null).ToListAsync(cancel);
        return [.. rows.OrderBy(row => row.Body, StringComparer.Ordinal).ThenBy(row => row.RegisteredAt).Select(row => new BodyKey(new(row.Body), PublicKey.FromBytes(row.PublicKey), row.RegisteredAt))];
    }

    /// <summary>Opens a sealed submission and takes it in, once. Every refusal is recorded.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="year">The year it came for.</param>
    /// <param name="sender">The body that sent it, where sign-in has told; any with a registered key when null.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="SubmissionRefusedException">The envelope is not for us, of an unknown key, for something else, too old, altered or came before; or its package is refused.</exception>
    public async Task<SubmissionReceipt> ReceiveSealedAsync(Envelope envelope, int year, BodyId? sender = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        var key = (await BodyKeysAsync(cancel)).FirstOrDefault(known => known.Key.Fingerprint == envelope.From && (sender is null || known.Body == sender));
        var own = await Keys.PairsAsync(cancel);
        // A body without a key of its own seals namelessly: its token tells who it is, or the person at the unit who takes the file in.
        var body = envelope.IsNameless ? sender ?? (envelope.Purpose.Split('/') is ["submission", _, var named] ? new BodyId(named) : null) : key?.Body;
        try
        {
            if (envelope.IsNameless && (await BodyKeysAsync(cancel)).FirstOrDefault(known => known.Body == body) is not null) throw new SubmissionRefusedException("Refused.SealByKey", body);
            var purpose = body is { } from ? SubmissionPurpose(year, from) : envelope.Purpose;
            var inside = OpenEnvelope.Run(envelope, purpose, own, key?.Key, Now(), nameless: true);
            SubmissionPackage package;
            using (var stream = new MemoryStream(inside, writable: false)) package = await SubmissionPackage.ReadAsync(stream, cancel);
            if (package.Sender != body?.Value || package.Year != year) throw new SubmissionRefusedException("Refused.EnvelopeInside", body, year);
            return await ReceiveSubmission.ReceiptAsync(this, await ReceiveAsync(package.ToSubmission(), envelope, cancel), cancel);
        }
        catch (EnvelopeRefusedException refused)
        {
            var round = await RoundAsync(year, cancel) is not null ? $"round/{year}" : "round";
            await RecordAsync(NationalActs.EnvelopeRefused, key is null ? round : $"{round}/body/{key.Body}", detail: $"{refused.Fault}; {envelope.Id}", cancel: cancel);
            throw new SubmissionRefusedException(RefusalOf(envelope, refused.Fault));
        }
        finally
        {
            foreach (var pair in own) pair.Dispose();
        }
    }

    /// <summary>Keeps a linkage key's envelope for a body to fetch; a later one takes the place of the former. The unit cannot open it and does not try.</summary>
    /// <returns>The body and year that it is for.</returns>
    /// <exception cref="InvalidOperationException">It is no linkage key's, or not for a key that is registered for that body.</exception>
    public Task<(BodyId Body, int Year)> RelayAsync(Envelope envelope, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        var bytes = envelope.ToBytes();
        if (bytes.Length > LargestRelayed) throw new InvalidOperationException($"A linkage key's envelope has at most {LargestRelayed} bytes; this one has {bytes.Length}.");
        if (envelope.Purpose.Split('/') is not ["linkage-key", { Length: 4 } yearText, var bodyText] || !int.TryParse(yearText, out var year)) throw new InvalidOperationException("The envelope holds no linkage key: its purpose is another.");
        return WriteAsync(null, async context =>
        {
            if (!await context.BodyKeys.AnyAsync(row => row.Fingerprint == envelope.To && row.Body == bodyText && row.RevokedAt == null, cancel))
                throw new InvalidOperationException($"The envelope is for '{SubmissionPackage.Shown(bodyText)}' and the key {envelope.To}, which is not registered for that body.");
            await context.RelayedKeys.Where(row => row.Year == year && row.Body == bodyText).ExecuteDeleteAsync(cancel);
            context.RelayedKeys.Add(new() { Year = year, Body = bodyText, EnvelopeId = envelope.Id, Envelope = bytes, ReceivedAt = Now() });
            Record(context, NationalActs.LinkageKeyRelayed, $"round/{year}/body/{bodyText}", detail: $"{envelope.Id} from {envelope.From}");
            await context.SaveChangesAsync(cancel);
            return (new BodyId(bodyText), year);
        }, cancel);
    }

    /// <summary>A body fetches the envelope of its linkage key; null when none is there.</summary>
    public Task<byte[]?> RelayedAsync(int year, BodyId body, CancellationToken cancel = default) => WriteAsync(null, async context =>
    {
        if (await context.RelayedKeys.FirstOrDefaultAsync(row => row.Year == year && row.Body == body.Value, cancel) is not { } row) return null;
        row.FetchedAt ??= Now();
        Record(context, NationalActs.LinkageKeyFetched, $"round/{year}/body/{body}", detail: row.EnvelopeId);
        await context.SaveChangesAsync(cancel);
        return row.Envelope;
    }, cancel);

    /// <summary>Why an envelope is refused, in the reader's language.</summary>
    internal static Sentence RefusalOf(Envelope? envelope, EnvelopeFault fault) => new(FormTexts.Source, fault switch
    {
        EnvelopeFault.OtherVersion => "Refused.EnvelopeVersion",
        EnvelopeFault.NotForUs => "Refused.EnvelopeNotForUs",
        EnvelopeFault.UnknownSender => "Refused.EnvelopeUnknownSender",
        EnvelopeFault.WrongPurpose => "Refused.EnvelopeWrongPurpose",
        EnvelopeFault.TooOld => "Refused.EnvelopeTooOld",
        EnvelopeFault.NotYet => "Refused.EnvelopeNotYet",
        EnvelopeFault.Altered => "Refused.EnvelopeAltered",
        EnvelopeFault.Replayed => "Refused.EnvelopeReplayed",
        _ => "Refused.EnvelopeForm",
    }, [envelope?.From, envelope?.To, envelope?.MadeAt]);

    // In the transaction that takes in what was inside, behind the round's lock: of two that come at once one is first.
    private async Task TakeOnceAsync(NationalContext context, Envelope envelope, CancellationToken cancel)
    {
        var forgotten = (Now() - 2 * OpenEnvelope.DefaultAge).ToUnixTimeSeconds();
        await context.SeenEnvelopes.Where(row => row.MadeAt < forgotten).ExecuteDeleteAsync(cancel);
        if (await context.SeenEnvelopes.AnyAsync(row => row.Id == envelope.Id, cancel))
            throw new EnvelopeRefusedException(EnvelopeFault.Replayed, "The envelope came before and was opened then; it is not opened twice. Seal the submission anew to send it again.");
        context.SeenEnvelopes.Add(new() { Id = envelope.Id, MadeAt = envelope.At.ToUnixTimeSeconds() });
    }
}

/// <summary>A body's public key.</summary>
public sealed record BodyKey(BodyId Body, PublicKey Key, DateTimeOffset RegisteredAt);
