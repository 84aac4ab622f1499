using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;

namespace Vern.Material.Intake;

// Steps on a report that is open, or that is taken back; and its end when nobody finished it.
public sealed partial class MaterialStore
{
    /// <summary>An open report is gone so long after it was opened, or <see cref="OpenAfterChange"/> after its last change, whichever is later.</summary>
    public static TimeSpan OpenFor { get; } = TimeSpan.FromHours(24);
    /// <summary>See <see cref="OpenFor"/>.</summary>
    public static TimeSpan OpenAfterChange { get; } = TimeSpan.FromHours(1);
    /// <summary>What a retracted report said is erased so long after.</summary>
    public static TimeSpan RetractedFor { get; } = TimeSpan.FromDays(30);

    /// <summary>Adds a file to an open report. The same bytes once more are the file that is there.</summary>
    public Task<StepAnswer> AddFileAsync(long report, Sender sender, FileFingerprints counted, FileFacts? facts, CancellationToken cancel = default) => StepAsync(report, sender, async (batch, row) =>
    {
        ArgumentNullException.ThrowIfNull(counted);
        var added = batch.FilesAddedTo(row.Id);
        if (counted.Sha256 is { } sha && (added.FirstOrDefault(file => file.Sha256 == sha)?.Id ?? await batch.Context.ReportFiles.Where(file => file.Report == row.Id && file.Sha256 == sha).Select(file => file.Id).FirstOrDefaultAsync(CancellationToken.None)) is { } there) return new(StepResult.Done, ReceivedOf(row, true, []), there);
        if (Closed(row) is { } closed) return closed;
        var files = await batch.Context.ReportFiles.CountAsync(file => file.Report == row.Id, CancellationToken.None) + added.Count;
        if (files >= MostFiles) return new(StepResult.TooManyFiles);
        var made = FileOf(row.Id, files + 1, counted, facts, facts is null ? null : JsonSerializer.SerializeToUtf8Bytes(facts, FactsForm), batch.Keys[row.KeyId]);
        added.Add(made);
        batch.Context.ReportFiles.Add(made);
        Touch(row, sender, facts, batch.Now);
        return new(StepResult.Done, ReceivedOf(row, false, []), made.Id);
    }, cancel, opens: true);

