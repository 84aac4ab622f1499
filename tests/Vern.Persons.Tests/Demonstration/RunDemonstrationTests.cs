using System.Text.Json;
using Vern.Demonstration.Run;
using Vern.Demonstration.Truth;

namespace Vern.Persons.Tests.Demonstration;

/// <summary>The whole demonstration, run once, in a folder of its own.</summary>
public sealed class OneDemonstration : IAsyncLifetime
{
    public DemonstrationFolder Folder { get; } = new(Path.Combine(Path.GetTempPath(), $"vern-demo-{Environment.ProcessId}-{Environment.TickCount64}"));
    public DemonstrationResult Result { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Result = await RunDemonstration.RunAsync(Folder, Truth2014.DefaultSeed, TimeProvider.System, ["json", "html", "docx", "xlsx", "csv"]);

    public ValueTask DisposeAsync()
    {
        if (Directory.Exists(Folder.Data)) Directory.Delete(Folder.Data, recursive: true);
        return ValueTask.CompletedTask;
    }
}

/// <summary>What the demonstration made and found.</summary>
public sealed class RunDemonstrationTests(OneDemonstration demonstration) : IClassFixture<OneDemonstration>
{
    private readonly DemonstrationFolder _folder = demonstration.Folder;
    private readonly DemonstrationResult _result = demonstration.Result;

    [Fact]
    public void Linkage_comes_near_a_truth_that_it_did_not_see()
    {
        var found = _result.Found;
        Assert.Equal(324, found.Truth);
        // rows without an identity cannot be linked by encodings: they and the interval's own width are what may lie between
        Assert.InRange(found.Truth, found.Counted.Low - found.PairsWithoutIdentity, found.Counted.High + found.PairsWithoutIdentity);
        Assert.InRange(found.Best.Precision, 0.9, 1);
        Assert.InRange((double)found.Best.Right / (found.Best.TruePairs - found.PairsWithoutIdentity), 0.75, 1);
        Assert.True(found.ByRule <= found.Counted.High, $"{found.ByRule} by the rule, {found.Counted} counted");
    }

    [Fact]
    public void The_publication_is_safe_and_small_counts_are_hidden()
    {
        Assert.Equal(0, _result.Figures.Publication.Audit.AtRisk);
        Assert.Contains(_result.Printed, cell => cell.Status == "hidden");
        Assert.NotNull(_result.Figures.Tables.FirstOrDefault(table => table.Id == "table3"));
    }

    [Fact]
    public async Task The_report_is_there_with_all_its_tables()
    {
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder.Report(2014), "report.json")));
        Assert.Equal(2014, report.RootElement.GetProperty("year").GetInt32());
        var tables = report.RootElement.GetProperty("tables").EnumerateArray().Select(table => table.GetProperty("id").GetString()).ToList();
        Assert.Superset(Enumerable.Range(1, 8).Select(number => $"table{number}").ToHashSet(), tables.ToHashSet()!);
        Assert.True(File.Exists(Path.Combine(_folder.Report(2014), "report.nb.docx")));
    }

    [Fact]
    public async Task The_truth_is_written_apart_and_only_a_demonstrations_folder_is_cleared()
    {
        using var truth = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.TruthFile));
        Assert.Equal(324, truth.RootElement.GetProperty("found").GetProperty("truth").GetInt32());
        Assert.Contains("Table 3, cell by cell", await File.ReadAllTextAsync(_folder.HowFarFile), StringComparison.Ordinal);
        Assert.True(_folder.IsOurs);
        var other = new DemonstrationFolder(Path.Combine(_folder.Data, "other"));
        Directory.CreateDirectory(other.Data);
        await File.WriteAllTextAsync(Path.Combine(other.Data, "notes.txt"), "not ours");
        Assert.Throws<InvalidOperationException>(() => other.Prepare(1));
        Assert.True(File.Exists(Path.Combine(other.Data, "notes.txt")));
    }
}
