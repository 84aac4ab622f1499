using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Sealing;
using Vern.Tests.Access;
using Vern.Tests.Workspaces;

namespace Vern.Tests.Registration;

/// <summary>Bad input and ill will against every form of casework, found by asking the host. What a single form makes of stale and strange input stands with its own tests.</summary>
public sealed class BadInputTests(CaseRoom room) : IClassFixture<CaseRoom>
{
    /// <summary>A form that never ends; the server is asked first whether it wants it.</summary>
    private sealed class Endless(long length) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var block = new byte[1 << 16];
            Array.Fill(block, (byte)'x');
            for (var sent = 0L; sent < length; sent += block.Length) await stream.WriteAsync(block);
        }

        protected override bool TryComputeLength(out long computed) => (computed = length) > 0;
    }

    private List<string> Forms => [.. Matrix.Endpoints(room.Endpoints).Where(endpoint => endpoint.Method == "POST" && !endpoint.Open && !endpoint.Path.StartsWith("/api/", StringComparison.Ordinal)).Select(endpoint => endpoint.Path).Distinct()];

    [Fact]
    public async Task Every_form_refuses_what_is_too_long_before_it_has_read_it()
    {
        using var ida = await room.AsAsync("ida");
        var faults = new List<string>();
        foreach (var path in Forms)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new Endless(64 << 20) { Headers = { ContentType = new("application/x-www-form-urlencoded") } } };
            request.Headers.ExpectContinue = true;
            using var answer = await ida.Client.SendAsync(request);
            if (answer.StatusCode is not (HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.Forbidden)) faults.Add($"{path}: {(int)answer.StatusCode}");
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public async Task Whichever_form_it_was_what_was_typed_when_the_session_had_ended_comes_back_and_nothing_was_done()
    {
        const string typed = "Joy \"<b>\" 🦜 جوي =1+1";
        var faults = new List<string>();
        using var nobody = await room.AsAsync(null);
        var before = await CountAsync();
        foreach (var path in Forms)
        {
            using var form = new FormUrlEncodedContent([new("token", "x"), new("words", typed)]);
            using var answer = await nobody.Client.PostAsync(new Uri(path, UriKind.Relative), form);
            var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
            if (answer.StatusCode is not HttpStatusCode.Unauthorized || page.QuerySelector($"form[action='{path}'] input[name=words]")?.GetAttribute("value") != typed || page.QuerySelector("b") is not null) faults.Add($"{path}: {(int)answer.StatusCode}");
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task A_revoked_referral_and_an_envelope_that_is_sent_again_get_one_clear_answer_and_bring_nothing()
    {
        var (cases, reach) = (room.Cases, await room.ReachAsync("gry"));
        using var adora = KeyPair.New();
        await cases.KeepServicesAsync([new("adora", "Adora Example", "housing") { Key = adora.Public, CheckedOn = cases.Today }]);
        var (own, id, now) = (await cases.OwnKeyAsync(), Hex(), TimeProvider.System.GetUtcNow());
        byte[] Told(ReferralMessage message) => Envelope.Seal(message.ToBytes(), ReferralMessage.Purpose, adora, own, TimeProvider.System.GetUtcNow()).ToBytes();
        var sent = Told(new(1, id, ReferralStep.Send, now.ToUnixTimeMilliseconds(), "Kari", Content: new(ReferralKind.Referral, "protection", Audience.Adult, "A place.", now.AddHours(4).ToUnixTimeMilliseconds(), now.AddDays(9).ToUnixTimeMilliseconds(), cases.Today.AddDays(9), [new("identity.family-name", 0, "Osaghae", FactSource.Told)])));
        Assert.Null(await cases.TakeInAsync(sent));
        using var gry = await room.AsAsync("gry");
        Assert.Contains("Osaghae", (await gry.PageAsync($"/inbox/{id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(await cases.TakeInAsync(Told(new(1, id, ReferralStep.Revoke, now.ToUnixTimeMilliseconds(), "Kari"))));
        for (var click = 0; click < 2; click++)
            using (var answer = await gry.PostAsync($"/inbox/{id}/steps", $"/inbox/{id}", ("step", "Accept")))
            {
                Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
                Assert.DoesNotContain("Osaghae", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        Assert.Equal(nameof(EnvelopeFault.Replayed), await cases.TakeInAsync(sent));
        Assert.Equal((ReferralState.Revoked, null), ((await cases.ReferralAsync(id, reach))!.Head.State, (await cases.ReferralAsync(id, reach))!.Content));
        Assert.Empty(await cases.SearchAsync("Osaghae", reach with { Scope = Vern.Platform.Access.Scope.Workspace }));
    }

    [Theory]
    [InlineData("taken-back")]
    [InlineData("run-out")]
    public async Task What_she_agrees_to_no_longer_when_the_button_is_pressed_is_not_sent(string body)
    {
        var (cases, reach) = (room.Cases, await room.ReachAsync("gry"));
        using var key = KeyPair.New();
        await cases.KeepServicesAsync([new(body, "Lilla Example", "housing") { Key = key.Public, CheckedOn = cases.Today }]);
        var joy = await cases.AddPersonAsync(new(Hex(), Audience.Adult, [new("identity.family-name", "Osagiede")]), reach);
        await cases.RecordConsentAsync(joy, new(Hex(), body, "protection", new HashSet<string> { "identity" }, LegalGround.Consent, ConsentAnswer.Given, ConsentForm.Spoken, ChildView.NotAsked, cases.Today, "en", ConsentText.Version, "May we?"), reach); // its last day is today
        using var gry = await room.AsAsync("gry");
        (string, string)[] referral = [("origin", Hex()), ("kind", "Referral"), ("body", body), ("purpose", "protection"), ("need", "A place."), ("due", "24")];
        using var preview = await gry.PostAsync($"/people/{joy}/refer", $"/people/{joy}/refer", referral);
        var seen = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await preview.Content.ReadAsStringAsync()).QuerySelector("input[name=seen]")!.GetAttribute("value")!;
        if (body == "taken-back") await gry.SendAsync($"/people/{joy}/consent/withdrawals", $"/people/{joy}/consent", ("recipient", body), ("purpose", "protection"));
        else
        {
            // As if midnight had passed between.
            await using var connection = new SqliteConnection($"Data Source={Path.Combine(room.Folder, "rosa", "vern.db")};Pooling=False");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE case_consents SET until = $day WHERE recipient = $body";
            command.Parameters.AddWithValue("$day", cases.Today.AddDays(-1).ToString("O", System.Globalization.CultureInfo.InvariantCulture));
            command.Parameters.AddWithValue("$body", body);
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }
        using var answer = await gry.PostAsync($"/people/{joy}/referrals", $"/people/{joy}/refer", [.. referral, ("seen", seen)]);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("A place.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal); // nothing lost that was typed
        Assert.Empty((await cases.ReferralsAsync(joy, reach))!);
    }

    private async Task<int> CountAsync() => (await room.Cases.ListAsync(await room.ReachAsync("ida", Vern.Platform.Access.Scope.Workspace), new(), 0, 500)).People.Count;

    private static string Hex() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
}
