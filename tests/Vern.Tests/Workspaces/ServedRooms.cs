using System.Net;
using System.Net.Sockets;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vern.Hosting;
using Vern.Platform.Access;
using Vern.Platform.Localisation;
using Vern.Platform.Workspaces;

namespace Vern.Tests.Workspaces;

/// <summary>A national unit, an agency and a centre, made as people make them and served by one process as <c>vern serve</c> does.</summary>
internal sealed class ServedRooms : IAsyncDisposable
{
    public const string Agency = "rosa", Centre = "sentral", National = Workspace.NationalId;

    private ServedRooms(string folder, ServedWorkspaces served) => (Folder, Served) = (folder, served);

    public string Folder { get; }
    public ServedWorkspaces Served { get; }

    /// <summary>The three, each with an account of every role of its kind; the account bears the role's name.</summary>
    public static async Task<ServedRooms> ServeAsync(bool accounts = true)
    {
        var folder = Directory.CreateTempSubdirectory("vern-rooms-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, National));
        await MakeWorkspace.RunAsync(new(Agency, WorkspaceKind.Agency, "Rosa Example", [Language.Norwegian, Language.English], "rosa.example.org"), null, folder);
        await MakeWorkspace.RunAsync(new(Centre, WorkspaceKind.Centre, "Sentral Example", Language.All), null, folder);
        var rooms = new ServedRooms(folder, await StartAsync(folder));
        if (accounts) foreach (var id in (string[])[National, Agency, Centre]) foreach (var role in rooms.People(id)) await rooms.Access(id).AddAsync(role, $"{role} Example", null, role, null);
        return rooms;
    }

    /// <summary>Serves a data folder on a free port, as a process of its own would.</summary>
    public static Task<ServedWorkspaces> StartAsync(string folder) => ServedWorkspaces.StartAsync(new(folder, "http://127.0.0.1:0"), line => Assert.Fail(line));

    public ServedWorkspace Room(string id) => Served.All.Single(room => room.Workspace.Id == id);
    public AccessStore Access(string id) => Room(id).Store.Access;
    public static GrantTable Grants(string id) => Vern.Commands.AccountCommand.Grants(id == National ? WorkspaceKind.National : id == Agency ? WorkspaceKind.Agency : WorkspaceKind.Centre);
    public IEnumerable<string> People(string id) => Grants(id).Roles.Select(role => role.Name).Where(role => role is not ("sender" or WorkspaceGrants.Provider));
    public IReadOnlyList<RouteEndpoint> Endpoints(string id) => [.. Room(id).App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    /// <summary>The token of a new session of an account.</summary>
    public async Task<string> SessionAsync(string id, string account) => (await Access(id).OpenLinkAsync(await Access(id).MakeLinkAsync(account, TimeSpan.FromHours(1))))!.Session;

    /// <summary>A browser that finds every name on this machine, as browsers do with names under <c>localhost</c>.</summary>
    public Browser At(string id, ServedWorkspaces? process = null) => new($"{id}.localhost", (process ?? Served).Address.Port);

    public async ValueTask DisposeAsync()
    {
        await Served.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>Somebody's browser, at one host's name.</summary>
internal sealed class Browser : IDisposable
{
    private static int machines;
    public CookieContainer Cookies { get; } = new();
    // Each somebody at a machine of her own: how often one machine may try to sign in is limited.
    private readonly IPAddress machine = OperatingSystem.IsMacOS() ? IPAddress.Loopback : new([127, 1, (byte)(Interlocked.Increment(ref machines) >> 8), (byte)machines]);

    public Browser(string host, int port) => Client = new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, CookieContainer = Cookies, UseProxy = false,
        ConnectCallback = async (_, cancel) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(machine, 0));
            await socket.ConnectAsync(IPAddress.Loopback, port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
    }) { BaseAddress = new Uri($"http://{host}:{port}") };

    public HttpClient Client { get; }

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(new Uri(path, UriKind.Relative));

    public async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(string path)
    {
        using var answer = await GetAsync(path);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends a form with the token of a page.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, string page, params (string Name, string Value)[] fields)
    {
        var token = (await PageAsync(page)).QuerySelector("input[name=token]")?.GetAttribute("value") ?? "";
        using var form = new FormUrlEncodedContent([new("token", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        return await Client.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    public async Task<Browser> SignInAsync(string link)
    {
        using var answer = await PostAsync(link, link);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return this;
    }

    public void Dispose() => Client.Dispose();
}
