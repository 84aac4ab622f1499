using Vern.Demonstration.Submissions;
using Vern.Linkage.Encoding;
using Vern.Persons.Collection;

namespace Vern.Demonstration.Run;

/// <summary>Holds the round of 2014: asks the bodies, reminds some, takes in what they send and records what they answer instead (B-001, B-035, B-038).</summary>
public static class SubmitRound
{
    private static readonly DateOnly Requested = new(2015, 1, 12);
    private static readonly DateOnly Due = new(2015, 2, 27);
    private static readonly DateOnly Reminded = new(2015, 3, 6);

    /// <summary>Why Pro Sentret's report is not in the count (footnote 33).</summary>
    public const string ExcludedBecause = "Rapporteringen for 2014 var mangelfull og kunne ikke sammenstilles med de andre.";

    /// <summary>Holds the round.</summary>
    /// <param name="store">The unit's store; it has no round of the year.</param>
    /// <param name="reports">The bodies' reports.</param>
    /// <param name="year">The year.</param>
    /// <param name="read">Turns a body's report into the submission that leaves its machine.</param>
    /// <param name="progress">Share done, 0 to 1.</param>
    /// <param name="cancel">Stops between two bodies.</param>
    public static async Task RunAsync(INationalStore store, IReadOnlyList<WrittenReport> reports, int year, Func<WrittenReport, CancellationToken, Task<Submission>> read, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(reports);
        ArgumentNullException.ThrowIfNull(read);
        await store.OpenRoundAsync(year, Requested, Due, [.. reports.Select(report => report.Profile.Body)], cancel);
        for (var done = 0; done < reports.Count; done++)
        {
            var report = reports[done];
            var profile = report.Profile;
            if (profile.Answer is AnswerKind.NoReport) await store.RemindAsync(year, profile.Body, Reminded, cancel);
            if (report.Rows.Count > 0)
            {
                await store.ReceiveAsync(await read(report, cancel), cancel);
                var excluded = profile.Measures is null;
                await store.SetStateAsync(year, profile.Body, excluded ? SubmissionState.Excluded : SubmissionState.Accepted, excluded ? ExcludedBecause : null, cancel);
            }
            else
            {
                await store.AnswerAsync(year, profile.Body, profile.Answer, profile.SeeOther, profile.Remark, cancel);
            }

            progress?.Report((done + 1.0) / reports.Count);
        }
    }

    /// <summary>A report as the submission that leaves the body: identities encoded and gone.</summary>
    public static Submission Encode(WrittenReport report, PersonEncoder encoder, int year)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(encoder);
        return new()
        {
            Year = year, Sender = report.Profile.Body, Schema = PersonEncoder.SchemaName, KeyCheck = encoder.KeyCheck,
            Persons = [.. report.Rows.Select(row => row.Identity is { } identity && encoder.Encode(identity) is { } encoded ? row.Reported with { Encoding = encoded.Clk, Blocks = encoded.Blocks } : row.Reported)],
            Agency = report.Agency, Cases = report.Profile.Cases, Remark = report.Profile.Remark, MeasureDefinition = report.Profile.MeasureDefinition,
        };
    }
}
