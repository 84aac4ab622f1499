using System.Globalization;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake;
using Vern.Material.Tests.Intake;
using Vern.Material.Triage;
using Vern.Material.Triage.Storage;
using static Vern.Material.Tests.Triage.MadeUpReports;

namespace Vern.Material.Tests.Triage;

/// <summary>Weighing, folding, reading and deciding, on both databases.</summary>
public sealed class ReadingTests
{
    public static TheoryData<string> Databases => MaterialFixture.Databases;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases))]
    public async Task What_says_the_same_is_read_once_and_what_it_adds_is_kept_and_shown(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var (alpha, beta) = (await fixture.Store.EnrolAsync(ProvidersTests.AProvider("alpha"), Cancel), await fixture.Store.EnrolAsync(ProvidersTests.AProvider("beta"), Cancel));
        var digest = new string('d', 64);
        var first = await KeptAsync(fixture, Of(alpha.Sender, Facts("infant"), digest));
        var same = await KeptAsync(fixture, Of(beta.Sender, Facts("infant"), digest));
        var more = await KeptAsync(fixture, Of(beta.Sender, Facts("infant") with { Accounts = [new() { Service = "Example", ScreenName = "made-up", Mail = ["a@example.org"] }] }, digest));
        var danger = await KeptAsync(fixture, Of(beta.Sender, Facts("infant", "suicide-threat"), digest));
        var queue = await fixture.Store.QueueAsync(false, 0, 50, Cancel);
        Assert.Equal([danger], queue.Imminent.Select(one => one.Report)); // more urgent than the one that it says the same as: never under it
        Assert.Equal([(first, 2)], queue.Rest.Select(one => (one.Report, one.Folded)));
        var view = (await fixture.Store.ReadAsync(first, Ada, Cancel))!;
        Assert.Equal([same, more], view.With.Select(one => one.Report));
        Assert.Empty(view.With[0].New);
        Assert.Equal(["account:Example: made-up", "contact:a@example.org"], view.With[1].New.Select(one => $"{one.What}:{one.Value}"));
        Assert.Equal(first, (await fixture.Store.ReadAsync(danger, Ada, Cancel))!.Leader);
        Assert.Equal(["sign"], (await fixture.Store.ReadAsync(danger, Ada, Cancel))!.News.Select(one => one.What).Distinct());
        Assert.Equal(ReadingState.Folded, (await fixture.Store.ReadAsync(same, Ada, Cancel))!.Head.State);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task However_many_are_weighed_at_once_each_is_weighed_as_if_alone_after_those_before_it(string database)
    {
        var draw = new Random(20_261);
        var facts = Any.Sample(40).ToList();
        var made = facts.ConvertAll(one => (Facts: one with
        {
            Places = draw.Next(3) == 0 ? [new("web", $"https://example.org/{draw.Next(4)}", null)] : [],
            Accounts = draw.Next(3) == 0 ? [one.Accounts[0] with { Service = "Example", ScreenName = $"made-up-{draw.Next(6)}" }] : one.Accounts,
        }, Digest: draw.Next(3) == 0 ? new string("abcd"[draw.Next(4)], 64) : null, From: draw.Next(5), Later: draw.Next(8)));
        var weighed = new List<string>();
        foreach (var atOnce in (int?[])[1, 7, null])
        {
            await using var fixture = await MaterialFixture.OpenAsync(database);
            var (alpha, trial) = (await fixture.Store.EnrolAsync(ProvidersTests.AProvider("alpha"), Cancel), await fixture.Store.EnrolAsync(ProvidersTests.AProvider("trial") with { IsTest = true }, Cancel));
            foreach (var one in made)
            {
                if (one.Later == 0) fixture.Clock.Move(TimeSpan.FromDays(one.From * 10)); // some are too far apart
                await fixture.Store.ReceiveAsync(Of(one.From == 0 ? trial.Sender : one.From == 1 ? Sender.Public : alpha.Sender, one.Facts, one.Digest), Cancel);
            }
            while (await fixture.Store.AssessArrivedAsync(atOnce, Cancel) > 0) { }
            await using var context = fixture.Store.Context();
            weighed.Add(string.Join('\n', (await context.Set<AssessmentRow>().AsNoTracking().OrderBy(row => row.Report).ToListAsync(Cancel)).Select(row => System.Text.Json.JsonSerializer.Serialize(row))));
        }
        Assert.Equal(made.Count, weighed[0].Split('\n').Length);
        foreach (var state in (string[])["\"FoldedBy\":\"file\"", "\"FoldedBy\":\"place\"", "\"FoldedBy\":\"account\"", "\"FoldedBy\":null"]) Assert.Contains(state, weighed[0], StringComparison.Ordinal);
        Assert.All(weighed, one => Assert.Equal(weighed[0], one));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_waits_counts_each_day_as_if_it_were_weighed_that_day(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var rules = ScoreRules.Shipped with { Urgency = [.. ScoreRules.Shipped.Urgency, new("own-weeks", 5, new() { All = [new() { Number = "days-left", From = 20 }, new() { Number = "days-left", To = 40 }] }, Name: new("weeks left"))] };
        var version = (await fixture.Store.ProposeRulesAsync(rules, "a try", Ada, Cancel))!.Value;
        Assert.Equal(ReadingStep.Done, await fixture.Store.ConfirmRulesAsync(version, rules.Digest, Bo, Cancel));
        var alpha = (await fixture.Store.EnrolAsync(ProvidersTests.AProvider("alpha") with { PreserveDays = 45, KeepsDays = null }, Cancel)).Sender;
        for (var number = 0; number < 8; number++) await fixture.Store.ReceiveAsync(Of(alpha, Facts() with { Words = $"words {number}" }), Cancel);
        while (await fixture.Store.AssessArrivedAsync(cancel: Cancel) > 0) { }
        var aside = 8;
        await fixture.Store.ProposeSetAsideAsync(aside, SetAsideReasons.Unfounded, "a made-up reason", 0, Ada, Cancel);
        await fixture.Store.SecondAsync(aside, true, "", Bo, Cancel);
        var (weighed, before) = (new List<int>(), await UrgenciesAsync());
        for (var day = 1; day <= 46; day++)
        {
            fixture.Clock.Move(TimeSpan.FromDays(1));
            var after = 0L;
            while ((await fixture.Store.RescoreDueAsync(after, Cancel, most: 3)).SingleOrDefault() is { } rest) after = long.Parse(rest.Payload, CultureInfo.InvariantCulture); // in portions, as the day's job
            var now = await UrgenciesAsync();
            Assert.Equal(before[aside], now[aside]);
            if (now.Count(pair => pair.Value != before[pair.Key]) is var changed and > 0)
            {
                Assert.Equal(7, changed);
                weighed.Add(45 - day);
            }
            before = now;
            await fixture.Store.RescoreAsync(1, Cancel);
            Assert.Equal(before[1], (await UrgenciesAsync())[1]);
        }
        Assert.Equal([40, 19, 14, 3], weighed);

        async Task<Dictionary<long, int>> UrgenciesAsync()
        {
            await using var context = fixture.Store.Context();
            return await context.Set<AssessmentRow>().AsNoTracking().ToDictionaryAsync(row => row.Report, row => row.Urgency, Cancel);
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Test_reports_stay_apart_and_fold_with_no_other(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var (alpha, trial) = (await fixture.Store.EnrolAsync(ProvidersTests.AProvider("alpha"), Cancel), await fixture.Store.EnrolAsync(ProvidersTests.AProvider("trial") with { IsTest = true }, Cancel));
        var digest = new string('d', 64);
        var test = await KeptAsync(fixture, Of(trial.Sender, Facts("suicide-threat"), digest));
        var real = await KeptAsync(fixture, Of(alpha.Sender, Facts(), digest));
        var queue = await fixture.Store.QueueAsync(false, 0, 50, Cancel);
        Assert.Empty(queue.Imminent);
        Assert.Equal([real], queue.Rest.Select(one => one.Report));
        Assert.Equal([test], (await fixture.Store.QueueAsync(true, 0, 50, Cancel)).Imminent.Select(one => one.Report));
        Assert.Equal(real, await fixture.Store.TakeNextAsync(Ada, Cancel));
        Assert.Equal("test", (await fixture.Store.OutcomeAsync(test, Cancel))!.State);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Two_readers_never_get_the_same_report_until_its_lease_is_over(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var low = await KeptAsync(fixture, Of(Sender.Public, Facts("spam")));
        var high = await KeptAsync(fixture, Of(Sender.Public, Facts("extortion")));
        Assert.Equal(high, await fixture.Store.TakeNextAsync(Ada, Cancel));
        Assert.Equal(low, await fixture.Store.TakeNextAsync(Bo, Cancel));
        Assert.Equal(high, await fixture.Store.TakeNextAsync(Ada, Cancel)); // the one that she has
        Assert.Equal(ReadingStep.Held, await fixture.Store.ProposeSetAsideAsync(high, "no-offence", "why", 0, Bo, Cancel));
        fixture.Clock.Move(TimeSpan.FromMinutes(31));
        Assert.Equal(high, await fixture.Store.TakeNextAsync(Bo, Cancel));
        Assert.Equal(ReadingStep.Held, await fixture.Store.TakeAsync(high, Ada, Cancel));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Setting_aside_takes_another_verified_person_whatever_account_the_first_uses(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var alpha = await fixture.Store.EnrolAsync(ProvidersTests.AProvider("alpha"), Cancel);
        var report = await KeptAsync(fixture, Of(alpha.Sender, Facts()));
        Assert.Equal(ReadingStep.Done, await fixture.Store.ProposeSetAsideAsync(report, SetAsideReasons.Unfounded, "a made-up reason", 0, Ada, Cancel));
        Assert.Equal(ReadingStep.SamePerson, await fixture.Store.SecondAsync(report, true, "", Ada, Cancel));
        Assert.Equal(ReadingStep.SamePerson, await fixture.Store.SecondAsync(report, true, "", AdaAgain, Cancel));
        Assert.Equal("read", (await fixture.Store.OutcomeAsync(report, Cancel))!.State);
        Assert.Equal(ReadingStep.Done, await fixture.Store.SecondAsync(report, false, "read it again", Bo, Cancel));
        Assert.Equal([report], (await fixture.Store.QueueAsync(false, 0, 50, Cancel)).Rest.Select(one => one.Report));
        await fixture.Store.ProposeSetAsideAsync(report, SetAsideReasons.Unfounded, "a made-up reason", 0, Ada, Cancel);
        Assert.Equal(ReadingStep.Done, await fixture.Store.SecondAsync(report, true, "", Bo, Cancel));
        Assert.Equal(ReadingStep.NotNow, await fixture.Store.SecondAsync(report, true, "", Bo, Cancel));
        var outcome = (await fixture.Store.OutcomeAsync(report, Cancel))!;
        Assert.Equal(("unfounded", SetAsideReasons.Unfounded, "a made-up reason"), (outcome.State, outcome.Reason, outcome.Words));
        if (database == "sqlite") Assert.DoesNotContain("a made-up reason", fixture.Bytes(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_comes_in_while_one_reads_is_seen_before_anything_is_decided(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var digest = new string('d', 64);
        var report = await KeptAsync(fixture, Of(Sender.Public, Facts("infant"), digest));
        await fixture.Store.TakeAsync(report, Ada, Cancel);
        await KeptAsync(fixture, Of(Sender.Public, Facts("infant") with { Words = "more" }, digest));
        Assert.Equal(ReadingStep.Changed, await fixture.Store.ProposeSetAsideAsync(report, "no-offence", "why", 0, Ada, Cancel));
        Assert.Equal(ReadingStep.Done, await fixture.Store.ProposeSetAsideAsync(report, "no-offence", "why", 1, Ada, Cancel));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_question_leaves_the_queue_until_it_is_answered_or_its_time_is_over(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var alpha = await fixture.Store.EnrolAsync(ProvidersTests.AProvider("alpha"), Cancel);
        var (report, danger) = (await KeptAsync(fixture, Of(alpha.Sender, Facts())), await KeptAsync(fixture, Of(alpha.Sender, Facts("ongoing"))));
        Assert.Equal(ReadingStep.NotNow, await fixture.Store.AskAsync(danger, "what?", Ada, Cancel)); // it does not wait
        Assert.Equal(ReadingStep.Done, await fixture.Store.AskAsync(report, "what?", Ada, Cancel));
        Assert.Equal(("question", "what?"), (await fixture.Store.OutcomeAsync(report, Cancel))! is var asked ? (asked.State, asked.Words) : default);
        Assert.Equal(ReadingStep.Gone, await fixture.Store.AnswerAsync(report, "beta", "this", Cancel));
        Assert.Equal(ReadingStep.Done, await fixture.Store.AnswerAsync(report, "alpha", "this", Cancel));
        Assert.Equal("this", (await fixture.Store.ReadAsync(report, Ada, Cancel))!.Questions[0].Answer);
        await fixture.Store.AskAsync(report, "and?", Ada, Cancel);
        await fixture.Store.UnansweredAsync(report, Cancel);
        Assert.Equal([report], (await fixture.Store.QueueAsync(false, 0, 50, Cancel)).Rest.Select(one => one.Report));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Who_is_to_pause_still_gets_a_child_in_danger(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var report = await KeptAsync(fixture, Of(Sender.Public, Facts()));
        for (var minute = 0; minute < 60; minute += 6)
        {
            await fixture.Store.ReadAsync(report, Ada, Cancel);
            fixture.Clock.Move(TimeSpan.FromMinutes(6));
        }
        Assert.NotNull((await fixture.Store.ExposureAsync(Ada.Person, Cancel)).PauseUntil);
        Assert.Null(await fixture.Store.TakeNextAsync(Ada, Cancel));
        var danger = await KeptAsync(fixture, Of(Sender.Public, Facts("ongoing")));
        Assert.Equal(danger, await fixture.Store.TakeNextAsync(Ada, Cancel));
        fixture.Clock.Move(TimeSpan.FromMinutes(10));
        Assert.Null((await fixture.Store.ExposureAsync(Ada.Person, Cancel)).PauseUntil);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Rules_take_two_persons_and_are_tried_on_last_month_first(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var (extorted, plain) = (await KeptAsync(fixture, Of(Sender.Public, Facts("extortion"))), await KeptAsync(fixture, Of(Sender.Public, Facts("infant"))));
        var rules = ScoreRules.Shipped with { Urgency = [.. ScoreRules.Shipped.Urgency.Select(rule => rule.Id == "extortion" ? rule with { Points = 10, Floor = 0 } : rule)] };
        var version = (await fixture.Store.ProposeRulesAsync(rules, "a try", Ada, Cancel))!.Value;
        Assert.Null(await fixture.Store.ProposeRulesAsync(rules with { FoldDays = 8 }, "another", Bo, Cancel)); // one at a time
        var replay = (await fixture.Store.ReplayAsync(version, Cancel))!;
        Assert.Equal((2, 1, 0), (replay.Reports, replay.Differ, replay.Skipped));
        Assert.Equal(1, replay.Tiers[("immediate", "low")]);
        Assert.Equal((extorted, 85, 10, 1, 2), replay.Movers[0] is var moved ? (moved.Report, moved.Before, moved.After, moved.PlaceBefore, moved.PlaceAfter) : default);
        Assert.Equal(ReadingStep.SamePerson, await fixture.Store.ConfirmRulesAsync(version, rules.Digest, AdaAgain, Cancel));
        Assert.Equal(ReadingStep.Changed, await fixture.Store.ConfirmRulesAsync(version, ScoreRules.Shipped.Digest, Bo, Cancel));
        Assert.Equal(ReadingStep.Done, await fixture.Store.ConfirmRulesAsync(version, rules.Digest, Bo, Cancel));
        await fixture.Store.RescoreAllAsync(0, Cancel);
        Assert.Equal([plain, extorted], (await fixture.Store.QueueAsync(false, 0, 50, Cancel)).Rest.Select(one => one.Report));
        Assert.Equal(version, (await fixture.Store.RulesInForceAsync(Cancel)).Version);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_report_that_its_sender_takes_back_is_shown_as_such_and_not_dropped(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var alpha = await fixture.Store.EnrolAsync(ProvidersTests.AProvider("alpha"), Cancel);
        var report = await KeptAsync(fixture, Of(alpha.Sender, Facts("infant")));
        await fixture.Store.RetractAsync(report, alpha.Sender, whole: true, Cancel);
        Assert.True((await fixture.Store.QueueAsync(false, 0, 50, Cancel)).Rest.Single().Retracted);
        Assert.Equal("retracted", (await fixture.Store.OutcomeAsync(report, Cancel))!.State);
        Assert.NotNull((await fixture.Store.ReadAsync(report, Ada, Cancel))!.Report);
    }

    [Fact]
    public void Known_is_what_is_known_of_every_reported_file()
    {
        OpenedFile File(string id, bool reported = true) => new(id, id, new() { IsReported = reported });
        KnownFile Match(string id, MatchKind kind, bool suppressed = false) => new(id, kind, null, null, suppressed);
        Assert.Equal(Novelty.New, MaterialStore.NoveltyOf([], []));
        Assert.Equal(Novelty.Known, MaterialStore.NoveltyOf([File("a"), File("b", reported: false)], [Match("a", MatchKind.Exact)]));
        Assert.Equal(Novelty.NearKnown, MaterialStore.NoveltyOf([File("a"), File("b")], [Match("a", MatchKind.Exact), Match("b", MatchKind.Near)]));
        Assert.Equal(Novelty.New, MaterialStore.NoveltyOf([File("a"), File("b")], [Match("a", MatchKind.Exact)]));
        Assert.Equal(Novelty.New, MaterialStore.NoveltyOf([File("a")], [Match("a", MatchKind.Exact, suppressed: true)]));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_rule_that_was_removed_is_still_called_by_its_name_where_it_once_counted(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var store = fixture.Store;
        var report = await KeptAsync(fixture, Of(Sender.Public, Facts("sadistic")));
        var (name, when) = (new RuleName(Sv: "Uppdiktad å"), new Condition { Has = "sign", Of = ["sadistic"] });
        var rule = new ScoreRule(OfferedConditions.IdOf(name, when), 0, when, 70, Name: name);
        var version = (await store.ProposeRulesAsync(ScoreRules.Shipped with { Urgency = [.. ScoreRules.Shipped.Urgency, rule] }, "a try", Ada, Cancel))!.Value;
        var replay = (await store.ReplayAsync(version, Cancel))!;
        Assert.Equal((1, 1, 0), (replay.Reports, replay.Differ, replay.Completeness));
        Assert.Equal(ReadingStep.Done, await store.ConfirmRulesAsync(version, (await store.RulesVersionsAsync(Cancel))[0].Digest, Bo, Cancel));
        await store.RescoreAsync(report, Cancel);
        var again = (await store.ProposeRulesAsync(ScoreRules.Shipped, "back", Ada, Cancel))!.Value;
        Assert.Equal(ReadingStep.Done, await store.ConfirmRulesAsync(again, ScoreRules.Shipped.Digest, Bo, Cancel));
        var head = (await store.ReadAsync(report, Ada, Cancel))!.Head;
        Assert.Equal((70, "Uppdiktad å"), (head.Urgency, head.Reasons[0].Name!.For(Platform.Localisation.Language.Norwegian).Words));
        Assert.Equal(rule.Id, (await store.RulesVersionsAsync(Cancel)).Single(one => one.Version == version).Rules.Urgency[^1].Id);
        await store.RescoreAsync(report, Cancel);
        Assert.NotEqual(70, (await store.ReadAsync(report, Ada, Cancel))!.Head.Urgency);
    }
}
