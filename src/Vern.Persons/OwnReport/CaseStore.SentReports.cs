using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.Collection;
using Vern.Persons.OwnReport;
using Vern.Persons.OwnReport.Storage;
using Vern.Platform.Auditing;
using Vern.Platform.Jobs;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

// Sending a year's report, and the round's linkage key.
public sealed partial class CaseStore
{
    /// <summary>The kind of job that posts a year's report to the unit.</summary>
    public const string ReportJob = "own-report.send";
    /// <summary>How old a linkage key's envelope may be: a round lasts months, and the key of another is told by its year.</summary>
    public static TimeSpan RoundKeyAge { get; } = TimeSpan.FromDays(400);
    private const string ReportColumn = "case_sent_reports.content", ReportReasonColumn = "case_sent_reports.reason";

    /// <summary>Leaves a report for the unit, once: sealed to its key, with the job that posts it, in one transaction.</summary>
    /// <param name="origin">32 random hexadecimal digits of the form.</param>
    /// <param name="submission">What is sent.</param>
    /// <param name="ground">The ground that it is disclosed on, by code; null: each person's own.</param>
    /// <param name="unit">The unit's key.</param>
    /// <param name="by">Who sends it.</param>
    /// <param name="cancel">Stops.</param>
    public async Task LeaveReportAsync(string origin, Submission submission, string? ground, PublicKey unit, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(submission);
        ArgumentNullException.ThrowIfNull(by);
        await using (var context = Context()) if (await context.SentReports.AnyAsync(row => row.Origin == origin, cancel)) return; // a double click
        var own = await workspace.Keys.PairsAsync(cancel);
        Envelope envelope;
        try { envelope = SealSubmission.Run(submission, own[0], unit, Now()); }
        finally { foreach (var pair in own) pair.Dispose(); }
        var key = await workspace.Keys.NewKeyAsync("report", cancel);
        var plain = JsonSerializer.SerializeToUtf8Bytes(SubmissionPackage.Of(submission with { Persons = [.. submission.Persons.Select(person => person with { Encoding = null, Blocks = [] })] }), SubmissionPackage.Json);
        try
        {
            await WriteAsync(async context =>
            {
                context.SentReports.Add(new()
                {
                    Origin = origin, Year = submission.Year, State = SentReportState.Waiting, KeyId = key.Id, Content = key.SealField(origin, ReportColumn, plain), Envelope = envelope.ToBytes(), Digest = SubmissionPackage.Of(submission).Digest(),
                    Persons = submission.Persons.Count, Encoded = submission.Persons.Count(person => person.Encoding is not null), Ground = ground, At = Now().ToUnixTimeMilliseconds(), By = by.Account, ByName = by.Name,
                });
                context.Add(JobStore.RowOf($"{ReportJob}/{origin}", ReportJob, $"\"{origin}\"", Now()));
                RecordReport(context, CaseActs.ReportSent, submission.Year, $"{submission.Persons.Count} {ground ?? "consent"}");
                await context.SaveChangesAsync(cancel);
                return true;
            }, cancel);
        }
        catch (DbUpdateException)
        {
            await workspace.Keys.EraseAsync([key.Id], CancellationToken.None);
            await using var context = Context();
            if (!await context.SentReports.AnyAsync(row => row.Origin == origin, cancel)) throw; // the same form was faster
        }
        workspace.Jobs.Signal();
    }

    /// <summary>What was sent for a year, newest first.</summary>
    public async Task<IReadOnlyList<SentReport>> SentReportsAsync(int year, CancellationToken cancel = default)
    {
        await using var context = Context();
        var rows = await context.SentReports.AsNoTracking().Where(row => row.Year == year).OrderByDescending(row => row.Id).ToListAsync(cancel);
        var keys = await workspace.Keys.KeysAsync([.. rows.Select(row => row.KeyId)], cancel);
        return [.. rows.Select(row => new SentReport(row.Year, row.State, row.Digest, row.Persons, row.Encoded, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.ByName)
        {
            Version = row.Version, AnsweredAt = row.AnsweredAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
            Reason = row.Reason is { } box && keys.GetValueOrDefault(row.KeyId) is { } key ? System.Text.Encoding.UTF8.GetString(key.OpenField(row.Origin, ReportReasonColumn, box)) : null,
        })];
    }

