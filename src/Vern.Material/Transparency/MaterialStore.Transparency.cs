using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Identification.Storage;
using Vern.Material.Indicators.Storage;
using Vern.Material.Redress;
using Vern.Material.Redress.Storage;
using Vern.Material.Removal;
using Vern.Material.Removal.Storage;
using Vern.Material.Routing.Storage;
using Vern.Material.Transparency;
using Vern.Material.Transparency.Storage;
using Vern.Material.Triage.Storage;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;

namespace Vern.Material.Intake;

/// <summary>An edition of a year's public report.</summary>
/// <param name="Year">The year.</param>
/// <param name="Edition">Which, from 1.</param>
/// <param name="Content">The file, as it is published.</param>
/// <param name="Digest">SHA-256 of it.</param>
/// <param name="PublishedAt">When; null: a draft.</param>
public sealed record TransparencyEdition(int Year, int Edition, ReadOnlyMemory<byte> Content, string Digest, DateTimeOffset? PublishedAt);

// The public report: counted from the store, protected, published by two, provable.
public sealed partial class MaterialStore
{
    /// <summary>Makes the draft of a year's next edition and takes the first person's step; a draft that waits is replaced where it would be another.</summary>
    /// <returns>The draft, and what the step came to.</returns>
    public async Task<(TransparencyEdition Draft, FourEyesStep Step)> ProposeTransparencyAsync(int year, AccessStore access, SignedIn person, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(access);
        var content = CountTransparency.Run(await CountYearAsync(year, cancel), CentreTitle, year, cancel);
        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        var draft = await WriteAsync(async context =>
        {
            var latest = await context.Set<TransparencyRow>().Where(row => row.Year == year).OrderByDescending(row => row.Edition).FirstOrDefaultAsync(cancel);
            var row = latest is { PublishedAt: null } ? latest : context.Add(new TransparencyRow { Year = year, Edition = (latest?.Edition ?? 0) + 1, Content = content, Digest = digest, MadeAt = Milliseconds() }).Entity;
            (row.Content, row.Digest, row.MadeAt) = (content, digest, Milliseconds());
            Record(context, TransparencyActs.Proposed, string.Create(CultureInfo.InvariantCulture, $"transparency/{year}/{row.Edition}"), digest);
            return Read(row);
        }, cancel);
        return (draft, (await access.StepAsync(ActOf(draft), person, cancel)).Step);
    }

