using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Vern.Linkage.Encoding;
using Vern.Persons.Collection;
using Vern.Persons.KnownElsewhere;
using Vern.Persons.OwnReport;
using Vern.Persons.Referral;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Sealing;
using Vern.Tests.Registration;

namespace Vern.Tests.Referral;

/// <summary>Whether another agency knows a person, as caseworker and coordinator work with it; the other agency is a key pair here.</summary>
public sealed class KnownElsewherePagesTests(CaseRoom room) : IClassFixture<CaseRoom>
{
    private const string LinkageKey = "a linkage key that only the agencies have";

    [Fact]
    public async Task She_is_asked_first_the_question_is_sent_and_a_likely_match_is_answered_without_a_word_of_who_asks()
    {
        var (cases, reach) = (room.Cases, await room.ReachAsync("gry"));
        using var adora = KeyPair.New();
        using var custodian = KeyPair.New();
        var joy = await cases.AddPersonAsync(new(Hex(), Audience.Adult, [new("identity.given-name", "Joy"), new("identity.family-name", "Osaghae"), new("identity.birth", "1996-04-23"), new("about.sex", "woman"), new("about.nationality", "NG")]), reach);
        using var gry = await room.AsAsync("gry");
        using var ida = await room.AsAsync("ida");
        var path = $"/people/{joy}/elsewhere";
        using (var siv = await room.AsAsync("siv")) using (var hidden = await siv.GetAsync(path)) Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        using (var refused = await gry.GetAsync("/elsewhere")) Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode); // the coordinator's

        // The words, in her language; an answer that is none is told, and one of other words is not recorded.
        var page = await gry.PageAsync($"{path}?words=nb&lang=en");
        Assert.Contains("Vi spør om vi kan finne ut", page.QuerySelector("blockquote[lang=nb]")!.TextContent, StringComparison.Ordinal);
        (string, string)[] form = [.. page.QuerySelectorAll($"form[action='{path}/consent'] input[type=hidden]").Where(input => input.GetAttribute("name") != "token").Select(input => (input.GetAttribute("name")!, input.GetAttribute("value")!))];
        using (var empty = await gry.PostAsync($"{path}/consent", path, form)) Assert.Equal(2, (await ReadAsync(empty)).QuerySelectorAll("p.wrong").Length);
        using (var other = await gry.PostAsync($"{path}/consent", path, [.. form.Where(field => field.Item1 != "words"), ("words", "x"), ("answer", "Given"), ("form", "Spoken")])) Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        for (var click = 0; click < 2; click++) Assert.Equal($"{path}?done=recorded", await gry.SendAsync($"{path}/consent", path, [.. form, ("answer", "Given"), ("form", "Spoken")]));
        var consent = Assert.Single((await cases.ConsentsAsync(joy, reach))!);
        Assert.Equal((ElsewhereConsent.Recipient, "nb"), (consent.Recipient, consent.Language));
        Assert.Contains("Agencies that exchange such questions", (await gry.PageAsync($"/people/{joy}/consent?lang=en")).Body!.TextContent, StringComparison.Ordinal);

        // Nobody takes part by default; the directory says who does.
        using (var nobody = await gry.PostAsync(path, path, ("once", Hex()))) Assert.Equal(HttpStatusCode.Conflict, nobody.StatusCode);
        await cases.KeepServicesAsync([new("adora", "Adora Example", "housing") { Key = adora.Public, KnownElsewhere = true, CheckedOn = cases.Today }]);
        using (var keyless = await gry.PostAsync(path, path, ("once", Hex()))) Assert.Contains("linkage key", (await ReadAsync(keyless)).Body!.TextContent, StringComparison.Ordinal);
        await KeepKeyAsync(custodian);
        var once = Hex();
        for (var click = 0; click < 2; click++) Assert.Equal($"{path}?done=asked", await gry.SendAsync(path, path, ("once", once)));
        Assert.Single((await cases.ElsewhereOfAsync(joy, reach))!.Value.Questions);
        Assert.Contains("Adora", (await cases.ServicesAsync())[0].Name, StringComparison.Ordinal);

