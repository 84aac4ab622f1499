using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Sealing;
using Vern.Platform.Store;
using Vern.Platform.Workspaces;

namespace Vern.Persons.Registration;

/// <summary>
/// An agency's casework on EF Core, in the workspace's own database beside its accounts, jobs and ledger. Every change is one transaction, and with it goes the record of it. What is known of a person is
/// sealed with her own key; whoever asks sees and changes what lies within the reach given. Thread-safe: each call has a connection of its own.
/// </summary>
public sealed partial class CaseStore
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");
    private readonly DatabaseAddress address;
    private readonly WorkspaceStore workspace;
    private readonly TimeProvider clock;
    private BlindIndex numbers = null!, sounds = null!;

    private CaseStore(DatabaseAddress address, WorkspaceStore workspace, TimeProvider clock) => (this.address, this.workspace, this.clock) = (address, workspace, clock);

    /// <summary>The fields that it keeps.</summary>
    public FieldCatalogue Catalogue { get; } = FieldCatalogue.Own;

    /// <summary>Opens the casework of an agency, or makes its tables; finishes erasures that were cut short, or that a database put back from a back-up does not know.</summary>
    /// <param name="workspace">The agency's store, open; it is disposed of after this one is used no more.</param>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="postgres">The connection string of the deployment's PostgreSQL, or null for SQLite.</param>
    /// <param name="clock">The time; the system's when null.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="StoreException">The database is of a newer Vern, broken, or cannot be reached.</exception>
    public static async Task<CaseStore> OpenAsync(WorkspaceStore workspace, string dataFolder, string? postgres = null, TimeProvider? clock = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (workspace.Workspace.Kind is not WorkspaceKind.Agency) throw new ArgumentException("Casework is an agency's.", nameof(workspace));
        var place = DatabaseAddress.Of(dataFolder, workspace.Workspace.Id, postgres);
        var store = new CaseStore(place, workspace, clock ?? TimeProvider.System);
        await using (var context = store.Context()) await OpenDatabase.RunAsync(context, place, cancel);
        var root = await workspace.Keys.IndexKeyAsync(cancel);
        (store.numbers, store.sounds) = (BlindIndex.ForIdentityNumbers(root), BlindIndex.ForPhoneticNames(root));
        await store.FinishErasuresAsync(cancel);
        return store;
    }

    /// <summary>Its tables, for back-ups.</summary>
    public static StorePart Part(DatabaseAddress place) => new("cases", () => CaseContext.Create(place));

    /// <summary>Today in Norway.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now(), Zone).DateTime);

    internal CaseContext Context() => CaseContext.Create(address);

    internal DateTimeOffset Now() => clock.GetUtcNow();

    /// <summary>One transaction; whoever changes something records it in the same (<see cref="Record"/>).</summary>
    internal async Task<T> WriteAsync<T>(Func<CaseContext, Task<T>> change, CancellationToken cancel)
    {
        await using var context = Context();
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var result = await change(context);
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        workspace.Ledger.Signal();
        return result;
    }

    /// <summary>Into the transaction of what it tells of: both are kept or neither is.</summary>
    internal void Record(CaseContext context, AuditAct act, PersonId person, string? detail = null) => context.Add(AuditTables.RowOf(AuditEntry.Of(act, new($"person/{person}"), Now(), Actor.Current, detail: detail)));

    /// <summary>The persons within reach that are not erased.</summary>
    internal async Task<IQueryable<PersonRow>> WithinAsync(CaseContext context, CaseReach reach, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reach);
        var (account, team, today) = (reach.Account, reach.Team, Today);
        var there = context.Persons.Where(row => row.ErasedAt == null);
        if (reach.Scope is Scope.Workspace) return there;
        // Asked beforehand, not as a question within the question: only so does PostgreSQL find who is responsible, the team and what is shared each by its index, and not go through all persons.
        var shared = reach.Read?.Shared ?? await sharedWith(context, account, today).ToListAsync(cancel);
        reach.Read?.Shared = shared;
        return reach.Scope switch
        {
            Scope.Team when team is not null => there.Where(row => row.Team == team || row.Owner == account || shared.Contains(row.Id)),
            _ => there.Where(row => row.Owner == account || shared.Contains(row.Id)),
        };
    }

    private readonly Func<CaseContext, int, DateOnly, IAsyncEnumerable<string>> sharedWith = EF.CompileAsyncQuery((CaseContext context, int account, DateOnly today) =>
        context.Members.Where(member => member.Account == account && (member.Until == null || member.Until >= today)).Select(member => member.Person));

    /// <summary>Her key; null once it is erased.</summary>
    internal async Task<DataKey?> KeyAsync(string id, CancellationToken cancel) => (await workspace.Keys.KeysAsync([id], cancel)).GetValueOrDefault(id);

    private static PersonHead HeadOf(PersonRow row) => new(PersonId.Read(row.Id)!.Value, row.Team, row.Owner, row.Audience, PersonId.Read(row.Parent), row.OpenedOn, row.ClosedOn, row.ClosedFor, DateTimeOffset.FromUnixTimeMilliseconds(row.ChangedAt), row.Revision) { ConcernDue = row.ConcernDue };
}
