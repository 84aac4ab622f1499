using Vern.Platform.Access;
using Vern.Platform.Jobs;
using Vern.Tests.Pages;

namespace Vern.Browser.Tests.Walks;

/// <summary>The jobs of those who keep accounts, machine and key, and of everybody who keeps an account of her own: by keyboard alone.</summary>
public sealed class KeeperWalkTests : WalkTest
{
    private static readonly string[] Languages = ["NB, Norsk bokmål", "DA, Dansk", "SV, Svenska", "EN, English"];

    [Fact]
    public async Task Accounts_jobs_and_webhooks_are_kept()
    {
        RequireChromium();
        await Round.Access.OpenLinkAsync((await Round.AccountAsync("ola", "Ola Example", "coordinator")).Split('/')[^1]);
        for (var machine = 0; machine < 2; machine++) await Round.Access.OpenLinkAsync((await Round.LinkAsync("ola")).Split('/')[^1]);
        var one = (await Round.Access.ListAsync()).Single(account => account.Name == "ola").Sessions[0].Id;
        // In the year 2100, so that no worker takes it while she looks.
        await Round.Jobs.AddAsync([JobStore.RowOf("webhook.announce/walk", "webhook.announce", """{"type":"round.opened","timestamp":"2100-01-01T00:00:00Z","data":{}}""", new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero))]);
        var job = (await Round.Jobs.ListAsync(JobState.Waiting, 0, 1)).Jobs[0].Id;
        var eli = await InAsync("eli", "Eli Example", "administrator");
        await eli.FollowAsync("Accounts");
        await eli.FollowAsync($"End: ola, {one}");
        await eli.ReadsAsync("Whoever used it is signed out from now on.");
        await eli.FollowAsync("End all: ola");
        await eli.ReadsAsync("Whoever used it is signed out from now on.");
        await eli.FollowAsync("Jobs");
        await eli.FollowAsync($"Put aside: {job}");
        await eli.ReadsAsync("The job is put aside.");
        await eli.FollowAsync("Parked");
        await eli.FollowAsync($"Try now: {job}");
        await eli.ReadsAsync("The job is on its way again.");
        await eli.FollowAsync("Webhooks");
        await eli.FollowAsync("Add a system");
        await eli.ReadsAsync("Choose at least one event");
        // The list of what is wrong leads to each field.
        await eli.PressAsync("Write a whole address, such as https://system.example/vern");
        await eli.ToAsync("Address", "url");
        await eli.Page.Keyboard.TypeAsync("https://system.example/vern");
        await eli.PressAsync("A round was opened", "Space");
        await eli.FollowAsync("Add a system");
        await eli.ReadsAsync("It is shown only now");
        await eli.FollowAsync("Tell no more: https://system.example/vern");
        await eli.ReadsAsync("The system is told no more.");
        await OutAsync(eli);
    }

    [Fact]
    public async Task A_workspace_is_made()
    {
        RequireChromium();
        var eli = await InAsync("eli", "Eli Example", "administrator");
        await eli.FollowAsync("Workspaces");
        await eli.FollowAsync("Make it");
        await eli.ReadsAsync("The workspace was not made");
        await eli.PressAsync("Give it a name of at most 80 letters.");
        await eli.Page.Keyboard.TypeAsync("Nord Example");
        await eli.WriteAsync("Short name", "nord");
        await eli.PickAsync("Agency: a body that meets possible victims", "Centre for reports of material on the internet");
        await eli.PressAsync("Swedish", "Space");
        await eli.ChooseAsync("Which of them is shown first", "Swedish");
        await eli.WriteAsync("Its first administrator", "Nora Example");
        await eli.FollowAsync("Make it");
        await eli.ReadsAsync("Nord Example is made and can be used.");
        await eli.ReadsAsync("http://nord.localhost:");
        // It is renamed and closed; removing it takes a second person, and the first can take her step back.
        await eli.FollowAsync("Nord Example");
        await eli.WriteAsync("Name", "Nord and friends");
        await eli.FollowAsync("Change");
        await eli.ReadsAsync("Changed. It counts within seconds.");
        await eli.FollowAsync("Close the workspace");
        await eli.ReadsAsync("The workspace is closed.");
        await eli.WriteAsync("Type nord to say that you mean it", "nord");
        await eli.FollowAsync("Propose to remove it");
        await eli.ReadsAsync("Another person must confirm.");
        await eli.FollowAsync("Take your proposal back");
        await eli.ReadsAsync("Your proposal is taken back.");
        await OutAsync(eli);
    }

    [Fact]
    public async Task One_comes_in_by_link_and_by_code_hands_a_role_over_and_reads_in_her_language()
    {
        RequireChromium();
        await Round.AccountAsync("siv", "Siv Example", "statistician");
        var kari = await InAsync("kari", "Kari Example", "coordinator");
        await kari.FollowAsync("Signed in as Kari Example");
        await kari.ChooseAsync("To whom", "Siv Example (siv)");
        await kari.WriteAsync("Last day", DateOnly.Parse(await kari.Page.EvaluateAsync<string>("() => new Date().toISOString().slice(0, 10)"), System.Globalization.CultureInfo.InvariantCulture).AddDays(20));
        await kari.FollowAsync("Hand over");
        await kari.ReadsAsync("The role is handed over.");
        await kari.FollowAsync("Take back: Coordinator");
        await kari.ReadsAsync("The role is taken back.");
        await OutAsync(kari);

        // Who holds the key has an account and nothing that the key could open.
        var ida = await InAsync("ida", "Ida Example", "key-custodian");
        await ida.ReadsAsync("Ida Example");
        await ida.FollowAsync("Set up one-time codes");
        var secret = Bytes(await ida.Page.Locator("#codes ~ p code").InnerTextAsync());
        var step = OneTimeCode.StepOf(TimeProvider.System.GetUtcNow());
        await ida.WriteAsync("Code from your app", OneTimeCode.Of(secret, step));
        await ida.FollowAsync("Confirm");
        await ida.ReadsAsync("The one-time codes are set up.");
        await ida.FollowAsync("Keys");
        await ida.ReadsAsync("By what do others know that it is us?");
        await ida.FollowAsync("Who may do what");
        await ida.FollowAsync("Sign out");
        await ida.WriteAsync("Code from your app", "000000");
        await ida.FollowAsync("Sign in");
        await ida.ReadsAsync("The code was not taken.");
        await ida.WriteAsync("Code from your app", OneTimeCode.Of(secret, step + 1));
        await ida.FollowAsync("Sign in");
        await ida.ReadsAsync("Ida Example");

        foreach (var language in Languages)
        {
            await ida.FollowAsync(language);
            Assert.Equal(language[..2].ToLowerInvariant(), await ida.Page.Locator("html").GetAttributeAsync("lang"));
        }
        // The first stop leads past the navigation, into the content.
        await ida.PressAsync("Skip to the content");
        Assert.Equal("MAIN", await ida.Page.EvaluateAsync<string>("() => document.activeElement.tagName"));
        await ida.Page.Keyboard.PressAsync("Tab");
        Assert.True(await ida.Page.EvaluateAsync<bool>("() => !!document.activeElement.closest('main')"));
        await ida.ToAsync("Skip to the content", back: true);
    }

    // Base32 in groups of four, as it is typed into an app.
    private static byte[] Bytes(string readable)
    {
        var bits = string.Concat(readable.Where(char.IsAsciiLetterOrDigit).Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(octet => Convert.ToByte(bits.Substring(octet * 8, 8), 2))];
    }
}