    /// <summary>The last report for a year that the unit took in, without encodings; null where there is none.</summary>
    public async Task<Submission?> LastTakenAsync(int year, CancellationToken cancel = default)
    {
        await using var context = Context();
        if (await context.SentReports.AsNoTracking().Where(row => row.Year == year && row.State == SentReportState.Taken).OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancel) is not { } row || await KeyAsync(row.KeyId, cancel) is not { } key) return null;
        using var plain = new MemoryStream(key.OpenField(row.Origin, ReportColumn, row.Content), writable: false);
        return (await SubmissionPackage.ReadAsync(plain, cancel)).ToSubmission();
    }

    /// <summary>A report that waits to be posted: its year and envelope; null once it was answered.</summary>
    internal async Task<(int Year, byte[] Envelope)?> WaitingReportAsync(string origin, CancellationToken cancel)
    {
        await using var context = Context();
        return await context.SentReports.AsNoTracking().FirstOrDefaultAsync(row => row.Origin == origin && row.State == SentReportState.Waiting, cancel) is { Envelope: { } envelope } row ? (row.Year, envelope) : null;
    }

    /// <summary>Keeps the unit's answer. Of former reports for the year only the newest that was taken in stays readable.</summary>
    internal async Task AnsweredReportAsync(string origin, int? version, string? reason, CancellationToken cancel)
    {
        List<string> old = [];
        await WriteAsync(async context =>
        {
            if (await context.SentReports.FirstOrDefaultAsync(row => row.Origin == origin && row.State == SentReportState.Waiting, cancel) is not { } row || await KeyAsync(row.KeyId, cancel) is not { } key) return false;
            (row.State, row.Version, row.AnsweredAt, row.Envelope) = (version is null ? SentReportState.Refused : SentReportState.Taken, version, Now().ToUnixTimeMilliseconds(), null);
            if (reason is not null) row.Reason = key.SealField(origin, ReportReasonColumn, System.Text.Encoding.UTF8.GetBytes(reason));
            if (version is not null) old = await context.SentReports.Where(other => other.Year == row.Year && other.Id < row.Id && other.State != SentReportState.Waiting).Select(other => other.KeyId).ToListAsync(cancel);
            RecordReport(context, CaseActs.ReportAnswered, row.Year, version is null ? "refused" : $"version {version}");
            return true;
        }, cancel);
        if (old.Count > 0) await workspace.Keys.EraseAsync(old, cancel);
    }

    /// <summary>Keeps the envelope of a round's linkage key, if it is one, from this custodian to this agency.</summary>
    /// <exception cref="EnvelopeRefusedException">It is none.</exception>
    public async Task KeepRoundKeyAsync(int year, byte[] envelope, ReportSettings settings, CancellationToken cancel = default)
    {
        _ = await OpenRoundKeyAsync(year, envelope, settings, cancel);
        await WriteAsync(async context =>
        {
            await context.RoundKeys.Where(row => row.Year == year).ExecuteDeleteAsync(cancel);
            context.RoundKeys.Add(new() { Year = year, Envelope = envelope, At = Now().ToUnixTimeMilliseconds() });
            RecordReport(context, CaseActs.RoundKeyFetched, year, null);
            return true;
        }, cancel);
    }

    /// <summary>A round's linkage key; null where it has not come, or is too old.</summary>
    public async Task<string?> RoundKeyAsync(int year, ReportSettings settings, CancellationToken cancel = default)
    {
        await using var context = Context();
        if (await context.RoundKeys.AsNoTracking().FirstOrDefaultAsync(row => row.Year == year, cancel) is not { } row) return null;
        try { return await OpenRoundKeyAsync(year, row.Envelope, settings, cancel); }
        catch (EnvelopeRefusedException) { return null; } // of a former custodian, or of a former key of ours: it is fetched anew
    }

    private async Task<string> OpenRoundKeyAsync(int year, byte[] envelope, ReportSettings settings, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var own = await workspace.Keys.PairsAsync(cancel);
        try { return System.Text.Encoding.UTF8.GetString(OpenEnvelope.Run(Envelope.Parse(envelope), NationalStore.LinkageKeyPurpose(year, settings.Body), own, settings.Custodian, Now(), RoundKeyAge)); }
        finally { foreach (var pair in own) pair.Dispose(); }
    }

    private void RecordReport(Storage.CaseContext context, AuditAct act, int year, string? detail) => context.Add(AuditTables.RowOf(AuditEntry.Of(act, new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"own-report/{year}")), Now(), Actor.Current, detail: detail)));
}
