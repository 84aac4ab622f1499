using System.Collections.Concurrent;
using Vern.Platform.Access;
using Vern.Platform.Sealing;
using Vern.Platform.Store;
using Vern.Platform.Workspaces;

namespace Vern.Hosting;

/// <summary>How a process serves the workspaces of a data folder.</summary>
/// <param name="Data">The data folder.</param>
/// <param name="Address">One loopback address.</param>
internal sealed record ServeSettings(string Data, string Address)
{
    /// <summary>The PostgreSQL connection string, or null for SQLite.</summary>
    public string? Postgres { get; init; }
    /// <summary>The only workspace that is served; null: all.</summary>
    public string? Only { get; init; }
    /// <summary>The national unit's https address at a proxy, as the command line says it; null: as its file says.</summary>
    public Uri? Public { get; init; }
    /// <summary>The header in which the proxy says who asks, or null.</summary>
    public string? ClientHeader { get; init; }
    /// <summary>Whether the log is a line of JSON per event.</summary>
    public bool JsonLog { get; init; }
    /// <summary>The OpenTelemetry collector, or null.</summary>
    public Uri? Collector { get; init; }
    /// <summary>Whether webhooks may be told to addresses of private networks.</summary>
    public bool PrivateWebhooks { get; init; }
    /// <summary>The time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>A workspace that is served.</summary>
/// <param name="Workspace">What it is.</param>
/// <param name="App">Its host.</param>
/// <param name="Server">What hands the host its requests.</param>
/// <param name="Store">What it keeps.</param>
/// <param name="Public">Its https address at a proxy, or null.</param>
internal sealed record ServedWorkspace(Workspace Workspace, WebApplication App, HandedServer Server, OpenedWorkspace Store, Uri? Public);

/// <summary>
/// The workspaces that one process serves: each a host of its own behind one listening front, chosen by the name that was asked for (docs/decisions/0034-a-host-for-each-workspace.md). A workspace made
/// while it runs, by a page here, another process or the command line, is served within seconds.
/// </summary>
internal sealed class ServedWorkspaces : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly ServeSettings settings;
    private readonly Action<string> tell;
    private readonly ConcurrentDictionary<string, ServedWorkspace> served = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> told = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim one = new(1, 1);
    private readonly CancellationTokenSource stopping = new();
    private readonly HostFront front;
    private readonly Telemetry? telemetry;
    private volatile Dictionary<string, ServedWorkspace> byHost = new(StringComparer.OrdinalIgnoreCase);
    // Names of workspaces that are open by their own word and not served yet, or not now: who asks for one is told to come again, not that there is none.
    private volatile HashSet<string> awaited = new(StringComparer.OrdinalIgnoreCase);
    private readonly HandedServer notYet = new();
    private ServedWorkspace first = null!;
    private string? bare; // the workspace that answers to the bare address
    private Task looking = Task.CompletedTask;

    private ServedWorkspaces(ServeSettings settings, Action<string> tell)
    {
        (this.settings, this.tell) = (settings, tell);
        front = new(settings.Address, settings.JsonLog, Choose);
        telemetry = settings.Collector is { } collector ? new(collector) : null;
    }

    /// <summary>The workspace that the bare address leads to: the national unit, or the only one.</summary>
    public ServedWorkspace First => first;
    /// <summary>All that are served, the national unit first, the others by name.</summary>
    public IReadOnlyList<ServedWorkspace> All => [.. served.Values.OrderBy(open => open.Workspace.Id != Workspace.NationalId).ThenBy(open => open.Workspace.Id, StringComparer.Ordinal)];
    /// <summary>Where it listens.</summary>
    public Uri Address => new(front.Addresses.First());

