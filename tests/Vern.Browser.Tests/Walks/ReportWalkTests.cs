namespace Vern.Browser.Tests.Walks;

/// <summary>A report's way by keyboard alone: who may report and who is competent is entered, somebody without account tells, analysts read and decide, a second person confirms, the authority answers, and who told can read what became of it.</summary>
public sealed class ReportWalkTests : CentreWalk
{
    [Fact]
    public Task A_report_goes_from_who_saw_something_to_the_authority_and_its_answer_comes_back() => InCentreAsync([("adm", "administrator"), ("rev", "reviewer"), ("ana", "analyst"), ("two", "second-reader"), ("pol", "police-inbox"), ("sup", "supervisor")], async () =>
    {
        var adm = await ComeAsync("adm");
        await adm.FollowAsync("Who is in which team?");
        await adm.WriteAsync("Team of pol", "kripos");
        await adm.FollowAsync("Set: pol");
        await adm.ReadsAsync("The team is set.");
        await OutAsync(adm);

        var rev = await ComeAsync("rev");
        await rev.FollowAsync("Authorities");
        await rev.ReadsAsync("None is our own");
        await rev.FileAsync("File", "countries.csv", "203.0.113.0/24,NO\n198.51.100.0/24,DK\n"u8.ToArray());
        await rev.FollowAsync("Take it in");
        await rev.ReadsAsync("2 ranges, taken in by rev Example");
        foreach (var (code, name, country, own) in new[] { ("kripos", "Kripos Example", "NO", true), ("ncp-dk", "Cyber Police Example", "DK", false) })
        {
            await rev.WriteAsync("Code", code);
            await rev.WriteAsync("Name", name);
            await rev.WriteAsync("Country", country);
            await rev.WriteAsync("Languages", "nb en");
            await rev.ChooseAsync("What it is", "a country's authority");
            await rev.ChooseAsync("Reached by", own ? "its inbox here" : "a file that a person takes out");
            if (own) await rev.PressAsync("Our own country's: what belongs nowhere else goes to it", "Space");
            await rev.FollowAsync("Keep");
            await rev.ReadsAsync("The directory is changed.");
        }
        await FilmAsync(rev, "authorities");
        await rev.FollowAsync("Providers");
        await rev.WriteAsync("User name of its program", "siv");
        await rev.WriteAsync("Name", "Siv Example");
        await rev.ChooseAsync("Kind", "Provider of a service");
        await rev.ChooseAsync("Legal basis", "Duty by law");
        await FilmAsync(rev, "enrol");
        await rev.FollowAsync("Enrol");
        await rev.ReadsAsync("It is enrolled.");
        await rev.FollowAsync("Make a new credential");
        await rev.ReadsAsync("It is shown now and never again.");
        await FilmAsync(rev, "provider");

        var sender = (await Centre.ProviderAsync("siv"))!.Sender;
        var urgent = await ReceiveAsync(sender, 1, "ongoing");
        var (unclear, fictitious, plain) = (await ReceiveAsync(sender, 2), await ReceiveAsync(sender, 3, "fictitious"), await ReceiveAsync(sender, 4));

        // Who saw something, and a child, tell without an account.
        var nora = await ComeOpenlyAsync("/");
        await nora.FollowAsync("Report abuse");
        await nora.PickAsync("Pictures or films of abuse", "An adult who seeks sexual contact with a child");
        await nora.WriteAsync("Where did you see it?", "A group called Made Up");
        await nora.WriteAsync("What have you seen or heard?", "Made up.");
        await FilmAsync(nora, "report");
        await nora.FollowAsync("Send");
        await nora.ReadsAsync("Thank you. We have received it.");
        await FilmAsync(nora, "reported");
        var number = await nora.Page.InnerTextAsync("#number");
        var kim = await ComeOpenlyAsync("/report");
        await kim.FollowAsync("Are you under 18? There is a form for you");
        await kim.FollowAsync("Send");
        await kim.ReadsAsync("Choose what it is about.");
        await FilmAsync(kim, "child-wrong");
        await kim.PickAsync("There are pictures of me, or of somebody I know", "Somebody threatens me");
        await kim.WriteAsync("Tell us what happened", "Made up.");
        await kim.WriteAsync("How old are you? You need not say.", "13");
        await kim.FollowAsync("Send");
        await kim.ReadsAsync("Thank you. We have received it.");
        await WeighedAsync(6);

        // The analyst: what cannot wait first, then one by one.
        var ana = await ComeAsync("ana");
        await FilmAsync(ana, "queue");
        await ana.FollowAsync("Take the next");
        await ana.ReadsAsync("A child may be in danger now.");
        await FilmAsync(ana, "report-urgent");
        await ana.WriteAsync("Your words to them (may be left out)", "Look at this first.");
        await ana.FollowAsync("Hand it on");
        await ana.ReadsAsync("It is handed on.");
        await ana.FollowAsync($"{unclear}");
        await ana.FollowAsync("Take this report");
        await ana.WriteAsync("Your question", "Is the account still open?");
        await ana.FollowAsync("Ask");
        await ana.ReadsAsync("Its sender is asked.");
        await ana.FollowAsync("1 waits for an answer of its sender.");
        await ana.ReadsAsync("Their sender was asked");
        await FilmAsync(ana, "asked");
        await ana.FollowAsync("Queue");
        await ana.FollowAsync($"{fictitious}");
        await ana.PickAsync("Manifestly unfounded: back to its sender, with the reasons", "No child is shown or concerned");
        await ana.WriteAsync("Why, in words", "A drawing, made up.");
        await ana.FollowAsync("Send to a second reader");
        await ana.ReadsAsync("A second reader decides.");
        await ana.FollowAsync($"{plain}");
        await ana.FollowAsync("Take this report");
        await ana.FollowAsync("Give it back to the queue");
        await ana.ReadsAsync("It is in the queue again.");
        var publics = (await Centre.QueueAsync(false, 0, 50)).Rest.Single(one => one.Channel is Vern.Material.Intake.Channel.Public).Report;
        await ana.FollowAsync($"{publics}");
        await ana.PressAsync("Kripos Example (NO)", "Space");
        if (!await ana.Page.EvaluateAsync<bool>("() => document.activeElement.checked")) await ana.Page.Keyboard.PressAsync("Space");
        await ana.FollowAsync("Hand it on");
        await ana.ReadsAsync("It is handed on.");
        await OutAsync(ana);

        var two = await ComeAsync("two");
        await two.ReadsAsync("For a second reader");
        await two.FollowAsync($"{fictitious}");
        await two.PickAsync("Set aside: I have read it and agree", "Set aside: I have read it and agree");
        await FilmAsync(two, "second-reading");
        await two.FollowAsync("Answer");
        await two.ReadsAsync("Your reading counts as the second.");
        await two.FollowAsync("Set aside by two");
        await two.ReadsAsync("Two have read each of these.");
        await two.FollowAsync($"{fictitious}");
        await FilmAsync(two, "set-aside");
        await OutAsync(two);

        // The authority: what is urgent first; one belongs elsewhere.
        var pol = await ComeAsync("pol");
        await pol.ReadsAsync("Inbox of Kripos Example.");
        await FilmAsync(pol, "inbox");
        await pol.FollowAsync((await Centre.PackagesOfAsync(urgent))[0].Id[..8]);
        await pol.FollowAsync("We have received it");
        await pol.ReadsAsync("Received");
        await pol.PickAsync("A case was opened", "A child is safeguarded");
        await pol.WriteAsync("In words (may be left out)", "The same evening.");
        await pol.FollowAsync("Tell the centre");
        await pol.ReadsAsync("The centre has been told.");
        await FilmAsync(pol, "package");
        await pol.ToAsync("JSON");
        Assert.EndsWith(".json", (await pol.Page.RunAndWaitForDownloadAsync(() => pol.Page.Keyboard.PressAsync("Enter"))).SuggestedFilename, StringComparison.Ordinal);
        await pol.FollowAsync("Inbox", "a");
        await pol.FollowAsync((await Centre.PackagesOfAsync(publics))[0].Id[..8]);
        await pol.PickAsync("A case was opened", "Another authority is competent");
        await pol.WriteAsync("Country that is competent instead", "DK");
        await pol.FollowAsync("Tell the centre");
        await pol.ReadsAsync("It is sent back");
        await OutAsync(pol);

        // The reviewer sees what became of it, and hands on what came back.
        await rev.FollowAsync("Handed on");
        await rev.ReadsAsync("A child is safeguarded");
        await FilmAsync(rev, "handed-on");
        await rev.FollowAsync($"{publics}");
        await rev.PressAsync("Cyber Police Example (DK)", "Space");
        await FilmAsync(rev, "sent-back");
        await rev.FollowAsync("Hand it on");
        await rev.ReadsAsync("It is handed on.");
        await rev.FollowAsync("Handed on");
        await rev.ToAsync("XML…");
        Assert.EndsWith(".xml", (await rev.Page.RunAndWaitForDownloadAsync(() => rev.Page.Keyboard.PressAsync("Enter"))).SuggestedFilename, StringComparison.Ordinal);
        await FilmAsync(rev, "taken-out");
        await rev.FollowAsync("Providers");
        await rev.FollowAsync("Siv Example");
        await rev.FollowAsync("Close: its credentials are dead at once");
        await rev.ReadsAsync("It is closed: its credentials are dead.");
        await OutAsync(rev);

        await nora.FollowAsync("Report something else");
        await nora.WriteAsync("Your number", number);
        await nora.FollowAsync("See what became of it");
        await nora.ReadsAsync("It has been sent to the authority that can act on it.");

        // The supervisor sees that it goes its way, and nothing of what reports say.
        var sup = await ComeAsync("sup");
        await sup.ReadsAsync("What became of what we handed on?");
        await FilmAsync(sup, "supervisor");
        await sup.FollowAsync("Providers");
        await sup.FollowAsync("Authorities");
        await sup.FollowAsync("Rules");
        await FilmAsync(sup, "rules");
        await sup.FollowAsync("Complaints");
        await sup.FollowAsync("Series");
        await sup.FollowAsync("Notices");
        await OutAsync(sup);
    });

