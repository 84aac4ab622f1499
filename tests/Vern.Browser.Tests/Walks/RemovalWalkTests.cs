using Vern.Material.Tests.Removal;

namespace Vern.Browser.Tests.Walks;

/// <summary>A notice's way by keyboard alone: the police first, two persons, the letter, looking again; and who thinks that it was wrong, or is shown, without an account.</summary>
public sealed class RemovalWalkTests : CentreWalk
{
    private const string Address = "https://pictures.example/album/1";

    [Fact]
    public Task A_notice_waits_for_the_police_is_sent_by_two_and_taken_back_after_a_complaint() => InCentreAsync([("ana", "analyst"), ("two", "second-reader"), ("rev", "reviewer"), ("pol", "police-inbox")], async () =>
    {
        var report = await ReceiveAsync((await Centre.EnrolAsync(new() { Name = "siv", Title = "Siv Example", Country = "NO", Basis = "duty", From = new(2025, 1, 1) })).Sender, 1);
        await WeighedAsync(1);
        var pol = await ComeAsync("pol");
        await pol.FollowAsync("Notices");
        await pol.FollowAsync("Held for the police");
        await pol.FollowAsync("Hold");
        await pol.ReadsAsync("Give an address or the number of a report, one of the two");
        await pol.WriteAsync("Address", Address);
        await pol.WriteAsync("Held until and including", Today().AddDays(10));
        await pol.WriteAsync("Why", "A case is open, made up.");
        await pol.FollowAsync("Hold");
        await pol.ReadsAsync("It is held");
        await FilmAsync(pol, "holds");

        var ana = await ComeAsync("ana");
        await ana.FollowAsync($"{report}");
        await ana.FollowAsync("Propose a notice to a host");
        await ana.WriteAsync("Address", Address);
        await ana.ChooseAsync("Legal basis", "Digital Services Act, article 16 (notice)");
        await ana.ChooseAsync("Class", "Baseline (illegal in nearly all countries)");
        await ana.ChooseAsync("Kind of media", "picture");
        await ana.FollowAsync("Propose");
        await ana.ReadsAsync("Choose one of the list");
        await FilmAsync(ana, "notice-wrong");
        await ana.ChooseAsync("How it was found", "Read by an analyst");
        await ana.WriteAsync("Mail address for abuse", "abuse@host.example");
        await ana.WriteAsync("Country of the host, two letters", "DK");
        await ana.FollowAsync("Propose");
        await ana.ReadsAsync("Another person confirms before anything leaves.");
        await FilmAsync(ana, "notice-proposed");

        var two = await ComeAsync("two");
        await two.FollowAsync("Notices");
        var notice = (await Centre.NoticesAsync(null, null, 0, 1)).Notices[0].Id;
        await two.FollowAsync(notice[..8]);
        await two.FollowAsync("Confirm");
        await two.ReadsAsync("Tick that you have looked at it");
        await two.PressAsync("I have looked at what stands here, and the notice should leave.", "Space");
        await two.FollowAsync("Confirm");
        await two.ReadsAsync("It is confirmed by two.");
        await two.ReadsAsync("Held for the police until");
        Assert.Equal(0, await two.Page.GetByText("I have sent it").CountAsync());
        await pol.FollowAsync("Hold no longer…");
        await pol.ReadsAsync("It is held no longer.");
        await OutAsync(pol);

        await two.FollowAsync("Notices");
        await two.FollowAsync(notice[..8]);
        await FilmAsync(two, "notice-due");
        await two.ToAsync("Take the letter");
        Assert.EndsWith(".eml", (await two.Page.RunAndWaitForDownloadAsync(() => two.Page.Keyboard.PressAsync("Enter"))).SuggestedFilename, StringComparison.Ordinal);
        // While the operator's settings are broken nothing is noted, and the page says so.
        var settings = Path.Combine(Centre.Folder, "removal.json");
        await File.WriteAllTextAsync(settings, "{");
        await two.FollowAsync("I have sent it");
        await two.ReadsAsync("Nothing was changed: the settings for notices are broken");
        File.Delete(settings);
        await two.FollowAsync("Notices");
        await two.FollowAsync(notice[..8]);
        await two.FollowAsync("I have sent it");
        await two.ReadsAsync("It is noted that the letter was sent.");
        await two.FollowAsync("It is there");
        await two.ReadsAsync("It is noted as still there.");
        await two.FollowAsync("It is gone");
        await two.ReadsAsync("It is noted as gone.");
        await two.ToAsync("Take the statement of reasons");
        Assert.EndsWith(".json", (await two.Page.RunAndWaitForDownloadAsync(() => two.Page.Keyboard.PressAsync("Enter"))).SuggestedFilename, StringComparison.Ordinal);
        await FilmAsync(two, "notice-gone");
        await two.FollowAsync("Notices");
        await two.FollowAsync("Times to removal");
        await FilmAsync(two, "times");
        await OutAsync(two);

        // Whose picture it was, without an account.
        var nora = await ComeOpenlyAsync("/report");
        await nora.FollowAsync("Complain");
        await nora.FollowAsync("Send the complaint");
        await nora.ReadsAsync("Choose what it is about");
        await nora.PressAsync("Something of mine was removed", "Space");
        await nora.WriteAsync("What was it? One line", Address);
        await nora.WriteAsync("What happened, in your words", "It was a cake.");
        await FilmAsync(nora, "complain");
        await nora.FollowAsync("Send the complaint");
        await nora.ReadsAsync("We have got it");
        await FilmAsync(nora, "ticket");
        var (number, code) = (await nora.Page.InnerTextAsync("#number"), await nora.Page.InnerTextAsync("#code"));

        var rev = await ComeAsync("rev");
        await rev.FollowAsync("Complaints");
        await FilmAsync(rev, "complaints");
        await rev.FollowAsync((await Centre.MattersAsync(true, 0, 1)).Matters[0].Id[..8]);
        await rev.FollowAsync("Take it up");
        await rev.ReadsAsync("You have taken it up.");
        await rev.PickAsync("Upheld: we were wrong", "Upheld: we were wrong");
        await rev.WriteAsync("Reasons, as those who complained will read them", "It was a cake, as you say.");
        await FilmAsync(rev, "complaint");
        await rev.FollowAsync("Decide");
        await rev.ReadsAsync("It is decided.");
        await rev.ToAsync("Take the text for the provider, who tells the account holder");
        Assert.EndsWith(".txt", (await rev.Page.RunAndWaitForDownloadAsync(() => rev.Page.Keyboard.PressAsync("Enter"))).SuggestedFilename, StringComparison.Ordinal);
        await rev.FollowAsync($"Notice {notice[..8]}");
        await rev.ReadsAsync("Withdrawn as wrong");
        await OutAsync(rev);

        // The host is told; who complained reads it, coming back with the number and the code.
        await ana.FollowAsync("Notices");
        await ana.FollowAsync("Withdrawn as wrong");
        await ana.FollowAsync(notice[..8]);
        await ana.FollowAsync("I have sent it");
        await ana.ReadsAsync("It is noted that the letter was sent.");
        await OutAsync(ana);
        await nora.FollowAsync("Complain");
        await nora.WriteAsync("Number", number);
        await nora.FollowAsync("Follow what happens");
        await nora.WriteAsync("Code", "ABCD");
        await nora.FollowAsync("Show");
        await nora.ReadsAsync("do not belong together");
        await nora.WriteAsync("Code", code);
        await nora.FollowAsync("Show");
        await nora.ReadsAsync("It was a cake, as you say.");
        await FilmAsync(nora, "answer");
        await nora.ToAsync("Take the receipt of the decision");
        Assert.EndsWith(".tlog-proof", (await nora.Page.RunAndWaitForDownloadAsync(() => nora.Page.Keyboard.PressAsync("Enter"))).SuggestedFilename, StringComparison.Ordinal);
    });

