using System.Globalization;
using Vern.Material.Indicators;
using Vern.Material.Triage;

namespace Vern.Browser.Tests.Walks;

/// <summary>An entry's way by keyboard alone: proposed, confirmed by two others, published by two, doubted, suspended and withdrawn by two; false matches; and the public report by two.</summary>
public sealed class KnownMaterialWalkTests : CentreWalk
{
    private const string Baseline = "Baseline: unlawful everywhere";

    [Fact]
    public Task An_entry_is_confirmed_published_doubted_and_withdrawn_each_by_two() => InCentreAsync([("ana", "analyst"), ("ann", "analyst"), ("two", "second-reader"), ("rev", "reviewer"), ("lis", "list-publisher")], async () =>
    {
        var ana = await ComeAsync("ana");
        await ana.FollowAsync("Known material");
        await ana.FollowAsync("Propose an entry");
        await ana.FollowAsync("Propose an entry");
        await ana.ReadsAsync("Choose a class.");
        await FilmAsync(ana, "propose-wrong");
        await ana.ChooseAsync("Class", "B2: after puberty, display");
        await ana.WriteAsync("SHA-256", Digest(1));
        await ana.WriteAsync("Body that it comes from", "hotline");
        await ana.WriteAsync("What else is to be known", "Made up.");
        await ana.FollowAsync("Propose an entry");
        await ana.ReadsAsync("The entry is proposed.");
        await ana.ReadsAsync("You proposed this: others confirm it.");
        var (ann, two, rev, lis) = (await ComeAsync("ann"), await ComeAsync("two"), await ComeAsync("rev"), await ComeAsync("lis"));
        await StepAsync(ann, "Confirm", "Your confirmation is kept.");
        await StepAsync(two, "Confirm", "Your confirmation is kept.");
        await two.ReadsAsync("Two persons have confirmed it, and it is matched.");

        await PublishAsync(lis, rev);
        await FilmAsync(rev, "lists");

        await ana.FollowAsync("Known material");
        await ana.WriteAsync("Fingerprint", Digest(1));
        await ana.FollowAsync("Search");
        await FilmAsync(ana, "found");
        await ana.FollowAsync("1");
        await ana.FollowAsync("I doubt it");
        await ana.ReadsAsync("Say why.");
        await ana.WriteAsync("Why (Is it wrong?)", "It may be a cake.");
        await ana.FollowAsync("I doubt it");
        await ana.ReadsAsync("Your doubt is kept");
        await StepAsync(rev, "The doubt is unfounded", "It stands.", "Why (Decide)");
        await StepAsync(ann, "Suspend it now", "It counts no more from this moment.", "Why (Is it wrong?)");
        await StepAsync(two, "It is to count again", "One more person must confirm before it counts again.", "Why (Decide)");
        await StepAsync(ann, "Confirm", "Your confirmation is kept.");
        await StepAsync(two, "It is to be withdrawn", "It is suspended; a second person withdraws it.", "Why (Decide)");
        await FilmAsync(two, "entry");
        await StepAsync(rev, "Withdraw it for good", "It is withdrawn.", "Why (Decide)");
        await PublishAsync(lis, two);
        await lis.FollowAsync("Known material");
        await lis.ReadsAsync("0 entries count");
        await OutAsync(ana);
        await OutAsync(ann);
        await OutAsync(lis);

        await two.FollowAsync("Known material");
        await two.FollowAsync("Known false matches");
        await two.ChooseAsync("Kind", "SHA-256");
        await two.WriteAsync("Fingerprint", Digest(2));
        await two.WriteAsync("Why", "A logo, made up.");
        await two.FollowAsync("Propose");
        await two.ReadsAsync("It suppresses nothing until another person confirms it.");
        await rev.FollowAsync("Known material");
        await rev.FollowAsync("Known false matches");
        await rev.FollowAsync("Confirm");
        await rev.ReadsAsync("It is confirmed, and suppresses from now on.");
        await FilmAsync(rev, "negatives");
        await rev.FollowAsync("Suppress no more");
        await rev.ReadsAsync("It suppresses no more.");
        await OutAsync(two);
        await OutAsync(rev);
    });

