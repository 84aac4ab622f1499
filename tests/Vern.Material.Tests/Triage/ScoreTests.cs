using FsCheck;
using FsCheck.Fluent;
using Vern.Material.Intake;
using Vern.Material.Triage;
using Vern.Material.Triage.Pages;

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

    // Any rules that may be proposed: numbers within their bounds, rules switched off, rules of a centre's own.
    private static Gen<ScoreRules> AnyRules { get; } =
        from points in Gen.ListOf(Gen.Choose(0, ScoreRules.MostPoints - ScoreRules.LeastPoints), ScoreRules.Shipped.Urgency.Count)
        from floors in Gen.ListOf(Gen.Choose(0, 100), ScoreRules.Shipped.Urgency.Count)
        from off in Gen.ListOf(Gen.Elements(true, false), ScoreRules.Shipped.Urgency.Count)
        from own in Gen.Choose(0, 5).SelectMany(count => Gen.ListOf(AnOwnRule(OfferedConditions.Urgency, ScoreRules.LeastPoints, 100), count))
        from ownOfCompleteness in Gen.Choose(0, 3).SelectMany(count => Gen.ListOf(AnOwnRule(OfferedConditions.Completeness, 0, 0), count))
        select ScoreRules.Shipped with
        {
            Urgency = [.. ScoreRules.Shipped.Urgency.Select((rule, at) => rule with { Points = points[at] + ScoreRules.LeastPoints, Floor = rule.Imminent ? Math.Max(85, floors[at]) : floors[at], Off = !rule.Imminent && off[at] }), .. own.DistinctBy(rule => rule.Id)],
            Completeness = [.. ScoreRules.Shipped.Completeness, .. ownOfCompleteness.DistinctBy(rule => rule.Id)],
        };

    private static Gen<ScoreRule> AnOwnRule(IReadOnlyList<OfferedFeature> features, int least, int highest) =>
        from first in ACondition(features)
        from second in ACondition(features)
        from two in Gen.Elements(true, false)
        from points in Gen.Choose(least, ScoreRules.MostPoints)
        from floor in Gen.Choose(0, highest)
        from off in Gen.Elements(true, false)
        let name = new RuleName(Nb: "Oppdiktet")
        let condition = (two ? OfferedConditions.Both(first, second) : null) ?? first
        select new ScoreRule(OfferedConditions.IdOf(name, condition), points, condition, floor, Off: off, Name: name);

    private static Gen<Condition> ACondition(IReadOnlyList<OfferedFeature> features) =>
        from feature in Gen.Elements<OfferedFeature>(features)
        from code in Gen.Elements<string>(feature.Codes.Count > 0 ? feature.Codes : [""])
        from number in Gen.Choose(feature.From, feature.To)
        from comparison in Gen.Elements<string>(feature.Codes.Count > 0 ? OfferedConditions.Comparisons.Take(2) : OfferedConditions.Comparisons.Skip(2))
        select OfferedConditions.Of(feature, comparison, code, number)!;

    [Fact]
    public void Any_rules_that_may_be_proposed_score_within_bounds_the_same_each_time_and_are_read_back_as_they_were() =>
        Prop.ForAll(AnyRules.ToArbitrary(), MadeUpReports.Any.ToArbitrary(), Gen.Choose(-3, 40).ToArbitrary(), (rules, facts, days) =>
        {
            Assert.Null(rules.Wrong());
            var again = ScoreRules.Read(rules.ToText());
            foreach (var score in (Func<ScoreRules, ReportFeatures, Score>[])[ScoreReport.Urgency, ScoreReport.Completeness])
            {
                var (first, second) = (score(rules, Seen(facts, days: days)), score(again, Seen(facts, days: days)));
                if (first.Value is < 0 or > 100 || first.Value != second.Value || first.Imminent != second.Imminent || !first.Rules.SequenceEqual(second.Rules)) return false;
                if (first.Rules.Any(counted => rules.Urgency.Concat(rules.Completeness).First(rule => rule.Id == counted.Rule).Off)) return false;
            }
            return again.Digest == rules.Digest;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Rules_of_the_first_versions_read_and_weigh_as_they_did()
    {
        Assert.DoesNotContain("\"off\"", ScoreRules.Shipped.ToText(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"name\":", ScoreRules.Shipped.ToText(), StringComparison.Ordinal);
        var text = ScoreRules.Shipped.ToText().Replace("\"points\":25", "\"points\":99", StringComparison.Ordinal); // what no longer may be proposed can still be read
        Assert.Equal(99, ScoreRules.ReadKept(text).Urgency.Max(rule => rule.Points));
    }

    [Fact]
    public void Everything_a_rule_of_ones_own_can_look_at_has_words_in_four_languages_and_is_seen_in_reports()
    {
        foreach (var language in Platform.Localisation.Language.All)
            foreach (var feature in OfferedConditions.Urgency.Concat(OfferedConditions.Completeness))
                foreach (var comparison in feature.Codes.Count > 0 ? OfferedConditions.Comparisons.Take(2) : OfferedConditions.Comparisons.Skip(2))
                    foreach (var code in feature.Codes.Count > 0 ? feature.Codes : [""]) Assert.NotNull(RuleText.Of(OfferedConditions.Of(feature, comparison, code, feature.To)!, language));
        Assert.All(OfferedConditions.Urgency, feature => Assert.Contains(feature.Feature, feature.Codes.Count > 0 ? ReportFeatures.UrgencySets : ReportFeatures.UrgencyNumbers));
        Assert.Equal(ReportFeatures.UrgencySets.Count + ReportFeatures.UrgencyNumbers.Count, OfferedConditions.Urgency.Count);
        Assert.Equal(["given"], OfferedConditions.Completeness.Select(feature => feature.Feature));
        Assert.Null(OfferedConditions.Of(OfferedConditions.Urgency[0], "is", "shoe-size", null));
        Assert.Null(OfferedConditions.Of(OfferedConditions.Urgency.Single(one => one.Feature == "youngest"), "at-most", null, 18));
    }

    public static TheoryData<string, string, string> WrongFields => new()
    {
        { "urgency-young-child-points", "41", "from -30 to 40" },
        { "urgency-young-child-points", "many", "from -30 to 40" },
        { "completeness-has-words-points", "-1", "from 0 to 40" },
        { "urgency-suicide-threat-floor", "50", "from 85 to 100" },
        { "urgency-suicide-threat-off", "yes", "stays on" },
        { "minutes", "9", "from 10 to 240" },
        { "why", "", "Say why" },
        { "add-what", "", "Choose what the new rule looks at" },
        { "add-what", "sign/shoe-size", "Choose what the new rule looks at" },
        { "add-comparison", "at-least", "This is no number" },
        { "add-number", "3", "leave the field empty" },
        { "add-points", "", "from -30 to 40" },
        { "add-floor", "101", "from 0 to 100" },
        { "add-name-en", "", "at least one language" },
        { "add-name-en", new string('x', 81), "at most 80" },
        { "also-what", "sign/shoe-size", "second condition of the same score" },
        { "also-what", "given/words", "second condition of the same score" }, // of the other score
        { "also-what", "sign/sadistic", "the same" },
    };

    [Theory, MemberData(nameof(WrongFields))]
    public void A_field_that_is_not_understood_has_one_error_in_words(string field, string value, string words)
    {
        var sent = new Dictionary<string, string>(StringComparer.Ordinal) { ["why"] = "Made up.", ["add-what"] = "sign/sadistic", ["add-comparison"] = "is", ["add-number"] = "", ["add-points"] = "15", ["add-floor"] = "", ["add-name-en"] = "Made up", ["also-what"] = "", ["also-comparison"] = "is", ["also-number"] = "" };
        Assert.Empty(ReadProposal.Run(sent, ScoreRules.Shipped, Platform.Localisation.Language.English).Problems);
        sent[field] = value;
        var (rules, _, problems) = ReadProposal.Run(sent, ScoreRules.Shipped, Platform.Localisation.Language.English);
        Assert.Null(rules);
        var problem = Assert.Single(problems);
        Assert.Equal(field, problem.Field);
        Assert.Contains(words, problem.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_conditions_of_one_rule_must_both_hold_and_are_told_in_words()
    {
        var sent = new Dictionary<string, string>(StringComparer.Ordinal) { ["why"] = "Made up.", ["add-what"] = "sign/sadistic", ["add-comparison"] = "is", ["add-points"] = "15", ["add-name-en"] = "Made up", ["also-what"] = "youngest", ["also-comparison"] = "at-most", ["also-number"] = "9" };
        var (rules, _, problems) = ReadProposal.Run(sent, ScoreRules.Shipped, Platform.Localisation.Language.English);
        Assert.Empty(problems);
        var own = Assert.Single(rules!.Urgency, rule => rule.Name is not null);
        Assert.Equal("What was seen: sadistic; and Age of the youngest child: 9 or less", RuleText.Of(own.When, Platform.Localisation.Language.English));
        ReportFacts Of(int age, params string[] signs) => MadeUpReports.Facts(signs) with { Children = [new(age, null, null)] };
        bool Counts(ReportFacts facts) => ScoreReport.Urgency(rules, Seen(facts)).Rules.Any(one => one.Rule == own.Id);
        Assert.Equal((true, false, false), (Counts(Of(9, "sadistic")), Counts(Of(10, "sadistic")), Counts(Of(9))));
        Assert.Equal(own.When, ScoreRules.Read(rules.ToText()).Urgency.Single(rule => rule.Id == own.Id).When, (one, other) => OfferedConditions.IdOf(own.Name!, one!) == OfferedConditions.IdOf(own.Name!, other!));
        // Three, or two of which one is none of the list, were never offered.
        foreach (var when in (Condition[])[new() { All = [own.When.All![0], own.When.All[1], new() { Has = "haste", Of = ["yes"] }] }, new() { All = [own.When.All[0], new() { Any = [own.When.All[1]] }] }, new() { All = [own.When.All[0]] }, new() { All = [own.When.All[0], own.When.All[1]], Has = "haste" }])
            Assert.Null(OfferedConditions.Read(when, OfferedConditions.Urgency));
    }

    public static TheoryData<string, string> WrongRules => new()
    {
        { """{"tiers":{}}""", "missing" },
        { ScoreRules.Shipped.ToText().Replace("\"has\":\"kind\"", "\"has\":\"given\"", StringComparison.Ordinal), "no set 'given'" },
        { ScoreRules.Shipped.ToText().Replace("\"points\":25", "\"points\":99", StringComparison.Ordinal), "-30 to 40" },
        { ScoreRules.Shipped.ToText().Replace("\"floor\":95,\"imminent\":true", "\"floor\":20,\"imminent\":true", StringComparison.Ordinal), "danger now comes first" },
        { ScoreRules.Shipped.ToText().Replace("suicide-threat\"]", "spam\"]", StringComparison.Ordinal), "suicide-threat" },
        { ScoreRules.Shipped.ToText().Replace("\"id\":\"suicide-threat\",", "\"id\":\"suicide-threat\",\"off\":true,", StringComparison.Ordinal), "suicide-threat" },
        { ScoreRules.Shipped.ToText().Replace("\"id\":\"spam\",", "\"id\":\"spam\",\"name\":{\"en\":\"Spam\"},", StringComparison.Ordinal), "begins with own-" },
        { (ScoreRules.Shipped with { Completeness = [.. ScoreRules.Shipped.Completeness.Select(rule => rule with { Off = true })] }).ToText(), "at least one rule has to count" },
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
