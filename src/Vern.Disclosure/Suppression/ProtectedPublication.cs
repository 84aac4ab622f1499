using Vern.Disclosure.Audit;
using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Suppression;

/// <summary>Tables that may leave together, with the audit that says so. Made by this library only: by suppression, rounding or cell keys.</summary>
public sealed class ProtectedPublication
{
    internal ProtectedPublication(IReadOnlyList<ProtectedTable> tables, AuditReport audit) { Tables = tables; Audit = audit; }
    /// <summary>The tables, in the order asked for.</summary>
    public IReadOnlyList<ProtectedTable> Tables { get; }
    /// <summary>What an attacker could find out; for the unit only, never published.</summary>
    public AuditReport Audit { get; }
    /// <summary>The table with this id.</summary>
    public ProtectedTable this[string id] => Tables.First(table => string.Equals(table.Id, id, StringComparison.Ordinal));
}
