using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text;
using Vern.Fingerprints;
using Vern.Fingerprints.Index;
using Vern.Linkage.Encoding;

namespace Vern.Commands;

/// <summary><c>vern match</c>: which hashes of a list lie within a distance of which queries, none missed.</summary>
public static class MatchCommand
{
    private const string Column = "pdq";
    private const int Together = 64;

    // A table is worth its making from about so many queries; for fewer, all are compared.
    private const int WorthAnIndex = 400;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var list = new Option<string>("--list") { Description = "CSV with a column pdq (64 hexadecimal digits): the list that is searched.", Required = true };
        var radius = new Option<int>("--radius") { Description = "In how many of 256 bits a match may differ, 0 to 256.", DefaultValueFactory = _ => Vern.Fingerprints.Pdq.PdqFingerprint.MatchingDistance };
        var queries = new Argument<string?>("QUERIES.csv") { Description = "CSV with a column pdq: what is searched for; standard input when it is not given or -.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("match", """
            Finds every hash of a list within a distance of each query: CSV query,match,distance (both as hashes; a row for each row of the list that matches, nearest first).
            A match is a reason to look, never to act: other pictures can have a near hash, and one can be made on purpose.

            Example:
              vern fingerprint *.jpg | vern match --list list.csv --radius 31
            """) { list, radius, queries };
        command.SetAction((result, cancel) => Task.FromResult(Run(result.GetRequiredValue(list), result.GetValue(radius), result.GetValue(queries), cancel)));
        return command;
    }

    private static int Run(string list, int radius, string? queries, CancellationToken cancel)
    {
        try
        {
            if (radius is < 0 or > Hash256.Bits) throw new FormatException($"--radius: {radius}, a whole number from 0 to {Hash256.Bits} expected");
            var known = Read(list, cancel);
            var asked = Read(queries, cancel);
            using var output = new StreamWriter(Console.OpenStandardOutput(), Strict, 1 << 16) { NewLine = "\n" };
            output.WriteLine("query,match,distance");
            var index = asked.Count >= WorthAnIndex ? HashIndex.Of(CollectionsMarshal.AsSpan(known)).Snapshot : null;
            var step = Together * 64;
            for (var from = 0; from < asked.Count; from += step)
            {
                var found = new IReadOnlyList<IndexMatch>[Math.Min(step, asked.Count - from)];
                Parallel.For(0, (found.Length + Together - 1) / Together, new ParallelOptions { CancellationToken = cancel }, piece =>
                {
                    var some = CollectionsMarshal.AsSpan(asked).Slice(from + piece * Together, Math.Min(Together, found.Length - piece * Together));
                    (index is null ? HashIndex.CompareWithAll(CollectionsMarshal.AsSpan(known), some, radius) : index.SearchMany(some, radius)).CopyTo(found, piece * Together);
                });
                for (var query = 0; query < found.Length; query++)
                {
                    foreach (var match in found[query]) output.WriteLine($"{asked[from + query]},{known[match.Number]},{match.Distance}");
                }
            }
            return 0;
        }
        catch (Exception problem) when (problem is FormatException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"vern match: {problem.Message.ReplaceLineEndings(" ")}");
            return 2;
        }
    }

    private static List<Hash256> Read(string? path, CancellationToken cancel)
    {
        var name = path is null or "-" ? "standard input" : Path.GetFileName(path);
        if (Directory.Exists(path)) throw new FormatException($"{name}: a CSV file expected, this is a folder");
        if (path is not (null or "-") && !File.Exists(path)) throw new FormatException($"{name}: no such file");
        using var reader = path is null or "-" ? new StreamReader(Console.OpenStandardInput(), Strict) : new StreamReader(path, Strict, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
        var rows = new CsvRows(reader);
        var hashes = new List<Hash256>();
        try
        {
            var column = -1;
            foreach (var row in rows)
            {
                if (column < 0)
                {
                    column = row.ToList().FindIndex(cell => cell.Trim().Equals(Column, StringComparison.OrdinalIgnoreCase));
                    if (column < 0) throw new FormatException($"{name}: line 1: a header with a column \"{Column}\" expected");
                    continue;
                }
                if (column >= row.Count) throw Wrong(rows, hashes.Count, name, $"64 hexadecimal digits expected, the row has only {row.Count} columns");
                if (!Hash256.TryParse(row[column].AsSpan().Trim(), out var hash)) throw Wrong(rows, hashes.Count, name, Hash256.Expected(row[column].AsSpan().Trim()));
                hashes.Add(hash);
                if (hashes.Count % 65_536 == 0) cancel.ThrowIfCancellationRequested();
            }
            if (column < 0) throw new FormatException($"{name}: a header with a column \"{Column}\" expected, the file is empty");
            return hashes;
        }
        catch (CsvFormatException problem)
        {
            throw new FormatException($"{name}: {problem.Message}", problem);
        }
        catch (DecoderFallbackException problem)
        {
            throw new FormatException($"{name}: text in UTF-8 expected; there are other bytes after row {hashes.Count}", problem);
        }
    }

    private static FormatException Wrong(CsvRows rows, int read, string name, string expected) =>
        new($"{name}: row {read + 1} (line {rows.LineOf(read + 1)}), column \"{Column}\": {expected}");
}
