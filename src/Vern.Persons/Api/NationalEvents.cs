using System.Globalization;
using System.Text.Json;
using Vern.Persons.Auditing;
using Vern.Platform.Auditing;
using Vern.Platform.Jobs;

namespace Vern.Persons.Api;

/// <summary>What a national unit tells by webhook: that something happened, never what was in it.</summary>
public static class NationalEvents
{
    private static readonly Dictionary<string, string> OfAct = new(StringComparer.Ordinal)
    {
        [NationalActs.RoundOpened.Kind] = "round.opened", [NationalActs.RoundClosed.Kind] = "round.closed", [NationalActs.SubmissionReceived.Kind] = "submission.received",
        [NationalActs.SubmissionReplaced.Kind] = "submission.received", [NationalActs.ReportPublished.Kind] = "edition.published",
    };

    /// <summary>Reminders are due to bodies of a round: its year, and how many.</summary>
    public const string RemindersDue = "reminders.due";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = ["round.opened", "round.closed", "submission.received", "edition.published", RemindersDue];

    /// <summary>The event that an act is, from the path of nouns that it was done to; null when it is none that is told.</summary>
    public static WebhookEvent? Of(AuditAct act, string resource, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(resource);
        if (!OfAct.TryGetValue(act.Kind, out var type)) return null;
        var data = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var nouns = resource.Split('/');
        for (var place = 0; place + 1 < nouns.Length; place += 2)
        {
            var name = nouns[place] is "round" or "report" ? "year" : nouns[place];
            data[name] = int.TryParse(nouns[place + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? JsonSerializer.SerializeToElement(number) : JsonSerializer.SerializeToElement(nouns[place + 1]);
        }
        return new(type, at, data);
    }
}
