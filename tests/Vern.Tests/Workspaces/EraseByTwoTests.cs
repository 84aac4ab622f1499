using System.Net;
using Microsoft.Data.Sqlite;
using Vern.Commands;
using Vern.Platform.Auditing;

namespace Vern.Tests.Workspaces;

/// <summary>What cannot be taken back takes two verified persons: erasing at once what is due (rule 4).</summary>
public sealed class EraseByTwoTests
{
    [Theory, InlineData(ServedRooms.Agency, "coordinator"), InlineData(ServedRooms.National, "deputy")]
    public async Task One_proposes_another_person_confirms_and_then_it_is_erased(string id, string role)
    {
        await using var rooms = await ServedRooms.ServeAsync();
        await rooms.Access(id).AddAsync("second", "Second Example", null, role, null);
        await rooms.Access(id).AddAsync("same", null, role, role, null);
        var ledger = rooms.Room(id).Store.Ledger;
        await ledger.AppendAsync(TestContext.Current.CancellationToken);
        await AgeAsync(rooms.Folder, id);
        async Task<Browser> InAsync(string account) => await rooms.At(id).SignInAsync($"/sign-in/link/{await rooms.Access(id).MakeLinkAsync(account, TimeSpan.FromHours(1))}");
        using var first = await InAsync(role);
        using var same = await InAsync("same");
        using var second = await InAsync("second");
        using var supervisor = await InAsync("supervisor");
        async Task<string> StepAsync(Browser browser, string path = "/ledger/erasures", bool understood = true)
        {
            var seen = (await browser.PageAsync("/ledger/register")).QuerySelector("input[name=seen]")?.GetAttribute("value") ?? "nothing";
            using var answer = await browser.PostAsync(path, "/ledger/register", ("seen", seen), ("understood", understood ? "yes" : ""));
            return answer.Headers.Location?.OriginalString ?? $"{(int)answer.StatusCode}";
        }

        Assert.Equal("403", await StepAsync(supervisor));
        Assert.Equal("400", await StepAsync(first, understood: false));
        Assert.Equal("/ledger/register?done=proposed#due", await StepAsync(first));
        Assert.Equal("400", await StepAsync(same)); // another account of hers
        Assert.Equal("/ledger/register?done=withdrawn#due", await StepAsync(same, "/ledger/erasures/withdrawal"));
        Assert.Equal("/ledger/register?done=proposed#due", await StepAsync(first));
        Assert.Contains($"{role} Example", (await second.PageAsync("/ledger/register")).QuerySelector(".needs")!.TextContent, StringComparison.Ordinal);
        // Who did not see what is due now confirms nothing.
        using (var blind = await second.PostAsync("/ledger/erasures", "/ledger/register", ("seen", new string('0', 64)), ("understood", "yes"))) Assert.Equal(HttpStatusCode.BadRequest, blind.StatusCode);
        Assert.DoesNotContain(await ledger.LatestAsync(1000, TestContext.Current.CancellationToken), act => act.Erased);
        Assert.Equal("/ledger/register?done=erased#due", await StepAsync(second));

        await ledger.AppendAsync(TestContext.Current.CancellationToken);
        var acts = await ledger.LatestAsync(1000, TestContext.Current.CancellationToken);
        Assert.Contains(acts, act => act.Erased);
        Assert.Equal(2, acts.Count(act => act.Kind == ControlActs.ErasureProposed.Kind));
        Assert.Contains(acts, act => act.Kind == ControlActs.SealedPartsErased.Kind);
        Assert.Equal("400", await StepAsync(first)); // nothing is due any more
    }

    [Fact]
    public async Task The_verb_only_proposes_where_there_are_accounts_and_never_is_the_second()
    {
        await using var rooms = await ServedRooms.ServeAsync();
        await rooms.Access(ServedRooms.National).AddAsync("kari", "Kari Example", null, "coordinator", null);
        var ledger = rooms.Room(ServedRooms.National).Store.Ledger;
        await ledger.AppendAsync(TestContext.Current.CancellationToken);
        await AgeAsync(rooms.Folder, ServedRooms.National);
        Task<int> EraseAsync(string? by, bool dry = false) => EraseCommand.RunAsync(rooms.Folder, null, true, null, dry, by, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal(0, await EraseAsync(null, dry: true));
        foreach (var nobody in (string?[])[null, "supervisor", "nobody"]) Assert.Equal(2, await EraseAsync(nobody));
        foreach (var account in (string[])["coordinator", "coordinator", "kari"]) Assert.Equal(1, await EraseAsync(account));
        Assert.DoesNotContain(await ledger.LatestAsync(1000, TestContext.Current.CancellationToken), act => act.Erased);
        await ledger.AppendAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, (await ledger.Outbox.FindAsync(new(ControlActs.ErasureProposed.Kind), 0, 10, TestContext.Current.CancellationToken)).Count);
    }

    // As if what is there had been recorded eleven years ago: what is due is looked up in the database.
    private static async Task AgeAsync(string folder, string id)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, id, "vern.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE acts SET at = at - 347000000000";
        await command.ExecuteNonQueryAsync();
    }
}
