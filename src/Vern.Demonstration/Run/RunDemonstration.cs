using Vern.Demonstration.Submissions;
using Vern.Demonstration.Truth;
using Vern.Linkage.Encoding;
using Vern.Linkage.Linking;
using Vern.Persons.Collection;
using Vern.Persons.Collection.Reading;
using Vern.Persons.Statistics;
using Vern.Persons.StatusReport;
using Vern.Platform.Localisation;
using WrittenReport = Vern.Demonstration.Submissions.WrittenReport;

namespace Vern.Demonstration.Run;

/// <summary>A step of the demonstration, as it begins.</summary>
/// <param name="What">What is done, in English.</param>
/// <param name="Share">How much of all is done before it, 0 to 1.</param>
public sealed record DemonstrationStep(string What, double Share);

/// <summary>What a demonstration made and found.</summary>
/// <param name="Folder">Where it lies.</param>
/// <param name="Found">Linkage beside the truth.</param>
/// <param name="Printed">The print's small cells beside the publication.</param>
/// <param name="Figures">The protected figures.</param>
/// <param name="Report">The report's files and what stands in the way of publishing it.</param>
public sealed record DemonstrationResult(DemonstrationFolder Folder, HowFar Found, IReadOnlyList<PrintedBeside> Printed, YearFigures Figures, Persons.StatusReport.WrittenReport Report);

/// <summary>Makes 2014: persons, submissions, linkage, count, protected figures; then sets what was found beside the truth.</summary>
public static class RunDemonstration
{
    /// <summary>Builds it in a folder and a store that is opened in it.</summary>
    /// <param name="folder">The data folder; it must be new, empty or a demonstration's.</param>
    /// <param name="seed">Seed of the made-up persons.</param>
    /// <param name="clock">The time.</param>
    /// <param name="formats">Formats of the report; all when null.</param>
    /// <param name="progress">Told of each step as it begins.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="InvalidOperationException">The folder holds something that is no demonstration.</exception>
    public static async Task<DemonstrationResult> RunAsync(DemonstrationFolder folder, int seed, TimeProvider clock, IReadOnlyList<string>? formats = null, IProgress<DemonstrationStep>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        const int year = Truth2014.Year;
        folder.Prepare(seed);
        progress?.Report(new("Making up persons and what the bodies know of them", 0));
        var (persons, reports) = WriteReports.Of2014(seed);

        await using var store = await NationalStore.OpenAsync(folder.Data, null, clock, cancel);
        progress?.Report(new("Filling in, encoding and sending the bodies' reports", 0.05));
        var encoder = new PersonEncoder(DemonstrationKey.Secret);
        var register = await store.BodiesAsync(cancel);
        await SubmitRound.RunAsync(store, reports, year, (report, _) => Task.FromResult(ThroughTheForm(folder, report, encoder, register)), null, cancel);
        progress?.Report(new("Importing what was published of earlier years", 0.3));
        await ImportPublished.RunAsync(store, year, cancel);

        progress?.Report(new("Linking", 0.35));
        var linkage = await LinkRound.RunAsync(store, year, null, cancel);
        progress?.Report(new("Counting and protecting", 0.5));
        var figures = await ComputeYear.FromLinkageAsync(store, linkage, cancel: cancel);

        var found = Compare(persons, reports, linkage);
        var printed = PrintedEdition.Beside(figures.Publication);
        progress?.Report(new("Writing the status report", 0.6));
        var report = await WriteReport.RunAsync(await LoadReport.RunAsync(store, year, null, cancel), folder.Report(year), formats ?? WriteReport.Formats, [Language.Norwegian, Language.English], cancel);
        progress?.Report(new("Writing how far linkage is from the truth", 0.9));
        var truthOfRows = reports.Where(report => report.Rows.Count > 0).ToDictionary(report => report.Profile.Body.Value, report => (IReadOnlyList<int>)[.. report.Rows.Select(row => row.Truth)]);
        await WriteAsync(folder.TruthFile, WriteHowFar.AsJson(found, printed, truthOfRows), cancel);
        await WriteAsync(folder.HowFarFile, WriteHowFar.AsMarkdown(found, printed), cancel);
        return new(folder, found, printed, figures, report);
    }

    /// <summary>Fills in the form, and reads and encodes it as any body's: nothing goes round it.</summary>
    private static Submission ThroughTheForm(DemonstrationFolder folder, WrittenReport report, PersonEncoder encoder, IReadOnlyList<Body> register)
    {
        var file = Path.Combine(folder.Submissions, report.Profile.Body.Value + ".xlsx");
        FillForm.Write(file, report, Truth2014.Year, register);
        var reading = ReadSubmission.File(file, new(report.Profile.Body, Truth2014.Year, register, encoder));
        return reading.Submission ?? throw new InvalidOperationException($"{file}: {reading.Problems[0]}");
    }

    /// <summary>Sets a linkage beside the truth.</summary>
    public static HowFar Compare(IReadOnlyList<TruePerson> persons, IReadOnlyList<WrittenReport> reports, RoundLinkage linkage)
    {
        ArgumentNullException.ThrowIfNull(linkage);
        var written = reports.ToDictionary(report => report.Profile.Body);
        var truth = linkage.Submissions.Select(submission => submission.Persons.Select(row => written[submission.Sender].Rows[row.Row - 1].Truth).ToArray()).ToList();
        var identity = linkage.Submissions.Select(submission => submission.Persons.Select(row => row.Encoding is not null).ToArray()).ToList();
        int Truth(RowRef row) => truth[row.Source][row.Row];
        var doubtful = linkage.Undecided;
        var counted = linkage.Counted.ToList();
        return new(
            persons.Count(person => person.Counted), linkage.CountedInterval, counted.Count,
            PairScore.Of(linkage.Result.Clusters, truth), PairScore.Of(linkage.Result.ClustersIfInDoubt, truth),
            truth.Sum(source => source.Length), identity.Sum(source => source.Count(has => !has)), CompareWithTruth.PairsWithoutIdentity(truth, identity),
            doubtful.Count, doubtful.Count(pair => Truth(pair.A) == Truth(pair.B)),
            CompareWithTruth.Table3(persons, (form, sexAge) => counted.Count(person => person.Form == form && person.SexAge == sexAge)));
    }

    private static async Task WriteAsync(string file, string text, CancellationToken cancel)
    {
        await File.WriteAllTextAsync(file + ".part", text, cancel);
        File.Move(file + ".part", file, overwrite: true);
    }
}
