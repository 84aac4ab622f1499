using System.Text.Json;

namespace Vern.Persons.Registration.Exchange;

/// <summary>A field of the United Kingdom's referral form.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Label">Its words.</param>
/// <param name="Type">What it is in the form: radio-group, textarea, checkbox and so on.</param>
/// <param name="Required">Whether it must be answered where it is asked.</param>
/// <param name="Options">What can be chosen; empty: anything, or a list that the form does not publish.</param>
/// <param name="DependsOn">Asked only where another has this answer, as <c>field=value</c>; empty: always.</param>
public sealed record UkField(string Name, string Label, string Type, bool Required, IReadOnlyList<string> Options, string DependsOn);

/// <summary>A fork: where to go instead of the next step, if a field has (<c>=</c>) or has not (<c>!=</c>) a value.</summary>
/// <param name="To">The step.</param>
/// <param name="If">The condition.</param>
public sealed record UkFork(string To, string If);

/// <summary>A step of the form.</summary>
public sealed record UkStep(string Step, IReadOnlyList<string> Fields, string? Next, IReadOnlyList<UkFork> Forks);

/// <summary>
/// The referral form of the United Kingdom's National Referral Mechanism, as data: which step follows which answer, what each asks, what must be answered (UKHomeOffice/modern-slavery, MIT). Each of its fields has a place among
/// Vern's, by <c>uk</c> in the catalogue, or a reason why it has none (<see cref="WithoutPlace"/>; docs/method-uk-form.md).
/// </summary>
public static class UkForm
{
    private const string First = "/reference", Last = "/confirm";
    private static readonly Written Form = Read();
    private static readonly Dictionary<string, UkField> ByName = Form.Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
    private static readonly Dictionary<string, UkStep> Steps = Form.Steps.ToDictionary(step => step.Step, StringComparer.Ordinal);

    /// <summary>The fields, in the form's order.</summary>
    public static IReadOnlyList<UkField> Fields => Form.Fields;

    /// <summary>The keys of the payload that the form sends, with the field that each tells of; empty: told by another key too, or of the sending system.</summary>
    public static IReadOnlyDictionary<string, string> Payload => Form.Payload;

    /// <summary>Who she is: what is asked of her follows from it.</summary>
    public const string UnderAge = "pv-under-age";

    /// <summary>The fields that are not about her and have no place of their own: what Vern has instead.</summary>
    public static IReadOnlyDictionary<string, string> WithoutPlace { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["reference"] = "the person's random id", ["user-organisation"] = "the agency that registers", ["fr-location"] = "the agency's own place", ["user-email"] = "the account that registers",
        ["fr-details-first-name"] = "the account that registers", ["fr-details-last-name"] = "the account that registers", ["fr-details-role"] = "the account's role", ["fr-details-phone"] = "the agency's entry in the directory", ["fr-alternative-contact"] = "the agency's entry in the directory",
        ["upload-file"] = "documents, on the person's own tab", ["what-evidence-you-will-submit"] = "documents, on the person's own tab",
    };

    /// <summary>A field by its name or its key in the payload; null: none.</summary>
    public static UkField? Find(string name) => ByName.GetValueOrDefault(name) ?? (Form.Payload.TryGetValue(name, out var meant) ? ByName.GetValueOrDefault(meant) : null);

    /// <summary>The steps that somebody with these answers is led through, from the reference to the page before sending.</summary>
    public static IReadOnlyList<string> Walk(IReadOnlyDictionary<string, string> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var way = new List<string>();
        for (string? at = First; at is not null && way.Count <= Form.Steps.Count; at = at == Last ? null : NextOf(Steps[at], answers)) way.Add(at);
        return way;
    }

    /// <summary>The fields that the steps ask for, given the answers.</summary>
    public static IReadOnlyList<UkField> Asked(IReadOnlyDictionary<string, string> answers) =>
        [.. Walk(answers).Where(Steps.ContainsKey).SelectMany(step => Steps[step].Fields).Select(name => ByName[name]).Where(field => field.DependsOn.Length == 0 || Holds(field.DependsOn, answers))];

    /// <summary>The fields that must be answered and are not: those asked for on the way that the answers lead.</summary>
    public static IReadOnlyList<UkField> Missing(IReadOnlyDictionary<string, string> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var missing = Asked(answers).Where(field => field.Required && string.IsNullOrWhiteSpace(answers.GetValueOrDefault(field.Name))).ToList();
        const string types = "types-of-exploitation-"; // ticked one by one, at least one of them
        if (Walk(answers).Contains("/types-of-exploitation") && !answers.Any(pair => pair.Key.StartsWith(types, StringComparison.Ordinal) && IsTicked(pair.Value))) missing.Add(ByName[types + "forced-to-work"]);
        return missing;
    }

    internal static bool IsTicked(string value) => value.ToUpperInvariant() is "TRUE" or "YES" or "1" or "ON";

    private static string? NextOf(UkStep step, IReadOnlyDictionary<string, string> answers) => step.Forks.FirstOrDefault(fork => Holds(fork.If, answers))?.To ?? step.Next;

    private static bool Holds(string condition, IReadOnlyDictionary<string, string> answers)
    {
        var (field, value, not) = condition.Split("!=") is [var name, var other] ? (name, other, true) : condition.Split('=') is [var of, var one] ? (of, one, false) : throw new InvalidDataException($"uk_nrm_form.json: condition '{condition}'");
        var answer = answers.GetValueOrDefault(field, "");
        var has = value == "true" ? IsTicked(answer) : answer.Split(';', StringSplitOptions.TrimEntries).Contains(value, StringComparer.Ordinal);
        return has != not;
    }

    private sealed record Written(string Origin, IReadOnlyList<UkField> Fields, IReadOnlyList<UkStep> Steps, IReadOnlyDictionary<string, string> Payload);

    private static Written Read()
    {
        using var stream = typeof(UkForm).Assembly.GetManifestResourceStream("Vern.Persons.Registration.Exchange.uk_nrm_form.json") ?? throw new InvalidOperationException("uk_nrm_form.json is not in the assembly.");
        return JsonSerializer.Deserialize<Written>(stream, JsonSerializerOptions.Web) ?? throw new InvalidOperationException("uk_nrm_form.json is empty.");
    }
}
