using Vern.Material.Intake;
using Vern.Platform.Access;

namespace Vern.Material.Triage;

/// <summary>Who may do what with reading and weighing reports.</summary>
public static class TriageGrants
{
    /// <summary>The queue, and what a report says.</summary>
    public static Permission Read { get; } = new("reports", "read");
    /// <summary>Takes a report, hands it on, asks its sender, or would set it aside.</summary>
    public static Permission Decide { get; } = new("reports", "decide");
    /// <summary>Reads again what would be set aside, and confirms or overturns.</summary>
    public static Permission Second { get; } = new("reports", "second");
    /// <summary>Takes a decided report up again because something in it has become known since, or says that nothing follows.</summary>
    public static Permission TakeUp { get; } = new("reports", "take-up");
    /// <summary>Answers questions about one's own reports, as their sender's program.</summary>
    public static Permission Answer { get; } = new("reports", "answer");
    /// <summary>The rules of both scores, and what others would have changed.</summary>
    public static Permission ReadRules { get; } = new("scoring", "read");
    /// <summary>Proposes other rules, and confirms what another person proposed.</summary>
    public static Permission ChangeRules { get; } = new("scoring", "change");

    /// <summary>The permissions of the slice, each with the roles that have it.</summary>
    internal static IReadOnlyList<SliceGrant> All { get; } =
    [
        new(Read, CentreGrants.Analyst, CentreGrants.SecondReader, CentreGrants.Reviewer),
        new(Decide, CentreGrants.Analyst, CentreGrants.Reviewer),
        new(Second, CentreGrants.SecondReader, CentreGrants.Reviewer),
        new(TakeUp, CentreGrants.Analyst, CentreGrants.SecondReader, CentreGrants.Reviewer),
        new(Answer, CentreGrants.Provider),
        new(ReadRules, CentreGrants.Analyst, CentreGrants.SecondReader, CentreGrants.Reviewer, CentreGrants.Supervisor),
        new(ChangeRules, CentreGrants.Reviewer),
    ];
}
