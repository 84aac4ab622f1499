using Vern.Persons.OwnView;
using Vern.Persons.Registration;
using Vern.Persons.Tests.Collection;
using Vern.Persons.Tests.Registration;
using static Vern.Persons.Tests.Registration.CaseFixture;

namespace Vern.Persons.Tests.OwnView;

/// <summary>Complaints about those who help her (K-008): who handles them, and who cannot.</summary>
public sealed class ComplaintTests
{
    public static TheoryData<string> Databases => StoreFixture.Databases;

    private static readonly ComplaintReader Caseworker = new(1, "Gry", ["caseworker"]), One = new(2, "Ida", ["coordinator"]), Two = new(3, "Ola", ["coordinator"]), Watches = new(4, "Stine", ["supervisor"]);

    [Fact]
    public void The_one_complained_of_never_handles_it_whatever_the_roles_and_accounts()
    {
        ComplaintReader[] staff = [Caseworker, One, Two, Watches, new(5, "Ida", ["supervisor"]), new(6, "Gry", ["coordinator"]), new(7, "Both", ["coordinator", "supervisor"])];
        foreach (var about in staff.Cast<ComplaintReader?>().Append(null))
        {
            foreach (var onBehalf in staff.Select(one => (int?)one.Account).Append(null))
            {
                var handler = RouteComplaint.To(about is null ? "service" : "person", about, onBehalf, staff);
                var may = staff.Where(reader => RouteComplaint.MayHandle(handler, about, onBehalf, reader)).ToList();
                Assert.NotEmpty(may);
                Assert.DoesNotContain(may, reader => reader.Account == about?.Account || reader.Person == about?.Person || reader.Account == onBehalf);
                Assert.All(may, reader => Assert.Contains(reader.Roles, role => role is "coordinator" or "supervisor"));
            }
        }
    }

    [Fact]
    public void About_the_coordinator_or_the_leadership_it_goes_to_the_supervisor()
    {
        Assert.Equal("coordinator", RouteComplaint.To("person", Caseworker, null, [Caseworker, One, Watches]));
        Assert.Equal("coordinator", RouteComplaint.To("service", null, null, [Caseworker, One, Watches]));
        Assert.Equal("supervisor", RouteComplaint.To("person", One, null, [One, Two, Watches])); // the other coordinator works beside her
        Assert.Equal("supervisor", RouteComplaint.To("leadership", null, null, [One, Watches]));
        Assert.Equal("supervisor", RouteComplaint.To("service", null, null, [Caseworker, Watches])); // nobody coordinates
        Assert.Equal("supervisor", RouteComplaint.To("service", null, 2, [One, Watches])); // the only coordinator wrote it down
        Assert.False(RouteComplaint.MayHandle("supervisor", One, null, Two));
    }

