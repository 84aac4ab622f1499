using System.Security.Cryptography;
using System.Text;
using Vern.Material.Intake;

namespace Vern.Material.Triage;

/// <summary>Something that a centre's own rule can look at.</summary>
/// <param name="Feature">A set or a number of <see cref="ReportFeatures"/>.</param>
/// <param name="Codes">The codes of a set; none: it is a number.</param>
/// <param name="From">The smallest number.</param>
/// <param name="To">The largest.</param>
public sealed record OfferedFeature(string Feature, IReadOnlyList<string> Codes, int From = 0, int To = 0);

/// <summary>A condition of the closed list, taken apart.</summary>
/// <param name="Feature">What it looks at.</param>
/// <param name="Comparison">One of <see cref="OfferedConditions.Comparisons"/>.</param>
/// <param name="Code">The code; null: it is a number.</param>
/// <param name="Number">The number; null: it is a code.</param>
public sealed record OfferedCondition(OfferedFeature Feature, string Comparison, string? Code, int? Number);

/// <summary>The closed list of conditions that a centre can make rules of on the page: one feature, one comparison, one value; or two of these, which must both hold. What needs more stands in the shipped rules.</summary>
public static class OfferedConditions
{
    /// <summary>The comparisons: the first two for codes, the others for numbers.</summary>
    public static IReadOnlyList<string> Comparisons { get; } = ["is", "is-not", "at-least", "at-most"];

    /// <summary>What rules of urgency can look at.</summary>
    public static IReadOnlyList<OfferedFeature> Urgency { get; } =
    [
        new("sign", ["meeting-planned", "suicide-threat", "ongoing", "extortion", "self-produced", "live", "infant", "violent", "generated", "fictitious", "altered", "viral", "meme", "between-minors", "solicited", "sadistic", "animals", "spam"]),
        new("kind", CodesOf<ReportKind>()), new("channel", CodesOf<Channel>()), new("novelty", CodesOf<Novelty>()), new("fold", CodesOf<Fold>()), new("haste", ["yes"]), new("told", ["yes"]),
        new("youngest", [], 0, 17), new("children", [], 0, 1000), new("files", [], 0, 10_000), new("earlier", [], 0, 1000), new("days-left", [], 0, 365),
    ];

    /// <summary>What rules of completeness can look at.</summary>
    public static IReadOnlyList<OfferedFeature> Completeness { get; } = [new("given", ["account", "connection", "connection-time", "contact", "country", "place", "time", "digest", "viewed", "words"])];

    /// <summary>The condition; null: the comparison or the value does not fit the feature.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="comparison">One of <see cref="Comparisons"/>.</param>
    /// <param name="code">A code of it.</param>
    /// <param name="number">A number.</param>
    public static Condition? Of(OfferedFeature feature, string comparison, string? code, int? number)
    {
        ArgumentNullException.ThrowIfNull(feature);
        return (feature.Codes.Count > 0, comparison) switch
        {
            (true, "is") when code is not null && feature.Codes.Contains(code, StringComparer.Ordinal) => new() { Has = feature.Feature, Of = [code] },
            (true, "is-not") when code is not null && feature.Codes.Contains(code, StringComparer.Ordinal) => new() { Not = new() { Has = feature.Feature, Of = [code] } },
            (false, "at-least") when number >= feature.From && number <= feature.To => new() { Number = feature.Feature, From = number },
            (false, "at-most") when number >= feature.From && number <= feature.To => new() { Number = feature.Feature, To = number },
            _ => null,
        };
    }

    /// <summary>That both hold; null: they are the same.</summary>
    public static Condition? Both(Condition first, Condition second) => Text(first) == Text(second) ? null : new() { All = [first, second] };

    /// <summary>What a condition is made of, one or two; null: it is none of the list.</summary>
    /// <param name="when">The condition.</param>
    /// <param name="features">The list.</param>
    public static IReadOnlyList<OfferedCondition>? Read(Condition when, IReadOnlyList<OfferedFeature> features)
    {
        ArgumentNullException.ThrowIfNull(when);
        var parts = (when.All ?? [when]).Select(part => ReadOne(part, features)).OfType<OfferedCondition>().ToList();
        if (parts.Count is 0 or > 2 || parts.Count != (when.All?.Count ?? 1)) return null;
        // Made anew and held against it: whatever else it says makes it another one.
        var made = parts.ConvertAll(part => Of(part.Feature, part.Comparison, part.Code, part.Number)!);
        return (when.All is null ? made[0] : made.Count == 2 ? Both(made[0], made[1]) : null) is { } same && Text(same) == Text(when) ? parts : null;
    }

    private static OfferedCondition? ReadOne(Condition when, IReadOnlyList<OfferedFeature> features)
    {
        var has = when.Not ?? when;
        if ((has.Has ?? when.Number) is not { } name || features.FirstOrDefault(one => one.Feature == name) is not { } feature) return null;
        var (comparison, code, number) = has.Has is not null ? (when.Not is null ? "is" : "is-not", has.Of is [var only] ? only : null, (int?)null) : (when.From is not null ? "at-least" : "at-most", null, when.From ?? when.To);
        return Of(feature, comparison, code, number) is null ? null : new(feature, comparison, code, number);
    }

    /// <summary>The code of a rule: the same words and condition have the same, so that what once counted under it is never read as something else.</summary>
    public static string IdOf(RuleName name, Condition when) => "own-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{string.Join('\n', name.All().Select(one => $"{one.Language} {one.Words}"))}\n{Text(when)}")))[..16];

    private static string Text(Condition when) => System.Text.Json.JsonSerializer.Serialize(when, ScoreRules.Form);

    private static IReadOnlyList<string> CodesOf<T>() where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];
}
