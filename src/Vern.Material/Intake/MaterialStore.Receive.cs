using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Platform.Sealing;
using Vern.Platform.Store;

namespace Vern.Material.Intake;

// Reports as they come in: kept before anything is answered, many in one transaction.
public sealed partial class MaterialStore
{
    /// <summary>The most files of one report.</summary>
    public const int MostFiles = 10_000;

    internal static JsonSerializerOptions FactsForm { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) }, RespectNullableAnnotations = true,
    };

    private IntakeDigests digests = null!;
    private IntakeQueue? queue;

    private IntakeQueue Queue => LazyInitializer.EnsureInitialized(ref queue, () => new(WriteItemsAsync));

    /// <summary>Receives a report; it is kept when this returns. An identical one by the same sender is the one that is there already, unless that was taken back or is gone.</summary>
    /// <exception cref="IntakeFullException">Too much waits; nothing is kept.</exception>
    public async Task<ReceivedReport> ReceiveAsync(NewReport report, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Files.Count > MostFiles) throw new ArgumentException($"A report holds at most {MostFiles} files.", nameof(report));
        byte[] facts = JsonSerializer.SerializeToUtf8Bytes(report.Facts, FactsForm);
        byte[]?[] files = [.. report.Files.Select(file => file.Facts is null ? null : JsonSerializer.SerializeToUtf8Bytes(file.Facts, FactsForm))];
        var (sender, channel) = (report.Sender.Provider, report.Channel);
        var answer = await Queue.AddAsync(new()
        {
            New = report, Sender = report.Sender, Facts = facts, FileFacts = files,
            Origin = report.Sent is { } sent ? digests.Origin(sender, channel, sent.Span) : report.IsFolded ? digests.Origin(sender, channel, facts, files) : null,
        }).WaitAsync(cancel);
        return answer.Report!;
    }

    // One transaction for all of them. The counter's row is locked first: whoever else writes waits, so that what is looked up here is not written beside it.
    private async Task<IReadOnlyList<StepAnswer>> WriteItemsAsync(IReadOnlyList<IntakeItem> items)
    {
        var answers = new StepAnswer[items.Count];
        using var turn = await workspace.WriteTurnAsync(CancellationToken.None);
        await using var context = Context();
        if (context is SqliteMaterialContext)
        {
            // What is acknowledged is on the disk, not only in the system's memory.
            await context.Database.OpenConnectionAsync();
            await context.Database.ExecuteSqlRawAsync("PRAGMA synchronous=FULL");
        }
        await using var transaction = await context.Database.BeginTransactionAsync();
        var batch = new IntakeBatch(context, await LockAsync(context), Now());
        await WriteNewAsync(batch, items, answers);
        await WriteStepsAsync(batch, items, answers);
        if (batch.Arrived.Count > 0)
        {
            var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(batch.Arrived))));
            Record(context, IntakeActs.Received, FormattableString.Invariant($"arrivals/{batch.Counter.Arrivals - batch.Arrived.Count + 1}-{batch.Counter.Arrivals}"), digest);
        }
        await context.SaveChangesAsync();
        await transaction.CommitAsync();
        workspace.Ledger.Signal();
        return answers;
    }

    private static async Task<IntakeCounterRow> LockAsync(MaterialContext context)
    {
        while (await context.IntakeCounters.ExecuteUpdateAsync(set => set.SetProperty(row => row.Reports, row => row.Reports)) == 0)
            await context.Database.ExecuteSqlRawAsync("INSERT INTO intake_counters (id, reports, arrivals) VALUES (1, 0, 0) ON CONFLICT DO NOTHING");
        return await context.IntakeCounters.SingleAsync();
    }

    private async Task WriteNewAsync(IntakeBatch batch, IReadOnlyList<IntakeItem> items, StepAnswer[] answers)
    {
        var origins = items.Where(item => item.Origin is not null).Select(item => item.Origin!).Distinct(StringComparer.Ordinal).ToList();
        var there = origins.Count == 0 ? [] : (await batch.Context.Reports.AsNoTracking().Where(row => origins.Contains(row.Origin!)).Select(row => new { row.Origin, row.Id }).ToListAsync()).ToDictionary(row => row.Origin!, row => row.Id, StringComparer.Ordinal);
        var added = new List<int>();
        var (mine, twins) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<(int At, int First)>());
        for (var at = 0; at < items.Count; at++)
        {
            if (items[at].New is null) continue;
            if (items[at].Origin is not { } origin) added.Add(at);
            else if (there.TryGetValue(origin, out var id)) answers[at] = new(StepResult.Done, await AgainAsync(batch.Context, id));
            else if (mine.TryGetValue(origin, out var first)) twins.Add((at, first));
            else
            {
                mine.Add(origin, at);
                added.Add(at);
            }
        }
        if (added.Count == 0) return;
        var keys = await TakeKeysAsync(FormattableString.Invariant($"reports/{batch.Now:yyyy-MM}"), added.Count);
        var (rows, files) = (new List<ReportRow>(added.Count), new List<ReportFileRow>());
        for (var number = 0; number < added.Count; number++) answers[added[number]] = new(StepResult.Done, Add(batch, items[added[number]], keys[number], rows, files));
        await InsertRows.RunAsync(batch.Context, rows, MaterialShapes.ByName);
        await InsertRows.RunAsync(batch.Context, files, MaterialShapes.ByName);
        foreach (var (at, first) in twins) answers[at] = new(StepResult.Done, answers[first].Report! with { Again = true });
    }

    // A key is on the disk before what it seals, in a transaction of the key store's own: some are made ahead, so that not every batch waits for two. The one writer takes them; those left when the process ends have sealed nothing.
    private async Task<IReadOnlyList<DataKey>> TakeKeysAsync(string scope, int number)
    {
        if (spareScope != scope) spareKeys.Clear();
        spareScope = scope;
        if (spareKeys.Count < number) foreach (var key in await Keys.NewKeysAsync([.. Enumerable.Repeat(scope, Math.Max(number, KeysAhead))])) spareKeys.Enqueue(key);
        var taken = new DataKey[number];
        for (var at = 0; at < number; at++) taken[at] = spareKeys.Dequeue();
        return taken;
    }

    private const int KeysAhead = 256;
    private readonly Queue<DataKey> spareKeys = new();
    private string? spareScope;

    private ReceivedReport Add(IntakeBatch batch, IntakeItem item, DataKey key, List<ReportRow> rows, List<ReportFileRow> fileRows)
    {
        var (report, id, now) = (item.New!, ++batch.Counter.Reports, batch.Now.ToUnixTimeMilliseconds());
        var today = DateOnly.FromDateTime(batch.Now.UtcDateTime);
        var (preserve, connections) = Preservation.Of(report.Sender, report.Facts, report.Files.Select(file => file.Facts), today);
        var row = new ReportRow
        {
            Id = id, Provider = report.Sender.Provider, Channel = report.Channel, State = IntakeState.Open, Kind = report.Facts.Kind, IsTest = report.Sender.IsTest, KeyId = key.Id, Origin = item.Origin,
            Facts = key.SealField(RowOf(id), FactsColumn, item.Facts), OpenedAt = now, ChangedAt = now, PreserveUntil = preserve, ConnectionsUntil = connections, Number = report.Number is { } number ? digests.Number(number) : null,
        };
        if (report.IsWhole) batch.Arrive(row);
        rows.Add(row);
        var files = new List<string>(report.Files.Count);
        foreach (var (place, file) in report.Files.Index())
        {
            var made = FileOf(row.Id, place + 1, file.Counted, file.Facts, item.FileFacts[place], key);
            fileRows.Add(made);
            files.Add(made.Id);
        }
        return ReceivedOf(row, false, files);
    }

    private async Task WriteStepsAsync(IntakeBatch batch, IReadOnlyList<IntakeItem> items, StepAnswer[] answers)
    {
        var ids = items.Where(item => item.Step is not null).Select(item => item.Report).Distinct().ToList();
        if (ids.Count == 0) return;
        var rows = await batch.Context.Reports.Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id);
        var sealing = items.Where(item => item.Opens && rows.ContainsKey(item.Report)).Select(item => rows[item.Report].KeyId).Distinct(StringComparer.Ordinal).ToList();
        if (sealing.Count > 0) batch.Keys = await Keys.KeysAsync(sealing);
        for (var at = 0; at < items.Count; at++)
        {
            if (items[at].Step is not { } step) continue;
            // Somebody else's report is no report: who asks learns nothing from the answer.
            answers[at] = rows.TryGetValue(items[at].Report, out var row) && row.Provider == items[at].Sender.Provider && !IsOver(row, batch.Now) ? await step(batch, row) : new(StepResult.NoSuchReport);
        }
        // What the steps changed is saved at once, and the files of all reports that ended are asked for at once: a question for each step would hold up everybody.
        var ended = Enumerable.Range(0, items.Count).Where(at => items[at].Lists && answers[at].Result is StepResult.Done).ToList();
        if (ended.Count == 0) return;
        await batch.Context.SaveChangesAsync();
        var whole = ended.ConvertAll(at => items[at].Report);
        var files = (await batch.Context.ReportFiles.Where(file => whole.Contains(file.Report)).OrderBy(file => file.Place).Select(file => new { file.Report, file.Id }).ToListAsync()).ToLookup(file => file.Report, file => file.Id);
        foreach (var at in ended) answers[at] = answers[at] with { Report = answers[at].Report! with { Files = [.. files[items[at].Report]] } };
    }

    private async Task<ReceivedReport> AgainAsync(MaterialContext context, long id)
    {
        var row = await context.Reports.AsNoTracking().FirstAsync(one => one.Id == id);
        return ReceivedOf(row, true, await context.ReportFiles.Where(file => file.Report == id).OrderBy(file => file.Place).Select(file => file.Id).ToListAsync());
    }

    internal const string FactsColumn = "reports.facts", FileFactsColumn = "report_files.facts";

    internal static string RowOf(long id) => FormattableString.Invariant($"{id}");

    private static ReceivedReport ReceivedOf(ReportRow row, bool again, IReadOnlyList<string> files) => new(row.Id, again, DateTimeOffset.FromUnixTimeMilliseconds(row.OpenedAt), row.PreserveUntil, row.ConnectionsUntil, files);

    private static ReportFileRow FileOf(long report, int place, FileFingerprints? counted, FileFacts? facts, byte[]? written, DataKey key)
    {
        var random = RandomNumberGenerator.GetBytes(16);
        random[0] |= 0xa0; // begins with a letter: clients exist that take 12e34… for a number
        var (id, prints) = (Convert.ToHexStringLower(random), counted ?? Given(facts));
        return new()
        {
            Id = id, Report = report, Place = place, Md5 = prints.Md5, Sha1 = prints.Sha1, Sha256 = prints.Sha256, Pdq = prints.Pdq, Quality = prints.Quality, Length = prints.Length,
            Facts = written is null ? null : key.SealField(id, FileFactsColumn, written),
        };
    }

    // What the sender gives stands in for what was not counted here; of another form it stays among the facts only.
    private static FileFingerprints Given(FileFacts? facts)
    {
        string? Of(string kind, int length) => facts is not null && facts.Given.TryGetValue(kind, out var value) && value.Length == length && value.All(char.IsAsciiHexDigit) ? value.ToLowerInvariant() : null;
        return new() { Md5 = Of("md5", 32), Sha1 = Of("sha1", 40), Sha256 = Of("sha256", 64), Pdq = Of("pdq", 64) };
    }
}
