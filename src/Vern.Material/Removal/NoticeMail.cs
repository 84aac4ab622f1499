namespace Vern.Material.Removal;

/// <summary>Where a letter is that leaves by a mail server.</summary>
public enum LetterState
{
    /// <summary>It is to be tried again.</summary>
    Waiting,
    /// <summary>It is being handed over; where that stays so, the process ended meanwhile and nobody knows whether the server took it.</summary>
    Sending,
    /// <summary>The server took it.</summary>
    Sent,
    /// <summary>The server refused it for good: a person decides.</summary>
    Refused,
}

/// <summary>A letter that leaves, or left, by a mail server.</summary>
/// <param name="Step">What it is for.</param>
/// <param name="MessageId">Its Message-ID, without brackets: the same however often it is tried.</param>
/// <param name="State">Where it is.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="At">When it was last tried.</param>
/// <param name="NextAt">When it is tried again; null: not.</param>
/// <param name="Why">What stood in the way the last time, a code of <see cref="LetterCodes.Why"/>; null: nothing.</param>
/// <param name="Code">The server's number of that; null: it said none.</param>
public sealed record NoticeMail(NoticeStep Step, string MessageId, LetterState State, int Attempts, DateTimeOffset At, DateTimeOffset? NextAt, string? Why, int? Code);

/// <summary>The codes of letters. Their words are found by them.</summary>
public static class LetterCodes
{
    /// <summary>The server refused the letter for good.</summary>
    public const string Refused = "refused";
    /// <summary>The server puts it off, or takes nothing of us.</summary>
    public const string Busy = "busy";
    /// <summary>The server's certificate is not to be trusted.</summary>
    public const string Certificate = "certificate";
    /// <summary>The server offers no encryption, or no way to sign in.</summary>
    public const string NoTls = "no-tls";
    /// <summary>The server does not take who signs in.</summary>
    public const string SignIn = "sign-in";
    /// <summary>The server took too long.</summary>
    public const string Slow = "slow";
    /// <summary>There was no connection, or it was lost.</summary>
    public const string NoConnection = "no-connection";

    /// <summary>What can stand in the way of a letter.</summary>
    public static IReadOnlyList<string> Why { get; } = [Refused, Busy, Certificate, NoTls, SignIn, Slow, NoConnection];
}
