using System.Threading.RateLimiting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Vern.Platform.Access;
using Vern.Platform.Access.Pages;
using Vern.Platform.Auditing;
using Vern.Platform.Auditing.Pages;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Api;
using Vern.Platform.Jobs;
using Vern.Platform.Jobs.Pages;
using Vern.Platform.Workspaces;

namespace Vern.Hosting;

/// <summary>How a workspace is hosted.</summary>
/// <param name="Workspace">The workspace.</param>
internal sealed record HostSettings(Workspace Workspace)
{
    /// <summary>Where the host listens by itself; not used where it is handed its requests.</summary>
    public string Address { get; init; } = NationalHost.DefaultAddress;
    /// <summary>The server that hands it its requests; null: it listens by itself.</summary>
    public HandedServer? Server { get; init; }
    /// <summary>The time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
    /// <summary>The https address under which a proxy on this machine hands requests over, or null.</summary>
    public Uri? Public { get; init; }
    /// <summary>The header in which the proxy says who asks; null: none is read.</summary>
    public string? ClientHeader { get; init; }
    /// <summary>Whether it answers to <c>localhost</c> and 127.0.0.1 themselves.</summary>
    public bool Bare { get; init; } = true;
    /// <summary>Whether the log is a line of JSON per event.</summary>
    public bool JsonLog { get; init; }
    /// <summary>The OpenTelemetry collector to which traces and metrics go, or null.</summary>
    public Uri? Collector { get; init; }
    /// <summary>The identity provider that people may sign in through, or null.</summary>
    public ProviderSettings? Provider { get; init; }
    /// <summary>Whether webhooks may be told to addresses of private networks.</summary>
    public bool PrivateWebhooks { get; init; }
}

