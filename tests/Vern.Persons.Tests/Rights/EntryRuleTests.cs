using Vern.Persons.Rights;
using static Vern.Persons.Tests.Rights.Day;

namespace Vern.Persons.Tests.Rights;

/// <summary>R-01 to R-07: who has rights.</summary>
public class EntryRuleTests
{
    [Fact]
    public void R_01_reasonable_grounds_give_help_until_it_is_established_that_there_was_no_exploitation()
    {
        Assert.Equal(Truth.NotKnown, new Situation().Holds("R-01"));
        Assert.Equal(Truth.No, new Situation { ReasonableGrounds = Truth.No }.Holds("R-01"));
        var person = new Situation { ReasonableGrounds = Truth.Yes };
        Assert.Equal(Truth.Yes, person.Holds("R-01"));
        Assert.Equal(Truth.No, (person with { Statuses = [new Status(StatusKind.NotVictim, Of("2024-05-01"), DecidingBody.Police)] }).Holds("R-01"));
    }

    [Fact]
    public void R_02_being_identified_is_enough_without_anybody_having_verified()
    {
        Assert.Equal(Truth.Yes, Identified().Holds("R-02"));
        Assert.Equal(Truth.Yes, Identified().Holds("R-01"));
        Assert.Equal(Truth.No, (Identified() with { Statuses = [.. Identified().Statuses, new Status(StatusKind.Verified, Of("2024-04-01"), DecidingBody.Police)] }).Holds("R-02"));
    }

    [Fact]
    public void R_03_help_is_voluntary_from_the_18th_birthday_and_no_right_but_R_12_asks_for_a_police_report()
    {
        var person = new Situation { BirthStated = Of("2006-06-01"), AgeVerified = true };
        Assert.Equal(Truth.No, person.Holds("R-03", "2024-05-31"));
        Assert.Equal(Truth.Yes, person.Holds("R-03", "2024-06-01"));
        var asking = Book.Rules.Where(rule => rule.Kind == RuleKind.Right && rule.Words.Contains("reported to the police", StringComparison.Ordinal)).Select(rule => rule.Id);
        Assert.Equal(["R-12"], asking);
    }

    [Fact]
    public void R_04_a_child_cannot_decline_but_can_evade_or_disappear()
    {
        var child = new Situation { BirthStated = Of("2008-06-01") };
        Assert.Equal(Truth.Yes, child.Holds("R-04", "2026-05-31"));
        Assert.Equal(Truth.No, child.Holds("R-04", "2026-06-01"));
        var day = Of("2024-06-01");
        Assert.Equal(StepFault.ChildCannotDecline, MoveRight.Fault(RightState.Offered, new RightStep(RightState.Declined, day, "a", DecliningReason.NotSaid), Truth.Yes, null, day));
        Assert.Null(MoveRight.Fault(RightState.Offered, new RightStep(RightState.Evaded, day, "a"), Truth.Yes, null, day));
        Assert.Null(MoveRight.Fault(RightState.Offered, new RightStep(RightState.Disappeared, day, "a"), Truth.Yes, null, day));
        Assert.Null(MoveRight.Fault(RightState.Due, new RightStep(RightState.Provided, day, "a"), Truth.Yes, null, day));
        Assert.Equal(StepFault.AdultMustAccept, MoveRight.Fault(RightState.Due, new RightStep(RightState.Provided, day, "a"), Truth.No, null, day));
        Assert.Equal(StepFault.AdultDeclines, MoveRight.Fault(RightState.Due, new RightStep(RightState.Evaded, day, "a"), Truth.No, null, day));
    }

    [Fact]
    public void R_05_in_doubt_with_reason_the_person_is_a_child_until_the_age_is_verified()
    {
        var doubt = new Situation { BirthStated = Of("2000-01-01"), Age = AgeBelief.UncertainMaybeChild };
        Assert.Equal(Truth.Yes, doubt.Holds("R-05"));
        Assert.Equal(Truth.Yes, ReadAge.AsChild(doubt, Of("2024-06-01")));
        Assert.Equal(Truth.Yes, ReadAge.AsChild(doubt with { BirthAssessed = Of("2001-01-01") }, Of("2024-06-01")));
        var verified = doubt with { BirthAssessed = Of("2001-01-01"), AgeVerified = true };
        Assert.Equal(Truth.No, verified.Holds("R-05"));
        Assert.Equal(Truth.No, ReadAge.AsChild(verified, Of("2024-06-01")));
        Assert.Equal(Truth.No, new Situation { Age = AgeBelief.UncertainNoReason }.Holds("R-05"));
        Assert.Equal(Truth.NotKnown, ReadAge.AsChild(new Situation { Age = AgeBelief.UncertainNoReason }, Of("2024-06-01")));
    }

    [Fact]
    public void R_05_a_belief_that_the_birth_date_bore_out_follows_the_birth_date_and_one_against_it_stays()
    {
        var child = new Situation { BirthStated = Of("2007-01-10"), Age = AgeBelief.Child, AgeBelievedOn = Of("2024-06-01") };
        Assert.Equal(Truth.Yes, ReadAge.AsChild(child, Of("2025-01-09")));
        Assert.Equal(Truth.No, ReadAge.AsChild(child, Of("2025-01-10")));
        var saysAdult = child with { BirthStated = Of("2004-01-10") };
        Assert.Equal(Truth.Yes, ReadAge.AsChild(saysAdult, Of("2026-01-10")));
    }

    [Fact]
    public void R_06_no_right_asks_for_sex_or_form_and_age_only_where_it_says_so()
    {
        Assert.Equal(Truth.Yes, new Situation().Holds("R-06"));
        Assert.DoesNotContain(Facts.All, fact => fact.Phrase.Contains("sex", StringComparison.Ordinal) || fact.Phrase.Contains("prostitution", StringComparison.Ordinal) || fact.Phrase.Contains("form", StringComparison.Ordinal) && !fact.Phrase.Contains("informed", StringComparison.Ordinal));
        var byAge = Book.Rules.Where(rule => rule.Kind == RuleKind.Right && (rule.Words.Contains("child", StringComparison.Ordinal) || rule.Words.Contains("age ", StringComparison.Ordinal))).Select(rule => rule.Id);
        Assert.Equal(["A-03"], byAge);
    }

    [Fact]
    public void R_07_a_child_along_is_reported_to_child_welfare_at_once()
    {
        var parent = Identified("2024-03-03") with { ChildAlong = Truth.Yes };
        Assert.Equal(("2024-03-03", DeadlineState.Warn), parent.Ends("R-07.at-once", "2024-03-03"));
        Assert.Equal(("2024-03-03", DeadlineState.Overdue), parent.Ends("R-07.at-once", "2024-03-04"));
        Assert.Equal(("2024-03-03", DeadlineState.Met), (parent with { ConcernReported = Truth.Yes }).Ends("R-07.at-once", "2024-03-04"));
        Assert.Empty((parent with { ChildAlong = Truth.No }).All("R-07.at-once", "2024-03-04"));
        Assert.Equal(Truth.No, (new Situation { ChildAlong = Truth.Yes }).Holds("R-07"));
    }
}
