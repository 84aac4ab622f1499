using System.Diagnostics;
using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;

namespace Vern.Bench;

/// <summary>Six linked tables in the shape of a yearly status report, protected and audited: <c>dotnet run -c Release --project bench/Vern.Bench disclosure</c>.</summary>
public static class DisclosureScenario
{
    /// <summary>Protects three made-up years and prints what it took.</summary>
    public static void Run()
    {
        Console.WriteLine("year cells hidden seconds processor-seconds method");
        for (var year = 1; year <= 3; year++)
        {
            var (data, tables) = Persons(year);
            var clock = Stopwatch.StartNew();
            using var process = Process.GetCurrentProcess();
            var before = process.TotalProcessorTime;
            var publication = Protector.Protect(data, tables);
            process.Refresh();
            Console.WriteLine($"{year} {publication.Tables.Sum(table => table.Cells.Count)} {publication.Audit.Cells.Count} {clock.Elapsed.TotalSeconds:0.0} {(process.TotalProcessorTime - before).TotalSeconds:0.0} {publication.Audit.Method}");
        }
    }

    private static (Microdata Data, IReadOnlyList<TableRequest> Tables) Persons(int seed)
    {
        var random = new Random(seed);
        Dimension sexAge = new("sexAge", new("all", new Code("adults", new Code("women"), new Code("men")), new Code("minors", new Code("girls"), new Code("boys"))));
        string[] leaves = ["women", "men", "girls", "boys"];
        Dimension[] dimensions = [sexAge, Flat("form", 7), Flat("nationality", 40), Flat("age", 8), Flat("kind", 15)];
        var rows = Enumerable.Range(0, 324).Select(_ => new MicrodataRow([leaves[Skewed(4)], $"form{Skewed(7)}", $"nationality{Skewed(40)}", $"age{Skewed(8)}", $"kind{Skewed(15)}"])).ToList();
        return (new(dimensions, rows), [
            new("t1", ["sexAge", "form"]), new("t2", ["sexAge", "nationality"]), new("t3", ["sexAge", "age"]),
            new("t4", ["sexAge", "age", "form"]), new("t5", ["form", "kind"]), new("t6", ["sexAge", "kind"])]);

        int Skewed(int count) => (int)(count * Math.Pow(random.NextDouble(), 2.5));
        static Dimension Flat(string name, int count) => new(name, new("all", [.. Enumerable.Range(0, count).Select(i => new Code($"{name}{i}"))]));
    }
}