    [Fact]
    public Task A_letter_that_the_mail_server_refused_leaves_when_a_person_says_so() => InCentreAsync([("ana", "analyst"), ("two", "second-reader")], async () =>
    {
        var refuses = true;
        await using var server = new MailServer { HasTls = false, Answers = command => refuses && command == "RCPT" ? "550 5.1.1 nobody of that name" : null };
        await File.WriteAllTextAsync(Path.Combine(Centre.Folder, "removal.json"), $$"""{"contact":"us@example.org","domain":"centre.example","smtp":{"host":"127.0.0.1","port":{{server.Port}},"security":"none","from":"notices@centre.example"} }""", TestContext.Current.CancellationToken);
        var report = await ReceiveAsync((await Centre.EnrolAsync(new() { Name = "siv", Title = "Siv Example", Country = "NO", Basis = "duty", From = new(2025, 1, 1) })).Sender, 1);
        await WeighedAsync(1);
        var ana = await ComeAsync("ana");
        await ana.FollowAsync($"{report}");
        await ana.FollowAsync("Propose a notice to a host");
        await ProposeAsync(ana, "Digital Services Act, article 16 (notice)", "Baseline (illegal in nearly all countries)", "Read by an analyst");
        await OutAsync(ana);

        var two = await ComeAsync("two");
        await two.FollowAsync("Notices");
        var notice = (await Centre.NoticesAsync(null, null, 0, 1)).Notices[0].Id;
        await two.FollowAsync(notice[..8]);
        await two.PressAsync("I have looked at what stands here, and the notice should leave.", "Space");
        await two.FollowAsync("Confirm");
        await UntilAsync(async () => (await Centre.NoticeAsync(notice))!.Mails.Any(mail => mail.State is Vern.Material.Removal.LetterState.Refused), "the letter is not refused");
        await two.FollowAsync("Notices");
        await two.FollowAsync(notice[..8]);
        await two.ReadsAsync("The mail server refused this letter for good.");
        await FilmAsync(two, "letter-refused");
        refuses = false;
        await two.FollowAsync("Try the mail server again");
        await UntilAsync(() => Task.FromResult(server.Letters.Count == 1), "the letter is not tried again");
        await UntilAsync(async () => (await Centre.NoticeAsync(notice))!.Mails.All(mail => mail.State is Vern.Material.Removal.LetterState.Sent), "the letter has not left");
        Assert.Contains("abuse@host.example", server.Letters[0], StringComparison.Ordinal);
        await two.FollowAsync("Notices");
        await two.FollowAsync(notice[..8]);
        await two.ReadsAsync("A letter was tried again");
        Assert.Equal(0, await two.Page.GetByText("Try the mail server again").CountAsync());
        await FilmAsync(two, "letter-sent");
        await OutAsync(two);
    });

