namespace Vern.Persons.Rights;

/// <summary>Computes every deadline that follows from a situation. The same input gives the same list; a rule whose condition is not known yet still gives its
/// dates, since a warning too many costs a look and one too few costs a right.</summary>
public static class ComputeDeadlines
{
    /// <summary>The deadlines, by last day, those without one at the end.</summary>
    /// <param name="situation">What is known.</param>
    /// <param name="book">The country's rules.</param>
    /// <param name="today">The local day.</param>
    public static IReadOnlyList<Deadline> Run(Situation situation, RuleBook book, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(situation);
        ArgumentNullException.ThrowIfNull(book);
        return [.. book.InForce(today).Concat(book.Pending)
            .SelectMany(rule => rule.Periods.SelectMany(period => Of(rule, period, situation, book, today)))
            .OrderBy(deadline => deadline.On ?? DateOnly.MaxValue).ThenBy(deadline => deadline.Rule.Name, StringComparer.Ordinal).ThenBy(deadline => deadline.Period.Id, StringComparer.Ordinal).ThenBy(deadline => deadline.Instance)];
    }

    private static IEnumerable<Deadline> Of(Rule rule, RulePeriod period, Situation situation, RuleBook book, DateOnly today)
    {
        var due = book.Find(period.When ?? rule.When, situation, today).Value;
        if (due == Truth.No) return [];
        var anchors = Anchors.Of(period.From, situation, today);
        // Nothing known of a thing is no reason to show a line for it, unless the rule clearly holds.
        if (due == Truth.NotKnown && anchors.All(anchor => anchor.Start is null)) return [];
        var met = period.MetWhen is not null && book.Find(period.MetWhen, situation, today).Value == Truth.Yes;
        return anchors.Select(anchor => One(rule, period, anchor, met, situation, book, today) with { Doubtful = due == Truth.NotKnown });
    }

    private static Deadline One(Rule rule, RulePeriod period, Anchor anchor, bool met, Situation situation, RuleBook book, DateOnly today)
    {
        if (anchor.Start is not { } from) return Made(rule, period, anchor, null, null, met, null, null, book, today);
        switch (period.Kind)
        {
            case PeriodKind.Sum: return Sum(rule, period, anchor, situation, book, today);
            case PeriodKind.Rolling: return Rolling(rule, period, anchor, situation, book, today);
            case PeriodKind.Retention:
                var trace = situation.Traces.First(one => one.Number == anchor.Instance);
                var lost = trace.RetentionDays is { } days ? CountDays.Days(from, days) : CountDays.End(from, period);
                // Asked for before the log is lost: the day before is the last one.
                return Made(rule, period, anchor, CountDays.Days(lost, -1), lost, met || anchor.Closed, null, null, book, today);
            case PeriodKind.Setting:
                var limit = book.Limits.First(one => one.Id == period.Id).Days;
                var end = limit is { } set ? CountDays.Days(from, set) : (DateOnly?)null;
                return Made(rule, period, anchor, end, end, met || anchor.Closed, null, CountDays.Between(from, today), book, today);
            case PeriodKind.Stated:
                var latest = period.HasLength ? CountDays.End(from, period) : anchor.Stated;
                return Made(rule, period, anchor, anchor.Stated ?? latest ?? ParentsEnd(period, situation, book, today), latest, met || anchor.Closed, null, null, book, today);
            default:
                var last = CountDays.End(from, period);
                return Made(rule, period, anchor, anchor.Stated ?? last, last, met || anchor.Closed, null, period.Days > 0 && from <= today ? CountDays.Between(from, today) : null, book, today);
        }
    }

    // A child's permit ends with the parent's; where the decision does not say when, the parent's own rule does.
    private static DateOnly? ParentsEnd(RulePeriod period, Situation situation, RuleBook book, DateOnly today)
    {
        if (period.From != "parent's permit" || situation.ParentPermit is not { } permit) return null;
        var anchor = Facts.Code(permit.Kind) + " permit";
        return book.InForce(today).SelectMany(rule => rule.Periods).FirstOrDefault(own => own.From == anchor && own.Id == "end") is { HasLength: true } of ? CountDays.End(permit.From, of) : null;
    }

