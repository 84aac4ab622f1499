using Vern.Material.Intake;
using Vern.Platform.Access;

namespace Vern.Material.Removal;

/// <summary>A removal notice takes two verified persons (rule 4): one proposes, another confirms what she saw.</summary>
public static class NoticeByTwo
{
    /// <summary>The act that both take a step in.</summary>
    public static GraveAct Act(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return new("notice.send", $"{notice.Id}/{notice.Round}", notice.Seen());
    }

    /// <summary>Takes a person's step; when she is the second, the notice is confirmed. Where nobody's proposal stands any more (it was not taken up in a month) hers is the first.</summary>
    /// <param name="store">The centre's store.</param>
    /// <param name="access">Who is who.</param>
    /// <param name="notice">The notice as it stands.</param>
    /// <param name="seen">What she saw.</param>
    /// <param name="person">Who takes it.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>What it came to; null where the notice is not as she saw it, or waits for nobody.</returns>
    public static async Task<FourEyesStep?> StepAsync(MaterialStore store, AccessStore access, Notice notice, string seen, SignedIn person, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(notice);
        ArgumentNullException.ThrowIfNull(person);
        if (notice.State is not NoticeState.Proposed || notice.Seen() != seen) return null;
        var (step, _) = await access.StepAsync(Act(notice), person, cancel);
        // After a crash between the two the second person's step gives the same answer again.
        if (step is FourEyesStep.Confirmed && !await store.ConfirmNoticeAsync(notice.Id, seen, person.PersonId!.Value, CancellationToken.None)) return null;
        return step;
    }
}
