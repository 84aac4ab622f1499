using Vern.Material.Intake.Pages;
using Vern.Platform.Auditing;

namespace Vern.Material.Intake;

/// <summary>What control of a centre is fed with: the rules over its acts and the register of its processing (B-048, K-010).</summary>
public static class MaterialControl
{
    /// <summary>A report ends by the centre's own rule, its key erased.</summary>
    internal static RetentionRule Reports { get; } = new("reports", 0, RetentionEnd.Decision, "GDPR art. 5(1)(e)");

    /// <summary>What it is made of.</summary>
    public static WorkspaceControl Table { get; } = new(MaterialActs.Words, Processing.Register(
        [.. MaterialActs.Bases.Where(basis => MaterialActs.All.Any(act => act.Basis == basis)).Select(basis => new Processing(basis, "reported", ["own", "supervisor"], [Reports], []))], MaterialActs.Words.Acts), new(new WatchedActs { RowLevel = [.. MaterialActs.All.Where(act => act.IsRead)] }))
    {
        Places = page => CentrePlaces.For(page, ""),
        PlacesAsync = (_, page, _) => Task.FromResult(CentrePlaces.For(page, "ledger")),
    };
}
