using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake;
using Vern.Material.Tests.Intake;
using Vern.Material.Tests.Triage;
using Vern.Material.Transparency.Volume;
using Vern.Platform.Access;
using Vern.Tests.Workspaces;

namespace Vern.Material.Tests.Transparency;

/// <summary>The volume of reports: counted in the database, shown to those who see the figures of providers.</summary>
public sealed class VolumeTests
{
    public static TheoryData<string> Databases => MaterialFixture.Databases;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // As if it had been whole then.
    private static async Task CameAtAsync(MaterialStore store, long report, DateTimeOffset at)
    {
        await using var context = store.Context();
        var moment = at.ToUnixTimeMilliseconds();
        await context.Reports.Where(row => row.Id == report).ExecuteUpdateAsync(set => set.SetProperty(row => row.FinishedAt, moment), Cancel);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Months_are_whole_ones_in_Norway_and_neither_what_is_taken_back_nor_a_test_is_counted(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database); // 1 February 2026
        var store = fixture.Store;
        Assert.Empty((await store.VolumeAsync(Cancel)).Counts);
        var (alpha, trial) = (await store.EnrolAsync(ProvidersTests.AProvider("alpha"), Cancel), await store.EnrolAsync(ProvidersTests.AProvider("trial") with { IsTest = true }, Cancel));
        async Task<long> AtAsync(string words, DateTimeOffset at, Sender? sender = null)
        {
            var id = (await store.ReceiveAsync(MadeUpReports.Of(sender ?? alpha.Sender, MadeUpReports.Facts() with { Words = words }) with { Channel = sender is null ? Channel.Api : Channel.Public }, Cancel)).Id;
            await CameAtAsync(store, id, at);
            return id;
        }
        static DateTimeOffset Utc(int year, int month, int day, int hour = 12, int minute = 0) => new(year, month, day, hour, minute, 0, TimeSpan.Zero);
        await AtAsync("the first", Utc(2023, 12, 24));
        Assert.Equal(25, (await store.VolumeAsync(Cancel)).Counts.Count);
        // The last minute of July in Norway, and the first of August; a summer's hours lie two before.
        await AtAsync("july", Utc(2024, 7, 31, 21, 59));
        await AtAsync("august", Utc(2024, 7, 31, 22, 0));
        await AtAsync("august too", Utc(2024, 8, 31, 21, 59), Sender.Public);
        await AtAsync("january 2025", Utc(2025, 1, 31, 22, 59));
        var known = await AtAsync("february 2025", Utc(2025, 1, 31, 23, 0));
        await store.AssessArrivedAsync(cancel: Cancel);
        await AtAsync("not weighed", Utc(2026, 1, 31, 22, 59));
        await AtAsync("this month", Utc(2026, 1, 31, 23, 0));
        await AtAsync("a test", Utc(2025, 6, 1), trial.Sender);
        await store.RetractAsync(await AtAsync("taken back", Utc(2025, 6, 1)), alpha.Sender, whole: true, Cancel);

        var volume = await store.VolumeAsync(Cancel);
        Assert.Equal(new DateOnly(2024, 1, 1), volume.First);
        Assert.Equal(["2024-07 1", "2024-08 2", "2025-01 1", "2025-02 1", "2026-01 1"], volume.Counts.Select((count, at) => (count, at)).Where(one => one.count > 0).Select(one => $"{volume.First.AddMonths(one.at):yyyy-MM} {one.count}"));
        Assert.Equal(volume.Counts.TakeLast(24).Sum(), volume.Alike.Sum(one => one.Count));
        var tables = VolumeDrivers.Of(volume.Alike).ToDictionary(table => table.By, table => table.Drivers);
        Assert.Equal([new Driver("alpha", 3, 2), new Driver(null, 1, 0)], tables["sender"].OrderBy(one => one.Code is null));
        Assert.Equal([new Driver("api", 3, 2), new Driver("public", 1, 0)], tables["channel"].OrderBy(one => one.Code, StringComparer.Ordinal));
        Assert.Equal([new Driver("material", 4, 2)], tables["kind"]);
        Assert.Equal([new Driver("new", 4, 1), new Driver(null, 0, 1)], tables["novelty"]);
    }

    [Fact]
    public async Task The_page_tells_what_there_is_to_those_who_see_the_figures_of_providers()
    {
        await using var rooms = await ServedRooms.ServeAsync();
        var store = AProviderOf.StoreOf(rooms);
        async Task<string> ReadAsync(string role, string path)
        {
            using var browser = rooms.At(ServedRooms.Centre);
            await browser.SignInAsync($"/sign-in/link/{await rooms.Access(ServedRooms.Centre).MakeLinkAsync(role, TimeSpan.FromHours(1))}");
            using var answer = await browser.GetAsync(path);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(Cancel) : $"{(int)answer.StatusCode}";
        }
        Assert.Contains("No whole month has been counted yet.", await ReadAsync("supervisor", "/volume?lang=en"), StringComparison.Ordinal);
        var sender = (await store.EnrolAsync(ProvidersTests.AProvider("alpha"), Cancel)).Sender;
        var month = new DateTimeOffset(store.Now().Year, store.Now().Month, 15, 12, 0, 0, TimeSpan.Zero);
        async Task CameAsync(int back)
        {
            foreach (var number in Enumerable.Range(0, 1 + (30 - back) / 6))
                await CameAtAsync(store, (await store.ReceiveAsync(MadeUpReports.Of(number % 2 == 0 ? sender : Sender.Public, MadeUpReports.Facts() with { Words = $"{back} {number}" }), Cancel)).Id, month.AddMonths(-back));
        }
        for (var back = 4; back > 0; back--) await CameAsync(back);
        Assert.Contains("A forecast needs twelve whole months. There are 3.", await ReadAsync("reviewer", "/volume?lang=en"), StringComparison.Ordinal);
        for (var back = 30; back > 4; back--) await CameAsync(back);
        var page = await ReadAsync("reviewer", "/volume?lang=en");
        foreach (var words in (string[])["the volume doubles in", "(MASE)", "class=\"band\"", "alpha Example", "Open forms", "Not weighed yet", "By known and new"]) Assert.Contains(words, page, StringComparison.Ordinal);
        var months = (await ReadAsync("supervisor", "/volume/months.csv")).TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(1 + 29 + 12, months.Length);
        Assert.StartsWith($"{month.AddMonths(-1):yyyy-MM},5,,,", months[29], StringComparison.Ordinal);
        Assert.StartsWith($"{month:yyyy-MM},,", months[30], StringComparison.Ordinal);
        Assert.Contains("sender,alpha,", await ReadAsync("supervisor", "/volume/drivers.csv"), StringComparison.Ordinal);
        Assert.Equal("403", await ReadAsync("analyst", "/volume"));
    }
}
