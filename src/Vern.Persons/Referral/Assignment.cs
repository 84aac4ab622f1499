using Vern.Persons.Registration;

namespace Vern.Persons.Referral;

/// <summary>What a colleague of the same agency is asked to take on. Nothing leaves the agency: this is no referral.</summary>
public enum AssignmentKind
{
    /// <summary>A part: something to be done by a day. Who asks stays responsible.</summary>
    Part,
    /// <summary>The whole: to become responsible.</summary>
    Responsible,
}

/// <summary>Where an assignment is.</summary>
public enum AssignmentState
{
    /// <summary>Waits for an answer.</summary>
    Asked,
    /// <summary>Taken on.</summary>
    Accepted,
    /// <summary>Not taken on.</summary>
    Declined,
    /// <summary>Whoever asked took it back.</summary>
    TakenBack,
    /// <summary>Nobody answered in time.</summary>
    Expired,
}

/// <summary>An assignment.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Person">The person.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="State">Where it is.</param>
/// <param name="By">The account that asks.</param>
/// <param name="ByName">Who asks.</param>
/// <param name="To">The account that is asked.</param>
/// <param name="What">What is to be done, in words.</param>
/// <param name="DoBy">By when a part is to be done; null for the whole.</param>
/// <param name="AskedAt">When it was asked.</param>
/// <param name="DueAt">Until when an answer is waited for.</param>
/// <param name="Reason">Why it was declined; null where it was not.</param>
public sealed record Assignment(string Id, PersonId Person, AssignmentKind Kind, AssignmentState State, int By, string ByName, int To, string What, DateOnly? DoBy, DateTimeOffset AskedAt, DateTimeOffset DueAt, string? Reason);

/// <summary>An assignment that is to be asked for.</summary>
/// <param name="Origin">32 random hexadecimal digits of the form; its id.</param>
/// <param name="Person">The person.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="To">The account that is asked.</param>
/// <param name="What">What is to be done, in words.</param>
/// <param name="DoBy">By when a part is to be done; null for the whole.</param>
/// <param name="DueInHours">How long an answer is waited for.</param>
public sealed record NewAssignment(string Origin, PersonId Person, AssignmentKind Kind, int To, string What, DateOnly? DoBy, int DueInHours);
