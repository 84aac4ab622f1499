using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Material.Routing;
using Vern.Material.Routing.Storage;
using Vern.Material.Triage;
using Vern.Material.Triage.Storage;
using Vern.Platform.Jobs;

namespace Vern.Material.Intake;

// Handing a report on: proposed and explained by the rules, decided by a person.
public sealed partial class MaterialStore
{
    /// <summary>The job that reminds an authority.</summary>
    internal const string RemindJob = "routing.remind";
    private const string PackageContentColumn = "packages.content";

    /// <summary>Where a report may go, and why; null where there is none, or what it said is erased.</summary>
    public async Task<RouteProposal?> ProposeRouteAsync(long report, CancellationToken cancel = default)
    {
        var file = await AddressesAsync(cancel);
        await using var context = Context();
        return await OpenReportAsync(context, report, cancel) is { } opened && await context.Set<AssessmentRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Report == report, cancel) is { } row ? Proposed(opened, row, file, await AuthoritiesAsync(context, cancel)) : null;
    }

    /// <summary>Hands a report to authorities: a sealed package for each, all in one transaction.</summary>
    /// <param name="report">Which.</param>
    /// <param name="to">Codes of the directory, at least one; those of bodies that receive through a national authority only are refused (H-023).</param>
    /// <param name="note">The centre's words to them; null: none.</param>
    /// <param name="seen">How many were read with it when she read it.</param>
    /// <param name="reader">Who decides.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<ReadingStep> RouteAsync(long report, IReadOnlyCollection<string> to, string? note, int seen, Reader reader, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(to);
        if (note is { Length: > LongestWords }) throw new ArgumentException("The note is too long.", nameof(note));
        var directory = (await AuthoritiesAsync(cancel)).Where(one => to.Contains(one.Id)).ToList();
        if (directory.Count == 0 || directory.Count != to.Distinct(StringComparer.Ordinal).Count() || directory.Any(one => one.IsClosed || one.Kind is not AuthorityKind.National)) throw new ArgumentException("National authorities of the directory were expected.", nameof(to));
        var file = await AddressesAsync(cancel);
        var step = await StepAsync(report, reader, seen, [ReadingState.Waiting], ReadingState.Routed, async (context, opened) =>
        {
            var row = await context.Set<AssessmentRow>().AsNoTracking().FirstAsync(one => one.Report == report, cancel);
            var proposal = Proposed(opened, row, file, await AuthoritiesAsync(context, cancel));
            var bundle = await BundleAsync(context, report, cancel);
            var listed = await MatchAsync(opened.Files, cancel);
            await SetOutcomesAsync(context, report, "forwarded", cancel);
            var names = await RuleNamesAsync(context, cancel);
            foreach (var authority in directory)
            {
                var id = NewId();
                var content = ContentOf(id, authority, opened, row, proposal, bundle, listed, [.. to.Where(other => other != authority.Id).Distinct(StringComparer.Ordinal)], names, note);
                var bytes = content.ToJson();
                context.Add(new PackageRow
                {
                    Id = id, Report = report, Authority = authority.Id, Country = proposal.Authorities.FirstOrDefault(one => one.Authority.Id == authority.Id)?.For ?? authority.Country, State = PackageState.Sent, Imminent = row.Imminent, Urgency = row.Urgency,
                    Digest = Convert.ToHexStringLower(SHA256.HashData(bytes)), KeyId = opened.Key.Id, Content = opened.Key.SealField(id, PackageContentColumn, bytes), SentAt = Now().ToUnixTimeMilliseconds(), ByName = reader.Name,
                });
                context.Add(RemindRow(id, 1, Now() + FirstReminder(row.Imminent)));
                // Its id is random, so the digest of a package cannot be guessed.
                Record(context, RoutingActs.Sent, $"package/{id}", Convert.ToHexStringLower(SHA256.HashData(bytes)), string.Create(CultureInfo.InvariantCulture, $"report/{report} {authority.Id}"));
            }
        }, cancel);
        return step;
    }

    /// <summary>How long a receipt is waited for before the first reminder.</summary>
    internal static TimeSpan FirstReminder(bool imminent) => imminent ? TimeSpan.FromHours(2) : TimeSpan.FromDays(3);

    internal static JobRow RemindRow(string package, int number, DateTimeOffset at) => JobStore.RowOf($"{RemindJob}/{package}/{number}", RemindJob, JsonSerializer.Serialize(package), at);

    private static RouteProposal Proposed(AssessedReport opened, AssessmentRow row, AddressFile file, IReadOnlyList<Authority> directory) =>
        ProposeRoute.Run(opened.Report.Facts, [.. opened.Report.Files.Select(one => one.Facts)], row.Imminent, RoutingRules.Shipped, file, directory);

    private PackageContent ContentOf(string id, Authority authority, AssessedReport opened, AssessmentRow row, RouteProposal proposal, IReadOnlyList<AssessedReport> bundle, IReadOnlyList<KnownFile> known, IReadOnlyList<string> others, IReadOnlyDictionary<string, RuleName> names, string? note)
    {
        var (before, duplicates) = (new List<OpenedReport> { opened.Report }, new List<PackageDuplicate>());
        foreach (var member in bundle.Where(member => member.Row.Id != opened.Row.Id))
        {
            duplicates.Add(new() { Report = member.Row.Id, Sender = member.Provider?.Title, New = WhatIsNew.Run(member.Report, before) });
            before.Add(member.Report);
        }
        return new()
        {
            Package = id, Centre = workspace.Workspace.Title, Report = opened.Row.Id, Authority = authority.Id, AuthorityTitle = authority.Title, MadeAt = Now(), ReceivedAt = At(row.ArrivedAt), Sender = opened.Provider?.Title, SenderCountry = opened.Provider?.Country, SenderBasis = opened.Provider?.Basis,
            PreserveUntil = opened.Row.PreserveUntil, Urgency = row.Urgency, UrgencyReasons = [.. ReadReasons(row.Reasons, names).Select(reason => reason.Name?.For(Platform.Localisation.Language.English).Words ?? reason.Rule)], Imminent = row.Imminent, Completeness = row.Completeness, Novelty = row.Novelty, Countries = proposal.Countries, AlsoTo = others, Note = note,
            Facts = opened.Report.Facts, Duplicates = duplicates,
            Files = [.. opened.Files.Zip(opened.Report.Files).Select(pair => new PackageFile
            {
                Id = pair.First.Id, Md5 = pair.First.Md5, Sha1 = pair.First.Sha1, Sha256 = pair.First.Sha256, Pdq = pair.First.Pdq, Length = pair.First.Length,
                Known = known.Where(one => one.File == pair.First.Id).Select(one => one.Counts).DefaultIfEmpty(MatchKind.None).Max(), Category = known.FirstOrDefault(one => one.File == pair.First.Id && !one.Suppressed)?.Category, Facts = pair.Second.Facts,
            })],
        };
    }
}
