using Microsoft.Playwright;
using Vern.Hosting;
using Vern.Persons.Registration;
using Vern.Platform.Localisation;
using Vern.Platform.Workspaces;

namespace Vern.Browser.Tests.Walks;

/// <summary>Two agencies with their people, served for a walk. With VERN_SCREENSHOTS set to a folder a walk is filmed there.</summary>
public abstract class CaseWalk : WalkTest
{
    protected static readonly (string Room, string Name, string Role, string? Team)[] People =
    [
        ("room", "cas", "caseworker", "north"), ("room", "kit", "coordinator", null), ("room", "kai", "coordinator", null), ("room", "lea", "caseworker", "north"), ("room", "vera", "guardian", null), ("room", "ada", "counsel", null), ("room", "per", AgencyGrants.Investigator, null), ("harbour", "hal", "caseworker", "quay"), ("harbour", "hei", "coordinator", null),
    ];

    private protected string Folder { get; private set; } = "";
    private ServedWorkspaces served = null!;
    private int taken;

    private protected ServedWorkspace Room(string id) => served.All.Single(one => one.Workspace.Id == id);
    protected CaseStore Cases(string id) => Room(id).Store.Cases!;

    protected async Task ServeAsync()
    {
        Folder = Directory.CreateTempSubdirectory("vern-case-walk-").FullName;
        foreach (var id in (string[])["room", "harbour"]) await MakeWorkspace.RunAsync(new(id, WorkspaceKind.Agency, $"{id} Example", Language.All), null, Folder);
        served = await ServedWorkspaces.StartAsync(new(Folder, "http://127.0.0.1:0"), line => Assert.Fail(line));
        foreach (var (room, name, role, team) in People)
        {
            await Room(room).Store.Access.AddAsync(name, $"{name} Example", null, role, null);
            await Room(room).Store.Access.SetTeamAsync(name, team);
        }
        // The other side knows us; that we know it, the coordinator enters herself.
        await Cases("harbour").KeepServicesAsync([new("room", "Room Example", "outreach") { Key = await Cases("room").OwnKeyAsync(), CheckedOn = Cases("room").Today }]);
    }

    private protected async Task<KeyboardOnly> ComeAsync(string name, int width = 390)
    {
        var room = People.First(person => person.Name == name).Room;
        var come = new KeyboardOnly(await PageAsync(width));
        await come.OpenAsync($"http://{room}.localhost:{served.Address.Port}/sign-in/link/{await Room(room).Store.Access.MakeLinkAsync(name, TimeSpan.FromHours(1))}?lang=en");
        await come.FollowAsync("Yes, sign me in");
        return come;
    }

    private protected async Task FilmAsync(KeyboardOnly walk, string name)
    {
        if (Environment.GetEnvironmentVariable("VERN_SCREENSHOTS") is { } shots) await walk.Page.ScreenshotAsync(new() { Path = Path.Combine(shots, $"case-{++taken:00}-{name}.png"), FullPage = true });
    }

    /// <summary>An address in a workspace.</summary>
    protected string At(string room, string path) => $"http://{room}.localhost:{served.Address.Port}{path}";

    /// <summary>Takes both agencies away.</summary>
    protected async Task EndAsync()
    {
        await served.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