    /// <summary>Opens and serves them.</summary>
    /// <param name="settings">How.</param>
    /// <param name="tell">Is told, in a line, why a workspace is not served; the others are.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="StoreException">The national unit, or the only workspace, cannot be opened; or none can.</exception>
    public static async Task<ServedWorkspaces> StartAsync(ServeSettings settings, Action<string> tell, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var all = new ServedWorkspaces(settings, tell);
        try
        {
            // A data folder with nothing in it becomes the national unit's.
            var ids = settings.Only is { } only ? [only] : Workspace.Ids(settings.Data) is { Count: > 0 } there ? there : [Workspace.NationalId];
            all.bare = ids[0] == Workspace.NationalId || ids.Count == 1 ? ids[0] : null;
            all.AwaitHosts(ids);
            foreach (var id in ids)
            {
                if (id == all.bare)
                {
                    var workspace = Workspace.Read(settings.Data, id);
                    if (workspace.ClosedAt is { } closed) throw new StoreException($"workspace '{id}': is closed since {closed:yyyy-MM-dd} (vern workspace open {id})");
                    await all.OpenAsync(workspace, cancel);
                }
                else await all.TryAsync(id, cancel);
                if (all.first is null && all.served.Values.FirstOrDefault() is { } opened) await all.ListenAsync(opened, cancel);
            }
            if (all.first is null) throw new StoreException($"{settings.Data}: none of its workspaces can be opened");
            all.looking = all.LookAsync();
            return all;
        }
        catch
        {
            await all.DisposeAsync();
            throw;
        }
    }

    // As soon as the first is open: whoever asks for it does not wait for the others.
    private async Task ListenAsync(ServedWorkspace opened, CancellationToken cancel)
    {
        first = opened;
        if (telemetry is not null) await telemetry.StartAsync(cancel);
        await front.StartAsync(cancel);
    }

