using System.CommandLine;
using Vern.Persons.Collection;
using Vern.Persons.Pages.BodyForm;
using Vern.Platform.Store;

namespace Vern.Commands;

/// <summary><c>vern bodypage</c>: the page for bodies that run no Vern, as one file that works offline; the same bytes as the unit serves.</summary>
public static class BodyPageCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var year = new Option<int>("--year") { Description = "The reporting year.", Required = true };
        var output = new Option<FileInfo>("--out") { Description = "Where the page goes; a file of that name is replaced.", Required = true };
        var data = new Option<string?>("--data") { Description = "The unit's data folder: the page then has the unit's register, its digest goes to the ledger, and its signature into FILE.sig." };
        var postgres = new Option<string?>("--postgres") { Description = "PostgreSQL connection string of that unit, where it has one." };
        var command = new Command("bodypage", """
            Writes the page for bodies that run no Vern: one file, in four languages, that reads the form, encodes identities and saves or sends the package.
            On standard output: the file's SHA-256 digest, for the letter.

            Example:
              vern bodypage --year 2014 --data ./data --out vern-2014.html
            """) { year, output, data, postgres };
        command.SetAction(async (result, cancel) =>
        {
            try
            {
                await WriteAsync(result.GetValue(year), result.GetValue(output)!.FullName, result.GetValue(data), result.GetValue(postgres), cancel);
                return 0;
            }
            catch (Exception problem) when (problem is FormatException or StoreException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync($"vern bodypage: {problem.Message.ReplaceLineEndings(" ")}");
                return 2;
            }
        });
        return command;
    }

    private static async Task WriteAsync(int year, string file, string? data, string? postgres, CancellationToken cancel)
    {
        if (year is < 1990 or > 2200) throw new FormatException($"--year {year}: a year from 1990 to 2200 was expected");
        if (Path.GetDirectoryName(file) is { } folder && !Directory.Exists(folder)) throw new FormatException($"--out {file}: there is no folder {folder}");
        if (postgres is not null && data is null) throw new FormatException("--postgres: --data was expected too: the ledger lies there");
        if (data is null)
        {
            var page = WritePage.Of(year, ShippedRegister.Bodies);
            WholeFile.Write(file, stream => stream.Write(page.Bytes));
            Console.WriteLine(page.Digest);
            return;
        }
        if (postgres is null && !File.Exists(Path.Combine(data, "national", "vern.db"))) throw new FormatException($"--data {data}: no national store there");
        await using var store = await NationalStore.OpenAsync(data, postgres, cancel: cancel);
        using var publish = new PublishPage(store, store.Ledger);
        var published = await publish.PageAsync(year, cancel) ?? throw new FormatException($"--year {year}: there is no open round of that year in {data}");
        WholeFile.Write(file, stream => stream.Write(published.Bytes));
        WholeFile.WriteText(file + ".sig", publish.Signature(published).ToString());
        Console.WriteLine(published.Digest);
    }
}
