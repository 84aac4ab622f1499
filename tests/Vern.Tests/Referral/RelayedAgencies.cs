using System.Text.Json;
using Vern.Hosting;
using Vern.Persons.Collection;
using Vern.Persons.Referral;
using Vern.Platform.Localisation;
using Vern.Platform.Workspaces;
using Vern.Tests.Workspaces;

namespace Vern.Tests.Referral;

/// <summary>Two agencies, each in the other's directory, and the national unit that carries what it can't read: served by one process, over real HTTP.</summary>
internal sealed class RelayedAgencies : IAsyncDisposable
{
    public static readonly string[] Ids = ["rosa", "adora"];

    private RelayedAgencies(string folder, ServedWorkspaces served) => (Folder, Served) = (folder, served);

    public string Folder { get; }
    public ServedWorkspaces Served { get; }
    public NationalStore National => Room(Workspace.NationalId).Store.National!;

    /// <summary>Serves them. In each agency gry is a caseworker of the team north.</summary>
    /// <param name="elsewhere">Whether they exchange questions whether somebody knows a person.</param>
    public static async Task<RelayedAgencies> ServeAsync(bool elsewhere = false)
    {
        var folder = Directory.CreateTempSubdirectory("vern-exchange-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, Workspace.NationalId));
        foreach (var id in Ids) await MakeWorkspace.RunAsync(new(id, WorkspaceKind.Agency, $"{id} Example", [Language.English, Language.Norwegian]), null, folder);
        var agencies = new RelayedAgencies(folder, await ServedRooms.StartAsync(folder));
        var access = agencies.Room(Workspace.NationalId).Store.Access;
        foreach (var id in Ids)
        {
            var (room, other) = (agencies.Room(id), Ids.Single(one => one != id));
            await agencies.National.RegisterBodyKeyAsync(new BodyId(id), await room.Store.Body!.Keys.PublicAsync());
            var settings = new RelaySettings(new Uri($"http://127.0.0.1:{agencies.Served.Address.Port}"), await access.MakeTokenAsync(id, "sender", TimeProvider.System.GetUtcNow().AddDays(1)));
            await File.WriteAllTextAsync(Path.Combine(folder, id, "relay.json"), JsonSerializer.Serialize(settings, JsonSerializerOptions.Web));
            await room.Store.Cases!.KeepServicesAsync([new(other, $"{other} Example", "housing") { Women = true, Key = await agencies.Room(other).Store.Cases!.OwnKeyAsync(), KnownElsewhere = elsewhere, CheckedOn = room.Store.Cases.Today }]);
            await agencies.AddAsync(id, "gry", "caseworker");
            await room.Store.Access.SetTeamAsync("gry", "north");
        }
        return agencies;
    }

    public ServedWorkspace Room(string id) => Served.All.Single(room => room.Workspace.Id == id);

    public Task AddAsync(string id, string account, string role) => Room(id).Store.Access.AddAsync(account, $"{account} of {id}", null, role, null);

    public async Task<Browser> SignInAsync(string id, string account = "gry") => await new Browser($"{id}.localhost", Served.Address.Port).SignInAsync($"/sign-in/link/{await Room(id).Store.Access.MakeLinkAsync(account, TimeSpan.FromHours(1))}");

    /// <summary>Reads a page again until it holds what is waited for.</summary>
    public static async Task<AngleSharp.Html.Dom.IHtmlDocument> UntilAsync(Func<Task<AngleSharp.Html.Dom.IHtmlDocument>> read, Func<AngleSharp.Html.Dom.IHtmlDocument, bool> holds)
    {
        for (var attempt = 0; ; attempt++)
        {
            var page = await read();
            if (holds(page)) return page;
            if (attempt == 240) Assert.Fail(page.DocumentElement.TextContent);
            await Task.Delay(250);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Served.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
