using System.Net;
using AngleSharp.Html.Parser;
using Vern.Persons.Registration.Fields;
using Vern.Tests.Workspaces;

namespace Vern.Tests.Registration;

/// <summary>What a coordinator sets for the whole agency: returns as such, and when to be warned.</summary>
public sealed class ReturnsPagesTests(CaseRoom room) : IClassFixture<CaseRoom>
{
    [Fact]
    public async Task Reasons_funding_and_contacts_are_kept_whole_or_not_at_all_and_stand_on_the_return_of_whoever_goes_there()
    {
        using var ida = await room.AsAsync("ida");
        using var gry = await room.AsAsync("gry");
        using (var refused = await gry.GetAsync("/returns")) Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var today = room.Cases.Today.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        (string, string)[] good = [($"why-{room.Cases.Today.Year}", "No funding <b>"), ("until-assisted", room.Cases.Today.AddDays(40).ToString("O", System.Globalization.CultureInfo.InvariantCulture)), ("source-assisted", "A decision"), ("country-0", "ng"), ("name-0", "=A shelter"), ("what-0", "Housing"), ("reached-0", "By telephone"), ("checked-0", today)];
        using (var wrong = await ida.PostAsync("/returns", "/returns", [.. good, ("country-1", "Narnia"), ("name-1", "جوي"), ("checked-1", "soon")]))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            var page = new HtmlParser().ParseDocument(await wrong.Content.ReadAsStringAsync());
            Assert.Equal(2, page.QuerySelectorAll("p.wrong").Length);
            Assert.Equal("جوي", page.GetElementById("name-1")!.GetAttribute("value")); // nothing lost that was typed
            Assert.Empty(page.QuerySelectorAll("td b"));
        }
        Assert.Empty((await room.Cases.ReturnProgrammeAsync()).Contacts);
        for (var click = 0; click < 2; click++) Assert.Equal("/returns?done=kept", await ida.SendAsync("/returns", "/returns", good));
        var id = await room.Cases.AddPersonAsync(new(Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)), Audience.Adult, [new("journey.destination", "NG"), new("journey.programme", "assisted")]), await room.ReachAsync("gry"));
        var shown = (await gry.PageAsync($"/people/{id}/return?lang=en")).Body!.TextContent;
        foreach (var words in (string[])["=A shelter", "By telephone", "less than a year"]) Assert.Contains(words, shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_days_of_warning_are_set_on_the_settings_page_and_no_deadline_is_silenced()
    {
        using var ida = await room.AsAsync("ida");
        var page = await ida.PageAsync("/settings");
        var field = page.QuerySelectorAll("input[name^=warn-]").First(input => input.GetAttribute("value")!.Contains(' ', StringComparison.Ordinal)).GetAttribute("name")!;
        foreach (var none in (string[])["", "soon", "7 7"])
            using (var wrong = await ida.PostAsync("/settings", "/settings", (field, none))) Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Empty(await room.Cases.WarningsAsync());
        await ida.SendAsync("/settings", "/settings", (field, "5, 40"));
        var set = Assert.Single(await room.Cases.WarningsAsync());
        Assert.Equal((field["warn-".Length..], "40 5"), ($"{set.Rule}.{set.Period}", string.Join(' ', set.Days)));
        Assert.Equal("40 5", (await ida.PageAsync("/settings")).QuerySelector($"input[name='{field}']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Police_are_asked_for_their_cases_and_a_number_that_is_none_is_told_with_all_that_was_typed()
    {
        using var ida = await room.AsAsync("ida");
        var path = FormattableString.Invariant($"/our-report/{room.Cases.Today.Year}/own-work");
        Assert.Empty((await ida.PageAsync(path)).QuerySelectorAll("[name^='police.']")); // not set up: not the police
        await File.WriteAllTextAsync(Path.Combine(room.Folder, "rosa", "report.json"), SettingsOf("police"));
        using (var wrong = await ida.PostAsync(path, path, ("seen", "0"), ("police.SEX.cases", "many"), ("police.SEX.reclassified", "No evidence <b>")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            var page = new HtmlParser().ParseDocument(await wrong.Content.ReadAsStringAsync());
            Assert.Equal(("many", "No evidence <b>"), (page.GetElementById("police.SEX.cases")!.GetAttribute("value"), page.GetElementById("police.SEX.reclassified")!.TextContent));
        }
        for (var click = 0; click < 2; click++) await ida.SendAsync(path, path, ("seen", "0"), ("police.SEX.cases", "4"), ("police.SEX.victims", "6"));
        Assert.Equal("4", (await room.Cases.OwnWorkAsync(room.Cases.Today.Year)).Answers["police.SEX.cases"]);
        // Of another kind of body they are asked no more, and not forgotten.
        await File.WriteAllTextAsync(Path.Combine(room.Folder, "rosa", "report.json"), SettingsOf("crisis-centre"));
        await ida.SendAsync(path, path, ("seen", "1"), ("remark", "As before"));
        Assert.Equal("6", (await room.Cases.OwnWorkAsync(room.Cases.Today.Year)).Answers["police.SEX.victims"]);
    }

    private static string SettingsOf(string legal)
    {
        using var unit = Vern.Platform.Sealing.KeyPair.New();
        return System.Text.Json.JsonSerializer.Serialize(new { body = "rosa", legal, unit = unit.Public.Bytes.ToArray(), custodian = unit.Public.Bytes.ToArray() });
    }
}
