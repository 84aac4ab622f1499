using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Vern.Tests.Access;

/// <summary>An identity provider of the test's own on a free port: metadata, keys, pushed requests, codes, tokens signed with real keys. It checks what a client must send, and can be told to answer wrongly.</summary>
internal sealed class MockProvider : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly RSA rsa = RSA.Create(2048);
    private readonly ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Dictionary<string, Dictionary<string, string>> pushed = new(StringComparer.Ordinal), codes = new(StringComparer.Ordinal);
    private int count;
    private static readonly JsonSerializerOptions Plain = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    private MockProvider(WebApplication app) => this.app = app;

    public string Issuer => app.Urls.First();
    public const string Client = "vern-test", Secret = "made-up-secret";
    /// <summary>The client's public key, when it signs assertions.</summary>
    public ECDsa? ClientKey { get; init; }
    public bool Pushes { get; init; } = true;
    public bool Curve { get; init; }
    public string Subject { get; set; } = "subject-1";
    public string? Level { get; set; } = "idporten-loa-high";
    /// <summary>Changes the claims before they are signed.</summary>
    public Action<Dictionary<string, object>>? Change { get; set; }
    /// <summary>Changes the finished token.</summary>
    public Func<string, string>? Forge { get; set; }
    /// <summary>Changes what is sent back to the client.</summary>
    public Action<Dictionary<string, string?>>? Redirect { get; set; }
    /// <summary>What was asked last.</summary>
    public Dictionary<string, string> Asked { get; private set; } = [];
    public List<string> Faults { get; } = [];
    public TimeSpan Age { get; set; }

    public static async Task<MockProvider> ServeAsync(bool pushes = true, bool elliptic = false, ECDsa? clientKey = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        var built = builder.Build();
        var provider = new MockProvider(built) { Pushes = pushes, Curve = elliptic, ClientKey = clientKey };
        provider.Map();
        await built.StartAsync();
        return provider;
    }

    private void Map()
    {
        app.MapGet("/.well-known/openid-configuration", () =>
        {
            var metadata = new JsonObject
            {
                ["issuer"] = Issuer, ["authorization_endpoint"] = Issuer + "/authorize", ["token_endpoint"] = Issuer + "/token", ["jwks_uri"] = Issuer + "/jwks", ["end_session_endpoint"] = Issuer + "/logout",
                ["authorization_response_iss_parameter_supported"] = true, ["response_types_supported"] = new JsonArray("code"), ["subject_types_supported"] = new JsonArray("pairwise"), ["id_token_signing_alg_values_supported"] = new JsonArray("RS256", "ES256"),
            };
            if (Pushes) metadata["pushed_authorization_request_endpoint"] = Issuer + "/par";
            return Results.Text(metadata.ToJsonString(), "application/json");
        });
        app.MapGet("/jwks", () =>
        {
            var keys = new[] { JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(false)) { KeyId = "r" }), JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ECDsa.Create(curve.ExportParameters(false))) { KeyId = "e" }) };
            return Results.Text(JsonSerializer.Serialize(new { keys = keys.Select(key => new { kty = key.Kty, kid = key.Kid, n = key.N, e = key.E, crv = key.Crv, x = key.X, y = key.Y, use = "sig" }) }, Plain), "application/json");
        });
        app.MapPost("/par", async (HttpContext http) =>
        {
            var form = await FormAsync(http);
            if (!await IsClientAsync(http, form)) return Results.Json(new { error = "invalid_client" }, statusCode: 401);
            var uri = $"urn:ietf:params:oauth:request_uri:{Interlocked.Increment(ref count)}";
            pushed[uri] = form;
            return Results.Json(new { request_uri = uri, expires_in = 60 }, statusCode: 201);
        });
        app.MapGet("/authorize", (HttpContext http) =>
        {
            var asked = http.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
            if (Pushes && (!asked.TryGetValue("request_uri", out var uri) || !pushed.Remove(uri, out asked!))) return Results.BadRequest();
            foreach (var name in new[] { "state", "nonce", "code_challenge", "redirect_uri" }) if (!asked.ContainsKey(name)) Faults.Add($"no {name}");
            if (asked.GetValueOrDefault("code_challenge_method") != "S256") Faults.Add("PKCE is not S256");
            Asked = asked;
            var code = $"code-{Interlocked.Increment(ref count)}";
            codes[code] = asked;
            var back = new Dictionary<string, string?>(StringComparer.Ordinal) { ["code"] = code, ["state"] = asked["state"], ["iss"] = Issuer };
            Redirect?.Invoke(back);
            return Results.Redirect(QueryHelpers.AddQueryString(asked["redirect_uri"], back.Where(pair => pair.Value is not null)));
        });
        app.MapPost("/token", async (HttpContext http) =>
        {
            var form = await FormAsync(http);
            if (!await IsClientAsync(http, form)) return Results.Json(new { error = "invalid_client" }, statusCode: 401);
            if (!codes.Remove(form["code"], out var asked)) return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
            if (WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"]))) != asked["code_challenge"]) return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
            return Results.Json(new { access_token = "unused", token_type = "Bearer", id_token = IdToken(asked["nonce"]) });
        });
    }

    /// <summary>A notice that somebody has signed out here.</summary>
    public string LogoutToken(Action<Dictionary<string, object>>? change = null, string type = "logout+jwt")
    {
        var now = TimeProvider.System.GetUtcNow();
        var claims = new Dictionary<string, object> { ["iss"] = Issuer, ["aud"] = Client, ["iat"] = now.ToUnixTimeSeconds(), ["exp"] = now.AddMinutes(2).ToUnixTimeSeconds(), ["jti"] = $"notice-{Interlocked.Increment(ref count)}", ["sub"] = Subject, ["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = new Dictionary<string, object>() } };
        change?.Invoke(claims);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(JsonSerializer.Serialize(claims), new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = "r" }, SecurityAlgorithms.RsaSha256), new Dictionary<string, object> { ["typ"] = type });
    }

    private string IdToken(string nonce)
    {
        var now = TimeProvider.System.GetUtcNow();
        var claims = new Dictionary<string, object> { ["sub"] = Subject, ["nonce"] = nonce, ["iss"] = Issuer, ["aud"] = Client, ["iat"] = now.ToUnixTimeSeconds(), ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(), ["auth_time"] = (now - Age).ToUnixTimeSeconds() };
        if (Level is not null) claims["acr"] = Level;
        Change?.Invoke(claims);
        var credentials = Curve ? new SigningCredentials(new ECDsaSecurityKey(curve) { KeyId = "e" }, SecurityAlgorithms.EcdsaSha256) : new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = "r" }, SecurityAlgorithms.RsaSha256);
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(JsonSerializer.Serialize(claims), credentials);
        return Forge?.Invoke(token) ?? token;
    }

    private static async Task<Dictionary<string, string>> FormAsync(HttpContext http) => (await http.Request.ReadFormAsync()).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);

    private async Task<bool> IsClientAsync(HttpContext http, Dictionary<string, string> form)
    {
        if (ClientKey is null) return http.Request.Headers.Authorization == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Client}:{Secret}"));
        if (form.GetValueOrDefault("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer") return false;
        return (await new JsonWebTokenHandler().ValidateTokenAsync(form["client_assertion"], new TokenValidationParameters { ValidIssuer = Client, ValidAudience = Issuer, IssuerSigningKey = new ECDsaSecurityKey(ClientKey) })).IsValid;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        rsa.Dispose();
        curve.Dispose();
    }
}
