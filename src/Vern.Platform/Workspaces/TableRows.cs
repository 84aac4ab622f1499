using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Vern.Platform.Store;

namespace Vern.Platform.Workspaces;

/// <summary>
/// The rows of a database's tables as lines of JSON, the same for SQLite and PostgreSQL, so that a back-up of the one can be restored into the other. The first line of a table
/// names its columns with their types, each further line is a row.
/// </summary>
internal static class TableRows
{
    /// <summary>A column of a table file.</summary>
    internal sealed record Column(string Name, string Type);

    /// <summary>The tables of a context, each after those its foreign keys point to.</summary>
    public static IReadOnlyList<ITable> TablesOf(DbContext context)
    {
        var left = context.Model.GetRelationalModel().Tables.Where(table => table.EntityTypeMappings.All(mapping => mapping.TypeBase.FindAnnotation(Jobs.JobTables.Elsewhere) is null)).OrderBy(table => table.Name, StringComparer.Ordinal).ToList();
        var sorted = new List<ITable>();
        while (left.Count > 0)
        {
            var next = left.First(table => table.ForeignKeyConstraints.All(key => key.PrincipalTable == table || sorted.Contains(key.PrincipalTable)));
            sorted.Add(next);
            left.Remove(next);
        }
        return sorted;
    }

    /// <summary>Writes a table's rows.</summary>
    public static async Task WriteAsync(DbConnection connection, DbTransaction transaction, ITable table, Stream stream, CancellationToken cancel)
    {
        var columns = table.Columns.OrderBy(column => column.Name, StringComparer.Ordinal).Select(column => new Column(column.Name, TypeOf(column))).ToList();
        await WriteLineAsync(stream, json =>
        {
            foreach (var column in columns) { json.WriteStringValue(column.Name); json.WriteStringValue(column.Type); }
        }, cancel);
        await using var select = connection.CreateCommand();
        select.Transaction = transaction;
        var order = table.PrimaryKey is { } key ? " ORDER BY " + string.Join(", ", key.Columns.Select(column => Quoted(column.Name))) : "";
        select.CommandText = $"SELECT {string.Join(", ", columns.Select(column => Quoted(column.Name)))} FROM {Quoted(table.Name)}{order}";
        await using var reader = await select.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            await WriteLineAsync(stream, json =>
            {
                for (var at = 0; at < columns.Count; at++) WriteValue(json, reader, at, columns[at].Type);
            }, cancel);
    }

    /// <summary>Puts rows into a table that is there and empty. What points to the table itself is put in when all its rows are there.</summary>
    /// <returns>How many rows.</returns>
    /// <exception cref="InvalidDataException">A line is not what <see cref="WriteAsync"/> writes.</exception>
    public static async Task<long> ReadAsync(DbConnection connection, DbTransaction transaction, ITable table, string name, Stream stream, CancellationToken cancel)
    {
        using var lines = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
        var header = Parse(await lines.ReadLineAsync(cancel), name, 1).EnumerateArray().Select(value => value.GetString() ?? "").ToList();
        if (header.Count % 2 != 0) throw new InvalidDataException($"{name}, line 1: names and types of columns were expected in pairs");
        var columns = Enumerable.Range(0, header.Count / 2).Select(at => new Column(header[2 * at], header[2 * at + 1])).ToList();
        var own = table.ForeignKeyConstraints.Where(key => key.PrincipalTable == table).SelectMany(key => key.Columns).Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        var keys = table.PrimaryKey!.Columns.Select(column => column.Name).ToList();
        var later = new List<object?[]>();
        await using var insert = Command(connection, transaction, columns.Count);
        insert.CommandText = $"INSERT INTO {Quoted(table.Name)} ({string.Join(", ", columns.Select(column => Quoted(column.Name)))}) VALUES ({string.Join(", ", columns.Select((_, at) => $"@p{at}"))})";
        long rows = 0;
        while (await lines.ReadLineAsync(cancel) is { } line)
        {
            var values = Parse(line, name, rows + 2).EnumerateArray().ToList();
            if (values.Count != columns.Count) throw new InvalidDataException($"{name}, line {rows + 2}: {values.Count} values, expected {columns.Count}");
            var row = new object?[columns.Count];
            for (var at = 0; at < columns.Count; at++)
            {
                row[at] = ReadValue(values[at], columns[at], name, rows + 2);
                insert.Parameters[at].Value = row[at] is { } value && !own.Contains(columns[at].Name) ? value : DBNull.Value;
            }
            await insert.ExecuteNonQueryAsync(cancel);
            if (columns.Where((column, at) => own.Contains(column.Name) && row[at] is not null).Any()) later.Add(row);
            rows++;
        }
        if (later.Count == 0) return rows;
        await using var update = Command(connection, transaction, columns.Count);
        update.CommandText = $"UPDATE {Quoted(table.Name)} SET {string.Join(", ", own.Select(Set))} WHERE {string.Join(" AND ", keys.Select(Set))}";
        foreach (var row in later)
        {
            for (var at = 0; at < columns.Count; at++) update.Parameters[at].Value = row[at] ?? DBNull.Value;
            await update.ExecuteNonQueryAsync(cancel);
        }
        return rows;

        string Set(string column) => $"{Quoted(column)} = @p{columns.FindIndex(one => one.Name == column)}";
    }

