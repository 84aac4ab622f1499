using Vern.Platform.Workspaces;

namespace Vern.Browser.Tests.Walks;

/// <summary>What people of an agency do today, by keyboard alone: a role handed over, a colleague's session ended, an emergency and its review, the ledger verified.</summary>
public sealed class RoomWalkTests : RoomWalkTest
{
    [Fact]
    public Task Caseworker_team_leader_coordinator_and_supervisor_do_their_jobs_in_an_agency() => InRoomAsync(WorkspaceKind.Agency, [("cas", "caseworker"), ("eva", "caseworker"), ("lea", "team-leader"), ("kit", "coordinator"), ("sup", "supervisor")], async () =>
    {
        foreach (var name in new[] { "cas", "lea" }) await Access.SetTeamAsync(name, "north");

        var cas = await ComeAsync("cas");
        await cas.FollowAsync("Signed in as cas Example"); // past her day
        await cas.ChooseAsync("To whom", "eva Example (eva)");
        await cas.WriteAsync("Last day", DateOnly.Parse(await cas.Page.EvaluateAsync<string>("() => new Date().toISOString().slice(0, 10)"), System.Globalization.CultureInfo.InvariantCulture).AddDays(20));
        await cas.FollowAsync("Hand over");
        await cas.ReadsAsync("The role is handed over.");

        var lea = await ComeAsync("lea");
        await lea.FollowAsync("Accounts");
        await lea.FollowAsync("End: cas, …");
        await lea.ReadsAsync("Whoever used it is signed out from now on.");
        await lea.FollowAsync("Signed in as lea Example");
        await lea.FollowAsync("Take emergency access");
        await lea.WriteAsync("Why", "A machine of another team was stolen, and nobody is there.");
        await lea.FollowAsync("Take it for an hour");
        await lea.FollowAsync("End it now");
        await OutAsync(lea);

        var kit = await ComeAsync("kit");
        await kit.FollowAsync("Signed in as kit Example"); // past her day
        await kit.FollowAsync("Emergency accesses");
        await kit.WriteAsync("What you found", "Nothing was changed meanwhile.");
        await kit.FollowAsync("It was justified");
        await kit.ReadsAsync("Your review is recorded.");
        await OutAsync(kit);

        var sup = await ComeAsync("sup");
        await sup.FollowAsync("Ledger");
        await sup.FollowAsync("Verify now");
        await sup.ReadsAsync("Whole: every byte is what the key signed");
        await sup.FollowAsync("Accounts");
        await OutAsync(sup);
    });
}
