using Vern.Platform.Auditing;

namespace Vern.Material.Transparency;

/// <summary>What the ledger tells of the public report. A resource is a random number or a code; no kind tells anything about a person.</summary>
public static class TransparencyActs
{
    /// <summary>Telling the public what was done, protected and provable. The controller of each centre puts the law that sets it up beside it.</summary>
    public static LawfulBasis Basis { get; } = new("transparency", "GDPR art. 6(1)(e), 9(2)(g), 10", "counts");

    /// <summary>A report was made and proposed; the digest is its own.</summary>
    public static AuditAct Proposed { get; } = new("transparency.proposed", Basis);
    /// <summary>A second person published it; the digest is the published file's.</summary>
    public static AuditAct Published { get; } = new("transparency.published", Basis);
    /// <summary>A draft was read.</summary>
    public static AuditAct DraftRead { get; } = new("transparency.draft-read", Basis, IsRead: true);

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<AuditAct> All { get; } = [Proposed, Published, DraftRead];
}
