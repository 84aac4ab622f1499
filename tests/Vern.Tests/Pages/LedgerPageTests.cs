using System.Net;
using AngleSharp.Html.Parser;
using Vern.Ledger.Checkpoints;

namespace Vern.Tests.Pages;

/// <summary>What is read is recorded before it is shown, and the supervisor sees it (rule 5, K-006).</summary>
public sealed class LedgerPageTests : ServedRound
{
    [Fact]
    public async Task Reading_a_pair_a_submission_or_the_ledger_is_an_act_and_looking_for_what_is_not_there_is_none()
    {
        var body = (await Round.Store.RoundAsync(SmallRound.Year))!.Answers[0].Body.Value;
        using (await Client.GetAsync(new Uri("/form/2014", UriKind.Relative))) { } // the page for bodies is an act when it is first handed out, whoever asks
        var before = await CountAsync();
        foreach (var path in (string[])["/rounds/2014/pairs", "/rounds/2014/pairs/1", $"/rounds/2014/bodies/{body}", "/figures/2014/table3/1/1", "/report/2014/texts/summary", "/ledger"])
            Assert.NotEmpty(await Client.GetStringAsync(new Uri(path, UriKind.Relative)));
        foreach (var path in (string[])["/rounds/2014/pairs/99", "/rounds/2014/bodies/nobody", "/about", "/rounds/2014"])
            using (await Client.GetAsync(new Uri(path, UriKind.Relative))) { }
        Assert.Equal(before + 6, await CountAsync());
        var (places, _) = await Round.Ledger.Outbox.FindAsync(new(), 0, 6);
        Assert.Equal(["pairs.read", "pair.read", "submission.read", "figure.traced", "submission.read", "ledger.read"], (await Round.Ledger.ReadAsync(places.Reverse())).Select(act => act.Kind));
    }

    [Fact]
    public async Task Who_does_something_is_the_name_that_was_given()
    {
        var page = new HtmlParser().ParseDocument(await Client.GetStringAsync(new Uri("/about", UriKind.Relative)));
        var token = page.QuerySelector("input[name=token]")!.GetAttribute("value")!;
        using (var name = new FormUrlEncodedContent([new("token", token), new("name", "Kari Example"), new("back", "/")]))
        using (await Client.PostAsync(new Uri("/working-as", UriKind.Relative), name)) { }
        using (var form = new FormUrlEncodedContent([new("token", token)]))
        using (var answer = await Client.PostAsync(new Uri("/rounds/2014/reminders", UriKind.Relative), form)) Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        await Round.Ledger.AppendAsync();
        var (places, _) = await Round.Ledger.Outbox.FindAsync(new("body.reminded"), 0, 10);
        Assert.All(await Round.Ledger.ReadAsync(places), act => Assert.Equal("Kari Example", act.By!.Name));
        Assert.Contains("Kari Example", await Client.GetStringAsync(new Uri("/ledger?act=body.reminded", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_publication_shows_its_receipt_and_gives_it_as_a_file()
    {
        await Round.PublishAsync();
        var page = new HtmlParser().ParseDocument(await Client.GetStringAsync(new Uri("/report/2013/editions/1/receipt?lang=en", UriKind.Relative)));
        Assert.Contains(SmallRound.PublishedDigest, page.Body!.TextContent, StringComparison.Ordinal);
        var key = NoteKey.Parse((await Client.GetStringAsync(new Uri("/ledger/key", UriKind.Relative))).Trim());
        var receipt = Receipt.Parse(await Client.GetStringAsync(new Uri("/report/2013/editions/1/receipt.tlog-proof", UriKind.Relative))).Verify(key);
        Assert.Contains($"+digest {SmallRound.PublishedDigest}", System.Text.Encoding.UTF8.GetString(receipt.Entry.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_altered_entry_is_not_shown_and_the_page_says_so()
    {
        await Round.Ledger.AppendAsync();
        foreach (var file in Directory.GetFiles(Round.Ledger.Files.Log, "*", SearchOption.AllDirectories).Where(file => file.Contains("entries", StringComparison.Ordinal)))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            bytes[20] ^= 1;
            await File.WriteAllBytesAsync(file, bytes);
        }
        Assert.Contains("The ledger cannot be read", await LedgerPageAsync(), StringComparison.Ordinal);
        Assert.Equal(0, (await Round.Ledger.VerifyAsync()).Findings[0].Entry);
    }

    [Fact]
    public async Task A_disk_without_room_loses_nothing_and_is_said_on_the_page()
    {
        await Round.Ledger.AppendAsync();
        Directory.Move(Round.Ledger.Files.Payloads, Round.Ledger.Files.Payloads + ".kept");
        await File.WriteAllTextAsync(Round.Ledger.Files.Payloads, "in the way: nothing can be kept here");
        await Round.PublishAsync();
        Assert.Contains("The ledger cannot be written to", await LedgerPageAsync(), StringComparison.Ordinal);
        Assert.True(await Round.Ledger.Outbox.WaitingAsync() >= 2);
        File.Delete(Round.Ledger.Files.Payloads);
        Directory.Move(Round.Ledger.Files.Payloads + ".kept", Round.Ledger.Files.Payloads);
        Assert.DoesNotContain("The ledger cannot be written to", await LedgerPageAsync(), StringComparison.Ordinal);
        Assert.True((await Round.Ledger.VerifyAsync()).IsGood);
    }

    private async Task<string> LedgerPageAsync() => new HtmlParser().ParseDocument(await Client.GetStringAsync(new Uri("/ledger?lang=en", UriKind.Relative))).Body!.TextContent;

    private async Task<int> CountAsync()
    {
        await Round.Ledger.AppendAsync();
        return (await Round.Ledger.Outbox.FindAsync(new(), 0, 1)).Count;
    }
}
