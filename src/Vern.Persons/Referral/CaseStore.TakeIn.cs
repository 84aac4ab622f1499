using Microsoft.EntityFrameworkCore;
using Vern.Persons.Referral;
using Vern.Persons.Referral.Storage;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

// Sealed messages of other agencies.
public sealed partial class CaseStore
{
    /// <summary>Takes a sealed message in, once. One that can't be taken has one clear fault, and an entry in the ledger.</summary>
    /// <param name="bytes">The envelope.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Why it was not taken; null: it was.</returns>
    public async Task<string?> TakeInAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
    {
        Envelope? envelope = null;
        try
        {
            envelope = Envelope.Parse(bytes.Span);
            var sender = (await ServicesAsync(cancel: cancel)).FirstOrDefault(service => service.Key?.Fingerprint == envelope.From);
            var own = await workspace.Keys.PairsAsync(cancel);
            byte[] inside;
            try { inside = OpenEnvelope.Run(envelope, ReferralMessage.Purpose, own, sender?.Key, Now()); }
            finally { foreach (var pair in own) pair.Dispose(); }
            var fault = ReferralMessage.Read(inside) is { } message ? await ApplyAsync(envelope, message, sender!, cancel)
                : KnownElsewhere.ElsewhereMessage.Read(inside) is { } elsewhere ? await ApplyElsewhereAsync(envelope, elsewhere, sender!, cancel)
                : MeetingMessage.Read(inside) is { } meeting ? await ApplyMeetingAsync(envelope, meeting, sender!, cancel)
                : throw new EnvelopeRefusedException(EnvelopeFault.NotAnEnvelope, "not a message");
            if (fault is null) return null;
            await RefuseAsync(envelope, fault, cancel);
            return fault;
        }
        catch (EnvelopeRefusedException refused)
        {
            await RefuseAsync(envelope, refused.Fault.ToString(), cancel);
            return refused.Fault.ToString();
        }
        catch (SealingException)
        {
            await RefuseAsync(envelope, nameof(EnvelopeFault.Altered), cancel);
            return nameof(EnvelopeFault.Altered);
        }
    }

    private Task<bool> RefuseAsync(Envelope? envelope, string fault, CancellationToken cancel) => WriteAsync(context =>
    {
        RecordReferral(context, CaseActs.MessageRefused, envelope?.Id ?? "none", fault);
        return Task.FromResult(true);
    }, cancel);

    private async Task<string?> ApplyAsync(Envelope envelope, ReferralMessage message, Service sender, CancellationToken cancel)
    {
        await using (var context = Context()) if (await context.TakenEnvelopes.AnyAsync(row => row.Id == envelope.Id, cancel)) return nameof(EnvelopeFault.Replayed);
        try
        {
            return message.Content is { } content ? await BeginAsync(envelope, message, content, sender, cancel) : await GoOnAsync(envelope, message, sender, cancel);
        }
        catch (DbUpdateException) // taken in at the same moment by another process
        {
            await using var context = Context();
            if (await context.TakenEnvelopes.AnyAsync(row => row.Id == envelope.Id, cancel)) return nameof(EnvelopeFault.Replayed);
            throw;
        }
    }

    // A new referral: kept under a key of its own until somebody answers; the sender is told that it is here.
    private async Task<string?> BeginAsync(Envelope envelope, ReferralMessage message, ReferralContent content, Service sender, CancellationToken cancel)
    {
        if (content.Need.Length > ReferralMessage.LongestWords || content.Facts.Count > 2000 || !Catalogue.Purposes.Contains(content.Purpose) || content.ExpiresAt < content.DueAt) return nameof(EnvelopeFault.NotAnEnvelope);
        if (Now().ToUnixTimeMilliseconds() > content.ExpiresAt || content.Until < Today) return "Expired";
        await using (var context = Context()) if (await context.Referrals.AnyAsync(row => row.Id == message.Referral, cancel)) return nameof(EnvelopeFault.Replayed);
        if (content.LeftOut is { } names) content = content with { LeftOut = [.. MayShare.AllSections.Intersect(names)] }; // names of kinds, and no other words
        var key = await workspace.Keys.NewKeyAsync("referral", cancel);
        try
        {
            var received = new ReferralMessage(1, message.Referral, ReferralStep.Receive, Now().ToUnixTimeMilliseconds(), workspace.Workspace.Title);
            var back = await SealAsync(received.ToBytes(), sender.Key!, cancel);
            await WriteAsync(async context =>
            {
                context.TakenEnvelopes.Add(new() { Id = envelope.Id, At = envelope.At.ToUnixTimeSeconds() });
                context.Referrals.Add(new()
                {
                    Id = message.Referral, Ours = false, Kind = content.Kind, Body = sender.Id, Purpose = content.Purpose, State = ReferralState.Received, SentAt = message.At, DueAt = content.DueAt, ExpiresAt = content.ExpiresAt,
                    KeyId = key.Id, Content = key.SealField(message.Referral, "case_referrals.content", ReferralMessage.Write(content)), Revision = 1,
                });
                await context.SaveChangesAsync(cancel);
                AddStep(context, message, false, null, envelope.Id);
                AddStep(context, received, true, null, back.Id);
                Leave(context, message.Referral, back);
                context.Add(ClockOf(message.Referral, "expire", DateTimeOffset.FromUnixTimeMilliseconds(content.ExpiresAt)));
                RecordReferral(context, CaseActs.ReferralReceived, message.Referral, sender.Id);
                return true;
            }, cancel);
        }
        catch
        {
            await workspace.Keys.EraseAsync([key.Id], CancellationToken.None);
            throw;
        }
        workspace.Jobs.Signal();
        return null;
    }

