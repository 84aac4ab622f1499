using Microsoft.EntityFrameworkCore;
using Vern.Persons.Referral;
using Vern.Persons.Referral.Storage;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

// The steps of a referral that this side takes.
public sealed partial class CaseStore
{
    /// <summary>Takes a step of a referral: the sender's (answer, revoke, remind) or the recipient's (ask, accept, decline, hand back). The other side is told. Accepting a referral or a transfer registers the person here, for the purpose that was agreed to and no other.</summary>
    /// <param name="id">The referral.</param>
    /// <param name="step">The step.</param>
    /// <param name="reason">Why, by code; of declining and giving back.</param>
    /// <param name="words">A question, an answer, a reason; null: none.</param>
    /// <param name="by">Who takes it.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Stepped> StepAsync(string id, ReferralStep step, string? reason, string? words, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await FindReferralAsync(id, by, cancel) is not { } row || row.Ours != ReferralWay.IsSenders(step) || step is ReferralStep.Send or ReferralStep.Receive or ReferralStep.Close or ReferralStep.Expire or ReferralStep.Withdraw) return Stepped.Gone;
        var message = new ReferralMessage(1, id, step, Now().ToUnixTimeMilliseconds(), by.Name, reason, string.IsNullOrWhiteSpace(words) ? null : words);
        // What was handed over for good is not taken back; she herself may take her consent back at any time.
        if (ReferralWay.Next(row.State, step) is not { } next || Now().ToUnixTimeMilliseconds() > row.ExpiresAt && ReferralWay.IsOpen(row.State) || (step is ReferralStep.Revoke && row is { State: ReferralState.Accepted, Kind: ReferralKind.Transfer }))
            return await IsTakenAsync(row, step, by, cancel) ? Stepped.Done : Stepped.NotNow;
        PersonId? person = null;
        if (step is ReferralStep.Accept && row.Kind is not ReferralKind.TransferRequest)
        {
            if (await ContentOfAsync(row, cancel) is not { } content) return Stepped.NotNow;
            person = await AddPersonAsync(new(id, content.Audience, Importable(content)), by, cancel);
        }
        return await TakeStepAsync(row, message, next, person, cancel);
    }

    /// <summary>She took her consent back, or is erased: what was shared with the body for the purpose (null: with any, for any) is called back, and its Vern closes its copy and confirms.</summary>
    /// <returns>How many referrals were called back.</returns>
    internal async Task<int> CallBackAsync(PersonId person, string? body, string? purpose, CaseReach by, CancellationToken cancel)
    {
        List<ReferralRow> rows;
        await using (var context = Context()) rows = await context.Referrals.AsNoTracking().Where(row => row.Ours && row.Person == person.Value && (body == null || row.Body == body) && (purpose == null || row.Purpose == purpose)).ToListAsync(cancel);
        var count = 0;
        foreach (var row in rows.Where(row => ReferralWay.Next(row.State, ReferralStep.Withdraw) is not null))
        {
            var message = new ReferralMessage(1, row.Id, ReferralStep.Withdraw, Now().ToUnixTimeMilliseconds(), by.Name);
            if (await TakeStepAsync(row, message, ReferralState.Withdrawn, null, cancel) is Stepped.Done) count++;
        }
        return count;
    }

    /// <summary>What a clock of a referral does when its time has come: reminds the recipient, or ends what nobody answered.</summary>
    internal async Task ClockAsync(string what, string id, CancellationToken cancel)
    {
        if (what == "assignment")
        {
            await ExpireAssignmentAsync(id, cancel);
            return;
        }
        ReferralRow? row;
        await using (var context = Context()) row = await context.Referrals.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, cancel);
        if (what == "end")
        {
            if (row is not null) await EndReplyPageAsync(row, cancel);
            return;
        }
        var step = what == "remind" ? ReferralStep.Remind : ReferralStep.Expire;
        if (row is null || ReferralWay.Next(row.State, step) is not { } next) return;
        if (step is ReferralStep.Remind && row.Ours && await ReplyPageAsync(id, cancel) is not null)
        {
            await RemindOfLetterAsync(row, cancel);
            return;
        }
        await TakeStepAsync(row, new(1, id, step, Now().ToUnixTimeMilliseconds(), workspace.Workspace.Title), next, null, cancel);
    }

    // One step: the state moves, the history tells it, the other side is told; closing erases the key of the copy first.
    private async Task<Stepped> TakeStepAsync(ReferralRow row, ReferralMessage message, ReferralState next, PersonId? person, CancellationToken cancel)
    {
        var page = row.Ours ? await ReplyPageAsync(row.Id, cancel) : null;
        var to = page is not null || message.Step is ReferralStep.Expire ? null : (await ServiceAsync(row.Body, cancel))?.Key;
        // She may take her consent back though the body has no key any more; the page shows that nobody confirmed.
        if (to is null && page is null && message.Step is not (ReferralStep.Expire or ReferralStep.Withdraw)) return Stepped.NoRecipient;
        var envelope = to is null ? null : await SealAsync(message.ToBytes(), to, cancel);
        var key = await KeyAsync(row.KeyId, cancel);
        var closes = !row.Ours && !ReferralWay.IsHeld(next);
        var taken = await WriteAsync(async context =>
        {
            if (!await MoveAsync(context, row, next, person, closes, cancel)) return false;
            AddStep(context, message, true, closes ? null : SealWords(key, message), envelope?.Id);
            if (envelope is not null) Leave(context, row.Id, envelope);
            if (closes) await CloseCopyAsync(context, row, cancel);
            if (page is not null && !ReferralWay.IsHeld(next)) await CloseReplyPageAsync(context, row, cancel);
            RecordReferral(context, closes ? CaseActs.ReferralClosed : CaseActs.ReferralStep, row.Id, $"{message.Step} {message.Reason}".Trim());
            return true;
        }, cancel);
        if (!taken) return Stepped.NotNow;
        if (closes) await workspace.Keys.EraseAsync([row.KeyId], CancellationToken.None);
        if (page is not null && !ReferralWay.IsHeld(next)) await workspace.Keys.EraseAsync([page.KeyId], CancellationToken.None);
        workspace.Jobs.Signal();
        return Stepped.Done;
    }

    private static async Task<bool> MoveAsync(CaseContext context, ReferralRow row, ReferralState next, PersonId? person, bool closes, CancellationToken cancel)
    {
        var (revision, closedAt, who) = (row.Revision + 1, closes ? row.ClosedAt ?? DateTimeOffset.UnixEpoch.ToUnixTimeMilliseconds() : row.ClosedAt, person?.Value ?? row.Person);
        return await context.Referrals.Where(one => one.Id == row.Id && one.Revision == row.Revision).ExecuteUpdateAsync(set => set.SetProperty(one => one.State, next).SetProperty(one => one.Revision, revision).SetProperty(one => one.Person, who).SetProperty(one => one.ClosedAt, closedAt), cancel) == 1;
    }

    // The recipient's copy is closed: what was sent, and what became of it in a person's record here. What was learnt since is the recipient's own.
    private async Task CloseCopyAsync(CaseContext context, ReferralRow row, CancellationToken cancel)
    {
        var at = Now().ToUnixTimeMilliseconds();
        await context.Referrals.Where(one => one.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Content, (byte[]?)null).SetProperty(one => one.ClosedAt, at), cancel);
        await context.ReferralSteps.Where(one => one.Referral == row.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Words, (byte[]?)null), cancel);
        if (row.Person is not { } person || await context.Persons.AsNoTracking().FirstOrDefaultAsync(one => one.Id == person, cancel) is not { ErasedAt: null } there || there.Origin != row.Id || await KeyAsync(there.KeyId, cancel) is not { } key) return;
        await context.Facts.Where(fact => fact.Person == person && fact.Revision == 1 && fact.Source == FactSource.Imported).ExecuteDeleteAsync(cancel);
        await context.LookUps.Where(look => look.Person == person).ExecuteDeleteAsync(cancel);
        var left = await context.Facts.AsNoTracking().Where(fact => fact.Person == person).ToListAsync(cancel);
        context.LookUps.AddRange(LookUpsOf(PersonId.Read(person)!.Value, Newest(left).Where(fact => fact.Value is not null && Catalogue.Find(fact.Field)?.Search is not null).Select(fact => (Catalogue[fact.Field], Opened(fact, key)!))));
        await context.Persons.Where(one => one.Id == person).ExecuteUpdateAsync(set => set.SetProperty(one => one.Revision, one => one.Revision + 1).SetProperty(one => one.ChangedAt, at), cancel);
        Record(context, CaseActs.FactsRecorded, PersonId.Read(person)!.Value, "closed");
    }

    // What the catalogue here knows of what was sent; readable for the purpose that she agreed to alone.
    private List<NewFact> Importable(ReferralContent content) =>
    [
        .. content.Facts.Where(fact => Catalogue.Find(fact.Field) is { Secret: false } field && field.For.Contains(content.Audience) && field.Purposes.Contains(content.Purpose) && field.Read(fact.Value) is { Length: > 0 } && (field.Group is null ? fact.Item == 0 : fact.Item is >= 1 and <= MostItems))
            .DistinctBy(fact => (fact.Field, fact.Item)).Select(fact => new NewFact(fact.Field, fact.Item, fact.Value, FactSource.Imported) { OnlyFor = content.Purpose }),
    ];

    private async Task<bool> IsTakenAsync(ReferralRow row, ReferralStep step, CaseReach by, CancellationToken cancel)
    {
        if (step is ReferralStep.Ask or ReferralStep.Answer or ReferralStep.Remind) return false;
        await using var context = Context();
        return await context.ReferralSteps.OrderByDescending(one => one.Id).Where(one => one.Referral == row.Id && one.Ours).Select(one => new { one.Step, one.ByName }).FirstOrDefaultAsync(cancel) is { } last && last.Step == step && last.ByName == by.Name; // a double click
    }
}