    [Fact]
    public Task A_national_list_is_published_a_fingerprint_counts_again_and_evidence_is_preserved_for_longer() => InCentreAsync([("ana", "analyst"), ("ann", "analyst"), ("two", "second-reader"), ("rev", "reviewer"), ("lis", "list-publisher")], async () =>
    {
        var ana = await ComeAsync("ana");
        await ana.FollowAsync("Known material");
        await ana.FollowAsync("Propose an entry");
        await ana.WriteAsync("List", "national-no");
        await ana.ChooseAsync("Class", "B2: after puberty, display");
        await ana.WriteAsync("SHA-256", Digest(1));
        await ana.WriteAsync("PDQ", Digest(2));
        await ana.WriteAsync("Quality of PDQ", "90");
        await ana.WriteAsync("Coefficients near the median", "1");
        await ana.WriteAsync("Decoder", "made-up");
        await ana.WriteAsync("How it was made smaller", "nearest-512");
        await ana.FollowAsync("Propose an entry");
        await ana.ReadsAsync("A national list needs a legal ground; the baseline has none.");
        await ana.ChooseAsync("Legal ground", "Penal code");
        await ana.FollowAsync("Propose an entry");
        await ana.ReadsAsync("The entry is proposed.");
        await OutAsync(ana);
        var (ann, two, rev, lis) = (await ComeAsync("ann"), await ComeAsync("two"), await ComeAsync("rev"), await ComeAsync("lis"));
        await StepAsync(ann, "Confirm", "Your confirmation is kept.");
        await StepAsync(two, "Confirm", "Two persons have confirmed it, and it is matched.");
        await PublishAsync(lis, rev, "National: NO");
        foreach (var who in (KeyboardOnly[])[ann, two, lis]) await OutAsync(who);

        // It matches everywhere at once, and is set aside until somebody has looked.
        var hash = Vern.Fingerprints.Hash256.Parse(Digest(2));
        for (var time = 0; time < 2; time++) await Centre.KnownAsync([.. Enumerable.Range(0, 150).Select(file => new Vern.Material.Indicators.Matching.FileDigests($"{file}", Pdq: $"{hash}"))]);
        await rev.FollowAsync("Known material");
        await rev.FollowAsync("Those with a fingerprint set aside");
        await rev.FollowAsync("1");
        await rev.ReadsAsync("it suddenly matched everywhere");
        await FilmAsync(rev, "set-aside");
        await rev.FollowAsync("I have looked: it counts again");
        await rev.ReadsAsync("The fingerprint counts again.");

        // What a provider is to keep runs out in five days.
        var report = await ReceiveAsync((await Centre.EnrolAsync(new() { Name = "siv", Title = "Siv Example", Country = "NO", Basis = "duty", From = new(2025, 1, 1), PreserveDays = 5 })).Sender, 3);
        await WeighedAsync(1);
        await rev.FollowAsync("Providers");
        await rev.FollowAsync("Siv Example");
        await rev.FollowAsync($"Preserve for longer: {report}");
        await rev.ReadsAsync("It is preserved for another 90 days.");
        await FilmAsync(rev, "preserved");
        await OutAsync(rev);
    });

    [Fact]
    public Task The_public_report_is_made_by_one_published_by_another_and_read_by_anybody() => InCentreAsync([("rev", "reviewer"), ("lis", "list-publisher"), ("sup", "supervisor")], async () =>
    {
        var year = TimeProvider.System.GetUtcNow().Year.ToString(CultureInfo.InvariantCulture);
        await ReceiveAsync((await Centre.EnrolAsync(new() { Name = "siv", Title = "Siv Example", Country = "NO", Basis = "duty", From = new(2025, 1, 1) })).Sender, 1);
        await WeighedAsync(1);
        var lis = await ComeAsync("lis");
        await lis.FollowAsync("Transparency");
        await lis.ReadsAsync("Nothing is published yet.");
        await lis.FollowAsync($"Draft of {year}");
        await lis.FollowAsync("Make the draft and propose it");
        await lis.ReadsAsync("Another person publishes it.");
        await FilmAsync(lis, "draft");
        await OutAsync(lis);
        var rev = await ComeAsync("rev");
        await rev.FollowAsync("Transparency");
        await rev.FollowAsync($"Draft of {year}");
        await rev.FollowAsync("Publish");
        await rev.ReadsAsync("Tick that you have read it");
        await rev.PressAsync("I have read the report below as it will be published.", "Space");
        await rev.FollowAsync("Publish");
        await rev.ReadsAsync("The report is published");
        await OutAsync(rev);
        var sup = await ComeAsync("sup");
        await sup.FollowAsync("Transparency");
        await sup.FollowAsync($"Draft of {year}");
        await OutAsync(sup);

        var nora = await ComeOpenlyAsync("/report");
        await nora.FollowAsync("What was done");
        await nora.ReadsAsync($"What did Room Example do in {year}?");
        await FilmAsync(nora, "public");
        await nora.ToAsync("The receipt");
        Assert.EndsWith(".tlog-proof", (await nora.Page.RunAndWaitForDownloadAsync(() => nora.Page.Keyboard.PressAsync("Enter"))).SuggestedFilename, StringComparison.Ordinal);
    });

