using System.Diagnostics;
using System.Globalization;
using Vern.Demonstration.Run;
using Vern.Demonstration.Scale;
using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;
using Vern.Linkage.Encoding;
using Vern.Linkage.Linking;
using Vern.Persons.Collection;

namespace Vern.Bench;

/// <summary>
/// The whole way at a million persons: made up, encoded, linked by keyed blocking, tabulated and protected. Prints seconds and peak memory of each
/// part, and what blocking and linkage lost against the truth. <c>dotnet run -c Release --project bench/Vern.Bench -- million [PERSONS] [encode]</c>; <c>encode</c> stops before linking.
/// </summary>
public static class MillionPersons
{
    private static readonly string[] Attributes = ["sex", "nationality", "birthYear", "form"];

    /// <summary>Runs it.</summary>
    public static int Run(string[] args)
    {
        var persons = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var population = Population.Generate(new() { Persons = persons, Sources = 40 });
        Console.WriteLine($"{persons:N0} persons, {population.Sources} bodies, {Environment.ProcessorCount} cores, .NET {Environment.Version}");
        var all = Stopwatch.StartNew();

        var (sources, truth) = Timed("made up and encoded", () => Encode(population));
        var rows = truth.Sum(source => source.Length);
        Console.WriteLine($"  {rows:N0} rows, {(double)rows / persons:0.00} a person, {sources.Sum(source => source.Records.Count(row => row.Clk is not null)):N0} with an encoding");

        var (lost, together) = BlockingLoss(sources, truth);
        Console.WriteLine($"  blocking loses {lost:N0} of {together:N0} true pairs with two encodings ({(double)lost / together:P3})");
        BlockSizes(sources);
        if (args.Contains("encode")) return 0;

        var linked = Timed("linked", () => Linker.Link(sources, new() { AttributeNames = Attributes, UseBlocking = true }));
        Console.WriteLine($"  {linked.PairsCompared:N0} pairs compared; persons {linked.Persons.Low:N0} to {linked.Persons.High:N0}, best {linked.Persons.Best:N0}, in doubt the same {linked.SameIfInDoubt:N0}");

        Timed("tabulated and protected", () => Protect(population, linked, truth));
        all.Stop();
        Console.WriteLine($"in all {all.Elapsed.TotalSeconds:0.0} s, peak {Peak():N0} MB");

        var score = PairScore.Of(linked.Clusters, truth);
        Console.WriteLine($"against the truth: precision {score.Precision:P2}, recall {score.Recall:P2} of {score.TruePairs:N0} pairs; clusters {score.Persons:N0}");
        Console.WriteLine($"blocking's loss by the linker's own estimate {linked.BlockingLoss:P3}, in truth {(double)lost / together:P3}");
        return 0;
    }

    private static (EncodedSource[] Sources, int[][] Truth) Encode(Population population)
    {
        var encoder = new PersonEncoder("made-up key of the million persons");
        var sources = new EncodedSource[population.Sources];
        var truth = new int[population.Sources][];
        Parallel.For(0, population.Sources, source =>
        {
            var records = new List<EncodedRecord>();
            var who = new List<int>();
            foreach (var row in population.Rows(source))
            {
                var encoded = row.Identity is { } identity ? encoder.Encode(identity) : null;
                records.Add(new(encoded?.Clk, encoded?.Blocks ?? [], Agreed(row.Reported)));
                who.Add(row.Truth);
            }

            records.TrimExcess();
            sources[source] = new(population.SourceName(source), records);
            truth[source] = [.. who];
        });
        return (sources, truth);
    }

    private static string?[] Agreed(ReportedPerson row) =>
    [
        row.Sex == Sex.Woman ? "f" : "m",
        row.Nationality == "UNKN" ? null : row.Nationality,
        row.BirthYear is { } year ? Years[year - 1900] : null,
        row.Forms.Contains("SEX") ? row.Forms.Contains("LAB") ? "LAB+SEX" : "SEX" : row.Forms.Contains("LAB") ? "LAB" : null,
    ];

    // one text a year instead of one a row
    private static readonly string[] Years = [.. Enumerable.Range(1900, 150).Select(year => year.ToString(CultureInfo.InvariantCulture))];