    private static async Task<Dictionary<string, int>> StaffAsync(CaseFixture fixture)
    {
        foreach (var (name, role) in new[] { ("gry", "caseworker"), ("ida", "coordinator"), ("stine", "supervisor") }) await fixture.Workspace.Access.AddAsync(name, $"{name} Example", null, role, null);
        return (await fixture.Workspace.Access.ListAsync()).ToDictionary(account => account.Name, account => account.Id);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_complaint_has_a_number_goes_through_its_states_and_is_answered_on_her_page(string database)
    {
        await using var fixture = await OpenAsync(database);
        var staff = await StaffAsync(fixture);
        var gry = Of(staff["gry"], "gry Example", "north");
        var ida = Of(staff["ida"], "ida Example", null);
        var id = await fixture.Cases.AddPersonAsync(Adult(), gry);
        Assert.Equal(["gry", "ida"], (await fixture.Cases.ComplaintSubjectsAsync(id)).Select(one => staff.First(pair => pair.Value == one.Account).Key));
        var complaint = new NewComplaint(Origin(), "person", staff["gry"], "She told my landlord.");
        var number = (await fixture.Cases.ComplainAsync(id, complaint))!;
        Assert.Equal(number, await fixture.Cases.ComplainAsync(id, complaint)); // sent twice
        Assert.Matches("^K-[0-9A-Z]{5}$", number);
        // She complained of: sees nothing, moves nothing; nor does the supervisor, whom it did not go to.
        foreach (var name in (string[])["gry", "stine"])
        {
            Assert.Empty(await fixture.Cases.ComplaintsAsync(staff[name]));
            Assert.Null(await fixture.Cases.ComplaintAsync(number, staff[name]));
            Assert.Null(await fixture.Cases.MoveComplaintAsync(number, 1, ComplaintState.NotUpheld, "No.", Of(staff[name], name, null)));
        }
        Assert.Null(Assert.Single(await fixture.Cases.ComplaintsAsync(staff["ida"])).Words); // words are read one by one
        Assert.Equal("She told my landlord.", (await fixture.Cases.ComplaintAsync(number, staff["ida"]))!.Words);
        Assert.True(await fixture.Cases.MoveComplaintAsync(number, 1, ComplaintState.UnderTreatment, null, ida));
        Assert.False(await fixture.Cases.MoveComplaintAsync(number, 1, ComplaintState.Upheld, "Late", ida)); // a stale form
        Assert.False(await fixture.Cases.MoveComplaintAsync(number, 2, ComplaintState.Upheld, " ", ida));
        Assert.True(await fixture.Cases.MoveComplaintAsync(number, 2, ComplaintState.PartlyUpheld, "It will not happen again.", ida));
        Assert.False(await fixture.Cases.MoveComplaintAsync(number, 3, ComplaintState.NotUpheld, "Or yet", ida)); // answered is answered
        var hers = Assert.Single(await fixture.Cases.HerComplaintsAsync(id));
        Assert.Equal((ComplaintState.PartlyUpheld, "It will not happen again."), (hers.State, hers.Answer));
        Assert.Equal([new ComplaintCount(fixture.Cases.Today.Year, 1, 0, 1, 0)], await fixture.Cases.CountComplaintsAsync());
        if (database == "sqlite") Assert.DoesNotContain("landlord", fixture.Bytes(), StringComparison.Ordinal);
        // Her access list, which the one complained of reads, does not tell of it.
        await fixture.Workspace.Ledger.AppendAsync();
        Assert.Equal(0, (await fixture.Workspace.Ledger.Outbox.FindAsync(new(Kind: OwnActs.ComplaintMade.Kind, Resource: $"person/{id}"), 0, 9)).Count);
        Assert.Equal(1, (await fixture.Workspace.Ledger.Outbox.FindAsync(new(Kind: OwnActs.ComplaintMade.Kind, Resource: $"complaint/{number}"), 0, 9)).Count);
    }

    [Fact]
    public async Task About_the_coordinator_the_supervisor_alone_reads_it_and_once_she_is_erased_it_is_only_counted()
    {
        await using var fixture = await OpenAsync("sqlite");
        var staff = await StaffAsync(fixture);
        var gry = Of(staff["gry"], "gry Example", "north");
        var id = await fixture.Cases.AddPersonAsync(Adult(), gry);
        Assert.Null(await fixture.Cases.ComplainAsync(id, new(Origin(), "service", null, "Too cold"), Siv)); // not her case
        Assert.Null(await fixture.Cases.ComplainAsync(id, new(Origin(), "person", 999, "Who?"), gry));
        var number = (await fixture.Cases.ComplainAsync(id, new(Origin(), "person", staff["ida"], "She never answers."), gry))!;
        Assert.Null(await fixture.Cases.ComplaintAsync(number, staff["ida"]));
        Assert.Null(await fixture.Cases.ComplaintAsync(number, staff["gry"])); // who wrote it down
        // Even with the other role in hand she does not read what is about her.
        await fixture.Workspace.Access.GiveRoleAsync("ida", "supervisor", null);
        Assert.Null(await fixture.Cases.ComplaintAsync(number, staff["ida"]));
        Assert.Equal("She never answers.", (await fixture.Cases.ComplaintAsync(number, staff["stine"]))!.Words);
        Assert.True(await fixture.Cases.EraseAsync(id, gry));
        Assert.Null((await fixture.Cases.ComplaintAsync(number, staff["stine"]))!.Words);
        Assert.Equal(1, (await fixture.Cases.CountComplaintsAsync())[0].Received);
    }
}
