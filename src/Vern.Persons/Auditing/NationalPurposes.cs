using System.Globalization;
using Vern.Platform.Auditing;

namespace Vern.Persons.Auditing;

/// <summary>For what stated purpose somebody reads row-level content: a code of the register of lawful bases, by role unless she has stated another in this session (K-010).</summary>
public static class NationalPurposes
{
    /// <summary>Keeps what was stated, as <c>SESSION.CODE</c>, until the browser is closed; another session's is not taken.</summary>
    public const string Cookie = "vern-purpose";

    /// <summary>What holds until she states another: the unit's own people read for what the page is for, a supervisor controls, who keeps accounts keeps accounts.</summary>
    /// <param name="roles">The roles acted in.</param>
    /// <param name="read">What is read, where it is recorded.</param>
    public static string DefaultOf(IReadOnlyList<string> roles, AuditAct? read)
    {
        ArgumentNullException.ThrowIfNull(roles);
        if (roles.Count == 0 || roles.Any(role => role is "coordinator" or "deputy" or "statistician" or "sender")) return (read?.Basis ?? NationalBases.Linkage).Code;
        return roles.Contains("supervisor") ? NationalBases.Control.Code : Platform.Access.AccessActs.Basis.Code;
    }

    /// <summary>The purpose of a request.</summary>
    /// <param name="cookie">What the browser keeps.</param>
    /// <param name="session">The session's number; 0 where there are no accounts.</param>
    /// <param name="roles">The roles acted in.</param>
    /// <param name="read">What is read, where it is recorded.</param>
    public static string Of(string? cookie, int session, IReadOnlyList<string> roles, AuditAct? read = null)
    {
        var cut = cookie?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return cut > 0 && cookie![..cut] == session.ToString(CultureInfo.InvariantCulture) && Has(cookie[(cut + 1)..]) ? cookie[(cut + 1)..] : DefaultOf(roles, read);
    }

    /// <summary>What the browser is to keep.</summary>
    public static string Kept(int session, string code) => string.Create(CultureInfo.InvariantCulture, $"{session}.{code}");

    /// <summary>Whether the register has it.</summary>
    public static bool Has(string? code) => NationalBases.All.Any(basis => basis.Code == code);
}
