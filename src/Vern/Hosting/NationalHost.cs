using Vern.Persons.Api;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
using Vern.Persons.Pages;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface.Api.Pages;
using Vern.Platform.Jobs;
using Vern.Platform.Workspaces;
using Vern.Platform.Workspaces.Pages;

namespace Vern.Hosting;

/// <summary>The web host of a national unit: pages, interface, health.</summary>
public static class NationalHost
{
    /// <summary>Where it listens when nothing is said.</summary>
    public const string DefaultAddress = "http://127.0.0.1:5080";

    /// <summary>Builds the host on a store; the caller runs and disposes of it, and of the store.</summary>
    /// <param name="store">The unit's store.</param>
    /// <param name="access">Its accounts: without any, whoever sits at this machine may use it; from the first on, sign-in is required.</param>
    /// <param name="address">One loopback address that <see cref="LoopbackAddress"/> has let through.</param>
    /// <param name="clock">The time; the system's when null.</param>
    /// <param name="publicAddress">The https address under which a proxy on this machine hands requests over, or null.</param>
    /// <param name="jsonLog">Whether the log is a line of JSON per event.</param>
    /// <param name="collector">The OpenTelemetry collector to which traces and metrics go, or null.</param>
    /// <param name="provider">The identity provider that people may sign in through, or null.</param>
    /// <param name="privateWebhooks">Whether webhooks may be told to addresses of private networks.</param>
    public static WebApplication Build(NationalStore store, AccessStore access, string address = DefaultAddress, TimeProvider? clock = null, Uri? publicAddress = null, bool jsonLog = false, Uri? collector = null, ProviderSettings? provider = null, bool privateWebhooks = false) =>
        Build(store, access, new HostSettings(Workspace.National) { Address = address, Clock = clock ?? TimeProvider.System, Public = publicAddress, JsonLog = jsonLog, Collector = collector, Provider = provider, PrivateWebhooks = privateWebhooks },
            new WorkspaceDesk(Path.GetDirectoryName(store.Ledger.Files.Workspace)!, null, store.Ledger, clock ?? TimeProvider.System));

    /// <summary>Builds it as it is hosted among others.</summary>
    internal static WebApplication Build(NationalStore store, AccessStore access, HostSettings settings, WorkspaceDesk desk)
    {
        var builder = SharedHost.Begin(settings, access, store.Ledger, store.Jobs, NationalGrants.Table, new([.. NationalEvents.All, .. AccessActs.Events]), Persons.Pages.Control.UnitControl.Table);
        builder.Services.AddSingleton<INationalStore>(store);
        builder.Services.AddSingleton(store); // for what comes and goes sealed
        builder.Services.AddSingleton(desk);
        builder.Services.AddSingleton<DailyJobs>();
        builder.Services.AddSingleton(services => services.GetRequiredService<DailyJobs>().Day);
        builder.Services.AddSingleton<IEnumerable<JobKind>>(services => [.. services.GetRequiredService<SendWebhooks>().Kinds, services.GetRequiredService<RetentionDay>().Kind(settings.Clock), services.GetRequiredService<DailyJobs>().Kind]);
        builder.Services.AddSingleton<RoundDesk>();
        builder.Services.AddSingleton<Persons.Pages.BodyForm.PublishPage>();
        builder.Services.AddHostedService<ComputeAtStart>();
        builder.Services.AddApi(WorkspaceKind.National);
        return SharedHost.Finish(builder, settings, app =>
        {
            app.Use((http, next) =>
            {
                store.ReadAsOne();
                return next(http);
            });
            app.MapNationalPages();
            app.MapCollectionApi();
            Persons.Pages.BodyForm.ShowPage.MapBodyForm(app);
            app.MapRoundsApi();
            app.MapPairsApi();
            app.MapReportApi();
            app.MapWorkspacePages().MapWorkspacePage();
            app.MapApi();
        });
    }
}
