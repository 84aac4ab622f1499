using System.Text.Json;
using System.Text.Json.Serialization;
using Vern.Platform.Store;

namespace Vern.Platform.Access;

/// <summary>
/// The identity provider that people may sign in through, as <c>DATA/access/oidc.json</c> says; read once, at start. A secret stands in a file of its own or in the
/// environment, never in this one, and is never logged.
/// </summary>
public sealed class ProviderSettings
{
    /// <summary>What the sign-in page calls it.</summary>
    public required string Name { get; init; }
    /// <summary>Its issuer: the https address under which its metadata lies. On this machine http will do.</summary>
    public required string Issuer { get; init; }
    /// <summary>What it calls us.</summary>
    public required string ClientId { get; init; }
    /// <summary>A file with the client's secret; relative to the settings' folder.</summary>
    public string? ClientSecretFile { get; init; }
    /// <summary>An environment variable with the client's secret.</summary>
    public string? ClientSecretVariable { get; init; }
    /// <summary>A file with a private key (PEM; RSA of 2048 bits or more, or P-256) with which the client proves who it is (private_key_jwt).</summary>
    public string? PrivateKeyFile { get; init; }
    /// <summary>The key's id at the provider.</summary>
    public string? KeyId { get; init; }
    /// <summary>What is asked for besides <c>openid</c>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];
    /// <summary>The levels (acr) that sign-in is asked at and accepted from, best last; empty: any.</summary>
    public IReadOnlyList<string> Levels { get; init; } = [];
    /// <summary>The levels that are enough to sign a report or change one's ways in; empty: any of <see cref="Levels"/>.</summary>
    public IReadOnlyList<string> SigningLevels { get; init; } = [];

    /// <summary>The client's secret, once read; null with a private key.</summary>
    [JsonIgnore] public string? Secret { get; private init; }
    /// <summary>The client's private key (PEM), once read; null with a secret.</summary>
    [JsonIgnore] public string? PrivateKey { get; private init; }

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads the settings; null when there is no such file.</summary>
    /// <exception cref="StoreException">They cannot be used; the message names file and field.</exception>
    public static ProviderSettings? Read(string dataFolder)
    {
        var file = Path.Combine(dataFolder, "access", "oidc.json");
        if (!File.Exists(file)) return null;
        ProviderSettings read;
        try
        {
            read = JsonSerializer.Deserialize<ProviderSettings>(File.ReadAllText(file), Strict) ?? throw new StoreException($"{file}: is empty, expected the settings of an identity provider");
        }
        catch (JsonException wrong)
        {
            throw new StoreException($"{file}: {(wrong.Path is { Length: > 1 } path ? path[1..].TrimStart('.') + ": " : "")}line {(wrong.LineNumber ?? 0) + 1}: expected the settings of an identity provider as in docs/guide-access.md", wrong);
        }
        void Expect(bool good, string what) { if (!good) throw new StoreException($"{file}: {what}"); }
        Expect(!string.IsNullOrWhiteSpace(read.Name) && read.Name.Length <= 60, "name: expected what the sign-in page calls it, at most 60 letters");
        Expect(Uri.TryCreate(read.Issuer, UriKind.Absolute, out var issuer) && issuer.Query.Length == 0 && issuer.Fragment.Length == 0 && (issuer.Scheme == Uri.UriSchemeHttps || (issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback)), $"issuer: '{read.Issuer}', expected an https address");
        Expect(!string.IsNullOrWhiteSpace(read.ClientId), "clientId: expected what the provider calls this Vern");
        Expect(read.Levels.Count == 0 || read.SigningLevels.All(read.Levels.Contains), "signingLevels: expected some of levels");
        var given = new[] { read.ClientSecretFile, read.ClientSecretVariable, read.PrivateKeyFile }.Count(one => one is not null);
        Expect(given == 1, "expected exactly one of clientSecretFile, clientSecretVariable and privateKeyFile");
        string From(string name)
        {
            var path = Path.Combine(dataFolder, "access", name);
            Expect(File.Exists(path), $"{path}: is not there, expected the secret that it names");
            return File.ReadAllText(path).Trim();
        }
        var secret = read.ClientSecretFile is { } secretFile ? From(secretFile) : read.ClientSecretVariable is { } variable ? Environment.GetEnvironmentVariable(variable)?.Trim() : null;
        var key = read.PrivateKeyFile is { } keyFile ? From(keyFile) : null;
        Expect(key is not null || !string.IsNullOrEmpty(secret), $"{(read.ClientSecretVariable is { } name ? $"clientSecretVariable: the environment has no {name}" : "clientSecretFile: the file is empty")}, expected the client's secret");
        if (key is not null) Expect(ClientKey.Read(key, read.KeyId) is not null, "privateKeyFile: expected a private key as PEM, RSA of at least 2048 bits or P-256");
        return new()
        {
            Name = read.Name, Issuer = read.Issuer, ClientId = read.ClientId, ClientSecretFile = read.ClientSecretFile, ClientSecretVariable = read.ClientSecretVariable,
            PrivateKeyFile = read.PrivateKeyFile, KeyId = read.KeyId, Scopes = read.Scopes, Levels = read.Levels, SigningLevels = read.SigningLevels, Secret = secret, PrivateKey = key,
        };
    }
}