    private static bool Protect(Population population, LinkResult linked, int[][] truth)
    {
        var first = new int[linked.Clusters.Max(source => source.Length == 0 ? 0 : source.Max()) + 1];
        Array.Fill(first, -1);
        for (var source = 0; source < truth.Length; source++)
            for (var row = 0; row < truth[source].Length; row++)
                if (first[linked.Clusters[source][row]] < 0) first[linked.Clusters[source][row]] = truth[source][row];
        var counts = new Dictionary<(string SexAge, string Nationality, string Form), int>();
        foreach (var id in first)
        {
            var person = population.Person(id);
            var key = (person.SexAge, person.Nationality, person.Form);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        Dimension Flat(string name, IEnumerable<string> codes) => new(name, new Code("Total", [.. codes.Distinct().Order(StringComparer.Ordinal).Select(code => new Code(code))]));
        var data = new Microdata(
            [Flat("sexage", counts.Keys.Select(key => key.SexAge)), Flat("nationality", counts.Keys.Select(key => key.Nationality)), Flat("form", counts.Keys.Select(key => key.Form))],
            [.. counts.Select(entry => new MicrodataRow([entry.Key.SexAge, entry.Key.Nationality, entry.Key.Form], entry.Value))]);
        var publication = Protector.Protect(data, [new("form", ["form", "sexage"]), new("nationality", ["nationality", "sexage"])]);
        Console.WriteLine($"  {publication.Tables.Sum(table => table.Cells.Count):N0} cells, {publication.Audit.Cells.Count} hidden, {publication.Audit.AtRisk} at risk");
        return true;
    }

    /// <summary>True pairs with two encodings that share no block key: measured on the truth, not estimated.</summary>
    private static (long Lost, long Together) BlockingLoss(EncodedSource[] sources, int[][] truth)
    {
        var byPerson = new Dictionary<int, List<IReadOnlyList<ulong>>>();
        for (var source = 0; source < truth.Length; source++)
            for (var row = 0; row < truth[source].Length; row++)
            {
                var record = sources[source].Records[row];
                if (record.Clk is null) continue;
                if (!byPerson.TryGetValue(truth[source][row], out var rows)) byPerson[truth[source][row]] = rows = [];
                rows.Add(record.Blocks);
            }

        long lost = 0, together = 0;
        foreach (var rows in byPerson.Values)
            for (var a = 0; a < rows.Count; a++)
                for (var b = a + 1; b < rows.Count; b++)
                {
                    together++;
                    var shared = false;
                    for (var pass = 0; pass < rows[a].Count && !shared; pass++) shared = rows[a][pass] != 0 && rows[a][pass] == rows[b][pass];
                    if (!shared) lost++;
                }

        return (lost, together);
    }

    /// <summary>How many pairs each pass brings together, doubles among passes included, and its greatest block.</summary>
    private static void BlockSizes(EncodedSource[] sources)
    {
        for (var pass = 0; pass < BlockKeys.Passes.Count; pass++)
        {
            var keys = new List<ulong>();
            foreach (var source in sources)
                foreach (var record in source.Records)
                    if (record.Blocks.Count > pass && record.Blocks[pass] != 0) keys.Add(record.Blocks[pass]);
            keys.Sort();
            long pairs = 0, run = 0, greatest = 0;
            for (var i = 0; i < keys.Count; i++)
            {
                run = i > 0 && keys[i] == keys[i - 1] ? run + 1 : 0;
                pairs += run;
                greatest = Math.Max(greatest, run + 1);
            }

            Console.WriteLine($"  pass {pass} ({BlockKeys.Passes[pass]}): {keys.Count:N0} keys, {pairs:N0} pairs, greatest block {greatest:N0}");
        }
    }

    private static T Timed<T>(string what, Func<T> work)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var result = work();
        process.Refresh();
        Console.WriteLine($"{what}: {clock.Elapsed.TotalSeconds:0.0} s, {(process.TotalProcessorTime - before).TotalSeconds:0.0} s of processor time (peak so far {Peak():N0} MB)");
        return result;
    }

    private static long Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / (1 << 20);
    }
}
