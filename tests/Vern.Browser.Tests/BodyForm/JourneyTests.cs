using System.Text;
using Microsoft.Playwright;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
using Vern.Persons.Pages.BodyForm;
using Vern.Persons.Tests.Collection;
using Vern.Platform.Localisation;
using Vern.Platform.Sealing;
using Vern.Tests.Pages;

namespace Vern.Browser.Tests.BodyForm;

/// <summary>A body's way through the page: from the disk and from the unit's server, by keyboard, in four languages, on a screen and on a phone.</summary>
public sealed class JourneyTests : ScriptTest
{
    // The known answer of docs/method-sealing.md.
    private const string Passphrase = "fjord-7 blåbær";
    private const string KeyFile = """{"vern":"linkage-key","v":1,"kdf":"PBKDF2-HMAC-SHA256","iterations":600000,"salt":"AAECAwQFBgcICQoLDA0ODw==","nonce":"ICEiIyQlJicoKSor","ciphertext":"lShdAZdPYmHTscwtR/2Aij4FvrG1pL50kjF5oJbQkgIGY+iAN0q77dHbyuNlRXGyfG7nGtk="}""";
    private const string Secret = "a linkage key that is agreed for 2014";

    private static Dictionary<string, string> Person(int who) => new()
    {
        ["given-names"] = $"Ada{who} Eksempel", ["family-names"] = "Testesen", ["birth-date"] = $"14.0{1 + who % 9}.1990", ["sex"] = "W", ["nationality"] = "NG", ["form-1"] = "SEX", ["sub-form-1"] = "SEX-PROST",
        ["identified-year"] = "2014", ["offer"] = "ACC", ["received-measures"] = "YES", ["housing"] = "ROSA", ["measure-1"] = "R1", ["children-with"] = $"{who}", ["also-1"] = "udi", ["region"] = "Oslo",
    };

    private static byte[] Book(int persons, Language? language = null) => FilledForm.With(language ?? Language.English, [.. Enumerable.Range(0, persons).Select(Person)]);

