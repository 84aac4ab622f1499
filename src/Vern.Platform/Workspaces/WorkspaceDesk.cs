using Vern.Platform.Auditing;

namespace Vern.Platform.Workspaces;

/// <summary>Where the national unit sees which workspaces its deployment has, and makes one.</summary>
/// <param name="DataFolder">The data folder.</param>
/// <param name="Postgres">The connection string of the deployment's PostgreSQL, or null for SQLite.</param>
/// <param name="Ledger">The national unit's ledger.</param>
/// <param name="Clock">The time.</param>
public sealed record WorkspaceDesk(string DataFolder, string? Postgres, WorkspaceLedger Ledger, TimeProvider Clock)
{
    /// <summary>Begins to serve a workspace in this process; null where the process serves one only.</summary>
    public Func<Workspace, CancellationToken, Task>? Serve { get; init; }

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
        if (Serve is { } serve) await serve(workspace, CancellationToken.None);
        return made;
    }
}
