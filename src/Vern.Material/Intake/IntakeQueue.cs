using System.Threading.Channels;
using Vern.Material.Intake.Storage;
using Vern.Platform.Sealing;
using Vern.Platform.Store;

namespace Vern.Material.Intake;

/// <summary>Something that waits to be written: a new report, or a step on one that is there.</summary>
internal sealed class IntakeItem
{
    /// <summary>A new report; null: a step.</summary>
    public NewReport? New { get; init; }
    /// <summary>The new report's digest; null: it is never folded.</summary>
    public string? Origin { get; init; }
    /// <summary>What the new report says, as JSON: made by who waits, not by the one writer.</summary>
    public byte[] Facts { get; init; } = [];
    /// <summary>What is said of the new report's files, likewise, in their order; null: nothing.</summary>
    public IReadOnlyList<byte[]?> FileFacts { get; init; } = [];
    /// <summary>The report that a step is about.</summary>
    public long Report { get; init; }
    /// <summary>Whose it must be.</summary>
    public Sender Sender { get; init; } = Sender.Public;
    /// <summary>The step, in the transaction.</summary>
    public Func<IntakeBatch, ReportRow, Task<StepAnswer>>? Step { get; init; }
    /// <summary>Whether the step opens or seals what the report says.</summary>
    public bool Opens { get; init; }
    /// <summary>Whether the step's answer lists the report's files.</summary>
    public bool Lists { get; init; }
    /// <summary>Answered once it is kept.</summary>
    public TaskCompletionSource<StepAnswer> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>The transaction of several items.</summary>
/// <param name="Context">The transaction's.</param>
/// <param name="Counter">Locked.</param>
/// <param name="Now">The moment of writing.</param>
internal sealed record IntakeBatch(MaterialContext Context, IntakeCounterRow Counter, DateTimeOffset Now)
{
    /// <summary>The keys of the reports whose steps open or seal something, by their ids.</summary>
    public IReadOnlyDictionary<string, DataKey> Keys { get; set; } = new Dictionary<string, DataKey>(StringComparer.Ordinal);

    private readonly Dictionary<long, List<ReportFileRow>> added = [];

    /// <summary>The files that steps of this transaction added to a report: not in the database yet, where the next step would look for them.</summary>
    public List<ReportFileRow> FilesAddedTo(long report)
    {
        if (!added.TryGetValue(report, out var files)) added[report] = files = [];
        return files;
    }

    /// <summary>Reports that became whole in it, in order, as lines for the ledger's digest.</summary>
    public List<string> Arrived { get; } = [];

    /// <summary>Gives the report its place among the whole ones.</summary>
    public void Arrive(ReportRow row)
    {
        row.Arrival = ++Counter.Arrivals;
        row.State = IntakeState.Finished;
        row.FinishedAt = row.ChangedAt = Now.ToUnixTimeMilliseconds();
        Arrived.Add(FormattableString.Invariant($"{row.Arrival} {row.Id} {row.Origin ?? row.KeyId}\n"));
    }
}

/// <summary>
/// Group commit: what waits is written by one writer of this process, as many items as there are in one transaction, and answered only after the commit. So a disk that commits a hundred times a second takes thousands of
/// reports. What does not fit into the queue is refused at once (<see cref="IntakeFullException"/>): back-pressure rather than loss. The writer is there only while something waits.
/// </summary>
/// <param name="write">Writes items in one transaction; gives their answers in order.</param>
internal sealed class IntakeQueue(Func<IReadOnlyList<IntakeItem>, Task<IReadOnlyList<StepAnswer>>> write)
{
    /// <summary>The most that waits.</summary>
    internal const int Longest = 8192;
    /// <summary>The most in one transaction.</summary>
    internal const int AtOnce = 512;

    private readonly System.Threading.Channels.Channel<IntakeItem> waiting = System.Threading.Channels.Channel.CreateBounded<IntakeItem>(new BoundedChannelOptions(Longest) { FullMode = BoundedChannelFullMode.Wait, SingleReader = false });
    private int writing;

    /// <summary>Waits until the item is kept.</summary>
    /// <exception cref="IntakeFullException">Too much waits.</exception>
    public Task<StepAnswer> AddAsync(IntakeItem item)
    {
        if (!waiting.Writer.TryWrite(item)) throw new IntakeFullException();
        Begin();
        return item.Done.Task;
    }

    private void Begin()
    {
        if (Interlocked.CompareExchange(ref writing, 1, 0) != 0) return;
        // The writer works for all: it bears nobody's name and ends with nobody's request.
        using (ExecutionContext.SuppressFlow()) _ = Task.Run(DrainAsync);
    }

    private async Task DrainAsync()
    {
        var items = new List<IntakeItem>(AtOnce);
        while (true)
        {
            while (items.Count < AtOnce && waiting.Reader.TryRead(out var item)) items.Add(item);
            if (items.Count == 0) break;
            await WriteAsync(items);
            items.Clear();
        }
        Volatile.Write(ref writing, 0);
        if (waiting.Reader.TryPeek(out _)) Begin(); // it came between the last look and the end
    }

    private async Task WriteAsync(IReadOnlyList<IntakeItem> items)
    {
        try
        {
            var answers = await write(items);
            for (var at = 0; at < items.Count; at++) items[at].Done.SetResult(answers[at]);
        }
        catch (Exception error)
        {
            // One that cannot be written must not take the others with it; a database that is away takes all.
            if (items.Count == 1 || (OpenDatabase.IsAway(error) && !IsRefused(error))) foreach (var item in items) item.Done.SetException(error);
            else foreach (var item in items) await WriteAsync([item]);
        }
    }

    // The database answers, and takes a row not: 23 is PostgreSQL's class of broken rules, 19 SQLite's number of them.
    private static bool IsRefused(Exception? error) => error is not null
        && (error is Npgsql.PostgresException { SqlState: ['2', '3', ..] } or Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 } || IsRefused(error.InnerException));
}
