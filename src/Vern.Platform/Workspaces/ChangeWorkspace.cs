using Vern.Platform.Store;

namespace Vern.Platform.Workspaces;

/// <summary>Changes what a workspace is called, in which languages and at which host it is served, or closes it. Processes that serve it take it up within seconds.</summary>
public static class ChangeWorkspace
{
    /// <summary>Writes what it is from now on.</summary>
    /// <param name="changed">An agency or a centre that there is, of the same kind.</param>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="cancel">Stops; the former stands.</param>
    /// <exception cref="StoreException">There is no such workspace, it is the national unit, or another has the public host.</exception>
    public static async Task RunAsync(Workspace changed, string dataFolder, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(changed);
        if (changed.Kind is WorkspaceKind.National || Workspace.Read(dataFolder, changed.Id).Kind != changed.Kind) throw new StoreException($"workspace '{changed.Id}': its kind is never changed, and the national unit not by this");
        RefuseTakenHost(changed, dataFolder);
        await changed.WriteAsync(dataFolder, cancel);
    }

    /// <summary>Refuses a public host that another workspace has.</summary>
    /// <exception cref="StoreException">Another has it.</exception>
    internal static void RefuseTakenHost(Workspace workspace, string dataFolder)
    {
        if (workspace.PublicHost is { } host && Workspace.Ids(dataFolder).Where(id => id != workspace.Id).Select(id => Workspace.Read(dataFolder, id)).FirstOrDefault(other => other.PublicHost == host) is { } has)
            throw new StoreException($"{host}: is the public host of '{has.Id}' already, expected another");
    }
}
