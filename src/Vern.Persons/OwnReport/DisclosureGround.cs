using Vern.Persons.Collection;
using Vern.Persons.Referral;
using Vern.Persons.Registration.Fields;

namespace Vern.Persons.OwnReport;

/// <summary>What may leave of a person for the year's report.</summary>
/// <param name="Any">Whether she is in it at all.</param>
/// <param name="Identity">Whether her identity is encoded for it.</param>
/// <param name="SaidNo">Whether she said no, or took back her yes.</param>
/// <param name="Sections">The kinds of facts that may leave.</param>
public sealed record Disclosed(bool Any, bool Identity, bool SaidNo, IReadOnlySet<string> Sections);

/// <summary>
/// The ground on which an agency discloses to the coordination unit for statistics, by its legal kind (B-043 to B-047): a right, not a duty (B-048). The agency does not use it against somebody's no. The ground of an organisation without
/// grants stood in an Act that has been replaced, so that such an agency goes by each person's consent, or by a ground that is recorded for her.
/// </summary>
public static class DisclosureGround
{
    /// <summary>The kind of body that the ground is about, as the directory has it.</summary>
    public const string RecipientKind = "coordination";
    private const string Purpose = "statistics";

    /// <summary>The ground of an agency of this kind, by the code of <see cref="LegalGround"/>; null: none that holds.</summary>
    public static string? Of(LegalKind kind) => kind switch
    {
        LegalKind.PublicBody or LegalKind.FundedOrganisation => "fvl-13b-4",
        LegalKind.Police => "strpl-61c-4",
        LegalKind.CrisisCentre => "krl-5",
        _ => null,
    };

    /// <summary>What may leave of a person on a day.</summary>
    /// <param name="record">What is known of her.</param>
    /// <param name="kind">The agency's legal kind.</param>
    /// <param name="recipients">The coordination unit, as the directory knows it; none: then nobody could be asked about it.</param>
    /// <param name="day">The day.</param>
    public static Disclosed Run(YearRecord record, LegalKind kind, IReadOnlyCollection<string> recipients, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(recipients);
        var general = Of(kind) is not null;
        var sections = new HashSet<string>(StringComparer.Ordinal);
        var (law, no) = (false, false);
        foreach (var field in FieldCatalogue.Own.All.Where(field => field.Report is not null && field.Purposes.Contains(Purpose) && field.For.Contains(record.Head.Audience)).DistinctBy(field => field.Section))
        {
            var decisions = recipients.Count == 0 ? [new(ShareReason.NotAsked, null)] : recipients.Select(recipient => MayShare.Decide(record.Head.Audience, record.Consents, recipient, RecipientKind, Purpose, field, day)).ToList();
            if (decisions.Exists(one => one.May) && !decisions.Exists(IsNo)) sections.Add(field.Section);
            else if (decisions.Exists(IsNo)) no = true;
            else if (general && decisions.TrueForAll(one => one.Reason is ShareReason.NotAsked or ShareReason.Expired or ShareReason.NotValid)) sections.Add(field.Section);
            law |= decisions.Exists(one => one.Reason is ShareReason.Law);
        }
        return new(sections.Count > 0, !no && (general || law), no, sections);
    }

    private static bool IsNo(ShareDecision decision) => decision.Reason is ShareReason.Refused or ShareReason.Withdrawn;
}
