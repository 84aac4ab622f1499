using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.Collection;
using Vern.Persons.KnownElsewhere;
using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Access;
using Vern.Platform.Sealing;

namespace Vern.Browser.Tests.Walks;

/// <summary>What comes after a person was met, by keyboard alone on a telephone: her own view and what she says in it, a part given to a colleague, a meeting, files in and out, the agency's report, and an erasure by two.</summary>
public sealed class OfficeWalkTests : CaseWalk
{
    private static string Origin() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    [Fact]
    public async Task She_sees_her_own_case_asks_and_complains_and_both_are_answered()
    {
        RequireChromium();
        await ServeAsync();
        try
        {
            var id = await PersonAsync();
            var cas = await ComeAsync("cas");
            await cas.OpenAsync(At("room", $"/people/{id}/own"));
            await cas.PressAsync("I have asked her: she wants the card, and it is safe for her to have it", "Space");
            await cas.FollowAsync("Make a card");
            var code = await cas.Page.Locator("main dd strong").Nth(1).TextContentAsync();

            // She has no account: a code on a card, on a telephone of hers.
            var she = new KeyboardOnly(await PageAsync(390));
            await she.OpenAsync(At("room", "/my-case?lang=en"));
            await she.WriteAsync("Code", code!.Trim());
            await she.FollowAsync("Open");
            await she.WriteAsync("Write in the language you want", "When may I work?");
            await she.FollowAsync("Send");
            await she.ReadsAsync("When may I work?");
            await she.ChooseAsync("Whom or what is the complaint about?", "The help, the housing, or that something was passed on");
            await she.WriteAsync("What happened?", "Nobody told me about the move.");
            await she.FollowAsync("Send the complaint");
            await she.ReadsAsync("Nobody told me about the move.");
            await FilmAsync(she, "own-view");

            await cas.OpenAsync(At("room", $"/people/{id}/own"));
            await cas.WriteAsync("Answer to her, in plain words", "From the day the permit is given.");
            await cas.FollowAsync("Answer");
            var kit = await ComeAsync("kit");
            await kit.FollowAsync("Complaints");
            await kit.FollowAsync((await kit.Page.Locator("main li a").First.TextContentAsync())!.Trim());
            await kit.ReadsAsync("Nobody told me about the move.");
            await kit.ChooseAsync("Outcome", "answered: upheld");
            await kit.WriteAsync("Answer to her", "You were right, and we are sorry.");
            await kit.FollowAsync("Send the answer");
            await kit.ReadsAsync("answered: upheld");

            await she.OpenAsync(At("room", "/my-case?lang=en"));
            await she.ReadsAsync("From the day the permit is given.");
            await she.ReadsAsync("You were right, and we are sorry.");
            await she.FollowAsync("Close the page");
            await she.ReadsAsync("Code");
        }
        finally
        {
            await EndAsync();
        }
    }

