namespace Vern.Platform.Auditing;

/// <summary>The lawful basis of one kind of processing (K-010). A circuit keeps a register of them, which every act refers to.</summary>
/// <param name="Code">Stands in the ledger in public; its texts are found by it.</param>
/// <param name="Provision">The provision that the processing rests on, as a lawyer cites it.</param>
/// <param name="Data">What is processed, by a code whose texts are found by it: staff, encoded, counts or public.</param>
public sealed record LawfulBasis(string Code, string Provision, string Data);

/// <summary>A kind of act that is recorded, and the basis of the processing that it belongs to.</summary>
/// <param name="Kind">As it stands in the ledger: a-z, dots and hyphens. Public; it must give nothing away about a person.</param>
/// <param name="Basis">Its lawful basis.</param>
/// <param name="IsRead">Whether something was read or taken out rather than changed.</param>
public sealed record AuditAct(string Kind, LawfulBasis Basis, bool IsRead = false);
