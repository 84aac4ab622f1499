using Microsoft.EntityFrameworkCore;
using Vern.Persons.Referral;
using Vern.Persons.Referral.Storage;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

// Reading referrals, and handing messages over.
public sealed partial class CaseStore
{
    /// <summary>The referrals of a person, newest first; null where there is none within reach.</summary>
    public async Task<IReadOnlyList<ReferralHead>?> ReferralsAsync(PersonId id, CaseReach reach, CancellationToken cancel = default)
    {
        await using var context = Context();
        if (!reach.Purposes.Contains("protection") || await RowAndKeyAsync(context, id, reach, cancel) is null) return null;
        return [.. (await context.Referrals.AsNoTracking().Where(row => row.Person == id.Value).OrderByDescending(row => row.SentAt).ToListAsync(cancel)).Select(HeadOf)];
    }

    /// <summary>The referrals that came in: those waiting by their clock, then the others, newest first.</summary>
    public async Task<IReadOnlyList<ReferralHead>> InboxAsync(CancellationToken cancel = default)
    {
        await using var context = Context();
        var rows = (await context.Referrals.AsNoTracking().Where(row => !row.Ours).OrderByDescending(row => row.SentAt).Take(500).ToListAsync(cancel)).ConvertAll(HeadOf);
        return [.. rows.Where(row => ReferralWay.IsOpen(row.State)).OrderBy(row => row.DueAt), .. rows.Where(row => !ReferralWay.IsOpen(row.State))];
    }

    /// <summary>The referrals that came in and wait for an answer, by their clock.</summary>
    public async Task<IReadOnlyList<ReferralHead>> InboxWaitingAsync(CancellationToken cancel = default)
    {
        await using var context = Context();
        return [.. (await context.Referrals.AsNoTracking().Where(row => !row.Ours && (row.State == ReferralState.Sent || row.State == ReferralState.Received)).OrderBy(row => row.DueAt).Take(MostTasks).ToListAsync(cancel)).Select(HeadOf)];
    }

    /// <summary>Referrals of one's own people that the other side has asked about, or in the last week accepted, or in that week declined, handed back or let run out with nothing sent for her since; the newest first.</summary>
    public async Task<IReadOnlyList<ReferralHead>> ReferralsAnsweredAsync(CaseReach reach, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(reach);
        await using var context = Context();
        if (!reach.Purposes.Contains("protection")) return [];
        var own = await WithinAsync(context, reach with { Scope = Platform.Access.Scope.Own }, cancel);
        var since = Now().AddDays(-7).ToUnixTimeMilliseconds();
        // From her own people to their referrals, by the index of persons: "ours" is put so that no database goes through all of the agency's by the index of the inbox instead.
        return [.. (await own.AsNoTracking().Where(person => person.ClosedOn == null).Join(context.Referrals, person => person.Id, row => row.Person, (_, row) => row).Where(row => (row.Ours ? 1 : 0) == 1 && (row.State == ReferralState.Asked
                || (row.State == ReferralState.Accepted && context.ReferralSteps.Any(step => step.Referral == row.Id && !step.Ours && step.At > since))
                || ((row.State == ReferralState.Declined || row.State == ReferralState.HandedBack || row.State == ReferralState.Expired) && context.ReferralSteps.Any(step => step.Referral == row.Id && step.At > since)
                    && !context.Referrals.Any(next => next.Ours && next.Person == row.Person && next.SentAt > row.SentAt))))
            .OrderByDescending(row => row.SentAt).Take(MostTasks).ToListAsync(cancel)).Select(HeadOf)];
    }

    /// <summary>A referral with what was sent and its history; null where there is none within reach.</summary>
    public async Task<ReferralView?> ReferralAsync(string id, CaseReach reach, CancellationToken cancel = default)
    {
        if (await FindReferralAsync(id, reach, cancel) is not { } row) return null;
        await using var context = Context();
        var steps = await context.ReferralSteps.AsNoTracking().Where(one => one.Referral == id).OrderBy(one => one.Id).ToListAsync(cancel);
        var outgoing = await context.Outgoing.AsNoTracking().Where(one => one.Referral == id).ToDictionaryAsync(one => one.Message, one => one.SentAt is not null ? Delivery.HandedOver : one.Failed is not null ? Delivery.Failed : Delivery.Waiting, cancel);
        var key = await KeyAsync(row.KeyId, cancel);
        return new(HeadOf(row), await ContentOfAsync(row, cancel), [.. steps.Select(step => new ReferralHistory(step.Step, step.Ours, DateTimeOffset.FromUnixTimeMilliseconds(step.At), step.ByName, step.Reason,
            step.Words is { } box && key is not null ? System.Text.Encoding.UTF8.GetString(key.OpenField(WordsPlace(id, step.Step, step.At), "case_referral_steps.words", box)) : null,
            step.Ours && step.Message is { } message && outgoing.TryGetValue(message, out var delivery) ? delivery : null))]) { ByLetter = await context.ReplyPages.AnyAsync(page => page.Referral == id, cancel) };
    }

    /// <summary>What a message still has to travel as; null when it was handed over, or given up.</summary>
    internal async Task<(byte[]? Envelope, bool Waits)> OutgoingAsync(string message, CancellationToken cancel)
    {
        await using var context = Context();
        if (await context.Outgoing.AsNoTracking().FirstOrDefaultAsync(row => row.Message == message, cancel) is not { SentAt: null, Failed: null } row) return (null, false);
        // In their order: a referral is never behind its own revocation.
        var waits = await context.Outgoing.AnyAsync(one => one.Referral == row.Referral && one.Id < row.Id && one.SentAt == null && one.Failed == null, cancel);
        return (row.Envelope, waits);
    }

    /// <summary>Remembers that a message was handed over, or why it can't be.</summary>
    internal Task<bool> HandedOverAsync(string message, string? failed, CancellationToken cancel) => WriteAsync(async context =>
    {
        long? at = failed is null ? Now().ToUnixTimeMilliseconds() : null;
        return await context.Outgoing.Where(row => row.Message == message).ExecuteUpdateAsync(set => set.SetProperty(row => row.SentAt, at).SetProperty(row => row.Failed, failed).SetProperty(row => row.Envelope, (byte[]?)null), cancel) > 0;
    }, cancel);

    // Ours is within reach where its person is; what came in is for whoever may read the inbox.
    private async Task<ReferralRow?> FindReferralAsync(string id, CaseReach reach, CancellationToken cancel)
    {
        await using var context = Context();
        if (!reach.Purposes.Contains("protection") || await context.Referrals.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } row) return null;
        return !row.Ours || await (await WithinAsync(context, reach, cancel)).AnyAsync(person => person.Id == row.Person, cancel) ? row : null;
    }

    private async Task<ReferralContent?> ContentOfAsync(ReferralRow row, CancellationToken cancel) =>
        row.Content is { } box && await KeyAsync(row.KeyId, cancel) is { } key ? ReferralMessage.ReadContent(key.OpenField(row.Id, "case_referrals.content", box)) : null;

    private static ReferralHead HeadOf(ReferralRow row)
    {
        static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return new(row.Id, row.Ours, row.Kind, PersonId.Read(row.Person), row.Body, row.Purpose, row.State, At(row.SentAt), At(row.DueAt), At(row.ExpiresAt), row.ClosedAt is { } closed ? At(closed) : null, row.Revision);
    }
}