    /// <summary>Waits until the process is asked to stop.</summary>
    public async Task WaitForShutdownAsync(CancellationToken cancel)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var asked = first.App.Lifetime.ApplicationStopping.Register(() => stop.TrySetResult());
        await using var cancelled = cancel.Register(() => stop.TrySetResult());
        await stop.Task;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await looking;
        try { await front.StopAsync(); }
        catch (OperationCanceledException) { } // somebody is slow; he is cut off
        foreach (var workspace in served.Values)
        {
            await workspace.App.StopAsync();
            await workspace.App.DisposeAsync();
            await workspace.Store.DisposeAsync();
        }
        await front.DisposeAsync();
        if (telemetry is not null)
        {
            await telemetry.StopAsync(CancellationToken.None);
            telemetry.Dispose();
        }
        one.Dispose();
        stopping.Dispose();
    }

    private HandedServer Choose(string host) => byHost.TryGetValue(host, out var found) ? found.Server : awaited.Contains(host) ? notYet : first.Server;

    private void AwaitHosts(IEnumerable<string> ids)
    {
        var hosts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var id in ids)
        {
            try
            {
                if (Workspace.Read(settings.Data, id) is not { ClosedAt: null } workspace) continue;
                hosts.Add(workspace.LocalHost);
                if (workspace.PublicHost is { } name) hosts.Add(name);
            }
            catch (Exception problem) when (problem is StoreException or IOException or UnauthorizedAccessException) { } // why it is not served is told where it is opened
        }
        awaited = hosts;
    }

    // What another process or the command line has made meanwhile.
    private async Task LookAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(LookEvery, stopping.Token);
                if (IsFirstGone())
                {
                    ShouldStartAgain = settings.Only is null;
                    tell($"workspace '{first.Workspace.Id}' is closed or removed: this process ends{(ShouldStartAgain ? ", and serves the others when it is started again" : "")}");
                    first.App.Lifetime.StopApplication();
                    return;
                }
                if (settings.Only is not null) continue;
                AwaitHosts(Workspace.Ids(settings.Data));
                foreach (var id in Workspace.Ids(settings.Data).Union(served.Keys).Where(id => id != first.Workspace.Id)) await TryAsync(id, stopping.Token);
            }
        }
        catch (OperationCanceledException) { }
    }

    /// <summary>Whether the process ended because the workspace that it leads to first was closed or removed, while there are others to serve.</summary>
    public bool ShouldStartAgain { get; private set; }

    // The process stands and falls with its first workspace: the national unit, which is never closed, or the only one, or the first of several agencies.
    private bool IsFirstGone()
    {
        try
        {
            return first.Workspace.Kind is not WorkspaceKind.National && (!Workspace.Ids(settings.Data).Contains(first.Workspace.Id) || Workspace.Read(settings.Data, first.Workspace.Id).ClosedAt is not null);
        }
        catch (Exception away) when (away is StoreException or IOException or UnauthorizedAccessException)
        {
            return false; // a file that cannot be read just now says nothing
        }
    }

    // One workspace that cannot be opened does not take the others down; the same reason is told once.
    private async Task TryAsync(string id, CancellationToken cancel)
    {
        try
        {
            await one.WaitAsync(cancel);
            try
            {
                var there = Workspace.Ids(settings.Data).Contains(id) ? Workspace.Read(settings.Data, id) : null;
                if (served.TryGetValue(id, out var open) && open != first && (there is not { ClosedAt: null } || !there.IsAs(open.Workspace))) await LetGoAsync(open);
                if (there is { ClosedAt: null } && !served.ContainsKey(id)) await OpenAsync(there, cancel);
            }
            finally { one.Release(); }
            told.TryRemove(id, out _);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // Of an error that we do not know its kind only: the message could hold what was read.
            var why = problem is StoreException or SealingException or IOException or UnauthorizedAccessException ? problem.Message.ReplaceLineEndings(" ") : OpenDatabase.IsAway(problem) ? "its database does not answer" : problem.GetType().Name;
            var line = $"workspace '{id}' is not served: {why}";
            if (!told.TryGetValue(id, out var before) || before != line) tell(told[id] = line);
        }
    }

    // It was closed, removed or is called otherwise now. Who is being answered is answered first.
    private async Task LetGoAsync(ServedWorkspace open)
    {
        served.TryRemove(open.Workspace.Id, out _);
        if (settings.Only is null) AwaitHosts(Workspace.Ids(settings.Data)); // closed or removed: nobody is here any more
        NameHosts();
        await open.App.StopAsync();
        await open.App.DisposeAsync();
        await open.Store.DisposeAsync();
    }

    private async Task OpenAsync(Workspace workspace, CancellationToken cancel)
    {
        var server = new HandedServer();
        var isNational = workspace.Kind is WorkspaceKind.National;
        var hosted = new HostSettings(workspace)
        {
            Server = server, Clock = settings.Clock, JsonLog = settings.JsonLog, Collector = settings.Collector, PrivateWebhooks = settings.PrivateWebhooks, ClientHeader = settings.ClientHeader, Bare = workspace.Id == bare,
            Public = (isNational ? settings.Public : null) ?? (workspace.PublicHost is { } host ? new Uri($"https://{host}") : null),
            // The national unit's settings lie where they have always lain.
            Provider = ProviderSettings.Read(isNational ? settings.Data : Path.Combine(settings.Data, workspace.Id)),
        };
        var store = await OpenedWorkspace.OpenAsync(settings.Data, workspace.Id, settings.Postgres, settings.Clock, cancel);
        WebApplication? app = null;
        try
        {
            if (hosted.Public is not null && isNational && !await store.Access.HasAccountsAsync(cancel)) throw new StoreException("--public: there are no accounts yet, so whoever reached that address could read and decide; make the first with: vern account add");
            app = store.National is { } national
                ? NationalHost.Build(national, store.Access, hosted, new WorkspaceDesk(settings.Data, settings.Postgres, national.Ledger, settings.Clock) { Serve = settings.Only is null ? TryAsync : null })
                : BodyHost.Build(store, hosted);
            await app.StartAsync(cancel);
            served[workspace.Id] = new(workspace, app, server, store, hosted.Public);
        }
        catch
        {
            if (app is not null) await app.DisposeAsync();
            await store.DisposeAsync();
            throw;
        }
        NameHosts();
    }

    private void NameHosts()
    {
        // The national unit first, the others by name: of two that claim a public host the first has it.
        var hosts = new Dictionary<string, ServedWorkspace>(StringComparer.OrdinalIgnoreCase);
        foreach (var open in All)
        {
            hosts[open.Workspace.LocalHost] = open;
            if (open.Public is { } name) hosts.TryAdd(name.Host, open);
        }
        byHost = hosts;
    }
}
