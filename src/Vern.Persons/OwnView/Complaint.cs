using Vern.Persons.Registration;

namespace Vern.Persons.OwnView;

/// <summary>Where a complaint is.</summary>
public enum ComplaintState
{
    /// <summary>It has come in.</summary>
    Received,
    /// <summary>Somebody looks into it.</summary>
    UnderTreatment,
    /// <summary>Answered: she was right.</summary>
    Upheld,
    /// <summary>Answered: she was right in part.</summary>
    PartlyUpheld,
    /// <summary>Answered: it was not found so.</summary>
    NotUpheld,
}

/// <summary>A complaint as who handles it sees it.</summary>
/// <param name="Number">The case number.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="Subject">person, service or leadership.</param>
/// <param name="About">The account complained of; null: nobody's.</param>
/// <param name="Handler">coordinator or supervisor.</param>
/// <param name="OnBehalf">The account that wrote it down for her; null: she did.</param>
/// <param name="At">When it came.</param>
/// <param name="State">Where it is.</param>
/// <param name="AnsweredAt">When it was answered.</param>
/// <param name="HandledByName">By whom it was last moved.</param>
/// <param name="Words">What is complained of; null once she is erased.</param>
/// <param name="Answer">What was answered; null before, and once she is erased.</param>
/// <param name="Revision">How often it was moved.</param>
public sealed record Complaint(string Number, PersonId Person, string Subject, int? About, string Handler, int? OnBehalf, DateTimeOffset At, ComplaintState State, DateTimeOffset? AnsweredAt, string? HandledByName, string? Words, string? Answer, int Revision)
{
    /// <summary>Whether it waits for an answer.</summary>
    public bool IsOpen => State is ComplaintState.Received or ComplaintState.UnderTreatment;

    /// <summary>The last day for the answer; null where the agency has set no limit (no law gives one).</summary>
    /// <param name="received">The local day it came.</param>
    /// <param name="limit">The agency's own limit in days, or null.</param>
    public static DateOnly? DueOn(DateOnly received, int? limit) => limit is { } days ? received.AddDays(days) : null;
}

/// <summary>Somebody who could handle a complaint.</summary>
/// <param name="Account">The account.</param>
/// <param name="Person">The verified person's name; two accounts of one person are one person.</param>
/// <param name="Roles">The roles that count now.</param>
public sealed record ComplaintReader(int Account, string? Person, IReadOnlyList<string> Roles);

/// <summary>Who handles a complaint: never the one complained of. Pure.</summary>
public static class RouteComplaint
{
    /// <summary>The role that handles it first.</summary>
    public const string Coordinator = "coordinator";
    /// <summary>The role that handles what is about the first.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>The role that a complaint goes to: the coordinator; the supervisor where it is about a coordinator, or the leadership, or no coordinator is left who is not complained of.</summary>
    /// <param name="subject">person, service or leadership.</param>
    /// <param name="about">The one complained of, if it is somebody.</param>
    /// <param name="onBehalf">The account that wrote it down, if she did not.</param>
    /// <param name="staff">Everybody of the agency.</param>
    public static string To(string subject, ComplaintReader? about, int? onBehalf, IReadOnlyList<ComplaintReader> staff) =>
        subject == "leadership" || about?.Roles.Contains(Coordinator) is true || !staff.Any(one => MayHandle(Coordinator, about, onBehalf, one)) ? Supervisor : Coordinator;

    /// <summary>Whether somebody may read and handle it.</summary>
    /// <param name="handler">The role that it went to.</param>
    /// <param name="about">The one complained of, if it is somebody.</param>
    /// <param name="onBehalf">The account that wrote it down; who wrote it does not judge it.</param>
    /// <param name="reader">Who wants to.</param>
    public static bool MayHandle(string handler, ComplaintReader? about, int? onBehalf, ComplaintReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return reader.Roles.Contains(handler) && !IsAbout(reader, about) && reader.Account != onBehalf;
    }

    // By who she verifiably is, not by her account alone.
    private static bool IsAbout(ComplaintReader one, ComplaintReader? about) => about is not null && (one.Account == about.Account || (one.Person is not null && one.Person == about.Person));
}
