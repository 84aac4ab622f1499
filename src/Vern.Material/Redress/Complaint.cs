namespace Vern.Material.Redress;

/// <summary>Where the matter of complaints is.</summary>
public enum MatterState
{
    /// <summary>It has come in.</summary>
    Received,
    /// <summary>A reviewer looks into it.</summary>
    UnderReview,
    /// <summary>Decided: we were wrong.</summary>
    Upheld,
    /// <summary>Decided: we were not.</summary>
    Rejected,
    /// <summary>All who complained took it back.</summary>
    Withdrawn,
}

/// <summary>Where a request for removal is.</summary>
public enum RequestState
{
    /// <summary>It has come in.</summary>
    Received,
    /// <summary>Somebody works on it.</summary>
    Active,
    /// <summary>Everything was done that could be.</summary>
    Closed,
    /// <summary>Taken back.</summary>
    Withdrawn,
    /// <summary>What it said is erased.</summary>
    Deleted,
}

/// <summary>A complaint as it is filed.</summary>
/// <param name="Origin">Random, by the form: one that is sent twice is taken once.</param>
/// <param name="Kind">A code of <see cref="RedressCodes.Kinds"/>.</param>
/// <param name="Subject">What it is about in a line: an address, a reference, a digest.</param>
/// <param name="Words">What happened; null: nothing said.</param>
/// <param name="Language">In which language she is answered.</param>
public sealed record NewComplaint(string Origin, string Kind, string Subject, string? Words, string Language);

/// <summary>A request of who is shown, or of who answers for her.</summary>
/// <param name="Origin">As <see cref="NewComplaint.Origin"/>.</param>
/// <param name="Mandate">A code of <see cref="RedressCodes.Mandates"/>.</param>
/// <param name="Addresses">Where it lies.</param>
/// <param name="Words">What else is to be known; null: nothing said.</param>
/// <param name="Language">In which language she is answered.</param>
public sealed record NewRequest(string Origin, string Mandate, IReadOnlyList<Uri> Addresses, string? Words, string Language);

/// <summary>What is given to who files: once, and kept nowhere in clear.</summary>
/// <param name="Number">The case number.</param>
/// <param name="Secret">With the number it opens the case; null where the form had been sent before.</param>
public sealed record CaseTicket(string Number, string? Secret);

/// <summary>A case as who filed it sees it.</summary>
/// <param name="Number">The case number.</param>
/// <param name="IsRequest">Whether it is a request for removal.</param>
/// <param name="State">A code: of <see cref="MatterState"/> or <see cref="RequestState"/>, or <c>TakenBack</c>.</param>
/// <param name="MadeAt">When it came.</param>
/// <param name="DueAt">By when it is answered.</param>
/// <param name="Answer">The reasons; null before, or once erased.</param>
/// <param name="Places">Of a request, how many places are gone, asked to be removed, and in all.</param>
public sealed record OwnCase(string Number, bool IsRequest, string State, DateTimeOffset MadeAt, DateTimeOffset DueAt, string? Answer, (int Gone, int Asked, int All)? Places);

/// <summary>What complaints about one thing come to: one decision, however many complain.</summary>
public sealed record Matter
{
    /// <summary>32 random hexadecimal digits.</summary>
    public required string Id { get; init; }
    /// <summary>A code of <see cref="RedressCodes.Kinds"/>.</summary>
    public required string Kind { get; init; }
    /// <summary>Where it is.</summary>
    public MatterState State { get; init; }
    /// <summary>What it is about, as found here: <c>notice/ID</c>, <c>indicator/ID</c>, <c>report/N</c>; null: not found.</summary>
    public string? About { get; init; }
    /// <summary>What was typed; null in a list.</summary>
    public string? Subject { get; init; }
    /// <summary>How many complain.</summary>
    public int Count { get; init; }
    /// <summary>When the first came.</summary>
    public DateTimeOffset MadeAt { get; init; }
    /// <summary>By when it is decided.</summary>
    public DateTimeOffset DueAt { get; init; }
    /// <summary>When it was decided.</summary>
    public DateTimeOffset? DecidedAt { get; init; }
    /// <summary>The reasons; null before.</summary>
    public string? Reasons { get; init; }
    /// <summary>What those who complain say, the first fifty.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
    /// <summary>The verified person who reviews it.</summary>
    public int? Reviewer { get; init; }
}

/// <summary>A request as who works on it sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">The case number.</param>
/// <param name="Mandate">Who asks.</param>
/// <param name="State">Where it is.</param>
/// <param name="MadeAt">When it came.</param>
/// <param name="DueAt">By when it is answered.</param>
/// <param name="Addresses">Where it lies; empty in a list and once erased.</param>
/// <param name="Words">What else is to be known.</param>
/// <param name="Answer">What she was told last.</param>
public sealed record RemovalRequest(string Id, string Number, string Mandate, RequestState State, DateTimeOffset MadeAt, DateTimeOffset DueAt, IReadOnlyList<Uri> Addresses, string? Words, string? Answer);

/// <summary>How often we were wrong, of what was decided.</summary>
/// <param name="Received">Complaints that came.</param>
/// <param name="Matters">Things they are about.</param>
/// <param name="Decided">Things decided.</param>
/// <param name="Upheld">Things where we were wrong.</param>
/// <param name="Late">Decided or open after their day.</param>
public sealed record ErrorRate(int Received, int Matters, int Decided, int Upheld, int Late);

/// <summary>The codes of redress.</summary>
public static class RedressCodes
{
    /// <summary>What is complained of: something removed, an account closed or reported, an entry on the list, how somebody was treated, something else.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["removed", "account", "listed", "handling", "other"];
    /// <summary>Who asks for removal: who is shown herself, a parent, a guardian, counsel.</summary>
    public static IReadOnlyList<string> Mandates { get; } = ["self", "parent", "guardian", "counsel"];
    /// <summary>Days until a complaint is decided.</summary>
    public const int DecideDays = 14;
    /// <summary>Days until a request is answered first.</summary>
    public const int AnswerDays = 3;
    /// <summary>The longest words.</summary>
    public const int LongestWords = 4000;
    /// <summary>The longest line on what it is about.</summary>
    public const int LongestSubject = 500;
    /// <summary>The most addresses of a request.</summary>
    public const int MostAddresses = 50;
    /// <summary>The words of so many complaints about one thing are kept; of those after that, that they came.</summary>
    public const int MostKept = 200;
}
