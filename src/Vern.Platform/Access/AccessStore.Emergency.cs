using Microsoft.EntityFrameworkCore;
using Vern.Platform.Access.Storage;

namespace Vern.Platform.Access;

/// <summary>An emergency access: what somebody took that her role does not give, and what another person found.</summary>
/// <param name="Id">Its number.</param>
/// <param name="PersonId">The verified person who took it.</param>
/// <param name="Person">Her name.</param>
/// <param name="Reason">Why, in her words.</param>
/// <param name="BegunAt">When.</param>
/// <param name="EndsAt">When it ends, or ended.</param>
/// <param name="Reviewer">Who has looked at it; null while nobody has.</param>
/// <param name="Justified">What she found.</param>
/// <param name="Review">In her words.</param>
public sealed record EmergencyState(int Id, int PersonId, string Person, string Reason, DateTimeOffset BegunAt, DateTimeOffset EndsAt, string? Reviewer, bool? Justified, string? Review);

// Break-the-glass: with a reason, for an hour, in the ledger at once, looked at by another person afterwards.
public sealed partial class AccessStore
{
    /// <summary>How long emergency access lasts.</summary>
    public static TimeSpan EmergencyLife { get; } = TimeSpan.FromHours(1);
    /// <summary>The longest reason and the longest review, in letters.</summary>
    public const int LongestReason = 1000;

    /// <summary>Begins emergency access for an hour.</summary>
    /// <param name="person">Who takes it.</param>
    /// <param name="reason">Why; 10 to 1000 letters.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="AccessException">No person, no reason, or an earlier one of hers has not been looked at: the message's first word says which (person, reason, earlier).</exception>
    public Task BeginEmergencyAsync(SignedIn person, string reason, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        ArgumentNullException.ThrowIfNull(person);
        var who = person.PersonId ?? throw new AccessException("person: a program has no emergencies");
        var text = (reason ?? "").Trim();
        if (text.Length is < 10 or > LongestReason) throw new AccessException("reason: expected 10 to 1000 letters");
        if (await context.Emergencies.AnyAsync(row => row.PersonId == who && row.ReviewedAt == null, cancel)) throw new AccessException("earlier: an earlier emergency access of hers has not been looked at");
        var now = clock.GetUtcNow();
        var row = new EmergencyRow { AccountId = person.AccountId, PersonId = who, Reason = text, BegunAt = now, EndsAt = now + EmergencyLife };
        context.Emergencies.Add(row);
        await context.SaveChangesAsync(cancel);
        Note(context, AccessActs.EmergencyBegun, person.AccountId, text, FormattableString.Invariant($"/emergency/{row.Id}"));
    }, cancel);

    /// <summary>Ends one's own emergency access before its time.</summary>
    public Task<bool> EndEmergencyAsync(SignedIn person, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        ArgumentNullException.ThrowIfNull(person);
        var now = clock.GetUtcNow();
        var row = (await context.Emergencies.Where(one => one.AccountId == person.AccountId && one.ReviewedAt == null).ToListAsync(cancel)).Find(one => one.EndsAt > now);
        if (row is null) return false;
        row.EndsAt = now;
        Note(context, AccessActs.EmergencyEnded, person.AccountId, null, FormattableString.Invariant($"/emergency/{row.Id}"));
        return true;
    }, cancel);

    /// <summary>Takes what another person found about an emergency access; one that is under way ends with it.</summary>
    /// <param name="emergency">Its number.</param>
    /// <param name="reviewer">Who has looked at it.</param>
    /// <param name="justified">Whether it was justified.</param>
    /// <param name="review">Why, 10 to 1000 letters.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="AccessException">There is none that waits (missing), it was the same person, by whichever account (same), or there are no words (review).</exception>
    public Task ReviewEmergencyAsync(int emergency, SignedIn reviewer, bool justified, string review, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        ArgumentNullException.ThrowIfNull(reviewer);
        var who = reviewer.PersonId ?? throw new AccessException("same: a program reviews nothing");
        if (await context.Emergencies.FirstOrDefaultAsync(one => one.Id == emergency && one.ReviewedAt == null, cancel) is not { } row) throw new AccessException("missing: no such emergency access waits");
        if (row.PersonId == who) throw new AccessException("same: another person looks at it");
        var text = (review ?? "").Trim();
        if (text.Length is < 10 or > LongestReason) throw new AccessException("review: expected 10 to 1000 letters");
        var now = clock.GetUtcNow();
        (row.ReviewerId, row.ReviewedAt, row.Justified, row.Review, row.EndsAt) = (who, now, justified, text, row.EndsAt < now ? row.EndsAt : now);
        Note(context, AccessActs.EmergencyReviewed, row.AccountId, $"{(justified ? "justified" : "not justified")}: {text}", FormattableString.Invariant($"/emergency/{row.Id}"));
    }, cancel);

    /// <summary>All emergency accesses, those that wait for a review first, then the latest.</summary>
    public async Task<IReadOnlyList<EmergencyState>> EmergenciesAsync(CancellationToken cancel = default)
    {
        await using var context = AccessContext.Create(address);
        var people = await context.People.AsNoTracking().ToDictionaryAsync(row => row.Id, row => row.Name, cancel);
        return [.. (await context.Emergencies.AsNoTracking().ToListAsync(cancel)).OrderBy(row => row.ReviewedAt is not null).ThenByDescending(row => row.Id)
            .Select(row => new EmergencyState(row.Id, row.PersonId, people[row.PersonId], row.Reason, row.BegunAt, row.EndsAt, row.ReviewerId is { } reviewer ? people[reviewer] : null, row.Justified, row.Review))];
    }

    private async Task<DateTimeOffset?> EmergencyUntilAsync(AccessContext context, int accountId, CancellationToken cancel)
    {
        var open = await context.Emergencies.AsNoTracking().Where(row => row.AccountId == accountId && row.ReviewedAt == null).Select(row => row.EndsAt).ToListAsync(cancel);
        return open.Any(end => end > clock.GetUtcNow()) ? open.Max() : null;
    }
}
