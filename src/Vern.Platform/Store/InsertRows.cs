using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Vern.Platform.Store;

/// <summary>
/// Writes many new rows of one table without tracking them, in the context's transaction: one prepared statement a row in SQLite, one statement with an array a column in PostgreSQL. Columns, conversions and shapes
/// are those of the model, so a value of another form is refused as <see cref="ColumnShapes.Check"/> does. For where thousands come in a second. A number that the database gives as key is left to it, and the row does not learn it.
/// </summary>
public static class InsertRows
{
    private static readonly ConcurrentDictionary<(Type Context, Type Row), Plan> Plans = new();

    /// <summary>Writes them.</summary>
    /// <param name="context">The context; its transaction has begun.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="shapes">The shapes of the context's columns; null: its columns have none.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="StoreException">A text has not its column's shape; the message tells the column, never the value.</exception>
    public static async Task RunAsync<T>(DbContext context, IReadOnlyList<T> rows, IReadOnlyDictionary<string, ColumnShape>? shapes = null, CancellationToken cancel = default) where T : class
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0) return;
        var plan = Plans.GetOrAdd((context.GetType(), typeof(T)), _ => new(context, typeof(T)));
        var values = new object?[rows.Count][];
        for (var at = 0; at < rows.Count; at++) values[at] = plan.Values(rows[at], shapes);
        var command = context.Database.GetDbConnection().CreateCommand();
        await using (command)
        {
            command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Rows are written in a transaction.");
            command.CommandText = plan.Statement;
            for (var column = 0; column < plan.Columns.Length; column++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@p{column}";
                command.Parameters.Add(parameter);
            }
            if (plan.ByColumn) await ByColumnAsync(command, plan, values, cancel);
            else await ByRowAsync(command, values, cancel);
        }
    }

    private static async Task ByColumnAsync(DbCommand command, Plan plan, object?[][] values, CancellationToken cancel)
    {
        for (var column = 0; column < plan.Columns.Length; column++)
        {
            var array = Array.CreateInstance(plan.Columns[column].Element, values.Length);
            for (var row = 0; row < values.Length; row++) array.SetValue(values[row][column], row);
            command.Parameters[column].Value = array;
        }
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task ByRowAsync(DbCommand command, object?[][] values, CancellationToken cancel)
    {
        foreach (var row in values)
        {
            for (var column = 0; column < row.Length; column++) command.Parameters[column].Value = row[column] ?? DBNull.Value;
            await command.ExecuteNonQueryAsync(cancel); // prepared the first time, and kept by the command
        }
    }

    private sealed record Column(string Name, Type Element, Func<object, object?> Value, string? Shape);

    private sealed class Plan
    {
        private readonly string table;

        internal Plan(DbContext context, Type row)
        {
            var entity = context.Model.FindEntityType(row) ?? throw new ArgumentException($"{row.Name} is no row of this context.", nameof(row));
            var store = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
            ByColumn = context.Database.ProviderName?.EndsWith("PostgreSQL", StringComparison.Ordinal) ?? false;
            table = store.Name;
            Columns = [.. entity.GetProperties().Where(property => !(property.IsPrimaryKey() && property.ValueGenerated is ValueGenerated.OnAdd && property.ClrType == typeof(long))).Select(property => Of(property, store))];
            var sql = context.GetService<ISqlGenerationHelper>();
            var names = string.Join(", ", Columns.Select(column => sql.DelimitIdentifier(column.Name)));
            var places = string.Join(", ", Columns.Select((_, at) => $"@p{at}"));
            Statement = $"INSERT INTO {sql.DelimitIdentifier(store.Name, store.Schema)} ({names}) {(ByColumn ? $"SELECT * FROM unnest({places})" : $"VALUES ({places})")}";
        }

        internal bool ByColumn { get; }
        internal Column[] Columns { get; }
        internal string Statement { get; }

        internal object?[] Values(object row, IReadOnlyDictionary<string, ColumnShape>? shapes)
        {
            var values = new object?[Columns.Length];
            for (var at = 0; at < Columns.Length; at++)
            {
                var column = Columns[at];
                values[at] = column.Value(row);
                if (shapes is null || values[at] is not string text || column.Shape is "") continue;
                if (column.Shape is null || !shapes.TryGetValue(column.Shape, out var shape)) throw new StoreException($"The column {table}.{column.Name} has no shape, so nothing may be stored in it.");
                if (!shape.Allows(text)) throw new StoreException($"The column {table}.{column.Name} takes only {shape.Name}; the value given has another form.");
            }
            return values;
        }

        // An enumeration is written by its name (the model's conversion) and is of no other form: its shape is "".
        private static Column Of(IProperty property, StoreObjectIdentifier store)
        {
            var converter = property.GetTypeMapping().Converter;
            var element = converter?.ProviderClrType ?? property.ClrType;
            if (property.IsNullable && element.IsValueType && Nullable.GetUnderlyingType(element) is null) element = typeof(Nullable<>).MakeGenericType(element);
            var getter = property.GetGetter(); // compiled once: reflection for each value costs as much as sealing it
            return new(property.GetColumnName(store)!, element, converter is null ? getter.GetClrValue : row => getter.GetClrValue(row) is { } value ? converter.ConvertToProvider(value) : null, property.ClrType == typeof(string) ? property.Shape() : "");
        }
    }
}
