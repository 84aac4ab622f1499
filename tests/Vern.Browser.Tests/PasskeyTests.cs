using Microsoft.Playwright;
using Vern.Platform.Localisation;

namespace Vern.Browser.Tests;

/// <summary>Passkeys in a real browser with an authenticator that the browser itself simulates; by keyboard alone.</summary>
public sealed class PasskeyTests : BrowserTest
{
    internal sealed record Authenticator(ICDPSession Session, string Id)
    {
        public async Task<System.Text.Json.JsonElement[]> CredentialsAsync() =>
            [.. ((await Session.SendAsync("WebAuthn.getCredentials", new() { ["authenticatorId"] = Id }))!.Value.GetProperty("credentials")).EnumerateArray()];

        public Task VerifiesAsync(bool verifies) => Session.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = Id, ["isUserVerified"] = verifies });
    }

    internal static async Task<Authenticator> AuthenticatorAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        var options = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true };
        var made = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new() { ["options"] = options });
        return new(session, made!.Value.GetProperty("authenticatorId").GetString()!);
    }

    private Uri Named => new UriBuilder(Round.Address) { Host = "localhost" }.Uri;

    private async Task<IPage> SignedInByNameAsync(string link)
    {
        var page = await PageAsync(1280);
        await page.GotoAsync(new Uri(Named, link + "?lang=en").ToString());
        await page.Locator("main form button").ClickAsync();
        await ArrivesAsync(page, url => !url.Contains("/sign-in/", StringComparison.Ordinal));
        return page;
    }

    private async Task AddAsync(IPage page)
    {
        await page.GotoAsync(new Uri(Named, "/account").ToString());
        await page.Locator("#passkey-name").FocusAsync();
        await page.Keyboard.TypeAsync("My telephone");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("The passkey is added.").WaitForAsync();
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).PressAsync("Enter");
        await page.Locator("#passkey").WaitForAsync();
    }

    [Fact]
    public async Task A_passkey_is_added_signs_in_by_keyboard_and_is_removed()
    {
        RequireChromium();
        var page = await SignedInByNameAsync(await Round.AccountAsync("kari", "Kari Example", "coordinator"));
        var authenticator = await AuthenticatorAsync(page);
        await AddAsync(page);
        Assert.Single(await authenticator.CredentialsAsync());
        Assert.Empty(await Axe.FaultsAsync(page));
        await SignOutAsync(page);
        foreach (var language in Language.All)
        {
            await page.GotoAsync(new Uri(Named, $"/sign-in?lang={language}").ToString());
            Assert.True(await page.Locator("#passkey").IsVisibleAsync());
            Assert.Empty(await Axe.FaultsAsync(page));
        }
        await page.GotoAsync(new Uri(Named, "/sign-in?to=/rounds/2014&lang=en").ToString());
        for (var step = 0; step < 30 && await page.EvaluateAsync<string>("document.activeElement.id") != "passkey"; step++) await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await ArrivesAsync(page, url => url.EndsWith("/rounds/2014", StringComparison.Ordinal));
        await page.GotoAsync(new Uri(Named, "/account").ToString());
        await page.GetByText("With a passkey.").WaitForAsync();
        await page.Locator("form[action^='/account/passkeys/'] button").PressAsync("Enter");
        await page.GetByText("The passkey is removed").WaitForAsync();
        await SignOutAsync(page);
        await page.Locator("#passkey").PressAsync("Enter");
        await page.GetByText("The passkey was not accepted.").First.WaitForAsync();
    }

    [Fact]
    public async Task Who_was_not_verified_by_her_device_and_a_copied_passkey_do_not_get_in()
    {
        RequireChromium();
        var page = await SignedInByNameAsync(await Round.AccountAsync("kari", "Kari Example", "coordinator"));
        var authenticator = await AuthenticatorAsync(page);
        await AddAsync(page);
        var copy = (await authenticator.CredentialsAsync()).Single();
        await SignOutAsync(page);
        await authenticator.VerifiesAsync(false);
        await page.Locator("#passkey").PressAsync("Enter");
        await page.GetByText("The browser gave no passkey.").WaitForAsync();
        await authenticator.VerifiesAsync(true);
        await page.Locator("#passkey").PressAsync("Enter");
        await ArrivesAsync(page, url => !url.Contains("/sign-in", StringComparison.Ordinal));
        await SignOutAsync(page);
        // Back to the count it had when it was copied: the genuine one has signed since.
        await authenticator.Session.SendAsync("WebAuthn.removeCredential", new() { ["authenticatorId"] = authenticator.Id, ["credentialId"] = copy.GetProperty("credentialId").GetString()! });
        await authenticator.Session.SendAsync("WebAuthn.addCredential", new() { ["authenticatorId"] = authenticator.Id, ["credential"] = copy });
        await page.Locator("#passkey").PressAsync("Enter");
        await page.GetByText("The passkey was not accepted.").First.WaitForAsync();
        var account = (await Round.Access.ListAsync()).Single();
        Assert.True(Assert.Single(await Round.Access.PasskeysAsync(account.Id)).Suspect);
    }

    [Fact]
    public async Task An_answer_counts_once()
    {
        RequireChromium();
        var page = await SignedInByNameAsync(await Round.AccountAsync("kari", "Kari Example", "coordinator"));
        await AuthenticatorAsync(page);
        await AddAsync(page);
        await SignOutAsync(page);
        string? sent = null;
        page.Request += (_, request) => sent = request.Url.EndsWith("/sign-in/passkey", StringComparison.Ordinal) ? request.PostData : sent;
        await page.Locator("#passkey").PressAsync("Enter");
        await ArrivesAsync(page, url => !url.Contains("/sign-in", StringComparison.Ordinal));
        Assert.NotNull(sent);
        // The very same answer, from the same browser with a good form's token.
        await SignOutAsync(page);
        await page.EvaluateAsync("""
            sent => {
                const form = document.querySelector("form[data-passkey]"), fields = new URLSearchParams(sent);
                form.elements.namedItem("state").value = fields.get("state");
                form.elements.namedItem("credential").value = fields.get("credential");
                HTMLFormElement.prototype.submit.call(form);
            }
            """, sent);
        await page.GetByText("The passkey was not accepted.").First.WaitForAsync();
        Assert.Empty((await Round.Access.ListAsync()).Single().Sessions);
    }
}