        // The other way: adora asks about her. The coordinator is told that she may be known; not to whom.
        var question = Hex();
        var key = CompareEncodings.KeyOf(LinkageKey, question);
        var (encoding, marks) = CompareEncodings.Run(new("Joy", "Osagae", "1996-04-23", "f", "NG", null, null), key)!.Value;
        var now = TimeProvider.System.GetUtcNow();
        var asked = new ElsewhereMessage(1, question, ElsewhereStep.Ask, Asked: new(2026, new PersonEncoder(key).KeyCheck, PersonEncoder.SchemaName, encoding, marks, now.AddDays(9).ToUnixTimeMilliseconds()));
        var own = await cases.OwnKeyAsync();
        Assert.Null(await cases.TakeInAsync(Envelope.Seal(asked.ToBytes(), ReferralMessage.Purpose, adora, own, now).ToBytes()));
        var waiting = await ida.PageAsync("/elsewhere?lang=en");
        for (var attempt = 0; attempt < 240 && waiting.QuerySelector("section[id^=match-]") is null; attempt++) // the job compares
        {
            await Task.Delay(100);
            waiting = await ida.PageAsync("/elsewhere?lang=en");
        }
        Assert.NotNull((await ida.PageAsync("/")).QuerySelector(".needs a[href='/elsewhere']"));
        var section = waiting.QuerySelector("section[id^=match-]")!;
        Assert.Contains(joy.Value, section.TextContent, StringComparison.Ordinal);
        Assert.Contains("year of birth", section.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("dora", section.TextContent, StringComparison.OrdinalIgnoreCase);
        var match = section.GetAttribute("id")!["match-".Length..];
        using (var empty = await ida.PostAsync($"/elsewhere/{match}", "/elsewhere", ("answer", "yes"))) Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
        using (var number = await ida.PostAsync($"/elsewhere/{match}", "/elsewhere", ("answer", "yes"), ("contact", "Ida 01815012345"))) Assert.NotEqual(HttpStatusCode.InternalServerError, number.StatusCode);
        for (var click = 0; click < 2; click++) Assert.StartsWith("/elsewhere?done=", await ida.SendAsync($"/elsewhere/{match}", "/elsewhere", ("answer", "yes"), ("contact", "Ida <b>, 22 00 00 00")), StringComparison.Ordinal);
        Assert.Contains("Waits for the other side", (await gry.PageAsync($"{path}?lang=en")).Body!.TextContent, StringComparison.Ordinal);
        using (var gone = await ida.PostAsync($"/elsewhere/{Hex()}", "/elsewhere", ("answer", "no"))) Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);

        // She takes it back on the consent page: all of it is over.
        await gry.SendAsync($"/people/{joy}/consent/withdrawals", $"/people/{joy}/consent", ("recipient", ElsewhereConsent.Recipient), ("purpose", ElsewhereConsent.Purpose));
        var over = (await cases.ElsewhereOfAsync(joy, reach))!.Value;
        Assert.Equal(ElsewhereState.TakenBack, Assert.Single(over.Questions).State);
        Assert.Equal(MatchState.Over, Assert.Single(over.Matches).State);
    }

    private async Task KeepKeyAsync(KeyPair custodian)
    {
        using var unit = KeyPair.New();
        await File.WriteAllTextAsync(Path.Combine(room.Folder, "rosa", "report.json"), WrittenBy(custodian, unit));
        var settings = new ReportSettings(new("rosa"), LegalKind.CrisisCentre, unit.Public, custodian.Public);
        var own = await room.Cases.OwnKeyAsync();
        await room.Cases.KeepRoundKeyAsync(2026, Envelope.Seal(System.Text.Encoding.UTF8.GetBytes(LinkageKey), NationalStore.LinkageKeyPurpose(2026, new("rosa")), custodian, own, TimeProvider.System.GetUtcNow()).ToBytes(), settings);
    }

    private static string WrittenBy(KeyPair custodian, KeyPair unit) => JsonSerializer.Serialize(new { body = "rosa", legal = "crisis-centre", unit = unit.Public.Bytes.ToArray(), custodian = custodian.Public.Bytes.ToArray() });

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> ReadAsync(HttpResponseMessage answer) => new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

    private static string Hex() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
}
