using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Persons.OwnReport.Storage;

/// <summary>A year's report as it was sent.</summary>
internal sealed class SentReportRow
{
    public long Id { get; set; }
    /// <summary>32 random hexadecimal digits of the form: sent twice, it goes once.</summary>
    public required string Origin { get; set; }
    public int Year { get; set; }
    public SentReportState State { get; set; }
    /// <summary>The key of its own that seals what was sent and what was answered.</summary>
    public required string KeyId { get; set; }
    /// <summary>The package without encodings, sealed: what the next one is compared with.</summary>
    public required byte[] Content { get; set; }
    /// <summary>The envelope to the unit; null once it was answered.</summary>
    public byte[]? Envelope { get; set; }
    /// <summary>SHA-256 of the package.</summary>
    public required string Digest { get; set; }
    public int Persons { get; set; }
    public int Encoded { get; set; }
    /// <summary>The ground that it was disclosed on, by code; null: each person's own.</summary>
    public string? Ground { get; set; }
    public long At { get; set; }
    public int By { get; set; }
    public required string ByName { get; set; }
    /// <summary>The version that the unit gave it; null: not taken in yet.</summary>
    public int? Version { get; set; }
    public long? AnsweredAt { get; set; }
    /// <summary>Why the unit refused it, in its words, sealed.</summary>
    public byte[]? Reason { get; set; }
}

/// <summary>What the agency answered for a year about its own work.</summary>
internal sealed class OwnWorkRow
{
    public int Year { get; set; }
    /// <summary>The key that seals the answers.</summary>
    public required string KeyId { get; set; }
    /// <summary>The answers by field, as JSON, sealed.</summary>
    public required byte[] Content { get; set; }
    public int Revision { get; set; }
    public long At { get; set; }
    public int By { get; set; }
}

/// <summary>A round's linkage key in the envelope that the key custodian sealed to this agency: opened at each use, kept nowhere else.</summary>
internal sealed class RoundKeyRow
{
    public int Year { get; set; }
    public required byte[] Envelope { get; set; }
    public long At { get; set; }
}

/// <summary>Maps them.</summary>
internal static class ReportTables
{
    internal static void Map(ModelBuilder model)
    {
        Table<SentReportRow>(model, "case_sent_reports", report =>
        {
            report.Property(row => row.Origin).HasShape(CaseShapes.KeyId);
            report.Property(row => row.KeyId).HasShape(CaseShapes.KeyId);
            report.Property(row => row.State).HasConversion<string>().HasMaxLength(24);
            report.Property(row => row.Digest).HasMaxLength(64).HasShape(CaseShapes.Digest);
            report.Property(row => row.Ground).HasMaxLength(40).HasShape(CaseShapes.Code);
            report.Property(row => row.ByName).HasMaxLength(80).HasShape(CaseShapes.Staff);
            report.HasIndex(row => row.Origin).IsUnique();
            report.HasIndex(row => row.Year);
        });
        Table<OwnWorkRow>(model, "case_own_work", work =>
        {
            work.HasKey(row => row.Year);
            work.Property(row => row.Year).ValueGeneratedNever();
            work.Property(row => row.KeyId).HasShape(CaseShapes.KeyId);
            work.Property(row => row.Revision).IsConcurrencyToken();
        });
        Table<RoundKeyRow>(model, "case_round_keys", key =>
        {
            key.HasKey(row => row.Year);
            key.Property(row => row.Year).ValueGeneratedNever();
        });
    }
}
