using Vern.Platform.Auditing;

namespace Vern.Persons.Auditing;

/// <summary>What control of a national unit is fed with: the rules over its own acts, the register of its processing, the purposes by role.</summary>
public static class NationalControl
{
    /// <summary>The rules: those of every workspace over the unit's own acts, and two limits of a day.</summary>
    public static UnusualAccess Unusual { get; } = new(new WatchedActs
    {
        RowLevel = [NationalActs.SubmissionRead, NationalActs.PairRead, NationalActs.PairsRead, NationalActs.FigureTraced],
        Refusals = [NationalActs.SubmissionRefused, NationalActs.EnvelopeRefused],
        Exports = [NationalActs.WorkingTablesWritten, NationalActs.RecordsExported],
        Records = [NationalActs.RecordsExported],
        Daily = [new("pairs", NationalActs.PairRead, 20, Unless: NationalActs.PairDecided), new("submissions", NationalActs.SubmissionRead, 60)],
    });

    /// <summary>The register of processing (K-010): every act refers to a basis, and every basis is here.</summary>
    public static IReadOnlyList<Processing> Register { get; } = Processing.Register(
    [
        new(NationalBases.Round, "staff", ["unit", "body", "supervisor"], [RetentionRule.Entries], []),
        new(NationalBases.Linkage, "possible-victims", ["unit"], [RetentionRules.Encodings, RetentionRules.Rows], []),
        new(NationalBases.Destruction, "possible-victims", ["nobody"], [RetentionRule.Entries], []),
        new(NationalBases.WorkingTables, "possible-victims", ["unit"], [RetentionRules.Rows], []),
        new(NationalBases.Registers, "nobody", ["unit", "public"], [RetentionRules.Editions], []),
        new(NationalBases.Report, "nobody", ["public"], [RetentionRules.Editions], []),
        new(NationalBases.Rights, "possible-victims", ["unit", "body", "supervisor"], [RetentionRules.Requests, RetentionRules.Rows], []),
    ], NationalActs.All);

    /// <summary>What holds until she states another: the unit's own people read for what the page is for, a supervisor controls, who keeps accounts keeps accounts.</summary>
    /// <param name="roles">The roles acted in.</param>
    /// <param name="read">What is read, where it is recorded.</param>
    public static string PurposeOf(IReadOnlyList<string> roles, AuditAct? read)
    {
        ArgumentNullException.ThrowIfNull(roles);
        if (roles.Count == 0 || roles.Any(role => role is "coordinator" or "deputy" or "statistician" or "sender")) return (read?.Basis ?? NationalBases.Linkage).Code;
        return roles.Contains("supervisor") ? ControlActs.Basis.Code : Platform.Access.AccessActs.Basis.Code;
    }
}
