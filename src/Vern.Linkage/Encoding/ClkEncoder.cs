using System.Collections.Concurrent;

namespace Vern.Linkage.Encoding;

/// <summary>A row does not fit the schema. The message names row, column and what was expected, never the value.</summary>
/// <param name="row">The row, from 0; -1 when it is not known.</param>
/// <param name="column">The column's identifier; empty when the number of columns is wrong.</param>
/// <param name="expected">What was expected.</param>
public sealed class RowFormatException(long row, string column, string expected)
    : FormatException((row < 0 ? "" : $"row {row + 1}, ") + (column.Length == 0 ? expected : $"column \"{column}\": {expected}"))
{
    /// <summary>The row, from 0; -1 when it is not known.</summary>
    public long Row { get; } = row;
    /// <summary>The column's identifier; empty when the number of columns is wrong.</summary>
    public string Column { get; } = column;
    /// <summary>What was expected.</summary>
    public string Expected { get; } = expected;
}

/// <summary>
/// Makes cryptographic long-term keys (Schnell, Bachteler and Reiher 2011) from rows: bit for bit what clkhash 0.18 makes of the same
/// schema, secret and values. Thread-safe.
/// </summary>
public sealed class ClkEncoder
{
    private const int RowsAtOnce = 512;
    private readonly byte[][] _keys;
    private readonly ConcurrentBag<FieldEncoder?[]> _idle = [];

    /// <summary>An encoder.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="secret">The secret that all bodies of a linkage share and the linkage unit never holds.</param>
    public ClkEncoder(LinkageSchema schema, string secret)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(secret);
        Schema = schema;
        _keys = FieldKeys.Derive(System.Text.Encoding.UTF8.GetBytes(secret), schema.Features.Count * 2, schema.KeySize, schema.KeyHash, schema.Salt, schema.Info);
    }

    /// <summary>The schema.</summary>
    public LinkageSchema Schema { get; }

    /// <summary>Bytes of an encoding; unused bits of the last byte are 0.</summary>
    public int EncodingLength => (Schema.Length + 7) / 8;

    /// <summary>Encodes a row.</summary>
    /// <param name="row">One value per column of the schema, exactly as it is to be encoded: nothing is trimmed or folded.</param>
    /// <returns>The bits; bit 0 is the most significant of byte 0.</returns>
    /// <exception cref="RowFormatException">The row does not fit the schema.</exception>
    public byte[] Encode(IReadOnlyList<string> row)
    {
        var fields = Take();
        try
        {
            return Encode(row, fields, -1);
        }
        finally
        {
            _idle.Add(fields);
        }
    }

    /// <summary>Encodes rows on all cores, in order, keeping only a few thousand in memory.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="cancel">Stops between two parts.</param>
    /// <exception cref="RowFormatException">A row does not fit the schema; its number counts from the first of <paramref name="rows"/>. Of several the first.</exception>
    public IEnumerable<byte[]> EncodeAll(IEnumerable<IReadOnlyList<string>> rows, CancellationToken cancel = default)
    {
        var parts = Math.Max(2, Environment.ProcessorCount * 4);
        var first = 0L;
        foreach (var batch in rows.Chunk(RowsAtOnce * parts))
        {
            cancel.ThrowIfCancellationRequested();
            var encodings = new byte[batch.Length][];
            var problems = new RowFormatException?[parts];
            var start = first;
            Parallel.For(0, parts, part =>
            {
                var fields = Take();
                try
                {
                    for (var i = part * RowsAtOnce; i < Math.Min(batch.Length, (part + 1) * RowsAtOnce); i++) encodings[i] = Encode(batch[i], fields, start + i);
                }
                catch (RowFormatException problem)
                {
                    problems[part] = problem;
                }
                finally
                {
                    _idle.Add(fields);
                }
            });
            var wrong = Array.Find(problems, problem => problem is not null);
            foreach (var encoding in wrong is null ? encodings : encodings.Take((int)(wrong.Row - start))) yield return encoding;
            if (wrong is not null) throw wrong;
            first += batch.Length;
        }
    }

    private FieldEncoder?[] Take()
    {
        if (_idle.TryTake(out var fields)) return fields;
        return [.. Schema.Features.Select((feature, i) => feature.Hashing is null ? null : new FieldEncoder(feature, _keys[2 * i], _keys[(2 * i) + 1], Schema.FilterLength))];
    }

    private byte[] Encode(IReadOnlyList<string> row, FieldEncoder?[] fields, long number)
    {
        if (row.Count != fields.Length) throw new RowFormatException(number, "", $"{fields.Length} values expected, found {row.Count}");
        var filter = new byte[(Schema.FilterLength + 7) / 8];
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i]?.Insert(row[i], filter) is { } expected) throw new RowFormatException(number, Schema.Features[i].Identifier, expected);
        }
        return Schema.XorFolds == 0 ? filter : XorFold.Fold(filter, Schema.FilterLength, Schema.XorFolds);
    }
}
