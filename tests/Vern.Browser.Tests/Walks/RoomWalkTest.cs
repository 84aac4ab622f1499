using Microsoft.Data.Sqlite;
using Vern.Hosting;
using Vern.Platform.Access;
using Vern.Platform.Localisation;
using Vern.Platform.Workspaces;

namespace Vern.Browser.Tests.Walks;

/// <summary>Walks by keyboard alone through an agency or a centre.</summary>
public abstract class RoomWalkTest : WalkTest
{
    private string folder = "";
    private ServedWorkspaces served = null!;

    /// <summary>Its accounts.</summary>
    private protected AccessStore Access => Room.Store.Access;

    /// <summary>The workspace.</summary>
    private protected ServedWorkspace Room => served.All.Single(one => one.Workspace.Id == "room");

    /// <summary>An address in it.</summary>
    private protected string At(string path) => $"http://room.localhost:{served.Address.Port}{path}";

    /// <summary>Makes and serves a workspace with these people, and walks in it.</summary>
    private protected async Task InRoomAsync(WorkspaceKind kind, (string Name, string Role)[] people, Func<Task> walk)
    {
        RequireChromium();
        folder = Directory.CreateTempSubdirectory("vern-rooms-").FullName;
        try
        {
            await MakeWorkspace.RunAsync(new("room", kind, "Room Example", Language.All), null, folder);
            await using (served = await ServedWorkspaces.StartAsync(new(folder, "http://127.0.0.1:0"), line => Assert.Fail(line)))
            {
                foreach (var (name, role) in people) await Access.AddAsync(name, $"{name} Example", null, role, null);
                await walk();
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Somebody comes in by her one-time link.</summary>
    private protected async Task<KeyboardOnly> ComeAsync(string name)
    {
        var come = new KeyboardOnly(await PageAsync(1280));
        await come.OpenAsync(At($"/sign-in/link/{await Access.MakeLinkAsync(name, TimeSpan.FromHours(1))}?lang=en"));
        await come.FollowAsync("Yes, sign me in");
        return come;
    }

    /// <summary>As if what is there had been recorded eleven years ago.</summary>
    private protected async Task AgeAsync()
    {
        await Room.Store.Ledger.AppendAsync();
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "room", "vern.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE acts SET at = at - 347000000000";
        await command.ExecuteNonQueryAsync();
    }
}
