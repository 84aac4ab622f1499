using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Vern.Ledger.Log;
using Vern.Platform.Store;

namespace Vern.Platform.Auditing;

/// <summary>
/// An act on its way to the ledger, written in the same transaction as what it tells of. Once appended it keeps its place and what is public, for look-up;
/// the ledger is what counts, and the sealed parts have left for the payload store.
/// </summary>
public sealed class ActRow
{
    /// <summary>The order of recording; appended in this order.</summary>
    public long Sequence { get; set; }
    /// <summary>The entry's id.</summary>
    public required string Id { get; set; }
    /// <summary>The kind of act.</summary>
    public required string Kind { get; set; }
    /// <summary>What it was done to.</summary>
    public required string Resource { get; set; }
    /// <summary>When, in milliseconds since 1970.</summary>
    public long At { get; set; }
    /// <summary>The place in the ledger, from 0; null until it is there.</summary>
    public long? Place { get; set; }
    /// <summary>The entry; null once appended.</summary>
    public byte[]? Entry { get; set; }
    /// <summary>Names, salts and payloads of the sealed fields; null once appended.</summary>
    public byte[]? Openings { get; set; }
}

/// <summary>What the database remembers of its ledger: a ledger that holds less is not the one it was.</summary>
public sealed class LedgerRow
{
    /// <summary>Always 1.</summary>
    public int Id { get; set; }
    /// <summary>The newest checkpoint that is known, signed.</summary>
    public required string Checkpoint { get; set; }
    /// <summary>The public key that it is checked with.</summary>
    public required string Key { get; set; }
}

/// <summary>Adds the outbox of the ledger to a workspace's database.</summary>
public static partial class AuditTables
{
    /// <summary>The shapes of the outbox's text columns.</summary>
    public static IReadOnlyList<ColumnShape> Shapes { get; } =
    [
        new("an act's id", value => ActId().IsMatch(value)), new("a kind of act", value => ActKind().IsMatch(value)), new("a path of nouns", value => ResourcePath().IsMatch(value)),
        new("a signed note", value => value.Length > 0),
    ];

    /// <summary>Maps <see cref="ActRow"/> to <c>acts</c> and <see cref="LedgerRow"/> to <c>ledgers</c>.</summary>
    public static void Map(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var act = model.Entity<ActRow>();
        act.ToTable("acts").HasKey(row => row.Sequence);
        act.HasIndex(row => row.Id).IsUnique();
        act.HasIndex(row => row.Place).IsUnique();
        act.HasIndex(row => row.Kind);
        // What waits is few among many, and asked for in its order.
        act.HasIndex(row => row.Sequence).HasFilter("place IS NULL");
        act.Property(row => row.Id).HasShape(Shapes[0]);
        act.Property(row => row.Kind).HasShape(Shapes[1]);
        act.Property(row => row.Resource).HasShape(Shapes[2]);
        var ledger = model.Entity<LedgerRow>();
        ledger.ToTable("ledgers").HasKey(row => row.Id);
        ledger.Property(row => row.Id).ValueGeneratedNever();
        ledger.Property(row => row.Checkpoint).HasShape(Shapes[3]);
        ledger.Property(row => row.Key).HasShape(Shapes[3]);
    }

    /// <summary>Maps them in a context whose changes are recorded, so that both are one transaction. The tables belong to the workspace's own migrations and back-up.</summary>
    public static void MapOutbox(ModelBuilder model)
    {
        Map(model);
        foreach (var (type, name) in ((Type, string)[])[(typeof(ActRow), "acts"), (typeof(LedgerRow), "ledgers")])
            model.Entity(type).ToTable(name, table => table.ExcludeFromMigrations()).HasAnnotation(Jobs.JobTables.Elsewhere, true);
    }

    /// <summary>The row of an entry that is to be appended.</summary>
    public static ActRow RowOf(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new()
        {
            Id = entry.Id, Kind = entry.Act.Kind, Resource = entry.Resource, At = entry.At.ToUnixTimeMilliseconds(), Entry = entry.Bytes,
            Openings = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(entry.Hidden.ToDictionary(pair => pair.Key, pair => pair.Value.Opening)),
        };
    }

    /// <summary>The sealed fields of a row that is not appended yet.</summary>
    internal static IReadOnlyDictionary<string, Sealed> HiddenOf(ActRow row) =>
        (System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, byte[]>>(row.Openings ?? "{}"u8) ?? []).ToDictionary(pair => pair.Key, pair => Sealed.FromOpening(pair.Value), StringComparer.Ordinal);

    [GeneratedRegex("^[0-9a-f]{32}$")] private static partial Regex ActId();
    [GeneratedRegex("^[a-z0-9.-]{1,64}$")] private static partial Regex ActKind();
    [GeneratedRegex("^[A-Za-z0-9._/-]{1,200}$")] private static partial Regex ResourcePath();
}
