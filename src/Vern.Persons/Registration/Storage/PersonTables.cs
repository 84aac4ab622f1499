using Microsoft.EntityFrameworkCore;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Persons.Registration.Storage;

/// <summary>A person as lists know her: random id, key, who follows her up, codes. Never an identity.</summary>
internal sealed class PersonRow
{
    /// <summary>The random id (<see cref="PersonId"/>).</summary>
    public required string Id { get; set; }
    /// <summary>Her data key in the key store.</summary>
    public required string KeyId { get; set; }
    /// <summary>Of the form that she was registered by, so that it is taken once.</summary>
    public required string Origin { get; set; }
    /// <summary>The team that follows her up; null: none.</summary>
    public string? Team { get; set; }
    /// <summary>The account that is responsible.</summary>
    public int Owner { get; set; }
    /// <summary>adult, child, uncertain or anonymous.</summary>
    public Fields.Audience Audience { get; set; }
    /// <summary>The parent whom this child came with; null: came by herself.</summary>
    public string? Parent { get; set; }
    public DateOnly OpenedOn { get; set; }
    public DateOnly? ClosedOn { get; set; }
    /// <summary>Why the case was closed, by code.</summary>
    public string? ClosedFor { get; set; }
    /// <summary>Whether child welfare is still to be told of her: an accompanying child without a concern report .</summary>
    public bool ConcernDue { get; set; }
    /// <summary>When something was last recorded, in milliseconds since 1970.</summary>
    public long ChangedAt { get; set; }
    /// <summary>When she was erased, in milliseconds since 1970; null while she is there.</summary>
    public long? ErasedAt { get; set; }
    /// <summary>How often something was recorded, from 1: a form tells which it was filled in over.</summary>
    public int Revision { get; set; }
}

/// <summary>A fact about a person, as it was recorded; a newer one of the same field takes its place and neither is changed.</summary>
internal sealed class FactRow
{
    public long Id { get; set; }
    public required string Person { get; set; }
    /// <summary>The field's id.</summary>
    public required string Field { get; set; }
    /// <summary>Which of a repeating group, from 1; 0 for a field that is there once.</summary>
    public int Item { get; set; }
    /// <summary>Her revision with which it came.</summary>
    public int Revision { get; set; }
    /// <summary>The value, sealed with her key for this place; null: withdrawn.</summary>
    public byte[]? Value { get; set; }
    /// <summary>When, in milliseconds since 1970.</summary>
    public long At { get; set; }
    /// <summary>The account that recorded it.</summary>
    public int By { get; set; }
    /// <summary>The name of whom it belonged to then.</summary>
    public required string ByName { get; set; }
    /// <summary>In which role.</summary>
    public required string Role { get; set; }
    /// <summary>How it is known.</summary>
    public FactSource Source { get; set; }
    /// <summary>The version of the catalogue that the form was made from: what a list did not offer then was not left out.</summary>
    public int Catalogue { get; set; }
    /// <summary>What it was given for, of the catalogue of its day: a later catalogue never opens it to more.</summary>
    public required string Purposes { get; set; }
}

/// <summary>Finds a person by a keyed digest of a name's sound, or of an identity number.</summary>
internal sealed class LookUpRow
{
    public long Id { get; set; }
    public required string Person { get; set; }
    public LookUpKind Kind { get; set; }
    /// <summary>The digest (<see cref="Platform.Sealing.BlindIndex"/>).</summary>
    public required string Digest { get; set; }
}

/// <summary>What a person can be found by.</summary>
internal enum LookUpKind { Number, Sound }

/// <summary>Somebody besides the responsible one whose own case it is: a deputy, a guardian, counsel.</summary>
internal sealed class MemberRow
{
    public long Id { get; set; }
    public required string Person { get; set; }
    public int Account { get; set; }
    /// <summary>What she is to the person: deputy, guardian, counsel or investigator.</summary>
    public required string As { get; set; }
    /// <summary>The last day; null: without an end.</summary>
    public DateOnly? Until { get; set; }
}

/// <summary>Maps what is known of persons.</summary>
internal static class PersonTables
{
    internal static void Map(ModelBuilder model)
    {
        Table<PersonRow>(model, "case_persons", person =>
        {
            person.HasKey(row => row.Id);
            person.Property(row => row.Id).HasMaxLength(6).HasShape(CaseShapes.Person);
            person.Property(row => row.KeyId).HasShape(CaseShapes.KeyId);
            person.Property(row => row.Origin).HasShape(CaseShapes.KeyId);
            person.Property(row => row.Team).HasShape(CaseShapes.Team);
            person.Property(row => row.Audience).HasConversion<string>().HasMaxLength(24);
            person.Property(row => row.Parent).HasMaxLength(6).HasShape(CaseShapes.Person);
            person.Property(row => row.ClosedFor).HasShape(CaseShapes.Code);
            person.Property(row => row.Revision).IsConcurrencyToken();
            person.HasIndex(row => row.Origin).IsUnique();
            person.HasIndex(row => new { row.Owner, row.ChangedAt });
            person.HasIndex(row => new { row.Team, row.ChangedAt });
            person.HasIndex(row => row.ChangedAt);
            person.HasOne<PersonRow>().WithMany().HasForeignKey(row => row.Parent);
        });
        Table<FactRow>(model, "case_facts", fact =>
        {
            fact.Property(row => row.Field).HasMaxLength(80).HasShape(CaseShapes.Field);
            fact.Property(row => row.ByName).HasMaxLength(80).HasShape(CaseShapes.Staff);
            fact.Property(row => row.Role).HasShape(CaseShapes.Code);
            fact.Property(row => row.Source).HasConversion<string>().HasMaxLength(24);
            fact.Property(row => row.Purposes).HasShape(CaseShapes.Codes);
            fact.HasIndex(row => new { row.Person, row.Field, row.Item, row.Revision }).IsUnique();
            OfPerson(fact);
        });
        Table<LookUpRow>(model, "case_look_ups", look =>
        {
            look.Property(row => row.Kind).HasConversion<string>().HasMaxLength(24);
            look.Property(row => row.Digest).HasMaxLength(16).HasShape(CaseShapes.Index);
            look.HasIndex(row => new { row.Kind, row.Digest, row.Person }); // with who it is, so that what is found in the index is enough
            OfPerson(look);
        });
        Table<MemberRow>(model, "case_members", member =>
        {
            member.HasIndex(row => new { row.Person, row.Account }).IsUnique();
            member.Property(row => row.As).HasShape(CaseShapes.Code);
            member.HasIndex(row => row.Account);
            OfPerson(member);
        });
    }

    /// <summary>The row belongs to a person, by its column <c>Person</c>.</summary>
    internal static void OfPerson<T>(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> row) where T : class
    {
        row.Property<string>("Person").HasMaxLength(6).HasShape(CaseShapes.Person);
        row.HasOne<PersonRow>().WithMany().HasForeignKey("Person");
    }
}
