namespace Vern.Persons.Collection;

/// <summary>What a person concerned asks for (GDPR chapter III).</summary>
public enum RequestKind
{
    /// <summary>To learn what is kept about her and who has read it (art. 15).</summary>
    Access,
    /// <summary>To have it put right (art. 16).</summary>
    Rectification,
    /// <summary>To have it erased (art. 17).</summary>
    Erasure,
    /// <summary>To have it set aside for the time being (art. 18).</summary>
    Restriction,
}

/// <summary>How far a request has come.</summary>
public enum RequestState
{
    /// <summary>To be answered.</summary>
    Open,
    /// <summary>Done as asked.</summary>
    Granted,
    /// <summary>Done in part; the reason says what not.</summary>
    Partly,
    /// <summary>Not done; the reason says why.</summary>
    Refused,
}

/// <summary>A request by a person concerned. The unit knows no identity: it comes through a body, by the body's own reference.</summary>
/// <param name="Id">Its number in the register.</param>
/// <param name="Kind">What is asked for.</param>
/// <param name="Body">The body through which it came.</param>
/// <param name="Reference">The body's own reference.</param>
/// <param name="Subject">The row that it is about, where the body has named one.</param>
/// <param name="ArrivedOn">When it arrived; the clock runs from here.</param>
/// <param name="ProlongedOn">When the time was prolonged by two months; null when it was not.</param>
/// <param name="ProlongReason">Why.</param>
/// <param name="State">How far it has come.</param>
/// <param name="DecidedAt">When it was decided.</param>
/// <param name="DecidedBy">By whom.</param>
/// <param name="Reason">The reason of the decision, as the person concerned is to read it.</param>
public sealed record PersonRequest(long Id, RequestKind Kind, BodyId Body, string Reference, RequestSubject? Subject, DateOnly ArrivedOn, DateOnly? ProlongedOn, string? ProlongReason,
    RequestState State, DateTimeOffset? DecidedAt, string? DecidedBy, string? Reason)
{
    /// <summary>The months to answer in (GDPR art. 12(3)).</summary>
    public const int Months = 1;
    /// <summary>The months by which that can be prolonged, once, with a reason that the person is told within the first month.</summary>
    public const int MoreMonths = 2;

    /// <summary>The last day of the first month: the day with the same number, or the month's last. Where that is a holiday the law gives the next working day; Vern keeps the earlier day.</summary>
    public DateOnly FirstDueOn => ArrivedOn.AddMonths(Months);
    /// <summary>The last day to answer.</summary>
    public DateOnly DueOn => ProlongedOn is null ? FirstDueOn : ArrivedOn.AddMonths(Months + MoreMonths);
    /// <summary>Whether it should have been answered before this day.</summary>
    public bool IsOverdue(DateOnly today) => State is RequestState.Open && today > DueOn;
    /// <summary>Whether its time can be prolonged on this day: once, and before the first month is over.</summary>
    public bool CanBeProlonged(DateOnly today) => State is RequestState.Open && ProlongedOn is null && today <= FirstDueOn;
}

/// <summary>A row of a submission: the only way in which the unit can tell what a person is about.</summary>
/// <param name="Year">The round.</param>
/// <param name="Version">The version of the body's submission in force when the body named it.</param>
/// <param name="Row">Its number in that submission.</param>
public sealed record RequestSubject(int Year, int Version, int Row);

/// <summary>That row-level content was erased.</summary>
/// <param name="At">When.</param>
/// <param name="ErasedBy">By whom.</param>
/// <param name="Year">The round.</param>
/// <param name="Body">The row's body; null for a whole round.</param>
/// <param name="Version">The version of its submission.</param>
/// <param name="Row">The row's number.</param>
/// <param name="Rows">How many rows went, those of earlier versions among them.</param>
public sealed record ErasureRecord(DateTimeOffset At, string ErasedBy, int Year, BodyId? Body, int? Version, int? Row, int Rows);

/// <summary>What was asked cannot be done with a request; the code says why and finds the words.</summary>
/// <param name="code">unknown-row, past, decided, reason, reference, date, body or round.</param>
public sealed class RequestException(string code) : Exception($"The request cannot be taken: {code}.")
{
    /// <summary>Finds the words.</summary>
    public string Code { get; } = code;
}
