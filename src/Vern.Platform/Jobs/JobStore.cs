using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Vern.Platform.Access;
using Vern.Platform.Jobs.Storage;
using Vern.Platform.Store;
using Vern.Platform.Workspaces;

namespace Vern.Platform.Jobs;

/// <summary>A job that a worker has taken.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Key">What it is, once and for all.</param>
/// <param name="Kind">Which work it is.</param>
/// <param name="Payload">What the work needs, as JSON.</param>
/// <param name="Attempt">How often it was begun, this time included.</param>
/// <param name="Lease">The word of this taking.</param>
/// <param name="LeaseUntil">When it may be taken by another.</param>
public sealed record Job(long Id, string Key, string Kind, string Payload, int Attempt, string Lease, DateTimeOffset LeaseUntil);

/// <summary>
/// The jobs of a workspace, in its own database; and with them the webhooks and the answers that are kept for repeated requests (the other parts of this class). Thread-safe: each call has a connection
/// of its own. A job is taken by one worker at a time, under a lease; ending it counts only while the lease is the worker's own. So its record is made once, whatever dies in between; what it does
/// outside the database is done at least once, and bears the job's key so that the other side can tell.
/// </summary>
public sealed partial class JobStore
{
    /// <summary>How long a worker may take; a worker that needs longer is stopped by <see cref="RunJobs"/>.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromMinutes(2);
    /// <summary>How often a job is begun before it is parked.</summary>
    public const int MostAttempts = 8;
    /// <summary>How long a done job is kept.</summary>
    public static TimeSpan KeptFor { get; } = TimeSpan.FromDays(30);

    private readonly DatabaseAddress address;
    private readonly TimeProvider clock;
    private readonly Lazy<Task<AccessKey>> key; // made with the first webhook, not before
    private TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private JobStore(DatabaseAddress address, string dataFolder, string workspace, TimeProvider clock) { this.address = address; key = new(() => AccessKey.OpenAsync(dataFolder, workspace)); this.clock = clock; }

    /// <summary>Opens the jobs of a workspace, or makes their tables. Opens before any context that has <see cref="JobTables.MapOutbox"/>.</summary>
    /// <param name="place">The workspace's database.</param>
    /// <param name="dataFolder">The data folder; the key that seals secrets lies in its folder <c>keys</c>.</param>
    /// <param name="workspace">The workspace, which seals with a key of its own.</param>
    /// <param name="clock">The time; the system's when null.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="StoreException">The database is of a newer Vern, broken, or cannot be reached.</exception>
    public static async Task<JobStore> OpenAsync(DatabaseAddress place, string dataFolder, string workspace, TimeProvider? clock = null, CancellationToken cancel = default)
    {
        await using var context = JobsContext.Create(place);
        await OpenDatabase.RunAsync(context, place, cancel);
        return new JobStore(place, dataFolder, workspace, clock ?? TimeProvider.System);
    }

    /// <summary>Its tables, for back-ups.</summary>
    public static StorePart Part(DatabaseAddress place) => new("jobs", () => JobsContext.Create(place));

    /// <summary>The row of a job that is to be put into the transaction of what it follows from.</summary>
    /// <param name="key">What it is, once and for all.</param>
    /// <param name="kind">Which work it is.</param>
    /// <param name="payload">What the work needs, as JSON: ids and counts only.</param>
    /// <param name="at">Now.</param>
    public static JobRow RowOf(string key, string kind, string payload, DateTimeOffset at) => new() { Key = key, Kind = kind, Payload = payload, DueAt = at.ToUnixTimeMilliseconds(), MadeAt = at.ToUnixTimeMilliseconds() };