    /// <summary>A second person publishes a draft as she saw it.</summary>
    /// <param name="year">The year.</param>
    /// <param name="seen">The digest of what she saw.</param>
    /// <param name="access">Who is who.</param>
    /// <param name="person">The person.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>What her step came to; null where the draft is another, or there is none.</returns>
    public async Task<FourEyesStep?> PublishTransparencyAsync(int year, string seen, AccessStore access, SignedIn person, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(access);
        if (await DraftAsync(year, cancel) is not { } draft || draft.Digest != seen) return null;
        var (step, _) = await access.StepAsync(ActOf(draft), person, cancel);
        if (step is not FourEyesStep.Confirmed) return step;
        await WriteAsync(async context =>
        {
            var now = Milliseconds();
            if (await context.Set<TransparencyRow>().Where(row => row.Year == year && row.Edition == draft.Edition && row.Digest == seen && row.PublishedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.PublishedAt, now), CancellationToken.None) == 1)
                Record(context, TransparencyActs.Published, Resource(draft), seen);
            return true;
        }, CancellationToken.None);
        return step;
    }

    /// <summary>The act that two take a step in.</summary>
    internal static GraveAct ActOf(TransparencyEdition draft) => new("transparency.publish", string.Create(CultureInfo.InvariantCulture, $"{draft.Year}/{draft.Edition}"), draft.Digest);

    /// <summary>The draft of a year; null where none waits.</summary>
    public async Task<TransparencyEdition?> DraftAsync(int year, CancellationToken cancel = default)
    {
        await using var context = Context();
        return await context.Set<TransparencyRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Year == year && row.PublishedAt == null, cancel) is { } row ? Read(row) : null;
    }

    /// <summary>The newest published edition of a year; null where there is none.</summary>
    public async Task<TransparencyEdition?> PublishedAsync(int year, CancellationToken cancel = default)
    {
        await using var context = Context();
        return await context.Set<TransparencyRow>().AsNoTracking().Where(row => row.Year == year && row.PublishedAt != null).OrderByDescending(row => row.Edition).FirstOrDefaultAsync(cancel) is { } row ? Read(row) : null;
    }

    /// <summary>The years with a published report, the latest first.</summary>
    public async Task<IReadOnlyList<int>> PublishedYearsAsync(CancellationToken cancel = default)
    {
        await using var context = Context();
        return await context.Set<TransparencyRow>().Where(row => row.PublishedAt != null).Select(row => row.Year).Distinct().OrderByDescending(year => year).ToListAsync(cancel);
    }

    /// <summary>The ledger's receipt that this edition was published: offline proof that it is the one that two persons let out.</summary>
    public Task<string?> TransparencyReceiptAsync(TransparencyEdition edition, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return Ledger.ReceiptAsync(TransparencyActs.Published, Resource(edition), edition.Digest, cancel);
    }

    /// <summary>The counts of a year.</summary>
    internal async Task<TransparencyCounts> CountYearAsync(int year, CancellationToken cancel)
    {
        var (from, before) = (PageContext.StartOf(new(year, 1, 1)), PageContext.StartOf(new(year + 1, 1, 1)));
        var (first, end) = (from.ToUnixTimeMilliseconds(), before.ToUnixTimeMilliseconds());
        await Ledger.AppendAsync(cancel);
        await using var context = Context();
        var reports = context.Reports.Where(row => !row.IsTest && row.OpenedAt >= first && row.OpenedAt < end);
        async Task<List<(Channel Channel, ReportKind Kind, IntakeState State, int Count)>> ByKindAsync(IQueryable<Storage.ReportRow> some) =>
            [.. (await some.GroupBy(row => new { row.Channel, row.Kind, row.State }).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancel)).Select(one => (one.Key.Channel, one.Key.Kind, one.Key.State, one.Count))];
        var all = await ByKindAsync(reports);
        var aside = await ByKindAsync(reports.Where(row => context.Set<SetAsideRow>().Any(one => one.Report == row.Id && one.Confirmed == true)));
        var sent = await ByKindAsync(reports.Where(row => context.Set<PackageRow>().Any(one => one.Report == row.Id) && !context.Set<SetAsideRow>().Any(one => one.Report == row.Id && one.Confirmed == true)));
        static int Of(List<(Channel Channel, ReportKind Kind, IntakeState State, int Count)> some, Channel channel, ReportKind kind, IntakeState state) => some.Where(one => one.Channel == channel && one.Kind == kind && one.State == state).Sum(one => one.Count);
        var withdrawn = await context.Set<NoticeEventRow>().Where(row => row.What == NoticeEvent.Withdrawn && row.At >= first && row.At < end).Join(context.Set<NoticeRow>(), row => row.Notice, notice => notice.Id, (_, notice) => notice.Country).GroupBy(country => country).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancel);
        var complaints = await context.Set<ComplaintRow>().Where(row => row.MadeAt >= first && row.MadeAt < end).Join(context.Set<MatterRow>(), row => row.Matter, matter => matter.Id, (row, matter) => new { matter.Kind, matter.State, Back = row.TakenBackAt != null }).GroupBy(row => row).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancel);
        var requests = await context.Set<RequestRow>().Where(row => row.MadeAt >= first && row.MadeAt < end).GroupBy(row => new { row.Mandate, row.State }).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancel);
        var lists = await context.Set<EditionRow>().Where(row => row.At >= first && row.At < end).GroupBy(row => row.List).Select(group => new { group.Key, Editions = group.Count(), Added = group.Sum(row => row.Added), Removed = group.Sum(row => row.Removed) }).ToListAsync(cancel);
        var (begin, close) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var children = context.Set<SeriesChildRow>().Join(context.Set<SeriesRow>().Where(row => row.MadeAt < end), child => child.Series, series => series.Id, (child, _) => child.IdentifiedOn);
        async Task<Counted> ActsAsync(string code, AuditAct act) => new((await Ledger.Outbox.FindAsync(new(act.Kind, From: from, Before: before), 0, 0, cancel)).Count, code);
        return new()
        {
            Reports =
            [
                .. all.SelectMany(one => one.State switch
                {
                    IntakeState.Retracted => (Counted[])[new(one.Count, Code(one.Channel), Code(one.Kind), "retracted")],
                    IntakeState.Expired => [new(one.Count, Code(one.Channel), Code(one.Kind), "expired")],
                    _ => [new(Of(aside, one.Channel, one.Kind, one.State), Code(one.Channel), Code(one.Kind), "set-aside"), new(Of(sent, one.Channel, one.Kind, one.State), Code(one.Channel), Code(one.Kind), "forwarded"),
                        new(one.Count - Of(aside, one.Channel, one.Kind, one.State) - Of(sent, one.Channel, one.Kind, one.State), Code(one.Channel), Code(one.Kind), "waiting")],
                }),
            ],
            Notices = await TimedNoticesAsync(from, before, cancel),
            Withdrawn = [.. withdrawn.Select(one => new Counted(one.Count, one.Key ?? "unknown"))],
            Complaints = [.. complaints.Select(one => new Counted(one.Count, one.Key.Kind, one.Key.Back ? "taken-back" : one.Key.State switch { MatterState.Upheld => "upheld", MatterState.Rejected => "rejected", MatterState.Withdrawn => "taken-back", _ => "open" }))],
            Requests = [.. requests.Select(one => new Counted(one.Count, one.Key.Mandate, Code(one.Key.State)))],
            Lists = [.. lists.SelectMany(one => (Counted[])[new(one.Editions, one.Key, "editions"), new((int)Math.Min(one.Added, int.MaxValue), one.Key, "added"), new((int)Math.Min(one.Removed, int.MaxValue), one.Key, "removed")])],
            Children = [new(await children.CountAsync(on => on >= begin && on <= close, cancel), "yes"), new(await children.CountAsync(on => on == null || on > close, cancel), "no")],
            Audits = [await ActsAsync("verified", ControlActs.LedgerVerified), await ActsAsync("access-lists", ControlActs.AccessListMade), await ActsAsync("refused", ControlActs.AccessRefused), await ActsAsync("reminded", RedressActs.Reminded)],
            Now = Now(),
        };
    }

    private static string Code<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Resource(TransparencyEdition edition) => string.Create(CultureInfo.InvariantCulture, $"transparency/{edition.Year}/{edition.Edition}");

    private static TransparencyEdition Read(TransparencyRow row) => new(row.Year, row.Edition, row.Content, row.Digest, Moment(row.PublishedAt));
}
