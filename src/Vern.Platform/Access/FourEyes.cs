using Microsoft.EntityFrameworkCore;
using Vern.Platform.Access.Storage;

namespace Vern.Platform.Access;

/// <summary>Something that takes two verified persons (rule 4).</summary>
/// <param name="Act">What, such as <c>report.publish</c>.</param>
/// <param name="Subject">On what, such as <c>2014/1</c>.</param>
/// <param name="Digest">SHA-256 of what both must have seen; another content is another proposal.</param>
public sealed record GraveAct(string Act, string Subject, string Digest);

/// <summary>A proposal that stands.</summary>
/// <param name="PersonId">The verified person who proposed.</param>
/// <param name="Name">Her name.</param>
/// <param name="At">When.</param>
/// <param name="ExpiresAt">Until when a second person may confirm.</param>
/// <param name="Digest">What she saw.</param>
/// <param name="ConfirmedBy">The verified person who confirmed, or null.</param>
public sealed record Proposal(int PersonId, string Name, DateTimeOffset At, DateTimeOffset ExpiresAt, string Digest, int? ConfirmedBy);

/// <summary>What a person's step in a grave act comes to.</summary>
public enum FourEyesStep
{
    /// <summary>She is the first; another person must confirm before it expires.</summary>
    Proposed,
    /// <summary>She was the first already, under this or another account of hers: another person must confirm.</summary>
    SamePerson,
    /// <summary>She is the second: the act is done.</summary>
    Confirmed,
    /// <summary>Two others have done it.</summary>
    Done,
}

/// <summary>Decides on steps of acts that take two. Pure.</summary>
public static class FourEyes
{
    /// <summary>How long a proposal waits for its second person.</summary>
    public static TimeSpan Life { get; } = TimeSpan.FromDays(30);

    /// <summary>What this person's step comes to, by who she verifiably is and not by her account.</summary>
    /// <param name="standing">The latest proposal on the subject, or null.</param>
    /// <param name="digest">What she saw.</param>
    /// <param name="person">The verified person.</param>
    /// <param name="now">When.</param>
    public static FourEyesStep Decide(Proposal? standing, string digest, int person, DateTimeOffset now) => standing switch
    {
        null => FourEyesStep.Proposed,
        _ when standing.Digest != digest => FourEyesStep.Proposed,
        { ConfirmedBy: { } second } => second == person ? FourEyesStep.Confirmed : FourEyesStep.Done,
        _ when standing.ExpiresAt <= now => FourEyesStep.Proposed,
        _ => standing.PersonId == person ? FourEyesStep.SamePerson : FourEyesStep.Confirmed,
    };
}

// What takes two persons.
public sealed partial class AccessStore
{
    /// <summary>Takes a person's step in a grave act. Repeating it gives the same answer, so that what the act changes elsewhere can be done again after a crash.</summary>
    /// <param name="act">The act.</param>
    /// <param name="person">Who is signed in; a person, not a program.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>What it came to, and the proposal as it stands now.</returns>
    /// <exception cref="AccessException">A program has no eyes.</exception>
    public Task<(FourEyesStep Step, Proposal First)> StepAsync(GraveAct act, SignedIn person, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(person);
        var who = person.PersonId ?? throw new AccessException("an act of two persons is not done by a program");
        return WriteAsync(async context =>
        {
            var now = clock.GetUtcNow();
            var row = await context.Proposals.FindAsync([act.Act, act.Subject], cancel);
            var step = FourEyes.Decide(row is null ? null : Read(row), act.Digest, who, now);
            if (step is FourEyesStep.Proposed)
            {
                if (row is not null) context.Proposals.Remove(row);
                await context.SaveChangesAsync(cancel);
                context.Proposals.Add(row = new() { Act = act.Act, Subject = act.Subject, Digest = act.Digest, FirstPersonId = who, FirstName = person.Person, FirstAt = now, ExpiresAt = now + FourEyes.Life });
                await context.SaveChangesAsync(cancel);
            }
            else if (step is FourEyesStep.Confirmed && row!.SecondPersonId is null)
            {
                // Counted by the database: of two who confirm at once, one does.
                var (name, subject, digest) = (act.Act, act.Subject, act.Digest);
                var taken = await context.Proposals.Where(one => one.Act == name && one.Subject == subject && one.Digest == digest && one.SecondPersonId == null).ExecuteUpdateAsync(set => set.SetProperty(one => one.SecondPersonId, who), cancel);
                if (taken == 0) step = FourEyesStep.Done;
            }
            return (step, Read(row!));
        }, cancel);
    }

    /// <summary>The person of an account, for a step that she takes by the command line of the machine.</summary>
    /// <exception cref="AccessException">There is no such account of a person, or it is off.</exception>
    public async Task<SignedIn> StandForAsync(string account, CancellationToken cancel = default)
    {
        await using var context = AccessContext.Create(address);
        var now = clock.GetUtcNow();
        if (await context.Accounts.AsNoTracking().FirstOrDefaultAsync(row => row.Name == account && row.OffAt == null && row.PersonId != null, cancel) is not { } found) throw new AccessException($"'{account}': there is no such account of a person");
        var person = await context.People.AsNoTracking().FirstAsync(row => row.Id == found.PersonId, cancel);
        var roles = (await context.Roles.AsNoTracking().Where(row => row.AccountId == found.Id).ToListAsync(cancel)).Where(row => row.Until is null || row.Until > now).Select(row => row.Role);
        return new(found.Id, found.Name, person.Id, person.Name, [.. roles], 0);
    }

    /// <summary>The first step that waits for its second person on a subject; null where there is none, it has expired, or two have done it.</summary>
    public async Task<Proposal?> StandingAsync(string act, string subject, CancellationToken cancel = default)
    {
        await using var context = AccessContext.Create(address);
        return await context.Proposals.AsNoTracking().FirstOrDefaultAsync(row => row.Act == act && row.Subject == subject, cancel) is { SecondPersonId: null } row && row.ExpiresAt > clock.GetUtcNow() ? Read(row) : null;
    }

    /// <summary>The subjects on which a first step of an act waits for its second person, with that step.</summary>
    public async Task<IReadOnlyDictionary<string, Proposal>> AllStandingAsync(string act, CancellationToken cancel = default)
    {
        await using var context = AccessContext.Create(address);
        var now = clock.GetUtcNow();
        // Few stand at once; the day they end is compared here, since SQLite keeps it as text.
        return (await context.Proposals.AsNoTracking().Where(row => row.Act == act && row.SecondPersonId == null).ToListAsync(cancel)).Where(row => row.ExpiresAt > now).ToDictionary(row => row.Subject, Read, StringComparer.Ordinal);
    }

    /// <summary>Takes a first step back, by the person who took it, under whichever account, while no second person has confirmed.</summary>
    /// <returns>Whether there was one of hers to take back.</returns>
    public Task<bool> WithdrawAsync(GraveAct act, SignedIn person, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(person);
        return WriteAsync(async context =>
        {
            // Counted by the database: of a withdrawal and a confirmation at once, one happens.
            if (person.PersonId is not { } who || await context.Proposals.Where(row => row.Act == act.Act && row.Subject == act.Subject && row.FirstPersonId == who && row.SecondPersonId == null).ExecuteDeleteAsync(cancel) == 0) return false;
            Note(context, AccessActs.ProposalWithdrawn, person.AccountId, $"{act.Act} {act.Subject}");
            return true;
        }, cancel);
    }

    private static Proposal Read(ProposalRow row) => new(row.FirstPersonId, row.FirstName, row.FirstAt, row.ExpiresAt, row.Digest, row.SecondPersonId);
}
