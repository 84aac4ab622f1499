using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Vern.Persons.Rights;
using static Vern.Persons.Tests.Rights.Day;

namespace Vern.Persons.Tests.Rights;

/// <summary>Days, months, holidays, and the calendar file.</summary>
public class CalendarTests
{
    [Theory]
    // Easter Sundays as published in almanacs; 1818 and 1943 are the earliest and a latest one.
    [InlineData("1818-03-22")]
    [InlineData("1943-04-25")]
    [InlineData("1954-04-18")]
    [InlineData("1981-04-19")]
    [InlineData("2000-04-23")]
    [InlineData("2014-04-20")]
    [InlineData("2024-03-31")]
    [InlineData("2025-04-20")]
    [InlineData("2026-04-05")]
    [InlineData("2038-04-25")]
    public void Easter_lies_where_the_almanac_has_it(string day) => Assert.Equal(Of(day), WorkingDays.EasterSunday(Of(day).Year));

    [Fact]
    public void The_public_holidays_of_2026_are_those_of_Norway()
    {
        var holidays = Enumerable.Range(0, 365).Select(Of("2026-01-01").AddDays).Where(Book.Days.IsHoliday).Select(day => day.ToString("MM-dd"));
        Assert.Equal(["01-01", "04-02", "04-03", "04-05", "04-06", "05-01", "05-14", "05-17", "05-24", "05-25", "12-25", "12-26"], holidays);
    }

    [Fact]
    public void A_last_day_moves_only_where_its_rule_says_so()
    {
        var rule = Book.Rule("P-06", Of("2026-03-01"));
        var moving = Book with { Rules = [.. Book.Rules.Select(one => one.Id == "P-06" ? one with { Periods = [rule.Periods[0] with { MovesToWorkingDay = true }] } : one)] };
        // Maundy Thursday to the Tuesday after Easter.
        var person = new Situation { LeaveBy = Of("2026-04-02") };
        var moved = ComputeDeadlines.Run(person, moving, Of("2026-03-01")).Single(one => one.Rule.Id == "P-06");
        Assert.Equal((Of("2026-04-07"), true, false), (moved.On!.Value, moved.Moved, moved.TooLong));
        Assert.Equal(("2026-04-02", DeadlineState.Coming), person.Ends("P-06.leave", "2026-03-01"));
        Assert.DoesNotContain(Book.Rules.SelectMany(one => one.Periods), period => period.MovesToWorkingDay);
    }

    [Fact]
    public void Months_go_forward_with_the_days_and_never_past_the_months_end()
    {
        Prop.ForAll(Gen.Choose(Of("1990-01-01").DayNumber, Of("2080-12-31").DayNumber).ToArbitrary(), Gen.Choose(0, 36).ToArbitrary(), (number, months) =>
        {
            var day = DateOnly.FromDayNumber(number);
            var end = CountDays.Months(day, months);
            Assert.True(end <= CountDays.Months(day.AddDays(1), months));
            Assert.Equal((day.Year * 12 + day.Month + months - 1) % 12, (end.Month - 1) % 12);
            Assert.True(end.Day == day.Day || (end.Day < day.Day && end.AddDays(1).Day == 1));
        }).QuickCheckThrowOnFailure();
        Assert.Equal(DateOnly.MaxValue, CountDays.Months(DateOnly.MaxValue, 1));
        Assert.Equal(DateOnly.MinValue, CountDays.Days(DateOnly.MinValue, -1));
    }

    private static readonly Gen<DateOnly> Days = from number in Gen.Choose(Of("2014-01-01").DayNumber, Of("2035-12-31").DayNumber) select DateOnly.FromDayNumber(number);
    private static readonly Gen<Stay> Stays = from start in Days from length in Gen.Choose(0, 300) from open in Gen.Choose(0, 3) select new Stay(start, open == 0 ? null : start.AddDays(length));
    private static readonly Gen<Truth> Truths = Gen.Elements(Enum.GetValues<Truth>());

