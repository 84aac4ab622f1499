using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Persons.Referral.Storage;

/// <summary>A meeting with other bodies; nothing about persons stands in it.</summary>
internal sealed class MeetingRow
{
    /// <summary>32 random hexadecimal digits of the form that made it.</summary>
    public required string Id { get; set; }
    public DateOnly On { get; set; }
    public TimeOnly? At { get; set; }
    public required string Purpose { get; set; }
    public required string Place { get; set; }
    public int By { get; set; }
    public required string ByName { get; set; }
    /// <summary>When it was called off, in milliseconds since 1970; null: it was not.</summary>
    public long? CalledOffAt { get; set; }
    /// <summary>How often it was moved.</summary>
    public int Revision { get; set; }
}

/// <summary>A body at a meeting.</summary>
internal sealed class MeetingBodyRow
{
    public long Id { get; set; }
    public required string Meeting { get; set; }
    public required string Body { get; set; }
    /// <summary>Who comes for it.</summary>
    public required string Who { get; set; }
    /// <summary>When it was invited by a sealed message; null: it was not.</summary>
    public long? InvitedAt { get; set; }
    /// <summary>What it answered: <c>comes</c>, <c>declines</c>; null: nothing.</summary>
    public string? Answer { get; set; }
}

/// <summary>A meeting that another agency calls, as its message told; nothing about persons stands in it but which referrals are meant.</summary>
internal sealed class MeetingInvitationRow
{
    public long Id { get; set; }
    /// <summary>The meeting's id at the agency that calls it.</summary>
    public required string Meeting { get; set; }
    public required string Body { get; set; }
    public DateOnly On { get; set; }
    public TimeOnly? At { get; set; }
    public required string Purpose { get; set; }
    public required string Place { get; set; }
    /// <summary>Who wrote.</summary>
    public required string ByName { get; set; }
    /// <summary>Ids of referrals between the two about persons on the agenda, parted by blanks.</summary>
    public required string Referrals { get; set; }
    public string? Answer { get; set; }
    public long? CalledOffAt { get; set; }
    /// <summary>How often it had been moved when this was told.</summary>
    public int Revision { get; set; }
}

/// <summary>A person on a meeting's agenda, with what was said of her.</summary>
internal sealed class MeetingCaseRow
{
    public long Id { get; set; }
    public required string Meeting { get; set; }
    public required string Person { get; set; }
    /// <summary>What was said, sealed with her key.</summary>
    public byte[]? Minutes { get; set; }
    public string? MinutesBy { get; set; }
    public int Revision { get; set; }
}

/// <summary>Maps meetings.</summary>
internal static class MeetingTables
{
    internal static void Map(ModelBuilder model)
    {
        Table<MeetingRow>(model, "case_meetings", meeting =>
        {
            meeting.HasKey(row => row.Id);
            meeting.Property(row => row.Id).HasShape(CaseShapes.KeyId);
            meeting.Property(row => row.Purpose).HasMaxLength(40).HasShape(CaseShapes.Code);
            meeting.Property(row => row.Place).HasShape(DirectoryTables.Words);
            meeting.Property(row => row.ByName).HasMaxLength(80).HasShape(CaseShapes.Staff);
            meeting.HasIndex(row => row.On);
        });
        Table<MeetingBodyRow>(model, "case_meeting_bodies", body =>
        {
            body.Property(row => row.Meeting).HasShape(CaseShapes.KeyId);
            body.Property(row => row.Body).HasMaxLength(40).HasShape(CaseShapes.Code);
            body.Property(row => row.Who).HasShape(DirectoryTables.Words);
            body.Property(row => row.Answer).HasMaxLength(24).HasShape(CaseShapes.Code);
            body.HasIndex(row => new { row.Meeting, row.Body }).IsUnique();
            body.HasOne<MeetingRow>().WithMany().HasForeignKey(row => row.Meeting);
        });
        Table<MeetingInvitationRow>(model, "case_meeting_invitations", invitation =>
        {
            invitation.Property(row => row.Meeting).HasShape(CaseShapes.KeyId);
            invitation.Property(row => row.Body).HasMaxLength(40).HasShape(CaseShapes.Code);
            invitation.Property(row => row.Purpose).HasMaxLength(40).HasShape(CaseShapes.Code);
            invitation.Property(row => row.Place).HasShape(DirectoryTables.Words);
            invitation.Property(row => row.ByName).HasMaxLength(80).HasShape(CaseShapes.Staff);
            invitation.Property(row => row.Referrals).HasShape(CaseShapes.KeyIds);
            invitation.Property(row => row.Answer).HasMaxLength(24).HasShape(CaseShapes.Code);
            invitation.HasIndex(row => new { row.Body, row.Meeting }).IsUnique();
            invitation.HasIndex(row => row.On);
        });
        Table<MeetingCaseRow>(model, "case_meeting_cases", one =>
        {
            one.Property(row => row.Meeting).HasShape(CaseShapes.KeyId);
            one.Property(row => row.MinutesBy).HasMaxLength(80).HasShape(CaseShapes.Staff);
            one.HasIndex(row => new { row.Meeting, row.Person }).IsUnique();
            one.HasOne<MeetingRow>().WithMany().HasForeignKey(row => row.Meeting);
            PersonTables.OfPerson(one);
        });
    }
}