    [Fact]
    public async Task A_colleague_stands_in_and_takes_a_part_a_meeting_is_held_files_come_and_go_and_two_erase()
    {
        RequireChromium();
        await ServeAsync();
        try
        {
            var id = await PersonAsync();
            // The caseworker goes on holiday: a colleague has her cases until then, or until she is back.
            var cas = await ComeAsync("cas");
            await cas.FollowAsync("Away? Let a colleague stand in");
            await cas.FollowAsync("Share the cases"); // nobody and no day
            await cas.ReadsAsync("Choose a colleague who stands in");
            await cas.ChooseAsync("Who stands in?", "lea Example, north");
            await cas.WriteAsync("Until which day?", $"{Cases("room").Today.AddDays(20):dd.MM.yyyy}");
            await cas.FollowAsync("Share the cases");
            await cas.ReadsAsync("1 case is shared.");
            await FilmAsync(cas, "away");
            var lea = await ComeAsync("lea");
            await lea.ReadsAsync("lea Example stands in for cas Example");
            await cas.FollowAsync("End lea Example");
            await cas.ReadsAsync("It is ended.");
            await lea.OpenAsync(At("room", "/"));
            Assert.Equal(0, await lea.Page.GetByText("stands in for").CountAsync());

            var kit = await ComeAsync("kit");
            await kit.OpenAsync(At("room", $"/people/{id}/assign"));
            await kit.PressAsync("A part: do this by a day; I stay responsible", "Space");
            await kit.ChooseAsync("Whom do you ask?", "lea Example, north");
            await kit.WriteAsync("What is to be done?", "Go with her to the doctor");
            await kit.WriteAsync("By which day is it to be done?", Cases("room").Today.AddDays(3));
            await kit.FollowAsync("Ask");
            await lea.OpenAsync(At("room", "/assignments"));
            await lea.FollowAsync("Take this part on…");
            await lea.OpenAsync(At("room", "/"));
            await lea.ReadsAsync("Go with her to the doctor");

            // A meeting with another body: who may hear of her is who she agreed to.
            await Cases("room").KeepServicesAsync([new("harbour", "Harbour Example", "housing") { Key = await Cases("harbour").OwnKeyAsync(), CheckedOn = Cases("room").Today }]);
            await Cases("room").RecordConsentAsync(id, new(Origin(), "harbour", "protection", new HashSet<string>(StringComparer.Ordinal) { "identity" }, Vern.Persons.Referral.LegalGround.Consent, Vern.Persons.Referral.ConsentAnswer.Given, Vern.Persons.Referral.ConsentForm.Interpreter, Vern.Persons.Referral.ChildView.NotAsked, Cases("room").Today.AddDays(30), "en", Vern.Persons.Referral.ConsentText.Version, "May we?"), By);
            await kit.OpenAsync(At("room", "/meetings"));
            await kit.FollowAsync("Plan a meeting");
            await kit.WriteAsync("Day", Cases("room").Today.AddDays(1));
            await kit.WriteAsync("Hour (may be empty)", new TimeOnly(9, 15));
            await kit.WriteAsync("Where?", "Town hall");
            await kit.PressAsync("Help and protection", "Space");
            await kit.PressAsync("Harbour Example…", "Space");
            await kit.FollowAsync("On to the agenda");
            await kit.PressAsync($"Put {id} on the agenda", "Space");
            await kit.FollowAsync("Keep the meeting");
            await kit.WriteAsync($"What was said of {id}?", "A room is free from Monday.");
            await kit.FollowAsync("Keep the minutes…");
            await kit.ReadsAsync("A room is free from Monday.");
            await kit.FollowAsync("Invite those who run Vern");
            await kit.ReadsAsync("The invitations are sent.");
            await FilmAsync(kit, "meeting");
            // What left is brought over, and the answer back.
            await CarryAsync("room", "harbour");
            var hal = await ComeAsync("hal");
            await hal.OpenAsync(At("harbour", "/"));
            await hal.ReadsAsync("Waits for an answer");
            await hal.OpenAsync(At("harbour", "/meetings"));
            await hal.ReadsAsync("09:15");
            await hal.FollowAsync("We come…");
            await hal.ReadsAsync("Your answer is sent.");
            await FilmAsync(hal, "invited");
            await CarryAsync("harbour", "room");
            // From the day to the meeting, which is moved; they are asked anew.
            await kit.OpenAsync(At("room", "/"));
            await FilmAsync(kit, "day-meeting");
            await kit.FollowAsync((await kit.Page.Locator("#meetings ~ ul a").First.TextContentAsync())!.Trim());
            await kit.ReadsAsync("comes");
            await kit.PressAsync("Move it");
            await kit.WriteAsync("Hour (may be empty)", new TimeOnly(14, 30));
            await kit.FollowAsync("Move the meeting");
            await kit.ReadsAsync("The meeting is moved, and those invited are told.");
            await FilmAsync(kit, "moved");
            await CarryAsync("room", "harbour");
            await hal.OpenAsync(At("harbour", "/"));
            await hal.ReadsAsync("Moved: waits for a new answer");
            await FilmAsync(hal, "day-moved");
            await hal.OpenAsync(At("harbour", "/meetings"));
            await hal.ReadsAsync("14:30");
            await hal.FollowAsync("We come…");
            await hal.ReadsAsync("Your answer is sent.");
            await hal.OpenAsync(At("harbour", "/"));
            await hal.ReadsAsync("we come");
            await CarryAsync("harbour", "room");
            await kit.OpenAsync(At("room", "/meetings"));
            await kit.FollowAsync((await kit.Page.Locator("main li a").First.TextContentAsync())!.Trim());
            await kit.ReadsAsync("comes");
            // Called off, not by one press alone.
            await kit.PressAsync("Call it off");
            await kit.FollowAsync("Call the meeting off");
            await kit.ReadsAsync("Called off");
            await CarryAsync("room", "harbour");
            await hal.OpenAsync(At("harbour", "/meetings"));
            await hal.ReadsAsync("Called off");

            await kit.OpenAsync(At("room", "/people/import"));
            await kit.FileAsync("File", "people.csv", "Given names;Family names\nAna;Testesen\n"u8.ToArray());
            await kit.FollowAsync("Look at it");
            await kit.ReadsAsync("1 person would be registered");
            await FilmAsync(kit, "import");
            await kit.FollowAsync("Register them");
            await kit.OpenAsync(At("room", "/people/export"));
            await kit.PressAsync("Help and protection", "Space");
            await kit.PickAsync("Excel", "CSV, columns by field ids");
            await kit.ToAsync("Make the file");
            var file = await kit.Page.RunAndWaitForDownloadAsync(() => kit.Page.Keyboard.PressAsync("Enter"));
            Assert.EndsWith(".csv", file.SuggestedFilename, StringComparison.Ordinal);

            await kit.OpenAsync(At("room", $"/our-report/{Cases("room").Today.Year}"));
            await kit.ReadsAsync(id.Value);
            await kit.OpenAsync(At("room", $"/our-report/{Cases("room").Today.Year}/own-work"));
            await kit.FollowAsync("Keep the answers");

            // Two persons erase her: one proposes, another confirms over the same record.
            foreach (var (name, button) in new[] { ("kit", "Propose to erase"), ("kai", "Confirm and erase") })
            {
                var who = name == "kit" ? kit : await ComeAsync(name);
                await who.OpenAsync(At("room", $"/people/{id}/responsible"));
                await who.ChooseAsync("Why is she erased?", "She asks for it");
                await who.FollowAsync(button);
            }
            await kit.OpenAsync(At("room", $"/people/{id}"));
            Assert.Equal(0, await kit.Page.GetByText("Osaghae").CountAsync());
        }
        finally
        {
            await EndAsync();
        }
    }

