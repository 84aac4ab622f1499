using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Vern.Material.Removal;
using Vern.Material.Tests.Intake;
using Vern.Platform.Access;
using Vern.Tests.Workspaces;

namespace Vern.Material.Tests.Removal;

/// <summary>A program of the operator's that looks, and says what it found.</summary>
public sealed class CheckerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_a_program_that_the_settings_name_sees_addresses_each_reading_is_recorded_and_what_is_there_again_takes_two_anew()
    {
        await using var rooms = await ServedRooms.ServeAsync();
        var (store, access, ledger) = (AProviderOf.StoreOf(rooms), rooms.Access(ServedRooms.Centre), rooms.Room(ServedRooms.Centre).Store.Ledger);
        using var checker = await AProviderOf.EnrolAsync(rooms, "checker");
        using var other = await AProviderOf.EnrolAsync(rooms, "other");
        foreach (var program in (AProviderOf[])[checker, other]) program.Client.DefaultRequestHeaders.Authorization = new("Bearer", program.Token);
        var (kari, ola) = (await access.StandForAsync("analyst", Cancel), await access.StandForAsync("second-reader", Cancel));
        var (id, _) = await store.ProposeNoticeAsync(NoticeStoreTests.Asked(), kari.PersonId!.Value, Cancel);
        foreach (var person in (SignedIn[])[kari, ola]) await NoticeByTwo.StepAsync(store, access, (await store.NoticeAsync(id, Cancel))!, (await store.NoticeAsync(id, Cancel))!.Seen(), person, Cancel);
        var due = new Uri("/api/notices/checks", UriKind.Relative);
        var found = new Uri($"/api/notices/{id}/checks", UriKind.Relative);
        async Task<List<string>> DueAsync() => [.. (await checker.Client.GetFromJsonAsync<JsonElement>(due, Cancel)).EnumerateArray().Select(one => one.GetProperty("address").GetString()!)];
        async Task<HttpStatusCode> SayAsync(bool isThere, AProviderOf? by = null)
        {
            using var answer = await (by ?? checker).Client.PostAsJsonAsync(found, new { isThere }, Cancel);
            return answer.StatusCode;
        }
        using (var unnamed = await checker.Client.GetAsync(due, Cancel)) Assert.Equal(HttpStatusCode.Conflict, unnamed.StatusCode);
        await File.WriteAllTextAsync(Path.Combine(store.Folder, "removal.json"), """{"checkers":["checker"]}""", Cancel);
        Assert.Empty(await DueAsync()); // nothing has left
        Assert.Equal(HttpStatusCode.Conflict, await SayAsync(false));
        Assert.True(await store.NoticeSentAsync(id, NoticeStep.Send, new(), kari.PersonId, Cancel));
        Assert.Equal(["https://host.example/a"], await DueAsync());
        using (var not = await other.Client.GetAsync(due, Cancel)) Assert.DoesNotContain("host.example", await not.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, await SayAsync(false, other));
        // What a program forgets to say is no finding.
        using (var silent = await checker.Client.PostAsJsonAsync(found, new { }, Cancel)) Assert.Equal(HttpStatusCode.BadRequest, silent.StatusCode);
        Assert.Equal(NoticeState.Sent, (await store.NoticeAsync(id, Cancel))!.State);
        Assert.Equal(HttpStatusCode.NoContent, await SayAsync(true));
        Assert.Equal(HttpStatusCode.NoContent, await SayAsync(false));
        Assert.Equal((NoticeState.Gone, NoticeStep.Check), (await store.NoticeAsync(id, Cancel))! is var gone ? (gone.State, gone.Step) : default);
        Assert.Empty(await DueAsync()); // tomorrow
        Assert.Equal(HttpStatusCode.NoContent, await SayAsync(true));
        Assert.Equal((NoticeState.Proposed, 2), (await store.NoticeAsync(id, Cancel))! is var again ? (again.State, again.Round) : default);
        await ledger.AppendAsync(Cancel);
        var (places, reads) = await ledger.Outbox.FindAsync(new(RemovalActs.Read.Kind), 0, 10, Cancel);
        Assert.Equal(1, reads); // one address was handed out, once
        Assert.Equal("checker", (await ledger.ReadAsync(places, Cancel))[0].By?.Name);
    }
}
