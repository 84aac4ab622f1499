using Vern.Platform.Auditing;
using Vern.Platform.Auditing.Pages;

namespace Vern.Material.Intake;

/// <summary>All that a centre's ledger tells of, slice by slice, and its words.</summary>
public static class MaterialActs
{
    private static readonly Lazy<IReadOnlyList<AuditAct>> Every = new(() =>
    [
        .. IntakeActs.All,
        .. Triage.TriageActs.All,
        .. Routing.RoutingActs.All,
        .. Indicators.IndicatorsActs.All,
        .. Removal.RemovalActs.All,
        .. Redress.RedressActs.All,
        .. Identification.IdentificationActs.All,
        .. Transparency.TransparencyActs.All,
    ]);

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<AuditAct> All => Every.Value;

    /// <summary>The bases of what it processes.</summary>
    public static IReadOnlyList<LawfulBasis> Bases => [IntakeActs.Basis, Triage.TriageActs.Basis, Routing.RoutingActs.Basis, Indicators.IndicatorsActs.Basis, Removal.RemovalActs.Basis, Redress.RedressActs.Basis, Identification.IdentificationActs.Basis, Transparency.TransparencyActs.Basis];

    /// <summary>The words for what a centre's ledger tells of.</summary>
    public static LedgerWords Words => Spoken.Value;

    private static readonly Lazy<LedgerWords> Spoken = new(() => new([.. All, .. LedgerWords.Shared.Acts], [.. Bases.Where(basis => All.Any(act => act.Basis == basis)), .. LedgerWords.Shared.Bases], Texts.Source));
}