    private static CaseReach By { get; } = new(1, "cas Example", "caseworker", "north", Scope.Workspace, FieldCatalogue.Own.Purposes.ToHashSet(StringComparer.Ordinal));

    [Fact]
    public async Task She_says_that_others_may_be_asked_and_the_coordinator_keeps_what_helps_a_return()
    {
        RequireChromium();
        await ServeAsync();
        try
        {
            var id = await PersonAsync();
            await Cases("room").KeepServicesAsync([new("harbour", "Harbour Example", "housing") { Key = await Cases("harbour").OwnKeyAsync(), KnownElsewhere = true, CheckedOn = Cases("room").Today }]);
            var cas = await ComeAsync("cas");
            await cas.OpenAsync(At("room", $"/people/{id}/elsewhere"));
            await cas.FollowAsync("Record"); // nothing is answered yet
            await cas.ReadsAsync("What did she answer?");
            await cas.PickAsync("Yes", "Yes");
            await cas.PickAsync("By word of mouth", "By word of mouth");
            await cas.FollowAsync("Record");
            await cas.ReadsAsync("Her answer is recorded.");
            await FilmAsync(cas, "elsewhere");
            await cas.FollowAsync("Ask 1 agency");
            await cas.ReadsAsync("The linkage key that the agencies share is not here. The");

            // With the key on both sides, and a yes there too: from asking until both know.
            using (var custodian = KeyPair.New()) foreach (var agency in (string[])["room", "harbour"]) await Vern.Tests.Referral.AgreedLinkageKey.KeepAsync(Folder, agency, Cases(agency), custodian);
            await Cases("harbour").KeepServicesAsync([new("room", "Room Example", "outreach") { Key = await Cases("room").OwnKeyAsync(), KnownElsewhere = true, CheckedOn = Cases("room").Today }]);
            var there = await Cases("harbour").AddPersonAsync(new(Origin(), Audience.Adult, Her), By);
            await Cases("harbour").RecordConsentAsync(there, new(Origin(), ElsewhereConsent.Recipient, ElsewhereConsent.Purpose, ElsewhereConsent.Sections, LegalGround.Consent, ConsentAnswer.Given, ConsentForm.Spoken, ChildView.NotAsked, Cases("harbour").Today.AddDays(30), "en", 1, "May we ask?"), By);
            await cas.OpenAsync(At("room", $"/people/{id}/elsewhere"));
            await cas.FollowAsync("Ask 1 agency");
            await cas.ReadsAsync("The question is sent.");
            await CarryAsync("room", "harbour");
            var hei = await ComeAsync("hei");
            await hei.OpenAsync(At("harbour", "/elsewhere"));
            await hei.FollowAsync("Say that we may know her");
            await hei.ReadsAsync("Write how you are reached");
            await hei.WriteAsync("How you are reached", "hei Example, 55 00 00 00");
            await hei.FollowAsync("Say that we may know her");
            await hei.ReadsAsync("Your yes is sent.");
            await CarryAsync("harbour", "room");
            await cas.OpenAsync(At("room", $"/people/{id}/elsewhere"));
            await cas.ReadsAsync("An agency believes that it knows her");
            await FilmAsync(cas, "offered");
            await cas.WriteAsync("How you are reached", "cas Example, 22 00 00 00");
            await cas.FollowAsync("Agree: tell each other");
            await cas.ReadsAsync("Your yes is sent.");
            await CarryAsync("room", "harbour");
            await CarryAsync("harbour", "room");
            await cas.OpenAsync(At("room", $"/people/{id}/elsewhere"));
            await cas.ReadsAsync("hei Example, 55 00 00 00");
            await hei.OpenAsync(At("harbour", $"/people/{there}/elsewhere"));
            await hei.ReadsAsync("cas Example, 22 00 00 00");

            var kit = await ComeAsync("kit");
            await kit.OpenAsync(At("room", "/"));
            await kit.FollowAsync("Known elsewhere");
            await kit.FollowAsync("Returns");
            await kit.WriteAsync("Country, two letters", "Nigeria");
            await kit.WriteAsync("Who", "A shelter in Benin City");
            await kit.FollowAsync("Keep");
            await kit.ReadsAsync("Write a country’s two letters, such as NG");
            await kit.WriteAsync("Country, two letters", "NG");
            await kit.WriteAsync("What for", "Housing");
            await kit.WriteAsync("How it is reached", "By telephone, in the morning");
            await kit.WriteAsync("Checked on (year-month-day)", "2026-01-31");
            await kit.FollowAsync("Keep");
            await kit.ReadsAsync("Kept.");
            await FilmAsync(kit, "returns");
        }
        finally
        {
            await EndAsync();
        }
    }

    private readonly Dictionary<string, long> carried = [];

    // What has left since the last time.
    private async Task CarryAsync(string from, string to)
    {
        await using var context = Cases(from).Context();
        var last = carried.GetValueOrDefault(from);
        foreach (var sent in await context.Outgoing.Where(row => row.Envelope != null && row.Id > last).OrderBy(row => row.Id).ToListAsync())
        {
            Assert.Null(await Cases(to).TakeInAsync(sent.Envelope!));
            carried[from] = sent.Id;
        }
    }

    // The same person to both, however she is written.
    private static NewFact[] Her => [new("identity.given-name", "Joy"), new("identity.family-name", "Osaghae"), new("identity.birth", "1996-04-23"), new("about.sex", "woman"), new("about.nationality", "NG")];

    private async Task<PersonId> PersonAsync()
    {
        var cas = (await Room("room").Store.Access.ListAsync()).Single(account => account.Name == "cas");
        return await Cases("room").AddPersonAsync(new(Origin(), Audience.Adult, [.. Her, new("assessment.identified-on", Cases("room").Today.AddDays(-3).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))]), By with { Account = cas.Id });
    }
}