    [Fact]
    public Task Two_persons_change_the_rules_and_who_has_read_enough_pauses() => InCentreAsync([("rev", "reviewer"), ("rex", "reviewer"), ("ana", "analyst")], async () =>
    {
        var sender = (await Centre.EnrolAsync(new() { Name = "siv", Title = "Siv Example", Country = "NO", Basis = "duty", From = new(2025, 1, 1) })).Sender;
        await ReceiveAsync(sender, 1);
        await ReceiveAsync(sender, 2);
        await WeighedAsync(2);
        var ana = await ComeAsync("ana");
        await ana.FollowAsync("Take the next");

        var rev = await ComeAsync("rev");
        await rev.FollowAsync("Rules");
        await rev.WriteAsync("Points A child of 12 or younger", "many");
        await rev.WriteAsync("Why you propose this", "Made up.");
        await rev.FollowAsync("Propose, and see last month under it");
        await rev.ReadsAsync("A child of 12 or younger, Points: a whole number from -30 to 40 was expected.");
        await FilmAsync(rev, "rules-wrong");
        await rev.WriteAsync("Points A child of 12 or younger", "30");
        await rev.WriteAsync("Reports a day", "1");
        await rev.FollowAsync("Propose, and see last month under it");
        await rev.ReadsAsync("What would have changed last month?");
        await FilmAsync(rev, "replay");
        await rev.ReadsAsync("Two persons change the rules");
        Assert.Equal(0, await rev.Page.GetByText("Put these rules into force").CountAsync()); // she proposed them
        await OutAsync(rev);
        var rex = await ComeAsync("rex");
        await rex.FollowAsync("Rules");
        await rex.FollowAsync("Proposal 1 by rev Example…");
        await rex.FollowAsync("Put these rules into force");
        await rex.ReadsAsync("The new rules are in force.");
        await rex.WriteAsync("Minutes of a pause", "12");
        await rex.WriteAsync("Why you propose this", "Made up.");
        await rex.FollowAsync("Propose, and see last month under it");
        await rex.FollowAsync("Withdraw the proposal");
        await rex.ReadsAsync("The proposal is withdrawn.");
        await FilmAsync(rex, "rules");
        await OutAsync(rex);

        await ana.FollowAsync("Queue");
        await ana.FollowAsync("Take a pause…");
        await ana.ReadsAsync("Time for a pause");
        await FilmAsync(ana, "pause");
        await ana.FollowAsync("Queue");
        await ana.FollowAsync("Take the next");
        await ana.ReadsAsync("Time for a pause");
        await OutAsync(ana);
    });