    private static Deadline Sum(Rule rule, RulePeriod period, Anchor anchor, Situation situation, RuleBook book, DateOnly today)
    {
        var stays = CountDays.Merge(situation.Placements, today);
        if (stays.Count == 0) return Made(rule, period, anchor, null, null, false, null, 0, book, today);
        var (end, used) = CountDays.Sum(stays, period, today);
        var over = stays.Any(stay => stay.To > end && stay.From <= today && today > end);
        var goesOn = situation.Placements.Any(stay => stay.Holds(today));
        return Made(rule, period, anchor, end, end, !goesOn, over ? DeadlineState.Overdue : null, used, book, today);
    }

    private static Deadline Rolling(Rule rule, RulePeriod period, Anchor anchor, Situation situation, RuleBook book, DateOnly today)
    {
        bool Then(DateOnly day) => situation.SchengenStays.Any(stay => stay.Holds(day));
        bool IfStaying(DateOnly day) => day > today || Then(day);
        var count = CountDays.InWindow(Then, today, period);
        if (count > period.Days)
        {
            // The last day that was within the limit.
            var last = today;
            while (last > DateOnly.MinValue && CountDays.InWindow(Then, last, period) > period.Days) last = last.AddDays(-1);
            return Made(rule, period, anchor, last, last, false, DeadlineState.Overdue, count, book, today);
        }
        if (!Then(today)) return Made(rule, period, anchor, null, null, true, null, count, book, today);
        DateOnly end = today;
        DateOnly? warn = count >= period.WarnAtDay ? today : null;
        // Within a window of W days more than W days can't be counted: the search ends.
        for (var day = CountDays.Days(today, 1); day < DateOnly.MaxValue && Between(today, day) <= period.Days + 1; day = day.AddDays(1))
        {
            var then = CountDays.InWindow(IfStaying, day, period);
            if (then > period.Days) break;
            if (then >= period.WarnAtDay) warn ??= day;
            end = day;
        }
        var made = Made(rule, period, anchor, end, end, false, null, count, book, today);
        if (warn is null || warn > end) return made;
        return made with { Warnings = [new Warning(warn.Value, Between(warn.Value, end))], State = warn <= today ? DeadlineState.Warn : made.State };
    }

    private static int Between(DateOnly from, DateOnly to) => CountDays.Between(from, to);

    private static Deadline Made(Rule rule, RulePeriod period, Anchor anchor, DateOnly? on, DateOnly? latest, bool met, DeadlineState? state, int? count, RuleBook book, DateOnly today)
    {
        var moved = false;
        if (on is { } day && period.MovesToWorkingDay && book.Days.OnOrAfter(day) is var open && open != day)
        {
            on = open;
            latest = latest == day ? open : latest;
            moved = true;
        }
        IReadOnlyList<Warning> warnings = on is { } last
            ? [.. period.WarnBefore.Select(before => new Warning(CountDays.Days(last, -before), before)).Where(warning => anchor.Start is null || warning.On >= anchor.Start || period.Kind == PeriodKind.Stated)]
            : [];
        // A birthday by which nothing is to be done has come by itself: on the next day it is no deadline that was missed.
        met = met || (period.From == "birth" && period.MetWhen is null && on < today);
        return new Deadline(rule, period, anchor.Instance, anchor.Start, on, latest, warnings, state ?? State(on, warnings, met, today), count, moved);
    }

    private static DeadlineState State(DateOnly? on, IReadOnlyList<Warning> warnings, bool met, DateOnly today) =>
        met ? DeadlineState.Met
        : on is not { } last ? DeadlineState.Unknown
        : today > last ? DeadlineState.Overdue
        : today == last || warnings.Any(warning => warning.On <= today) ? DeadlineState.Warn
        : DeadlineState.Coming;
}