    // A step of the other side. One that crossed ours stands in the history and moves nothing.
    private async Task<string?> GoOnAsync(Envelope envelope, ReferralMessage message, Service sender, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            ReferralRow? row;
            await using (var context = Context()) row = await context.Referrals.AsNoTracking().FirstOrDefaultAsync(one => one.Id == message.Referral && one.Body == sender.Id, cancel);
            if (row is null || row.Ours == ReferralWay.IsSenders(message.Step) || message.Step is ReferralStep.Expire) return "UnknownReferral";
            var next = ReferralWay.Next(row.State, message.Step);
            var closes = !row.Ours && next is { } state && ReferralWay.IsHeld(row.State) && !ReferralWay.IsHeld(state);
            var key = closes ? null : await KeyAsync(row.KeyId, cancel);
            var confirmed = new ReferralMessage(1, row.Id, ReferralStep.Close, Now().ToUnixTimeMilliseconds(), workspace.Workspace.Title);
            var back = closes ? await SealAsync(confirmed.ToBytes(), sender.Key!, cancel) : null;
            var done = await WriteAsync(async context =>
            {
                if (!await MoveAsync(context, row, next ?? row.State, null, false, cancel)) return false;
                context.TakenEnvelopes.Add(new() { Id = envelope.Id, At = envelope.At.ToUnixTimeSeconds() });
                AddStep(context, message, false, SealWords(key, message), envelope.Id);
                if (row.Ours && message.Step is ReferralStep.Close or ReferralStep.Decline or ReferralStep.HandBack) await context.Referrals.Where(one => one.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.ClosedAt, message.At), cancel);
                if (row is { Ours: true, Kind: ReferralKind.Transfer } && next is ReferralState.Accepted or ReferralState.HandedBack) await HandOverAsync(context, row, next is ReferralState.Accepted, cancel);
                if (back is not null)
                {
                    await CloseCopyAsync(context, row, cancel);
                    AddStep(context, confirmed, true, null, back.Id);
                    Leave(context, row.Id, back);
                }
                RecordReferral(context, closes ? CaseActs.ReferralClosed : CaseActs.ReferralStep, row.Id, $"{message.Step} {message.Reason}".Trim());
                return true;
            }, cancel);
            if (!done) continue; // somebody here was faster
            if (closes) await workspace.Keys.EraseAsync([row.KeyId], CancellationToken.None);
            workspace.Jobs.Signal();
            return null;
        }
        throw new JobFailedAgainException();
    }

    // A transfer that was accepted ends an adult's case here; a child's is closed by two people (rule 4), not by a message.
    private async Task HandOverAsync(Storage.CaseContext context, ReferralRow row, bool accepted, CancellationToken cancel)
    {
        var (today, at) = (Today, Now().ToUnixTimeMilliseconds());
        if (accepted)
            await context.Persons.Where(person => person.Id == row.Person && person.ClosedOn == null && (person.Audience == Fields.Audience.Adult || person.Audience == Fields.Audience.Anonymous))
                .ExecuteUpdateAsync(set => set.SetProperty(person => person.ClosedOn, today).SetProperty(person => person.ClosedFor, "transferred").SetProperty(person => person.ChangedAt, at), cancel);
        else
            await context.Persons.Where(person => person.Id == row.Person && person.ClosedFor == "transferred")
                .ExecuteUpdateAsync(set => set.SetProperty(person => person.ClosedOn, (DateOnly?)null).SetProperty(person => person.ClosedFor, (string?)null).SetProperty(person => person.ChangedAt, at), cancel);
    }

    private sealed class JobFailedAgainException() : Exception("A referral changed again and again while a message was taken in.");
}