    /// <summary>Says more of a file of an open report, in place of what was said of it.</summary>
    public Task<StepAnswer> DescribeFileAsync(long report, Sender sender, string file, FileFacts facts, CancellationToken cancel = default) => StepAsync(report, sender, async (batch, row) =>
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (Closed(row) is { } closed) return closed;
        if (await batch.Context.ReportFiles.FirstOrDefaultAsync(one => one.Id == file && one.Report == row.Id, CancellationToken.None) is not { } found) return new(StepResult.NoSuchFile);
        var key = batch.Keys[row.KeyId];
        var name = facts.Name ?? (found.Facts is null ? null : JsonSerializer.Deserialize<FileFacts>(key.OpenField(found.Id, FileFactsColumn, found.Facts), FactsForm)!.Name);
        found.Facts = key.SealField(found.Id, FileFactsColumn, JsonSerializer.SerializeToUtf8Bytes(facts with { Name = name }, FactsForm));
        Touch(row, sender, facts, batch.Now);
        return new(StepResult.Done, ReceivedOf(row, false, []), found.Id);
    }, cancel, opens: true);

    /// <summary>Ends an open report: it is whole, and read and weighed from now on.</summary>
    public Task<StepAnswer> FinishAsync(long report, Sender sender, CancellationToken cancel = default) => StepAsync(report, sender, (batch, row) =>
    {
        ArgumentNullException.ThrowIfNull(sender);
        if (Closed(row) is { } closed) return Task.FromResult(closed);
        if (sender.PreserveDays > 0) row.PreserveUntil = DateOnly.FromDateTime(batch.Now.UtcDateTime).AddDays(sender.PreserveDays);
        batch.Arrive(row);
        return Task.FromResult(new StepAnswer(StepResult.Done, ReceivedOf(row, false, [])));
    }, cancel, lists: true);

    /// <summary>Takes a report back. What an open one said is erased by the next round of <see cref="ExpireAsync"/>; a whole one stays readable for <see cref="RetractedFor"/>, since others may have acted on it.</summary>
    /// <param name="report">Which.</param>
    /// <param name="sender">Whose it must be.</param>
    /// <param name="whole">Whether one that is whole may be taken back too.</param>
    /// <param name="cancel">Stops.</param>
    public Task<StepAnswer> RetractAsync(long report, Sender sender, bool whole, CancellationToken cancel = default) => StepAsync(report, sender, (batch, row) =>
    {
        if (row.State is IntakeState.Retracted) return Task.FromResult(new StepAnswer(StepResult.AlreadyRetracted));
        if (row.State is IntakeState.Finished && !whole) return Task.FromResult(new StepAnswer(StepResult.AlreadyFinished));
        (row.State, row.ChangedAt, row.Origin) = (IntakeState.Retracted, batch.Now.ToUnixTimeMilliseconds(), null);
        Record(batch.Context, IntakeActs.Retracted, FormattableString.Invariant($"report/{row.Id}"));
        return Task.FromResult(new StepAnswer(StepResult.Done, ReceivedOf(row, false, [])));
    }, cancel);

    /// <summary>
    /// Ends what is over: open reports that nobody finished, and retracted ones after their time. The key is erased, and with it what the report said; a row that tells that there was one stays.
    /// </summary>
    /// <returns>How many there were.</returns>
    public async Task<int> ExpireAsync(CancellationToken cancel = default)
    {
        var (now, ended) = (Now(), 0);
        while (true)
        {
            var (opened, changed, retracted, nothing) = (At(now - OpenFor), At(now - OpenAfterChange), At(now - RetractedFor), Array.Empty<byte>());
            var over = await WriteAsync(async context =>
            {
                var rows = await context.Reports.Where(row => row.Facts != nothing && ((row.State == IntakeState.Open && row.OpenedAt <= opened && row.ChangedAt <= changed)
                    || (row.State == IntakeState.Retracted && (row.FinishedAt == null || row.ChangedAt <= retracted)))).OrderBy(row => row.Id).Take(500).ToListAsync(cancel);
                foreach (var row in rows)
                {
                    Record(context, IntakeActs.Erased, FormattableString.Invariant($"report/{row.Id}"));
                    if (row.State is IntakeState.Open) row.State = IntakeState.Expired;
                    (row.Facts, row.Origin, row.PreserveUntil, row.ConnectionsUntil, row.ChangedAt) = ([], null, null, null, At(now));
                }
                var ids = rows.ConvertAll(row => row.Id);
                await context.ReportFiles.Where(file => ids.Contains(file.Report)).ExecuteDeleteAsync(cancel);
                return rows.ConvertAll(row => row.KeyId);
            }, cancel);
            // After the commit: a crash in between leaves a key that seals nothing.
            if (over.Count > 0) await Keys.EraseAsync(over, cancel);
            ended += over.Count;
            if (over.Count < 500) return ended;
        }

        static long At(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds();
    }

    // As the job would find it: whether it has run already makes no difference to who asks.
    internal static bool IsOver(ReportRow row, DateTimeOffset now) => row.State is IntakeState.Expired
        || (row.State is IntakeState.Open && row.OpenedAt <= (now - OpenFor).ToUnixTimeMilliseconds() && row.ChangedAt <= (now - OpenAfterChange).ToUnixTimeMilliseconds());

    private Task<StepAnswer> StepAsync(long report, Sender sender, Func<IntakeBatch, ReportRow, Task<StepAnswer>> step, CancellationToken cancel, bool opens = false, bool lists = false) =>
        Queue.AddAsync(new() { Report = report, Sender = sender, Step = step, Opens = opens, Lists = lists }).WaitAsync(cancel);

    private static StepAnswer? Closed(ReportRow row) => row.State switch
    {
        IntakeState.Open => null,
        IntakeState.Finished => new(StepResult.AlreadyFinished),
        IntakeState.Retracted => new(StepResult.AlreadyRetracted),
        _ => new(StepResult.NoSuchReport),
    };

    private static void Touch(ReportRow row, Sender sender, FileFacts? facts, DateTimeOffset now)
    {
        row.ChangedAt = now.ToUnixTimeMilliseconds();
        if (facts is not { Connections.Count: > 0 }) return;
        var (_, until) = Preservation.Of(sender, new() { Kind = row.Kind }, [facts], DateOnly.FromDateTime(now.UtcDateTime));
        if (until < row.ConnectionsUntil || row.ConnectionsUntil is null) row.ConnectionsUntil = until;
    }
}
