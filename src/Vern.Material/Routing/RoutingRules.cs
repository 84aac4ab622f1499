using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vern.Material.Routing;

/// <summary>The conflict rules: which of several countries a report goes to. Data, shipped as <c>Routing/rules.json</c>.</summary>
public sealed record RoutingRules
{
    /// <summary>Every country that these sources name is competent: where a child is, and where an account certainly is.</summary>
    public required IReadOnlyList<string> Always { get; init; }
    /// <summary>When no source of <see cref="Always"/> names a country: the first of these that names one wins; the others are shown and not proposed.</summary>
    public required IReadOnlyList<string> First { get; init; }
    /// <summary>In imminent danger: <c>all</c> countries that any source names, at once (H-004).</summary>
    public required string Imminent { get; init; }
    /// <summary>When no country is named: the <c>own</c> national authority.</summary>
    public required string Nowhere { get; init; }
    /// <summary>When a country has no authority in the directory: the <c>own</c> national authority, to hand it on.</summary>
    public required string NoAuthority { get; init; }
    /// <summary>Kinds of bodies that are reached through a national authority only (H-023).</summary>
    public required IReadOnlyList<string> ThroughNational { get; init; }

    /// <summary>The sources of countries that there are.</summary>
    public static IReadOnlyList<string> Sources { get; } = ["child", "account-verified", "connection", "phone", "account"];

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>The rules that Vern ships with.</summary>
    public static RoutingRules Shipped { get; } = Read(Text("rules.json"));

    /// <summary>Countries by the digits that their telephone numbers begin with; numbers that several countries share (+1) are not among them.</summary>
    public static IReadOnlyDictionary<string, string> PhonePrefixes { get; } = JsonSerializer.Deserialize<Dictionary<string, string>>(Text("phone-prefixes.json"))!;

    /// <summary>Reads rules.</summary>
    /// <exception cref="FormatException">What is wrong with them.</exception>
    public static RoutingRules Read(string text)
    {
        RoutingRules rules;
        try { rules = JsonSerializer.Deserialize<RoutingRules>(text, Form) ?? throw new FormatException("null, expected an object."); }
        catch (JsonException error) { throw new FormatException($"line {error.LineNumber + 1}: {Platform.Interface.Api.ReadBody.Words(error)}", error); }
        var named = rules.Always.Concat(rules.First).ToList();
        if (named.Except(Sources, StringComparer.Ordinal).FirstOrDefault() is { } unknown) throw new FormatException($"there is no source '{unknown}'.");
        if (named.Distinct(StringComparer.Ordinal).Count() != Sources.Count || named.Count != Sources.Count) throw new FormatException("always, first: expected each source once.");
        if ((rules.Imminent, rules.Nowhere, rules.NoAuthority) is not ("all", "own", "own")) throw new FormatException("expected imminent 'all', nowhere 'own' and noAuthority 'own'.");
        return rules.ThroughNational.All(kind => kind == "union-body") ? rules : throw new FormatException("throughNational: expected kinds of bodies: union-body.");
    }

    private static string Text(string name)
    {
        using var reader = new StreamReader(typeof(RoutingRules).Assembly.GetManifestResourceStream($"Vern.Material.Routing.{name}")!);
        return reader.ReadToEnd();
    }
}
