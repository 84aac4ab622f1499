using System.Net;
using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Access;

namespace Vern.Tests.Workspaces;

/// <summary>The pages of rights as people meet them, over HTTP.</summary>
public sealed class RightsPagesTests
{
    private static readonly HashSet<string> Every = [.. FieldCatalogue.Own.Purposes];

    private sealed record Served(ServedRooms Rooms, Browser Browser, PersonId Id, CaseStore Cases) : IAsyncDisposable
    {
        public string At => $"/people/{Id}";
        public async ValueTask DisposeAsync()
        {
            Browser.Dispose();
            await Rooms.DisposeAsync();
        }
    }

    private static async Task<Browser> InAsync(ServedRooms rooms, string account) => await rooms.At(ServedRooms.Agency).SignInAsync($"/sign-in/link/{await rooms.Access(ServedRooms.Agency).MakeLinkAsync(account, TimeSpan.FromHours(1))}?lang=en");

    private static async Task<Served> ServeAsync()
    {
        var rooms = await ServedRooms.ServeAsync();
        await rooms.Access(ServedRooms.Agency).SetTeamAsync("caseworker", "north");
        var cases = rooms.Room(ServedRooms.Agency).App.Services.GetRequiredService<CaseStore>();
        string Day(int back) => cases.Today.AddDays(-back).ToString("yyyy-MM-dd");
        var account = (await rooms.Access(ServedRooms.Agency).ListAsync()).Single(one => one.Name == "caseworker").Id;
        var id = await cases.AddPersonAsync(new("0123456789abcdef0123456789abcdef", Audience.Adult,
            [new("identity.family-name", "Osaghae"), new("assessment.identified-on", Day(172)), new("answer.offer", "yes"), new("law.follows-measures", "yes"), new("permit.kind", 1, "reflection"), new("permit.from", 1, Day(161)), new("family.with-her", "1")]),
            new(account, "caseworker Example", "caseworker", "north", Scope.Team, Every));
        return new(rooms, await InAsync(rooms, "caseworker"), id, cases);
    }

    [Fact]
    public async Task Each_right_has_its_state_its_reason_its_law_and_one_action()
    {
        await using var served = await ServeAsync();
        var page = await served.Browser.PageAsync(served.At + "/rights?lang=en");
        var report = page.QuerySelector("li#R-07")!;
        Assert.Equal("to be done now", report.QuerySelector(".state")!.TextContent);
        Assert.Contains("A parent has been identified", report.TextContent, StringComparison.Ordinal);
        Assert.Contains("003 l.2973-2976", report.QuerySelector("details")!.TextContent, StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("ul.rights > li"), line => Assert.Single(line.QuerySelectorAll("a.ds-button")));
        Assert.Contains("Not known yet whether", page.QuerySelector("li[id='R-12']")!.TextContent, StringComparison.Ordinal);
        // The next deadline stands on top, with what would be lost.
        Assert.Contains("The reflection period ends", page.QuerySelector(".needs")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script"));
        var right = await served.Browser.PageAsync(served.At + "/rights/R-12");
        Assert.Contains("UDI 2013-014", (await served.Browser.PageAsync("/rules")).QuerySelector("#R-12")!.TextContent, StringComparison.Ordinal);
        Assert.Null(right.QuerySelector("form.form"));
    }

    [Fact]
    public async Task A_step_is_recorded_a_wrong_one_told_and_what_was_typed_is_kept()
    {
        await using var served = await ServeAsync();
        var address = served.At + "/rights/R-17.housing";
        using (var none = await served.Browser.PostAsync(address, address, ("on", "2026-13-40"), ("seen", "0"))) Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        using (var wrong = await served.Browser.PostAsync(address, address, ("step", "offered"), ("on", "<script>"), ("seen", "0")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            Assert.Contains("&lt;script&gt;", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        var today = served.Cases.Today.ToString("yyyy-MM-dd");
        using (var refused = await served.Browser.PostAsync(address, address, ("step", "provided"), ("on", today), ("seen", "0")))
            Assert.Contains("needs a yes first", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var done = await served.Browser.PostAsync(address, address, ("step", "declined"), ("on", today), ("reason", "not-said"), ("seen", "0"))) Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        using (var stale = await served.Browser.PostAsync(address, address, ("step", "offered"), ("on", today), ("seen", "0"))) Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Contains("Did not want to say", (await served.Browser.PageAsync(address + "?lang=en")).DocumentElement.TextContent, StringComparison.Ordinal);
        using var without = new FormUrlEncodedContent([new("step", "offered"), new("on", today), new("seen", "1")]);
        using var forged = await served.Browser.Client.PostAsync(new Uri(address, UriKind.Relative), without);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
    }

    [Fact]
    public async Task The_calendar_and_the_sheet_say_nothing_of_the_person()
    {
        await using var served = await ServeAsync();
        using var calendar = await served.Browser.GetAsync(served.At + "/timeline.ics?lang=en");
        Assert.Equal("text/calendar", calendar.Content.Headers.ContentType!.MediaType);
        var text = await calendar.Content.ReadAsStringAsync();
        Assert.StartsWith("BEGIN:VCALENDAR\r\n", text, StringComparison.Ordinal);
        Assert.All(text.Split("\r\n").Where(line => line.StartsWith("SUMMARY", StringComparison.Ordinal)), line => Assert.Equal($"SUMMARY;LANGUAGE=en:{served.Id}: deadline", line));
        foreach (var word in (string[])["Osaghae", "reflection", "R-11", "asylum"]) Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase);
        var sheet = await served.Browser.PageAsync(served.At + "/sheet/ar?lang=en");
        Assert.Equal("rtl", sheet.DocumentElement.GetAttribute("dir"));
        Assert.Contains("has not been signed off", sheet.QuerySelector(".unsigned")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(served.Id.Value, sheet.Body!.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(sheet.QuerySelectorAll("style, script"));
        using var unknown = await served.Browser.GetAsync(served.At + "/sheet/xx");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Timeline_and_track_show_what_runs_out_and_what_is_lost()
    {
        await using var served = await ServeAsync();
        var timeline = await served.Browser.PageAsync(served.At + "/timeline?lang=en");
        Assert.NotNull(timeline.QuerySelector("svg.time-line rect.span-permit"));
        Assert.Contains("The reflection period ends", timeline.QuerySelector("ol.deadlines")!.TextContent, StringComparison.Ordinal);
        var track = await served.Browser.PageAsync(served.At + "/track?lang=en&end=2026-09-14&start=2026-09-18");
        Assert.Contains("3 days without cover", track.QuerySelector(".needs ~ section, section .needs")!.Owner!.DocumentElement.TextContent, StringComparison.Ordinal);
        Assert.Contains("general practitioner is lost", track.DocumentElement.TextContent, StringComparison.Ordinal);
        using var wrong = await served.Browser.GetAsync(served.At + "/track?end=soon");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("unclear in the source", (await served.Browser.PageAsync("/tracks?lang=en")).DocumentElement.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_investigator_another_team_and_nobody_see_no_rights()
    {
        await using var served = await ServeAsync();
        foreach (var account in (string[])["investigator", "administrator", "supervisor"])
        {
            using var browser = await InAsync(served.Rooms, account);
            foreach (var page in (string[])["/rights", "/rights/R-11", "/timeline", "/timeline.ics", "/track", "/sheet/nb"])
            {
                using var answer = await browser.GetAsync(served.At + page);
                Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            }
        }
        using var counsel = await InAsync(served.Rooms, "counsel");
        using var other = await counsel.GetAsync(served.At + "/rights");
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }
}
