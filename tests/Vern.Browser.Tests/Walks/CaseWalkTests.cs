using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Vern.Hosting;
using Vern.Persons.Registration;
using Vern.Platform.Access;
using Vern.Platform.Localisation;
using Vern.Platform.Workspaces;

namespace Vern.Browser.Tests.Walks;

/// <summary>
/// An agency's day by keyboard alone, on a window as wide as a telephone: a coordinator enters whom one can refer to; a caseworker meets a person, explains a right, asks consent, sends a referral and shares the case;
/// the other agency answers; guardian, counsel and investigator read what is theirs. With VERN_SCREENSHOTS set to a folder the caseworker's walk is filmed there.
/// </summary>
public sealed class CaseWalkTests : CaseWalk
{
    [Fact]
    public async Task A_person_is_met_told_her_rights_asked_and_referred_on_a_telephone()
    {
        RequireChromium();
        await ServeAsync();
        try
        {
            var kit = await ComeAsync("kit", 1280);
            await kit.FollowAsync("Directory");
            await kit.FollowAsync("Add a service");
            await kit.WriteAsync("Short name", "harbour");
            await kit.WriteAsync("Name", "Harbour Example");
            await kit.ChooseAsync("Kind of body", "Housing");
            await kit.PressAsync("Women", "Space");
            await kit.WriteAsync("Public key", Convert.ToBase64String((await Cases("harbour").OwnKeyAsync()).Bytes));
            await kit.FollowAsync("Keep");
            await kit.ReadsAsync("Kept.");

            var cas = await ComeAsync("cas");
            await FilmAsync(cas, "my-day");
            await cas.FollowAsync("Meet a person");
            await cas.PressAsync("An adult…", "Space");
            await FilmAsync(cas, "who");
            await cas.FollowAsync("Next");
            await cas.ChooseAsync("Which language does she speak best?", "English");
            await cas.FollowAsync("Next");
            await cas.PickAsync("Yes", "Yes");
            await FilmAsync(cas, "safe-to-contact");
            await cas.FollowAsync("Next");
            await cas.FollowAsync("Next");
            await cas.WriteAsync("Given names", "Joy");
            await cas.WriteAsync("Family names", "Osaghae");
            await cas.FollowAsync("Next");
            await cas.WriteAsync("Date of birth, as far as it is known", "1994");
            await cas.FollowAsync("Next");
            await cas.PickAsync("Woman", "Woman");
            await FilmAsync(cas, "about-her");
            await NextUntilAsync(cas, "exploitation.forms");
            await cas.PressAsync("Forced labour or forced services, including begging", "Space");
            await FilmAsync(cas, "forms");
            await NextUntilAsync(cas, "assessment.identified-on");
            await cas.WriteAsync("Identified as a possible victim on", Cases("room").Today.AddDays(-3).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            await NextUntilAsync(cas, "answer.offer");
            await cas.PickAsync("Yes", "Yes");
            await FilmAsync(cas, "what-she-wants");
            await cas.FollowAsync("To the check");
            await FilmAsync(cas, "check");
            await cas.FollowAsync("Register");
            await FilmAsync(cas, "person");
            var id = cas.Page.Url.Split('/')[^1].Split('?', '#')[0];

            await cas.FollowAsync("Rights");
            await FilmAsync(cas, "rights");
            await cas.FollowAsync("Inform or offer…");
            await cas.PickAsync("informed", "informed");
            await cas.FollowAsync("Record");
            await FilmAsync(cas, "right-explained");

            await cas.OpenAsync(At("room", $"/people/{id}"));
            await cas.FollowAsync("Consent");
            await cas.FollowAsync("Ask to share");
            await cas.ChooseAsync("Share with whom?", "Harbour Example");
            await cas.PressAsync("Help and protection", "Space");
            await cas.PressAsync("Identity", "Space");
            await FilmAsync(cas, "ask-consent");
            await cas.FollowAsync("Show the words");
            await cas.ReadsAsync("We ask whether we may give");
            await cas.PickAsync("Yes", "Yes");
            await cas.PressAsync("By word of mouth", "Space");
            await FilmAsync(cas, "words-of-consent");
            await cas.FollowAsync("Record");
            await cas.ReadsAsync("The answer is recorded.");
            await FilmAsync(cas, "consent");

            await cas.FollowAsync("Referrals");
            await cas.FollowAsync("Refer her");
            await cas.PressAsync("Referral: help her with this…", "Space");
            await cas.ChooseAsync("Whom?", "Harbour Example (Housing)");
            await cas.PressAsync("Help and protection", "Space");
            await cas.WriteAsync("What does she need?", "A safe place to live.");
            await cas.FollowAsync("Show what is sent");
            await cas.ReadsAsync("Osaghae");
            await FilmAsync(cas, "what-is-sent");
            await cas.FollowAsync("Send to Harbour Example");
            await cas.ReadsAsync("Harbour Example");
            await FilmAsync(cas, "sent");

            await cas.OpenAsync(At("room", $"/people/{id}/documents"));
            await cas.FileAsync("File", "drawing.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, .. RandomNumberGenerator.GetBytes(64)]);
            await cas.FollowAsync("Keep it");
            await cas.ReadsAsync("drawing.png");
            await cas.OpenAsync(At("room", $"/people/{id}/tasks"));
            await cas.WriteAsync("What is to be done?", "Call the interpreter");
            await cas.WriteAsync("By which day?", Cases("room").Today.AddDays(2));
            await cas.FollowAsync("Add");
            await cas.ReadsAsync("Call the interpreter");
            foreach (var (name, kind) in new[] { ("vera", "Guardian"), ("ada", "Counsel"), ("per", "Investigator") }) await ShareAsync(cas, id, name, kind);

            // What was sealed goes as the relay takes it.
            await using (var context = Cases("room").Context())
                foreach (var sent in await context.Outgoing.Where(row => row.Envelope != null).Select(row => row.Envelope!).ToListAsync()) Assert.Null(await Cases("harbour").TakeInAsync(sent));
            var hal = await ComeAsync("hal");
            await hal.FollowAsync("Inbox");
            await hal.ReadsAsync("1 waits for an answer.");
            await hal.FollowAsync("Room Example");
            await hal.ReadsAsync("A safe place to live.");
            await hal.FollowAsync("Accept");
            await hal.ReadsAsync("The person here is");

            // Each of them finds her, and what is not theirs is not there.
            foreach (var (name, sees) in new[] { ("vera", "Joy"), ("ada", "Joy"), ("per", "Joy") }) await ReadAsync(name, id, sees);
        }
        finally
        {
            await EndAsync();
        }
    }

    private static async Task NextUntilAsync(KeyboardOnly walk, string field)
    {
        do await walk.FollowAsync("Next"); while (await walk.Page.Locator($"[name='{field}']").CountAsync() == 0);
    }

    private async Task ShareAsync(KeyboardOnly cas, string id, string name, string kind)
    {
        await cas.OpenAsync(At("room", $"/people/{id}/responsible"));
        await cas.ChooseAsync("With whom?", $"{name} Example, {People.First(person => person.Name == name).Role}");
        await cas.ChooseAsync("As what?", kind);
        await cas.FollowAsync("Share");
        await cas.ReadsAsync($"{name} Example");
    }

    private async Task ReadAsync(string name, string id, string sees)
    {
        var who = await ComeAsync(name);
        await who.FollowAsync("People");
        await who.FollowAsync(id);
        await who.ReadsAsync(sees);
        Assert.Equal(0, await who.Page.GetByText("Call the interpreter").CountAsync());
        await OutAsync(who);
    }

    [Fact]
    public async Task Without_a_signal_a_draft_is_kept_sealed_and_sent_when_there_is_one()
    {
        RequireChromium();
        await ServeAsync();
        try
        {
            var cas = await ComeAsync("cas");
            var page = cas.Page;
            await cas.FollowAsync("Without a signal");
            await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(ready => new Promise(resolve => { const check = () => ready.active?.state === 'activated' ? resolve() : setTimeout(check, 20); check(); }))");
            await page.Context.SetOfflineAsync(true);
            await cas.OpenAsync(At("room", "/people/offline")); // from what the browser kept
            await cas.PressAsync("An adult…", "Space");
            await cas.ToAsync("Name", "summary");
            await page.Keyboard.PressAsync("Enter");
            await cas.WriteAsync("Family names", "Osaghae");
            await FilmAsync(cas, "without-a-signal");
            await cas.PressAsync("Send");
            await cas.ReadsAsync("There is no signal.");
            // What lies on the phone tells nobody who she is, whatever of it is looked at.
            var onPhone = await page.EvaluateAsync<string>("""
                async () => {
                    const opened = await new Promise((resolve, reject) => { const asked = indexedDB.open('vern-offline', 1); asked.onsuccess = () => resolve(asked.result); asked.onerror = () => reject(asked.error); });
                    const rows = await new Promise((resolve, reject) => { const asked = opened.transaction('drafts').objectStore('drafts').getAll(); asked.onsuccess = () => resolve(asked.result); asked.onerror = () => reject(asked.error); });
                    const kept = [];
                    for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) kept.push(request.url, await (await (await caches.open(name)).match(request)).text());
                    return JSON.stringify([rows, kept, { ...localStorage }, { ...sessionStorage }]);
                }
                """);
            Assert.Contains("ciphertext", onPhone, StringComparison.Ordinal);
            foreach (var told in (string[])["Osaghae", "cas Example"]) Assert.DoesNotContain(told, onPhone, StringComparison.Ordinal);

            await cas.OpenAsync(At("room", "/people/offline"));
            Assert.Equal("", await page.InputValueAsync("[name='identity.family-name']"));
            await page.Context.SetOfflineAsync(false);
            await cas.FollowAsync("Send"); // the one that was kept, above the empty form
            await cas.ReadsAsync("Osaghae");
            await cas.FollowAsync("Register");
            await cas.ReadsAsync("Osaghae");
            await cas.OpenAsync(At("room", "/people/offline"));
            Assert.True(await page.Locator("#kept").IsHiddenAsync());
        }
        finally
        {
            await EndAsync();
        }
    }
}
