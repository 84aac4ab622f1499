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
public sealed record MeetingCase(PersonId Person, IReadOnlyList<MeetingShare> Shares, string? Minutes = null, string? MinutesBy = null, int Revision = 0)
{
    /// <summary>Who is responsible for her.</summary>
    public int Owner { get; init; }
}

/// <summary>A meeting with other bodies about shared cases: this agency's own record of it; the bodies may be invited, and agenda and minutes are sent to nobody.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="On">The day.</param>
/// <param name="Purpose">What for: by it is decided who may be told what.</param>
/// <param name="Place">Where.</param>
/// <param name="ByName">Who called it.</param>
/// <param name="Bodies">Who is there besides us.</param>
public sealed record Meeting(string Id, DateOnly On, string Purpose, string Place, string ByName, IReadOnlyList<MeetingBody> Bodies)
{
    /// <summary>The hour, as the clocks at the place show it; null: not known.</summary>
    public TimeOnly? At { get; init; }
    /// <summary>Whether it does not take place.</summary>
    public bool CalledOff { get; init; }
    /// <summary>How often it was moved.</summary>
    public int Revision { get; init; }
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
public sealed record NewMeeting(string Origin, DateOnly On, string Purpose, string Place, IReadOnlyList<MeetingBody> Bodies, IReadOnlyList<PersonId> People)
{
    /// <summary>The hour; null: not known.</summary>
    public TimeOnly? At { get; init; }
}

/// <summary>When and where a meeting is to be instead.</summary>
/// <param name="On">The day.</param>
/// <param name="At">The hour; null: not known.</param>
/// <param name="Place">Where.</param>
/// <param name="Revision">How often it had been moved when this was asked for.</param>
public sealed record MovedMeeting(DateOnly On, TimeOnly? At, string Place, int Revision);

/// <summary>Meetings from today on that stand on somebody's day, the next first.</summary>
/// <param name="Own">Those of the coming week that she called, or with one of her own people on the agenda.</param>
/// <param name="Invited">Those of others: waiting for an answer, agreed to within the week, or agreed to and then called off.</param>
public sealed record MeetingsAhead(IReadOnlyList<Meeting> Own, IReadOnlyList<MeetingInvitation> Invited);
