using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Vern.Linkage.Encoding;
using Vern.Linkage.Linking;

namespace Vern.Commands;

/// <summary><c>vern link</c>: encoded files in, clusters and the number of persons out.</summary>
public static class LinkCommand
{
    /// <summary>The verb with its arguments.</summary>
    public static Command Create()
    {
        var files = new Argument<string[]>("FILES") { Description = "Two or more files {\"clks\":[base64,…]}, one per source.", Arity = ArgumentArity.OneOrMore };
        var threshold = new Option<double>("--threshold") { Description = "Match probability (0 to 1) from which two rows are one person.", DefaultValueFactory = _ => 0.5 };
        var output = new Option<string>("--out") { Description = "CSV source,row,cluster,probability to write; every input row once, numbers from 0.", Required = true };
        var command = new Command("link", "Links encoded files into persons and counts them. Example: vern link police.json shelter.json --out clusters.csv") { files, threshold, output };
        command.SetAction((result, cancel) => Task.FromResult(Run(result.GetValue(files)!, result.GetValue(threshold), result.GetValue(output)!, cancel)));
        return command;
    }

    static int Run(string[] files, double threshold, string output, CancellationToken cancel)
    {
        try
        {
            if (files.Length < 2) throw new InvalidDataException($"vern link: {files.Length} file given, expected two or more (one per source)");
            if (!(threshold > 0 && threshold < 1)) throw new InvalidDataException($"--threshold: {threshold.ToString(CultureInfo.InvariantCulture)}, expected a probability between 0 and 1");
            var folder = Path.GetDirectoryName(Path.GetFullPath(output))!;
            if (!Directory.Exists(folder)) throw new InvalidDataException($"--out: the folder {folder} does not exist");
            if (Directory.Exists(output)) throw new InvalidDataException($"--out: {output} is a folder, expected a file name");
            var sources = ReadAll(files);
            var clock = Stopwatch.StartNew();
            var options = new Vern.Linkage.Linking.LinkOptions { Threshold = threshold };
            var linked = Linker.Link(sources, options, Progress(), cancel);
            Write(linked, output);
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                records = linked.Records,
                persons = new { low = linked.Persons.Low, best = linked.Persons.Best, high = linked.Persons.High },
                pairsCompared = linked.PairsCompared,
                seconds = Math.Round(clock.Elapsed.TotalSeconds, 3),
                sameIfInDoubt = linked.SameIfInDoubt,
            }));
            return 0;
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(problem.Message.ReplaceLineEndings(" "));
            return 2;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("vern link: stopped, nothing written");
            return 2;
        }
    }

    static List<EncodedSource> ReadAll(string[] files)
    {
        var sources = new List<EncodedSource>(files.Length);
        var length = 0;
        var first = "";
        foreach (var file in files)
        {
            var encodings = EncodedFile.Read(file);
            if (length == 0) (length, first) = (encodings[0].Length, file);
            if (encodings[0].Length != length)
                throw new InvalidDataException($"{file}: encodings of {encodings[0].Length} bytes, expected {length} bytes as in {first} (another schema?)");
            sources.Add(new EncodedSource(Path.GetFileNameWithoutExtension(file), [.. encodings.Select(encoding => new EncodedRecord(encoding, [], []))]));
        }
        return sources;
    }

    static void Write(LinkResult linked, string output)
    {
        WholeFile.Write(output, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
            writer.WriteLine("source,row,cluster,probability");
            for (var s = 0; s < linked.Clusters.Count; s++)
                for (var r = 0; r < linked.Clusters[s].Length; r++)
                    writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{s},{r},{linked.Clusters[s][r]},{linked.Probabilities[s][r]:0.######}"));
        });
    }

    static Progress<double>? Progress()
    {
        if (Console.IsErrorRedirected) return null;
        var shown = -1;
        return new Progress<double>(share =>
        {
            var percent = (int)(share * 100);
            if (Interlocked.Exchange(ref shown, percent) != percent) Console.Error.Write($"\rlinking {percent} %   {(percent == 100 ? "\r" : "")}");
        });
    }
}
