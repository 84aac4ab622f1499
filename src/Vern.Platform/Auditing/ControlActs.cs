namespace Vern.Platform.Auditing;

/// <summary>Looking at what was done and read, and being refused, as the ledger of every workspace tells of it.</summary>
public static class ControlActs
{
    /// <summary>Why it is recorded who did and read what, and who looked at that record.</summary>
    public static LawfulBasis Basis { get; } = new("control", "GDPR art. 5(2), 6(1)(c), 24, 32", "staff");

    /// <summary>The ledger was looked at.</summary>
    public static AuditAct LedgerRead { get; } = new("ledger.read", Basis, IsRead: true);
    /// <summary>The ledger was verified from the page.</summary>
    public static AuditAct LedgerVerified { get; } = new("ledger.verified", Basis, IsRead: true);
    /// <summary>Somebody signed in was refused what her roles do not give.</summary>
    public static AuditAct AccessRefused { get; } = new("access.refused", Basis);

    /// <summary>A list of who has read what was made.</summary>
    public static AuditAct AccessListMade { get; } = new("access-list.made", Basis, IsRead: true);
    /// <summary>The sealed parts of entries before a day were erased by rule: who, and details.</summary>
    public static AuditAct SealedPartsErased { get; } = new("sealed-parts.erased", Basis);
    /// <summary>Somebody proposed to erase at once what is due; another person is to confirm.</summary>
    public static AuditAct ErasureProposed { get; } = new("erasure.proposed", Basis);
    /// <summary>Somebody stated another purpose for what she reads.</summary>
    public static AuditAct PurposeStated { get; } = new("purpose.stated", Basis);

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<AuditAct> All { get; } = [LedgerRead, LedgerVerified, AccessListMade, SealedPartsErased, ErasureProposed, AccessRefused, PurposeStated];
}
