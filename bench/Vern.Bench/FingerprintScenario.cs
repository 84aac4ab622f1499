using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Vern.Fingerprints;
using Vern.Fingerprints.Index;
using Vern.Fingerprints.Pdq;

namespace Vern.Bench;

/// <summary>Fingerprints' goals: 512 × 512 hashed at three times the reference's speed; among ten million hashes, radius 31 and exact recall, 0.25 ms a query on one core, 130 bytes a hash, built in 20 s.</summary>
internal static class FingerprintScenario
{
    private const int Queries = 2_000;

    private sealed record Measured(string Kind, int Count, double Milliseconds, double BytesEach, double BuildSeconds);

    internal static int Run(string[] args)
    {
        var usage = "fingerprints hash [SIDE] | fingerprints index [COUNT,COUNT… [random|pictures|both [RADIUS [PLOT.svg]]]]";
        Console.WriteLine($"{Environment.ProcessorCount} processors, {ProcessorName()}, .NET {Environment.Version}, load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        switch (args)
        {
            case ["hash", .. var rest]:
                Hash(rest.Length > 0 ? Whole(rest[0]) : 512);
                return 0;
            case ["index", .. var rest]:
                var counts = (rest.Length > 0 ? rest[0] : "1000,10000,100000,1000000,10000000").Split(',').Select(Whole).ToArray();
                string[] kinds = rest.Length > 1 && rest[1] is not "both" ? [rest[1]] : ["random", "pictures"];
                var radius = rest.Length > 2 ? Whole(rest[2]) : PdqFingerprint.MatchingDistance;
                var measured = Index(counts, kinds, radius);
                if (rest.Length > 3) File.WriteAllText(rest[3], CostPlot.Draw([.. kinds.Select(kind => (kind, measured.Where(one => one.Kind == kind).Select(one => ((double)one.Count, one.Milliseconds)).ToArray()))], radius));
                return 0;
            default:
                Console.Error.WriteLine(usage);
                return 2;
        }
    }

    private static void Hash(int side)
    {
        var pixels = new byte[side * side * 3];
        new Random(1).NextBytes(pixels);
        var (best, runs, processor, clock) = (double.MaxValue, 0, Processor(), Stopwatch.StartNew());
        for (; clock.Elapsed < TimeSpan.FromSeconds(6); runs++)
        {
            var before = Stopwatch.GetTimestamp();
            PdqHasher.Hash(pixels, side, side, 3);
            best = Math.Min(best, Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        }
        Console.WriteLine($"PDQ of {side} × {side} red-green-blue: best {best:N3} ms, {(Processor() - processor).TotalMilliseconds / runs:N3} ms of processor time each over {runs:N0}");
    }

    private static List<Measured> Index(int[] counts, string[] kinds, int radius)
    {
        var all = new List<Measured>();
        Console.WriteLine("| hashes | kind | built, s | processor, s | bytes a hash | ms a query | processor ms a query | found a query |\n|---|---|---|---|---|---|---|---|");
        foreach (var kind in kinds)
        {
            var hashes = kind is "pictures" ? GeneratedPictures.Hashes(counts.Max()) : Random(counts.Max());
            foreach (var count in counts)
            {
                var (clock, processor) = (Stopwatch.StartNew(), Processor());
                var index = HashIndex.Of(hashes.AsSpan(0, count));
                var (built, spent) = (clock.Elapsed.TotalSeconds, (Processor() - processor).TotalSeconds);
                var snapshot = index.Snapshot;
                var queries = Asked(hashes.AsSpan(0, count));
                foreach (var query in queries) snapshot.Search(query, radius);
                var (best, least, found) = (double.MaxValue, double.MaxValue, 0L);
                for (var turn = 0; turn < 3; turn++)
                {
                    (found, processor, clock) = (0, Processor(), Stopwatch.StartNew());
                    foreach (var query in queries) found += snapshot.Search(query, radius).Count;
                    best = Math.Min(best, clock.Elapsed.TotalMilliseconds / Queries);
                    least = Math.Min(least, (Processor() - processor).TotalMilliseconds / Queries);
                }
                Recall(hashes.AsSpan(0, count), snapshot, queries, radius);
                var each = snapshot.Bytes / (double)count;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {count:N0} | {kind} | {built:N1} | {spent:N1} | {each:N0} | {best:N4} | {least:N4} | {found / (double)Queries:N1} |"));
                all.Add(new(kind, count, least, each, built));
            }
        }
        return all;
    }

    // Half of the queries are near a hash of the list, at 0 to 40 bits; half are of the same kind and not in it.
    private static Hash256[] Asked(ReadOnlySpan<Hash256> hashes)
    {
        var random = new Random(2);
        var queries = new Hash256[Queries];
        for (var i = 0; i < Queries; i++)
        {
            queries[i] = hashes[random.Next(hashes.Length)];
            for (var turns = i % 2 == 0 ? random.Next(41) : 90; turns > 0; turns--) queries[i] = queries[i].WithTurned(random.Next(Hash256.Bits));
        }
        return queries;
    }

    private static void Recall(ReadOnlySpan<Hash256> hashes, IndexSnapshot snapshot, Hash256[] queries, int radius)
    {
        var some = queries.AsSpan(0, 32);
        var true32 = HashIndex.CompareWithAll(hashes, some, radius);
        for (var i = 0; i < some.Length; i++)
        {
            if (!true32[i].SequenceEqual(snapshot.Search(some[i], radius))) throw new InvalidOperationException("the index and the comparison with all differ");
        }
    }

    private static Hash256[] Random(int count)
    {
        var hashes = new Hash256[count];
        var random = new Random(1);
        for (var from = 0; from < count; from += 1 << 20) random.NextBytes(MemoryMarshal.AsBytes(hashes.AsSpan(from, Math.Min(1 << 20, count - from))));
        return hashes;
    }

    private static TimeSpan Processor() => Process.GetCurrentProcess().TotalProcessorTime;

    private static string ProcessorName() => File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor";

    private static int Whole(string text) => int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}

/// <summary>Cost against size, both axes in powers of ten, as an SVG that stands alone.</summary>
internal static class CostPlot
{
    private const int Width = 640, Height = 400, Left = 70, Bottom = 50, Top = 30, Right = 48;

    internal static string Draw(IReadOnlyList<(string Name, (double Count, double Milliseconds)[] Points)> lines, int radius)
    {
        var points = lines.SelectMany(line => line.Points).ToArray();
        double x0 = Math.Floor(Math.Log10(points.Min(point => point.Count))), x1 = Math.Ceiling(Math.Log10(points.Max(point => point.Count)));
        double y0 = Math.Floor(Math.Log10(points.Min(point => point.Milliseconds))), y1 = Math.Ceiling(Math.Log10(points.Max(point => point.Milliseconds)));
        var svg = new StringBuilder();
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" font-family=\"sans-serif\" font-size=\"13\"><title>Milliseconds of one processor for a query at radius {radius}, by the number of hashes</title><rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/>");
        for (var power = x0; power <= x1; power++) Add($"<path d=\"M{X(power):F1} {Top}V{Height - Bottom}\" stroke=\"#ddd\"/><text x=\"{X(power):F1}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{Math.Pow(10, power):N0}</text>");
        for (var power = y0; power <= y1; power++) Add($"<path d=\"M{Left} {Y(power):F1}H{Width - Right}\" stroke=\"#ddd\"/><text x=\"{Left - 6}\" y=\"{Y(power) + 4:F1}\" text-anchor=\"end\">{Math.Pow(10, power):0.######}</text>");
        Add($"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 10}\" text-anchor=\"middle\">hashes</text><text x=\"{Left}\" y=\"18\">ms a query, radius {radius}, one processor</text>");
        string[] colours = ["#0b5cad", "#b3400a"], dashes = ["none", "6 4"];
        foreach (var (number, (name, at)) in lines.Index())
        {
            Add($"<polyline fill=\"none\" stroke=\"{colours[number % 2]}\" stroke-width=\"2\" stroke-dasharray=\"{dashes[number % 2]}\" points=\"{string.Join(' ', at.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(Math.Log10(point.Count)):F1},{Y(Math.Log10(point.Milliseconds)):F1}")))}\"/>");
            Add($"<path d=\"M{Left + 14} {Top + 16 + 20 * number}h34\" stroke=\"{colours[number % 2]}\" stroke-width=\"2\" stroke-dasharray=\"{dashes[number % 2]}\"/><text x=\"{Left + 56}\" y=\"{Top + 20 + 20 * number}\">{name}</text>");
        }
        return svg.Append("</svg>\n").ToString();

        void Add(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));
        double X(double power) => Left + (power - x0) / (x1 - x0) * (Width - Right - Left);
        double Y(double power) => Height - Bottom - (power - y0) / (y1 - y0) * (Height - Bottom - Top);
    }
}
