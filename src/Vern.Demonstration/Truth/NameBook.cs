using System.Reflection;

namespace Vern.Demonstration.Truth;

/// <summary>Made-up names by nationality: common names of <c>Names.txt</c> in random combinations, with the spellings in which bodies meet them.</summary>
public static class NameBook
{
    private sealed record Group(List<string[]> Women, List<string[]> Men, List<string[]> Family);

    private static readonly Dictionary<string, Group> Groups = Read();

    /// <summary>The nationalities that have names, ISO 3166-1 alpha-2, in the order of the list.</summary>
    public static IReadOnlyList<string> Nationalities { get; } = [.. Groups.Keys];

    /// <summary>A name of this nationality; any group's when there is none for it.</summary>
    public static PersonName Name(string nationality, bool woman, ref Draw draw)
    {
        var group = Groups.TryGetValue(nationality, out var found) ? found : Groups[draw.Of(Nationalities)];
        var pool = woman ? group.Women : group.Men;
        var first = draw.Of(pool);
        IReadOnlyList<string>[] given = [first];
        if (draw.Chance(0.35) && draw.Of(pool) is var second && second != first) given = [first, second];
        var family = draw.Of(group.Family);
        IReadOnlyList<string>[] families = [family];
        if (draw.Chance(0.12) && draw.Of(group.Family) is var other && other != family) families = [family, other];
        return new(given, families);
    }

    /// <summary>
    /// A name from a long tail, as a great population has: half of its parts are new ones, the beginning of one common name and the end of another.
    /// Among a million persons the list's names alone would be far more alike than people are.
    /// </summary>
    public static PersonName LongTail(string nationality, bool woman, ref Draw draw)
    {
        var group = Groups.TryGetValue(nationality, out var found) ? found : Groups[draw.Of(Nationalities)];
        var pool = woman ? group.Women : group.Men;
        var given = new List<IReadOnlyList<string>> { Part(pool, 0.5, ref draw) };
        if (draw.Chance(0.35)) given.Add(Part(pool, 0.5, ref draw));
        var family = new List<IReadOnlyList<string>> { Part(group.Family, 0.75, ref draw) };
        if (draw.Chance(0.12)) family.Add(Part(group.Family, 0.75, ref draw));
        return new(given, family);
    }

    private static IReadOnlyList<string> Part(List<string[]> pool, double blended, ref Draw draw)
    {
        if (!draw.Chance(blended)) return draw.Of(pool);
        string start = draw.Of(pool)[^1], end = draw.Of(pool)[^1];
        var name = string.Concat(start.AsSpan(0, (start.Length + 1) / 2), end.AsSpan(end.Length / 2));
        var (from, to) = draw.Of(Respellings);
        var other = name.Replace(from, to, StringComparison.Ordinal);
        return other == name ? [name] : [name, other];
    }

    private static readonly (string From, string To)[] Respellings = [("ph", "f"), ("k", "c"), ("y", "i"), ("ou", "u"), ("z", "s"), ("sh", "ch"), ("ee", "i"), ("w", "v"), ("o", "u"), ("h", "")];

    private static Dictionary<string, Group> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Vern.Demonstration.Truth.Names.txt")
            ?? throw new InvalidOperationException("Names.txt is not in the assembly.");
        using var reader = new StreamReader(stream);
        var groups = new Dictionary<string, Group>(StringComparer.Ordinal);
        Group? group = null;
        while (reader.ReadLine() is { } line)
        {
            if (line.Length < 2 || line[0] == '#') continue;
            if (line[0] == '>')
            {
                group = new([], [], []);
                foreach (var nationality in line[2..].Split(' ')) groups.Add(nationality, group);
                continue;
            }
            var names = line[2..].Split(',').Select(name => name.Split('/'));
            (line[0] switch { 'f' => group!.Women, 'm' => group!.Men, _ => group!.Family }).AddRange(names);
        }
        return groups;
    }
}