    /// <summary>Tells the workers of this process that there may be something to do.</summary>
    public void Signal() => Interlocked.Exchange(ref news, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Ends when something is signalled from now on: who asks for it before looking what there is to do misses nothing.</summary>
    public Task News => Volatile.Read(ref news).Task;

    /// <summary>Makes jobs; those whose key is there already are the same jobs and left alone.</summary>
    /// <returns>How many were new.</returns>
    public async Task<int> AddAsync(IReadOnlyCollection<JobRow> jobs, CancellationToken cancel = default)
    {
        await using var context = JobsContext.Create(address);
        var added = await AddAsync(context, jobs, cancel);
        Signal();
        return added;
    }

    /// <summary>Takes the job that has been due longest, under a lease; null when none is due. One that was begun too often without an end is parked instead.</summary>
    public Task<Job?> TakeAsync(CancellationToken cancel = default) => TakeAsync(null, [], cancel);

    /// <summary>As above, of some kinds.</summary>
    /// <param name="only">Of these kinds; null: of any.</param>
    /// <param name="but">Of none of these.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Job?> TakeAsync(IReadOnlyCollection<string>? only, IReadOnlyCollection<string> but, CancellationToken cancel = default)
    {
        await using var context = JobsContext.Create(address);
        while (true)
        {
            var now = Now();
            var rows = context.Jobs.AsNoTracking();
            if (only is not null) rows = rows.Where(row => only.Contains(row.Kind));
            if (but.Count > 0) rows = rows.Where(row => !but.Contains(row.Kind));
            var due = await rows.Where(row => (row.State == JobState.Waiting && row.DueAt <= now) || (row.State == JobState.Running && row.LeaseUntil <= now)).OrderBy(row => row.DueAt).ThenBy(row => row.Id).FirstOrDefaultAsync(cancel);
            if (due is null) return null;
            // Whoever counts the attempt up has it: of two that read the same row one changes nothing and looks again.
            var mine = context.Jobs.Where(row => row.Id == due.Id && row.State == due.State && row.Attempts == due.Attempts && row.LeaseUntil == due.LeaseUntil);
            if (due.Attempts >= MostAttempts)
            {
                await mine.ExecuteUpdateAsync(set => set.SetProperty(row => row.State, JobState.Parked).SetProperty(row => row.Reason, row => row.Reason ?? "it was begun and never ended: the process stopped each time").SetProperty(row => row.EndedAt, now).SetProperty(row => row.Lease, (string?)null), cancel);
                continue;
            }
            var lease = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            var until = now + (long)Lease.TotalMilliseconds;
            if (await mine.ExecuteUpdateAsync(set => set.SetProperty(row => row.State, JobState.Running).SetProperty(row => row.Attempts, row => row.Attempts + 1).SetProperty(row => row.Lease, lease).SetProperty(row => row.LeaseUntil, until), cancel) == 1)
                return new(due.Id, due.Key, due.Kind, due.Payload, due.Attempts + 1, lease, DateTimeOffset.FromUnixTimeMilliseconds(until));
        }
    }

    /// <summary>Ends a job as done and makes those that follow from it, in one transaction; nothing when its lease has gone to another.</summary>
    /// <returns>Whether it was still this worker's.</returns>
    public async Task<bool> FinishAsync(Job job, IReadOnlyCollection<JobRow> following, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        await using var context = JobsContext.Create(address);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var now = Now();
        if (await Held(context, job).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, JobState.Done).SetProperty(row => row.EndedAt, now).SetProperty(row => row.Reason, (string?)null).SetProperty(row => row.Lease, (string?)null), cancel) != 1) return false;
        await AddAsync(context, following, cancel);
        await transaction.CommitAsync(cancel);
        if (following.Count > 0) Signal();
        return true;
    }

    /// <summary>Puts a job that failed back, later each time, or parks it when it was the last attempt or no further one can help.</summary>
    /// <param name="job">The job.</param>
    /// <param name="reason">Why, in English: an outcome, never what was sent or received.</param>
    /// <param name="forGood">Whether no further attempt can help.</param>
    /// <param name="cancel">Stops.</param>
    public async Task FailAsync(Job job, string reason, bool forGood = false, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        await using var context = JobsContext.Create(address);
        var (now, park) = (Now(), forGood || job.Attempt >= MostAttempts);
        var due = now + (long)Delay(job.Attempt).TotalMilliseconds;
        await Held(context, job).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, park ? JobState.Parked : JobState.Waiting).SetProperty(row => row.Reason, reason)
            .SetProperty(row => row.DueAt, due).SetProperty(row => row.EndedAt, park ? now : 0).SetProperty(row => row.Lease, (string?)null).SetProperty(row => row.LeaseUntil, 0), cancel);
    }

    /// <summary>How long to wait after an attempt: half a minute, then four times as long each time, a day at most.</summary>
    public static TimeSpan Delay(int attempt) => TimeSpan.FromSeconds(Math.Min(86_400, 30 * Math.Pow(4, Math.Clamp(attempt - 1, 0, 10))));

    /// <summary>Sends a waiting or parked job on its way now, with all its attempts.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> RetryAsync(long id, CancellationToken cancel = default)
    {
        await using var context = JobsContext.Create(address);
        var now = Now();
        var found = await context.Jobs.Where(row => row.Id == id && (row.State == JobState.Waiting || row.State == JobState.Parked))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, JobState.Waiting).SetProperty(row => row.Attempts, 0).SetProperty(row => row.DueAt, now).SetProperty(row => row.EndedAt, 0), cancel) == 1;
        Signal();
        return found;
    }

    /// <summary>Puts a waiting job aside.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> ParkAsync(long id, string reason, CancellationToken cancel = default)
    {
        await using var context = JobsContext.Create(address);
        var now = Now();
        return await context.Jobs.Where(row => row.Id == id && row.State == JobState.Waiting).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, JobState.Parked).SetProperty(row => row.Reason, reason).SetProperty(row => row.EndedAt, now), cancel) == 1;
    }

    /// <summary>Jobs in a state (null: any), latest first, and how many there are.</summary>
    public async Task<(IReadOnlyList<JobRow> Jobs, int Count)> ListAsync(JobState? state, int skip, int take, CancellationToken cancel = default)
    {
        await using var context = JobsContext.Create(address);
        var rows = context.Jobs.AsNoTracking().Where(row => state == null || row.State == state);
        return (await rows.OrderByDescending(row => row.Id).Skip(skip).Take(take).ToListAsync(cancel), await rows.CountAsync(cancel));
    }

    /// <summary>Lets go of what has been kept long enough: done jobs, and answers that have expired.</summary>
    public async Task ClearAsync(CancellationToken cancel = default)
    {
        await using var context = JobsContext.Create(address);
        var (now, old) = (Now(), Now() - (long)KeptFor.TotalMilliseconds);
        await context.Jobs.Where(row => row.State == JobState.Done && row.EndedAt < old).ExecuteDeleteAsync(cancel);
        await context.KeptAnswers.Where(row => row.ExpiresAt < now).ExecuteDeleteAsync(cancel);
    }

    private static IQueryable<JobRow> Held(JobsContext context, Job job) => context.Jobs.Where(row => row.Id == job.Id && row.State == JobState.Running && row.Lease == job.Lease);

    private static async Task<int> AddAsync(JobsContext context, IReadOnlyCollection<JobRow> jobs, CancellationToken cancel)
    {
        var keys = jobs.Select(job => job.Key).ToList();
        var there = (await context.Jobs.Where(row => keys.Contains(row.Key)).Select(row => row.Key).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        context.Jobs.AddRange(jobs.Where(job => there.Add(job.Key)));
        return await context.SaveChangesAsync(cancel);
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
