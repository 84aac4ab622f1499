using FsCheck;
using FsCheck.Fluent;
using Vern.Material.Intake;
using Vern.Material.Triage;

namespace Vern.Material.Tests.Triage;

/// <summary>Both scores: deterministic, bounded, explained, apart.</summary>
public sealed class ScoreTests
{
    private static readonly DateOnly Today = new(2026, 2, 1);
    private static ReportFeatures Seen(ReportFacts facts, Novelty novelty = Novelty.New, Fold fold = Fold.First, int? days = null, IReadOnlyList<FileFacts>? files = null) => ReportFeatures.Of(facts, files ?? [], false, Channel.Api, novelty, fold, days is { } left ? Today.AddDays(left) : null, Today);

    [Fact]
    public void The_same_report_rules_and_day_give_the_same_score_and_every_point_is_a_rules() =>
        Prop.ForAll(MadeUpReports.Any.ToArbitrary(), facts =>
        {
            var (first, again) = (ScoreReport.Urgency(ScoreRules.Shipped, Seen(facts)), ScoreReport.Urgency(ScoreRules.Read(ScoreRules.Shipped.ToText()), Seen(facts with { Signs = [.. facts.Signs.Reverse()] })));
            var sum = Math.Clamp(Math.Max(first.Rules.Sum(rule => rule.Points), first.Rules.Select(rule => rule.Floor).DefaultIfEmpty(0).Max()), 0, 100);
            return first.Value == again.Value && first.Rules.SequenceEqual(again.Rules) && first.Value == sum && first.Value is >= 0 and <= 100 && first.Rules.All(rule => rule.Points is >= -30 and <= 40);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_rule_moves_a_score_by_no_more_than_its_points_or_to_its_floor() =>
        Prop.ForAll(MadeUpReports.Any.ToArbitrary(), facts => ScoreRules.Shipped.Urgency.All(rule =>
        {
            var (with, without) = (ScoreReport.Urgency(ScoreRules.Shipped, Seen(facts)).Value, ScoreReport.Urgency(ScoreRules.Shipped with { Urgency = [.. ScoreRules.Shipped.Urgency.Where(other => other.Id != rule.Id)] }, Seen(facts)).Value);
            return Math.Abs(with - without) <= Math.Max(Math.Abs(rule.Points), rule.Floor);
        })).QuickCheckThrowOnFailure();

    [Fact]
    public void Completeness_never_changes_urgency() =>
        Prop.ForAll(MadeUpReports.Any.ToArbitrary(), facts =>
        {
            var more = facts with
            {
                Words = "words", Reference = "1", HappenedAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), Places = [new("web", "https://example.org/")],
                Accounts = [.. facts.Accounts.Select(account => account with { ScreenName = "made-up", Mail = ["a@example.org"], Phone = ["+47 00000000"], Country = "NO", CountryVerified = true, Connections = [new("192.0.2.1", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), "upload", false)] })],
            };
            return ScoreReport.Urgency(ScoreRules.Shipped, Seen(facts)).Value == ScoreReport.Urgency(ScoreRules.Shipped, Seen(more)).Value && ScoreReport.Completeness(ScoreRules.Shipped, Seen(more)).Value >= 75;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Danger_now_comes_before_everything_else() =>
        Prop.ForAll(MadeUpReports.Any.ToArbitrary(), Gen.Elements("meeting-planned", "suicide-threat", "ongoing").ToArbitrary(), (facts, sign) =>
        {
            var score = ScoreReport.Urgency(ScoreRules.Shipped, Seen(facts with { Signs = [.. facts.Signs, sign] }, Novelty.Known, Fold.Same));
            return score.Imminent && score.Value >= ScoreRules.Shipped.Tiers.Immediate;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Evidence_that_goes_soon_makes_a_report_more_urgent()
    {
        int At(int days) => ScoreReport.Urgency(ScoreRules.Shipped, Seen(MadeUpReports.Facts(), days: days)).Value;
        Assert.Equal((0, 15, 25), (At(15), At(14), At(3)));
    }

    [Fact]
    public void A_duplicate_in_danger_stays_at_the_top_and_a_known_viral_one_sinks()
    {
        Assert.True(ScoreReport.Urgency(ScoreRules.Shipped, Seen(MadeUpReports.Facts("suicide-threat"), Novelty.Known, Fold.Same)).Value >= 95);
        Assert.Equal(0, ScoreReport.Urgency(ScoreRules.Shipped, Seen(MadeUpReports.Facts("viral"), Novelty.Known, Fold.Same)).Value);
    }

    public static TheoryData<string, string> WrongRules => new()
    {
        { """{"tiers":{}}""", "missing" },
        { ScoreRules.Shipped.ToText().Replace("\"has\":\"kind\"", "\"has\":\"given\"", StringComparison.Ordinal), "no set 'given'" },
        { ScoreRules.Shipped.ToText().Replace("\"points\":25", "\"points\":99", StringComparison.Ordinal), "-30 to 40" },
        { ScoreRules.Shipped.ToText().Replace("\"floor\":95,\"imminent\":true", "\"floor\":20,\"imminent\":true", StringComparison.Ordinal), "danger now comes first" },
        { ScoreRules.Shipped.ToText().Replace("suicide-threat\"]", "spam\"]", StringComparison.Ordinal), "suicide-threat" },
        { ScoreRules.Shipped.ToText().Replace("\"youngest\"", "\"shoe-size\"", StringComparison.Ordinal), "no number 'shoe-size'" },
    };

    [Theory, MemberData(nameof(WrongRules))]
    public void Rules_that_do_not_hold_together_are_refused_with_their_place(string text, string words) => Assert.Contains(words, Assert.Throws<FormatException>(() => ScoreRules.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_rule_has_words_in_four_languages()
    {
        foreach (var language in Platform.Localisation.Language.All)
            foreach (var rule in ScoreRules.Shipped.Urgency.Concat(ScoreRules.Shipped.Completeness)) Assert.NotNull(Vern.Material.Triage.Texts.Source.Find(language, $"rule.{rule.Id}"));
    }

    [Fact]
    public void Exposure_counts_reports_of_the_day_and_minutes_since_the_last_pause()
    {
        var (start, now, limits) = (new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 2, 1, 12, 0, 0, TimeSpan.Zero), new ExposureLimits(5, 50, 10));
        (long, DateTimeOffset) Read(long report, int minutesAgo) => (report, now.AddMinutes(-minutesAgo));
        Assert.Equal((0, 0, (DateTimeOffset?)null), (Exposure.Of([], limits, start, now) is var none ? (none.ReportsToday, none.MinutesOnEnd, none.PauseUntil) : default));
        Assert.Equal(9, Exposure.Of([Read(1, 30), Read(2, 9), Read(2, 5)], limits, start, now).MinutesOnEnd);
        var tired = Exposure.Of([.. Enumerable.Range(0, 8).Select(at => Read(1, at * 8))], limits, start, now);
        Assert.Equal((1, 56, now.AddMinutes(10)), (tired.ReportsToday, tired.MinutesOnEnd, tired.PauseUntil));
        Assert.Equal(start.AddDays(1), Exposure.Of([.. Enumerable.Range(1, 5).Select(at => Read(at, 60 * at))], limits, start, now).PauseUntil);
        Assert.Null(Exposure.Of([.. Enumerable.Range(0, 8).Select(at => Read(1, 11 + (at * 8)))], limits, start, now).PauseUntil);
    }
}
