using Vern.Demonstration;
using Vern.Demonstration.Scale;
using Vern.Demonstration.Submissions;
using Vern.Linkage.Encoding;
using Vern.Persons.KnownElsewhere;

namespace Vern.Bench;

/// <summary>
/// Where the line lies from which a coordinator is asked about somebody: made-up persons are written down twice, each time with the slips of a careful, a usual and a careless body, and all persons of one agency are
/// compared with all of another. For each line: how many of those known to both are found, and how many others are shown to a coordinator per question.
/// <code>dotnet run -c Release --project bench/Vern.Bench -- elsewhere [PERSONS]</code>
/// </summary>
internal static class ElsewhereScenario
{
    private static readonly double[] Lines = [0.60, 0.65, 0.70, 0.72, 0.75, 0.78, 0.80, 0.85];

    internal static int Run(string[] args)
    {
        var persons = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 4_000;
        var population = Population.Generate(new() { Persons = 2 * persons });
        var key = CompareEncodings.KeyOf("a made-up linkage key of a bench", "0123456789abcdef0123456789abcdef");
        Console.WriteLine($"| line | {string.Join(" | ", new[] { "careful", "usual", "careless" }.Select(habits => $"known to both and found, {habits} bodies"))} | others shown per question among {persons:N0} (usual) |\n|---|---|---|---|---|");
        var found = new double[3][];
        double[] others = [];
        foreach (var (noise, at) in new[] { 0.5, 1, 2.0 }.Select((noise, at) => (noise, at)))
        {
            // The first half is known to both agencies, the second to the asked one only.
            var asking = Encoded(population, 0, persons, noise, 1, key);
            var asked = Encoded(population, 0, persons, noise, 2, key);
            found[at] = [.. Lines.Select(line => asking.Zip(asked).Count(pair => pair.First is not null && pair.Second is not null && CompareEncodings.Similarity(pair.First, pair.Second) >= line) / (double)asking.Zip(asked).Count(pair => pair.First is not null && pair.Second is not null))];
            if (noise != 1) continue;
            var strangers = Encoded(population, persons, 2 * persons, noise, 2, key);
            var counts = new long[Lines.Length];
            Parallel.ForEach(asking.Where(one => one is not null), one =>
            {
                foreach (var other in strangers)
                {
                    if (other is null) continue;
                    var alike = CompareEncodings.Similarity(one, other);
                    for (var line = 0; line < Lines.Length && alike >= Lines[line]; line++) Interlocked.Increment(ref counts[line]);
                }
            });
            others = [.. counts.Select(count => count / (double)asking.Count(one => one is not null))];
        }
        for (var line = 0; line < Lines.Length; line++) Console.WriteLine($"| {Lines[line]:N2} | {found[0][line]:P1} | {found[1][line]:P1} | {found[2][line]:P1} | {others[line]:N4} |");
        return 0;
    }

    private static byte[]?[] Encoded(Population population, int from, int to, double noise, int hand, string key)
    {
        var made = new byte[]?[to - from];
        Parallel.For(from, to, id =>
        {
            var draw = Draw.For(77, id, hand);
            made[id - from] = CompareEncodings.Run(WriteIdentity.Of(population.Person(id), new(1, 0.5, 0.02, noise), ref draw), key)?.Encoding;
        });
        return made;
    }
}
