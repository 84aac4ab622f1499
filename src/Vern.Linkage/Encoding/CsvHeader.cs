namespace Vern.Linkage.Encoding;

/// <summary>Checks a file's header against a schema, as clkhash does: the same columns in the same order.</summary>
public static class CsvHeader
{
    /// <summary>Whether blanks around values are to be taken away: when asked for, or when the header fits only without its blanks (a file written with ", " between values).</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="header">The header's values.</param>
    /// <param name="trim">Whether it was asked for.</param>
    /// <exception cref="CsvFormatException">The header does not fit.</exception>
    public static bool Check(LinkageSchema schema, IReadOnlyList<string> header, bool trim)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(header);
        if (header.Count != schema.Features.Count) throw new CsvFormatException($"header: {schema.Features.Count} columns expected, found {header.Count}");
        var blanks = trim;
        for (var i = 0; i < header.Count; i++)
        {
            var expected = schema.Features[i].Identifier;
            if (header[i] == expected) continue;
            if (header[i].Trim() != expected) throw new CsvFormatException($"header: column {i + 1} is \"{header[i]}\" where the schema has \"{expected}\"");
            blanks = true;
        }
        return blanks;
    }

    /// <summary>The values without blanks around them.</summary>
    public static IReadOnlyList<string> Trim(IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var trimmed = new string[values.Count];
        for (var i = 0; i < trimmed.Length; i++) trimmed[i] = values[i].Trim();
        return trimmed;
    }
}
