using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Persons.Rights.Storage;

/// <summary>A step of a right, as it was recorded; never changed.</summary>
internal sealed class RightStepRow
{
    public long Id { get; set; }
    public required string Person { get; set; }
    /// <summary>The right: <c>R-17.housing</c>.</summary>
    public required string Name { get; set; }
    /// <summary>Which of the right's steps, from 1: of two who record at once, one does.</summary>
    public int Number { get; set; }
    /// <summary>The state reached, as a code.</summary>
    public required string Step { get; set; }
    public DateOnly OnDay { get; set; }
    /// <summary>Why declined, sealed with the person's key.</summary>
    public byte[]? Reason { get; set; }
    public long At { get; set; }
    public int By { get; set; }
    public required string ByName { get; set; }
}

/// <summary>Maps the steps of rights.</summary>
internal static class RightTables
{
    internal static void Map(ModelBuilder model) => Table<RightStepRow>(model, "case_right_steps", step =>
    {
        step.Property(row => row.Name).HasMaxLength(60).HasShape(CaseShapes.Right);
        step.Property(row => row.Step).HasShape(CaseShapes.Code);
        step.Property(row => row.ByName).HasMaxLength(80).HasShape(CaseShapes.Staff);
        step.HasIndex(row => new { row.Person, row.Name, row.Number }).IsUnique();
        PersonTables.OfPerson(step);
    });
}
