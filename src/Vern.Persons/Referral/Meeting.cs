using Vern.Persons.Registration;

namespace Vern.Persons.Referral;

/// <summary>A body at a meeting.</summary>
/// <param name="Body">The body, by its id in the directory.</param>
/// <param name="Who">Who comes for it; empty: not known.</param>
public sealed record MeetingBody(string Body, string Who)
{
    /// <summary>Whether it was invited by a sealed message.</summary>
    public bool Invited { get; init; }
    /// <summary>What it answered: <c>comes</c>, <c>declines</c>; null: nothing.</summary>
    public string? Answer { get; init; }
}

/// <summary>What may be told of a person to a body at a meeting.</summary>
/// <param name="Body">The body.</param>
/// <param name="Sections">Kinds of facts that <see cref="MayShare"/> lets through today; none: nothing may be told.</param>
/// <param name="KnowsHer">Whether a referral between us and the body about her was accepted.</param>
public sealed record MeetingShare(string Body, IReadOnlyList<string> Sections, bool KnowsHer);

/// <summary>A person on the agenda, or one who could be.</summary>
/// <param name="Person">The person.</param>
/// <param name="Shares">What may be told to each body.</param>
/// <param name="Minutes">What was said of her; null: nothing noted.</param>
/// <param name="MinutesBy">Who noted it last.</param>
/// <param name="Revision">How often it was noted.</param>
public sealed record MeetingCase(PersonId Person, IReadOnlyList<MeetingShare> Shares, string? Minutes = null, string? MinutesBy = null, int Revision = 0);

/// <summary>A meeting with other bodies about shared cases: this agency's own record of it; the bodies may be invited, and agenda and minutes are sent to nobody.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="On">The day.</param>
/// <param name="Purpose">What for: by it is decided who may be told what.</param>
/// <param name="Place">Where.</param>
/// <param name="ByName">Who called it.</param>
/// <param name="Bodies">Who is there besides us.</param>
public sealed record Meeting(string Id, DateOnly On, string Purpose, string Place, string ByName, IReadOnlyList<MeetingBody> Bodies)
{
    /// <summary>Whether it does not take place.</summary>
    public bool CalledOff { get; init; }
}

/// <summary>A meeting as somebody may see it.</summary>
/// <param name="Head">The meeting.</param>
/// <param name="Cases">The persons on its agenda within her reach.</param>
/// <param name="Others">How many more are on it.</param>
/// <param name="Possible">Persons within her reach who could be put on it.</param>
public sealed record MeetingView(Meeting Head, IReadOnlyList<MeetingCase> Cases, int Others, IReadOnlyList<MeetingCase> Possible);

/// <summary>A meeting that is to be kept.</summary>
/// <param name="Origin">32 random hexadecimal digits of the form; its id.</param>
/// <param name="On">The day.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Place">Where.</param>
/// <param name="Bodies">Who is there besides us.</param>
/// <param name="People">Who is on the agenda.</param>
public sealed record NewMeeting(string Origin, DateOnly On, string Purpose, string Place, IReadOnlyList<MeetingBody> Bodies, IReadOnlyList<PersonId> People);
