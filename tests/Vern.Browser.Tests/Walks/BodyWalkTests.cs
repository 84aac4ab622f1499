using Vern.Persons.Tests.Collection;
using Vern.Platform.Localisation;
using Vern.Tests.Pages;

namespace Vern.Browser.Tests.Walks;

/// <summary>A body that runs no Vern reports on the unit's page, by keyboard alone.</summary>
public sealed class BodyWalkTests : WalkTest
{
    // The key that the small round is made with.
    private static readonly byte[] Key = "made-up key of a test, protects nobody\n"u8.ToArray();

    [Fact]
    public async Task A_body_chooses_its_form_sees_what_leaves_sends_it_and_saves_it()
    {
        RequireChromium();
        var body = (await Round.Store.RoundAsync(SmallRound.Year))!.Answers[5].Body;
        var name = (await Round.Store.BodiesAsync()).Single(known => known.Id == body).EnglishName;
        var token = await Round.Access.MakeTokenAsync(body.Value, "sender", DateTimeOffset.MaxValue);
        var walk = new KeyboardOnly(await PageAsync(1280));
        await walk.OpenAsync("/form/2014");
        await walk.PressAsync("EN, English");
        await walk.ChooseAsync("Who reports?", name);
        var wrong = Person();
        wrong["nationality"] = "Nigera";
        await walk.FileAsync("The filled-in form for 2014", "form.xlsx", FilledForm.With(Language.English, wrong));
        await walk.ReadsAsync("Nigera");
        await walk.FileAsync("The filled-in form for 2014", "form.xlsx", FilledForm.With(Language.English, Person()));
        await walk.ReadsAsync("no faults found");
        await walk.FileAsync("The key file", "key.txt", Key);
        await walk.PressAsync("Encode the identities");
        await walk.Page.Locator("#leaves table").WaitForAsync(new() { Timeout = 30_000 });
        await walk.WriteAsync("Your body's token", token);
        await walk.PressAsync("See what you sent before");
        await walk.ReadsAsync("Nothing has come from your body for 2014 yet.");
        var saved = await walk.Page.RunAndWaitForDownloadAsync(() => walk.PressAsync("Save the package"));
        Assert.Equal($"{body}-2014.vern.json", saved.SuggestedFilename);
        await walk.PressAsync("Send to the national unit");
        await walk.ReadsAsync("Taken in as version 1");
        Assert.Single((await Round.Store.SubmissionsAsync(SmallRound.Year)).Single(submission => submission.Sender == body).Persons);
    }

    private static Dictionary<string, string> Person() => new()
    {
        ["given-names"] = "Ada Eksempel", ["family-names"] = "Testesen", ["birth-date"] = "14.01.1990", ["sex"] = "W", ["nationality"] = "NG", ["form-1"] = "SEX",
        ["identified-year"] = "2014", ["offer"] = "ACC", ["received-measures"] = "YES",
    };
}
