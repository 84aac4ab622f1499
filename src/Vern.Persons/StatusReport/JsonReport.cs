using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Vern.Persons.Statistics;

namespace Vern.Persons.StatusReport;

/// <summary>An own text as it is frozen with an edition.</summary>
/// <param name="Language">nb, en, da or sv.</param>
public sealed record FrozenText(string Language, string Place, string Markdown);

/// <summary>
/// The report's content for machines: <c>report.json</c> (design: command line contract). Labels in English, keys free of language beside them;
/// a hidden cell is <c>{"status":"suppressed"}</c> whatever it hides. The same input gives the same bytes: an edition is frozen as this.
/// </summary>
public static class JsonReport
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>The content as JSON text.</summary>
    /// <param name="english">The report in English.</param>
    /// <param name="texts">The unit's own texts in all languages, frozen with it.</param>
    public static string Write(ReportDocument english, IReadOnlyList<FrozenText> texts)
    {
        var figures = english.Figures;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("year", figures.Year);
            json.WriteStartObject("persons");
            json.WriteNumber("low", figures.Persons.Low);
            json.WriteNumber("best", figures.Persons.Best);
            json.WriteNumber("high", figures.Persons.High);
            json.WriteEndObject();
            json.WriteNumber("personsByRule", figures.PersonsByRule);
            json.WriteNumber("reports", figures.Reports);
            json.WriteNumber("bodies", figures.Bodies);
            json.WriteNumber("linkableShare", Math.Round(figures.LinkableShare, 6));
            json.WriteNumber("doubtfulPairs", figures.DoubtfulPairs);
            json.WriteStartArray("tables");
            foreach (var source in figures.Tables)
            {
                json.WriteStartObject();
                json.WriteString("id", source.Id);
                if (source.Number is { } number) json.WriteNumber("number", number);
                Table(json, english.Tables().First(table => table.Id == source.Id), english, source.Columns);
                json.WriteString("unit", Name(source.Unit));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("figures");
            foreach (var source in figures.Figures)
            {
                var figure = english.Diagrams().First(one => one.Id == source.Id);
                json.WriteStartObject();
                json.WriteString("id", source.Id);
                if (source.Number is { } number) json.WriteNumber("number", number);
                json.WriteString("title", figure.Title);
                json.WriteString("kind", source.Kind.ToString());
                json.WriteString("unit", Name(source.Unit));
                Strings(json, "categories", figure.Chart.Categories);
                json.WriteStartArray("series");
                foreach (var series in figure.Chart.Series)
                {
                    json.WriteStartObject();
                    json.WriteString("name", series.Name);
                    json.WriteStartArray("values");
                    foreach (var point in series.Points)
                    {
                        if (point.Hidden) Suppressed(json);
                        else if (point.Value is { } value) json.WriteNumberValue((long)value);
                        else json.WriteNullValue();
                    }
                    json.WriteEndArray();
                    if (series.Points.Any(point => point.Low is not null))
                    {
                        json.WriteStartArray("intervals");
                        foreach (var point in series.Points)
                        {
                            if (point is not { Low: { } low, High: { } high }) { json.WriteNullValue(); continue; }
                            json.WriteStartObject();
                            json.WriteNumber("low", (long)low);
                            json.WriteNumber("high", (long)high);
                            json.WriteEndObject();
                        }
                        json.WriteEndArray();
                    }
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteStartObject("data");
                Table(json, figure.Data, english, []);
                json.WriteEndObject();
                Strings(json, "withheld", figure.Withheld);
                Strings(json, "comments", figure.Comments);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("texts");
            foreach (var text in texts.OrderBy(text => text.Language, StringComparer.Ordinal).ThenBy(text => text.Place, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("language", text.Language);
                json.WriteString("place", text.Place);
                json.WriteString("markdown", text.Markdown);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    /// <summary>SHA-256 of the content's UTF-8 bytes, lower-case hex.</summary>
    public static string Digest(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static void Table(Utf8JsonWriter json, TableBlock table, ReportDocument english, IReadOnlyList<TextCell> columns)
    {
        json.WriteString("title", table.Title);
        Strings(json, "columns", table.Columns);
        json.WriteStartArray("rows");
        foreach (var row in table.Rows)
        {
            json.WriteStartArray();
            foreach (var cell in row.Cells)
            {
                if (cell.Kind == CellKind.Hidden) Suppressed(json);
                else if (cell.Number is { } number) json.WriteNumberValue(number);
                else if (cell.Kind == CellKind.Empty) json.WriteNullValue();
                else json.WriteStringValue(cell.Text);
            }
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteStartObject("keys");
        Strings(json, "rows", ChangeMarks.RowKeys(table));
        if (columns.Count > 0) Strings(json, "columns", columns.Select(ReportCell.KeyOf));
        json.WriteEndObject();
        var notes = table.Remarks.Concat(table.FootnoteNumbers().Select(number => english.Footnotes[number - 1].Text)).Select(PlainText.Of).ToList();
        if (notes.Count > 0) Strings(json, "notes", notes);
        if (table.Source is { } source) json.WriteString("source", source);
    }

    private static void Suppressed(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("status", "suppressed");
        json.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <summary>Running text without marks.</summary>
internal static class PlainText
{
    public static string Of(IReadOnlyList<Inline> text) => string.Concat(text.Select(inline => inline switch
    {
        Words words => words.Text,
        Reference reference => reference.Label ?? reference.Target,
        OutwardLink link => link.Text,
        _ => ""
    }));
}
