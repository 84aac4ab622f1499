using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.Referral;
using Vern.Persons.Referral.Storage;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

// Asking a colleague of the same agency to take on a part, or the whole.
public sealed partial class CaseStore
{
    private const string AssignmentWhat = "case_assignments.what", AssignmentReason = "case_assignments.reason";

    /// <summary>Asks a colleague; a form sent twice asks once. Of the whole one colleague is asked at a time.</summary>
    public async Task<Stepped> AssignAsync(NewAssignment asked, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(by);
        if (asked.To == by.Account || (asked.Kind is AssignmentKind.Part) != asked.DoBy is not null) throw new ArgumentException("A colleague, and a day for a part, were expected.", nameof(asked));
        if (await KeyWithinAsync(asked.Person, by, cancel) is not { } key) return Stepped.Gone;
        var due = Now().AddHours(asked.DueInHours);
        var done = Stepped.Done;
        var there = await ChangeAsync(asked.Person, by, async (context, row) =>
        {
            var set = context.Set<AssignmentRow>();
            if (await set.AnyAsync(one => one.Id == asked.Origin, cancel)) return;
            if (row.ClosedOn is not null || (asked.Kind is AssignmentKind.Responsible && (row.Owner == asked.To || await set.AnyAsync(one => one.Person == row.Id && one.Kind == AssignmentKind.Responsible && one.State == AssignmentState.Asked, cancel))))
            {
                done = Stepped.NotNow;
                return;
            }
            set.Add(new()
            {
                Id = asked.Origin, Person = row.Id, Kind = asked.Kind, State = AssignmentState.Asked, By = by.Account, ByName = by.Name, To = asked.To, Owner = row.Owner, DoBy = asked.DoBy, AskedAt = Now().ToUnixTimeMilliseconds(), DueAt = due.ToUnixTimeMilliseconds(),
                What = key.SealField(asked.Origin, AssignmentWhat, Encoding.UTF8.GetBytes(asked.What)),
            });
            context.Add(ClockOf(asked.Origin, "assignment", due));
            Record(context, CaseActs.Assigned, asked.Person, $"{AssignmentState.Asked} {asked.Kind} account/{asked.To}");
        }, cancel);
        if (there) workspace.Jobs.Signal();
        return there ? done : Stepped.Gone;
    }

    /// <summary>The assignments of a person, newest first; null where there is none within reach.</summary>
    public async Task<IReadOnlyList<Assignment>?> AssignmentsAsync(PersonId id, CaseReach by, CancellationToken cancel = default)
    {
        if (await KeyWithinAsync(id, by, cancel) is not { } key) return null;
        await using var context = Context();
        return [.. (await context.Set<AssignmentRow>().AsNoTracking().Where(row => row.Person == id.Value).OrderByDescending(row => row.AskedAt).ToListAsync(cancel)).Select(row => AssignmentOf(row, key))];
    }

