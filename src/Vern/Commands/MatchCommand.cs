using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text;
using Vern.Fingerprints;
using Vern.Fingerprints.Films;
using Vern.Fingerprints.Index;
using Vern.Fingerprints.Pdq;
using Vern.Fingerprints.Pictures;
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
        var radius = new Option<int>("--radius") { Description = "In how many of 256 bits a match may differ, 0 to 256.", DefaultValueFactory = _ => PdqFingerprint.MatchingDistance };
        var queries = new Argument<string?>("QUERIES") { Description = "CSV with a column pdq, or a film: what is searched for; standard input when it is not given or -.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("match", """
            Finds every hash of a list within a distance of each query: CSV query,match,distance (both as hashes; a row for each row of the list that matches, nearest first).
            Of a film each frame of quality 50 or more is looked up: CSV match,frames,of,nearest,seconds (a row for each row of the list that matches: how many of the film's frames, one a second,
            match it, of how many that can be looked up, how near the nearest is, and which seconds, counted from 0). How many make a film known is for people to say.
            A match is a reason to look, never to act: other pictures can have a near hash, and one can be made on purpose.

            Example:
              vern fingerprint *.jpg | vern match --list list.csv --radius 31
              vern match --list list.csv film.mp4
            """) { list, radius, queries };
        command.SetAction((result, cancel) => RunAsync(result.GetRequiredValue(list), result.GetValue(radius), result.GetValue(queries), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string list, int radius, string? queries, CancellationToken cancel)
    {
        try
        {
            if (radius is < 0 or > Hash256.Bits) throw new FormatException($"--radius: {radius}, a whole number from 0 to {Hash256.Bits} expected");
            List<Hash256> known;
            await using (var file = Open(list)) known = Read(file, NameOf(list), cancel);
            await using var asked = await FileBeginning.OfAsync(Open(queries), FilmFormats.HeadBytes, cancel);
            if (FilmFormats.IsFilm(asked.Head)) return await FilmAsync(known, asked, NameOf(queries), radius, cancel);
            var hashes = Read(asked, NameOf(queries), cancel);
            await using var output = Output();
            await output.WriteLineAsync("query,match,distance");
            Search(known, hashes, radius, (query, match) => output.WriteLine($"{hashes[query]},{known[match.Number]},{match.Distance}"), cancel);
            return 0;
        }
        catch (Exception problem) when (problem is FormatException or PictureException or PlatformNotSupportedException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"vern match: {problem.Message.ReplaceLineEndings(" ")}");
            return 2;
        }
    }

    private static async Task<int> FilmAsync(List<Hash256> known, Stream file, string name, int radius, CancellationToken cancel)
    {
        FilmFingerprint film;
        try
        {
            film = await FilmReader.OfThisProgram().ReadAsync(file, cancel);
        }
        catch (PictureException problem)
        {
            throw new FormatException($"{name}: {problem.Message}", problem);
        }
        if (film.Provenance is null) throw new PlatformNotSupportedException($"{name}: {FilmReader.Missing}");
        if (FingerprintCommand.Shortcoming(film) is { } lacks) await Console.Error.WriteLineAsync($"vern match: {name}: {lacks}");
        var usable = film.Runs.Where(run => run.Pdq.Quality >= PdqFingerprint.UsableQuality).ToList();
        if (usable.Count == 0) await Console.Error.WriteLineAsync($"vern match: {name}: no frame of quality {PdqFingerprint.UsableQuality} or more, so none was looked up");
        var found = new Dictionary<int, (List<FilmRun> Runs, int Nearest)>();
        Search(known, [.. usable.Select(run => run.Pdq.Hash)], radius, (query, match) =>
        {
            var (runs, nearest) = found.GetValueOrDefault(match.Number, ([], Hash256.Bits));
            runs.Add(usable[query]);
            found[match.Number] = (runs, Math.Min(nearest, match.Distance));
        }, cancel);
        var of = usable.Sum(run => run.Frames);
        await using var output = Output();
        await output.WriteLineAsync("match,frames,of,nearest,seconds");
        foreach (var (entry, (runs, nearest)) in found.OrderByDescending(entry => entry.Value.Runs.Sum(run => run.Frames)).ThenBy(entry => entry.Value.Nearest).ThenBy(entry => entry.Key))
            await output.WriteLineAsync($"{known[entry]},{runs.Sum(run => run.Frames)},{of},{nearest},{Seconds(runs)}");
        return 0;
    }

    // Runs that follow one another at once are told as one: 0-4 9.
    private static string Seconds(List<FilmRun> runs)
    {
        var spans = new List<(int From, int To)>();
        foreach (var run in runs)
        {
            if (spans is [.., var before] && before.To + 1 == run.From) spans[^1] = (before.From, run.To);
            else spans.Add((run.From, run.To));
        }
        return string.Join(' ', spans.Select(span => span.From == span.To ? $"{span.From}" : $"{span.From}-{span.To}"));
    }

    private static StreamWriter Output() => new(Console.OpenStandardOutput(), Strict, 1 << 16) { NewLine = "\n" };

    private static void Search(List<Hash256> known, List<Hash256> asked, int radius, Action<int, IndexMatch> tell, CancellationToken cancel)
    {
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
                foreach (var match in found[query]) tell(from + query, match);
            }
        }
    }

    private static string NameOf(string? path) => path is null or "-" ? "standard input" : Path.GetFileName(path);

    private static Stream Open(string? path)
    {
        if (path is null or "-") return Console.OpenStandardInput();
        if (Directory.Exists(path)) throw new FormatException($"{NameOf(path)}: a file expected, this is a folder");
        return File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16) : throw new FormatException($"{NameOf(path)}: no such file");
    }

    private static List<Hash256> Read(Stream file, string name, CancellationToken cancel)
    {
        using var reader = new StreamReader(file, Strict, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
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
