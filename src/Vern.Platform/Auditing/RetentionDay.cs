using System.Globalization;
using Vern.Platform.Jobs;

namespace Vern.Platform.Auditing;

/// <summary>What every workspace does once a day by itself, as a job that is made and done once: it erases what the rules of retention say is over.</summary>
/// <param name="Due">What is due at a moment.</param>
/// <param name="EraseAsync">Erases it, in the name of those who do.</param>
public sealed record RetentionDay(Func<DateTimeOffset, CancellationToken, Task<IReadOnlyList<DueErasure>>> Due, Func<DateTimeOffset, string, CancellationToken, Task> EraseAsync)
{
    /// <summary>The kind of job.</summary>
    public const string Name = "retention.day";

    /// <summary>Who is recorded as erasing by rule.</summary>
    public const string By = "vern, by rule";

    /// <summary>Jobs of the day beside it.</summary>
    public Func<DateTimeOffset, IReadOnlyCollection<JobRow>> Others { get; init; } = _ => [];

    /// <summary>Of a workspace whose circuit keeps nothing by rule: the ledger's sealed parts.</summary>
    public static RetentionDay Of(WorkspaceLedger ledger) => new(
        async (now, cancel) => await EraseSealedParts.DueAsync(ledger, now, cancel) is { } due ? [due] : [],
        async (now, by, cancel) =>
        {
            await EraseSealedParts.AgainAsync(ledger, cancel);
            if (await EraseSealedParts.DueAsync(ledger, now, cancel) is null) return;
            Actor.Begin(Actor.Current.Named(by));
            await EraseSealedParts.RunAsync(ledger, now, cancel);
        });

    /// <summary>The job's kind. Each thing due is erased in a transaction of its own with its entry: begun again after a kill, only what is left is due.</summary>
    public JobKind Kind(TimeProvider clock) => new(Name, async (_, cancel) =>
    {
        await EraseAsync(clock.GetUtcNow(), By, cancel);
        return [];
    });

    /// <summary>The jobs of the day of a moment; making them again makes none.</summary>
    public IReadOnlyCollection<JobRow> JobsOf(DateTimeOffset now) => [JobStore.RowOf($"{Name}/{now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}", Name, "{}", now), .. Others(now)];
}
