using System.Text.Json;
using Vern.Persons.Registration.Exchange;

namespace Vern.Persons.Tests.Registration.Exchange;

/// <summary>A way through the United Kingdom's form.</summary>
internal sealed record UkJourney(Dictionary<string, JsonElement> Answers, string[] Steps, int FieldCount);

/// <summary>The six journeys of the United Kingdom's form, from its own tests (<c>uk/</c>, with origin and licence), with every question on the way answered.</summary>
internal static class UkJourneys
{
    public static IReadOnlyDictionary<string, UkJourney> All { get; } = JsonSerializer.Deserialize<Dictionary<string, UkJourney>>(File.ReadAllText(Of("journeys.json")), JsonSerializerOptions.Web)!;

    public static string Of(string file) => Path.Combine(AppContext.BaseDirectory, "Registration", "Exchange", "uk", file);

    /// <summary>Every field on the way answered: a choice, or words that can be found again.</summary>
    public static Dictionary<string, string> Answers(UkJourney journey)
    {
        var answers = journey.Answers.ToDictionary(pair => pair.Key, pair => pair.Value.ValueKind is JsonValueKind.True ? "true" : pair.Value.GetString()!, StringComparer.Ordinal);
        answers.Remove("automatic-referral"); // follows from the age
        for (var before = -1; before != answers.Count;)
        {
            before = answers.Count;
            foreach (var field in UkForm.Asked(answers).Where(field => !answers.ContainsKey(field.Name)))
                answers[field.Name] = field.Name switch
                {
                    "upload-file" => "",
                    "pv-dob" => journey.Answers["pv-under-age"].GetString() == "no" ? "1991-02-28" : "2012-02-28",
                    "pv-nationality" or "pv-nationality-second" => "Nigerian",
                    "pv-interpreter-requirements-language" => "Romanian",
                    "does-pv-have-children-yes-amount" => "2",
                    "is-this-the-first-chance-to-report" => "not-sure",
                    "future-exploitation-concerns" or "exploiters-location" or "still-in-exploitative-situation" or "potential-victim-exploitative-situation-multiple" => "no",
                    _ when field.Options.Count > 0 => field.Options[0],
                    _ when field.Type == "checkbox" => "true",
                    _ => $"words of {field.Name}",
                };
        }
        return answers;
    }
}
