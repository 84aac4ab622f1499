using System.Diagnostics;
using Vern.Linkage.Comparison;
using Vern.Linkage.Encoding;

namespace Vern.Bench;

/// <summary>
/// Comparisons a second of random encodings, all pairs, at three floors of the Dice coefficient, by processor time (of all cores together)
/// and by the clock. <c>dotnet run -c Release --project bench/Vern.Bench linkage</c>.
/// </summary>
public static class LinkageScenario
{
    /// <summary>Runs it; every setting twice, since the first run also compiles.</summary>
    public static void Run()
    {
        // at 0.5 half of all pairs are found: fewer rows, or the result would fill the memory
        foreach (var (bits, count, floors) in ((int, int, double[])[])[(1024, 20_000, [0.8, 0.7]), (1024, 4_000, [0.5]), (2048, 10_000, [0.8, 0.7]), (2048, 4_000, [0.5])])
        {
            var rows = new PackedRows([new EncodedSource("random", Draw(count, bits / 8))]);
            foreach (var floor in floors)
                for (var round = 0; round < 2; round++)
                {
                    using var process = Process.GetCurrentProcess();
                    var before = process.TotalProcessorTime;
                    var clock = Stopwatch.StartNew();
                    var found = CompareAll.Run(rows, floor, null, default).Count;
                    clock.Stop();
                    process.Refresh();
                    var pairs = count * (count - 1.0) / 2 / 1e6;
                    Console.WriteLine($"{bits} bits, floor {floor}: {found:N0} found; {pairs / (process.TotalProcessorTime - before).TotalSeconds:0} M comparisons per processor second, {pairs / clock.Elapsed.TotalSeconds:0} M per second");
                }
        }
    }

    private static EncodedRecord[] Draw(int count, int bytes)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var clk = new byte[bytes];
            random.NextBytes(clk);
            return new EncodedRecord(clk, [], []);
        })];
    }
}
