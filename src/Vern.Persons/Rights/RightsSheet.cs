using System.Text.Json;

namespace Vern.Persons.Rights;

/// <summary>Who has signed a sheet's translation off.</summary>
/// <param name="By">Name.</param>
/// <param name="On">Day.</param>
public sealed record SheetSignature(string By, DateOnly On);

/// <summary>One right on the sheet.</summary>
/// <param name="Id">Its place in the texts.</param>
/// <param name="Title">A few words.</param>
/// <param name="Text">A short paragraph in plain words, to the person herself.</param>
/// <param name="Ask">Whom to ask.</param>
public sealed record SheetRight(string Id, string Title, string Text, string Ask);

/// <summary>A help line, as the agency fills it in.</summary>
/// <param name="Name">Whose.</param>
/// <param name="Number">The number.</param>
/// <param name="Hours">When somebody answers, or empty.</param>
public sealed record HelpLine(string Name, string Number, string Hours);

/// <summary>The rights in plain words, to hand over in the person's own language (E-005, P-016, P-017). It names nobody and says nothing of a case.</summary>
/// <param name="Language">ISO 639 code.</param>
/// <param name="Name">The language's own name.</param>
/// <param name="RightToLeft">Whether it is written from right to left.</param>
/// <param name="NeedsSignature">Whether a translator has to sign it off and has not: it is then marked on every page.</param>
/// <param name="Signature">Who signed, or null.</param>
/// <param name="Texts">The frame's words by key.</param>
/// <param name="Rights">The rights, in order.</param>
public sealed record RightsSheet(string Language, string Name, bool RightToLeft, bool NeedsSignature, SheetSignature? Signature, IReadOnlyDictionary<string, string> Texts, IReadOnlyList<SheetRight> Rights)
{
    // Right, whom to ask, and the rules it tells of.
    private static readonly (string Id, string Ask, string[] Rules)[] Order =
    [
        ("help", "caseworker", ["R-01"]), ("choice", "caseworker", ["R-03"]), ("lawyer", "lawyer", ["R-10"]), ("rest", "lawyer", ["R-11"]), ("police", "police", ["R-12", "G-01"]),
        ("home", "caseworker", ["R-17"]), ("money", "caseworker", ["R-17"]), ("health", "health", ["R-17"]), ("activity", "caseworker", ["R-17"]), ("safety", "caseworker", ["R-16"]),
        ("journey", "caseworker", ["R-17", "R-21"]), ("punishment", "lawyer", ["R-20"]), ("compensation", "lawyer", ["R-19"]), ("children", "child", ["R-13", "R-07"]), ("young", "child", ["R-04", "R-05", "A-03"]),
    ];

    /// <summary>The languages, in the order they are offered: those of the country first.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["nb", "en", "da", "sv", "ar", "ti", "ro", "vi", "fil", "uk", "fr", "es"];

    private static readonly Lazy<IReadOnlyDictionary<string, RightsSheet>> All = new(() => Languages.ToDictionary(language => language, Read));

    /// <summary>The rules that the sheet tells of.</summary>
    public static IReadOnlyList<string> Rules { get; } = [.. Order.SelectMany(one => one.Rules).Distinct()];

    /// <summary>The rules that one right of the sheet tells of.</summary>
    /// <param name="right">The right's id.</param>
    public static IReadOnlyList<string> RulesOf(string right) => Order.First(one => one.Id == right).Rules;

    /// <summary>The sheet in a language, or null.</summary>
    public static RightsSheet? Find(string language) => All.Value.GetValueOrDefault(language);

    /// <summary>The rights for an adult, a child, or somebody of whom that is not known.</summary>
    /// <param name="child">Whether the person is treated as a child.</param>
    public IReadOnlyList<SheetRight> For(Truth child) => child switch
    {
        // A child isn't told that it may choose; an adult needs no page for children.
        Truth.Yes => [.. Rights.Where(right => right.Id == "young"), .. Rights.Where(right => right.Id is not ("choice" or "young" or "children"))],
        Truth.No => [.. Rights.Where(right => right.Id != "young")],
        _ => Rights,
    };

    private static RightsSheet Read(string language)
    {
        using var stream = typeof(RightsSheet).Assembly.GetManifestResourceStream($"Vern.Persons.Rights.Sheet.{language}.json") ?? throw new InvalidOperationException($"The sheet '{language}' is not embedded.");
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement;
        var texts = root.GetProperty("texts").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!, StringComparer.Ordinal);
        var signature = root.GetProperty("signed_off") is { ValueKind: JsonValueKind.Object } signed ? new SheetSignature(signed.GetProperty("by").GetString()!, DateOnly.Parse(signed.GetProperty("on").GetString()!, System.Globalization.CultureInfo.InvariantCulture)) : null;
        return new RightsSheet(root.GetProperty("language").GetString()!, root.GetProperty("name").GetString()!, root.GetProperty("direction").GetString() == "rtl", !root.GetProperty("written_by_project").GetBoolean() && signature is null, signature, texts,
            [.. Order.Select(one => new SheetRight(one.Id, texts[one.Id + ".title"], texts[one.Id + ".text"], texts["ask." + one.Ask]))]);
    }
}
