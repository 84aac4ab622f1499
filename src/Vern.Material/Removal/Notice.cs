namespace Vern.Material.Removal;

/// <summary>Where a notice to a host is.</summary>
public enum NoticeState
{
    /// <summary>Somebody proposes it; another verified person is to confirm (rule 4).</summary>
    Proposed,
    /// <summary>Two persons have confirmed; it has not left.</summary>
    Confirmed,
    /// <summary>It has left; the host is asked to remove.</summary>
    Sent,
    /// <summary>Somebody found it gone; it is looked at again.</summary>
    Gone,
    /// <summary>Followed no further, with a reason.</summary>
    Closed,
    /// <summary>It was wrong, and the host is told so.</summary>
    Withdrawn,
}

/// <summary>What comes next of a notice, by its clock.</summary>
public enum NoticeStep
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>The notice itself.</summary>
    Send,
    /// <summary>A reminder.</summary>
    Remind,
    /// <summary>The notice again.</summary>
    Repeat,
    /// <summary>The hotline or authority of the host's country is told.</summary>
    Escalate,
    /// <summary>Somebody looks whether it is still gone.</summary>
    Check,
    /// <summary>The host is told that the notice was wrong.</summary>
    Withdraw,
}

/// <summary>What happened to a notice.</summary>
public enum NoticeEvent
{
    /// <summary>Proposed.</summary>
    Proposed,
    /// <summary>Confirmed by a second person.</summary>
    Confirmed,
    /// <summary>It would have left and is held for the police (J-007).</summary>
    Held,
    /// <summary>Sent.</summary>
    Sent,
    /// <summary>The host was reminded.</summary>
    Reminded,
    /// <summary>Sent again.</summary>
    Repeated,
    /// <summary>The hotline or authority was told.</summary>
    Escalated,
    /// <summary>Somebody found it still there.</summary>
    StillThere,
    /// <summary>Somebody found it gone.</summary>
    Gone,
    /// <summary>It is there again (J-006).</summary>
    Reappeared,
    /// <summary>Closed.</summary>
    Closed,
    /// <summary>Withdrawn as wrong.</summary>
    Withdrawn,
    /// <summary>The host was told that it was withdrawn.</summary>
    WithdrawalSent,
    /// <summary>The mail server refused a letter for good.</summary>
    LetterRefused,
    /// <summary>A person had a letter tried again that the mail server refused.</summary>
    LetterAgain,
}

