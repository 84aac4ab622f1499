using Microsoft.Playwright;
using Vern.Persons.Collection;
using Vern.Tests.Pages;

namespace Vern.Browser.Tests;

/// <summary>The report from the unit's own text to two signatures and an erratum, as two people do it (rule 4, D-031).</summary>
public sealed class ReportTests : BrowserTest
{
    private const string Report = "/report/2014?lang=en";

    [Fact]
    public async Task Two_people_publish_and_one_person_under_two_accounts_cannot()
    {
        RequireChromium();
        var first = await CoordinatorAsync("bb", "B. Example");
        await SignAsync(first);
        await first.GetByText("Your signature is kept.").WaitForAsync();
        await Round.Access.AddAsync("b2", null, "bb", "deputy", null);
        var again = await SignedInAsync(await Round.LinkAsync("b2"));
        await SignAsync(again);
        await again.GetByRole(AriaRole.Alert).GetByText("You have signed already. Another person must sign too.").WaitForAsync();
        Assert.Null(Assert.Single(await Round.Store.EditionsAsync(SmallRound.Year)).PublishedAt);
        var second = await CoordinatorAsync("cc", "C. Example");
        await SignAsync(second);
        await second.GetByText("The report is signed by two and published.").WaitForAsync();
        var edition = Assert.Single(await Round.Store.EditionsAsync(SmallRound.Year));
        Assert.NotNull(edition.PublishedAt);
        Assert.Equal(["B. Example", "C. Example"], edition.Signatures.Select(signature => signature.By));
        Assert.Equal(0, await second.Locator("#sign").CountAsync());
        await second.GotoAsync("/?lang=en");
        await second.GetByText("Published").First.WaitForAsync();
    }

    [Fact]
    public async Task An_erratum_to_a_published_edition_is_signed_by_two_and_says_what_it_corrects()
    {
        RequireChromium();
        var first = await CoordinatorAsync("bb", "B. Example");
        var second = await CoordinatorAsync("cc", "C. Example");
        await SignAsync(first);
        await SignAsync(second);
        await second.Locator("#correction").FillAsync("The chapter on challenges named a wrong body.");
        await second.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await second.GetByText("The erratum is begun.").WaitForAsync();
        await second.Locator(".paper").GetByText("The chapter on challenges named a wrong body.").First.WaitForAsync();
        await SignAsync(second);
        await SignAsync(first);
        var editions = await Round.Store.EditionsAsync(SmallRound.Year);
        Assert.Equal([1, 2], editions.Select(edition => edition.Number));
        Assert.All(editions, edition => Assert.NotNull(edition.PublishedAt));
        Assert.Equal("The chapter on challenges named a wrong body.", editions[1].Erratum);
        await first.GetByText("Edition 2").First.WaitForAsync();
        var kept = await first.APIRequest.GetAsync("/report/2014/editions/1");
        Assert.Equal(editions[0].Content, await kept.TextAsync());
    }

    [Fact]
    public async Task The_units_own_text_stands_in_the_report_in_its_language_only_and_takes_a_signature_away()
    {
        RequireChromium();
        var page = await CoordinatorAsync("bb", "B. Example");
        await SignAsync(page);
        await page.GotoAsync("/report/2014/texts/challenges?lang=en");
        await page.Locator("#markdown").FillAsync("Bodies told of **long waits**, see [[table3]]. <script>alert(1)</script>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep it as" }).ClickAsync();
        await page.GetByText("The text is kept.").WaitForAsync();
        var paper = page.Locator(".paper");
        Assert.Equal("long waits", await paper.Locator("strong", new() { HasText = "long waits" }).InnerTextAsync());
        Assert.Equal("#table3", await paper.Locator("p", new() { HasText = "long waits" }).Locator("a").First.GetAttributeAsync("href"));
        Assert.Equal(0, await page.Locator(".paper script").CountAsync());
        // The content is another one now: the first signature stands no more.
        await page.GetByRole(AriaRole.Button, new() { Name = "as the first" }).WaitForAsync();
        await page.GotoAsync("/report/2014?lang=nb");
        Assert.Equal(0, await page.Locator(".paper strong", new() { HasText = "long waits" }).CountAsync());
    }

    [Fact]
    public async Task What_a_body_wrote_of_its_work_is_printed_where_the_unit_has_ticked_it_and_nowhere_else()
    {
        RequireChromium();
        var body = (await Round.Store.RoundAsync(SmallRound.Year))!.Answers[5].Body;
        await Round.Store.ReceiveAsync(new Submission
        {
            Year = SmallRound.Year, Sender = body, Persons = [new ReportedPerson { Row = 1, Sex = Sex.Woman, Nationality = "NG", Forms = ["SEX"], Offer = OfferAnswer.Accepted }],
            Agency = new AgencyAnswers(new Dictionary<string, string> { ["challenge-1"] = "Safe housing at *short* notice.", ["needed"] = "Words that the unit leaves out." }),
        });
        await Round.Desk.SettledAsync(SmallRound.Year);
        var page = await PageAsync(1280);
        await page.GotoAsync("/report/2014/texts/challenges?lang=en");
        await page.Locator("summary").ClickAsync();
        await page.GetByLabel("Safe housing at *short* notice.").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Quote" }).ClickAsync();
        await page.GetByText("The text is kept.").WaitForAsync();
        Assert.Contains("Safe housing at \\*short\\* notice.", await page.Locator("#markdown").InputValueAsync());
        await page.GotoAsync(Report);
        await page.Locator(".paper li", new() { HasText = "Safe housing at *short* notice." }).WaitForAsync();
        Assert.Equal(0, await page.Locator(".paper", new() { HasText = "Words that the unit leaves out." }).CountAsync());
        Assert.Equal(1, await page.Locator("#own-forms").CountAsync());
    }

    [Fact]
    public async Task A_table_of_another_register_is_taken_in_whole_or_refused_with_row_and_column()
    {
        RequireChromium();
        var page = await PageAsync(1280);
        async Task TakeAsync(string csv)
        {
            await page.GotoAsync("/report/2014/registers?lang=en");
            await page.Locator("#register").SelectOptionAsync("police-reports");
            await page.Locator("#source").FillAsync("STRASAK jus065, taken out 2 January 2015");
            await page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "reports.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(csv) });
            await page.GetByRole(AriaRole.Button, new() { Name = "Keep the table" }).ClickAsync();
        }
        await TakeAsync("year,sexual,labour,organ,war\n2013,30,many,0,1\n");
        await page.GetByRole(AriaRole.Alert).GetByText("row 2, column 'labour'").WaitForAsync();
        Assert.Null(await Round.Store.ImportAsync(SmallRound.Year, "police-reports"));
        await TakeAsync("year,sexual,labour,organ,war\n2013,30,39,0,1\n2014,37,68,0,5\n");
        await page.GetByText("The table is kept.").WaitForAsync();
        var figures = (await Round.Desk.SettledAsync(SmallRound.Year)).Figures!;
        Assert.Equal(2, figures.Tables.Single(table => table.Id == "table6").Rows.Count);
    }

    private async Task<IPage> CoordinatorAsync(string account, string person) => await SignedInAsync(await Round.AccountAsync(account, person, "coordinator"));

    private static async Task SignAsync(IPage page)
    {
        await page.GotoAsync(Report);
        await page.Locator("#sign button").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Can this go out?" }).WaitForAsync();
    }
}
