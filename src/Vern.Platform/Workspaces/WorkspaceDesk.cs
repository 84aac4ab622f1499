using Vern.Platform.Auditing;

namespace Vern.Platform.Workspaces;

/// <summary>Where the national unit sees which workspaces its deployment has, and makes one.</summary>
/// <param name="DataFolder">The data folder.</param>
/// <param name="Postgres">The connection string of the deployment's PostgreSQL, or null for SQLite.</param>
/// <param name="Ledger">The national unit's ledger.</param>
/// <param name="Clock">The time.</param>
public sealed record WorkspaceDesk(string DataFolder, string? Postgres, WorkspaceLedger Ledger, TimeProvider Clock)
{
    /// <summary>Takes up in this process what a workspace has become: serves it, serves it anew, or lets go of it; null where the process serves one only.</summary>
    public Func<string, CancellationToken, Task>? Serve { get; init; }

    /// <summary>The workspaces that there are; one whose file cannot be used is told by its id.</summary>
    public (IReadOnlyList<Workspace> Workspaces, IReadOnlyList<string> Broken) List()
    {
        var (good, broken) = (new List<Workspace>(), new List<string>());
        foreach (var id in Workspace.Ids(DataFolder))
        {
            try { good.Add(Workspace.Read(DataFolder, id)); }
            catch (Store.StoreException) { broken.Add(id); }
        }
        return (good, broken);
    }

    /// <summary>Makes a workspace with its first administrator, records it in the unit's ledger too, and begins to serve it.</summary>
    /// <exception cref="Store.StoreException">The id is taken, or its database cannot be made; nothing remains.</exception>
    public async Task<MadeWorkspace> MakeAsync(Workspace workspace, string? administrator, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        var made = await MakeWorkspace.RunAsync(workspace, administrator, DataFolder, Postgres, Clock, cancel);
        await Ledger.RecordAsync(WorkspaceActs.Made, $"workspace/{workspace.Id}", workspace.Title, CancellationToken.None);
        await TakeUpAsync(workspace.Id);
        return made;
    }

    /// <summary>Changes title, languages and public host, and records it in the unit's ledger.</summary>
    /// <exception cref="Store.StoreException">There is no such workspace, or another has the host; nothing is changed.</exception>
    public async Task ChangeAsync(Workspace changed, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(changed);
        var former = Workspace.Read(DataFolder, changed.Id);
        if (former.IsAs(changed)) return;
        await ChangeWorkspace.RunAsync(changed, DataFolder, cancel);
        var act = former.ClosedAt is null && changed.ClosedAt is not null ? WorkspaceActs.Closed : former.ClosedAt is not null && changed.ClosedAt is null ? WorkspaceActs.Reopened : WorkspaceActs.Changed;
        await Ledger.RecordAsync(act, $"workspace/{changed.Id}", $"{changed.Title}; {string.Join(",", changed.Languages)}; {changed.PublicHost ?? changed.LocalHost}", CancellationToken.None);
        await TakeUpAsync(changed.Id);
    }

    /// <summary>Removes a closed workspace; the unit's ledger tells of it, with the back-up's digest, before anything is taken away.</summary>
    /// <exception cref="Store.StoreException">It cannot be removed; nothing is taken away.</exception>
    public async Task<RemovedWorkspace> RemoveAsync(string id, CancellationToken cancel = default)
    {
        await TakeUpAsync(id);
        return await RemoveWorkspace.RunAsync(id, DataFolder, Postgres, Clock, async removed =>
        {
            await Ledger.RecordAsync(WorkspaceActs.Removed, $"workspace/{id}", new(removed.Digest), $"{removed.Workspace.Title}; {Path.GetFileName(removed.BackUp)}", CancellationToken.None);
            await Ledger.AppendAsync(CancellationToken.None);
        }, cancel);
    }

    private Task TakeUpAsync(string id) => Serve?.Invoke(id, CancellationToken.None) ?? Task.CompletedTask;
}
