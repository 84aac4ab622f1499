using Vern.Platform.Auditing;

namespace Vern.Persons.Auditing;

/// <summary>One processing as the register of GDPR art. 30 tells of it; the words are found by the codes.</summary>
/// <param name="Basis">Lawful basis and data.</param>
/// <param name="Subjects">Whom it is about: bodies, possible-victims, staff or public.</param>
/// <param name="Recipients">Who gets it: unit, supervisor, public, body or nobody.</param>
/// <param name="Retention">The rules by which it ends.</param>
/// <param name="Acts">What is recorded of it.</param>
public sealed record Processing(LawfulBasis Basis, string Subjects, IReadOnlyList<string> Recipients, IReadOnlyList<RetentionRule> Retention, IReadOnlyList<AuditAct> Acts);

/// <summary>The register of processing (K-010), made from what the program does: every act refers to a basis, and every basis is here.</summary>
public static class RegisterOfProcessing
{
    /// <summary>All of it, in the order of the page.</summary>
    public static IReadOnlyList<Processing> All { get; } = [.. NationalBases.All.Select(Of)];

    private static Processing Of(LawfulBasis basis)
    {
        var (subjects, recipients, retention) = basis.Code switch
        {
            "round" => ("staff", (string[])["unit", "body", "supervisor"], (RetentionRule[])[RetentionRules.Entries]),
            "linkage" => ("possible-victims", ["unit"], [RetentionRules.Encodings, RetentionRules.Rows]),
            "destruction" => ("possible-victims", ["nobody"], [RetentionRules.Entries]),
            "working-tables" => ("possible-victims", ["unit"], [RetentionRules.Rows]),
            "registers" => ("nobody", ["unit", "public"], [RetentionRules.Editions]),
            "report" => ("nobody", ["public"], [RetentionRules.Editions]),
            "control" => ("staff", ["supervisor", "unit"], [RetentionRules.SealedParts, RetentionRules.Entries]),
            "rights" => ("possible-victims", ["unit", "body", "supervisor"], [RetentionRules.Requests, RetentionRules.Rows]),
            "access" => ("staff", ["supervisor", "administrator"], [RetentionRules.SealedParts]),
            _ => throw new InvalidOperationException($"The register of processing does not tell of '{basis.Code}'."),
        };
        return new(basis, subjects, recipients, retention, [.. NationalActs.All.Where(act => act.Basis == basis)]);
    }
}
