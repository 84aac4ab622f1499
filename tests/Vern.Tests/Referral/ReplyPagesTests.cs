using System.Net;
using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Tests.Registration;
using Vern.Tests.Workspaces;

namespace Vern.Tests.Referral;

/// <summary>Letters and reply pages, less than she agreed to, and asking a colleague, over HTTP as people use them.</summary>
public sealed class ReplyPagesTests(CaseRoom room) : IClassFixture<CaseRoom>
{
    private static string Hex() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));

    private async Task<PersonId> JoyAsync(params string[] sections)
    {
        var reach = await room.ReachAsync("gry");
        await room.Cases.KeepServicesAsync([new("kari", "Kari Example", "housing") { Women = true, CheckedOn = room.Cases.Today }]);
        var joy = await room.Cases.AddPersonAsync(new(Hex(), Audience.Adult, [new("identity.family-name", "Osaghae"), new("identity.given-name", "Joy"), new("about.nationality", "NG")]), reach);
        await room.Cases.RecordConsentAsync(joy, new(Hex(), "kari", "protection", sections.ToHashSet(), LegalGround.Consent, ConsentAnswer.Given, ConsentForm.Spoken, ChildView.NotAsked, room.Cases.Today.AddDays(30), "en", ConsentText.Version, "May we?"), reach);
        return joy;
    }

    [Fact]
    public async Task A_body_without_vern_gets_a_letter_opens_its_page_with_the_passphrase_and_answers()
    {
        var joy = await JoyAsync("identity", "about");
        using var gry = await room.AsAsync("gry");
        var origin = Hex();
        (string, string)[] referral = [("origin", origin), ("kind", "Referral"), ("body", "kari"), ("purpose", "protection"), ("need", "A safe place."), ("due", "24")];
        var preview = await ReadAsync(await gry.PostAsync($"/people/{joy}/refer", $"/people/{joy}/refer", referral));
        Assert.Contains("Osaghae", preview.QuerySelector(".paper")!.TextContent, StringComparison.Ordinal);
        string Value(AngleSharp.Dom.IParentNode page, string name) => page.QuerySelector($"input[name={name}]")!.GetAttribute("value")!;

        // Untick a name and send at once: it is shown first, then sent exactly so.
        (string, string)[] Ticked(AngleSharp.Dom.IParentNode page) => [.. referral, ("all", Value(page, "all")), ("seen", Value(page, "seen")), ("narrow", "yes"), ("way", Value(page, "way")), ("section", "identity"), ("section", "about"), ("fact", "identity.family-name/0"), ("fact", "about.nationality/0")];
        using (var unseen = await gry.PostAsync($"/people/{joy}/referrals", $"/people/{joy}/refer", Ticked(preview)))
        {
            Assert.Equal(HttpStatusCode.Conflict, unseen.StatusCode);
            preview = await ReadAsync(unseen);
        }
        Assert.DoesNotContain("Joy", preview.QuerySelector(".paper")!.TextContent, StringComparison.Ordinal);
        var place = await gry.SendAsync($"/people/{joy}/referrals", $"/people/{joy}/refer", Ticked(preview));
        Assert.Equal($"/people/{joy}/referrals/{origin}/letter", place);
        var letter = await gry.PageAsync(place);
        var (paper, passphrase) = (letter.QuerySelector(".paper")!, letter.QuerySelector(".unprinted code")!.TextContent);
        foreach (var secret in (string[])["Osaghae", joy.Value, passphrase]) Assert.DoesNotContain(secret, paper.TextContent, StringComparison.Ordinal);
        var address = new Uri(paper.QuerySelector("code")!.TextContent).AbsolutePath;
        using (var siv = await room.AsAsync("siv")) using (var refused = await siv.GetAsync(place)) Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);

        // Somebody without an account: nothing of her before the passphrase; a wrong code looks like a wrong passphrase.
        using var kari = await room.AsAsync(null);
        foreach (var at in (string[])[address, "/reply/nothing"])
        {
            var door = await kari.PageAsync(at);
            Assert.DoesNotContain("Osaghae", door.DocumentElement.TextContent, StringComparison.Ordinal);
            using var wrong = await kari.PostAsync(at, at, ("passphrase", "aaaaa-aaaaa-aaaaa-aaaaa"));
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            Assert.NotNull((await ReadAsync(wrong)).QuerySelector("input[name=passphrase]"));
        }
        var opened = await ReadAsync(await kari.PostAsync(address, address, ("passphrase", passphrase)));
        Assert.Contains("Osaghae", opened.QuerySelector(".paper")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Joy", opened.QuerySelector(".paper")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("left out", opened.QuerySelector(".paper")!.TextContent, StringComparison.Ordinal);
        var nameless = await kari.PostAsync($"{address}/steps", address, ("passphrase", passphrase), ("step", "Accept"), ("name", ""));
        Assert.Equal(HttpStatusCode.BadRequest, nameless.StatusCode);
        foreach (var step in (string[])["Revoke", "Send", "nothing"])
            using (var theirs = await kari.PostAsync($"{address}/steps", address, ("passphrase", passphrase), ("step", step), ("name", "Kari"))) Assert.Equal(HttpStatusCode.BadRequest, theirs.StatusCode);
        var accepted = await ReadAsync(await kari.PostAsync($"{address}/steps", address, ("passphrase", passphrase), ("step", "Accept"), ("name", "Kari")));
        Assert.NotNull(accepted.QuerySelector(".notice"));
        Assert.Contains("Kari", (await gry.PageAsync($"/people/{joy}/referrals/{origin}")).QuerySelector(".timeline")!.TextContent, StringComparison.Ordinal);

        // She withdraws: the page says that it is closed, and nothing else.
        await room.Cases.WithdrawConsentAsync(joy, "kari", "protection", await room.ReachAsync("gry"));
        Assert.Null((await kari.PageAsync(address)).QuerySelector("input[name=passphrase]"));
        using (var gone = await gry.GetAsync(place)) Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_colleague_is_asked_answers_and_who_asked_sees_it()
    {
        var joy = await JoyAsync("about");
        using var gry = await room.AsAsync("gry");
        using var siv = await room.AsAsync("siv");
        var at = $"/people/{joy}/assign";
        string day = room.Cases.Today.AddDays(3).ToString("O", System.Globalization.CultureInfo.InvariantCulture), origin = Hex();
        (string, string)[] form = [("origin", origin), ("kind", "Part"), ("to", "siv"), ("what", "Go with her to the doctor"), ("day", day), ("due", "24")];
        using (var wrong = await gry.PostAsync(at, at, ("origin", Hex()), ("kind", "Part"), ("to", "vera"), ("what", ""), ("day", "x"), ("due", "24")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            Assert.Equal(3, (await ReadAsync(wrong)).QuerySelectorAll(".wrong").Length);
        }
        for (var click = 0; click < 2; click++) Assert.Equal(at, await gry.SendAsync(at, at, form));
        Assert.NotNull((await siv.PageAsync("/")).QuerySelector("a[href='/assignments']"));
        Assert.Contains("doctor", (await siv.PageAsync("/assignments")).DocumentElement.TextContent, StringComparison.Ordinal);
        using (var henrik = await room.AsAsync("henrik")) using (var notHis = await henrik.PostAsync($"/assignments/{origin}", "/assignments", ("answer", "yes"))) Assert.Equal(HttpStatusCode.NotFound, notHis.StatusCode);
        using (var hidden = await siv.GetAsync($"/people/{joy}")) Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.Equal("/assignments", await siv.SendAsync($"/assignments/{origin}", "/assignments", ("answer", "yes")));
        Assert.Contains("doctor", (await siv.PageAsync("/")).DocumentElement.TextContent, StringComparison.Ordinal);
        using (var late = await gry.PostAsync($"{at}/{origin}/taking-back", at)) Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
    }

    [Fact]
    public async Task A_meeting_has_an_agenda_of_shared_cases_minutes_and_tasks_and_another_team_sees_none_of_it()
    {
        var joy = await JoyAsync("identity");
        using var gry = await room.AsAsync("gry");
        var origin = Hex();
        (string, string)[] meeting = [("origin", origin), ("on", "2031-03-04"), ("at", "09:15"), ("purpose", "protection"), ("place", "Town hall"), ("body", "kari"), ("who-kari", "Kari Example")];
        using (var wrong = await gry.PostAsync("/meetings/new", "/meetings/new", ("origin", Hex()), ("on", "x"), ("at", "half past two"), ("purpose", "statistics"), ("place", ""))) Assert.Equal(4, (await ReadAsync(wrong)).QuerySelectorAll(".wrong").Length);
        var agenda = await ReadAsync(await gry.PostAsync("/meetings/new", "/meetings/new", meeting));
        Assert.NotNull(agenda.QuerySelector($"input[name=person][value='{joy}']"));
        using (var unshared = await gry.PostAsync("/meetings", "/meetings/new", [.. meeting, ("person", (await room.Cases.AddPersonAsync(new(Hex(), Audience.Adult, []), await room.ReachAsync("gry"))).Value)])) Assert.Equal(HttpStatusCode.Conflict, unshared.StatusCode);
        for (var click = 0; click < 2; click++) Assert.Equal($"/meetings/{origin}", await gry.SendAsync("/meetings", "/meetings/new", [.. meeting, ("person", joy.Value)]));
        var kept = await gry.SendAsync($"/meetings/{origin}/people/{joy}/minutes", $"/meetings/{origin}", ("revision", "0"), ("minutes", "A room on Friday."));
        Assert.Equal($"/meetings/{origin}?done=minutes&of={joy}#{joy}", kept);
        Assert.NotNull((await gry.PageAsync($"/meetings/{origin}?done=minutes&of={joy}")).QuerySelector($"section[id='{joy}'] [role=status]"));
        using (var stale = await gry.PostAsync($"/meetings/{origin}/people/{joy}/minutes", $"/meetings/{origin}", ("revision", "0"), ("minutes", "Other words.")))
        {
            Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
            var both = (await ReadAsync(stale)).DocumentElement.TextContent;
            Assert.Contains("A room on Friday.", both, StringComparison.Ordinal);
            Assert.Contains("Other words.", both, StringComparison.Ordinal); // nothing lost that was typed
        }
        Assert.Equal($"/meetings/{origin}?done=task&of={joy}#{joy}", await gry.SendAsync($"/meetings/{origin}/people/{joy}/tasks", $"/meetings/{origin}", ("once", Hex()), ("what", "Bring her papers"), ("day", "2031-03-05")));
        Assert.Contains("Bring her papers", (await gry.PageAsync("/")).DocumentElement.TextContent, StringComparison.Ordinal);
        Assert.Contains("Kari Example", (await gry.PageAsync($"/meetings/{origin}")).DocumentElement.TextContent, StringComparison.Ordinal);
        using var siv = await room.AsAsync("siv");
        using (var hidden = await siv.GetAsync($"/meetings/{origin}")) Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        using (var minutes = await siv.PostAsync($"/meetings/{origin}/people/{joy}/minutes", "/meetings/new", ("revision", "1"), ("minutes", "x"))) Assert.Equal(HttpStatusCode.NotFound, minutes.StatusCode);
    }

    [Fact]
    public async Task A_meeting_is_moved_goes_to_a_calendar_stands_on_the_day_and_its_task_goes_to_who_is_responsible()
    {
        var joy = await JoyAsync("identity");
        using var gry = await room.AsAsync("gry");
        var (origin, today) = (Hex(), room.Cases.Today);
        string Day(int days) => today.AddDays(days).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        await gry.SendAsync("/meetings", "/meetings/new", ("origin", origin), ("on", Day(30)), ("at", ""), ("purpose", "protection"), ("place", "Town hall"), ("body", "kari"), ("who-kari", ""), ("person", joy.Value));
        var page = await gry.PageAsync($"/meetings/{origin}");
        Assert.Null(page.QuerySelector("form[action$='/invitations']")); // nobody there has a key
        Assert.DoesNotContain($"/meetings/{origin}", (await gry.PageAsync("/")).DocumentElement.OuterHtml, StringComparison.Ordinal); // not within the week

        (string, string)[] Move(string on, string at, string place = "Library, 2", string revision = "0") => [("revision", revision), ("on", on), ("at", at), ("place", place)];
        using (var wrong = await gry.PostAsync($"/meetings/{origin}/move", $"/meetings/{origin}", Move(Day(-1), "25:00")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            var again = await ReadAsync(wrong);
            Assert.Equal(2, again.QuerySelectorAll(".wrong").Length);
            Assert.Equal("Library, 2", again.QuerySelector("input[name=place]")!.GetAttribute("value")); // nothing lost that was typed
        }
        async Task<int> WaitingAsync() => int.TryParse((await gry.PageAsync("/")).QuerySelector(".ask p")!.TextContent.Split(' ')[0], out var count) ? count : 0;
        var before = await WaitingAsync();
        for (var click = 0; click < 2; click++) Assert.Equal($"/meetings/{origin}?done=moved", await gry.SendAsync($"/meetings/{origin}/move", $"/meetings/{origin}", Move(Day(0), "14:30")));
        Assert.Equal(before + 1, await WaitingAsync()); // it is today
        using (var stale = await gry.PostAsync($"/meetings/{origin}/move", $"/meetings/{origin}", Move(Day(2), "14:30"))) Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        page = await gry.PageAsync($"/meetings/{origin}?done=moved");
        Assert.Contains("14:30", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("[role=status]"));
        Assert.NotNull((await gry.PageAsync("/")).QuerySelector($"section h2#meetings ~ ul a[href='/meetings/{origin}']"));
        using (var calendar = await gry.GetAsync(page.QuerySelector("a[href$='.ics']")!.GetAttribute("href")!))
        {
            Assert.Equal("text/calendar", calendar.Content.Headers.ContentType!.MediaType);
            var text = await calendar.Content.ReadAsStringAsync();
            Assert.Contains("LOCATION:Library\\, 2", text, StringComparison.Ordinal);
            foreach (var not in new[] { joy.Value, "Kari", "Osaghae", "gry" }) Assert.DoesNotContain(not, text, StringComparison.OrdinalIgnoreCase);
        }

        // Her colleague became responsible: the task may be hers, and nobody else's.
        var (mine, henrik) = (await room.ReachAsync("gry"), await room.ReachAsync("henrik"));
        await room.Cases.HandOverAsync(joy, henrik.Account, "north", mine);
        Assert.NotNull((await gry.PageAsync($"/meetings/{origin}")).QuerySelector($"input[name=for][value='{henrik.Account}']"));
        (string, string)[] Task(int whose) => [("once", Hex()), ("what", "Ring the landlord"), ("day", Day(3)), ("for", whose.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        using (var other = await gry.PostAsync($"/meetings/{origin}/people/{joy}/tasks", $"/meetings/{origin}", Task(henrik.Account + 1000)))
        {
            Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
            Assert.Equal("Ring the landlord", (await ReadAsync(other)).QuerySelector("input[name=what]")!.GetAttribute("value"));
        }
        await gry.SendAsync($"/meetings/{origin}/people/{joy}/tasks", $"/meetings/{origin}", Task(henrik.Account));
        using var his = await room.AsAsync("henrik");
        Assert.Contains("Ring the landlord", (await his.PageAsync("/")).DocumentElement.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Ring the landlord", (await gry.PageAsync("/")).DocumentElement.TextContent, StringComparison.Ordinal);
        using var siv = await room.AsAsync("siv");
        using (var hidden = await siv.GetAsync($"/meetings/{origin}.ics")) Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        using (var moved = await siv.PostAsync($"/meetings/{origin}/move", "/meetings/new", Move(Day(4), "10:00", revision: "1"))) Assert.Equal(HttpStatusCode.NotFound, moved.StatusCode);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> ReadAsync(HttpResponseMessage answer) => new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
}
