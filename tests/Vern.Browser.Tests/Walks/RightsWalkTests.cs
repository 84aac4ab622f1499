using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Vern.Hosting;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Access;
using Vern.Platform.Localisation;
using Vern.Platform.Workspaces;

namespace Vern.Browser.Tests.Walks;

/// <summary>A caseworker explains rights: by keyboard alone, then every page of rights at both widths against axe and for overflow.</summary>
public sealed class RightsWalkTests : WalkTest
{
    private static readonly HashSet<string> Every = [.. FieldCatalogue.Own.Purposes];

    [Fact]
    public async Task A_caseworker_offers_housing_records_the_answer_and_plans_the_change_of_track()
    {
        RequireChromium();
        var folder = Directory.CreateTempSubdirectory("vern-rights-").FullName;
        try
        {
            await MakeWorkspace.RunAsync(new("room", WorkspaceKind.Agency, "Room Example", Language.All), null, folder);
            await using var served = await ServedWorkspaces.StartAsync(new(folder, "http://127.0.0.1:0"), line => Assert.Fail(line));
            var room = served.All.Single(one => one.Workspace.Id == "room");
            await room.Store.Access.AddAsync("cas", "cas Example", null, "caseworker", null);
            await room.Store.Access.SetTeamAsync("cas", "north");
            var cases = room.App.Services.GetRequiredService<CaseStore>();
            string Day(int back) => cases.Today.AddDays(-back).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var by = new CaseReach((await room.Store.Access.ListAsync()).Single(one => one.Name == "cas").Id, "cas Example", "caseworker", "north", Scope.Team, Every);
            var id = await cases.AddPersonAsync(new("0123456789abcdef0123456789abcdef", Audience.Adult,
            [
                new("assessment.identified-on", Day(172)), new("answer.offer", "yes"), new("law.follows-measures", "yes"), new("law.police-report", "no"), new("family.with-her", "1"), new("law.aid-hours", "2"), new("contact.language", "ti"),
                new("permit.kind", 1, "other"), new("permit.from", 1, Day(400)), new("permit.to", 1, Day(200)), new("permit.kind", 2, "reflection"), new("permit.from", 2, Day(161)),
                new("stay.kind", 1, "KRIS"), new("stay.from", 1, Day(160)), new("risk.assessed-on", Day(100)), new("risk.review-on", Day(-5)),
            ]), by);

            var walk = new KeyboardOnly(await PageAsync(1280));
            var home = $"http://room.localhost:{served.Address.Port}";
            await walk.OpenAsync($"{home}/sign-in/link/{await room.Store.Access.MakeLinkAsync("cas", TimeSpan.FromHours(1))}?lang=en");
            await walk.FollowAsync("Yes, sign me in");
            await walk.OpenAsync($"{home}/people/{id}/rights");
            await walk.ReadsAsync("A parent has been identified");
            await walk.ReadsAsync("2 of 3 hours used");
            await walk.FollowAsync("Inform or offer: Safe housing");
            await walk.FollowAsync("Record");
            await walk.ReadsAsync("Choose what was done.");
            await walk.PickAsync("informed", "offered");
            await walk.FollowAsync("Record");
            await walk.ReadsAsync("Record the answer");
            await walk.FollowAsync("Plan the change");
            await walk.ReadsAsync("general practitioner is lost");

            foreach (var width in new[] { 1280, 390 })
            {
                await walk.Page.SetViewportSizeAsync(width, 900);
                foreach (var (name, path) in new[] { ("rights", $"/people/{id}/rights"), ("right", $"/people/{id}/rights/R-17.housing"), ("timeline", $"/people/{id}/timeline"), ("track", $"/people/{id}/track"), ("tracks", "/tracks"), ("rules", "/rules"), ("sheet-ar", $"/people/{id}/sheet/ar"), ("sheet-nb", $"/people/{id}/sheet/nb") })
                {
                    await walk.Page.GotoAsync(home + path);
                    if (Environment.GetEnvironmentVariable("VERN_SCREENSHOTS") is { } shots) await walk.Page.ScreenshotAsync(new() { Path = Path.Combine(shots, $"{name}-{width}.png"), FullPage = true });
                    Assert.True(await walk.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{path} is wider than {width}");
                    Assert.Empty(await Axe.FaultsAsync(walk.Page));
                }
            }
            foreach (var language in Language.All)
            {
                await walk.Page.GotoAsync($"{home}/people/{id}/rights?lang={language.Code}");
                Assert.Empty(await Axe.FaultsAsync(walk.Page, contrast: false));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
