using System.Net;
using Vern.Material.Indicators;
using Vern.Material.Tests.Intake;
using Vern.Tests.Workspaces;

namespace Vern.Material.Tests.Indicators;

/// <summary>The pages, through the real host: who may do what, and that it takes the persons it takes.</summary>
public sealed class IndicatorPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<Browser> AsAsync(ServedRooms rooms, string account)
    {
        var link = await rooms.Access(ServedRooms.Centre).MakeLinkAsync(account, TimeSpan.FromHours(1), cancel: Cancel);
        return await rooms.At(ServedRooms.Centre).SignInAsync($"/sign-in/link/{link}");
    }

    [Fact]
    public async Task An_entry_is_proposed_confirmed_by_two_others_and_published_by_two()
    {
        await using var rooms = await ServedRooms.ServeAsync();
        var access = rooms.Access(ServedRooms.Centre);
        await access.AddAsync("analyst2", "Other Analyst", null, "analyst", null, Cancel);
        await access.AddAsync("analyst-too", null, "analyst", "second-reader", null, Cancel); // the same person under another account
        using var analyst = await AsAsync(rooms, "analyst");
        using var other = await AsAsync(rooms, "analyst2");
        using var same = await AsAsync(rooms, "analyst-too");
        using var second = await AsAsync(rooms, "second-reader");
        using (var refused = await analyst.PostAsync("/indicators", "/indicators/new", ("list", "baseline"), ("class", "a1"), ("pdq", Entries.Hex(1, 64)), ("quality", "40"))) Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using (var taken = await analyst.PostAsync("/indicators", "/indicators/new", ("list", "baseline"), ("class", "a1"), ("pdq", Entries.Hex(1, 64)), ("quality", "90"), ("near-median", "7"), ("words", "seen by two hotlines")))
        {
            Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
            Assert.Equal("/indicators/1?done=Propose", taken.Headers.Location!.ToString());
        }
        async Task<HttpStatusCode> StepAsync(Browser browser, string door, IndicatorStep step, string words = "looked at")
        {
            using var answer = await browser.PostAsync($"/indicators/1/{door}", "/indicators/1", ("step", $"{step}"), ("words", words));
            return answer.StatusCode;
        }
        Assert.Equal(HttpStatusCode.Conflict, await StepAsync(analyst, "confirmations", IndicatorStep.Confirm));
        Assert.Equal(HttpStatusCode.Conflict, await StepAsync(same, "confirmations", IndicatorStep.Confirm));
        Assert.Equal(HttpStatusCode.SeeOther, await StepAsync(other, "confirmations", IndicatorStep.Confirm));
        Assert.Equal(HttpStatusCode.Conflict, await StepAsync(other, "confirmations", IndicatorStep.Confirm));
        Assert.Equal(HttpStatusCode.SeeOther, await StepAsync(second, "confirmations", IndicatorStep.Confirm));
        Assert.Equal(HttpStatusCode.BadRequest, await StepAsync(second, "challenges", IndicatorStep.Suspend, ""));
        Assert.Equal(HttpStatusCode.BadRequest, await StepAsync(second, "challenges", IndicatorStep.Withdraw)); // not by that door
        Assert.Equal(HttpStatusCode.Forbidden, await StepAsync(analyst, "decisions", IndicatorStep.AskWithdrawal));
        var page = await second.PageAsync("/indicators/1?lang=en");
        Assert.Contains("Counts", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Unstable", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("seen by two hotlines", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("1", (await analyst.PageAsync($"/indicators?digest={Entries.Hex(1, 64)}")).QuerySelector("tbody th")!.TextContent, StringComparison.Ordinal);

        using var publisher = await AsAsync(rooms, "list-publisher");
        using var reviewer = await AsAsync(rooms, "reviewer");
        var content = (await publisher.PageAsync("/editions")).QuerySelector("input[name=content]")!.GetAttribute("value")!;
        async Task<HttpStatusCode> PublishAsync(Browser browser, string door, string seen)
        {
            using var answer = await browser.PostAsync($"/editions/baseline/{door}", "/editions", ("content", seen));
            return answer.StatusCode;
        }
        Assert.Equal(HttpStatusCode.Conflict, await PublishAsync(reviewer, "confirmation", content)); // nobody has begun
        Assert.Equal(HttpStatusCode.Forbidden, await PublishAsync(reviewer, "publishing", content));
        Assert.Equal(HttpStatusCode.Conflict, await PublishAsync(publisher, "publishing", Entries.Hex(9, 64)));
        Assert.Equal(HttpStatusCode.SeeOther, await PublishAsync(publisher, "publishing", content));
        Assert.Equal(HttpStatusCode.Conflict, await PublishAsync(publisher, "publishing", content));
        Assert.Equal(HttpStatusCode.SeeOther, await PublishAsync(reviewer, "confirmation", content));
        Assert.Equal(1, Assert.Single(await AProviderOf.StoreOf(rooms).EditionsAsync("baseline", Cancel)).Size);
        Assert.Contains("baseline", (await publisher.PageAsync("/editions?lang=en")).Body!.TextContent, StringComparison.OrdinalIgnoreCase);

        using (var negative = await second.PostAsync("/negatives", "/negatives", ("kind", "pdq"), ("value", Entries.Hex(2, 64)), ("radius", "5"), ("words", "a blank page"))) Assert.Equal(HttpStatusCode.SeeOther, negative.StatusCode);
        using (var own = await second.PostAsync("/negatives/1", "/negatives", ("step", "confirm"))) Assert.Equal(HttpStatusCode.Conflict, own.StatusCode);
        using (var confirmed = await reviewer.PostAsync("/negatives/1", "/negatives", ("step", "confirm"))) Assert.Equal(HttpStatusCode.SeeOther, confirmed.StatusCode);
    }

    [Fact]
    public async Task Who_has_not_the_role_is_refused()
    {
        await using var rooms = await ServedRooms.ServeAsync();
        foreach (var account in (string[])["administrator", "police-inbox"])
        {
            using var browser = await AsAsync(rooms, account);
            foreach (var path in (string[])["/indicators", "/indicators/new", "/negatives", "/editions", "/api/lists", "/hashsharing/v2/entries"])
            {
                using var answer = await browser.GetAsync(path);
                Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            }
        }
        using var supervisor = await AsAsync(rooms, "supervisor");
        using (var read = await supervisor.GetAsync("/indicators")) Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        using (var change = await supervisor.PostAsync("/indicators", "/indicators", ("list", "baseline"))) Assert.Equal(HttpStatusCode.Forbidden, change.StatusCode);
        using var nobody = rooms.At(ServedRooms.Centre);
        using (var asked = await nobody.GetAsync("/api/buckets/md5/00000")) Assert.Equal(HttpStatusCode.Unauthorized, asked.StatusCode);
    }
}
