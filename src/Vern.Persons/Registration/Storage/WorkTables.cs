using Microsoft.EntityFrameworkCore;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Persons.Registration.Storage;

/// <summary>An intake that is not finished: what was typed so far, sealed with the key that its person will have; discarded, the key goes with it.</summary>
internal sealed class DraftRow
{
    /// <summary>32 random hexadecimal digits; the person registered from it bears them as her origin.</summary>
    public required string Id { get; set; }
    /// <summary>The account whose draft it is.</summary>
    public int Account { get; set; }
    public required string KeyId { get; set; }
    public required byte[] Content { get; set; }
    /// <summary>In milliseconds since 1970.</summary>
    public long ChangedAt { get; set; }
    public int Revision { get; set; }
}

/// <summary>A document about a person, sealed with her key: its name and its bytes.</summary>
internal sealed class DocumentRow
{
    /// <summary>32 random hexadecimal digits.</summary>
    public required string Id { get; set; }
    public required string Person { get; set; }
    /// <summary>pdf, jpeg or png, by its first bytes.</summary>
    public required string Type { get; set; }
    /// <summary>Bytes before sealing.</summary>
    public int Size { get; set; }
    public required byte[] Name { get; set; }
    public required byte[] Content { get; set; }
    /// <summary>In milliseconds since 1970.</summary>
    public long At { get; set; }
    public int By { get; set; }
    public required string ByName { get; set; }
}

/// <summary>Something to be done for a person by a day; what it is, is sealed with her key.</summary>
internal sealed class TaskRow
{
    public long Id { get; set; }
    public required string Person { get; set; }
    /// <summary>32 random hexadecimal digits of the form that made it, so that it is made once.</summary>
    public required string Origin { get; set; }
    /// <summary>The account that is to do it.</summary>
    public int Account { get; set; }
    public DateOnly DueOn { get; set; }
    /// <summary>Which plan made it (track, missing): not done by its day, the leader sees it; null: somebody's own task.</summary>
    public string? Plan { get; set; }
    public required byte[] What { get; set; }
    /// <summary>When it was done, in milliseconds since 1970; null before.</summary>
    public long? DoneAt { get; set; }
    public int? DoneBy { get; set; }
}

/// <summary>Maps drafts, documents and tasks.</summary>
internal static class WorkTables
{
    internal static void Map(ModelBuilder model)
    {
        Table<DraftRow>(model, "case_drafts", draft =>
        {
            draft.HasKey(row => row.Id);
            draft.Property(row => row.Id).HasShape(CaseShapes.KeyId);
            draft.Property(row => row.KeyId).HasShape(CaseShapes.KeyId);
            draft.Property(row => row.Revision).IsConcurrencyToken();
            draft.HasIndex(row => new { row.Account, row.ChangedAt });
        });
        Table<DocumentRow>(model, "case_documents", document =>
        {
            document.HasKey(row => row.Id);
            document.Property(row => row.Id).HasShape(CaseShapes.KeyId);
            document.Property(row => row.Type).HasShape(CaseShapes.Code);
            document.Property(row => row.ByName).HasMaxLength(80).HasShape(CaseShapes.Staff);
            PersonTables.OfPerson(document);
        });
        Table<TaskRow>(model, "case_tasks", task =>
        {
            task.Property(row => row.Origin).HasShape(CaseShapes.KeyId);
            task.Property(row => row.Plan).HasMaxLength(40).HasShape(CaseShapes.Code);
            task.HasIndex(row => row.Origin).IsUnique();
            task.HasIndex(row => new { row.Account, row.DoneAt, row.DueOn });
            PersonTables.OfPerson(task);
        });
    }
}
