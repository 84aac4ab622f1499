using System.Text.Encodings.Web;
using System.Text.Json;
using Vern.Disclosure.Audit;
using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Suppression;

/// <summary>Writes a protected publication as <c>tables.json</c>, which may leave, and its audit as <c>audit.json</c>, which stays with the unit.</summary>
public static class WriteProtected
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes both files into a folder, each whole or not at all.</summary>
    public static void ToFolder(ProtectedPublication publication, string folder)
    {
        ArgumentNullException.ThrowIfNull(publication);
        Directory.CreateDirectory(folder);
        var (tables, audit) = (Path.Combine(folder, "tables.json.part"), Path.Combine(folder, "audit.json.part"));
        try
        {
            using (var stream = File.Create(tables)) Tables(publication, stream);
            using (var stream = File.Create(audit)) Audit(publication, stream);
            File.Move(audit, Path.Combine(folder, "audit.json"), overwrite: true);
            File.Move(tables, Path.Combine(folder, "tables.json"), overwrite: true);
        }
        finally
        {
            File.Delete(tables);
            File.Delete(audit);
        }
    }

    /// <summary>The tables: a value where published, nothing but the status where suppressed.</summary>
    public static void Tables(ProtectedPublication publication, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(publication);
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartArray();
        foreach (var table in publication.Tables)
        {
            json.WriteStartObject();
            Texts(json, "dimensions", table.Dimensions.Select(dimension => dimension.Name));
            json.WriteStartArray("cells");
            foreach (var (key, cell) in table.Cells)
            {
                json.WriteStartObject();
                Texts(json, "key", key);
                if (cell.Value is { } value) json.WriteNumber("value", value);
                json.WriteString("status", cell.Status == CellStatus.Published ? "published" : "suppressed");
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>The audit: per hidden cell the reason and what an attacker could say of it. Not for publication.</summary>
    public static void Audit(ProtectedPublication publication, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(publication);
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteString("notice", "For the unit only: not for publication.");
        json.WriteNumber("atRisk", publication.Audit.AtRisk);
        json.WriteBoolean("guarantee", publication.Audit.Guarantee);
        json.WriteString("method", publication.Audit.Method);
        json.WriteStartArray("cells");
        foreach (var cell in publication.Audit.Cells)
        {
            json.WriteStartObject();
            json.WriteString("table", cell.Table);
            Texts(json, "dimensions", publication[cell.Table].Dimensions.Select(dimension => dimension.Name));
            Texts(json, "key", cell.Key);
            json.WriteString("reason", cell.Reason == HiddenBecause.SmallCount ? "smallCount" : "protectsAnother");
            json.WriteNumber("low", cell.Low);
            if (cell.High is { } high) json.WriteNumber("high", high); else json.WriteNull("high");
            json.WriteBoolean("atRisk", cell.AtRisk);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
