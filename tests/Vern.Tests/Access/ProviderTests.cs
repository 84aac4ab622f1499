using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Vern.Platform.Access;
using Vern.Platform.Store;
using Vern.Tests.Pages;

namespace Vern.Tests.Access;

/// <summary>Sign-in through an identity provider, and every way in which its answer can be wrong.</summary>
public sealed class ProviderTests
{
    private static ProviderSettings Settings(MockProvider provider, string[]? levels = null, string[]? signing = null, string? key = null)
    {
        var folder = Directory.CreateTempSubdirectory("vern-oidc-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "access"));
            File.WriteAllText(Path.Combine(folder, "access", "secret"), key ?? MockProvider.Secret + "\n");
            File.WriteAllText(Path.Combine(folder, "access", "oidc.json"), System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["name"] = "Test-porten", ["issuer"] = provider.Issuer, ["clientId"] = MockProvider.Client, [key is null ? "clientSecretFile" : "privateKeyFile"] = "secret", ["levels"] = levels ?? [], ["signingLevels"] = signing ?? [],
            }));
            return ProviderSettings.Read(folder)!;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<SmallRound> RoundAsync(ProviderSettings settings)
    {
        var round = await SmallRound.ServeAsync(empty: true, provider: settings);
        await round.Access.AddAsync("kari", "Kari Example", null, "coordinator", null);
        await round.Access.TieAsync("kari", settings.Issuer, "subject-1");
        return round;
    }

    /// <summary>Goes to the provider and comes back; the address that it leads back to is not opened yet.</summary>
    private static async Task<string> BackAsync(Visitor visitor, string begin = "/sign-in/provider?to=/about")
    {
        using var there = await visitor.GetAsync(begin);
        Assert.Equal(HttpStatusCode.SeeOther, there.StatusCode);
        using var outside = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var back = await outside.GetAsync(there.Headers.Location);
        Assert.Equal(HttpStatusCode.Found, back.StatusCode);
        return back.Headers.Location!.PathAndQuery;
    }

