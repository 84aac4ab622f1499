using Vern.Hosting;
using Vern.Platform.Localisation;
using Vern.Platform.Workspaces;

namespace Vern.Browser.Tests.Walks;

/// <summary>What people of an agency do today, by keyboard alone: a role handed over, a colleague's session ended, an emergency and its review, the ledger verified.</summary>
public sealed class RoomWalkTests : WalkTest
{
    [Fact]
    public async Task Caseworker_team_leader_coordinator_and_supervisor_do_their_jobs_in_an_agency()
    {
        RequireChromium();
        var folder = Directory.CreateTempSubdirectory("vern-rooms-").FullName;
        try
        {
            await MakeWorkspace.RunAsync(new("room", WorkspaceKind.Agency, "Room Example", Language.All), null, folder);
            await using var served = await ServedWorkspaces.StartAsync(new(folder, "http://127.0.0.1:0"), line => Assert.Fail(line));
            var access = served.All.Single(one => one.Workspace.Id == "room").Store.Access;
            foreach (var (name, role) in new[] { ("cas", "caseworker"), ("eva", "caseworker"), ("lea", "team-leader"), ("kit", "coordinator"), ("sup", "supervisor") }) await access.AddAsync(name, $"{name} Example", null, role, null);
            foreach (var name in new[] { "cas", "lea" }) await access.SetTeamAsync(name, "north");
            async Task<KeyboardOnly> ComeAsync(string name)
            {
                var walk = new KeyboardOnly(await PageAsync(1280));
                await walk.OpenAsync($"http://room.localhost:{served.Address.Port}/sign-in/link/{await access.MakeLinkAsync(name, TimeSpan.FromHours(1))}?lang=en");
                await walk.FollowAsync("Yes, sign me in");
                return walk;
            }

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
            await kit.FollowAsync("Signed in as kit Example");
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
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
