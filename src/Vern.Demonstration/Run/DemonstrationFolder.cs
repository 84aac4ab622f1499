using Vern.Platform.Workspaces;

namespace Vern.Demonstration.Run;

/// <summary>The data folder of a demonstration: <c>demo/</c> with what only a demonstration has, beside the unit's own <c>national/</c> and <c>report/</c>.</summary>
/// <param name="Data">The data folder.</param>
public sealed record DemonstrationFolder(string Data)
{
    /// <summary>Everything that only a demonstration has.</summary>
    public string Demo => Path.Combine(Data, "demo");
    /// <summary>The bodies' filled forms, one spreadsheet a body.</summary>
    public string Submissions => Path.Combine(Demo, "submissions");
    /// <summary>The made-up linkage key.</summary>
    public string KeyFile => Path.Combine(Demo, "linkage-key.txt");
    /// <summary>The truth, for programs.</summary>
    public string TruthFile => Path.Combine(Demo, "truth.json");
    /// <summary>How far linkage is from it, for people.</summary>
    public string HowFarFile => Path.Combine(Demo, "how-far-from-the-truth.md");
    /// <summary>The report of a year.</summary>
    public string Report(int year) => Path.Combine(Data, "report", year.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The ledger of what was done while it was built.</summary>
    public Platform.Auditing.LedgerFiles Ledger => new(Path.Combine(Data, "national"));

    private string Mark => Path.Combine(Demo, "made-by.txt");

    /// <summary>Whether the folder is empty or holds a demonstration: nothing else is ever touched.</summary>
    public bool IsOurs => !Directory.Exists(Data) || File.Exists(Mark) || !Directory.EnumerateFileSystemEntries(Data).Any();

    /// <summary>Clears a former demonstration, the workspaces made in it included, and marks the folder as one; a demonstration is always built anew, so that it shows what this program does.</summary>
    /// <returns>Whether there was a former one.</returns>
    /// <exception cref="InvalidOperationException">The folder holds something else.</exception>
    public bool Prepare(int seed)
    {
        if (!IsOurs) throw new InvalidOperationException($"--data: {Data} holds data that no demonstration made; expected an empty or new folder");
        var former = File.Exists(Mark);
        foreach (var id in Workspace.Ids(Data).Where(id => id != Workspace.NationalId))
        {
            Directory.Delete(Path.Combine(Data, id), recursive: true);
            foreach (var key in Directory.GetFiles(Path.Combine(Data, "keys"), $"{id}.*")) File.Delete(key);
        }
        foreach (var folder in (string[])[Demo, Path.Combine(Data, "national"), Path.Combine(Data, "report")])
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(Submissions);
        File.WriteAllText(Mark, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"vern demo, seed {seed}. Everybody here is made up. The folder is cleared and built anew by the next vern demo.\n"));
        File.WriteAllText(KeyFile, DemonstrationKey.Secret + "\n");
        return former;
    }
}
