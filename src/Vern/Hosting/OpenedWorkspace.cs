using Vern.Material.Intake;
using Vern.Persons.Collection;
using Vern.Persons.Registration;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Jobs;
using Vern.Platform.Sealing;
using Vern.Platform.Store;
using Vern.Platform.Workspaces;

namespace Vern.Hosting;

/// <summary>A workspace with its store open, whatever its kind: for verbs, and for the process that serves it.</summary>
internal sealed class OpenedWorkspace : IAsyncDisposable
{
    private OpenedWorkspace(Workspace workspace, NationalStore? national, WorkspaceStore? body, AccessStore access) => (Workspace, National, Body, Access) = (workspace, national, body, access);

    /// <summary>What it is.</summary>
    public Workspace Workspace { get; }
    /// <summary>The national unit's store; null for another kind.</summary>
    public NationalStore? National { get; }
    /// <summary>An agency's or a centre's store; null for the national unit.</summary>
    public WorkspaceStore? Body { get; }
    /// <summary>An agency's casework; null for another kind.</summary>
    public CaseStore? Cases { get; private init; }
    /// <summary>A centre's reports and lists; null for another kind.</summary>
    public MaterialStore? Material { get; private init; }
    /// <summary>Its accounts; what is done to them goes to its ledger.</summary>
    public AccessStore Access { get; }
    /// <summary>Its ledger.</summary>
    public WorkspaceLedger Ledger => National?.Ledger ?? Body!.Ledger;
    /// <summary>Its key store.</summary>
    public PersonKeys Keys => National?.Keys ?? Body!.Keys;

    /// <summary>What is kept in the database of a workspace, for back-ups.</summary>
    /// <param name="id">The workspace.</param>
    /// <param name="place">Its database.</param>
    /// <param name="kind">What it is; null where that is not known before the back-up is read: then all that it could be.</param>
    public static IReadOnlyList<StorePart> Parts(string id, DatabaseAddress place, WorkspaceKind? kind) => id == Workspace.NationalId ? [NationalStore.Part(place), AccessStore.Part(place), JobStore.Part(place)]
        : [.. WorkspaceStore.Parts(place), .. kind is WorkspaceKind.Centre ? (StorePart[])[] : [CaseStore.Part(place)], .. kind is WorkspaceKind.Agency ? (StorePart[])[] : [MaterialStore.Part(place)]];

    /// <summary>Opens it: brings an older database up to date, and the ledger up to what the database knows.</summary>
    /// <exception cref="StoreException">There is no such workspace, or it cannot be opened.</exception>
    /// <exception cref="SealingException">Its key is not here.</exception>
    public static async Task<OpenedWorkspace> OpenAsync(string data, string id, string? postgres, TimeProvider? clock = null, CancellationToken cancel = default)
    {
        var workspace = Workspace.Read(data, id);
        if (workspace.Kind is not WorkspaceKind.National)
        {
            var body = await WorkspaceStore.OpenAsync(workspace, data, postgres, clock, cancel);
            try
            {
                return new(workspace, null, body, body.Access) 
                {
                    Cases = workspace.Kind is WorkspaceKind.Agency ? await CaseStore.OpenAsync(body, data, postgres, clock, cancel) : null,
                    Material = workspace.Kind is WorkspaceKind.Centre ? await MaterialStore.OpenAsync(body, data, postgres, clock, cancel) : null,
                };
            }
            catch
            {
                await body.DisposeAsync();
                throw;
            }
        }
        var national = await NationalStore.OpenAsync(data, postgres, clock, cancel);
        try
        {
            return new(workspace, national, null, (await AccessStore.OpenAsync(data, id, postgres, clock, cancel)).RecordIn(national.Ledger));
        }
        catch
        {
            await national.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Access.DisposeAsync();
        if (National is not null) await National.DisposeAsync();
        if (Body is not null) await Body.DisposeAsync();
    }
}