/// <summary>What the hosts of all kinds of workspaces have in common: limits, log, headers, access, forms, error pages, jobs, ledger, health, telemetry.</summary>
internal static class SharedHost
{
    /// <summary>A web application with the server's limits and a log that tells no content, and nothing else; nothing from the surroundings is read.</summary>
    internal static WebApplicationBuilder Bare(bool jsonLog)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = typeof(NationalHost).Assembly.GetName().Name, EnvironmentName = Environments.Production });
        builder.Configuration.Sources.Clear(); // an address or a limit from the surroundings must not undo what is set here
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.ConfigureKestrel(Limits);
        var log = builder.Logging.ClearProviders();
        (jsonLog ? log.AddJsonConsole(console => { console.UseUtcTimestamp = true; console.TimestampFormat = "O"; }) : log.AddSimpleConsole(console => console.SingleLine = true)).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None) // why it could not start the verb says, in one line
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None) // an error's message may hold what was read or written; ErrorPages says where it was
            .AddFilter("Microsoft.AspNetCore.Diagnostics", LogLevel.None)
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        return builder;
    }

    /// <summary>Begins a host.</summary>
    /// <param name="settings">How it is hosted.</param>
    /// <param name="access">Its accounts.</param>
    /// <param name="ledger">Its ledger; whoever opened it disposes of it.</param>
    /// <param name="jobs">Its jobs.</param>
    /// <param name="grants">Its roles and what each may.</param>
    /// <param name="events">What it tells by webhook.</param>
    /// <param name="control">What control of it is made of.</param>
    internal static WebApplicationBuilder Begin(HostSettings settings, AccessStore access, WorkspaceLedger ledger, JobStore jobs, GrantTable grants, WebhookEvents events, WorkspaceControl control)
    {
        // SQLite answers on the thread that asks, and a year is computed beside the pages: with as many threads as processors a page would wait for one.
        ThreadPool.GetMinThreads(out var threads, out var ports);
        ThreadPool.SetMinThreads(Math.Max(threads, Threads), ports);
        var builder = Bare(settings.JsonLog);
        var services = builder.Services;
        if (settings.Server is { } server) services.AddSingleton<IServer>(server);
        else
        {
            builder.WebHost.UseUrls(settings.Address);
            if (settings.Collector is { } collector) services.AddHostedService(_ => new Telemetry(collector));
        }
        services.AddSingleton(settings.Workspace);
        services.AddSingleton(settings.Clock);
        services.AddSingleton(access.RecordIn(ledger));
        services.AddSingleton<Passkeys>();
        services.AddHttpClient(ProviderSignIn.Connections, client => (client.Timeout, client.MaxResponseContentBufferSize) = (TimeSpan.FromSeconds(10), 1024 * 1024))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        services.AddSingleton(provider => new ProviderSignIn(settings.Provider, access, provider.GetRequiredService<IHttpClientFactory>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(grants);
        services.AddSingleton(control);
        services.AddScoped<CurrentPerson>();
        services.AddRateLimiter(LimitSignIn);
        services.AddSingleton(ledger);
        services.AddSingleton(jobs);
        services.AddHttpClient(SendWebhooks.Connections, client => client.Timeout = TimeSpan.FromSeconds(10)).RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1), ConnectCallback = new WebhookAddress(settings.PrivateWebhooks).ConnectAsync });
        services.AddSingleton<SendWebhooks>();
        services.AddSingleton<IEnumerable<JobKind>>(provider => [.. provider.GetRequiredService<SendWebhooks>().Kinds, provider.GetRequiredService<RetentionDay>().Kind(settings.Clock)]);
        services.AddSingleton(events);
        services.AddHostedService<RunJobs>();
        services.AddHostedService<AppendToLedger>();
        services.AddHostedService<MakeDailyJobs>();
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "vern-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.HttpOnly = true;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.FormFieldName = "token";
            options.HeaderName = null;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<FormOptions>(options =>
        {
            options.ValueCountLimit = 1024;
            options.ValueLengthLimit = 256 * 1024;
            options.MultipartBodyLengthLimit = LargestBody;
        });
        KeepKeysInMemory(services);
        services.AddProblemDetails();
        services.AddHealthChecks().AddCheck<StoreCheck>("store").AddCheck<LedgerCheck>("ledger");
        return builder;
    }

    /// <summary>Ends it: what every request passes, then the endpoints that every workspace has and its own.</summary>
    internal static WebApplication Finish(WebApplicationBuilder builder, HostSettings settings, Action<WebApplication> map)
    {
        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseMiddleware<LoopbackOnly>(new AnsweredHost(settings.Public, settings.Bare, settings.Workspace.LocalHost, settings.ClientHeader));
        app.UseHealthChecks("/health", new HealthCheckOptions { Predicate = _ => false }); // the process answers, whatever the database does
        app.UseExceptionHandler(failed => failed.Run(ErrorPages.AfterFailureAsync));
        app.UseStatusCodePages(context => ErrorPages.ShowAsync(context.HttpContext, context.HttpContext.Response.StatusCode));
        app.UseRouting();
        if (settings.Collector is not null) app.Use(Telemetry.NameAsync);
        app.UseRateLimiter();
        app.Use(WhoActs.RecordRefusalAsync);
        app.UseMiddleware<DecideAccess>();
        app.UseMiddleware<ApiLimits>();
        app.Use(WhoActs.BeginAsync);
        app.MapAssets();
        app.MapAccessPages();
        app.MapJobPages();
        app.MapControlPages();
        map(app);
        app.MapHealthChecks("/health/ready").WithMetadata(new HttpMethodMetadata([HttpMethods.Get])).OpenToEveryone(); // it can do its work
        return app;
    }

    private const int Threads = 32;
    private const long LargestBody = Persons.Pages.Rounds.Packages.Largest + 64 * 1024;

    // By door and by the address that asks: the connection's, or at the public address what the proxy says (LoopbackOnly). Who has an IPv6 network has all addresses of it.
    private static void LimitSignIn(RateLimiterOptions limiter)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (refused, _) =>
        {
            refused.HttpContext.Response.Headers.RetryAfter = (refused.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 60).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        limiter.AddPolicy(ApiLimits.Files, http => RateLimitPartition.GetFixedWindowLimiter(Asking(http.Connection.RemoteIpAddress), _ => new FixedWindowRateLimiterOptions { PermitLimit = ApiLimits.OfFiles, Window = TimeSpan.FromMinutes(1) }));
        limiter.AddPolicy(AccessPages.RateLimit, http => RateLimitPartition.GetFixedWindowLimiter((Asking(http.Connection.RemoteIpAddress), (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText), _ => new FixedWindowRateLimiterOptions { PermitLimit = 30, Window = TimeSpan.FromMinutes(1) }));
    }

    private static string? Asking(System.Net.IPAddress? address) => address is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } ? Convert.ToHexString(address.GetAddressBytes()[..8]) : address?.MapToIPv4().ToString();

    // Only forms are protected, and a form lives as long as the process: no key is written to the disk.
    private static void KeepKeysInMemory(IServiceCollection services)
    {
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        foreach (var atStart in services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToList()) services.Remove(atStart);
    }

    private static void Limits(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
    }
}