    private static async Task<(HttpStatusCode Status, string Page)> SignInAsync(Visitor visitor, string begin = "/sign-in/provider?to=/about")
    {
        using var answer = await visitor.GetAsync(await BackAsync(visitor, begin));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, true, true)]
    public async Task A_person_signs_in_and_goes_where_she_was_going(bool pushes, bool elliptic, bool signedByClient)
    {
        using var client = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var provider = await MockProvider.ServeAsync(pushes, elliptic, signedByClient ? client : null);
        await using var round = await RoundAsync(Settings(provider, ["idporten-loa-high"], key: signedByClient ? client.ExportPkcs8PrivateKeyPem() : null));
        using var visitor = new Visitor(round);
        using var page = await visitor.GetAsync("/sign-in?lang=en");
        Assert.Contains("Sign in with Test-porten", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var answer = await visitor.GetAsync(await BackAsync(visitor));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("0; url=/about", answer.Headers.GetValues("Refresh").Single());
        Assert.Empty(provider.Faults);
        Assert.Equal("idporten-loa-high", provider.Asked["acr_values"]);
        using var about = await visitor.GetAsync("/about");
        Assert.Equal(HttpStatusCode.OK, about.StatusCode);
        Assert.Equal(SessionKind.Provider, (await round.Access.ListAsync()).Single().Sessions.Single().Kind);
        using var signedOut = await visitor.PostAsync("/sign-out", "/account");
        using var after = await visitor.GetAsync(signedOut.Headers.Location!.OriginalString);
        Assert.Contains($"{provider.Issuer}/logout?client_id=", await after.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var out_ = await visitor.GetAsync("/account");
        Assert.Equal(HttpStatusCode.SeeOther, out_.StatusCode);
    }

    public static TheoryData<string> Wrongs => ["nonce", "no nonce", "issuer", "audience", "two audiences", "expired", "no expiry", "not yet", "alg none", "altered", "other key", "symmetric", "level", "no level", "state", "iss", "no iss", "error", "no code", "wrong code", "no subject"];

    [Theory, MemberData(nameof(Wrongs))]
    public async Task A_wrong_answer_opens_nothing(string wrong)
    {
        await using var provider = await MockProvider.ServeAsync();
        await using var round = await RoundAsync(Settings(provider, ["idporten-loa-high"]));
        var now = TimeProvider.System.GetUtcNow();
        provider.Change = wrong switch
        {
            "nonce" => claims => claims["nonce"] = "another", "no nonce" => claims => claims.Remove("nonce"), "issuer" => claims => claims["iss"] = "https://other.example", "audience" => claims => claims["aud"] = "somebody-else",
            "two audiences" => claims => claims["aud"] = new[] { MockProvider.Client, "somebody-else" }, "expired" => claims => claims["exp"] = now.AddMinutes(-2).ToUnixTimeSeconds(), "no expiry" => claims => claims.Remove("exp"),
            "not yet" => claims => claims["nbf"] = now.AddMinutes(5).ToUnixTimeSeconds(), "level" => claims => claims["acr"] = "idporten-loa-substantial", "no level" => claims => claims.Remove("acr"), "no subject" => claims => claims.Remove("sub"), _ => null,
        };
        provider.Forge = wrong switch
        {
            "alg none" => token => WebEncoders.Base64UrlEncode("{\"alg\":\"none\",\"typ\":\"JWT\"}"u8.ToArray()) + "." + token.Split('.')[1] + ".",
            "altered" => token => token.Split('.') is var parts ? parts[0] + "." + WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(parts[1])).Replace("subject-1", "subject-2", StringComparison.Ordinal))) + "." + parts[2] : token,
            "other key" => token => Signed(token, "RS256", data => { using var other = RSA.Create(2048); return other.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1); }),
            // The old confusion: the provider's public key, or the client's id, taken for a shared secret.
            "symmetric" => token => Signed(token, "HS256", data => HMACSHA256.HashData(Encoding.UTF8.GetBytes(MockProvider.Secret.PadRight(64, '0')), data)),
            _ => null,
        };
        provider.Redirect = wrong switch
        {
            "state" => back => back["state"] = "another", "iss" => back => back["iss"] = "https://other.example", "no iss" => back => back["iss"] = null,
            "error" => back => (back["code"], back["error"]) = (null, "access_denied"), "no code" => back => back["code"] = null, "wrong code" => back => back["code"] = "code-999", _ => null,
        };
        using var visitor = new Visitor(round);
        var (status, page) = await SignInAsync(visitor);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.DoesNotContain("Kari", page, StringComparison.Ordinal);
        Assert.Empty((await round.Access.ListAsync()).Single().Sessions);
        using var account = await visitor.GetAsync("/account");
        Assert.Equal(HttpStatusCode.SeeOther, account.StatusCode);
    }

    private static string Signed(string token, string algorithm, Func<byte[], byte[]> sign)
    {
        var content = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes($"{{\"alg\":\"{algorithm}\",\"kid\":\"r\",\"typ\":\"JWT\"}}")) + "." + token.Split('.')[1];
        return content + "." + WebEncoders.Base64UrlEncode(sign(Encoding.ASCII.GetBytes(content)));
    }

    [Fact]
    public async Task An_answer_counts_once_and_in_the_browser_that_asked_only()
    {
        await using var provider = await MockProvider.ServeAsync();
        await using var round = await RoundAsync(Settings(provider));
        using var kari = new Visitor(round);
        using var thief = new Visitor(round);
        var back = await BackAsync(kari);
        using (var elsewhere = await thief.GetAsync(back)) Assert.Equal(HttpStatusCode.Forbidden, elsewhere.StatusCode);
        var cookie = kari.Cookies.GetCookies(new Uri(round.Address, "/sign-in/provider"))["vern-provider"]!.Value;
        using (var first = await kari.GetAsync(back)) Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        // The same answer again, with the very cookie that it went with.
        thief.Cookies.Add(new Uri(round.Address, "/sign-in/provider"), new Cookie("vern-provider", cookie, "/sign-in/provider"));
        using var again = await thief.GetAsync(back);
        Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);
        Assert.Single((await round.Access.ListAsync()).Single().Sessions);
    }

    [Fact]
    public async Task A_stranger_is_told_that_she_has_no_account_and_none_is_made()
    {
        await using var provider = await MockProvider.ServeAsync();
        await using var round = await RoundAsync(Settings(provider));
        provider.Subject = "subject-9";
        using var visitor = new Visitor(round);
        var (status, page) = await SignInAsync(visitor, "/sign-in/provider?lang=en");
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("subject-9", page, StringComparison.Ordinal);
        Assert.DoesNotContain("kari", page, StringComparison.OrdinalIgnoreCase);
        Assert.Single(await round.Access.ListAsync());
    }

    [Fact]
    public async Task What_counts_takes_a_higher_level_and_a_recent_proof()
    {
        await using var provider = await MockProvider.ServeAsync();
        await using var round = await RoundAsync(Settings(provider, ["idporten-loa-substantial", "idporten-loa-high"], ["idporten-loa-high"]));
        provider.Level = "idporten-loa-substantial";
        using var visitor = new Visitor(round);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(visitor)).Status);
        using var codes = await visitor.PostAsync("/account/codes", "/account");
        Assert.Equal("/sign-in?again=1&to=%2Faccount", codes.Headers.Location?.OriginalString);
        // Asked for the higher level, with a proof from before: not taken. At the lower level: not taken either.
        provider.Age = TimeSpan.FromHours(1);
        provider.Level = "idporten-loa-high";
        Assert.Equal(HttpStatusCode.Forbidden, (await SignInAsync(visitor, "/sign-in/provider?again=1&to=/account")).Status);
        Assert.Equal(("idporten-loa-high", "0", "login"), (provider.Asked["acr_values"], provider.Asked["max_age"], provider.Asked["prompt"]));
        (provider.Age, provider.Level) = (TimeSpan.Zero, "idporten-loa-substantial");
        Assert.Equal(HttpStatusCode.Forbidden, (await SignInAsync(visitor, "/sign-in/provider?again=1&to=/account")).Status);
        provider.Level = "idporten-loa-high";
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(visitor, "/sign-in/provider?again=1&to=/account")).Status);
        Assert.Single((await round.Access.ListAsync()).Single().Sessions);
        using var now = await visitor.PostAsync("/account/codes", "/account");
        Assert.Equal("/account#codes", now.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Who_signs_out_at_the_provider_is_out_here_and_no_other_notice_ends_anything()
    {
        await using var provider = await MockProvider.ServeAsync();
        await using var round = await RoundAsync(Settings(provider));
        await round.Access.AddAsync("ola", "Ola Example", null, "coordinator", null);
        await round.Access.TieAsync("ola", provider.Issuer, "subject-2");
        async Task<Visitor> InAsync(string subject, string session)
        {
            (provider.Subject, provider.Change) = (subject, claims => claims["sid"] = session);
            var visitor = new Visitor(round);
            Assert.Equal(HttpStatusCode.OK, (await SignInAsync(visitor)).Status);
            return visitor;
        }
        using var outside = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = round.Address };
        async Task<HttpStatusCode> TellAsync(string token)
        {
            using var form = new FormUrlEncodedContent([new("logout_token", token)]);
            using var answer = await outside.PostAsync(new Uri(ProviderSignIn.Notice, UriKind.Relative), form);
            Assert.True(answer.Headers.CacheControl!.NoStore);
            return answer.StatusCode;
        }
        async Task<string> OpenAsync() => string.Join(' ', (await round.Access.ListAsync()).Select(account => $"{account.Name}:{account.Sessions.Count}"));
        using var first = await InAsync("subject-1", "s1");
        using var second = await InAsync("subject-1", "s2");
        using var other = await InAsync("subject-2", "s3");
        await round.AccountAsync("siv", "Siv Example", "statistician");
        provider.Subject = "subject-1";
        var now = TimeProvider.System.GetUtcNow();
        string[] wrong =
        [
            "", "x.y.z", provider.LogoutToken(claims => claims.Remove("events")), provider.LogoutToken(claims => claims["events"] = "http://schemas.openid.net/event/backchannel-logout"), provider.LogoutToken(claims => claims["events"] = new Dictionary<string, object> { ["other"] = new Dictionary<string, object>() }),
            provider.LogoutToken(claims => claims["nonce"] = "n"), provider.LogoutToken(claims => claims["aud"] = "somebody-else"), provider.LogoutToken(claims => claims["iss"] = "https://other.example"), provider.LogoutToken(claims => claims["exp"] = now.AddMinutes(-5).ToUnixTimeSeconds()),
            provider.LogoutToken(claims => claims.Remove("jti")), provider.LogoutToken(claims => claims.Remove("iat")), provider.LogoutToken(claims => claims["iat"] = now.AddHours(-1).ToUnixTimeSeconds()), provider.LogoutToken(claims => claims.Remove("sub")), provider.LogoutToken(type: "at+jwt"),
            provider.LogoutToken()[..^6] + "AAAAAA", WebEncoders.Base64UrlEncode("{\"alg\":\"none\",\"typ\":\"logout+jwt\"}"u8.ToArray()) + "." + provider.LogoutToken().Split('.')[1] + ".",
        ];
        foreach (var token in wrong) Assert.Equal(HttpStatusCode.BadRequest, await TellAsync(token));
        Assert.Equal("kari:2 ola:1 siv:0", await OpenAsync());

        // One session of hers by its name; then the same notice again; then all that are left; never another's.
        var one = provider.LogoutToken(claims => { claims.Remove("sub"); claims["sid"] = "s2"; });
        Assert.Equal(HttpStatusCode.OK, await TellAsync(one));
        Assert.Equal("kari:1 ola:1 siv:0", await OpenAsync());
        Assert.Equal(HttpStatusCode.BadRequest, await TellAsync(one));
        Assert.Equal(HttpStatusCode.OK, await TellAsync(provider.LogoutToken(claims => claims["sid"] = "s3"))); // another's session under her name: nothing
        Assert.Equal("kari:1 ola:1 siv:0", await OpenAsync());
        Assert.Equal(HttpStatusCode.OK, await TellAsync(provider.LogoutToken()));
        Assert.Equal("kari:0 ola:1 siv:0", await OpenAsync());
        using (var gone = await first.GetAsync("/account")) Assert.Equal(HttpStatusCode.SeeOther, gone.StatusCode);
        await round.Ledger.AppendAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, (await round.Ledger.LatestAsync(500, TestContext.Current.CancellationToken)).Count(act => act is { Kind: "sessions.ended", Detail: "signed out at the identity provider", By.Role: "provider" }));
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("{\"name\":\"P\",\"issuer\":\"http://far.example\",\"clientId\":\"c\",\"clientSecretVariable\":\"X\"}", "issuer: 'http://far.example', expected an https address")]
    [InlineData("{\"name\":\"P\",\"issuer\":\"https://p.example\",\"clientId\":\"c\"}", "exactly one of")]
    [InlineData("{\"name\":\"P\",\"issuer\":\"https://p.example\",\"clientId\":\"c\",\"clientSecretVariable\":\"VERN_NO_SUCH_VARIABLE\"}", "the environment has no VERN_NO_SUCH_VARIABLE")]
    [InlineData("{\"name\":\"P\",\"issuer\":\"https://p.example\",\"clientId\":\"c\",\"clientSecretFile\":\"missing\"}", "is not there")]
    [InlineData("{\"name\":\"P\",\"issuer\":\"https://p.example\",\"clientId\":\"c\",\"clientSecret\":\"s3cret\"}", "expected the settings")]
    public void Settings_that_cannot_be_used_are_refused_in_one_line_without_a_secret(string content, string says)
    {
        var folder = Directory.CreateTempSubdirectory("vern-oidc-").FullName;
        try
        {
            Assert.Null(ProviderSettings.Read(folder));
            Directory.CreateDirectory(Path.Combine(folder, "access"));
            File.WriteAllText(Path.Combine(folder, "access", "oidc.json"), content);
            var message = Assert.Throws<StoreException>(() => ProviderSettings.Read(folder)).Message;
            Assert.Contains(says, message, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
