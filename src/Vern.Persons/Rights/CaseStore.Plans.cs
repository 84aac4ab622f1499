using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

/// <summary>A task that a plan makes.</summary>
/// <param name="About">What it is about, by code: planned again, it is the same task.</param>
/// <param name="What">What is to be done, in words.</param>
/// <param name="By">The last day.</param>
public sealed record PlannedTask(string About, string What, DateOnly By);

// Tasks that follow from a plan, and that the leader sees when they are not done in time (E-037, T-1 to T-3, A-029).
public sealed partial class CaseStore
{
    /// <summary>The plan of a change of track.</summary>
    public const string TrackPlan = "track";
    /// <summary>The notices when a child is missing.</summary>
    public const string MissingPlan = "missing";

    /// <summary>Stores a plan's tasks for somebody; what an earlier plan of the same kind left undone is replaced. Sent twice it is planned once.</summary>
    /// <returns>Whether she is within reach.</returns>
    public async Task<bool> PlanAsync(PersonId id, string plan, IReadOnlyList<PlannedTask> tasks, int account, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Purposes.Contains("protection") || await KeyIdAsync(id, cancel) is not { } keyId || await KeyAsync(keyId, cancel) is not { } key) return false;
        return await ChangeAsync(id, by, async (context, row) =>
        {
            var origins = tasks.ToDictionary(task => OriginOf(row.Id, plan, task, account));
            var there = await context.Tasks.Where(task => task.Person == row.Id && task.Plan == plan).Select(task => task.Origin).ToListAsync(cancel);
            var kept = origins.Keys.ToList();
            await context.Tasks.Where(task => task.Person == row.Id && task.Plan == plan && task.DoneAt == null && !kept.Contains(task.Origin)).ExecuteDeleteAsync(cancel);
            foreach (var (origin, task) in origins.Where(pair => !there.Contains(pair.Key))) context.Tasks.Add(RowOf(row.Id, origin, plan, task, account, key));
            if (origins.Keys.Except(there).Any()) Record(context, CaseActs.TaskAdded, id, $"{plan} account/{account}");
        }, cancel);
    }

    /// <summary>Tasks of plans that are not done though their day is past, within the leader's reach, the oldest first.</summary>
    public async Task<IReadOnlyList<CaseTask>> EscalatedAsync(CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Purposes.Contains("protection")) return [];
        await using var context = Context();
        var today = Today;
        var tasks = await context.Tasks.AsNoTracking().Where(task => task.DoneAt == null && task.Plan != null && task.DueOn < today && task.Account != by.Account)
            .Join(await WithinAsync(context, by, cancel), task => task.Person, row => row.Id, (task, row) => new { Task = task, row.KeyId }).OrderBy(pair => pair.Task.DueOn).Take(MostTasks).ToListAsync(cancel);
        var keys = await workspace.Keys.KeysAsync([.. tasks.Select(pair => pair.KeyId)], cancel);
        return [.. tasks.Where(pair => keys.ContainsKey(pair.KeyId)).Select(pair => TaskOf(pair.Task, keys[pair.KeyId]))];
    }

    private static CaseTask TaskOf(TaskRow task, DataKey key) => new(task.Id, PersonId.Read(task.Person)!.Value, task.Account, task.DueOn, Encoding.UTF8.GetString(key.OpenField($"{task.Person}/{task.Origin}", "case_tasks.what", task.What)), null);

    private static TaskRow RowOf(string person, string origin, string plan, PlannedTask task, int account, DataKey key) =>
        new() { Person = person, Origin = origin, Plan = plan, Account = account, DueOn = task.By, What = key.SealField($"{person}/{origin}", "case_tasks.what", Encoding.UTF8.GetBytes(task.What)) };

    private static string OriginOf(string person, string plan, PlannedTask task, int account) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{person} {plan} {task.About} {task.By:yyyy-MM-dd} {account}"))).AsSpan(0, 16));
}
