using System.Globalization;
using System.Text.Json;
using Vern.Persons.Api;
using Vern.Persons.Collection;
using Vern.Platform.Auditing;
using Vern.Platform.Jobs;

namespace Vern.Persons.Auditing;

/// <summary>What a national unit does every day by itself: it erases what its rules of retention say is over, and tells when bodies are to be reminded. Each is a job of the day, made and done once.</summary>
/// <param name="store">The unit's store.</param>
/// <param name="clock">The time.</param>
public sealed class DailyJobs(NationalStore store, TimeProvider clock)
{
    /// <summary>Days from one reminder of a body to the next.</summary>
    public const int DaysBetween = 14;
    private const string Reminders = "reminders.day";

    /// <summary>The reminders' kind.</summary>
    public JobKind Kind => new(Reminders, LookAsync);

    /// <summary>The day of this unit.</summary>
    public RetentionDay Day => new((now, cancel) => EraseByRule.DueAsync(store, now, cancel), EraseAsync) { Others = Of };

    private static IReadOnlyCollection<JobRow> Of(DateTimeOffset now) => [JobStore.RowOf($"{Reminders}/{now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}", Reminders, "{}", now)];

    /// <summary>The bodies of an open round that a reminder is due to on a day: not answered, the day for answers is over, and none reminded within <see cref="DaysBetween"/> days.</summary>
    public static IReadOnlyList<BodyId> DueIn(Round round, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(round);
        return round.ClosedAt is not null || today <= round.DueOn ? [] : [.. round.Answers.Where(answer => answer.Answer is AnswerKind.NotAnswered && (answer.RemindedOn.Count == 0 || answer.RemindedOn.Max().AddDays(DaysBetween) <= today)).Select(answer => answer.Body)];
    }

    private async Task EraseAsync(DateTimeOffset now, string by, CancellationToken cancel)
    {
        await EraseSealedParts.AgainAsync(store.Ledger, cancel);
        await EraseByRule.RunAsync(store, await EraseByRule.DueAsync(store, now, cancel), now, by, cancel);
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
