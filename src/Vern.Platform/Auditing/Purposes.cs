using System.Globalization;

namespace Vern.Platform.Auditing;

/// <summary>For what stated purpose somebody reads: a code of the workspace's register of lawful bases, by role unless she has stated another in this session (K-010).</summary>
public static class Purposes
{
    /// <summary>Keeps what was stated, as <c>SESSION.CODE</c>, until the browser is closed; another session's is not taken.</summary>
    public const string Cookie = "vern-purpose";

    /// <summary>The purpose of a request.</summary>
    /// <param name="control">The workspace's register, and what holds by role.</param>
    /// <param name="cookie">What the browser keeps.</param>
    /// <param name="session">The session's number; 0 where there are no accounts.</param>
    /// <param name="roles">The roles acted in.</param>
    /// <param name="read">What is read, where it is recorded.</param>
    public static string Of(WorkspaceControl control, string? cookie, int session, IReadOnlyList<string> roles, AuditAct? read = null)
    {
        ArgumentNullException.ThrowIfNull(control);
        var cut = cookie?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return cut > 0 && cookie![..cut] == session.ToString(CultureInfo.InvariantCulture) && control.Has(cookie[(cut + 1)..]) ? cookie[(cut + 1)..] : control.DefaultPurpose(roles, read);
    }

    /// <summary>What the browser is to keep.</summary>
    public static string Kept(int session, string code) => string.Create(CultureInfo.InvariantCulture, $"{session}.{code}");
}
