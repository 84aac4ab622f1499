using Microsoft.EntityFrameworkCore;

namespace Vern.Persons.Registration;

// Erasing a person.
public sealed partial class CaseStore
{
    /// <summary>Erases a person for good: her key first, so that nothing opens any more in any back-up, then what it sealed. Her random id stays, empty, so that the ledger's entries have something to point to.</summary>
    /// <returns>Whether she was there, within reach.</returns>
    public async Task<bool> EraseAsync(PersonId id, CaseReach by, CancellationToken cancel = default)
    {
        string? key;
        await using (var context = Context()) key = await (await WithinAsync(context, by, cancel)).Where(row => row.Id == id.Value).Select(row => row.KeyId).FirstOrDefaultAsync(cancel);
        if (key is null) return false;
        await CallBackAsync(id, null, null, by, cancel);
        await EndElsewhereAsync(id, cancel);
        await workspace.Keys.EraseAsync([key], cancel);
        await ClearAsync(id, CancellationToken.None);
        return true;
    }

    /// <summary>Why a person is erased, by code.</summary>
    public static IReadOnlyList<string> ErasureReasons { get; } = ["her-request", "time-over", "mistake"];

    /// <summary>Records that the erasure of a person was proposed.</summary>
    internal Task<bool> NoteErasureAsync(PersonId id, string reason, CaseReach by, CancellationToken cancel) => ChangeAsync(id, by, (context, _) =>
    {
        Record(context, CaseActs.ErasureProposed, id, reason);
        return Task.CompletedTask;
    }, cancel);

    private Task<bool> ClearAsync(PersonId id, CancellationToken cancel) => WriteAsync(async context =>
    {
        var at = Now().ToUnixTimeMilliseconds();
        if (await context.Persons.Where(row => row.Id == id.Value && row.ErasedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.ErasedAt, at), cancel) == 0) return false;
        await context.Facts.Where(row => row.Person == id.Value).ExecuteDeleteAsync(cancel);
        await context.LookUps.Where(row => row.Person == id.Value).ExecuteDeleteAsync(cancel);
        await context.Set<Rights.Storage.RightStepRow>().Where(row => row.Person == id.Value).ExecuteDeleteAsync(cancel);
        await context.Documents.Where(row => row.Person == id.Value).ExecuteDeleteAsync(cancel);
        await context.Tasks.Where(row => row.Person == id.Value).ExecuteDeleteAsync(cancel);
        // What was sent about her is sealed with her key; what others hold of it is called back before she is erased.
        await context.Referrals.Where(row => row.Person == id.Value).ExecuteUpdateAsync(set => set.SetProperty(row => row.Content, (byte[]?)null), cancel);
        await context.Consents.Where(row => row.Person == id.Value).ExecuteDeleteAsync(cancel);
        await context.OwnSessions.Where(row => row.Person == id.Value).ExecuteDeleteAsync(cancel);
        await context.OwnCards.Where(row => row.Person == id.Value).ExecuteDeleteAsync(cancel);
        await context.OwnWords.Where(row => row.Person == id.Value).ExecuteDeleteAsync(cancel);
        // Of a complaint the number and the outcome stay, to be counted.
        await context.Complaints.Where(row => row.Person == id.Value).ExecuteUpdateAsync(set => set.SetProperty(row => row.Words, (byte[]?)null).SetProperty(row => row.Answer, (byte[]?)null), cancel);
        await context.Set<Referral.Storage.MeetingCaseRow>().Where(row => row.Person == id.Value).ExecuteDeleteAsync(cancel);
        await context.Set<Referral.Storage.AssignmentRow>().Where(row => row.Person == id.Value).ExecuteDeleteAsync(cancel);
        await context.ElsewhereMatches.Where(row => row.Person == id.Value).ExecuteDeleteAsync(cancel);
        await context.Members.Where(row => row.Person == id.Value).ExecuteDeleteAsync(cancel);
        Record(context, CaseActs.PersonErased, id);
        return true;
    }, cancel);

    // Whose key is gone and whose rows are still there: the process died in between, or an older database was put back.
    private async Task FinishErasuresAsync(CancellationToken cancel)
    {
        await using var context = Context();
        var there = await context.Persons.Where(row => row.ErasedAt == null).Select(row => new { row.Id, row.KeyId }).ToListAsync(cancel);
        var erased = workspace.Keys.ErasedOf([.. there.Select(row => row.KeyId)]);
        foreach (var row in there.Where(row => erased.Contains(row.KeyId))) await ClearAsync(PersonId.Read(row.Id)!.Value, cancel);
    }
}
