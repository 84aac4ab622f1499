using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Persons.KnownElsewhere.Storage;

/// <summary>A question whether somebody knows a person: ours about one of our own, or one that came in.</summary>
internal sealed class ElsewhereQuestionRow
{
    /// <summary>32 random hexadecimal digits, of the form that asked: sent twice, it goes once.</summary>
    public required string Id { get; set; }
    public bool Ours { get; set; }
    /// <summary>Our person; null where the question came in.</summary>
    public string? Person { get; set; }
    /// <summary>To whom it went, or from whom it came: ids of the directory, parted by blanks. No page shows them before both sides agree.</summary>
    public required string Bodies { get; set; }
    public ElsewhereState State { get; set; }
    /// <summary>When it was asked, or came, in milliseconds since 1970.</summary>
    public long At { get; set; }
    /// <summary>When it is over.</summary>
    public long ExpiresAt { get; set; }
    /// <summary>The key of what came in; null where it is ours: nothing of it is kept but that it was asked.</summary>
    public string? KeyId { get; set; }
    /// <summary>What came in, sealed; null where it is ours, or over.</summary>
    public byte[]? Content { get; set; }
    /// <summary>When what came in was last compared; null: not yet, the linkage key is missing perhaps.</summary>
    public long? ComparedAt { get; set; }
    public required string ByName { get; set; }
}

/// <summary>Somebody here who may be the person of a question that came in; or, at the asking side, an agency that says so.</summary>
internal sealed class ElsewhereMatchRow
{
    /// <summary>32 random hexadecimal digits, of the side that was asked; both know it by the same.</summary>
    public required string Id { get; set; }
    public required string Question { get; set; }
    /// <summary>This side's person.</summary>
    public required string Person { get; set; }
    /// <summary>The other side, by its id in the directory here. No page shows it before both sides agree.</summary>
    public required string Body { get; set; }
    /// <summary>Whether this side asked.</summary>
    public bool Asked { get; set; }
    public MatchState State { get; set; }
    /// <summary>How alike the two are, in hundredths; at the asking side 0: it is not told.</summary>
    public int Similarity { get; set; }
    /// <summary>What is the same: codes, parted by blanks.</summary>
    public required string Same { get; set; }
    public long At { get; set; }
    /// <summary>How this side is reached, sealed with the person's key; null before it agreed.</summary>
    public byte[]? Ours { get; set; }
    /// <summary>How the other side is reached, sealed likewise; null before both agreed, and after one took it back.</summary>
    public byte[]? Theirs { get; set; }
}

/// <summary>Maps questions and matches.</summary>
internal static class ElsewhereTables
{
    internal static void Map(ModelBuilder model)
    {
        Table<ElsewhereQuestionRow>(model, "case_elsewhere_questions", question =>
        {
            question.HasKey(row => row.Id);
            question.Property(row => row.Id).HasShape(CaseShapes.KeyId);
            question.Property(row => row.Person).HasMaxLength(6).HasShape(CaseShapes.Person);
            question.Property(row => row.Bodies).HasShape(CaseShapes.Codes);
            question.Property(row => row.State).HasConversion<string>().HasMaxLength(24);
            question.Property(row => row.KeyId).HasShape(CaseShapes.KeyId);
            question.Property(row => row.ByName).HasMaxLength(80).HasShape(CaseShapes.Staff);
            question.HasIndex(row => row.Person);
            question.HasIndex(row => new { row.Ours, row.State });
        });
        Table<ElsewhereMatchRow>(model, "case_elsewhere_matches", match =>
        {
            match.HasKey(row => row.Id);
            match.Property(row => row.Id).HasShape(CaseShapes.KeyId);
            match.Property(row => row.Question).HasShape(CaseShapes.KeyId);
            match.Property(row => row.Body).HasMaxLength(40).HasShape(CaseShapes.Code);
            match.Property(row => row.State).HasConversion<string>().HasMaxLength(24);
            match.Property(row => row.Same).HasShape(CaseShapes.Codes);
            match.HasIndex(row => new { row.Question, row.Person });
            match.HasIndex(row => row.State);
            match.HasOne<ElsewhereQuestionRow>().WithMany().HasForeignKey(row => row.Question);
            PersonTables.OfPerson(match);
        });
    }
}