    [Fact]
    public Task Two_persons_add_a_rule_switch_one_off_and_remove_it_again() => InCentreAsync([("rev", "reviewer"), ("rex", "reviewer")], async () =>
    {
        var sender = (await Centre.EnrolAsync(new() { Name = "siv", Title = "Siv Example", Country = "NO", Basis = "duty", From = new(2025, 1, 1) })).Sender;
        var report = await ReceiveAsync(sender, 1, "sadistic");
        await WeighedAsync(1);
        var rev = await ComeAsync("rev");
        await rev.FollowAsync("Rules");
        await rev.PressAsync("Off A child threatens suicide danger now", "Space");
        await rev.WriteAsync("Points (Add a rule)", "99");
        await rev.WriteAsync("Name in English", "Made up");
        await rev.FollowAsync("Propose, and see last month under it");
        await rev.ReadsAsync("A child threatens suicide: this stays on.");
        await rev.ReadsAsync("Choose what the new rule looks at");
        await rev.ReadsAsync("Say why");
        await FilmAsync(rev, "add-wrong");
        await rev.PressAsync("Off A child threatens suicide danger now", "Space");
        await rev.PressAsync("Off Spam", "Space");
        await rev.ChooseAsync("What it looks at", "sadistic");
        await rev.ChooseAsync("Comparison", "is");
        await rev.ChooseAsync("And also", "new");
        await rev.ChooseAsync("Comparison (And also)", "is");
        await rev.WriteAsync("Points (Add a rule)", "20");
        await rev.WriteAsync("Floor (Add a rule)", "60");
        await rev.WriteAsync("Why you propose this", "Made up.");
        await rev.FollowAsync("Propose, and see last month under it");
        await rev.ReadsAsync("Urgency, added: Made up (What was seen: sadistic; and What it shows is: new), 20 points, floor 60");
        await rev.ReadsAsync("Urgency, switched off: Spam");
        await rev.ReadsAsync("1 report; 1 with another urgency.");
        await FilmAsync(rev, "replay-added");
        await OutAsync(rev);

        var rex = await ComeAsync("rex");
        await rex.FollowAsync("Rules");
        await rex.FollowAsync("Proposal 1 by rev Example…");
        await rex.FollowAsync("Put these rules into force");
        await rex.ReadsAsync("The new rules are in force.");
        await rex.ReadsAsync("Our own: What was seen: sadistic; and What it shows is: new");
        await FilmAsync(rex, "rules-own");
        for (var waited = 0; (await Centre.QueueAsync(false, 0, 50)).Rest.Single(one => one.Report == report).Urgency < 60; waited++)
        {
            Assert.True(waited < 300, "what waits is not weighed anew");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        await rex.FollowAsync("Queue");
        await rex.ReadsAsync("Made up");
        await rex.FollowAsync("Rules");
        await rex.PressAsync("Remove Made up", "Space");
        await rex.PressAsync("Off Spam", "Space");
        await rex.WriteAsync("Why you propose this", "Made up.");
        await rex.FollowAsync("Propose, and see last month under it");
        await rex.ReadsAsync("Urgency, removed: Made up");
        await rex.ReadsAsync("Urgency, switched on: Spam");
        await rex.OpenAsync(At("/queue?lang=nb"));
        await rex.ReadsAsync("(bare navngitt på EN)");
        await FilmAsync(rex, "queue-nb");
        await rex.OpenAsync(At("/scoring/1?lang=en"));
        await rex.PressAsync("All rules of version 1");
        await rex.ReadsAsync("Our own: What was seen: sadistic; and What it shows is: new");
        await FilmAsync(rex, "version-1");
        await OutAsync(rex);
    });
}
