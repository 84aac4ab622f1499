using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Vern.Material.Triage;

/// <summary>A condition on a report: exactly one of <c>all</c>, <c>any</c>, <c>not</c>, <c>has</c> (with or without <c>of</c>) and <c>number</c> (with <c>from</c>, <c>to</c> or both, both included).</summary>
public sealed record Condition
{
    /// <summary>All of these hold.</summary>
    public IReadOnlyList<Condition>? All { get; init; }
    /// <summary>At least one of these holds.</summary>
    public IReadOnlyList<Condition>? Any { get; init; }
    /// <summary>This does not hold.</summary>
    public Condition? Not { get; init; }
    /// <summary>A set of codes of the report (<see cref="ReportFeatures.Sets"/>) holds one of <see cref="Of"/>, or anything where that is left out.</summary>
    public string? Has { get; init; }
    /// <summary>The codes.</summary>
    public IReadOnlyList<string>? Of { get; init; }
    /// <summary>A number of the report (<see cref="ReportFeatures.Numbers"/>); one that is not known fulfils nothing.</summary>
    public string? Number { get; init; }
    /// <summary>At least.</summary>
    public int? From { get; init; }
    /// <summary>At most.</summary>
    public int? To { get; init; }

    /// <summary>Whether it holds.</summary>
    public bool Holds(ReportFeatures report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (All is not null) return All.All(one => one.Holds(report));
        if (Any is not null) return Any.Any(one => one.Holds(report));
        if (Not is not null) return !Not.Holds(report);
        if (Has is not null) return report.Sets.TryGetValue(Has, out var set) && (Of is null ? set.Count > 0 : Of.Any(set.Contains));
        return Number is not null && report.Numbers.TryGetValue(Number, out var number) && number >= (From ?? int.MinValue) && number <= (To ?? int.MaxValue);
    }
}

/// <summary>A rule of a score: its words stand in the texts under <c>rule.ID</c>, or in itself where a centre added it.</summary>
/// <param name="Id">A code.</param>
/// <param name="Points">What it adds: −30 to 40.</param>
/// <param name="When">When it counts.</param>
/// <param name="Floor">The score is at least this where it counts, 0 to 100; 0: no floor.</param>
/// <param name="Imminent">Whether it says that a child is in danger now.</param>
/// <param name="Off">Whether it is switched off: it stays in the list and counts for nothing.</param>
/// <param name="Name">Its words, where a centre added it; null: it was shipped.</param>
public sealed record ScoreRule(string Id, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int Points, Condition When, int Floor = 0, bool Imminent = false, bool Off = false, RuleName? Name = null);

/// <summary>From which urgency on a report is called how.</summary>
/// <param name="Immediate">At once.</param>
/// <param name="High">Today.</param>
/// <param name="Normal">In turn; below it: low.</param>
public sealed record Tiers(int Immediate, int High, int Normal)
{
    /// <summary>The name of an urgency's tier: <c>immediate</c>, <c>high</c>, <c>normal</c>, <c>low</c>.</summary>
    public string Of(int urgency) => urgency >= Immediate ? "immediate" : urgency >= High ? "high" : urgency >= Normal ? "normal" : "low";

    /// <summary>All names, most urgent first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["immediate", "high", "normal", "low"];
}

/// <summary>How much one person is to read.</summary>
/// <param name="ReportsADay">Different reports in a day.</param>
/// <param name="MinutesWithoutPause">Minutes on end.</param>
/// <param name="PauseMinutes">How long a pause is.</param>
public sealed record ExposureLimits(int ReportsADay, int MinutesWithoutPause, int PauseMinutes);

