using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Persons.Referral.Storage;

/// <summary>A body or service of the directory; nothing about persons stands in it.</summary>
internal sealed class ServiceRow
{
    /// <summary>Its short name, chosen once.</summary>
    public required string Id { get; set; }
    public required string Name { get; set; }
    public required string Kind { get; set; }
    public required string Regions { get; set; }
    public required string Groups { get; set; }
    public required string Offers { get; set; }
    public bool Women { get; set; }
    public bool Men { get; set; }
    public bool Children { get; set; }
    public bool Animals { get; set; }
    public bool SubstanceUse { get; set; }
    public int? Places { get; set; }
    public int? Free { get; set; }
    public required string Hours { get; set; }
    public required string Languages { get; set; }
    public required string Contact { get; set; }
    /// <summary>Its public key, 65 bytes; null: it runs no Vern.</summary>
    public byte[]? PublicKey { get; set; }
    /// <summary>The fingerprint of <see cref="PublicKey"/>.</summary>
    public string? Fingerprint { get; set; }
    /// <summary>Whether questions if somebody knows a person are exchanged with it.</summary>
    public bool KnownElsewhere { get; set; }
    /// <summary>When somebody last made sure that it is right.</summary>
    public DateOnly CheckedOn { get; set; }
    public bool Active { get; set; }
    public int Revision { get; set; }
}

/// <summary>Maps the directory.</summary>
internal static class DirectoryTables
{
    internal static ColumnShape Words { get; } = new("words about a body, without an identity number", value => value.Length <= Service.LongestText && !Collection.FreeText.HoldsIdentityNumber(value));

    internal static void Map(ModelBuilder model) => Table<ServiceRow>(model, "case_services", service =>
    {
        service.HasKey(row => row.Id);
        service.Property(row => row.Id).HasMaxLength(40).HasShape(CaseShapes.Code);
        service.Property(row => row.Name).HasShape(Words);
        service.Property(row => row.Kind).HasMaxLength(40).HasShape(CaseShapes.Code);
        service.Property(row => row.Regions).HasShape(Words);
        service.Property(row => row.Groups).HasShape(CaseShapes.Codes);
        service.Property(row => row.Offers).HasShape(CaseShapes.Codes);
        service.Property(row => row.Hours).HasShape(Words);
        service.Property(row => row.Languages).HasShape(CaseShapes.Codes);
        service.Property(row => row.Contact).HasShape(Words);
        service.Property(row => row.Fingerprint).HasMaxLength(32).HasShape(CaseShapes.KeyId);
        service.Property(row => row.Revision).IsConcurrencyToken();
        service.HasIndex(row => row.Fingerprint).IsUnique();
    });
}