    private static async Task FillAsync(IPage page, string form, string key, string? passphrase)
    {
        await page.GetByLabel("Who reports?").SelectOptionAsync("rosa");
        await page.GetByLabel("The filled-in form for 2014").SetInputFilesAsync(form);
        await page.GetByText("no faults found").WaitForAsync();
        await page.GetByLabel("The key file").SetInputFilesAsync(key);
        if (passphrase is not null) await page.GetByLabel("The passphrase").FillAsync(passphrase);
        await page.GetByRole(AriaRole.Button, new() { Name = "Encode the identities" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#leaves table").WaitForAsync(new() { Timeout = 60_000 });
    }

    [Fact]
    public async Task From_the_disk_the_package_is_saved_as_vern_submit_writes_it_and_nobody_is_asked_for_anything()
    {
        RequireChromium();
        var page = await FromDiskAsync();
        var asked = new List<string>();
        var faults = new List<string>();
        page.Request += (_, request) => { if (!request.Url.StartsWith("file:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal)) asked.Add(request.Url); };
        page.Console += (_, message) => { if (message.Type == "error") faults.Add(message.Text); };
        page.PageError += (_, error) => faults.Add(error);
        var book = Book(3);
        await FillAsync(page, FileOf("form.xlsx", book), FileOf("key.json", Encoding.UTF8.GetBytes(KeyFile)), Passphrase);
        Assert.Contains("Nothing has left this machine.", await page.Locator("#state").TextContentAsync(), StringComparison.Ordinal);
        // No identity is left anywhere in the page.
        Assert.DoesNotContain("Testesen", await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal("", await page.GetByLabel("The filled-in form for 2014").InputValueAsync());
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Save the package" }).ClickAsync());
        Assert.Equal("rosa-2014.vern.json", download.SuggestedFilename);
        var saved = await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        using var expected = new MemoryStream();
        await SubmissionPackage.Of(FilledForm.Read(book, Secret).Submission!).WriteAsync(expected, TestContext.Current.CancellationToken);
        Assert.Equal(Encoding.UTF8.GetString(expected.ToArray()), Encoding.UTF8.GetString(saved));
        Assert.Empty(asked);
        Assert.Empty(faults);
        Assert.Equal("0 0", await page.EvaluateAsync<string>("`${localStorage.length} ${sessionStorage.length}`"));
    }

    [Fact]
    public async Task From_the_units_server_it_is_sent_with_the_bodys_token_and_a_correction_says_what_it_changes()
    {
        RequireChromium();
        await using var round = await SmallRound.ServeAsync(empty: true);
        await round.Store.OpenRoundAsync(2014, new(2015, 1, 12), new(2015, 2, 27), [new("rosa")]);
        var token = await round.Access.MakeTokenAsync("rosa", "sender", DateTimeOffset.MaxValue);
        var page = await FromDiskAsync();
        var faults = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error" && !message.Text.Contains("401", StringComparison.Ordinal)) faults.Add(message.Text); };
        var sent = new List<string>();
        page.Request += (_, request) => { if (request.Method == "POST") sent.Add(request.PostData ?? ""); };
        await page.GotoAsync(new Uri(round.Address, "/form/2014").ToString());
        var key = FileOf("key.txt", Encoding.UTF8.GetBytes(Key + "\n"));
        await FillAsync(page, FileOf("form.xlsx", Book(4)), key, null);
        await page.GetByLabel("Your body's token").FillAsync("not the token");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send to the national unit" }).ClickAsync();
        await page.GetByText("The token is not known there.").WaitForAsync();
        await page.GetByLabel("Your body's token").FillAsync(token);
        await page.GetByRole(AriaRole.Button, new() { Name = "See what you sent before" }).ClickAsync();
        await page.GetByText("Nothing has come from your body for 2014 yet.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send to the national unit" }).ClickAsync();
        await page.GetByText("Taken in as version 1").WaitForAsync();
        await page.GetByText("Its digest is the one that you saw:").WaitForAsync();
        Assert.Equal(4, Assert.Single(await round.Store.SubmissionsAsync(2014)).Persons.Count);

        var corrected = FilledForm.With(Language.English, [.. Enumerable.Range(0, 4).Select(who => { var person = Person(who); if (who == 2) person["housing"] = "KRIS"; return person; })]);
        await FillAsync(page, FileOf("form-2.xlsx", corrected), key, null);
        await page.GetByLabel("Your body's token").FillAsync(token);
        await page.GetByRole(AriaRole.Button, new() { Name = "See what you sent before" }).ClickAsync();
        await page.GetByText("0 rows added, 0 taken away, 1 changed, 3 as they were.").WaitForAsync();
        await page.GetByText("ROSA → KRIS").WaitForAsync();
        Assert.Empty(await Axe.FaultsAsync(page));
        await page.GetByRole(AriaRole.Button, new() { Name = "Send as version 2" }).ClickAsync();
        await page.GetByText("Taken in as version 2").WaitForAsync();
        Assert.Empty(faults);
        // Each time sealed anew, and no code of a row is readable on the way.
        Assert.Equal(3, sent.Count);
        Assert.All(sent, body => Assert.StartsWith("{\"vern\":\"envelope\"", body, StringComparison.Ordinal));
        Assert.All(sent, body => Assert.DoesNotContain("\"NG\"", body, StringComparison.Ordinal));
        Assert.Equal(3, sent.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task What_the_units_file_saves_is_sealed_opens_once_and_only_at_the_unit()
    {
        RequireChromium();
        await using var round = await SmallRound.ServeAsync(empty: true);
        var store = (NationalStore)round.Store;
        await store.OpenRoundAsync(2014, new(2015, 1, 12), new(2015, 2, 27), [new("rosa")]);
        var file = WritePage.Of(2014, await store.BodiesAsync(), await store.Keys.PublicAsync());
        var page = await FromDiskAsync(file);
        await FillAsync(page, FileOf("form.xlsx", Book(2)), FileOf("key.txt", Encoding.UTF8.GetBytes(Key + "\n")), null);
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Save the package" }).ClickAsync());
        var envelope = Envelope.Parse(await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken));
        Assert.Equal("submission/2014/rosa", envelope.Purpose);
        // Another body's token does not open it, and neither does another year.
        await Assert.ThrowsAsync<SubmissionRefusedException>(() => store.ReceiveSealedAsync(envelope, 2014, new("adora")));
        await Assert.ThrowsAsync<SubmissionRefusedException>(() => store.ReceiveSealedAsync(envelope, 2015));
        Assert.Equal(1, (await store.ReceiveSealedAsync(envelope, 2014)).Version);
        await Assert.ThrowsAsync<SubmissionRefusedException>(() => store.ReceiveSealedAsync(envelope, 2014));
        // From then on that the body has a key of its own, nobody sends namelessly for it.
        using var pair = KeyPair.New();
        await store.RegisterBodyKeyAsync(new("rosa"), pair.Public);
        var again = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Save the package" }).ClickAsync());
        var refused = await Assert.ThrowsAsync<SubmissionRefusedException>(async () => await store.ReceiveSealedAsync(Envelope.Parse(await File.ReadAllBytesAsync(await again.PathAsync())), 2014));
        Assert.Contains("registered key", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_unit_serves_the_bytes_that_the_command_writes_and_the_ledger_has_their_digest_once()
    {
        await using var round = await SmallRound.ServeAsync();
        using var client = new HttpClient(new SocketsHttpHandler(), disposeHandler: true);
        var served = await client.GetByteArrayAsync(new Uri(round.Address, "/form/2014"));
        var written = WritePage.Of(2014, await round.Store.BodiesAsync(), await ((NationalStore)round.Store).Keys.PublicAsync());
        Assert.Equal(written.Digest, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(served)));
        Assert.Equal(served, await client.GetByteArrayAsync(new Uri(round.Address, "/form/2014/file")));
        var signature = await client.GetStringAsync(new Uri(round.Address, "/form/2014/signature"));
        Assert.Contains($"sha256 {written.Digest}\n", signature, StringComparison.Ordinal);
        var key = Vern.Ledger.Checkpoints.NoteKey.Parse((await client.GetStringAsync(new Uri(round.Address, "/ledger/key"))).Trim());
        Assert.NotEmpty(Vern.Ledger.Checkpoints.SignedNote.Parse(signature).Verify(key));
        var roundPage = await client.GetStringAsync(new Uri(round.Address, "/rounds/2014?lang=en"));
        Assert.Contains(written.Digest, roundPage, StringComparison.Ordinal);
        var ledger = ((NationalStore)round.Store).Ledger;
        await ledger.AppendAsync();
        var (places, count) = await ledger.Outbox.FindAsync(new(NationalActs.BodyPagePublished.Kind), 0, 10);
        Assert.Equal(1, count);
        Assert.Equal(written.Digest, Assert.Single(await ledger.ReadAsync(places)).Digest);
        // Another register makes another page, and the ledger tells.
        await round.Store.PutBodyAsync(new(new("ny"), "Ny", "New", BodyKind.Organisation, LegalKind.FundedOrganisation));
        Assert.NotEqual(served, await client.GetByteArrayAsync(new Uri(round.Address, "/form/2014")));
        await ledger.AppendAsync();
        Assert.Equal(2, (await ledger.Outbox.FindAsync(new(NationalActs.BodyPagePublished.Kind), 0, 10)).Count);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await client.GetAsync(new Uri(round.Address, "/form/2031"))).StatusCode);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Every_state_is_accessible_in_every_language(int width)
    {
        RequireChromium();
        var faults = new List<string>();
        foreach (var language in Language.All)
        {
            var page = await FromDiskAsync(width, language.Code);
            Assert.Equal(language.Code, await page.Locator("html").GetAttributeAsync("lang"));
            await page.Locator("#body").SelectOptionAsync("rosa");
            var wrong = Person(1);
            (wrong["nationality"], wrong["form-1"], wrong["birth-date"]) = ("Nigera", "COMB", "31.02.1990");
            await page.Locator("#file").SetInputFilesAsync(FileOf("wrong.xlsx", FilledForm.With(language, Person(0), wrong)));
            await page.Locator(".problems li").First.WaitForAsync();
            Assert.Equal(3, await page.Locator(".problems li").CountAsync());
            await page.Locator("#key-form button").ClickAsync();
            await page.Locator("#key-result .problems").WaitForAsync();
            await CheckAsync(page, $"{language} problems", faults);
            await page.Locator("#file").SetInputFilesAsync(FileOf("good.xlsx", Book(2, language)));
            await page.Locator("#form-result .good").WaitForAsync();
            await page.Locator("#key-form summary").ClickAsync();
            await page.Locator("#key-text").FillAsync(Key);
            await page.Locator("#key-form button").ClickAsync();
            await page.Locator("#leaves table").WaitForAsync();
            await page.Locator("#leaves summary").ClickAsync();
            await CheckAsync(page, $"{language} ready", faults);
            // The language can be changed with everything in place.
            await page.Locator("#languages button").Nth(1).ClickAsync();
            Assert.Contains("What you must trust", await page.Locator("main").TextContentAsync(), StringComparison.Ordinal);
            Assert.Equal(1, await page.Locator("#leaves table").CountAsync());
            await page.Context.CloseAsync();
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    private static async Task CheckAsync(IPage page, string name, List<string> faults)
    {
        if (Environment.GetEnvironmentVariable("VERN_PICTURES") is { } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{page.ViewportSize!.Width}-{name.Replace(' ', '-')}.png"), FullPage = true });
        faults.AddRange((await Axe.FaultsAsync(page)).Select(fault => $"{name}: {fault}"));
        if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")) faults.Add($"{name}: wider than the screen");
    }

    [Fact]
    public async Task The_key_file_opens_with_its_passphrase_only_and_says_what_is_wrong()
    {
        RequireChromium();
        var page = await WithPartsAsync();
        const string open = "async (given) => { try { return await vern.key.readKey(vern.sha256.utf8(given.File), given.Passphrase); } catch (problem) { return problem.say.key; } }";
        Assert.Equal(Secret, await AskAsync<string>(page, open, new { File = KeyFile + "\n", Passphrase }));
        Assert.Equal(Secret, await AskAsync<string>(page, open, new { File = KeyFile, Passphrase = " " + Passphrase.Normalize(NormalizationForm.FormD) + "\n" }));
        Assert.Equal("key.wrong", await AskAsync<string>(page, open, new { File = KeyFile, Passphrase = "fjord-8 blåbær" }));
        Assert.Equal("key.passphrase", await AskAsync<string>(page, open, new { File = KeyFile, Passphrase = " " }));
        Assert.Equal("key.damaged", await AskAsync<string>(page, open, new { File = KeyFile.Replace("600000", "599999", StringComparison.Ordinal), Passphrase }));
        Assert.Equal("key.version", await AskAsync<string>(page, open, new { File = KeyFile.Replace("\"v\":1", "\"v\":2", StringComparison.Ordinal), Passphrase }));
        Assert.Equal("key.short", await AskAsync<string>(page, open, new { File = "short\n", Passphrase = "" }));
        Assert.Equal("sixteen letters!", await AskAsync<string>(page, open, new { File = "sixteen letters!\r\n", Passphrase = "" }));
    }
}
