using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Vern.Material.Intake;
using Vern.Material.Routing;
using Vern.Tests.Workspaces;

namespace Vern.Material.Tests.Triage;

/// <summary>From the queue to an authority's inbox over the real host.</summary>
public sealed class TriagePagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<Browser> InAsync(ServedRooms rooms, string account) => await rooms.At(ServedRooms.Centre).SignInAsync($"/sign-in/link/{await rooms.Access(ServedRooms.Centre).MakeLinkAsync(account, TimeSpan.FromHours(1))}");

    [Fact]
    public async Task A_report_goes_from_the_queue_to_the_inbox_of_its_authority_and_no_other()
    {
        await using var rooms = await ServedRooms.ServeAsync();
        var store = rooms.Room(ServedRooms.Centre).Store.Material!;
        await store.KeepAuthorityAsync(new("no-police", "NO", "Police Example", AuthorityKind.National, AuthorityChannel.Inbox, ["nb"], IsOwn: true), Cancel);
        var report = (await store.ReceiveAsync(MadeUpReports.Of(Sender.Public, MadeUpReports.Facts("ongoing") with { Words = "made-up words" }), Cancel)).Id;
        while (await store.OutcomeAsync(report, Cancel) is { State: "received" }) await store.AssessArrivedAsync(cancel: Cancel); // the host's own may be quicker

        using var analyst = await InAsync(rooms, "analyst");
        using (var front = await analyst.GetAsync("/")) Assert.Equal("/queue", front.Headers.Location?.ToString());
        using (var taken = await analyst.PostAsync("/queue/next", "/queue")) Assert.Equal($"/reports/{report}", taken.Headers.Location?.ToString());
        var page = await analyst.PageAsync($"/reports/{report}");
        Assert.Contains("made-up words", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("#to-no-police[checked]"));
        using (var unsaid = await analyst.PostAsync($"/reports/{report}/route", $"/reports/{report}", ("seen", "0"))) Assert.Equal(HttpStatusCode.BadRequest, unsaid.StatusCode);
        using (var routed = await analyst.PostAsync($"/reports/{report}/route", $"/reports/{report}", ("to", "no-police"), ("seen", "0"))) Assert.Equal("/queue?done=routed", routed.Headers.Location?.ToString());

        using var police = await InAsync(rooms, "police-inbox");
        using (var refused = await police.GetAsync($"/reports/{report}")) Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Null((await police.PageAsync("/inbox")).QuerySelector("tbody a")); // of no authority: nothing
        await rooms.Access(ServedRooms.Centre).SetTeamAsync("police-inbox", "no-police", Cancel);
        var package = (await police.PageAsync("/inbox")).QuerySelector("tbody a")!.GetAttribute("href")!;
        Assert.Contains("made-up words", (await police.PageAsync(package)).Body!.TextContent, StringComparison.Ordinal);
        foreach (var format in (string[])["json", "xml", "case"])
            using (var file = await police.GetAsync($"{package}/{format}")) Assert.Contains("made-up words", await file.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        var digest = (await police.PageAsync(package)).QuerySelector("input[name=digest]")!.GetAttribute("value")!;
        using (var received = await police.PostAsync($"{package}/receipt", package, ("digest", digest))) Assert.Equal(HttpStatusCode.SeeOther, received.StatusCode);
        using (var told = await police.PostAsync($"{package}/feedback", package, ("kind", "ChildSafeguarded"), ("words", "well"))) Assert.Equal(HttpStatusCode.SeeOther, told.StatusCode);
        using (var analysts = await analyst.GetAsync(package)) Assert.Equal(HttpStatusCode.Forbidden, analysts.StatusCode);

        using var supervisor = await InAsync(rooms, "supervisor");
        Assert.Contains(report.ToString(System.Globalization.CultureInfo.InvariantCulture), (await supervisor.PageAsync("/dispatches")).Body!.TextContent, StringComparison.Ordinal);
        using (var refused = await supervisor.GetAsync("/queue")) Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using (var rules = await supervisor.GetAsync("/scoring")) Assert.Equal(HttpStatusCode.OK, rules.StatusCode);
    }

    [Fact]
    public async Task An_authoritys_program_reads_receives_and_answers_its_own_packages()
    {
        await using var rooms = await ServedRooms.ServeAsync();
        var store = rooms.Room(ServedRooms.Centre).Store.Material!;
        await store.KeepAuthorityAsync(new("no-police", "NO", "Police Example", AuthorityKind.National, AuthorityChannel.Inbox, ["nb"], IsOwn: true), Cancel);
        var report = (await store.ReceiveAsync(MadeUpReports.Of(Sender.Public, MadeUpReports.Facts()), Cancel)).Id;
        while (await store.OutcomeAsync(report, Cancel) is { State: "received" }) await store.AssessArrivedAsync(cancel: Cancel);
        await store.RouteAsync(report, ["no-police"], null, 0, MadeUpReports.Ada, Cancel);
        var token = await rooms.Access(ServedRooms.Centre).MakeTokenAsync("no-police-program", CentreGrants.PoliceInbox, DateTimeOffset.MaxValue, Cancel);
        await rooms.Access(ServedRooms.Centre).SetTeamAsync("no-police-program", "no-police", Cancel);
        using var program = rooms.At(ServedRooms.Centre);
        program.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var list = JsonDocument.Parse(await program.Client.GetStringAsync(new Uri("/api/packages", UriKind.Relative), Cancel));
        var package = list.RootElement[0];
        var id = package.GetProperty("id").GetString()!;
        var bytes = await program.Client.GetByteArrayAsync(new Uri($"/api/packages/{id}", UriKind.Relative), Cancel);
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        Assert.Equal(package.GetProperty("digest").GetString(), digest);
        using (var wrong = await program.Client.PostAsJsonAsync($"/api/packages/{id}/receipts", new { digest = new string('0', 64) }, Cancel)) Assert.Equal(HttpStatusCode.Conflict, wrong.StatusCode);
        using (var received = await program.Client.PostAsJsonAsync($"/api/packages/{id}/receipts", new { digest }, Cancel)) Assert.Equal(HttpStatusCode.NoContent, received.StatusCode);
        using (var none = await program.GetAsync($"/api/packages/{new string('0', 32)}/xml")) Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Assert.NotNull((await store.PackagesOfAsync(report, Cancel))[0].ReceivedAt);
    }
}
