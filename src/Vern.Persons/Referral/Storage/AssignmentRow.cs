using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Persons.Referral.Storage;

/// <summary>What a colleague is asked to take on of a person.</summary>
internal sealed class AssignmentRow
{
    /// <summary>32 random hexadecimal digits of the form that asked: sent twice, it is asked once.</summary>
    public required string Id { get; set; }
    public required string Person { get; set; }
    public AssignmentKind Kind { get; set; }
    public AssignmentState State { get; set; }
    public int By { get; set; }
    public required string ByName { get; set; }
    public int To { get; set; }
    /// <summary>Who was responsible when it was asked: handed over since, it has no place any more.</summary>
    public int Owner { get; set; }
    /// <summary>What is to be done, sealed with her key.</summary>
    public required byte[] What { get; set; }
    /// <summary>By when a part is to be done.</summary>
    public DateOnly? DoBy { get; set; }
    /// <summary>In milliseconds since 1970.</summary>
    public long AskedAt { get; set; }
    /// <summary>Until when an answer is waited for, in milliseconds since 1970.</summary>
    public long DueAt { get; set; }
    /// <summary>Why it was declined, sealed with her key.</summary>
    public byte[]? Reason { get; set; }
}

/// <summary>Maps assignments.</summary>
internal static class AssignmentTables
{
    internal static void Map(ModelBuilder model) => Table<AssignmentRow>(model, "case_assignments", assignment =>
    {
        assignment.HasKey(row => row.Id);
        assignment.Property(row => row.Id).HasShape(CaseShapes.KeyId);
        assignment.Property(row => row.Kind).HasConversion<string>().HasMaxLength(24);
        assignment.Property(row => row.State).HasConversion<string>().HasMaxLength(24);
        assignment.Property(row => row.ByName).HasMaxLength(80).HasShape(CaseShapes.Staff);
        assignment.HasIndex(row => new { row.To, row.State });
        PersonTables.OfPerson(assignment);
    });
}
