using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Persons.OwnView.Storage;

/// <summary>A card with which a person opens her own view; the code itself stands nowhere.</summary>
internal sealed class OwnCardRow
{
    public long Id { get; set; }
    public required string Person { get; set; }
    /// <summary>32 random hexadecimal digits of the form that made it, so that it is made once.</summary>
    public required string Origin { get; set; }
    /// <summary>The code's first part.</summary>
    public required string Finder { get; set; }
    public required string Digest { get; set; }
    /// <summary>In milliseconds since 1970, as all moments here.</summary>
    public long MadeAt { get; set; }
    public int By { get; set; }
    public required string ByName { get; set; }
    public long ExpiresAt { get; set; }
    public long? RevokedAt { get; set; }
    /// <summary>Wrong codes since the last pause.</summary>
    public int Failures { get; set; }
    public long? LastFailureAt { get; set; }
    public int Openings { get; set; }
    public long? OpenedAt { get; set; }
}

/// <summary>A short session of her own, without an account.</summary>
internal sealed class OwnSessionRow
{
    public required string Digest { get; set; }
    public long Card { get; set; }
    public required string Person { get; set; }
    public long ExpiresAt { get; set; }
}

/// <summary>What she asks or tells from her own view, and what was answered; sealed with her key.</summary>
internal sealed class OwnWordsRow
{
    public long Id { get; set; }
    public required string Person { get; set; }
    public required string Origin { get; set; }
    /// <summary>question, correction or withdrawal.</summary>
    public required string Kind { get; set; }
    public required byte[] Words { get; set; }
    public long At { get; set; }
    public byte[]? Answer { get; set; }
    public long? AnsweredAt { get; set; }
    public string? AnsweredByName { get; set; }
}

/// <summary>A complaint about those who help. Its words and its answer are sealed with her key; erased with it, the case number and the outcome stay for counting.</summary>
internal sealed class ComplaintRow
{
    public long Id { get; set; }
    /// <summary>The case number, <c>K-7KQ2M</c>.</summary>
    public required string Number { get; set; }
    public required string Person { get; set; }
    public required string Origin { get; set; }
    /// <summary>person, service or leadership.</summary>
    public required string Subject { get; set; }
    /// <summary>The account complained of; null where it is nobody's.</summary>
    public int? About { get; set; }
    /// <summary>coordinator or supervisor: who handles it.</summary>
    public required string Handler { get; set; }
    /// <summary>The account that wrote it down for her; null: she did.</summary>
    public int? OnBehalf { get; set; }
    public long At { get; set; }
    public ComplaintState State { get; set; }
    public long? AnsweredAt { get; set; }
    public int? HandledBy { get; set; }
    public string? HandledByName { get; set; }
    public byte[]? Words { get; set; }
    public byte[]? Answer { get; set; }
    public int Revision { get; set; }
}

/// <summary>Maps cards, sessions, words and complaints.</summary>
internal static partial class OwnTables
{
    internal static ColumnShape Digest { get; } = new("a SHA-256 of casework", value => DigestForm().IsMatch(value));
    internal static ColumnShape Finder { get; } = new("five characters of a card", value => FinderForm().IsMatch(value));
    internal static ColumnShape Number { get; } = new("a complaint's case number", value => NumberForm().IsMatch(value));
    internal static IReadOnlyList<ColumnShape> Shapes { get; } = [Digest, Finder, Number];

    internal static void Map(ModelBuilder model)
    {
        Table<OwnCardRow>(model, "case_own_cards", card =>
        {
            card.Property(row => row.Origin).HasShape(CaseShapes.KeyId);
            card.Property(row => row.Finder).HasMaxLength(5).HasShape(Finder);
            card.Property(row => row.Digest).HasMaxLength(64).HasShape(Digest);
            card.Property(row => row.ByName).HasMaxLength(80).HasShape(CaseShapes.Staff);
            card.HasIndex(row => row.Origin).IsUnique();
            card.HasIndex(row => row.Finder).IsUnique();
            PersonTables.OfPerson(card);
        });
        Table<OwnSessionRow>(model, "case_own_sessions", session =>
        {
            session.HasKey(row => row.Digest);
            session.Property(row => row.Digest).HasMaxLength(64).HasShape(Digest);
            session.HasIndex(row => row.ExpiresAt);
            session.HasOne<OwnCardRow>().WithMany().HasForeignKey(row => row.Card);
            PersonTables.OfPerson(session);
        });
        Table<OwnWordsRow>(model, "case_own_words", words =>
        {
            words.Property(row => row.Origin).HasShape(CaseShapes.KeyId);
            words.Property(row => row.Kind).HasMaxLength(40).HasShape(CaseShapes.Code);
            words.Property(row => row.AnsweredByName).HasMaxLength(80).HasShape(CaseShapes.Staff);
            words.HasIndex(row => row.Origin).IsUnique();
            words.HasIndex(row => row.AnsweredAt);
            PersonTables.OfPerson(words);
        });
        Table<ComplaintRow>(model, "case_complaints", complaint =>
        {
            complaint.Property(row => row.Number).HasMaxLength(7).HasShape(Number);
            complaint.Property(row => row.Origin).HasShape(CaseShapes.KeyId);
            complaint.Property(row => row.Subject).HasMaxLength(40).HasShape(CaseShapes.Code);
            complaint.Property(row => row.Handler).HasMaxLength(40).HasShape(CaseShapes.Code);
            complaint.Property(row => row.State).HasConversion<string>().HasMaxLength(24);
            complaint.Property(row => row.HandledByName).HasMaxLength(80).HasShape(CaseShapes.Staff);
            complaint.Property(row => row.Revision).IsConcurrencyToken();
            complaint.HasIndex(row => row.Origin).IsUnique();
            complaint.HasIndex(row => row.Number).IsUnique();
            complaint.HasIndex(row => new { row.Handler, row.At });
            PersonTables.OfPerson(complaint);
        });
    }

    [GeneratedRegex("^[0-9a-f]{64}$")] private static partial Regex DigestForm();
    [GeneratedRegex("^[0-9A-HJKMNP-TV-Z]{5}$")] private static partial Regex FinderForm();
    [GeneratedRegex("^K-[0-9A-HJKMNP-TV-Z]{5}$")] private static partial Regex NumberForm();
}
