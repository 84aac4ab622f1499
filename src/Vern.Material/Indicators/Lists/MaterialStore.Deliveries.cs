using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Indicators;
using Vern.Material.Indicators.Lists;
using Vern.Material.Indicators.Storage;
using Vern.Material.Intake.Storage;
using Vern.Platform.Jobs;

namespace Vern.Material.Intake;

// Who holds which edition, and who has not answered to a withdrawal.
public sealed partial class MaterialStore
{
    /// <summary>The kind of the job that reminds recipients of withdrawals.</summary>
    internal const string RemindKind = "list-reminder";

    private const int MostListReminders = 30;

    /// <summary>The lists that a program may have: the baseline and its country's own, while its body is enrolled; none otherwise.</summary>
    /// <param name="account">The program's account; a body's other programs are named after it with a dot.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<IReadOnlyList<string>> EntitledAsync(string account, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        var name = account.Split('.')[0];
        var today = DateOnly.FromDateTime(Now().UtcDateTime);
        await using var context = Context();
        var body = await context.Providers.AsNoTracking().FirstOrDefaultAsync(row => row.Name == name && !row.IsClosed && !row.IsTest && row.From <= today && (row.Until == null || row.Until >= today), cancel);
        return body is null ? [] : [ReadFingerprint.Baseline, ReadFingerprint.National(body.Country)];
    }

    /// <summary>The hotline that a program acts for; null: its body is none, is for trying only, or may not report today.</summary>
    internal async Task<Provider?> HotlineAsync(string account, CancellationToken cancel) =>
        await ProviderAsync(account.Split('.')[0], cancel) is { Kind: SenderKind.Hotline, IsTest: false } body && body.MayReport(DateOnly.FromDateTime(Now().UtcDateTime)) ? body : null;

    /// <summary>A program's body as a member of the exchange: a number of its own, and its name.</summary>
    internal async Task<(int Number, string Title)> MemberAsync(string account, CancellationToken cancel)
    {
        var name = account.Split('.')[0];
        await using var context = Context();
        return await context.Providers.AsNoTracking().Where(row => row.Name == name).Select(row => new { row.Id, row.Title }).FirstOrDefaultAsync(cancel) is { } body ? (1000 + body.Id, body.Title) : (0, account);
    }

    /// <summary>Hands an edition to a recipient, and notes it.</summary>
    public async Task<ListFile?> TakeListAsync(string list, int number, int? since, string recipient, CancellationToken cancel = default)
    {
        if (await ListFileAsync(list, number, since, cancel) is not { } file) return null;
        await WriteAsync(async context =>
        {
            await NoteTakenAsync(context, list, number, recipient, cancel);
            Record(context, IndicatorsActs.ListTaken, $"list/{list}/edition/{number}/recipient/{recipient}");
            return 0;
        }, cancel);
        return file;
    }

    private async Task NoteTakenAsync(MaterialContext context, string list, int number, string recipient, CancellationToken cancel)
    {
        var now = Now().ToUnixTimeMilliseconds();
        await context.Database.ExecuteSqlAsync($"INSERT INTO list_deliveries (list, edition, recipient, taken_at, reminded) VALUES ({list}, {number}, {recipient}, {now}, 0) ON CONFLICT DO NOTHING", cancel);
    }

    /// <summary>A recipient says that it holds an edition and has done what it says. Repeating it changes nothing.</summary>
    /// <param name="list">The list.</param>
    /// <param name="number">The edition.</param>
    /// <param name="digest">SHA-256 of the text of the note that it holds.</param>
    /// <param name="recipient">Who says so.</param>
    /// <param name="cancel">Stops.</param>
    public Task<Acknowledgement> AcknowledgeAsync(string list, int number, string digest, string recipient, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        if (await context.Set<DeliveryRow>().FirstOrDefaultAsync(row => row.List == list && row.Edition == number && row.Recipient == recipient, cancel) is not { } delivery) return Acknowledgement.Gone;
        var edition = await context.Set<EditionRow>().AsNoTracking().FirstAsync(row => row.List == list && row.Number == number, cancel);
        if (!string.Equals(edition.Digest, digest, StringComparison.OrdinalIgnoreCase))
        {
            Record(context, IndicatorsActs.ListDiffers, $"list/{list}/edition/{number}/recipient/{recipient}");
            return Acknowledgement.Differs;
        }
        if (delivery.AcknowledgedAt is not null) return Acknowledgement.Done;
        delivery.AcknowledgedAt = Now().ToUnixTimeMilliseconds();
        Record(context, IndicatorsActs.ListAcknowledged, $"list/{list}/edition/{number}/recipient/{recipient}", edition.Digest);
        return Acknowledgement.Done;
    }, cancel);

    /// <summary>Everybody who has taken an edition of a list, those with withdrawals open first.</summary>
    public async Task<IReadOnlyList<ListRecipient>> RecipientsAsync(string list, CancellationToken cancel = default)
    {
        await using var context = Context();
        return await RecipientsAsync(context, list, null, cancel);
    }

    /// <summary>How a recipient stands with a list; null: it never took an edition.</summary>
    public async Task<ListRecipient?> RecipientAsync(string list, string recipient, CancellationToken cancel = default)
    {
        await using var context = Context();
        return await RecipientsAsync(context, list, recipient, cancel) is [var one, ..] ? one : null;
    }

    private static async Task<IReadOnlyList<ListRecipient>> RecipientsAsync(MaterialContext context, string list, string? only, CancellationToken cancel)
    {
        var deliveries = await context.Set<DeliveryRow>().AsNoTracking().Where(row => row.List == list && (only == null || row.Recipient == only)).ToListAsync(cancel);
        var removed = await context.Set<EditionEntryRow>().AsNoTracking().Where(row => row.List == list && row.RemovedIn != null).GroupBy(row => new { row.AddedIn, row.RemovedIn }).Select(group => new { group.Key.AddedIn, Gone = group.Key.RemovedIn!.Value, Count = group.LongCount() }).ToListAsync(cancel);
        var published = await context.Set<EditionRow>().AsNoTracking().Where(row => row.List == list).ToDictionaryAsync(row => row.Number, row => row.At, cancel);
        return [.. deliveries.GroupBy(row => row.Recipient, StringComparer.Ordinal).Select(mine =>
        {
            var taken = mine.Select(row => row.Edition).ToList();
            var holds = mine.Where(row => row.AcknowledgedAt is not null).Select(row => row.Edition).DefaultIfEmpty(0).Max();
            // It had the line, since it took an edition that has it; and has not said that it holds one that removes it.
            var open = removed.FindAll(one => one.Gone > holds && taken.Exists(edition => edition >= one.AddedIn && edition < one.Gone));
            var last = mine.MaxBy(row => row.Edition)!;
            return new ListRecipient(mine.Key, list, last.Edition, DateTimeOffset.FromUnixTimeMilliseconds(last.TakenAt), holds, open.Sum(one => one.Count), open.Count == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(published[open.Min(one => one.Gone)]), mine.Sum(row => row.Reminded));
        }).OrderByDescending(one => one.OpenWithdrawals > 0).ThenBy(one => one.OpenSince).ThenBy(one => one.Recipient, StringComparer.Ordinal)];
    }

    private JobRow ListReminderJob(string list, int number, int times) => JobStore.RowOf($"list-reminder/{list}/{number}/{times}", RemindKind, string.Create(CultureInfo.InvariantCulture, $"{list} {number} {times}"), Now().AddDays(1));

    /// <summary>Reminds who has withdrawals open; again the next day, while somebody has.</summary>
    internal async Task<IReadOnlyCollection<JobRow>> RemindListAsync(string payload, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(payload);
        var parts = payload.Split(' ');
        var (list, number, times) = (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
        var open = (await RecipientsAsync(list, cancel)).Where(one => one.OpenWithdrawals > 0).ToList();
        if (open.Count == 0) return [];
        await WriteAsync(async context =>
        {
            foreach (var one in open)
            {
                var delivery = await context.Set<DeliveryRow>().FirstAsync(row => row.List == list && row.Edition == one.Taken && row.Recipient == one.Recipient, cancel);
                // Begun again after a crash it counts no more often.
                if (delivery.Reminded >= times) continue;
                delivery.Reminded = times;
                Record(context, IndicatorsActs.ListReminded, $"list/{list}/edition/{number}/recipient/{one.Recipient}");
            }
            return 0;
        }, cancel);
        return times < MostListReminders ? [ListReminderJob(list, number, times + 1)] : [];
    }

    /// <summary>The slice's work that must happen once.</summary>
    internal IEnumerable<JobKind> IndicatorJobs() =>
    [
        new(RematchKind, async (job, cancel) =>
        {
            await RematchAsync(long.Parse(job.Payload, CultureInfo.InvariantCulture), cancel);
            return [];
        }),
        new(RemindKind, (job, cancel) => RemindListAsync(job.Payload, cancel)),
    ];
}
