using Vern.Commands;
using Vern.Persons.Collection;
using Vern.Platform.Auditing;
using Vern.Platform.Localisation;
using Vern.Platform.Workspaces;
using Vern.Tests.Pages;

namespace Vern.Tests;

/// <summary><c>vern erase</c>, and what the pages show of a round that was erased (C-024).</summary>
public sealed class EraseCommandTests
{
    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }

    [Fact]
    public async Task A_round_is_kept_for_its_time_listed_then_erased_and_what_is_no_round_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("vern-erase-").FullName;
        try
        {
            Assert.Equal(2, await RunAsync(folder, all: true)); // no store there
            await using (var store = await NationalStore.OpenAsync(folder))
            {
                var body = (await store.BodiesAsync())[0].Id;
                await store.OpenRoundAsync(2014, new(2015, 1, 12), new(2015, 2, 27), [body]);
                await store.ReceiveAsync(new Submission { Year = 2014, Sender = body, Persons = [new ReportedPerson { Row = 1, Nationality = "NG" }] });
            }
            Assert.Equal(2, await RunAsync(folder));
            Assert.Equal(2, await RunAsync(folder, round: 2013));
            Assert.Equal(2, await RunAsync(folder, round: 2014)); // open
            await using (var store = await NationalStore.OpenAsync(folder))
            {
                await store.CloseRoundAsync(2014, "A. Example");
                await store.PutEditionAsync(new Edition(2014, 1, null, SmallRound.PublishedDigest, "{}", [new("A. Example", DateTimeOffset.UnixEpoch), new("B. Example", DateTimeOffset.UnixEpoch)], DateTimeOffset.UnixEpoch));
            }
            Assert.Equal(2, await RunAsync(folder, round: 2014)); // its time is not over
            Assert.Equal(0, await RunAsync(folder, all: true));
            var later = new Later(TimeSpan.FromDays(5 * 366));
            Assert.Equal(0, await RunAsync(folder, all: true, dry: true, clock: later));
            await using (var store = await NationalStore.OpenAsync(folder)) Assert.Single((await store.SubmissionsAsync(2014))[0].Persons);
            Assert.Equal(0, await RunAsync(folder, round: 2014, clock: later));
            await using (var store = await NationalStore.OpenAsync(folder)) Assert.Empty((await store.SubmissionsAsync(2014))[0].Persons);
            Assert.Equal(2, await RunAsync(folder, round: 2014, clock: later)); // was erased
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task In_an_agency_who_acted_long_ago_is_erased_by_the_verb_too()
    {
        var folder = Directory.CreateTempSubdirectory("vern-erase-").FullName;
        try
        {
            await MakeWorkspace.RunAsync(new("rosa", WorkspaceKind.Agency, "Rosa Example", [Language.English]), null, folder, clock: new Later(TimeSpan.FromDays(-20 * 366)));
            Assert.Equal(2, await RunAsync(folder, all: true, workspace: "nord")); // there is none
            Assert.Equal(2, await RunAsync(folder, round: 2014, workspace: "rosa")); // it has no rounds
            async Task<int> SealedAsync()
            {
                await using var store = await WorkspaceStore.OpenAsync(Workspace.Read(folder, "rosa"), folder);
                return await EraseSealedParts.DueAsync(store.Ledger, TimeProvider.System.GetUtcNow()) is { } due ? due.Count : 0;
            }
            Assert.True(await SealedAsync() > 0);
            Assert.Equal(0, await RunAsync(folder, all: true, dry: true, workspace: "rosa"));
            Assert.True(await SealedAsync() > 0);
            Assert.Equal(0, await RunAsync(folder, all: true, workspace: "rosa"));
            Assert.Equal(0, await SealedAsync());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task No_page_shows_figures_of_a_round_that_was_erased_and_each_says_so()
    {
        await using var round = await SmallRound.ServeAsync();
        await round.Store.CloseRoundAsync(2014, "A. Example");
        await round.Store.PutEditionAsync(new Edition(2014, 1, null, SmallRound.PublishedDigest, "{}", [new("A. Example", DateTimeOffset.UnixEpoch), new("B. Example", DateTimeOffset.UnixEpoch)], DateTimeOffset.UnixEpoch));
        await ((NationalStore)round.Store).EraseRoundAsync(2014, "A. Example");
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = round.Address };
        foreach (var path in (string[])["/?lang=en", "/tables/2014?lang=en", "/tables/2014/table3?lang=en", "/rounds/2014/pairs?lang=en", "/report/2014?lang=en"])
            Assert.Contains("The row-level content of 2014 was erased on", await client.GetStringAsync(new Uri(path, UriKind.Relative)), StringComparison.Ordinal);
        foreach (var path in (string[])["/rounds/2014", "/ledger/register", "/report/2014/editions/1/receipt", $"/rounds/2014/bodies/{(await round.Store.SubmissionsAsync(2014))[0].Sender}"])
            Assert.NotEmpty(await client.GetStringAsync(new Uri(path, UriKind.Relative)));
    }

    private static Task<int> RunAsync(string folder, bool all = false, int? round = null, bool dry = false, TimeProvider? clock = null, string? by = null, string workspace = Workspace.NationalId) => EraseCommand.RunAsync(folder, null, all, round, dry, by, clock ?? TimeProvider.System, CancellationToken.None, workspace);
}
