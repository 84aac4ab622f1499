using System.Net;
using AngleSharp.Html.Parser;
using Vern.Platform.Workspaces;

namespace Vern.Tests.Workspaces;

/// <summary>A workspace renamed, closed, opened again and removed; people put into teams: from pages, with what each takes.</summary>
public sealed class KeptWorkspaceTests
{
    private static async Task<Browser> InAsync(ServedRooms rooms, string id, string account) => await rooms.At(id).SignInAsync($"/sign-in/link/{await rooms.Access(id).MakeLinkAsync(account, TimeSpan.FromHours(1))}");

    private static async Task<string> TextAsync(HttpResponseMessage answer) => new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()).QuerySelector("#content")?.TextContent ?? "";

    private static async Task<string?> DoneAsync(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        return answer.StatusCode is HttpStatusCode.SeeOther ? answer.Headers.Location!.OriginalString : $"{(int)answer.StatusCode} {await TextAsync(answer)}";
    }

    [Fact]
    public async Task A_workspace_is_renamed_closed_opened_again_and_removed_by_two_persons_after_a_back_up()
    {
        await using var rooms = await ServedRooms.ServeAsync();
        using var administrator = await InAsync(rooms, ServedRooms.National, "administrator");
        using var coordinator = await InAsync(rooms, ServedRooms.National, "coordinator");
        const string at = "/workspaces/rosa";

        // What is wrong is said at its field; what is right counts at once, for who is served too.
        using (var wrong = await administrator.PostAsync(at, at, ("title", ""), ("language", "nb"), ("first", "sv"))) Assert.Equal(["#title", "#first"], new HtmlParser().ParseDocument(await wrong.Content.ReadAsStringAsync()).QuerySelectorAll("#problems a").Select(link => link.GetAttribute("href")));
        Assert.Equal($"{at}?done=changed", await DoneAsync(administrator.PostAsync(at, at, ("title", "Rosa <i>and</i> friends"), ("language", "sv"), ("language", "en"), ("first", "sv"), ("host", ""))));
        using (var rosa = rooms.At(ServedRooms.Agency))
        {
            var page = await rosa.PageAsync("/sign-in");
            Assert.Equal(("sv", true), (page.DocumentElement.GetAttribute("lang"), page.QuerySelector("header .top")!.TextContent.Contains("Rosa <i>and</i> friends", StringComparison.Ordinal)));
        }
        Assert.Equal(HttpStatusCode.Forbidden, (await coordinator.PostAsync(at, at, ("title", "Mine"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.PostAsync("/workspaces/national/closing", at)).StatusCode);

        // An open one is not removed; closed, nobody is served in it, and opened again everybody is.
        Assert.StartsWith("400", await DoneAsync(administrator.PostAsync($"{at}/removal", at, ("again", "rosa"))), StringComparison.Ordinal);
        Assert.Equal($"{at}?done=closed", await DoneAsync(administrator.PostAsync($"{at}/closing", at)));
        using (var closed = rooms.At(ServedRooms.Agency)) Assert.Equal(HttpStatusCode.MisdirectedRequest, (await closed.GetAsync("/sign-in")).StatusCode);
        Assert.Equal($"{at}?done=opened", await DoneAsync(administrator.PostAsync($"{at}/opening", at)));
        using (var open = rooms.At(ServedRooms.Agency)) Assert.Equal(HttpStatusCode.OK, (await open.GetAsync("/sign-in")).StatusCode);
        Assert.Equal($"{at}?done=closed", await DoneAsync(administrator.PostAsync($"{at}/closing", at)));

        // The first types its name and proposes; under a second account she is still the first; another person confirms.
        await rooms.Access(ServedRooms.National).AddAsync("administrator-2", null, "administrator", "administrator", null);
        using var again = await InAsync(rooms, ServedRooms.National, "administrator-2");
        Assert.StartsWith("400", await DoneAsync(administrator.PostAsync($"{at}/removal", at, ("again", "Rosa"))), StringComparison.Ordinal);
        Assert.Equal($"{at}?done=proposed", await DoneAsync(administrator.PostAsync($"{at}/removal", at, ("again", "rosa"))));
        Assert.StartsWith("400", await DoneAsync(again.PostAsync($"{at}/removal", at, ("again", "rosa"))), StringComparison.Ordinal);
        Assert.Equal($"{at}?done=withdrawn", await DoneAsync(again.PostAsync($"{at}/removal/withdrawal", at)));
        Assert.Equal($"{at}?done=proposed", await DoneAsync(administrator.PostAsync($"{at}/removal", at, ("again", "rosa"))));
        Assert.Contains("administrator Example", (await coordinator.PageAsync(at)).QuerySelector(".needs")!.TextContent, StringComparison.Ordinal);
        // Just closed: another process may still serve it.
        Assert.Contains("within 30 seconds", await DoneAsync(coordinator.PostAsync($"{at}/removal", at, ("again", "rosa"))), StringComparison.Ordinal);
        var file = Workspace.Read(rooms.Folder, "rosa");
        await (file with { ClosedAt = file.ClosedAt!.Value.AddMinutes(-5) }).WriteAsync(rooms.Folder, TestContext.Current.CancellationToken);
        // It is another content now: both must have seen the same.
        Assert.Equal($"{at}?done=proposed", await DoneAsync(coordinator.PostAsync($"{at}/removal", at, ("again", "rosa"))));
        Assert.Equal("/workspaces?done=removed", await DoneAsync(administrator.PostAsync($"{at}/removal", at, ("again", "rosa"))));

        Assert.Equal(["national", "sentral"], Workspace.Ids(rooms.Folder));
        Assert.False(Directory.Exists(Path.Combine(rooms.Folder, "rosa")));
        Assert.Empty(Directory.GetFiles(Path.Combine(rooms.Folder, "keys"), "rosa.*"));
        var backUp = Assert.Single(Directory.GetFiles(Path.Combine(rooms.Folder, "removed"), "rosa-*.zip"));
        Assert.Contains(Directory.GetFiles(Path.ChangeExtension(backUp, ".keys")), key => key.EndsWith("rosa.key", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync(at)).StatusCode);
        var ledger = rooms.Room(ServedRooms.National).Store.Ledger;
        await ledger.AppendAsync(TestContext.Current.CancellationToken);
        var told = (await ledger.LatestAsync(200, TestContext.Current.CancellationToken)).Where(act => act.Resource == "workspace/rosa").ToList();
        Assert.Equal(["workspace.changed", "workspace.closed", "workspace.reopened", "workspace.closed", "workspace.removal-proposed", "workspace.removal-proposed", "workspace.removal-proposed", "workspace.removed"], told.Select(act => act.Kind));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(backUp, TestContext.Current.CancellationToken))), told[^1].Digest);
        // The name is free, and what is made under it is another.
        await MakeWorkspace.RunAsync(new("rosa", WorkspaceKind.Centre, "Rosa", [Vern.Platform.Localisation.Language.Danish]), null, rooms.Folder, cancel: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_verb_changes_closes_and_removes_only_with_the_name_typed_again()
    {
        await using (var rooms = await ServedRooms.ServeAsync(accounts: false))
        {
            await using var process = await ServedRooms.StartAsync(rooms.Folder);
            Task<int> RunAsync(params string[] arguments) => Vern.Commands.WorkspaceCommand.Create().Parse([.. arguments, "--data", rooms.Folder]).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(0, await RunAsync("change", "rosa", "--title", "Rosa of today", "--public-host", "none"));
            Assert.Equal(("Rosa of today", null), (Workspace.Read(rooms.Folder, "rosa").Title, Workspace.Read(rooms.Folder, "rosa").PublicHost));
            Assert.Equal(2, await RunAsync("change", "rosa", "--languages", "xx"));
            Assert.Equal(2, await RunAsync("remove", "rosa", "--confirm", "rosa")); // open
            Assert.Equal(0, await RunAsync("close", "rosa"));
            // Another process lets go of it by itself.
            for (var attempt = 0; attempt < 200 && process.All.Count == 3; attempt++) await Task.Delay(100, TestContext.Current.CancellationToken);
            Assert.DoesNotContain(process.All, room => room.Workspace.Id == "rosa");
            Assert.Equal(2, await RunAsync("remove", "rosa", "--confirm", "rose"));
            Assert.Equal(2, await RunAsync("remove", "rosa", "--confirm", "rosa")); // closed just now
            var file = Workspace.Read(rooms.Folder, "rosa");
            await (file with { ClosedAt = file.ClosedAt!.Value.AddMinutes(-5) }).WriteAsync(rooms.Folder, TestContext.Current.CancellationToken);
            Assert.Equal(2, await RunAsync("remove", "rosa", "--confirm", "rose")); // the name is not hers
            Assert.Equal(0, await RunAsync("remove", "rosa", "--confirm", "rosa"));
            Assert.Equal(["national", "sentral"], Workspace.Ids(rooms.Folder));
            Assert.Equal(2, await RunAsync("remove", "national", "--confirm", "national"));
        }
    }

    [Fact]
    public async Task The_administrator_puts_people_into_teams_and_it_counts_from_the_next_request_on()
    {
        await using var rooms = await ServedRooms.ServeAsync();
        using var administrator = await InAsync(rooms, ServedRooms.Agency, "administrator");
        using var leader = await InAsync(rooms, ServedRooms.Agency, "team-leader");
        async Task<int> SeenAsync() => (await leader.PageAsync("/accounts")).QuerySelectorAll("tbody th").Length;
        Assert.Equal(1, await SeenAsync());
        foreach (var account in (string[])["team-leader", "caseworker"]) Assert.Equal("/teams?done=set", await DoneAsync(administrator.PostAsync($"/teams/{account}", "/teams", ("team", "north"))));
        Assert.Equal(2, await SeenAsync());
        Assert.Contains("north (2)", (await administrator.PageAsync("/teams")).QuerySelector("h2")!.TextContent, StringComparison.Ordinal);
        using (var wrong = await administrator.PostAsync("/teams/caseworker", "/teams", ("team", "North <b>")))
        {
            var page = new HtmlParser().ParseDocument(await wrong.Content.ReadAsStringAsync());
            Assert.Equal((HttpStatusCode.BadRequest, "#team-caseworker"), (wrong.StatusCode, page.QuerySelector("#problems a")!.GetAttribute("href")));
            Assert.Equal("North <b>", page.GetElementById("team-caseworker")!.GetAttribute("value"));
        }
        Assert.Equal("/teams?done=set", await DoneAsync(administrator.PostAsync("/teams/caseworker", "/teams", ("team", ""))));
        Assert.Equal(1, await SeenAsync());
        Assert.StartsWith("404", await DoneAsync(administrator.PostAsync("/teams/nobody", "/teams", ("team", "north"))), StringComparison.Ordinal);
        Assert.StartsWith("403", await DoneAsync(leader.PostAsync("/teams/caseworker", "/accounts", ("team", "north"))), StringComparison.Ordinal);
    }
}
