using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Suppression;

/// <summary>Tables from microdata under disclosure control, all linked tables together.</summary>
public static class Protector
{
    /// <summary>Tabulates, hides small counts and what would give them away, and audits the result.</summary>
    /// <exception cref="ArgumentException">A code or dimension that does not exist.</exception>
    /// <exception cref="InvalidOperationException">The audit failed: there is no publication.</exception>
    public static ProtectedPublication Protect(Microdata data, IReadOnlyList<TableRequest> tables, ProtectionRules? rules = null, IProgress<double>? progress = null, CancellationToken cancel = default) =>
        throw new NotSupportedException();
}
