using System.Net;
using AngleSharp.Html.Parser;
using Vern.Hosting;
using Vern.Persons.Referral;
using Vern.Persons.Tests;
using Vern.Platform.Access;
using Vern.Platform.Sealing;
using Vern.Platform.Workspaces;
using Vern.Tests.Workspaces;

namespace Vern.Tests.Referral;

/// <summary>Two agencies and the national unit that carries what it can't read, over real HTTP, as people use them.</summary>
public sealed class ExchangeTests
{
    [Fact]
    public async Task A_referral_goes_from_one_agency_to_another_and_is_called_back_when_she_withdraws()
    {
        await using var agencies = await RelayedAgencies.ServeAsync();
        var (national, served, folder) = (agencies.National, agencies.Served, agencies.Folder);
        ServedWorkspace Room(string id) => agencies.Room(id);
        using var here = await agencies.SignInAsync("rosa");
        using var there = await agencies.SignInAsync("adora");
        var reach = new Vern.Persons.Registration.CaseReach(1, "Gry of rosa", "caseworker", "north", Scope.Team, new HashSet<string> { "protection" });
        var joy = await Room("rosa").Store.Cases!.AddPersonAsync(new(Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)), Vern.Persons.Registration.Fields.Audience.Adult, [new("identity.family-name", "Osaghae"), new("about.nationality", "NG")]), reach);

        // She is asked, in words, and agrees that adora is told who she is.
        (string, string)[] asked = [("origin", Hex()), ("recipient", "adora"), ("purpose", "protection"), ("section", "identity"), ("until", Room("rosa").Store.Cases!.Today.AddDays(30).ToString("O", System.Globalization.CultureInfo.InvariantCulture)), ("ground", "consent"), ("language", "en")];
        var words = await ReadAsync(await here.PostAsync($"/people/{joy}/consent/ask", $"/people/{joy}/consent/ask", asked));
        Assert.Contains("adora Example", words.QuerySelector("blockquote")!.TextContent, StringComparison.Ordinal);
        (string, string)[] answer = [.. asked, ("words", words.QuerySelector("input[name=words]")!.GetAttribute("value")!), ("answer", "Given"), ("form", "Spoken")];
        for (var click = 0; click < 2; click++) using (var recorded = await here.PostAsync($"/people/{joy}/consent", $"/people/{joy}/consent/ask", answer)) Assert.Equal(HttpStatusCode.SeeOther, recorded.StatusCode);
        var matrix = await here.PageAsync($"/people/{joy}/consent?lang=en");
        Assert.Contains("until", matrix.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        Assert.Single(matrix.QuerySelectorAll("details[id^=answer]"));

        // The preview shows exactly what she agreed to; sent twice it goes once.
        var origin = Hex();
        (string, string)[] referral = [("origin", origin), ("kind", "Referral"), ("body", "adora"), ("purpose", "protection"), ("need", "A safe place."), ("due", "24")];
        var preview = await ReadAsync(await here.PostAsync($"/people/{joy}/refer", $"/people/{joy}/refer", referral));
        Assert.Contains("Osaghae", preview.QuerySelector(".paper")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Nigeria", preview.QuerySelector(".paper")!.TextContent, StringComparison.Ordinal);
        (string, string)[] sending = [.. referral, ("seen", preview.QuerySelector("input[name=seen]")!.GetAttribute("value")!)];
        for (var click = 0; click < 2; click++) using (var sent = await here.PostAsync($"/people/{joy}/referrals", $"/people/{joy}/refer", sending)) Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        using (var stale = await here.PostAsync($"/people/{joy}/referrals", $"/people/{joy}/refer", [.. sending[..^1], ("seen", "x"), ("origin", Hex())])) Assert.NotEqual(HttpStatusCode.SeeOther, stale.StatusCode);

        var inbox = await RelayedAgencies.UntilAsync(() => there.PageAsync("/inbox?lang=en"), page => page.QuerySelector("tbody tr") is not null);
        Assert.Single(inbox.QuerySelectorAll("tbody tr"));
        var shown = await there.PageAsync($"/inbox/{origin}");
        Assert.Contains("Osaghae", shown.DocumentElement.TextContent, StringComparison.Ordinal);
        foreach (var elsewhere in (string[])[$"/people/{joy}/referrals/{origin}", $"/people/{joy}"]) using (var refused = await there.GetAsync(elsewhere)) Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        using (var ours = await here.GetAsync($"/inbox/{origin}")) Assert.Equal(HttpStatusCode.NotFound, ours.StatusCode);
        using (var without = await there.PostAsync($"/inbox/{origin}/steps", $"/inbox/{origin}", ("step", "Decline"))) Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode); // a reason is asked for
        using (var accepted = await there.PostAsync($"/inbox/{origin}/steps", $"/inbox/{origin}", ("step", "Accept"))) Assert.Equal(HttpStatusCode.SeeOther, accepted.StatusCode);
        await RelayedAgencies.UntilAsync(() => here.PageAsync($"/people/{joy}/referrals/{origin}"), page => page.QuerySelectorAll(".timeline li").Length == 3);

        using (var withdrawn = await here.PostAsync($"/people/{joy}/consent/withdrawals", $"/people/{joy}/consent", ("recipient", "adora"), ("purpose", "protection"))) Assert.Equal(HttpStatusCode.SeeOther, withdrawn.StatusCode);
        await RelayedAgencies.UntilAsync(() => here.PageAsync($"/people/{joy}/referrals/{origin}?lang=en"), page => page.QuerySelector(".notice")?.TextContent.Contains("closed its copy", StringComparison.Ordinal) is true);
        Assert.DoesNotContain("Osaghae", (await there.PageAsync($"/inbox/{origin}")).DocumentElement.TextContent, StringComparison.Ordinal);

        // The unit carried it all and has nothing of it, and nothing waits any more.
        Assert.Empty(await national.WaitingAsync(new("adora")));
        Assert.All(StoredText.Under(Path.Combine(folder, Workspace.NationalId)), text => Assert.DoesNotContain("Osaghae", text, StringComparison.Ordinal));

        // The relay: another's key, a key that nobody has, one that was taken back, somebody else's mail, nobody.
        using var own = KeyPair.New();
        using var unknown = KeyPair.New();
        await national.RegisterBodyKeyAsync(new("rosa"), own.Public);
        var token = RelaySettings.Read(Path.Combine(folder, "rosa"))!.Token;
        Task<HttpStatusCode> CarryAsync(KeyPair from, PublicKey to, string? bearer) => PostAsync(served, Envelope.Seal("x"u8, ReferralMessage.Purpose, from, to, TimeProvider.System.GetUtcNow()).ToBytes(), bearer);
        var adora = await Room("adora").Store.Cases!.OwnKeyAsync();
        Assert.Equal(HttpStatusCode.NoContent, await CarryAsync(own, adora, token));
        Assert.Equal(HttpStatusCode.Forbidden, await CarryAsync(unknown, adora, token));
        Assert.Equal(HttpStatusCode.NotFound, await CarryAsync(own, unknown.Public, token));
        Assert.Equal(HttpStatusCode.Unauthorized, await CarryAsync(own, adora, "nobody"));
        await national.RevokeBodyKeyAsync(new("adora"), adora.Fingerprint);
        Assert.Equal(HttpStatusCode.Gone, await CarryAsync(own, adora, token));
    }

    private static string Hex() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        }
    }

    private static async Task<HttpStatusCode> PostAsync(ServedWorkspaces served, byte[] envelope, string? bearer)
    {
        using var browser = new Browser("127.0.0.1", served.Address.Port);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/messages", UriKind.Relative)) { Content = new ByteArrayContent(envelope) { Headers = { ContentType = new(Envelope.MediaType) } } };
        if (bearer is not null) request.Headers.Authorization = new("Bearer", bearer);
        using var answer = await browser.Client.SendAsync(request);
        return answer.StatusCode;
    }
}
