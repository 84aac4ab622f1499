using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Rights;
using Vern.Persons.Tests.Collection;
using Vern.Persons.Tests.Registration;
using Vern.Platform.Access;
using static Vern.Persons.Tests.Registration.CaseFixture;

namespace Vern.Persons.Tests.Rights;

/// <summary>Rights out of a person's record, and the steps that people record, on both databases.</summary>
public sealed class RightsStoreTests
{
    public static TheoryData<string> Databases => StoreFixture.Databases;

    private static NewFact[] Identified(CaseFixture fixture) => [new("assessment.identified-on", fixture.Cases.Today.AddDays(-40).ToString("yyyy-MM-dd")), new("answer.offer", "yes"), new("law.follows-measures", "yes")];

    [Theory, MemberData(nameof(Databases))]
    public async Task Facts_become_rights_with_reasons_and_deadlines(string database)
    {
        await using var fixture = await CaseFixture.OpenAsync(database);
        var store = new RightsStore(fixture.Cases, RuleBook.Norway);
        var from = fixture.Cases.Today.AddDays(-170);
        var id = await fixture.Cases.AddPersonAsync(Adult([.. Identified(fixture), new("permit.kind", 1, "reflection"), new("permit.from", 1, from.ToString("yyyy-MM-dd")), new("family.with-her", "1"), new("stay.kind", 1, "KRIS"), new("stay.from", 1, from.ToString("yyyy-MM-dd"))]), Gry);
        var rights = (await store.ReadAsync(id, Henrik))!;
        Assert.Equal(RightState.Due, rights.Lines.Single(line => line.Name == "R-07").State);
        Assert.Equal(RightState.Provided, rights.Lines.Single(line => line.Name == "R-11").State);
        Assert.True(rights.Lines.Single(line => line.Name == "R-12").Open);
        Assert.Equal(CountDays.Months(from, 6), rights.Deadlines.Single(one => one.Name == "R-11.end.1").On);
        Assert.Equal(DeadlineState.Warn, rights.Deadlines.Single(one => one.Name == "R-11.end.1").State);
        Assert.Equal(DeadlineState.Overdue, rights.Deadlines.Single(one => one.Name == "P-01.weeks.1").State);
        // The child along is a person of its own; its report closes the parent's duty.
        var child = await fixture.Cases.AddPersonAsync(new(Origin(), Audience.Child, [new("concern.on", fixture.Cases.Today.ToString("yyyy-MM-dd"))], id), Gry);
        Assert.Equal(RightState.Provided, (await store.ReadAsync(id, Gry))!.Lines.Single(line => line.Name == "R-07").State);
        var follows = (await store.ReadAsync(child, Gry))!;
        Assert.Equal(CountDays.Months(from, 6), follows.Deadlines.Single(one => one.Name == "R-13.end.1").On);
        Assert.Equal(RightState.Due, follows.Lines.Single(line => line.Name == "R-13").State);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_step_is_recorded_once_in_order_and_its_reason_is_sealed(string database)
    {
        await using var fixture = await CaseFixture.OpenAsync(database);
        var store = new RightsStore(fixture.Cases, RuleBook.Norway);
        var id = await fixture.Cases.AddPersonAsync(Adult(Identified(fixture)), Gry);
        var today = fixture.Cases.Today;
        RightStep Step(RightState to, DecliningReason? reason = null) => new(to, today, "x", reason);
        Assert.Equal((StepOutcome.Done, null), await store.MoveAsync(id, "R-17.housing", Step(RightState.Offered), 0, Gry));
        Assert.Equal((StepOutcome.Done, null), await store.MoveAsync(id, "R-17.housing", Step(RightState.Offered), 0, Gry)); // a double click
        Assert.Equal((StepOutcome.Stale, null), await store.MoveAsync(id, "R-17.housing", Step(RightState.Accepted), 0, Henrik));
        Assert.Equal((StepOutcome.Refused, StepFault.ReasonMissing), await store.MoveAsync(id, "R-17.housing", Step(RightState.Declined), 1, Henrik));
        Assert.Equal((StepOutcome.Done, null), await store.MoveAsync(id, "R-17.housing", Step(RightState.Declined, DecliningReason.DesignOfHelp), 1, Henrik));
        Assert.Equal((StepOutcome.Gone, null), await store.MoveAsync(id, "R-17.housing", Step(RightState.Offered), 2, Siv));
        Assert.Equal((StepOutcome.Gone, null), await store.MoveAsync(id, "R-99", Step(RightState.Offered), 0, Gry));
        Assert.Equal((StepOutcome.Refused, StepFault.NotDue), await store.MoveAsync(id, "R-12", Step(RightState.Offered), 0, Gry));
        var kept = (await store.ReadAsync(id, Gry))!.Steps;
        Assert.Equal([("Gry Example", RightState.Offered, null), ("Henrik Example", RightState.Declined, (DecliningReason?)DecliningReason.DesignOfHelp)], kept.Select(step => (step.Step.By, step.Step.To, step.Step.Reason)));
        if (database == "sqlite") Assert.DoesNotContain("design-of-help", fixture.Bytes(), StringComparison.Ordinal);
        await fixture.Workspace.Ledger.AppendAsync();
        var (places, _) = await fixture.Workspace.Ledger.Outbox.FindAsync(new(RightsActs.Moved.Kind), 0, 10);
        Assert.Equal(["R-17.housing declined", "R-17.housing offered"], (await fixture.Workspace.Ledger.ReadAsync(places)).Select(entry => entry.Detail).Order(StringComparer.Ordinal));
        // Ten at once: one is recorded.
        var ten = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => store.MoveAsync(id, "R-18", new(number % 2 == 0 ? RightState.Informed : RightState.Offered, today, "x"), 0, Gry)));
        Assert.Single((await store.ReadAsync(id, Gry))!.Steps, step => step.Name == "R-18");
        Assert.Contains(ten, one => one.Outcome == StepOutcome.Done);
        Assert.True(await fixture.Cases.EraseAsync(id, Gry));
        Assert.Null(await store.ReadAsync(id, Gry));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Who_may_not_read_for_protection_reads_no_right(string database)
    {
        await using var fixture = await CaseFixture.OpenAsync(database);
        var store = new RightsStore(fixture.Cases, RuleBook.Norway);
        var id = await fixture.Cases.AddPersonAsync(Adult(Identified(fixture)), Gry);
        Assert.Null(await store.ReadAsync(id, Gry with { Role = AgencyGrants.Investigator, Purposes = new HashSet<string> { "enforcement" } }));
        Assert.Null(await store.ReadAsync(id, Siv));
        Assert.NotNull(await store.ReadAsync(id, Ida));
        Assert.DoesNotContain(AgencyGrants.ReadRights, AgencyGrants.Table.Roles.Single(role => role.Name == AgencyGrants.Investigator).Permissions);
    }

