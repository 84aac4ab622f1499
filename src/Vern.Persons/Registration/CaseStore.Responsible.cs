using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Storage;

namespace Vern.Persons.Registration;

/// <summary>Somebody besides the responsible one whose own case it is.</summary>
/// <param name="Account">Her account.</param>
/// <param name="As">What she is to the person: deputy, guardian, counsel or investigator.</param>
/// <param name="Until">The last day; null: without an end.</param>
public sealed record Member(int Account, string As, DateOnly? Until);

/// <summary>How much somebody has on her hands.</summary>
/// <param name="Account">Her account.</param>
/// <param name="Open">Open cases.</param>
/// <param name="Children">Of these, children and those treated so.</param>
/// <param name="Overdue">Tasks whose day is past.</param>
public sealed record Load(int Account, int Open, int Children, int Overdue);

// Who is responsible, and until when.
public sealed partial class CaseStore
{
    /// <summary>The reasons for which a case is closed (lists 4 and 9 of the field's codes).</summary>
    public static IReadOnlyList<string> ClosingReasons { get; } = ["no-longer-needs-help", "does-not-want-help", "followed-up-elsewhere", "returned-home", "left-the-country", "disappeared", "not-a-victim", "died", "registered-twice", "other"];

    /// <summary>Hands a person over to another account and its team, at once and for good.</summary>
    /// <returns>Whether she is within reach.</returns>
    public Task<bool> HandOverAsync(PersonId id, int to, string? team, CaseReach by, CancellationToken cancel = default) => ChangeAsync(id, by, async (context, row) =>
    {
        (row.Owner, row.Team) = (to, team);
        await context.Members.Where(member => member.Person == row.Id && member.Account == to).ExecuteDeleteAsync(cancel);
        Record(context, CaseActs.HandedOver, id, $"account/{to}");
    }, cancel);

    /// <summary>Makes a person somebody else's own case too: a deputy in holidays, a guardian, counsel, an investigator; or sets another last day.</summary>
    /// <returns>Whether she is within reach.</returns>
    public Task<bool> AddMemberAsync(PersonId id, Member member, CaseReach by, CancellationToken cancel = default) => ChangeAsync(id, by, async (context, row) =>
    {
        ArgumentNullException.ThrowIfNull(member);
        await context.Members.Where(one => one.Person == row.Id && one.Account == member.Account).ExecuteDeleteAsync(cancel);
        context.Members.Add(new() { Person = row.Id, Account = member.Account, As = member.As, Until = member.Until });
        Record(context, CaseActs.MemberAdded, id, $"account/{member.Account} {member.As}");
    }, cancel);

    /// <summary>Ends it.</summary>
    /// <returns>Whether she is within reach.</returns>
    public Task<bool> EndMemberAsync(PersonId id, int account, CaseReach by, CancellationToken cancel = default) => ChangeAsync(id, by, async (context, row) =>
    {
        if (await context.Members.Where(one => one.Person == row.Id && one.Account == account).ExecuteDeleteAsync(cancel) > 0) Record(context, CaseActs.MemberEnded, id, $"account/{account}");
    }, cancel);

    /// <summary>Whose own case it is besides.</summary>
    public async Task<IReadOnlyList<Member>> MembersAsync(PersonId id, CaseReach by, CancellationToken cancel = default)
    {
        await using var context = Context();
        var within = await WithinAsync(context, by, cancel);
        return [.. (await context.Members.AsNoTracking().Where(row => row.Person == id.Value && within.Any(person => person.Id == row.Person)).OrderBy(row => row.Id).ToListAsync(cancel)).Select(row => new Member(row.Account, row.As, row.Until))];
    }

    /// <summary>Closes a case, or opens it again (no reason). The page sees to it that a child's case is closed by two.</summary>
    /// <returns>Whether she is within reach.</returns>
    public Task<bool> CloseAsync(PersonId id, string? reason, CaseReach by, CancellationToken cancel = default) => ChangeAsync(id, by, (context, row) =>
    {
        if (reason is not null && !ClosingReasons.Contains(reason)) throw new ArgumentException("Not one of the reasons.", nameof(reason));
        if (row.ClosedOn is null == reason is null) return Task.CompletedTask; // done already
        (row.ClosedOn, row.ClosedFor) = (reason is null ? null : Today, reason);
        Record(context, reason is null ? CaseActs.Reopened : CaseActs.Closed, id, reason);
        return Task.CompletedTask;
    }, cancel);

    /// <summary>Records that the closing of a child's case was proposed.</summary>
    internal Task<bool> NoteProposalAsync(PersonId id, string reason, CaseReach by, CancellationToken cancel) => ChangeAsync(id, by, (context, _) =>
    {
        Record(context, CaseActs.ClosingProposed, id, reason);
        return Task.CompletedTask;
    }, cancel);

    /// <summary>How much each has on her hands, the most first.</summary>
    public async Task<IReadOnlyList<Load>> LoadAsync(CaseReach by, CancellationToken cancel = default)
    {
        await using var context = Context();
        var today = Today;
        var open = await (await WithinAsync(context, by, cancel)).Where(row => row.ClosedOn == null).GroupBy(row => row.Owner)
            .Select(group => new { group.Key, Open = group.Count(), Children = group.Count(row => row.Audience == Fields.Audience.Child || row.Audience == Fields.Audience.Uncertain) }).ToListAsync(cancel);
        var within = await WithinAsync(context, by, cancel);
        var overdue = await context.Tasks.Where(task => task.DoneAt == null && task.DueOn < today && within.Any(row => row.Id == task.Person)).GroupBy(task => task.Account).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        return [.. open.OrderByDescending(one => one.Open).ThenBy(one => one.Key).Select(one => new Load(one.Key, one.Open, one.Children, overdue.GetValueOrDefault(one.Key)))];
    }

    // What is changed here is no fact: her revision stays, a form that is open goes on.
    private Task<bool> ChangeAsync(PersonId id, CaseReach by, Func<CaseContext, PersonRow, Task> change, CancellationToken cancel) => WriteAsync(async context =>
    {
        // The first statement locks: what is read next cannot change under it.
        if (await context.Persons.Where(row => row.Id == id.Value && row.ErasedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.ChangedAt, row => row.ChangedAt), cancel) == 0 || await (await WithinAsync(context, by, cancel)).FirstOrDefaultAsync(row => row.Id == id.Value, cancel) is not { } row) return false;
        await change(context, row);
        return true;
    }, cancel);
}
