using Vern.Persons.Collection;
using Vern.Tests.Pages;

namespace Vern.Browser.Tests.Walks;

/// <summary>The jobs of coordinator, deputy, statistician and supervisor, walked by keyboard alone from one-time link to signing out.</summary>
public sealed class UnitWalkTests : WalkTest
{
    [Fact]
    public async Task A_round_is_asked_for_judged_decided_written_signed_by_two_corrected_and_looked_at()
    {
        RequireChromium();
        await CoordinatorAsync();
        await DeputyAsync();
        await StatisticianAsync();
        await SupervisorAsync();
    }

    private async Task CoordinatorAsync()
    {
        var kari = await InAsync("kari", "Kari Example", "coordinator");
        await kari.FollowAsync("Round");
        await kari.FollowAsync("Record a reminder to the one missing");
        await kari.ReadsAsync("The reminders are recorded.");
        await kari.FileAsync("The package that a body sent", "package.json", await PackageAsync());
        await kari.FollowAsync("Take it in");
        await kari.ReadsAsync("The package is taken in.");
        await kari.FollowAsync("Accept");
        await kari.ReadsAsync("The submission is accepted.");

        await Round.Desk.SettledAsync(SmallRound.Year);
        await kari.FollowAsync("Pairs");
        await kari.FollowAsync("Pair 1");
        await kari.WriteAsync("Why (if you wish)", "the same year, the same body named");
        await kari.FollowAsync("Different persons");
        await kari.ReadsAsync("The decision is kept.");

        await Round.Desk.SettledAsync(SmallRound.Year);
        await kari.FollowAsync("Report");
        await kari.FollowAsync("Edit: …");
        await kari.WriteAsync("Text", "This year the bodies reported earlier than before.");
        await kari.FollowAsync("Keep it as this year’s text");
        await kari.ReadsAsync("The text is kept.");
        await kari.FollowAsync("Sign edition 1 as the first");
        await kari.ReadsAsync("Your signature is kept.");

        await kari.FollowAsync("Requests");
        await kari.ChooseAsync("What is asked for", "Erasure (art. 17)");
        await kari.WriteAsync("The body’s reference", "26/17");
        await kari.WriteAsync("Arrived", (await TodayAsync(kari)).AddDays(-2));
        await kari.WriteAsync("Row in the body’s submission", "3");
        await kari.FollowAsync("Take in");
        await kari.ReadsAsync("Erasure (art. 17), 26/17");
        await kari.WriteAsync("Reason", "the body has been asked which row it is", "text");
        await kari.FollowAsync("Prolong");
        await kari.ReadsAsync("Time prolonged by two months");
        await kari.PickAsync("Granted", "Refused");
        await kari.WriteAsync("Reason", "The row is of another person, as the body says.", "textarea");
        await kari.FollowAsync("Decide");
        await kari.ReadsAsync("The row is of another person, as the body says.");

        await kari.FollowAsync("Round");
        await kari.FollowAsync("See what would be destroyed");
        await kari.FollowAsync("Go back without closing");
        await kari.FollowAsync("Open a round");
        await kari.FollowAsync("Open the round");
        await kari.ReadsAsync("The round is open.");
        await OutAsync(kari);
    }

    private async Task DeputyAsync()
    {
        var ola = await InAsync("ola", "Ola Example", "deputy");
        await ola.FollowAsync("2014");
        await ola.FollowAsync("Report");
        await ola.FollowAsync("Sign edition 1 as the second, and publish");
        await ola.ReadsAsync("The report is signed by two and published.");
        await OutAsync(ola);
    }

    private async Task StatisticianAsync()
    {
        var siv = await InAsync("siv", "Siv Example", "statistician");
        await siv.FollowAsync("2014");
        await siv.FollowAsync("Tables");
        await siv.FollowAsync("Table 3…");
        await siv.FollowAsync("Turn rows and columns");
        await siv.FollowAsync("Turn rows and columns");
        await siv.FollowAsync("Report");
        await siv.FollowAsync("See and take in tables");
        await siv.ChooseAsync("Table", "Police reports by year");
        await siv.WriteAsync("Where it comes from", "STRASAK jus065, taken out 2 January 2015");
        await siv.FileAsync("The table as a CSV file", "reports.csv", "year,sexual,labour,organ,war\n2013,30,39,0,1\n2014,37,68,0,5\n"u8.ToArray());
        await siv.FollowAsync("Keep the table");
        await siv.ReadsAsync("The table is kept.");
        await Round.Desk.SettledAsync(SmallRound.Year);
        await siv.FollowAsync("Report");
        await siv.WriteAsync("What does the new edition correct?", "The table of police reports was missing.");
        await siv.FollowAsync("Begin an erratum");
        await siv.ReadsAsync("The erratum is begun.");
        await siv.FollowAsync("Signed in as Siv Example");
        await siv.FollowAsync("Take emergency access");
        await siv.WriteAsync("Why", "A body's package must be in today, and both others are away.");
        await siv.FollowAsync("Take it for an hour");
        await siv.ReadsAsync("You have emergency access until");
        await siv.FollowAsync("End it now");
        await siv.ReadsAsync("The emergency access has ended.");
        await OutAsync(siv);
    }

    private async Task SupervisorAsync()
    {
        var tor = await InAsync("tor", "Tor Example", "supervisor");
        await tor.FollowAsync("Ledger");
        await tor.FollowAsync("Verify now");
        await tor.ReadsAsync("Whole: every byte is what the key signed");
        Assert.Empty(await Axe.FaultsAsync(tor.Page));
        await tor.ChooseAsync("Act", "Report signed");
        await tor.FollowAsync("Show");
        await tor.ReadsAsync("2 entries, newest first; page 1 of 1.");
        await tor.FollowAsync("Register of processing");
        await tor.FollowAsync("Ledger");
        await tor.FollowAsync("Who has read what");
        await tor.ChooseAsync("Round", "2014");
        await tor.FollowAsync("Make the list");
        await tor.ReadsAsync("Staff stand by role, not by name.");
        await tor.FollowAsync("With the names of staff");
        await tor.ReadsAsync("With the names of staff, as a supervisor has decided.");
        await tor.FollowAsync("Requests");
        await tor.FollowAsync("Request 1");
        await tor.FollowAsync("Signed in as Tor Example");
        await tor.FollowAsync("Emergency accesses");
        await tor.WriteAsync("What you found", "Nothing was changed meanwhile.");
        await tor.FollowAsync("It was justified");
        await tor.ReadsAsync("Your review is recorded.");
        await tor.FollowAsync("Accounts");
        await tor.ReadsAsync("Who can get in, and who is in?");
        await OutAsync(tor);
    }

    private static async Task<DateOnly> TodayAsync(KeyboardOnly who) => DateOnly.Parse(await who.Page.EvaluateAsync<string>("() => new Date().toISOString().slice(0, 10)"), System.Globalization.CultureInfo.InvariantCulture);

    private async Task<byte[]> PackageAsync()
    {
        var body = (await Round.Store.RoundAsync(SmallRound.Year))!.Answers[5].Body;
        using var package = new MemoryStream();
        await SubmissionPackage.Of(new Submission { Year = SmallRound.Year, Sender = body, Persons = [new ReportedPerson { Row = 1, Sex = Sex.Woman, Nationality = "NG", Forms = ["SEX"], Offer = OfferAnswer.Accepted }] }).WriteAsync(package);
        return package.ToArray();
    }
}
