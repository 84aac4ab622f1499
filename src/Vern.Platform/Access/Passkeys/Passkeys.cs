using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Vern.Platform.Access;

/// <summary>What a page needs to ask the browser for a passkey.</summary>
/// <param name="Options">For <c>navigator.credentials</c>, as JSON.</param>
/// <param name="State">What must come back with the answer, sealed.</param>
public sealed record PasskeyQuestion(string Options, string State);

/// <summary>
/// Passkeys (WebAuthn level 3): asks the browser, and judges its answer with the framework's handler. The relying party is the host asked for; the origin must be
/// this one exactly and not within another site's frame; the person must have been verified by her device; an answer counts once and for a quarter of an hour.
/// </summary>
public sealed class Passkeys : IDisposable
{
    private const string Adding = "vern passkey added to ", SigningIn = "vern passkey sign-in";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);
    private readonly AccessStore store;
    private readonly UserManager<PasskeyAccount> accounts;
    private readonly PasskeyHandler<PasskeyAccount> handler;

    /// <summary>Passkeys of these accounts.</summary>
    public Passkeys(AccessStore store)
    {
        this.store = store;
        accounts = new(new PasskeyAccounts(store), Options.Create(new IdentityOptions()), null!, [], [], null!, null!, null!, NullLogger<UserManager<PasskeyAccount>>.Instance);
        handler = new(accounts, Options.Create(new IdentityPasskeyOptions
        {
            UserVerificationRequirement = "required", ResidentKeyRequirement = "required", AttestationConveyancePreference = "none", AuthenticatorTimeout = TimeSpan.FromMinutes(5),
            ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && string.IsNullOrEmpty(context.TopOrigin) && context.Origin == $"{context.HttpContext.Request.Scheme}://{context.HttpContext.Request.Host.Value}"),
        }));
    }

    /// <summary>Whether passkeys can be used at the address asked for: they are tied to a name, and browsers take none for a bare IP address.</summary>
    public static bool CanBeUsed(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return Uri.CheckHostName(http.Request.Host.Host.Trim('[', ']')) is UriHostNameType.Dns;
    }

    /// <summary>The question for a new passkey of who is signed in.</summary>
    public async Task<PasskeyQuestion> AskForNewAsync(HttpContext http, SignedIn person)
    {
        ArgumentNullException.ThrowIfNull(person);
        var made = await handler.MakeCreationOptionsAsync(new() { Id = person.AccountId.ToString(System.Globalization.CultureInfo.InvariantCulture), Name = person.Account, DisplayName = person.Person }, http);
        return new(made.CreationOptionsJson, store.SealState(Adding + person.Account, made.AttestationState!, Life));
    }

    /// <summary>Adds the passkey that answers the question.</summary>
    /// <returns>Whether it did.</returns>
    public async Task<bool> AddAsync(HttpContext http, SignedIn person, string? state, string credential, string name, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (await store.OpenStateAsync(Adding + person.Account, state, cancel) is not { } asked) return false;
        try
        {
            var result = await handler.PerformAttestationAsync(new() { HttpContext = http, CredentialJson = credential, AttestationState = asked });
            return result.Succeeded && result.Passkey.IsUserVerified && await store.AddPasskeyAsync(person.AccountId, result.Passkey, name, person.Session, cancel);
        }
        catch (Exception wrong) when (wrong is System.Text.Json.JsonException or FormatException or ArgumentException) // not what a browser sends
        {
            return false;
        }
    }

    /// <summary>The question for any passkey: it names no account.</summary>
    public async Task<PasskeyQuestion> AskAsync(HttpContext http)
    {
        var made = await handler.MakeRequestOptionsAsync(null, http);
        return new(made.RequestOptionsJson, store.SealState(SigningIn, made.AssertionState!, Life));
    }

    /// <summary>Signs in with the passkey that answers the question; null, for whatever reason, when it does not.</summary>
    /// <returns>The session's token.</returns>
    public async Task<string?> SignInAsync(HttpContext http, string? state, string credential, CancellationToken cancel = default)
    {
        if (await store.OpenStateAsync(SigningIn, state, cancel) is not { } asked) return null;
        try
        {
            var result = await handler.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = credential, AssertionState = asked });
            return result.Succeeded && result.Passkey.IsUserVerified ? await store.UsePasskeyAsync(result.User.Id, result.Passkey, cancel) : null;
        }
        catch (Exception wrong) when (wrong is System.Text.Json.JsonException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => accounts.Dispose();
}