    /// <summary>After rows with numbers of their own: PostgreSQL goes on counting from the largest.</summary>
    public static async Task CountOnAsync(DbConnection connection, DbTransaction transaction, ITable table, CancellationToken cancel)
    {
        if (table.PrimaryKey is not { Columns: [var key] } || TypeOf(key) is not ("int32" or "int64")) return;
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT setval(sequence, greatest((SELECT max({Quoted(key.Name)}) FROM {Quoted(table.Name)}), 1)) FROM (SELECT pg_get_serial_sequence('{Quoted(table.Name)}', '{key.Name}') AS sequence) AS found WHERE sequence IS NOT NULL AND EXISTS (SELECT 1 FROM {Quoted(table.Name)})";
        await command.ExecuteScalarAsync(cancel);
    }

    // Names come from the model, never from a file.
    private static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static DbCommand Command(DbConnection connection, DbTransaction transaction, int parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        for (var at = 0; at < parameters; at++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"p{at}";
            command.Parameters.Add(parameter);
        }
        return command;
    }

    private static string TypeOf(IColumn column)
    {
        var mapping = column.PropertyMappings[0].TypeMapping;
        var type = mapping.Converter?.ProviderClrType ?? mapping.ClrType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(int) ? "int32" : type == typeof(long) ? "int64" : type == typeof(bool) ? "bool" : type == typeof(double) ? "double" : type == typeof(string) ? "text"
            : type == typeof(byte[]) ? "bytes" : type == typeof(DateTimeOffset) ? "time" : type == typeof(DateOnly) ? "date" : type == typeof(TimeOnly) ? "hour" : type == typeof(Guid) ? "guid"
            : throw new StoreException($"{column.Table.Name}.{column.Name}: a back-up knows no column of {type.Name}");
    }

    private static void WriteValue(Utf8JsonWriter json, DbDataReader reader, int at, string type)
    {
        if (reader.IsDBNull(at)) { json.WriteNullValue(); return; }
        switch (type)
        {
            case "int32": json.WriteNumberValue(reader.GetInt32(at)); break;
            case "int64": json.WriteNumberValue(reader.GetInt64(at)); break;
            case "bool": json.WriteBooleanValue(reader.GetBoolean(at)); break;
            case "double": json.WriteNumberValue(reader.GetDouble(at)); break;
            case "bytes": json.WriteBase64StringValue(reader.GetFieldValue<byte[]>(at)); break;
            case "time": json.WriteStringValue(reader.GetFieldValue<DateTimeOffset>(at).ToString("O", CultureInfo.InvariantCulture)); break;
            case "date": json.WriteStringValue(reader.GetFieldValue<DateOnly>(at).ToString("O", CultureInfo.InvariantCulture)); break;
            case "hour": json.WriteStringValue(reader.GetFieldValue<TimeOnly>(at).ToString("O", CultureInfo.InvariantCulture)); break;
            case "guid": json.WriteStringValue(reader.GetGuid(at)); break;
            default: json.WriteStringValue(reader.GetString(at)); break;
        }
    }

    private static object? ReadValue(JsonElement value, Column column, string name, long line)
    {
        if (value.ValueKind == JsonValueKind.Null) return null;
        try
        {
            return column.Type switch
            {
                "int32" => value.GetInt32(), "int64" => value.GetInt64(), "bool" => value.GetBoolean(), "double" => value.GetDouble(), "bytes" => value.GetBytesFromBase64(),
                "time" => DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
                "date" => DateOnly.ParseExact(value.GetString()!, "O", CultureInfo.InvariantCulture), "hour" => TimeOnly.ParseExact(value.GetString()!, "O", CultureInfo.InvariantCulture), "guid" => value.GetGuid(), "text" => value.GetString(),
                _ => throw new InvalidDataException($"{name}, line 1: a column of the type '{column.Type}' is not known"),
            };
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{name}, line {line}, column {column.Name}: a value of the type {column.Type} was expected", wrong);
        }
    }

    private static JsonElement Parse(string? line, string name, long number)
    {
        try
        {
            using var document = JsonDocument.Parse(line ?? "");
            return document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.Clone() : throw new InvalidDataException($"{name}, line {number}: a list was expected");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{name}, line {number}: a list in JSON was expected", wrong);
        }
    }

    private static async Task WriteLineAsync(Stream stream, Action<Utf8JsonWriter> values, CancellationToken cancel)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartArray();
            values(json);
            json.WriteEndArray();
        }
        line.WriteByte((byte)'\n');
        line.Position = 0;
        await line.CopyToAsync(stream, cancel);
    }
}
