using Vern.Commands;
using Vern.Material.Intake;
using Vern.Material.Intake.Pages;
using Vern.Persons.KnownElsewhere.Pages;
using Vern.Persons.Missing.Pages;
using Vern.Persons.OwnView.Pages;
using Vern.Persons.OwnReport;
using Vern.Persons.OwnReport.Pages;
using Vern.Persons.OwnStatistics;
using Vern.Persons.OwnStatistics.Pages;
using Vern.Persons.Referral;
using Vern.Persons.Referral.Pages;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Offline;
using Vern.Persons.Registration.Exchange.Pages;
using Vern.Persons.Registration.Pages;
using Vern.Persons.Return.Pages;
using Vern.Persons.Rights.Pages;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Jobs;
using Vern.Platform.Workspaces;

namespace Vern.Hosting;

/// <summary>The web host of an agency or a centre: sign-in, accounts, grants, emergencies, jobs, webhooks and the ledger; an agency's casework, or a centre's reports and lists.</summary>
internal static class BodyHost
{
    /// <summary>Builds the host on an open workspace; the caller runs and disposes of it, and of the workspace.</summary>
    internal static WebApplication Build(OpenedWorkspace workspace, HostSettings settings)
    {
        var store = workspace.Body!;
        var control = workspace.Material is null ? CaseControl.Table : MaterialControl.Table;
        var builder = SharedHost.Begin(settings, store.Access, store.Ledger, store.Jobs, AccountCommand.Grants(store.Workspace.Kind), new(AccessActs.Events), control);
        builder.Services.AddSingleton(RetentionDay.Of(store.Ledger));
        if (workspace.Cases is { } cases)
        {
            builder.Services.AddSingleton(cases).AddSingleton<OwnFiguresDesk>().AddRights();
            builder.Services.AddHttpClient(ExchangeMessages.Connections, client => (client.Timeout, client.MaxResponseContentBufferSize) = (TimeSpan.FromSeconds(30), Persons.Collection.NationalStore.LargestMessage + 64 * 1024)).RemoveAllLoggers()
                .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
            builder.Services.AddSingleton(services => new ExchangeMessages(cases, store.Ledger.Files.Workspace, services.GetRequiredService<IHttpClientFactory>()));
            builder.Services.AddSingleton(services => new SendReports(cases, store.Ledger.Files.Workspace, services.GetRequiredService<IHttpClientFactory>()));
            builder.Services.AddSingleton<IEnumerable<JobKind>>(services => [.. services.GetRequiredService<SendWebhooks>().Kinds, services.GetRequiredService<RetentionDay>().Kind(settings.Clock), .. services.GetRequiredService<ExchangeMessages>().Kinds, services.GetRequiredService<SendReports>().Kind]);
            builder.Services.AddHostedService(services => new FetchMessages(services.GetRequiredService<ExchangeMessages>(), TimeSpan.FromSeconds(5)));
        }
        if (workspace.Material is { } material)
        {
            builder.Services.AddMaterial(material).AddApi(WorkspaceKind.Centre);
            builder.Services.AddSingleton<IEnumerable<JobKind>>(services => [.. services.GetRequiredService<SendWebhooks>().Kinds, services.GetRequiredService<RetentionDay>().Kind(settings.Clock), .. CentrePages.Jobs(services)]);
        }
        return SharedHost.Finish(builder, settings, app =>
        {
            if (workspace.Material is null) app.MapCasePages().MapOfflinePages().MapRightsPages().MapReferralPages().MapElsewherePages().MapOwnPages().MapReturnPages().MapMissingPages().MapOwnReportPages().MapOwnStatisticsPages().MapExchangePages();
            else
            {
                app.MapCentrePages();
                app.MapApi();
            }
        });
    }
}