    private static async Task ProposeAsync(KeyboardOnly walk, string basis, string material, string found)
    {
        await walk.WriteAsync("Address", Address);
        await walk.ChooseAsync("Legal basis", basis);
        await walk.ChooseAsync("Class", material);
        await walk.ChooseAsync("Kind of media", "picture");
        await walk.ChooseAsync("How it was found", found);
        await walk.WriteAsync("Mail address for abuse", "abuse@host.example");
        await walk.FollowAsync("Propose");
        await walk.ReadsAsync("Another person confirms before anything leaves.");
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, string otherwise)
    {
        for (var waited = 0; !await holds(); waited++)
        {
            Assert.True(waited < 300, otherwise);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public Task Who_is_shown_asks_is_answered_and_changes_her_mind() => InCentreAsync([("ana", "analyst"), ("two", "second-reader")], async () =>
    {
        var nora = await ComeOpenlyAsync("/report/child");
        await nora.FollowAsync("Have pictures of you removed");
        await nora.FollowAsync("Ask for help");
        await nora.ReadsAsync("Choose who you are");
        await nora.PressAsync("It is me in the pictures", "Space");
        await nora.WriteAsync("Where are they? One web address on each line", Address);
        await nora.WriteAsync("Is there anything else we should know?", "Made up.");
        await FilmAsync(nora, "mine");
        await nora.FollowAsync("Ask for help");
        await nora.ReadsAsync("We have got it");
        var code = await nora.Page.InnerTextAsync("#code");

        var ana = await ComeAsync("ana");
        await ana.FollowAsync("Requests of those shown");
        await FilmAsync(ana, "requests");
        await ana.FollowAsync((await Centre.RequestsAsync(true, 0, 1)).Requests[0].Number);
        await ana.FollowAsync("Propose a notice from this request");
        await ProposeAsync(ana, "Request of the person who is shown", "B2", "Reported by somebody");
        await ana.FollowAsync("Requests of those shown");
        await ana.FollowAsync((await Centre.RequestsAsync(true, 0, 1)).Requests[0].Number);
        await ana.WriteAsync("What she or he reads, in plain words", "We have asked the service to take it away.");
        await ana.FollowAsync("We work on it");
        await ana.ReadsAsync("Your answer is kept.");
        await FilmAsync(ana, "request");
        await OutAsync(ana);

        await nora.FollowAsync("Follow what happens");
        await nora.WriteAsync("Code", code);
        await nora.FollowAsync("Show");
        await nora.ReadsAsync("We have asked the service to take it away.");
        await FilmAsync(nora, "followed");
        await nora.FollowAsync("Take it back");
        await nora.ReadsAsync("Nothing more is sent.");
        await nora.FollowAsync("Erase what I wrote");
        await nora.ReadsAsync("nobody can bring it back");

        // It is closed for who worked on it, too.
        var two = await ComeAsync("two");
        await two.FollowAsync("Requests of those shown");
        await two.FollowAsync("Finished");
        await two.FollowAsync((await Centre.RequestsAsync(false, 0, 1)).Requests[0].Number);
        await FilmAsync(two, "erased");
        await OutAsync(two);
    });

    private static DateOnly Today() => Vern.Platform.Interface.PageContext.DayOf(TimeProvider.System.GetUtcNow());
}