    /// <summary>What one is asked to take on, by its clock. Of the person no more than her random id and what is asked: she may be out of reach until it is taken on.</summary>
    public async Task<IReadOnlyList<Assignment>> AskedOfAsync(CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Purposes.Contains("protection")) return [];
        await using var context = Context();
        var (account, now) = (by.Account, Now().ToUnixTimeMilliseconds());
        var rows = await context.Set<AssignmentRow>().AsNoTracking().Where(row => row.To == account && row.State == AssignmentState.Asked && row.DueAt >= now).OrderBy(row => row.DueAt).Take(MostTasks)
            .Join(context.Persons.Where(person => person.ErasedAt == null), row => row.Person, person => person.Id, (row, person) => new { Row = row, person.KeyId }).ToListAsync(cancel);
        var keys = await workspace.Keys.KeysAsync([.. rows.Select(pair => pair.KeyId)], cancel);
        return [.. rows.Where(pair => keys.ContainsKey(pair.KeyId)).Select(pair => AssignmentOf(pair.Row, keys[pair.KeyId]))];
    }

    /// <summary>The answer of who was asked. Taken on, a part becomes a task of hers, and the person within her reach until its day; the whole makes her responsible.</summary>
    /// <param name="id">The assignment.</param>
    /// <param name="accept">Whether she takes it on.</param>
    /// <param name="reason">Why not; null: nothing said.</param>
    /// <param name="by">Who answers.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Stepped> AnswerAssignmentAsync(string id, bool accept, string? reason, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await FindAssignmentAsync(id, cancel) is not var (found, key) || found.To != by.Account || !by.Purposes.Contains("protection")) return Stepped.Gone;
        var answer = accept ? AssignmentState.Accepted : AssignmentState.Declined;
        if (found.State == answer) return Stepped.Done; // a double click
        return await WriteAsync(async context =>
        {
            var box = !accept && !string.IsNullOrWhiteSpace(reason) ? key.SealField(id, AssignmentReason, Encoding.UTF8.GetBytes(reason)) : null;
            if (await LockAsync(context, found.Person, cancel) is not { } person || person.ClosedOn is not null || person.Owner != found.Owner || Now().ToUnixTimeMilliseconds() > found.DueAt
                || !await MoveAssignmentAsync(context, id, answer, box, cancel)) return Stepped.NotNow;
            var who = PersonId.Read(person.Id)!.Value;
            if (!accept) AddNotice(context, found, key, "assign.declined-task", by.Name, reason);
            else if (found.Kind is AssignmentKind.Responsible)
            {
                (person.Owner, person.Team) = (by.Account, by.Team);
                await context.Members.Where(member => member.Person == person.Id && member.Account == by.Account).ExecuteDeleteAsync(cancel);
                Record(context, CaseActs.HandedOver, who, $"account/{by.Account}");
            }
            else
            {
                var what = key.OpenField(id, AssignmentWhat, found.What);
                context.Tasks.Add(new() { Person = person.Id, Origin = id, Account = by.Account, DueOn = found.DoBy!.Value, What = key.SealField($"{person.Id}/{id}", "case_tasks.what", what) });
                Record(context, CaseActs.TaskAdded, who);
                // Within her reach by her team, or for good already: nothing is narrowed.
                if ((person.Team is null || person.Team != by.Team) && person.Owner != by.Account && await context.Members.FirstOrDefaultAsync(member => member.Person == person.Id && member.Account == by.Account, cancel) is var member && (member is null || member.Until < found.DoBy))
                {
                    if (member is null) context.Members.Add(new() { Person = person.Id, Account = by.Account, As = "deputy", Until = found.DoBy });
                    else member.Until = found.DoBy;
                    Record(context, CaseActs.MemberAdded, who, $"account/{by.Account} deputy");
                }
            }
            Record(context, CaseActs.Assigned, who, $"{answer} {found.Kind}");
            return Stepped.Done;
        }, cancel);
    }

    /// <summary>Takes back what nobody has answered yet.</summary>
    public async Task<Stepped> TakeBackAssignmentAsync(string id, CaseReach by, CancellationToken cancel = default)
    {
        if (await FindAssignmentAsync(id, cancel) is not var (found, _) || PersonId.Read(found.Person) is not { } person) return Stepped.Gone;
        var done = Stepped.Done;
        var there = await ChangeAsync(person, by, async (context, _) =>
        {
            if (await MoveAssignmentAsync(context, id, AssignmentState.TakenBack, null, cancel)) Record(context, CaseActs.Assigned, person, $"{AssignmentState.TakenBack} {found.Kind}");
            else if (found.State is not AssignmentState.TakenBack) done = Stepped.NotNow;
        }, cancel);
        return there ? done : Stepped.Gone;
    }

    // Its time is over: who asked is told, and asks somebody else.
    private async Task ExpireAssignmentAsync(string id, CancellationToken cancel)
    {
        if (await FindAssignmentAsync(id, cancel) is not var (found, key)) return;
        await WriteAsync(async context =>
        {
            if (await LockAsync(context, found.Person, cancel) is not { } person || !await MoveAssignmentAsync(context, id, AssignmentState.Expired, null, cancel)) return false;
            AddNotice(context, found, key, "assign.expired-task");
            Record(context, CaseActs.Assigned, PersonId.Read(person.Id)!.Value, $"{AssignmentState.Expired} {found.Kind}");
            return true;
        }, cancel);
    }

    private static async Task<bool> MoveAssignmentAsync(CaseContext context, string id, AssignmentState to, byte[]? reason, CancellationToken cancel) =>
        await context.Set<AssignmentRow>().Where(row => row.Id == id && row.State == AssignmentState.Asked).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, to).SetProperty(row => row.Reason, reason), cancel) == 1;

    // The first statement locks.
    private static async Task<PersonRow?> LockAsync(CaseContext context, string person, CancellationToken cancel)
    {
        await context.Persons.Where(row => row.Id == person && row.ErasedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.ChangedAt, row => row.ChangedAt), cancel);
        return await context.Persons.FirstOrDefaultAsync(row => row.Id == person && row.ErasedAt == null, cancel);
    }

    // Who asked sees the answer on her day.
    private void AddNotice(CaseContext context, AssignmentRow row, DataKey key, string text, params object?[] places)
    {
        var origin = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{text} {row.Id}")).AsSpan(0, 16));
        context.Tasks.Add(new() { Person = row.Person, Origin = origin, Account = row.By, DueOn = Today, What = key.SealField($"{row.Person}/{origin}", "case_tasks.what", Encoding.UTF8.GetBytes(Referral.Texts.Source.Format(workspace.Workspace.Languages[0], text, places).TrimEnd(' ', ':'))) });
    }

    private async Task<DataKey?> KeyWithinAsync(PersonId id, CaseReach by, CancellationToken cancel)
    {
        await using var context = Context();
        return by.Purposes.Contains("protection") && await RowAndKeyAsync(context, id, by, cancel) is var (_, key) ? key : null;
    }

    private async Task<(AssignmentRow Row, DataKey Key)?> FindAssignmentAsync(string id, CancellationToken cancel)
    {
        await using var context = Context();
        return await context.Set<AssignmentRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is { } row && await context.Persons.Where(person => person.Id == row.Person && person.ErasedAt == null).Select(person => person.KeyId).FirstOrDefaultAsync(cancel) is { } keyId
            && await KeyAsync(keyId, cancel) is { } key ? (row, key) : null;
    }

    private static Assignment AssignmentOf(AssignmentRow row, DataKey key) => new(row.Id, PersonId.Read(row.Person)!.Value, row.Kind, row.State, row.By, row.ByName, row.To, Encoding.UTF8.GetString(key.OpenField(row.Id, AssignmentWhat, row.What)), row.DoBy,
        DateTimeOffset.FromUnixTimeMilliseconds(row.AskedAt), DateTimeOffset.FromUnixTimeMilliseconds(row.DueAt), row.Reason is { } box ? Encoding.UTF8.GetString(key.OpenField(row.Id, AssignmentReason, box)) : null);
}
