using System.Text.Encodings.Web;
using System.Text.Json;
using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;

namespace Vern.Material.Transparency;

/// <summary>A cell of a published table; no value where it is hidden.</summary>
/// <param name="Key">A code for each dimension; <c>Total</c> is the sum.</param>
/// <param name="Value">The count; null: hidden, and in the file not there.</param>
public sealed record PublishedCell(IReadOnlyList<string> Key, int? Value = null)
{
    /// <summary>Whether it is shown.</summary>
    public CellStatus Status => Value is null ? CellStatus.Suppressed : CellStatus.Published;
}

/// <summary>A table as it is published.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Dimensions">One or two.</param>
/// <param name="Cells">All cells.</param>
public sealed record PublishedTable(string Id, IReadOnlyList<string> Dimensions, IReadOnlyList<PublishedCell> Cells)
{
    /// <summary>The codes of a dimension, in order, the sum last.</summary>
    public IReadOnlyList<string> Codes(int dimension) => [.. Cells.Select(cell => cell.Key[dimension]).Distinct(StringComparer.Ordinal).Where(code => code != "Total").Append("Total")];

    /// <summary>The cell with these codes.</summary>
    public PublishedCell this[params IReadOnlyList<string> codes] => Cells.First(cell => cell.Key.SequenceEqual(codes, StringComparer.Ordinal));
}

/// <summary>Hours until half of the notices' material was gone, of ten notices or more.</summary>
/// <param name="Country">The country.</param>
/// <param name="MedianHours">Whole hours.</param>
public sealed record PublishedTime(string Country, int MedianHours);

/// <summary>The report of a year as it is published.</summary>
/// <param name="Centre">Whose.</param>
/// <param name="Year">Of which year.</param>
/// <param name="MinimumCount">Counts from 1 to this less 1 are hidden, and what would give them away.</param>
/// <param name="Tables">The tables.</param>
/// <param name="Times">Times to removal.</param>
public sealed record TransparencyReport(string Centre, int Year, int MinimumCount, IReadOnlyList<PublishedTable> Tables, IReadOnlyList<PublishedTime> Times)
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a report. It takes what has been through disclosure control, and no bare count.</summary>
    /// <param name="centre">Whose.</param>
    /// <param name="year">Of which year.</param>
    /// <param name="minimum">The minimum count of the protection.</param>
    /// <param name="publications">What is published.</param>
    /// <param name="times">Times to removal, of groups whose counts are published.</param>
    public static byte[] Write(string centre, int year, int minimum, IReadOnlyList<ProtectedPublication> publications, IReadOnlyList<PublishedTime> times)
    {
        ArgumentNullException.ThrowIfNull(publications);
        ArgumentNullException.ThrowIfNull(times);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("centre", centre);
            json.WriteNumber("year", year);
            json.WriteNumber("minimumCount", minimum);
            json.WriteStartArray("tables");
            foreach (var table in publications.SelectMany(publication => publication.Tables)) Table(json, table);
            json.WriteEndArray();
            json.WriteStartArray("times");
            foreach (var time in times)
            {
                json.WriteStartObject();
                json.WriteString("country", time.Country);
                json.WriteNumber("medianHours", time.MedianHours);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    /// <summary>Reads what was written.</summary>
    public static TransparencyReport Read(ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content);
        var root = document.RootElement;
        static IReadOnlyList<string> Texts(JsonElement of) => [.. of.EnumerateArray().Select(text => text.GetString()!)];
        return new(root.GetProperty("centre").GetString()!, root.GetProperty("year").GetInt32(), root.GetProperty("minimumCount").GetInt32(),
            [.. root.GetProperty("tables").EnumerateArray().Select(table => new PublishedTable(table.GetProperty("id").GetString()!, Texts(table.GetProperty("dimensions")), [.. table.GetProperty("cells").EnumerateArray().Select(cell => new PublishedCell(Texts(cell.GetProperty("key")), cell.TryGetProperty("value", out var value) ? value.GetInt32() : null))]))],
            [.. root.GetProperty("times").EnumerateArray().Select(time => new PublishedTime(time.GetProperty("country").GetString()!, time.GetProperty("medianHours").GetInt32()))]);
    }

    private static void Table(Utf8JsonWriter json, ProtectedTable table)
    {
        json.WriteStartObject();
        json.WriteString("id", table.Id);
        json.WriteStartArray("dimensions");
        foreach (var dimension in table.Dimensions) json.WriteStringValue(dimension.Name);
        json.WriteEndArray();
        json.WriteStartArray("cells");
        foreach (var (key, cell) in table.Cells)
        {
            json.WriteStartObject();
            json.WriteStartArray("key");
            foreach (var code in key) json.WriteStringValue(code);
            json.WriteEndArray();
            if (cell.Value is { } value) json.WriteNumber("value", value);
            json.WriteString("status", cell.Status is CellStatus.Published ? "published" : "suppressed");
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
