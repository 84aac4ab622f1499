using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Workspaces;

namespace Vern.Hosting;

/// <summary>The web host of an agency or a centre: sign-in, accounts, grants, emergencies, jobs, webhooks and the ledger. Its circuit's pages come with the circuit.</summary>
internal static class BodyHost
{
    /// <summary>Builds the host on a store; the caller runs and disposes of it, and of the store.</summary>
    internal static WebApplication Build(WorkspaceStore store, HostSettings settings)
    {
        var builder = SharedHost.Begin(settings, store.Access, store.Ledger, store.Jobs, WorkspaceGrants.Of(store.Workspace.Kind), new(AccessActs.Events), WorkspaceControl.Shared);
        builder.Services.AddSingleton(RetentionDay.Of(store.Ledger));
        return SharedHost.Finish(builder, settings, app =>
        {
            app.MapGet("/", () => FormGuard.SeeOther("/account")).Needs(Permission.OwnAccount).ExcludeFromDescription();
        });
    }
}
