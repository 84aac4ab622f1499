using Microsoft.EntityFrameworkCore;
using Vern.Persons.OwnStatistics;
using Vern.Persons.Referral;

namespace Vern.Persons.Registration;

// Referrals as an agency's own figures count them: no person, no body.
public sealed partial class CaseStore
{
    /// <summary>The referrals that were sent in a year, from here and to here.</summary>
    public async Task<IReadOnlyList<CountedReferral>> ReferralsOfYearAsync(int year, CancellationToken cancel = default)
    {
        await using var context = Context();
        var (from, to) = (Platform.Interface.PageContext.StartOf(new(year, 1, 1)).ToUnixTimeMilliseconds(), Platform.Interface.PageContext.StartOf(new(year + 1, 1, 1)).ToUnixTimeMilliseconds());
        var referrals = await context.Referrals.AsNoTracking().Where(row => row.SentAt >= from && row.SentAt < to).Select(row => new { row.Id, row.Ours, row.State }).ToListAsync(cancel);
        var turned = await context.ReferralSteps.AsNoTracking().Where(step => (step.Step == ReferralStep.Decline || step.Step == ReferralStep.HandBack) && step.Reason != null && context.Referrals.Any(row => row.Id == step.Referral && row.SentAt >= from && row.SentAt < to))
            .OrderBy(step => step.Id).Select(step => new { step.Referral, step.Reason }).ToListAsync(cancel);
        var reasons = turned.GroupBy(step => step.Referral, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().Reason, StringComparer.Ordinal);
        return [.. referrals.Select(row => new CountedReferral(row.Ours, row.State, reasons.GetValueOrDefault(row.Id)))];
    }
}
