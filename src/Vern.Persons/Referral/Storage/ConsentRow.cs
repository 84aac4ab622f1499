using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Persons.Referral.Storage;

/// <summary>An answer to the question whether something may be shared, or a legal ground to share without one.</summary>
internal sealed class ConsentRow
{
    /// <summary>The order of answers: the newest decides.</summary>
    public long Id { get; set; }
    /// <summary>32 random hexadecimal digits of the form: sent twice, it is one answer.</summary>
    public required string Origin { get; set; }
    public required string Person { get; set; }
    /// <summary>The body, by its id in the directory.</summary>
    public required string Recipient { get; set; }
    /// <summary>What for: a purpose of the catalogue.</summary>
    public required string Purpose { get; set; }
    /// <summary>Kinds of facts: sections of the catalogue, parted by blanks.</summary>
    public required string Sections { get; set; }
    /// <summary><c>consent</c>, or the code of a legal ground.</summary>
    public required string Ground { get; set; }
    public ConsentAnswer Answer { get; set; }
    public ConsentForm Form { get; set; }
    public ChildView Child { get; set; }
    /// <summary>The day of the answer; it holds from then.</summary>
    public DateOnly AnsweredOn { get; set; }
    /// <summary>The last day that it holds.</summary>
    public DateOnly Until { get; set; }
    public DateOnly? WithdrawnOn { get; set; }
    /// <summary>The language that she was asked in.</summary>
    public required string Language { get; set; }
    /// <summary>The version of the text.</summary>
    public int TextVersion { get; set; }
    /// <summary>The words that she was asked, sealed with her key; null for a legal ground.</summary>
    public byte[]? Words { get; set; }
    /// <summary>When it was recorded, in milliseconds since 1970.</summary>
    public long At { get; set; }
    public int By { get; set; }
    public required string ByName { get; set; }
}

/// <summary>Maps consents.</summary>
internal static class ConsentTables
{
    internal static void Map(ModelBuilder model) => Table<ConsentRow>(model, "case_consents", consent =>
    {
        consent.Property(row => row.Origin).HasShape(CaseShapes.KeyId);
        consent.Property(row => row.Recipient).HasMaxLength(40).HasShape(CaseShapes.Code);
        consent.Property(row => row.Purpose).HasMaxLength(40).HasShape(CaseShapes.Code);
        consent.Property(row => row.Sections).HasShape(CaseShapes.Codes);
        consent.Property(row => row.Ground).HasMaxLength(40).HasShape(CaseShapes.Code);
        consent.Property(row => row.Answer).HasConversion<string>().HasMaxLength(24);
        consent.Property(row => row.Form).HasConversion<string>().HasMaxLength(24);
        consent.Property(row => row.Child).HasConversion<string>().HasMaxLength(24);
        consent.Property(row => row.Language).HasMaxLength(3).HasShape(CaseShapes.Code);
        consent.Property(row => row.ByName).HasMaxLength(80).HasShape(CaseShapes.Staff);
        consent.HasIndex(row => row.Origin).IsUnique();
        consent.HasIndex(row => row.Person);
        PersonTables.OfPerson(consent);
    });
}