    private static readonly Gen<Situation> Situations =
        from birth in Days
        from placements in Gen.ListOf(Stays)
        from schengen in Gen.ListOf(Stays)
        from crisis in Gen.ListOf(Stays)
        from permits in Gen.ListOf(from stay in Stays from kind in Gen.Elements(Enum.GetValues<PermitKind>()) select new Permit(kind, stay.From, stay.To))
        from one in Truths from two in Truths from three in Truths from four in Truths
        from day in Days
        select new Situation
        {
            BirthStated = birth.AddYears(-15), Placements = [.. placements.Take(4)], SchengenStays = [.. schengen.Take(4)], CrisisCentre = [.. crisis.Take(3)], Permits = [.. permits.Take(4)],
            ParentPermit = permits.FirstOrDefault(), ReasonableGrounds = one, Unaccompanied = two, ShortStay = three, Asylum = four, PoliceReport = one, ChildAlong = two, Departed = three == Truth.Yes ? Truth.No : Truth.NotKnown,
            DepartureOn = four == Truth.Yes ? day : null, LeaveBy = one == Truth.Yes ? day : null, ReturnAppliedOn = two == Truth.Yes ? day : null, DublinReturn = three,
            Traces = [new Trace(1, day, one == Truth.Yes ? 21 : null, null)], Emergency = two == Truth.No ? new EmergencyPlacement(day, null) : null,
        };

