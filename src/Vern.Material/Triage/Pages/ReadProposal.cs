using System.Globalization;
using Vern.Platform.Interface.Components;
using Vern.Platform.Localisation;

namespace Vern.Material.Triage.Pages;

/// <summary>Reads other rules from the form. Pure: one problem for each field that was not understood, in words.</summary>
internal static class ReadProposal
{
    private const int LongestWhy = 300;

    /// <summary>The rules; null where there are problems.</summary>
    /// <param name="sent">What was sent, by field.</param>
    /// <param name="inForce">The rules that the form showed.</param>
    /// <param name="language">For the words of problems.</param>
    internal static (ScoreRules? Rules, string Why, IReadOnlyList<Problem> Problems) Run(IReadOnlyDictionary<string, string> sent, ScoreRules inForce, Language language)
    {
        var problems = new List<Problem>();
        void Wrong(string? field, string key, params object?[] arguments) => problems.Add(new(field, arguments.Length == 0 ? Texts.Source[language, key] : Texts.Source.Format(language, key, arguments)));
        string Text(string field) => string.Concat((sent.GetValueOrDefault(field) ?? "").Trim().ReplaceLineEndings(" ").Where(letter => !char.IsControl(letter)));
        string Label(ScoreRule rule, string what) => $"{RuleText.Of(rule.Id, rule.Name, language)}, {Texts.Source[language, $"scoring.{what}"]}";
        int Number(string field, string label, int? there, int from, int to)
        {
            if (there is { } kept && !sent.ContainsKey(field)) return kept;
            if (int.TryParse(Text(field).Replace('−', '-'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to) return number;
            Wrong(field, "wrong.range", label, from, to);
            return there ?? from;
        }
        int Limit(string field, int there, int from, int to) => Number(field, Texts.Source[language, $"exposure.{field}"], there, from, to);
        List<ScoreRule> Changed(string list, IReadOnlyList<ScoreRule> rules) => [.. rules.Where(rule => rule.Name is null || !sent.ContainsKey($"{list}-{rule.Id}-remove")).Select(rule => rule with
        {
            Points = Number($"{list}-{rule.Id}-points", Label(rule, "points"), rule.Points, list == "urgency" ? ScoreRules.LeastPoints : 0, ScoreRules.MostPoints),
            Floor = Number($"{list}-{rule.Id}-floor", Label(rule, "floor"), rule.Floor, rule.Imminent ? inForce.Tiers.Immediate : 0, 100),
            Off = sent.ContainsKey($"{list}-{rule.Id}-off"),
        })];

        var (urgency, completeness) = (Changed("urgency", inForce.Urgency), Changed("completeness", inForce.Completeness));
        var exposure = new ExposureLimits(Limit("reports-a-day", inForce.Exposure.ReportsADay, 1, 500), Limit("minutes", inForce.Exposure.MinutesWithoutPause, 10, 240), Limit("pause", inForce.Exposure.PauseMinutes, 5, 60));
        if (Added() is var (rule, ofUrgency))
        {
            var list = ofUrgency ? urgency : completeness;
            if (list.Any(one => one.Id == rule.Id)) Wrong("add-what", "wrong.rule-there");
            else if (urgency.Concat(completeness).Count(one => one.Name is not null) >= ScoreRules.MostOwn) Wrong("add-what", "wrong.most-own", ScoreRules.MostOwn);
            else list.Add(rule);
        }
        var rules = inForce with { Urgency = urgency, Completeness = completeness, Exposure = exposure };
        foreach (var guard in inForce.Urgency.Where(one => one.Imminent && rules.Unguarded().Any(sign => one.When.Holds(ReportFeatures.OfSign(sign))))) Wrong($"urgency-{guard.Id}-off", "wrong.danger", RuleText.Of(guard.Id, guard.Name, language));
        if (completeness.TrueForAll(one => one.Off)) Wrong($"completeness-{completeness[0].Id}-off", "wrong.all-off");
        var why = Text("why");
        if (why.Length is 0 or > LongestWhy) Wrong("why", "wrong.why");
        if (problems.Count == 0 && rules.Wrong() is { } wrong) Wrong(null, "wrong.rules", wrong);
        return (problems.Count == 0 ? rules : null, why, problems);

        // A rule of one's own: what it looks at says which score it belongs to. Nothing typed: none is added.
        (ScoreRule Rule, bool OfUrgency)? Added()
        {
            string[] names = ["add-name-en", "add-name-nb", "add-name-da", "add-name-sv"];
            var before = problems.Count;
            if (Text("add-what").Length == 0)
            {
                if (names.Concat(["add-number", "add-points", "add-floor", "also-what", "also-number"]).Any(field => Text(field).Length > 0)) Wrong("add-what", "wrong.what");
                return null;
            }
            if (Part("add", OfferedConditions.Urgency.Concat(OfferedConditions.Completeness)) is not var (feature, first)) return null;
            var isUrgency = OfferedConditions.Urgency.Contains(feature);
            Condition? second = null;
            if (Text("also-what").Length > 0) second = Part("also", isUrgency ? OfferedConditions.Urgency : OfferedConditions.Completeness)?.When;
            else if (Text("also-number").Length > 0) Wrong("also-what", "wrong.what-also");
            var both = second is null ? first : first is null ? null : OfferedConditions.Both(first, second);
            if (first is not null && second is not null && both is null) Wrong("also-what", "wrong.same-twice");
            var points = Number("add-points", Texts.Source[language, "scoring.points"], null, isUrgency ? ScoreRules.LeastPoints : 0, ScoreRules.MostPoints);
            var floor = 0;
            if (isUrgency && Text("add-floor").Length > 0) floor = Number("add-floor", Texts.Source[language, "scoring.floor"], null, 0, 100);
            else if (!isUrgency && Text("add-floor") is not ("" or "0")) Wrong("add-floor", "wrong.no-floor");
            string? Name(int at)
            {
                if (Text(names[at]) is not { Length: > 0 } words) return null;
                if (!RuleName.IsRight(words)) Wrong(names[at], "wrong.name", RuleName.Longest);
                return words;
            }
            var name = new RuleName(Name(0), Name(1), Name(2), Name(3));
            if (!name.All().Any()) Wrong(names[0], "wrong.no-name");
            if (problems.Count > before || both is not { } when) return null;
            return (new(OfferedConditions.IdOf(name, when), points, when, floor, Name: name), isUrgency);
        }

        // What it looks at and how; null: it looks at nothing that there is. The condition is null where the rest was not understood.
        (OfferedFeature Feature, Condition? When)? Part(string prefix, IEnumerable<OfferedFeature> features)
        {
            var parts = Text($"{prefix}-what").Split('/');
            if (features.FirstOrDefault(one => one.Feature == parts[0]) is not { } feature || (feature.Codes.Count > 0) != (parts.Length == 2) || (parts.Length == 2 && !feature.Codes.Contains(parts[1], StringComparer.Ordinal)))
            {
                Wrong($"{prefix}-what", prefix == "add" ? "wrong.what" : "wrong.what-also");
                return null;
            }
            int? number = null;
            var comparison = Text($"{prefix}-comparison");
            if (!(feature.Codes.Count > 0 ? OfferedConditions.Comparisons.Take(2) : OfferedConditions.Comparisons.Skip(2)).Contains(comparison, StringComparer.Ordinal)) Wrong($"{prefix}-comparison", feature.Codes.Count > 0 ? "wrong.comparison-code" : "wrong.comparison-number");
            if (feature.Codes.Count == 0) number = Number($"{prefix}-number", Texts.Source[language, "add.number"], null, feature.From, feature.To);
            else if (Text($"{prefix}-number").Length > 0) Wrong($"{prefix}-number", "wrong.no-number");
            return (feature, OfferedConditions.Of(feature, comparison, parts.ElementAtOrDefault(1), number));
        }
    }
}
