using System.Text;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Storage;

namespace Vern.Persons.Registration;

/// <summary>Something to be done for a person.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Person">The person.</param>
/// <param name="Account">Who is to do it.</param>
/// <param name="DueOn">By when.</param>
/// <param name="What">What.</param>
/// <param name="DoneAt">When it was done; null before.</param>
public sealed record CaseTask(long Id, PersonId Person, int Account, DateOnly DueOn, string What, DateTimeOffset? DoneAt);

// Tasks.
public sealed partial class CaseStore
{
    private const int MostTasks = 200;

    /// <summary>Adds a task; a form sent twice adds one.</summary>
    /// <param name="origin">32 random hexadecimal digits of the form.</param>
    /// <param name="id">The person.</param>
    /// <param name="what">What is to be done, sealed with her key.</param>
    /// <param name="dueOn">By when.</param>
    /// <param name="account">Who is to do it.</param>
    /// <param name="by">Who adds it.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Whether she is within reach.</returns>
    public async Task<bool> AddTaskAsync(string origin, PersonId id, string what, DateOnly dueOn, int account, CaseReach by, CancellationToken cancel = default)
    {
        string? keyId;
        await using (var context = Context()) keyId = await (await WithinAsync(context, by, cancel)).Where(row => row.Id == id.Value).Select(row => row.KeyId).FirstOrDefaultAsync(cancel);
        if (keyId is null || await KeyAsync(keyId, cancel) is not { } key) return false;
        return await ChangeAsync(id, by, async (context, row) =>
        {
            if (await context.Tasks.AnyAsync(task => task.Origin == origin, cancel)) return;
            context.Tasks.Add(new() { Person = row.Id, Origin = origin, Account = account, DueOn = dueOn, What = key.SealField($"{row.Id}/{origin}", "case_tasks.what", Encoding.UTF8.GetBytes(what)) });
            Record(context, CaseActs.TaskAdded, id);
        }, cancel);
    }

    /// <summary>Notes a task as done.</summary>
    /// <returns>Whether it is there, of a person within reach.</returns>
    public Task<bool> DoneAsync(PersonId id, long task, CaseReach by, CancellationToken cancel = default) => ChangeAsync(id, by, async (context, row) =>
    {
        var at = Now().ToUnixTimeMilliseconds();
        if (await context.Tasks.Where(one => one.Id == task && one.Person == row.Id && one.DoneAt == null).ExecuteUpdateAsync(set => set.SetProperty(one => one.DoneAt, at).SetProperty(one => one.DoneBy, by.Account), cancel) > 0) Record(context, CaseActs.TaskDone, id);
    }, cancel);

    /// <summary>Open tasks by the day they are due: of a person, or of one's own and of those one stands in for.</summary>
    public async Task<IReadOnlyList<CaseTask>> TasksAsync(CaseReach by, PersonId? id = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Purposes.Contains("protection")) return [];
        await using var context = Context();
        var (account, person, today) = (by.Account, id?.Value, Today);
        // Asked beforehand, as what is shared is (WithinAsync): hardly anybody stands in, and each part goes by its index.
        var standsIn = person is not null ? [] : await context.Members.Where(one => one.Account == account && one.As == Deputy && one.Until >= today).Select(one => one.Person).ToListAsync(cancel);
        var mine = context.Tasks.AsNoTracking().Where(task => task.DoneAt == null && (person == null ? task.Account == account : task.Person == person));
        if (standsIn.Count > 0) mine = mine.Union(context.Tasks.AsNoTracking().Where(task => task.DoneAt == null && standsIn.Contains(task.Person) && context.Persons.Any(row => row.Id == task.Person && row.Owner == task.Account)));
        var tasks = await mine
            .Join(await WithinAsync(context, by, cancel), task => task.Person, row => row.Id, (task, row) => new { Task = task, row.KeyId }).OrderBy(pair => pair.Task.DueOn).Take(MostTasks).ToListAsync(cancel);
        var keys = await workspace.Keys.KeysAsync([.. tasks.Select(pair => pair.KeyId)], cancel);
        return [.. tasks.Where(pair => keys.ContainsKey(pair.KeyId)).Select(pair => new CaseTask(pair.Task.Id, PersonId.Read(pair.Task.Person)!.Value, pair.Task.Account, pair.Task.DueOn, Encoding.UTF8.GetString(keys[pair.KeyId].OpenField($"{pair.Task.Person}/{pair.Task.Origin}", "case_tasks.what", pair.Task.What)), null))];
    }

    /// <summary>Children within one's own cases of whom child welfare is still to be told .</summary>
    public async Task<IReadOnlyList<PersonHead>> ConcernsDueAsync(CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var context = Context();
        return [.. (await (await WithinAsync(context, by with { Scope = Platform.Access.Scope.Own }, cancel)).AsNoTracking().Where(row => row.ConcernDue && row.ClosedOn == null).OrderBy(row => row.OpenedOn).Take(MostTasks).ToListAsync(cancel)).Select(HeadOf)];
    }
}
