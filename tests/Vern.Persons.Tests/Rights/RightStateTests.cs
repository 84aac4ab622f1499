using Vern.Persons.Rights;
using static Vern.Persons.Tests.Rights.Day;

namespace Vern.Persons.Tests.Rights;

/// <summary>A right's states and the steps between them.</summary>
public class RightStateTests
{
    private static readonly DateOnly Today = Of("2024-06-01");

    private static RightStep Step(RightState to) => new(to, Today, "rosa-1", to == RightState.Declined ? DecliningReason.DesignOfHelp : null);

    [Fact]
    public void An_adult_is_informed_offered_accepts_and_gets_it()
    {
        RightState[] way = [RightState.Due, RightState.Informed, RightState.Offered, RightState.Accepted, RightState.Provided];
        for (var at = 1; at < way.Length; at++) Assert.Null(MoveRight.Fault(way[at - 1], Step(way[at]), Truth.No, Today, Today));
    }

    [Fact]
    public void A_no_needs_a_reason_and_is_never_the_end()
    {
        Assert.Equal(StepFault.ReasonMissing, MoveRight.Fault(RightState.Offered, new RightStep(RightState.Declined, Today, "a"), Truth.No, null, Today));
        Assert.Null(MoveRight.Fault(RightState.Offered, Step(RightState.Declined), Truth.No, null, Today));
        Assert.Equal(StepFault.ReasonMissing, MoveRight.Fault(RightState.Offered, new RightStep(RightState.Accepted, Today, "a", DecliningReason.NotSaid), Truth.No, null, Today));
        Assert.Null(MoveRight.Fault(RightState.Declined, Step(RightState.Offered), Truth.No, null, Today));
        Assert.Null(MoveRight.Fault(RightState.Declined, Step(RightState.Accepted), Truth.No, null, Today));
    }

    [Fact]
    public void No_child_ever_stands_as_having_declined()
    {
        foreach (var from in Enum.GetValues<RightState>())
            Assert.NotNull(MoveRight.Fault(from, Step(RightState.Declined), Truth.Yes, null, Today));
    }

    [Fact]
    public void No_adult_gets_help_without_a_yes()
    {
        foreach (var from in Enum.GetValues<RightState>().Where(state => state != RightState.Accepted))
            foreach (var child in new[] { Truth.No, Truth.NotKnown })
                Assert.NotNull(MoveRight.Fault(from, Step(RightState.Provided), child, null, Today));
    }

    [Fact]
    public void Nothing_is_recorded_on_a_right_that_is_not_due_nor_by_hand_made_due()
    {
        foreach (var to in Enum.GetValues<RightState>()) Assert.Equal(StepFault.NotDue, MoveRight.Fault(RightState.NotDue, Step(to), Truth.No, null, Today));
        foreach (var from in Enum.GetValues<RightState>())
        {
            Assert.DoesNotContain(RightState.Due, MoveRight.After(from));
            Assert.DoesNotContain(RightState.NotDue, MoveRight.After(from));
            Assert.DoesNotContain(from, MoveRight.After(from));
            if (from != RightState.NotDue) Assert.NotEmpty(MoveRight.After(from));
        }
    }

    [Fact]
    public void A_step_lies_between_the_last_one_and_today()
    {
        Assert.Equal(StepFault.Day, MoveRight.Fault(RightState.Due, new RightStep(RightState.Informed, Today.AddDays(1), "a"), Truth.No, null, Today));
        Assert.Equal(StepFault.Day, MoveRight.Fault(RightState.Due, new RightStep(RightState.Informed, Today.AddDays(-2), "a"), Truth.No, Today.AddDays(-1), Today));
        Assert.Null(MoveRight.Fault(RightState.Due, new RightStep(RightState.Informed, Today.AddDays(-1), "a"), Truth.No, Today.AddDays(-1), Today));
    }

    [Fact]
    public void A_right_whose_ground_is_gone_lapses_if_it_was_given_and_what_is_unknown_takes_nothing_away()
    {
        Assert.Equal(RightState.Due, MoveRight.Standing(Truth.Yes, null));
        Assert.Equal(RightState.NotDue, MoveRight.Standing(Truth.NotKnown, null));
        Assert.Equal(RightState.Lapsed, MoveRight.Standing(Truth.No, Step(RightState.Provided)));
        Assert.Equal(RightState.Lapsed, MoveRight.Standing(Truth.No, Step(RightState.Accepted)));
        Assert.Equal(RightState.NotDue, MoveRight.Standing(Truth.No, Step(RightState.Offered)));
        Assert.Equal(RightState.Provided, MoveRight.Standing(Truth.NotKnown, Step(RightState.Provided)));
        Assert.Equal(RightState.Declined, MoveRight.Standing(Truth.Yes, Step(RightState.Declined)));
    }
}