    [Fact]
    public Task What_came_in_before_it_was_known_is_taken_up_again_or_nothing_follows_and_a_person_says_which() => InCentreAsync([("ana", "analyst"), ("two", "second-reader")], async () =>
    {
        var sender = (await Centre.EnrolAsync(new() { Name = "siv", Title = "Siv Example", Country = "NO", Basis = "duty", From = new(2025, 1, 1) })).Sender;
        var (aside, waits) = (await ReceiveAsync(sender, 1, "infant"), await ReceiveAsync(sender, 2));
        await WeighedAsync(2);
        var (ola, kim, bo) = (new Reader(91, 91, "Ola Example"), new Reader(92, 92, "Kim Example"), new IndicatorActor(93, "Bo Example"));
        Assert.Equal(ReadingStep.Done, await Centre.ProposeSetAsideAsync(aside, "no-child", "Made up.", 0, ola));
        Assert.Equal(ReadingStep.Done, await Centre.SecondAsync(aside, true, "", kim));
        foreach (var file in (int[])[1, 2])
        {
            var entry = (await Centre.ProposeIndicatorAsync(new("baseline", "b2", [new(HashKind.Sha256, Digest(file))]), new(null, "hotline"))).Indicator!.Value;
            foreach (var actor in (IndicatorActor[])[bo, new(94, "Eli Example")]) Assert.Equal(StepOutcome.Done, await Centre.StepIndicatorAsync(entry, IndicatorStep.Confirm, actor));
        }
        for (var waited = 0; await Centre.RematchesWaitingAsync() < 2; waited++)
        {
            Assert.True(waited < 300, "the past is not compared");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        var ana = await ComeAsync("ana");
        await ana.FollowAsync("2 earlier reports match what has become known.");
        await ana.ReadsAsync("2 earlier reports wait for somebody to say what follows.");
        await ana.ReadsAsync("Set aside by two: 1");
        await FilmAsync(ana, "matches-of-the-past");
        await ana.FollowAsync("1");
        await ana.FollowAsync("Keep the answer");
        await ana.ReadsAsync("Choose at least one report.");
        await FilmAsync(ana, "match-wrong");
        await ana.PressAsync($"Choose report {aside}", "Space");
        await ana.PickAsync("Take it up again: back to the queue", "Take it up again: back to the queue");
        await ana.WriteAsync("Why", "It is known since, made up.");
        await ana.FollowAsync("Keep the answer");
        await ana.ReadsAsync("Your answer is kept.");
        await FilmAsync(ana, "match-answered");
        await ana.FollowAsync($"{aside}");
        await ana.ReadsAsync("What has become known since it came");
        await ana.ReadsAsync("It is known since, made up.");
        await FilmAsync(ana, "report-taken-up");
        await OutAsync(ana);

        var two = await ComeAsync("two");
        await two.FollowAsync("Known material");
        await two.FollowAsync("2");
        await two.ReadsAsync("It matches 1 earlier report; for 1 nobody has said what follows.");
        await two.FollowAsync("See them");
        await two.PressAsync($"Choose report {waits}", "Space");
        await two.PickAsync("Take it up again: back to the queue", "Nothing follows");
        await two.WriteAsync("Why", "Somebody reads it already, made up.");
        await two.FollowAsync("Keep the answer");
        await two.ReadsAsync("Your answer is kept.");
        await two.FollowAsync("Matches of the past", "a");
        await two.ReadsAsync("Nothing waits for an answer.");
        await two.FollowAsync("Answered");
        await two.ReadsAsync("1 taken up again");
        await FilmAsync(two, "answered");
        await OutAsync(two);
    });

    // To the entry by the list of entries, and a step there.
    private static async Task StepAsync(KeyboardOnly who, string step, string says, string? why = null)
    {
        await who.FollowAsync("Known material");
        await who.FollowAsync("1");
        if (why is not null) await who.WriteAsync(why, "Made up.");
        await who.FollowAsync(step);
        await who.ReadsAsync(says);
    }

    private static async Task PublishAsync(KeyboardOnly first, KeyboardOnly second, string list = Baseline)
    {
        await first.FollowAsync("Lists");
        await first.FollowAsync($"Begin publishing: {list}");
        await first.ReadsAsync("The publishing is begun: another person confirms it.");
        await second.FollowAsync("Lists");
        await second.FollowAsync($"Confirm the publishing: {list}");
        await second.ReadsAsync("The edition is published, and in the ledger.");
    }
}
