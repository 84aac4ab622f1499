namespace Vern.Persons.Collection;

/// <summary>The bodies that a new store knows: <c>register.csv</c> beside this file, whose first line tells where they are from. More are added in use (B-040).</summary>
public static class ShippedRegister
{
    /// <summary>The bodies, those of the 2014 report's Table 1 first and in its order.</summary>
    public static IReadOnlyList<Body> Bodies { get; } = Read();

    private static readonly Dictionary<string, int> Positions = Bodies.Select((body, at) => (body.Id.Value, at)).ToDictionary(StringComparer.Ordinal);

    /// <summary>A body's place in lists: as shipped, the ones added later behind.</summary>
    public static int Position(string id) => Positions.GetValueOrDefault(id, int.MaxValue);

    private static List<Body> Read()
    {
        using var text = new StreamReader(typeof(ShippedRegister).Assembly.GetManifestResourceStream("Vern.Persons.Collection.register.csv")!);
        return [.. CsvRows.Read(text).Where(row => !row.Fields[0].StartsWith('#')).Skip(1).Select(row => Body(row.Fields))];
    }

    /// <summary>id, name, English name, kind, legal kind, region, part of, row of Table 1.</summary>
    private static Body Body(IReadOnlyList<string> fields) =>
        new(new(fields[0]), fields[1], fields[2], Enum.Parse<BodyKind>(fields[3]), Enum.Parse<LegalKind>(fields[4]),
            fields[5].Length > 0 ? fields[5] : null, fields[6].Length > 0 ? new BodyId(fields[6]) : null);
}
