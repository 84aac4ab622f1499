using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Vern.Platform.Access;

/// <summary>What became of a sign-in at the identity provider.</summary>
public enum ProviderOutcome
{
    /// <summary>She is in.</summary>
    In,
    /// <summary>She broke it off, or the provider refused her.</summary>
    Refused,
    /// <summary>The answer is not one to our question: too old, answered before, of another browser, or forged.</summary>
    NotOurs,
    /// <summary>The provider knew her less surely, or less recently, than is asked.</summary>
    TooWeak,
    /// <summary>She is known there and has no account here.</summary>
    Stranger,
    /// <summary>The provider could not be reached.</summary>
    Unreachable,
}

/// <summary>A sign-in that has come back from the identity provider.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Session">The session's token, when she is in.</param>
/// <param name="To">Where she was going.</param>
/// <param name="Subject">What the provider calls her, for a stranger to tell the administrator.</param>
public sealed record ProviderAnswer(ProviderOutcome Outcome, string? Session, string To, string? Subject);

/// <summary>
/// Sign-in through an identity provider: OpenID Connect's authorization code with PKCE (S256), state and nonce, pushed authorization requests where the provider's
/// metadata offers them, a client's secret or signed assertion. Nobody makes an account by signing in: the administrator ties one to a subject.
/// </summary>
/// <param name="settings">The provider; null: there is none.</param>
/// <param name="store">The accounts.</param>
/// <param name="clients">Makes the connections.</param>
/// <param name="clock">The time.</param>
public sealed class ProviderSignIn(ProviderSettings? settings, AccessStore store, IHttpClientFactory clients, TimeProvider clock)
{
    /// <summary>The name of the connections to the provider.</summary>
    public const string Connections = "identity-provider";
    /// <summary>Where the provider leads back to.</summary>
    public const string Callback = "/sign-in/provider/callback";
    /// <summary>Where the provider tells that somebody has signed out there.</summary>
    public const string Notice = "/sign-in/provider/logout";
    private const string Cookie = "vern-provider", Use = "vern provider sign-in";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10), Skew = TimeSpan.FromMinutes(1);
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512];

    private readonly ConfigurationManager<OpenIdConnectConfiguration>? metadata = settings is null ? null : new(
        settings.Issuer.TrimEnd('/') + "/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(clients.CreateClient(Connections)) { RequireHttps = !new Uri(settings.Issuer).IsLoopback });
    private readonly SigningCredentials? key = settings?.PrivateKey is { } pem ? ClientKey.Read(pem, settings.KeyId) : null;

    private sealed record Underway(string State, string Nonce, string Verifier, string To, bool Again, long At, IReadOnlyList<string> Levels);

    /// <summary>What the provider is called; null when there is none.</summary>
    public string? Name => settings?.Name;

    /// <summary>Whether a level is enough to sign a report or change one's ways in.</summary>
    public bool IsEnoughToSign(string? level) => settings is not null && (settings.SigningLevels.Count == 0 || (level is not null && settings.SigningLevels.Contains(level)));

    /// <summary>The address at the provider to which the browser goes; null when the provider cannot be reached.</summary>
    /// <param name="http">The request.</param>
    /// <param name="to">Where she is going, an address of ours.</param>
    /// <param name="again">Whether she must prove anew who she is, at the level that signing needs.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<string?> BeginAsync(HttpContext http, string to, bool again, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (settings is null || await MetadataAsync(cancel) is not { } provider) return null;
        var levels = again && settings.SigningLevels.Count > 0 ? settings.SigningLevels : settings.Levels;
        var begun = new Underway(Token.New(), Token.New(), Token.New(), to, again, clock.GetUtcNow().ToUnixTimeSeconds(), levels);
        var asked = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["client_id"] = settings.ClientId, ["response_type"] = "code", ["response_mode"] = "query", ["redirect_uri"] = RedirectUri(http), ["scope"] = string.Join(' ', settings.Scopes.Prepend("openid").Distinct(StringComparer.Ordinal)),
            ["state"] = begun.State, ["nonce"] = begun.Nonce, ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(begun.Verifier))), ["code_challenge_method"] = "S256",
        };
        if (levels.Count > 0) asked["acr_values"] = string.Join(' ', levels);
        if (again) (asked["max_age"], asked["prompt"]) = ("0", "login");
        if (!string.IsNullOrEmpty(provider.PushedAuthorizationRequestEndpoint))
        {
            if (await PostAsync(provider.PushedAuthorizationRequestEndpoint, asked, cancel) is not { } pushed || !pushed.TryGetProperty("request_uri", out var uri)) return null;
            asked = new(StringComparer.Ordinal) { ["client_id"] = settings.ClientId, ["request_uri"] = uri.GetString()! };
        }
        // Lax: the browser comes back from another site. Sealed, for one use, and for ten minutes.
        http.Response.Cookies.Append(Cookie, store.SealState(Use, JsonSerializer.Serialize(begun), Life), Options(http));
        var query = string.Join('&', asked.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        return provider.AuthorizationEndpoint + (provider.AuthorizationEndpoint.Contains('?', StringComparison.Ordinal) ? '&' : '?') + query;
    }

    /// <summary>Takes what the provider sends back, and begins a session when everything is as it must be.</summary>
    public async Task<ProviderAnswer> FinishAsync(HttpContext http, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(http);
        var (query, cookie) = (http.Request.Query, http.Request.Cookies[Cookie]);
        http.Response.Cookies.Delete(Cookie, Options(http));
        if (settings is null || await store.OpenStateAsync(Use, cookie, cancel) is not { } opened || JsonSerializer.Deserialize<Underway>(opened) is not { } begun) return Failed(ProviderOutcome.NotOurs);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(query["state"].ToString()), Encoding.UTF8.GetBytes(begun.State))) return Failed(ProviderOutcome.NotOurs);
        if (await MetadataAsync(cancel) is not { } provider) return Failed(ProviderOutcome.Unreachable);
        // RFC 9207: an answer that another provider gave is not taken for this one's.
        if (query.TryGetValue("iss", out var from) ? from != provider.Issuer : provider.AuthorizationResponseIssParameterSupported) return Failed(ProviderOutcome.NotOurs);
        if (query.ContainsKey("error") || query["code"].ToString() is not { Length: > 0 } code) return Failed(ProviderOutcome.Refused);
        var answer = await PostAsync(provider.TokenEndpoint, new(StringComparer.Ordinal) { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = RedirectUri(http), ["code_verifier"] = begun.Verifier, ["client_id"] = settings.ClientId }, cancel);
        if (answer is not { } tokens || !tokens.TryGetProperty("id_token", out var text) || text.ValueKind is not JsonValueKind.String) return Failed(ProviderOutcome.Refused);
        if (await ValidAsync(text.GetString()!, provider, begun) is not { } token) return Failed(ProviderOutcome.NotOurs);
        var level = token.TryGetClaim("acr", out var acr) ? acr.Value : null;
        if (begun.Levels.Count > 0 && (level is null || !begun.Levels.Contains(level))) return Failed(ProviderOutcome.TooWeak);
        if (begun.Again && (!token.TryGetPayloadValue<long>("auth_time", out var proved) || proved < begun.At - (long)Skew.TotalSeconds)) return Failed(ProviderOutcome.TooWeak);
        return await store.SignInBySubjectAsync(settings.Issuer, token.Subject, level, token.TryGetClaim("sid", out var sid) ? sid.Value : null, cancel) is { } session
            ? new(ProviderOutcome.In, session, begun.To, null) : new(ProviderOutcome.Stranger, null, "", token.Subject);
    }

    /// <summary>Takes the provider's notice that somebody has signed out there (OpenID Connect Back-Channel Logout 1.0): her sessions here that were begun through it end.</summary>
    /// <param name="text">The logout token.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Whether the notice is the provider's, is meant for us, and was not taken before.</returns>
    public async Task<bool> EndAsync(string text, CancellationToken cancel = default)
    {
        if (settings is null || text is not { Length: > 0 and <= LongestToken } || await MetadataAsync(cancel) is not { } provider) return false;
        if (await SignedAsync(text, provider) is not { } token) return false;
        // Section 2.6: an event of this kind, when it was made, a name of its own, no nonce, and whom it is about. An id token can therefore never pass for one.
        if (token.Typ is { Length: > 0 } kind && !string.Equals(kind, "logout+jwt", StringComparison.OrdinalIgnoreCase) && !string.Equals(kind, "JWT", StringComparison.OrdinalIgnoreCase)) return false;
        if (!token.TryGetPayloadValue<JsonElement>("events", out var events) || events.ValueKind is not JsonValueKind.Object || !events.TryGetProperty(LogoutEvent, out var told) || told.ValueKind is not JsonValueKind.Object) return false;
        if (token.TryGetClaim("nonce", out _) || !token.TryGetClaim("jti", out var name) || !token.TryGetPayloadValue<long>("iat", out var made)) return false;
        var (subject, session) = (string.IsNullOrEmpty(token.Subject) ? null : token.Subject, token.TryGetClaim("sid", out var sid) && sid.Value.Length > 0 ? sid.Value : null);
        if (subject is null && session is null) return false;
        var (now, at) = (clock.GetUtcNow(), DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(made, 0, 253402300799)));
        if (at > now + Skew || at < now - Life) return false;
        Auditing.Actor.Begin(new(settings.Name, "provider"));
        return await store.EndAtProviderAsync(settings.Issuer, subject, session, name.Value, now + Life + Skew, cancel);
    }

    private const int LongestToken = 16 * 1024;
    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";

    /// <summary>Where one signs out at the provider too; null where it offers no such address.</summary>
    public async Task<string?> EndAddressAsync(HttpContext http, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (settings is null || await MetadataAsync(cancel) is not { EndSessionEndpoint: { Length: > 0 } end }) return null;
        return $"{end}{(end.Contains('?', StringComparison.Ordinal) ? '&' : '?')}client_id={Uri.EscapeDataString(settings.ClientId)}&post_logout_redirect_uri={Uri.EscapeDataString($"{http.Request.Scheme}://{http.Request.Host.Value}/sign-in")}";
    }

    private async Task<JsonWebToken?> ValidAsync(string text, OpenIdConnectConfiguration provider, Underway begun)
    {
        if (await SignedAsync(text, provider) is not { } token || string.IsNullOrEmpty(token.Subject)) return null;
        return token.TryGetClaim("nonce", out var nonce) && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(nonce.Value), Encoding.UTF8.GetBytes(begun.Nonce)) ? token : null;
    }

    // Signed by the provider, in force, and meant for us.
    private async Task<JsonWebToken?> SignedAsync(string text, OpenIdConnectConfiguration provider)
    {
        var handler = new JsonWebTokenHandler();
        var result = await handler.ValidateTokenAsync(text, Rules(provider));
        if (!result.IsValid && result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // The provider may have changed its keys since they were read.
            metadata!.RequestRefresh();
            if (await MetadataAsync(default) is { } newer) result = await handler.ValidateTokenAsync(text, Rules(newer));
        }
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token) return null;
        // Meant for several: then for us it must say so.
        return token.Audiences.Skip(1).Any() && (!token.TryGetClaim("azp", out var party) || party.Value != settings!.ClientId) ? null : token;
    }

    private TokenValidationParameters Rules(OpenIdConnectConfiguration provider) => new()
    {
        ValidIssuer = settings!.Issuer, ValidAudience = settings.ClientId, IssuerSigningKeys = provider.SigningKeys, ValidAlgorithms = Algorithms,
        RequireSignedTokens = true, RequireExpirationTime = true, ValidateIssuerSigningKey = true, TryAllIssuerSigningKeys = true,
        LifetimeValidator = (from, until, _, _) => until is { } end && end > (clock.GetUtcNow() - Skew).UtcDateTime && (from is null || from < (clock.GetUtcNow() + Skew).UtcDateTime),
    };

    private async Task<OpenIdConnectConfiguration?> MetadataAsync(CancellationToken cancel)
    {
        try
        {
            var read = await metadata!.GetConfigurationAsync(cancel);
            return read.Issuer == settings!.Issuer ? read : null;
        }
        catch (Exception problem) when (problem is InvalidOperationException or IOException or HttpRequestException or ArgumentException)
        {
            return null;
        }
    }

    private async Task<JsonElement?> PostAsync(string address, Dictionary<string, string> fields, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        if (key is not null)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            fields = new(fields, StringComparer.Ordinal)
            {
                ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                ["client_assertion"] = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
                {
                    Issuer = settings!.ClientId, Audience = settings.Issuer, IssuedAt = now, Expires = now.AddMinutes(1), SigningCredentials = key,
                    Claims = new Dictionary<string, object> { ["sub"] = settings.ClientId, ["jti"] = Token.New() },
                }),
            };
        }
        else
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(settings!.ClientId)}:{Uri.EscapeDataString(settings.Secret!)}")));
        }
        request.Content = new FormUrlEncodedContent(fields);
        try
        {
            using var answer = await clients.CreateClient(Connections).SendAsync(request, cancel);
            if (!answer.IsSuccessStatusCode) return null;
            using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
            return document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception problem) when (problem is HttpRequestException or JsonException or IOException || (problem is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }

    private static ProviderAnswer Failed(ProviderOutcome outcome) => new(outcome, null, "", null);

    private static string RedirectUri(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host.Value}{Callback}";

    private static CookieOptions Options(HttpContext http) => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = Life, IsEssential = true, Path = "/sign-in/provider" };
}