    [Fact]
    public void Deadlines_are_the_same_at_every_computation_and_in_order()
    {
        Prop.ForAll(Situations.ToArbitrary(), Days.ToArbitrary(), (situation, today) =>
        {
            var (first, second) = (ComputeDeadlines.Run(situation, Book, today), ComputeDeadlines.Run(situation, Book, today));
            Assert.Equal(first.Select(one => (one.Name, one.On, one.State, one.Count)), second.Select(one => (one.Name, one.On, one.State, one.Count)));
            Assert.Equal(first.Count, first.Select(one => one.Name).Distinct().Count());
            Assert.Equal(first.Select(one => one.On ?? DateOnly.MaxValue).Order(), first.Select(one => one.On ?? DateOnly.MaxValue));
            foreach (var one in first)
            {
                Assert.True(one.State != DeadlineState.Overdue || one.On < today || one.Period.Kind == PeriodKind.Rolling);
                Assert.True(one.State is not (DeadlineState.Coming or DeadlineState.Warn) || one.On >= today);
                Assert.Equal(one.Warnings.OrderBy(warning => warning.On).Select(warning => warning.On), one.Warnings.Select(warning => warning.On));
                Assert.All(one.Warnings, warning => Assert.True(warning.On <= one.On));
                Assert.True(one.DaysOver(today) >= 0);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public void As_days_go_by_a_fixed_deadline_only_comes_nearer()
    {
        Prop.ForAll(Situations.ToArbitrary(), Days.ToArbitrary(), (situation, today) =>
        {
            var later = ComputeDeadlines.Run(situation, Book, today.AddDays(1)).ToDictionary(one => one.Name);
            foreach (var one in ComputeDeadlines.Run(situation, Book, today).Where(one => one.Period.Kind is PeriodKind.Length or PeriodKind.Stated or PeriodKind.Retention))
                if (later.TryGetValue(one.Name, out var next) && one.State != DeadlineState.Met && next.State != DeadlineState.Met)
                {
                    Assert.Equal(one.On, next.On);
                    Assert.True(next.State == DeadlineState.Unknown || one.State == DeadlineState.Unknown || next.State >= one.State);
                }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public void The_last_day_of_a_short_stay_is_the_last_one_within_the_limit()
    {
        var period = Book.Rule("P-03", Of("2024-06-01")).Periods[0];
        Prop.ForAll(Gen.ListOf(Stays).ToArbitrary(), Days.ToArbitrary(), (stays, today) =>
        {
            var person = new Situation { ShortStay = Truth.Yes, SchengenStays = [.. stays.Take(4), new Stay(today, null)] };
            var one = person.The("P-03.days", today.ToString("yyyy-MM-dd"));
            bool Present(DateOnly day) => day > today || person.SchengenStays.Any(stay => stay.Holds(day));
            if (one.State == DeadlineState.Overdue) Assert.True(CountDays.InWindow(Present, today, period) > 90);
            else
            {
                Assert.True(CountDays.InWindow(Present, one.On!.Value, period) <= 90);
                Assert.True(CountDays.InWindow(Present, one.On.Value.AddDays(1), period) > 90);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public void The_calendar_file_is_iCalendar_with_whole_days_and_reminders()
    {
        var text = WriteCalendar.Run("7KQ2M", [new CalendarDay("R-11.end.1", Of("2024-09-14"), "7KQ2M: frist", [30, 7])], new DateTimeOffset(2024, 8, 22, 8, 0, 0, TimeSpan.Zero), "nb");
        Assert.Equal("""
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Vern//Deadlines//EN
            CALSCALE:GREGORIAN
            METHOD:PUBLISH
            BEGIN:VEVENT
            UID:UID@vern
            DTSTAMP:20240822T080000Z
            DTSTART;VALUE=DATE:20240914
            DTEND;VALUE=DATE:20240915
            SUMMARY;LANGUAGE=nb:7KQ2M: frist
            CLASS:PRIVATE
            TRANSP:TRANSPARENT
            BEGIN:VALARM
            ACTION:DISPLAY
            DESCRIPTION:7KQ2M: frist
            TRIGGER:-P30D
            END:VALARM
            BEGIN:VALARM
            ACTION:DISPLAY
            DESCRIPTION:7KQ2M: frist
            TRIGGER:-P7D
            END:VALARM
            END:VEVENT
            END:VCALENDAR

            """.ReplaceLineEndings("\r\n").Replace("UID@vern", WriteCalendar.Uid("7KQ2M", "R-11.end.1"), StringComparison.Ordinal), text);
        Assert.Matches("^[0-9a-f]{32}@vern$", WriteCalendar.Uid("7KQ2M", "R-11.end.1"));
        Assert.NotEqual(WriteCalendar.Uid("7KQ2M", "R-11.end.1"), WriteCalendar.Uid("7KQ2N", "R-11.end.1"));
    }

    [Fact]
    public void Any_title_is_folded_at_75_bytes_and_reads_back_as_it_was()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), any =>
        {
            var title = string.Concat((any ?? "").EnumerateRunes().Where(rune => !Rune.IsControl(rune)).Select(rune => rune.ToString())) + "; æøå, \\ ታሪኽ 🙂 " + new string('x', 90);
            var text = WriteCalendar.Run("A", [new CalendarDay("n", Of("2024-09-14"), title, [])], DateTimeOffset.UnixEpoch, "en");
            Assert.All(text.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75));
            var summary = text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n").Single(line => line.StartsWith("SUMMARY", StringComparison.Ordinal))["SUMMARY;LANGUAGE=en:".Length..];
            Assert.Equal(title, summary.Replace("\\;", ";", StringComparison.Ordinal).Replace("\\,", ",", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal));
            Assert.DoesNotContain("\r", text.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_moment_is_written_in_UTC_with_its_place_and_a_whole_day_has_none_of_that()
    {
        // The clocks in Norway show 14:30 in winter, and in summer.
        string Of(string day) => WriteCalendar.Run("meeting", [new("m", Day.Of(day), "Meeting", []) { At = Platform.Interface.PageContext.MomentOf(Day.Of(day), new(14, 30)), Place = "Town hall, 2; left", Sequence = 3 }], DateTimeOffset.UnixEpoch, "en");
        Assert.Contains("\r\nDTSTART:20270115T133000Z\r\n", Of("2027-01-15"), StringComparison.Ordinal);
        Assert.Contains("\r\nDTSTART:20270715T123000Z\r\n", Of("2027-07-15"), StringComparison.Ordinal);
        Assert.Contains("\r\nLOCATION:Town hall\\, 2\\; left\r\n", Of("2027-07-15"), StringComparison.Ordinal);
        Assert.Contains("\r\nSEQUENCE:3\r\n", Of("2027-07-15"), StringComparison.Ordinal);
        var whole = WriteCalendar.Run("meeting", [new("m", Day.Of("2027-07-15"), "Meeting", [])], DateTimeOffset.UnixEpoch, "en");
        Assert.Contains("DTSTART;VALUE=DATE:20270715", whole, StringComparison.Ordinal);
        foreach (var not in new[] { "LOCATION", "SEQUENCE", "OPAQUE" }) Assert.DoesNotContain(not, whole, StringComparison.Ordinal);
    }
}
