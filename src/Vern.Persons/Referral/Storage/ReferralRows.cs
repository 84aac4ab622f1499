using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Persons.Referral.Storage;

/// <summary>A referral, as its sender or its recipient keeps it; both know it by the same id.</summary>
internal sealed class ReferralRow
{
    /// <summary>32 random hexadecimal digits, of the form that sent it: sent twice, it goes once.</summary>
    public required string Id { get; set; }
    public bool Ours { get; set; }
    public ReferralKind Kind { get; set; }
    /// <summary>The sender's person; at the recipient the person that was registered by accepting.</summary>
    public string? Person { get; set; }
    /// <summary>The other side, by its id in the directory here.</summary>
    public required string Body { get; set; }
    public required string Purpose { get; set; }
    public ReferralState State { get; set; }
    public long SentAt { get; set; }
    /// <summary>When an answer is due, in milliseconds since 1970.</summary>
    public long DueAt { get; set; }
    /// <summary>When it is over without one.</summary>
    public long ExpiresAt { get; set; }
    /// <summary>The key that seals what was sent: the person's own at the sender, one of the referral's own at the recipient.</summary>
    public required string KeyId { get; set; }
    /// <summary>What was sent, sealed; null once it is closed.</summary>
    public byte[]? Content { get; set; }
    /// <summary>At the sender: when the recipient had closed its copy. At the recipient: when it was closed.</summary>
    public long? ClosedAt { get; set; }
    public int By { get; set; }
    public int Revision { get; set; }
}

/// <summary>A step of a referral, of either side; both keep all of them.</summary>
internal sealed class ReferralStepRow
{
    public long Id { get; set; }
    public required string Referral { get; set; }
    public ReferralStep Step { get; set; }
    public bool Ours { get; set; }
    public long At { get; set; }
    /// <summary>Who, of the side that took it.</summary>
    public required string ByName { get; set; }
    /// <summary>Why, by code.</summary>
    public string? Reason { get; set; }
    /// <summary>A question, an answer, a reason in words; sealed.</summary>
    public byte[]? Words { get; set; }
    /// <summary>The message that it left with; null: none had to.</summary>
    public string? Message { get; set; }
}

/// <summary>A sealed message on its way out.</summary>
internal sealed class OutgoingRow
{
    public long Id { get; set; }
    /// <summary>The envelope's id.</summary>
    public required string Message { get; set; }
    public required string Referral { get; set; }
    /// <summary>The envelope; null once it was handed over.</summary>
    public byte[]? Envelope { get; set; }
    public long? SentAt { get; set; }
    /// <summary>Why it can't be handed over, by code; null: it was, or is still tried.</summary>
    public string? Failed { get; set; }
}

/// <summary>An envelope that was opened: it is opened once.</summary>
internal sealed class TakenEnvelopeRow
{
    public required string Id { get; set; }
    public long At { get; set; }
}

/// <summary>A page for a body that runs no Vern: what it may read there, under a passphrase, and how to get in.</summary>
internal sealed class ReplyPageRow
{
    public required string Referral { get; set; }
    /// <summary>What tells the code in the address; the code itself stands in the letter only.</summary>
    public required string Mark { get; set; }
    /// <summary>The page's own key: erased with it, whatever a back-up holds.</summary>
    public required string KeyId { get; set; }
    /// <summary>What was sent, under the passphrase and the page's key; null once it is closed.</summary>
    public byte[]? Content { get; set; }
    /// <summary>Code and passphrase, sealed with the person's key; null once it is closed.</summary>
    public byte[]? Letter { get; set; }
    /// <summary>How often a wrong passphrase was tried.</summary>
    public int Wrong { get; set; }
    /// <summary>When it was opened first, in milliseconds since 1970.</summary>
    public long? OpenedAt { get; set; }
}

/// <summary>Maps referrals.</summary>
internal static class ReferralTables
{
    internal static void Map(ModelBuilder model)
    {
        Table<ReferralRow>(model, "case_referrals", referral =>
        {
            referral.HasKey(row => row.Id);
            referral.Property(row => row.Id).HasShape(CaseShapes.KeyId);
            referral.Property(row => row.Kind).HasConversion<string>().HasMaxLength(24);
            referral.Property(row => row.Person).HasMaxLength(6).HasShape(CaseShapes.Person);
            referral.Property(row => row.Body).HasMaxLength(40).HasShape(CaseShapes.Code);
            referral.Property(row => row.Purpose).HasMaxLength(40).HasShape(CaseShapes.Code);
            referral.Property(row => row.State).HasConversion<string>().HasMaxLength(24);
            referral.Property(row => row.KeyId).HasShape(CaseShapes.KeyId);
            referral.Property(row => row.Revision).IsConcurrencyToken();
            referral.HasIndex(row => row.Person);
            referral.HasIndex(row => new { row.Ours, row.State, row.DueAt });
        });
        Table<ReferralStepRow>(model, "case_referral_steps", step =>
        {
            step.Property(row => row.Referral).HasShape(CaseShapes.KeyId);
            step.Property(row => row.Step).HasConversion<string>().HasMaxLength(24);
            step.Property(row => row.ByName).HasMaxLength(80).HasShape(CaseShapes.Staff);
            step.Property(row => row.Reason).HasMaxLength(40).HasShape(CaseShapes.Code);
            step.Property(row => row.Message).HasShape(CaseShapes.KeyId);
            step.HasIndex(row => row.Referral);
            step.HasOne<ReferralRow>().WithMany().HasForeignKey(row => row.Referral);
        });
        Table<OutgoingRow>(model, "case_outgoing", outgoing =>
        {
            outgoing.Property(row => row.Message).HasShape(CaseShapes.KeyId);
            outgoing.Property(row => row.Referral).HasShape(CaseShapes.KeyId);
            outgoing.Property(row => row.Failed).HasMaxLength(40).HasShape(CaseShapes.Code);
            outgoing.HasIndex(row => row.Message).IsUnique();
            outgoing.HasIndex(row => row.Referral);
        });
        Table<ReplyPageRow>(model, "case_reply_pages", page =>
        {
            page.HasKey(row => row.Referral);
            page.Property(row => row.Referral).HasShape(CaseShapes.KeyId);
            page.Property(row => row.Mark).HasShape(CaseShapes.KeyId);
            page.Property(row => row.KeyId).HasShape(CaseShapes.KeyId);
            page.HasIndex(row => row.Mark).IsUnique();
            page.HasOne<ReferralRow>().WithMany().HasForeignKey(row => row.Referral);
        });
        Table<TakenEnvelopeRow>(model, "case_taken_envelopes", taken =>
        {
            taken.HasKey(row => row.Id);
            taken.Property(row => row.Id).HasShape(CaseShapes.KeyId);
        });
    }
}
