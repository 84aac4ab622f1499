using Vern.Material.Intake;
using Vern.Platform.Workspaces;

namespace Vern.Browser.Tests.Walks;

/// <summary>A centre with its people, walked through by keyboard alone. With VERN_SCREENSHOTS set to a folder the walk is filmed there, on a desk's screen and on a telephone's.</summary>
public abstract class CentreWalk : RoomWalkTest
{
    private int taken;

    /// <summary>What the centre keeps.</summary>
    private protected MaterialStore Centre => Room.Store.Material!;

    /// <summary>Serves a centre with these people, each in a role that its name is for, and walks in it.</summary>
    private protected Task InCentreAsync((string Name, string Role)[] people, Func<Task> walk) => InRoomAsync(WorkspaceKind.Centre, people, walk);

    /// <summary>Somebody of the public, who has no account.</summary>
    private protected async Task<KeyboardOnly> ComeOpenlyAsync(string path)
    {
        var somebody = new KeyboardOnly(await PageAsync(1280));
        await somebody.OpenAsync(At(path) + "?lang=en");
        return somebody;
    }

    /// <summary>Takes pictures where they are wanted.</summary>
    private protected async Task FilmAsync(KeyboardOnly walk, string name)
    {
        if (Environment.GetEnvironmentVariable("VERN_SCREENSHOTS") is not { } shots) return;
        var number = ++taken;
        foreach (var width in (int[])[390, 1280])
        {
            await walk.Page.SetViewportSizeAsync(width, 900);
            await walk.Page.ScreenshotAsync(new() { Path = Path.Combine(shots, $"{GetType().Name}-{number:00}-{name}-{width}.png"), FullPage = true });
        }
    }

    /// <summary>Waits until what came in is weighed.</summary>
    private protected async Task WeighedAsync(int reports)
    {
        for (var waited = 0; ; waited++)
        {
            var queue = await Centre.QueueAsync(false, 0, 50, TestContext.Current.CancellationToken);
            if (queue.Imminent.Count + queue.Waiting >= reports) return;
            Assert.True(waited < 300, $"{queue.Imminent.Count} and {queue.Waiting} of {reports} reports are in the queue");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What a program reports: other digests and addresses for each number, so that none says the same as another.</summary>
    private protected async Task<long> ReceiveAsync(Sender sender, int number, params string[] signs) => (await Centre.ReceiveAsync(new()
    {
        Sender = sender, Channel = Channel.Api, Files = [new(new() { Sha256 = Digest(number) }, null)],
        Facts = new()
        {
            Kind = ReportKind.Material, Signs = signs, Words = "Made up.", Places = [new("web", $"https://pictures.example/album/{number}")], Children = [new(12, "NO", null)],
            Accounts = [new() { ScreenName = $"user{number}", Country = "NO", CountryVerified = true, Connections = [new($"203.0.113.{number}", TimeProvider.System.GetUtcNow(), "upload", false)] }],
        },
    })).Id;

    /// <summary>The digest of a made-up file.</summary>
    private protected static string Digest(int number) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"a made-up file {number}")));
}
