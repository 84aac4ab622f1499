using System.Security.Cryptography;
using System.Text;
using Vern.Persons.Registration.Fields;

namespace Vern.Persons.Referral;

/// <summary>How a body without Vern gets in: the letter says where, the passphrase is told another way.</summary>
/// <param name="Referral">The referral.</param>
/// <param name="Body">The body, by its id in the directory.</param>
/// <param name="Code">The last part of the page's address.</param>
/// <param name="Passphrase">The passphrase.</param>
/// <param name="DueAt">When an answer is due.</param>
/// <param name="ExpiresAt">When it is over without one.</param>
/// <param name="OpenedAt">When it was opened first; null: not yet.</param>
/// <param name="Wrong">How often a wrong passphrase was tried; after <see cref="ReplyCode.MostWrong"/> it does not open any more.</param>
public sealed record ReplyLetter(string Referral, string Body, string Code, string Passphrase, DateTimeOffset DueAt, DateTimeOffset ExpiresAt, DateTimeOffset? OpenedAt, int Wrong);

/// <summary>Why a page does not open.</summary>
public enum ReplyFault
{
    /// <summary>There is no such page, or the passphrase is another: nobody is told which.</summary>
    Wrong,
    /// <summary>It is closed: called back, answered with no, or its time is over.</summary>
    Closed,
    /// <summary>A wrong passphrase was tried too often; the sender makes a new one.</summary>
    TooMany,
    /// <summary>Too many are trying at once.</summary>
    Busy,
    /// <summary>The referral has gone on meanwhile; the answer has no place any more.</summary>
    NotNow,
}

/// <summary>What the body reads.</summary>
/// <param name="Head">The referral, as lists know it.</param>
/// <param name="Body">The body's name.</param>
/// <param name="Content">What was sent and may still be shared today.</param>
/// <param name="History">Its steps, earliest first.</param>
public sealed record ReplyView(ReferralHead Head, string Body, ReferralContent Content, IReadOnlyList<ReferralHistory> History);

/// <summary>What came of a try to open a page, or to answer on it.</summary>
/// <param name="View">What is there; null where it does not open.</param>
/// <param name="Fault">Why not; null where it opened and the answer was taken.</param>
public sealed record ReplyOpening(ReplyView? View, ReplyFault? Fault)
{
    /// <summary>Whether an answer was taken, though the page may be closed by it.</summary>
    public bool Taken { get; init; }
}

/// <summary>Codes and passphrases of reply pages.</summary>
public static class ReplyCode
{
    /// <summary>After so many wrong passphrases a page does not open any more.</summary>
    public const int MostWrong = 10;

    private const string Alphabet = "23456789abcdefghjkmnpqrstuvwxyz"; // typed from a letter: without 0 o, 1 i l

    /// <summary>A new code of 99 random bits.</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, 20);

    /// <summary>What tells a code: half a SHA-256 of it, in hexadecimal. It leads to the page and not back to the code.</summary>
    public static string MarkOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"vern reply 1\n{code}")).AsSpan(0, 16));

    /// <summary>A passphrase as typed: capital letters, blanks and missing hyphens don't count. Longer than any is cut.</summary>
    public static string Typed(string passphrase)
    {
        ArgumentNullException.ThrowIfNull(passphrase);
        var letters = passphrase.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant).Take(40).ToArray();
        return string.Join('-', letters.Chunk(5).Select(group => new string(group)));
    }

    /// <summary>Whether a step is one that a body takes on its page.</summary>
    public static bool IsTheirs(ReferralStep step) => step is ReferralStep.Ask or ReferralStep.Accept or ReferralStep.Decline or ReferralStep.HandBack;

    /// <summary>What is sent without what may not be shared any more.</summary>
    internal static ReferralContent Only(ReferralContent content, Func<Field, bool> may) => content with { Facts = [.. content.Facts.Where(fact => FieldCatalogue.Own.Find(fact.Field) is { } field && may(field))] };
}
