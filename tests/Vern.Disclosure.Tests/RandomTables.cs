using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Tests;

/// <summary>Made-up publications to try the protection on.</summary>
internal static class RandomTables
{
    /// <summary>Persons with skewed attributes in the shape of a yearly status report: 324 people, ten linked tables.</summary>
    internal static (Microdata Data, IReadOnlyList<TableRequest> Tables) StatusReport(int seed, int persons = 324)
    {
        var random = new Random(seed);
        Dimension sexAge = new("sexAge", new("all", new Code("adults", new Code("women"), new Code("men")), new Code("minors", new Code("girls"), new Code("boys"))));
        Dimension form = Flat("form", 7), nationality = Flat("nationality", 40), age = Flat("age", 8), kind = Flat("kind", 15);
        Dimension[] dimensions = [sexAge, form, nationality, age, kind];
        string[] leaves = ["women", "men", "girls", "boys"];
        var rows = Enumerable.Range(0, persons).Select(_ => new MicrodataRow([leaves[Skewed(4)], $"form{Skewed(7)}", $"nationality{Skewed(40)}", $"age{Skewed(8)}", $"kind{Skewed(15)}"])).ToList();
        return (new(dimensions, rows), [
            new("t1", ["sexAge", "form"]), new("t2", ["sexAge", "nationality"]), new("t3", ["sexAge", "age"]),
            new("t4", ["sexAge", "age", "form"]), new("t5", ["form", "kind"]), new("t6", ["sexAge", "kind"])]);

        int Skewed(int count) => (int)(count * Math.Pow(random.NextDouble(), 2.5));
        static Dimension Flat(string name, int count) => new(name, new("all", [.. Enumerable.Range(0, count).Select(i => new Code($"{name}{i}"))]));
    }
}
