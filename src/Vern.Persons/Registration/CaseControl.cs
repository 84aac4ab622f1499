using Vern.Persons.Registration.Pages;
using Vern.Platform.Auditing;

namespace Vern.Persons.Registration;

/// <summary>What control of an agency is fed with: the rules over casework's acts and the register of its processing (B-048, K-010).</summary>
public static class CaseControl
{
    /// <summary>A person's record ends when it is erased: by her request that is granted, or by her agency's own rule.</summary>
    private static RetentionRule Persons { get; } = new("persons", 0, RetentionEnd.Decision, "GDPR art. 5(1)(e), 17");

    /// <summary>What it is made of.</summary>
    public static WorkspaceControl Table { get; } = new(CaseActs.Words, Processing.Register(
    [
        new(CaseActs.Casework, "possible-victims", ["own", "supervisor"], [Persons], []),
        new(CaseActs.Reporting, "possible-victims", ["unit", "supervisor"], [Persons], []),
        new(CaseActs.Erasure, "possible-victims", ["nobody"], [RetentionRule.Entries], []),
    ], CaseActs.Words.Acts), new(new WatchedActs
    {
        RowLevel = [CaseActs.PersonRead, CaseActs.DocumentRead, CaseActs.SecretRead, CaseActs.HistoryRead, CaseActs.ReferralRead, CaseActs.LetterRead, CaseActs.MeetingRead, OwnView.OwnActs.ComplaintRead, CaseActs.ReportRead, .. Rights.RightsActs.All.Where(act => act.IsRead)],
        Daily = [new("persons", CaseActs.PersonRead, 40, Unless: CaseActs.FactsRecorded)],
    }))
    {
        PlacesAsync = (_, page, _) => Task.FromResult(CasePlaces.For(page, "ledger")),
    };
}
