namespace Vern.Material.Removal;

/// <summary>Decides what comes after a step of a notice, and when. Pure.</summary>
public static class RemovalClock
{
    /// <summary>After a letter has left.</summary>
    /// <param name="done">What was done.</param>
    /// <param name="at">When.</param>
    /// <param name="settings">The centre's times.</param>
    public static (NoticeStep Step, DateTimeOffset? At) After(NoticeStep done, DateTimeOffset at, RemovalSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return done switch
        {
            NoticeStep.Send => (NoticeStep.Remind, at.AddHours(settings.RemindHours)),
            NoticeStep.Remind => (NoticeStep.Repeat, at.AddHours(settings.RepeatHours)),
            NoticeStep.Repeat => (NoticeStep.Escalate, at.AddHours(settings.EscalateHours)),
            // It is not given up by itself: again by the same rhythm, until a person closes it.
            NoticeStep.Escalate => (NoticeStep.Repeat, at.AddHours(settings.RepeatHours)),
            _ => (NoticeStep.None, null),
        };
    }

    /// <summary>When somebody looks next, after it was found gone; none once the last day is over.</summary>
    /// <param name="gone">When it was first found gone.</param>
    /// <param name="now">Now.</param>
    /// <param name="settings">The centre's days.</param>
    public static (NoticeStep Step, DateTimeOffset? At) Look(DateTimeOffset gone, DateTimeOffset now, RemovalSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        foreach (var day in settings.CheckDays)
            if (gone.AddDays(day) > now) return (NoticeStep.Check, gone.AddDays(day));
        return (NoticeStep.None, null);
    }
}
