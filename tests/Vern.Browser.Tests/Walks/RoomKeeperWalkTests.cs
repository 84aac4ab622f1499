using Vern.Platform.Workspaces;

namespace Vern.Browser.Tests.Walks;

/// <summary>What the other roles of agencies and centres do today, by keyboard alone: teams, webhooks, own account with a passkey, emergency and review, register, readings, an erasure by two.</summary>
public sealed class RoomKeeperWalkTests : RoomWalkTest
{
    [Fact]
    public Task Administrator_supervisor_and_two_coordinators_do_their_jobs_in_an_agency() => InRoomAsync(WorkspaceKind.Agency, [("adm", "administrator"), ("cas", "caseworker"), ("sup", "supervisor"), ("kit", "coordinator"), ("kim", "coordinator")], async () =>
    {
        var adm = await ComeAsync("adm");
        await adm.FollowAsync("Accounts");
        await adm.FollowAsync("Who is in which team?");
        await adm.WriteAsync("Team of cas", "north");
        await adm.FollowAsync("Set: cas");
        await adm.ReadsAsync("The team is set.");
        await adm.ReadsAsync("north (1)");
        await adm.FollowAsync("Jobs");
        await adm.FollowAsync("Webhooks");
        await adm.ToAsync("Address", "url");
        await adm.Page.Keyboard.TypeAsync("https://system.example/vern");
        await adm.PressAsync("Somebody took emergency access", "Space");
        await adm.FollowAsync("Add a system");
        await adm.ReadsAsync("It is shown only now");
        await adm.FollowAsync("Tell no more: https://system.example/vern");
        await adm.ReadsAsync("The system is told no more.");
        // Her own account: a passkey of her machine, with which she comes in again.
        await PasskeyTests.AuthenticatorAsync(adm.Page);
        await adm.FollowAsync("Signed in as adm Example");
        await adm.ToAsync("What you call it", "text");
        await adm.Page.Keyboard.TypeAsync("My machine");
        await adm.PressAsync("Add a passkey");
        await adm.ReadsAsync("The passkey is added.");
        await adm.FollowAsync("Sign out");
        await adm.PressAsync("Sign in with a passkey");
        await adm.ReadsAsync("adm Example");

        // What is due is erased by two; the supervisor reads of it.
        await AgeAsync();
        foreach (var (name, does, says) in new[] { ("kit", "Propose to erase it now", "You have proposed to erase it now."), ("kim", "Confirm: erase it now", "What was due is erased.") })
        {
            var coordinator = await ComeAsync(name);
            await coordinator.FollowAsync("Ledger");
            await coordinator.FollowAsync("Register of processing");
            await coordinator.PressAsync("I understand that what is erased cannot be brought back.", "Space");
            await coordinator.FollowAsync(does);
            await coordinator.ReadsAsync(says);
            await OutAsync(coordinator);
        }
        var sup = await ComeAsync("sup");
        await sup.FollowAsync("Ledger");
        await sup.ChooseAsync("Act", "Erasure of what is due proposed");
        await sup.FollowAsync("Show");
        await sup.ReadsAsync("kit Example");
        await sup.ChooseAsync("This reading is recorded. Your purpose:", "Accounts and access");
        await sup.FollowAsync("State");
        await sup.FollowAsync("Who has read what");
        await sup.WriteAsync("What it is about", "account/1");
        await sup.FollowAsync("Make the list");
        await sup.FollowAsync("With the names of staff");
        await sup.ReadsAsync("With the names of staff, as a supervisor has decided.");
        await OutAsync(sup);
    });

    [Fact]
    public Task Analyst_reviewer_supervisor_and_administrator_do_their_jobs_in_a_centre() => InRoomAsync(WorkspaceKind.Centre, [("ana", "analyst"), ("two", "second-reader"), ("rev", "reviewer"), ("sup", "supervisor"), ("adm", "administrator")], async () =>
    {
        var ana = await ComeAsync("ana");
        await ana.FollowAsync("Signed in as ana Example");
        await ana.ChooseAsync("To whom", "two Example (two)");
        await ana.WriteAsync("Last day", DateOnly.Parse(await ana.Page.EvaluateAsync<string>("() => new Date().toISOString().slice(0, 10)"), System.Globalization.CultureInfo.InvariantCulture).AddDays(20));
        await ana.FollowAsync("Hand over");
        await ana.ReadsAsync("The role is handed over.");
        await ana.FollowAsync("Who may do what");
        await OutAsync(ana);

        await Access.OpenLinkAsync(await Access.MakeLinkAsync("two", TimeSpan.FromHours(1)));
        var rev = await ComeAsync("rev");
        await rev.FollowAsync("Signed in as rev Example");
        await rev.FollowAsync("Take emergency access");
        await rev.WriteAsync("Why", "A machine was stolen, and nobody who keeps accounts is there.");
        await rev.FollowAsync("Take it for an hour");
        await rev.FollowAsync("Accounts");
        await rev.FollowAsync("End all: two");
        await rev.ReadsAsync("Whoever used it is signed out from now on.");
        await rev.FollowAsync("Signed in as rev Example");
        await OutAsync(rev);

        var sup = await ComeAsync("sup");
        await sup.FollowAsync("Signed in as sup Example");
        await sup.FollowAsync("Emergency accesses");
        await sup.WriteAsync("What you found", "It was as she says.");
        await sup.FollowAsync("It was justified");
        await sup.ReadsAsync("Your review is recorded.");
        await sup.FollowAsync("Ledger");
        await sup.ReadsAsync("Emergency access taken, or a passkey that may be copied");
        await sup.FollowAsync("Verify now");
        await sup.ReadsAsync("Whole: every byte is what the key signed");
        await OutAsync(sup);

        var adm = await ComeAsync("adm");
        await adm.FollowAsync("Who is in which team?");
        await adm.FollowAsync("Jobs");
        await OutAsync(adm);
    });
}