/// <summary>A version of the rules that reports are weighed by: data, read by supervisors, changed by two (rules 4 and 7).</summary>
public sealed partial record ScoreRules
{
    /// <summary>Tiers of urgency.</summary>
    public required Tiers Tiers { get; init; }
    /// <summary>For how many days what says the same is read together.</summary>
    public required int FoldDays { get; init; }
    /// <summary>For how many minutes a report is its reader's alone.</summary>
    public required int LeaseMinutes { get; init; }
    /// <summary>Limits for those who read.</summary>
    public required ExposureLimits Exposure { get; init; }
    /// <summary>What makes a report urgent.</summary>
    public required IReadOnlyList<ScoreRule> Urgency { get; init; }
    /// <summary>What makes it complete.</summary>
    public required IReadOnlyList<ScoreRule> Completeness { get; init; }

    /// <summary>The least and the most that a rule adds.</summary>
    public const int LeastPoints = -30, MostPoints = 40;
    /// <summary>How many rules a centre adds at most.</summary>
    public const int MostOwn = 20;
    private const int LongestText = 65_535;

    internal static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, MaxDepth = 16, RespectRequiredConstructorParameters = true };

    /// <summary>The numbers of days left at which a condition begins or ceases to hold as days pass.</summary>
    [JsonIgnore]
    internal IReadOnlySet<int> DaysLeftEdges => Urgency.Where(rule => !rule.Off).SelectMany(rule => EdgesOf(rule.When)).ToHashSet();

    private static IEnumerable<int> EdgesOf(Condition condition)
    {
        foreach (var part in (condition.All ?? condition.Any ?? (condition.Not is { } not ? [not] : [])).SelectMany(EdgesOf)) yield return part;
        if (condition.Number != "days-left") yield break;
        if (condition.To is { } to) yield return to;
        if (condition.From is { } from) yield return from - 1;
    }

    /// <summary>The rules that Vern ships with.</summary>
    public static ScoreRules Shipped { get; } = ReadShipped();

    /// <summary>The rules as text; the same rules are the same text.</summary>
    public string ToText() => JsonSerializer.Serialize(this, Form);

    /// <summary>SHA-256 of the text, in hexadecimal.</summary>
    [JsonIgnore]
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToText())));

    /// <summary>Reads rules.</summary>
    /// <exception cref="FormatException">What is wrong with them, and where.</exception>
    public static ScoreRules Read(string text)
    {
        var rules = ReadKept(text);
        if (rules.Wrong() is { } wrong) throw new FormatException(wrong);
        return rules;
    }

    /// <summary>Reads rules that were proposed once: what holds for new ones today is not asked of them, so that every version stays readable.</summary>
    /// <exception cref="FormatException">They are no rules.</exception>
    internal static ScoreRules ReadKept(string text)
    {
        try { return JsonSerializer.Deserialize<ScoreRules>(text, Form) ?? throw new FormatException("null, expected an object."); }
        catch (JsonException error) { throw new FormatException($"line {error.LineNumber + 1}: {Platform.Interface.Api.ReadBody.Words(error)}", error); }
    }

    /// <summary>What is wrong with the rules, in English; null: nothing.</summary>
    public string? Wrong()
    {
        if (!(Tiers.Immediate is <= 100 && Tiers.Immediate > Tiers.High && Tiers.High > Tiers.Normal && Tiers.Normal > 0)) return "tiers: expected 100 >= immediate > high > normal > 0.";
        if (FoldDays is < 1 or > 31) return "foldDays: expected 1 to 31.";
        if (LeaseMinutes is < 5 or > 240) return "leaseMinutes: expected 5 to 240.";
        if (Exposure.ReportsADay is < 1 or > 500 || Exposure.MinutesWithoutPause is < 10 or > 240 || Exposure.PauseMinutes is < 5 or > 60) return "exposure: expected 1 to 500 reports a day, 10 to 240 minutes without a pause, pauses of 5 to 60 minutes.";
        foreach (var (name, list, sets, numbers) in (ReadOnlySpan<(string, IReadOnlyList<ScoreRule>, IReadOnlySet<string>, IReadOnlySet<string>)>)[("urgency", Urgency, ReportFeatures.UrgencySets, ReportFeatures.UrgencyNumbers), ("completeness", Completeness, ReportFeatures.CompletenessSets, ReportFeatures.CompletenessNumbers)])
        {
            if (list.Count is 0 or > 100) return $"{name}: expected 1 to 100 rules.";
            if (list.All(rule => rule.Off)) return $"{name}: at least one rule has to count.";
            foreach (var rule in list)
            {
                if (!Code().IsMatch(rule.Id)) return $"{name}: an id is a code in small letters.";
                if (list.Count(one => one.Id == rule.Id) > 1) return $"{name}, {rule.Id}: the id stands there twice.";
                if (rule.Points is < LeastPoints or > MostPoints) return $"{name}, {rule.Id}, points: expected -30 to 40.";
                if (rule.Floor is < 0 or > 100) return $"{name}, {rule.Id}, floor: expected 0 to 100.";
                if (name == "completeness" && (rule.Points < 0 || rule.Floor != 0 || rule.Imminent)) return $"{name}, {rule.Id}: completeness has no floor, no danger and takes nothing away.";
                if (rule.Imminent && rule.Floor < Tiers.Immediate) return $"{name}, {rule.Id}, floor: danger now comes first, so the floor is at least {Tiers.Immediate}.";
                if (rule.Name is not null != rule.Id.StartsWith("own-", StringComparison.Ordinal)) return $"{name}, {rule.Id}: a rule that was added has a name and an id that begins with own-, and no other has.";
                if (rule.Name is { } own && (!own.IsRight() || rule.Imminent || OfferedConditions.Read(rule.When, name == "urgency" ? OfferedConditions.Urgency : OfferedConditions.Completeness) is null)) return $"{name}, {rule.Id}: a rule that was added has a name of at most {RuleName.Longest} letters, tells no danger, and one of the conditions offered.";
                if (Wrong(rule.When, sets, numbers, 0) is { } wrong) return $"{name}, {rule.Id}, when: {wrong}";
            }
        }
        if (Urgency.Concat(Completeness).Count(rule => rule.Name is not null) > MostOwn) return $"expected at most {MostOwn} rules that were added.";
        if (Unguarded().FirstOrDefault() is { } sign) return $"urgency: a rule for danger now has to count for the sign {sign} alone.";
        return ToText().Length > LongestText ? $"expected at most {LongestText} letters." : null;
    }

    /// <summary>The signs of danger now that no rule for it counts for. Imminent danger first (H-004): by whatever change, there is none.</summary>
    public IEnumerable<string> Unguarded() => ((string[])["meeting-planned", "suicide-threat", "ongoing"]).Where(sign => !Urgency.Any(rule => rule.Imminent && !rule.Off && rule.When.Holds(ReportFeatures.OfSign(sign))));

    private static string? Wrong(Condition when, IReadOnlySet<string> sets, IReadOnlySet<string> numbers, int depth)
    {
        if (depth > 8) return "nested too deeply.";
        if (new object?[] { when.All, when.Any, when.Not, when.Has, when.Number }.Count(part => part is not null) != 1) return "expected one of all, any, not, has, number.";
        if (when.Has is { } set) return !sets.Contains(set) ? $"there is no set '{set}' for this score." : when.Of is { Count: 0 } ? "of: expected codes." : null;
        if (when.Number is { } number) return !numbers.Contains(number) ? $"there is no number '{number}' for this score." : when.From is null && when.To is null ? "number: expected from, to or both." : null;
        foreach (var part in when.All ?? when.Any ?? [when.Not!]) if (Wrong(part, sets, numbers, depth + 1) is { } wrong) return wrong;
        return null;
    }

    private static ScoreRules ReadShipped()
    {
        using var stream = typeof(ScoreRules).Assembly.GetManifestResourceStream("Vern.Material.Triage.rules.json")!;
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd());
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$")] private static partial Regex Code();
}
