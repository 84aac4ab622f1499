using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vern.Persons.Collection;
using Vern.Persons.OwnReport;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Tests;
using Vern.Platform.Access;
using Vern.Platform.Sealing;
using Vern.Platform.Workspaces;
using Vern.Tests.Workspaces;

namespace Vern.Tests.Referral;

/// <summary>Two agencies find out, over the unit that carries what it can't read, that they know the same person; neither learns it before both and she agree (C-002, E-015).</summary>
public sealed class ElsewhereExchangeTests
{
    [Fact]
    public async Task Each_learns_of_the_other_when_both_have_agreed_and_the_unit_learns_nothing()
    {
        await using var agencies = await RelayedAgencies.ServeAsync(elsewhere: true);
        using var custodian = KeyPair.New();
        var known = new Dictionary<string, PersonId>();
        foreach (var id in RelayedAgencies.Ids)
        {
            await agencies.AddAsync(id, "ida", "coordinator");
            await AgreedLinkageKey.KeepAsync(agencies.Folder, id, agencies.Room(id).Store.Cases!, custodian);
            // The one wrote her family name otherwise, and her birthday as the first of January.
            NewFact[] facts = [new("identity.given-name", "Joy"), new("identity.family-name", id == "rosa" ? "Osaghae" : "Osagae"), new("identity.birth", id == "rosa" ? "1996-04-23" : "1996-01-01"), new("about.sex", "woman"), new("about.nationality", "NG")];
            known[id] = await agencies.Room(id).Store.Cases!.AddPersonAsync(new(Hex(), Audience.Adult, facts), new CaseReach(1, $"gry of {id}", "caseworker", "north", Scope.Team, new HashSet<string> { "protection" }));
        }
        using var here = await agencies.SignInAsync("rosa");
        using var there = await agencies.SignInAsync("adora");
        using var coordinator = await agencies.SignInAsync("adora", "ida");
        string At(string id) => $"/people/{known[id]}/elsewhere";

        // She agrees at both; the first asks.
        foreach (var (browser, id) in new[] { (here, "rosa"), (there, "adora") })
        {
            var words = await browser.PageAsync($"{At(id)}?lang=en");
            (string, string)[] form = [.. words.QuerySelectorAll($"form[action='{At(id)}/consent'] input[type=hidden]").Where(input => input.GetAttribute("name") != "token").Select(input => (input.GetAttribute("name")!, input.GetAttribute("value")!))];
            using var agreed = await browser.PostAsync($"{At(id)}/consent", At(id), [.. form, ("answer", "Given"), ("form", "Spoken")]);
            Assert.Equal(HttpStatusCode.SeeOther, agreed.StatusCode);
        }
        using (var asked = await here.PostAsync(At("rosa"), At("rosa"), ("once", Hex()))) Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);

        // There the coordinator is told of her own person, not of who asks.
        var waiting = await RelayedAgencies.UntilAsync(() => coordinator.PageAsync("/elsewhere?lang=en"), page => page.QuerySelector("section[id^=match-]") is not null);
        var section = waiting.QuerySelector("section[id^=match-]")!;
        Assert.Contains(known["adora"].Value, section.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("osa", section.TextContent.Replace(known["adora"].Value, "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.Null((await here.PageAsync(At("rosa"))).QuerySelector("section[id^=match-]")); // here nothing is known yet
        using (var yes = await coordinator.PostAsync($"/elsewhere/{MatchOf(section)}", "/elsewhere", ("answer", "yes"), ("contact", "Ida, 55 00 00 00"))) Assert.Equal(HttpStatusCode.SeeOther, yes.StatusCode);

        // Here an agency believes it knows her: not which. The caseworker agrees, and both are told.
        var offered = await RelayedAgencies.UntilAsync(() => here.PageAsync($"{At("rosa")}?lang=en"), page => page.QuerySelector("form[action*='/elsewhere/'] input[name=contact], form[action*='/elsewhere/'] textarea[name=contact]") is not null);
        Assert.DoesNotContain("adora Example", offered.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var answer = offered.QuerySelector("input[name=contact], textarea[name=contact]")!.Closest("form")!.GetAttribute("action")!;
        using (var yes = await here.PostAsync(answer, At("rosa"), ("answer", "yes"), ("contact", "Gry, 22 00 00 00"))) Assert.Equal(HttpStatusCode.SeeOther, yes.StatusCode);
        await RelayedAgencies.UntilAsync(() => here.PageAsync($"{At("rosa")}?lang=en"), page => page.QuerySelector("main")!.TextContent is { } text && text.Contains("adora Example", StringComparison.Ordinal) && text.Contains("55 00 00 00", StringComparison.Ordinal));
        await RelayedAgencies.UntilAsync(() => there.PageAsync($"{At("adora")}?lang=en"), page => page.QuerySelector("main")!.TextContent is { } text && text.Contains("rosa Example", StringComparison.Ordinal) && text.Contains("22 00 00 00", StringComparison.Ordinal));

        // The unit carried it all, holds no word of it, and nothing waits any more.
        foreach (var id in RelayedAgencies.Ids) Assert.Empty(await agencies.National.WaitingAsync(new(id)));
        foreach (var word in (string[])["Osag", "55 00 00 00", "22 00 00 00", known["rosa"].Value]) Assert.All(StoredText.Under(Path.Combine(agencies.Folder, Workspace.NationalId)), text => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
    }

    private static string MatchOf(AngleSharp.Dom.IElement section) => section.GetAttribute("id")!["match-".Length..];

    private static string Hex() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
