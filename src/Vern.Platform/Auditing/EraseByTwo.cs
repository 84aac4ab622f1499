using System.Security.Cryptography;
using System.Text;
using Vern.Platform.Access;

namespace Vern.Platform.Auditing;

/// <summary>What came of somebody's step towards erasing what is due.</summary>
public enum ErasureStep
{
    /// <summary>She is the first; another person must confirm.</summary>
    Proposed,
    /// <summary>She was the first already, under this or another account of hers.</summary>
    SamePerson,
    /// <summary>She is the second: it is erased.</summary>
    Erased,
    /// <summary>What is due is not what she saw, or nothing is.</summary>
    Changed,
}

/// <summary>Erases what the rules say is due before the day's job does, by two verified persons: one proposes, another confirms (rule 4). It cannot be taken back.</summary>
public static class EraseByTwo
{
    /// <summary>What both agree to: rules and things, in one digest. Which day the sealed parts are reckoned from may pass between the two.</summary>
    public static GraveAct Act(IEnumerable<DueErasure> due)
    {
        var lines = due.Where(one => one.Blocked is null).Select(one => one.Rule == RetentionRule.SealedParts ? one.Rule.Code : $"{one.Rule.Code} {one.Resource}").Order(StringComparer.Ordinal);
        return new("retention.erase", "due", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines)))));
    }

    /// <summary>The proposal that waits for a second person, if it is about what is due now.</summary>
    public static async Task<Proposal?> StandingAsync(AccessStore access, IReadOnlyList<DueErasure> due, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(access);
        var act = Act(due);
        return await access.StandingAsync(act.Act, act.Subject, cancel) is { } standing && standing.Digest == act.Digest ? standing : null;
    }

    /// <summary>Takes a person's step, and erases if she is the second.</summary>
    /// <param name="day">What erases.</param>
    /// <param name="access">Who is who.</param>
    /// <param name="ledger">Tells of the proposal; what is erased has entries of its own.</param>
    /// <param name="person">Who takes it.</param>
    /// <param name="seen">The digest of what she saw.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<ErasureStep> StepAsync(RetentionDay day, AccessStore access, WorkspaceLedger ledger, SignedIn person, string seen, DateTimeOffset now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(day);
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(person);
        var due = await day.Due(now, cancel);
        var act = Act(due);
        if (act.Digest != seen || due.All(one => one.Blocked is not null)) return ErasureStep.Changed;
        var (step, first) = await access.StepAsync(act, person, cancel);
        if (step is FourEyesStep.SamePerson) return ErasureStep.SamePerson;
        if (step is FourEyesStep.Proposed)
        {
            await ledger.RecordAsync(ControlActs.ErasureProposed, "retention", string.Join(", ", due.Where(one => one.Blocked is null).Select(one => one.Resource)), CancellationToken.None);
            return ErasureStep.Proposed;
        }
        await day.EraseAsync(now, $"{first.Name}, {person.Person}", CancellationToken.None);
        return ErasureStep.Erased;
    }
}