/// <summary>A notice as proposed.</summary>
/// <param name="Address">The address; it is never opened by Vern.</param>
/// <param name="Basis">The legal basis, a code of <see cref="NoticeCodes.Bases"/> (J-008).</param>
/// <param name="Class">The class, a code of <see cref="NoticeCodes.Classes"/>.</param>
/// <param name="Media">The kind of media, a code of <see cref="NoticeCodes.Media"/>.</param>
/// <param name="Method">How it was found, a code of <see cref="NoticeCodes.Methods"/>.</param>
/// <param name="Contact">Where notices to the host go, its country and language.</param>
public sealed record NewNotice(Uri Address, string Basis, string Class, string Media, string Method, HostContact Contact)
{
    /// <summary>The report it comes from; null: none.</summary>
    public long? Report { get; init; }
    /// <summary>The request of a victim or guardian that it comes from; null: none.</summary>
    public string? Request { get; init; }
    /// <summary>Digests of the material, by kind: <c>md5</c>, <c>sha1</c>, <c>sha256</c>.</summary>
    public IReadOnlyDictionary<string, string> Digests { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>A moment of a notice.</summary>
/// <param name="At">When.</param>
/// <param name="What">What.</param>
public sealed record NoticeMoment(DateTimeOffset At, NoticeEvent What);

/// <summary>A notice as who works on it sees it.</summary>
public sealed record Notice
{
    /// <summary>32 random hexadecimal digits.</summary>
    public required string Id { get; init; }
    /// <summary>The address; null once its key is erased.</summary>
    public required Uri? Address { get; init; }
    /// <summary>Where notices to the host go; null once the key is erased.</summary>
    public required string? Mail { get; init; }
    /// <summary>The host's name.</summary>
    public required string Host { get; init; }
    /// <summary>The host's country, ISO 3166-1 alpha-2.</summary>
    public required string? Country { get; init; }
    /// <summary>The language that the host is written to in.</summary>
    public required string Language { get; init; }
    /// <summary>As <see cref="NewNotice.Basis"/>.</summary>
    public required string Basis { get; init; }
    /// <summary>As <see cref="NewNotice.Class"/>.</summary>
    public required string Class { get; init; }
    /// <summary>As <see cref="NewNotice.Media"/>.</summary>
    public required string Media { get; init; }
    /// <summary>As <see cref="NewNotice.Method"/>.</summary>
    public required string Method { get; init; }
    /// <summary>Digests by kind.</summary>
    public required IReadOnlyDictionary<string, string> Digests { get; init; }
    /// <summary>The report it comes from.</summary>
    public long? Report { get; init; }
    /// <summary>The request it comes from.</summary>
    public string? Request { get; init; }
    /// <summary>Where it is.</summary>
    public NoticeState State { get; init; }
    /// <summary>How often it began: 1, and one more each time the material was there again.</summary>
    public int Round { get; init; }
    /// <summary>What comes next.</summary>
    public NoticeStep Step { get; init; }
    /// <summary>When it is to come.</summary>
    public DateTimeOffset? StepAt { get; init; }
    /// <summary>When it was proposed.</summary>
    public DateTimeOffset MadeAt { get; init; }
    /// <summary>When it first left in this round.</summary>
    public DateTimeOffset? SentAt { get; init; }
    /// <summary>When it was first found gone in this round.</summary>
    public DateTimeOffset? GoneAt { get; init; }
    /// <summary>Until when it is held for the police; null: it is not.</summary>
    public DateOnly? HeldUntil { get; init; }
    /// <summary>What happened, in order; empty in a list.</summary>
    public IReadOnlyList<NoticeMoment> Moments { get; init; } = [];
    /// <summary>The letters that leave, or left, by a mail server, in order; empty in a list.</summary>
    public IReadOnlyList<NoticeMail> Mails { get; init; } = [];

    /// <summary>The Message-ID of a step's letter, without brackets: the same however often and by which way it is sent, so that a doubled one is known.</summary>
    /// <param name="step">What the letter is for.</param>
    /// <param name="domain">The centre's domain; a letter that was tried keeps the one that it had.</param>
    public string MessageId(NoticeStep step, string domain)
    {
        var name = $"{Id}.{Round}.{step.ToString().ToLowerInvariant()}.{Moments.Count(one => one.What == Left(step)) + 1}@";
        return Mails.FirstOrDefault(one => one.MessageId.StartsWith(name, StringComparison.Ordinal))?.MessageId ?? name + domain;
    }

    /// <summary>What it is called that a step's letter has left.</summary>
    internal static NoticeEvent Left(NoticeStep step) => step switch { NoticeStep.Send => NoticeEvent.Sent, NoticeStep.Remind => NoticeEvent.Reminded, NoticeStep.Repeat => NoticeEvent.Repeated, NoticeStep.Escalate => NoticeEvent.Escalated, _ => NoticeEvent.WithdrawalSent };

    /// <summary>What both who propose and confirm must have seen.</summary>
    public string Seen() => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(
        string.Join('\n', [Id, $"{Round}", Address?.AbsoluteUri ?? "", Mail ?? "", Host, Country ?? "", Language, Basis, Class, Media, Method, .. Digests.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {one.Value}")]))));
}

/// <summary>The codes of notices. Their words are found by them.</summary>
public static class NoticeCodes
{
    /// <summary>What a notice rests on: a notice under article 16, or an order under article 9, of the Digital Services Act; a national law on removal; the host's own terms; a request of who is shown.</summary>
    public static IReadOnlyList<string> Bases { get; } = ["dsa-16", "dsa-9", "national", "terms", "shown"];
    /// <summary>Baseline, or the four classes that providers use.</summary>
    public static IReadOnlyList<string> Classes { get; } = ["baseline", "a1", "a2", "b1", "b2"];
    /// <summary>Kinds of media.</summary>
    public static IReadOnlyList<string> Media { get; } = ["image", "video", "audio", "text", "mixed"];
    /// <summary>How it was found.</summary>
    public static IReadOnlyList<string> Methods { get; } = ["hash-match", "manual-review", "user-report"];
    /// <summary>Why a notice is closed.</summary>
    public static IReadOnlyList<string> Ends { get; } = ["stays-gone", "other-body", "host-gone", "no-answer", "not-sent"];
}