    [Fact]
    public void Every_fact_that_can_be_asked_for_leads_to_a_part_of_the_record_that_exists()
    {
        var sections = FieldCatalogue.Own.All.Select(field => field.Section).ToHashSet();
        Assert.All(Facts.All, fact => Assert.True(ReadSituation.SectionOf(fact.Phrase) is not { } section || sections.Contains(section), fact.Phrase));
    }

    [Fact]
    public void A_day_of_which_only_the_month_is_known_counts_as_its_first_and_a_final_age_overrides_a_stated_birth_date()
    {
        var head = new PersonHead(PersonId.Read("7KQ2M")!.Value, null, 1, Audience.Uncertain, null, new DateOnly(2026, 3, 3), null, null, DateTimeOffset.UnixEpoch, 1);
        Vern.Persons.Registration.Fact Known(string field, string value, int item = 0) => new(FieldCatalogue.Own[field], item, value, FactSource.Told, new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero), 1, "Gry Example", "caseworker", 1);
        var person = new CasePerson(head, [Known("permit.kind", "reflection", 1), Known("permit.from", "2026-03", 1), Known("identity.birth", "2001-01-01"), Known("age.assessed", "16"), Known("age.final", "yes")]);
        var situation = ReadSituation.Run(person, [], null);
        Assert.Equal(new DateOnly(2026, 3, 1), situation.Permits[0].From);
        Assert.Equal(Truth.Yes, ReadAge.AsChild(situation, new DateOnly(2026, 4, 1)));
        Assert.Null(situation.Birth);
    }
}
