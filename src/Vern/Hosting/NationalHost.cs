using System.Threading.RateLimiting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Vern.Persons.Api;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
using Vern.Persons.Pages;
using Vern.Platform.Access;
using Vern.Platform.Access.Pages;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Api;
using Vern.Platform.Interface.Api.Pages;
using Vern.Platform.Jobs;
using Vern.Platform.Jobs.Pages;

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
    public static WebApplication Build(NationalStore store, AccessStore access, string address = DefaultAddress, TimeProvider? clock = null, Uri? publicAddress = null, bool jsonLog = false, Uri? collector = null, ProviderSettings? provider = null, bool privateWebhooks = false)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = typeof(NationalHost).Assembly.GetName().Name, EnvironmentName = Environments.Production });
        builder.Configuration.Sources.Clear(); // an address or a limit from the surroundings must not undo what is set here
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls(address);
        builder.WebHost.ConfigureKestrel(Limits);
        if (collector is not null) builder.Services.AddHostedService(_ => new Telemetry(collector));
        var log = builder.Logging.ClearProviders();
        (jsonLog ? log.AddJsonConsole(console => { console.UseUtcTimestamp = true; console.TimestampFormat = "O"; }) : log.AddSimpleConsole(console => console.SingleLine = true)).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None) // why it could not start the verb says, in one line
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None) // an error's message may hold what was read or written; ErrorPages says where it was
            .AddFilter("Microsoft.AspNetCore.Diagnostics", LogLevel.None)
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddSingleton(access.RecordIn(store.Ledger));
        builder.Services.AddSingleton<Passkeys>();
        builder.Services.AddHttpClient(ProviderSignIn.Connections, client => (client.Timeout, client.MaxResponseContentBufferSize) = (TimeSpan.FromSeconds(10), 1024 * 1024))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        builder.Services.AddSingleton(services => new ProviderSignIn(provider, access, services.GetRequiredService<IHttpClientFactory>(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(NationalGrants.Table);
        builder.Services.AddScoped<CurrentPerson>();
        builder.Services.AddRateLimiter(LimitSignIn);
        builder.Services.AddSingleton<INationalStore>(store);
        builder.Services.AddSingleton(store); // for what comes and goes sealed
        builder.Services.AddSingleton(store.Ledger); // the store's, which disposes of it
        builder.Services.AddSingleton(store.Jobs);
        builder.Services.AddHttpClient(SendWebhooks.Connections, client => client.Timeout = TimeSpan.FromSeconds(10)).RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1), ConnectCallback = new WebhookAddress(privateWebhooks).ConnectAsync });
        builder.Services.AddSingleton<SendWebhooks>();
        builder.Services.AddSingleton<IEnumerable<JobKind>>(services => [.. services.GetRequiredService<SendWebhooks>().Kinds, .. services.GetRequiredService<DailyJobs>().Kinds]);
        builder.Services.AddSingleton<DailyJobs>();
        builder.Services.AddSingleton(new WebhookEvents(NationalEvents.All));
        builder.Services.AddHostedService<RunJobs>();
        builder.Services.AddSingleton<RoundDesk>();
        builder.Services.AddSingleton<Persons.Pages.BodyForm.PublishPage>();
        builder.Services.AddHostedService<ComputeAtStart>();
        builder.Services.AddHostedService<AppendToLedger>();
        builder.Services.AddHostedService<MakeDailyJobs>();
        builder.Services.AddRazorComponents();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "vern-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.HttpOnly = true;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.FormFieldName = "token";
            options.HeaderName = null;
            options.SuppressXFrameOptionsHeader = true;
        });
        builder.Services.Configure<FormOptions>(options =>
        {
            options.ValueCountLimit = 1024;
            options.ValueLengthLimit = 256 * 1024;
            options.MultipartBodyLengthLimit = Persons.Pages.Rounds.Packages.Largest + 64 * 1024;
        });
        KeepKeysInMemory(builder.Services);
        builder.Services.AddProblemDetails();
        builder.Services.AddNationalApi();
        builder.Services.AddHealthChecks().AddCheck<StoreCheck>("store").AddCheck<LedgerCheck>("ledger");
        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseMiddleware<LoopbackOnly>(new AnsweredHost(publicAddress));
        app.UseHealthChecks("/health", new HealthCheckOptions { Predicate = _ => false }); // the process answers, whatever the database does
        app.UseExceptionHandler(failed => failed.Run(ErrorPages.AfterFailureAsync));
        app.UseStatusCodePages(context => ErrorPages.ShowAsync(context.HttpContext, context.HttpContext.Response.StatusCode));
        app.UseRouting();
        if (collector is not null) app.Use(Telemetry.NameAsync);
        app.UseRateLimiter();
        app.Use(WhoActs.RecordRefusalAsync);
        app.UseMiddleware<DecideAccess>();
        app.UseMiddleware<ApiLimits>();
        app.Use(WhoActs.BeginAsync);
        app.MapAssets();
        app.MapAccessPages();
        app.MapNationalPages();
        app.MapCollectionApi();
        Persons.Pages.BodyForm.ShowPage.MapBodyForm(app);
        app.MapJobPages();
        app.MapReference();
        app.MapRoundsApi();
        app.MapPairsApi();
        app.MapReportApi();
        app.MapOpenApi("/openapi/{documentName}.json").OpenToEveryone();
        app.MapHealthChecks("/health/ready").WithMetadata(new HttpMethodMetadata([HttpMethods.Get])).OpenToEveryone(); // it can do its work
        return app;
    }

    // By the address that the connection comes from, and by door: what a header says of another address is not believed.
    private static void LimitSignIn(RateLimiterOptions limiter)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.AddPolicy(AccessPages.RateLimit, http => RateLimitPartition.GetFixedWindowLimiter((http.Connection.RemoteIpAddress?.ToString(), (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText), _ => new FixedWindowRateLimiterOptions { PermitLimit = 30, Window = TimeSpan.FromMinutes(1) }));
    }

    // Only forms are protected, and a form lives as long as the process: no key is written to the disk.
    private static void KeepKeysInMemory(IServiceCollection services)
    {
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        foreach (var atStart in services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToList()) services.Remove(atStart);
    }

    private static void Limits(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Persons.Pages.Rounds.Packages.Largest + 64 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
    }
}
