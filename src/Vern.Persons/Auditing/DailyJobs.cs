using System.Globalization;
using System.Text.Json;
using Vern.Persons.Api;
using Vern.Persons.Collection;
using Vern.Platform.Jobs;

namespace Vern.Persons.Auditing;

/// <summary>What a national unit does every day by itself: it erases what the rules of retention say is over, and tells when bodies are to be reminded. Each is a job of the day, made and done once.</summary>
/// <param name="store">The unit's store.</param>
/// <param name="clock">The time.</param>
public sealed class DailyJobs(NationalStore store, TimeProvider clock)
{
    /// <summary>Who is recorded as erasing by rule.</summary>
    public const string By = "vern, by rule";
    /// <summary>Days from one reminder of a body to the next.</summary>
    public const int DaysBetween = 14;
    private const string Retention = "retention.day", Reminders = "reminders.day";

    /// <summary>The two kinds.</summary>
    public IEnumerable<JobKind> Kinds => [new(Retention, EraseAsync), new(Reminders, LookAsync)];

    /// <summary>The jobs of the day of a moment; making them again makes none.</summary>
    public static IReadOnlyCollection<JobRow> Of(DateTimeOffset now)
    {
        var day = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return [JobStore.RowOf($"{Retention}/{day}", Retention, "{}", now), JobStore.RowOf($"{Reminders}/{day}", Reminders, "{}", now)];
    }

    /// <summary>The bodies of an open round that a reminder is due to on a day: not answered, the day for answers is over, and none reminded within <see cref="DaysBetween"/> days.</summary>
    public static IReadOnlyList<BodyId> DueIn(Round round, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(round);
        return round.ClosedAt is not null || today <= round.DueOn ? [] : [.. round.Answers.Where(answer => answer.Answer is AnswerKind.NotAnswered && (answer.RemindedOn.Count == 0 || answer.RemindedOn.Max().AddDays(DaysBetween) <= today)).Select(answer => answer.Body)];
    }

    // Each thing due is erased in a transaction of its own with its entry: begun again after a kill, only what is left is due.
    private async Task<IReadOnlyCollection<JobRow>> EraseAsync(Job job, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await EraseByRule.AgainAsync(store.Ledger, cancel);
        await EraseByRule.RunAsync(store, await EraseByRule.DueAsync(store, now, cancel), now, By, cancel);
        return [];
    }

    // Vern sends no letters: the round's page shows who is missing, and whoever sends letters is told by webhook how many are due.
    private async Task<IReadOnlyCollection<JobRow>> LookAsync(Job job, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var told = new List<JobRow>();
        foreach (var year in await store.YearsAsync(cancel))
        {
            if (await store.RoundAsync(year, cancel) is not { } round || DueIn(round, DateOnly.FromDateTime(now.UtcDateTime)) is not { Count: > 0 } due) continue;
            var data = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["year"] = JsonSerializer.SerializeToElement(year), ["bodies"] = JsonSerializer.SerializeToElement(due.Count) };
            told.Add(SendWebhooks.RowOf(string.Create(CultureInfo.InvariantCulture, $"{job.Key}/{year}"), new(NationalEvents.RemindersDue, now, data)));
        }
        return told;
    }
}
