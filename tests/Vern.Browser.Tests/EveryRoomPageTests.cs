using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Vern.Hosting;
using Vern.Persons.Collection;
using Vern.Persons.KnownElsewhere;
using Vern.Persons.Pages;
using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Jobs;
using Vern.Platform.Localisation;
using Vern.Platform.Workspaces;
using Vern.Tests.Pages;

namespace Vern.Browser.Tests;

/// <summary>Every page of an agency's and of a centre's workspace, as <see cref="EveryPageTests"/> looks at the national unit's.</summary>
public sealed class EveryRoomPageTests : LookedAtPages
{
    [Theory]
    [InlineData(WorkspaceKind.Agency)]
    [InlineData(WorkspaceKind.Centre)]
    public async Task Every_page_of_an_agency_and_of_a_centre_is_accessible_too(WorkspaceKind kind)
    {
        RequireChromium();
        var folder = Directory.CreateTempSubdirectory("vern-pages-").FullName;
        try
        {
            foreach (var id in (string[])["room", "other"]) await MakeWorkspace.RunAsync(new(id, kind, $"{id} Example", Language.All), null, folder);
            await using var served = await ServedWorkspaces.StartAsync(new(folder, "http://127.0.0.1:0"), line => Assert.Fail(line));
            var room = served.All.Single(one => one.Workspace.Id == "room");
            var access = room.Store.Access;
            var roles = Vern.Commands.AccountCommand.Grants(kind).Roles.Select(role => role.Name).Where(role => role != WorkspaceGrants.Provider).ToList();
            await access.AddAsync("all", "All Example", null, roles[0], null);
            foreach (var role in roles.Skip(1)) await access.GiveRoleAsync("all", role, null);
            await access.AddAsync("siv", "Siv Example", null, roles[0], null);
            // Browsers find every name under localhost on this machine.
            var at = new Uri($"http://room.localhost:{served.Address.Port}");
            var page = await SignedInAsync($"{at}sign-in/link/{await access.MakeLinkAsync("all", TimeSpan.FromHours(1))}");
            var session = (await access.OpenLinkAsync(await access.MakeLinkAsync("all", TimeSpan.FromHours(1))))!.Session;
            var paths = new List<string>();
            var casework = room.Store.Cases is { } cases ? await CaseworkAsync(cases, served.All.Single(one => one.Workspace.Id == "other").Store.Cases!, (await access.ListAsync()).Single(one => one.Name == "all")) : [];
            if (room.Store.Material is { } material)
            {
                foreach (var role in roles.Skip(1)) await access.GiveRoleAsync("siv", role, null);
                await access.SetTeamAsync("all", "kripos");
                var second = (await access.OpenLinkAsync(await access.MakeLinkAsync("siv", TimeSpan.FromHours(1))))!.Session;
                casework = await CentreWithSomething.MakeAsync(material, access, (await access.SessionAsync(session))!, (await access.SessionAsync(second))!);
            }
            foreach (var pattern in room.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false).Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')))
            {
                var path = Filled(casework.Aggregate(pattern, (filled, value) => filled.Replace(value.Key, value.Value, StringComparison.Ordinal)), "siv").Replace("year=2014&body=siv", "about=account/1", StringComparison.Ordinal).Replace("{token}", await access.MakeLinkAsync("siv", TimeSpan.FromHours(1)), StringComparison.Ordinal);
                using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = served.Address };
                using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = at.Authority } };
                request.Headers.Add("Cookie", $"{AccessCookies.Session}={session}");
                using var answer = await client.SendAsync(request);
                if (answer.StatusCode is HttpStatusCode.NotFound && !path.StartsWith("/sign-in/provider", StringComparison.Ordinal)) Fault($"{path}: 404, so that nothing of it was looked at");
                if ((int)answer.StatusCode >= 500) Fault($"{path}: {(int)answer.StatusCode}");
                if (answer.StatusCode is HttpStatusCode.OK && answer.Content.Headers.ContentType?.MediaType == "text/html") paths.Add($"{at}{path[1..]}");
            }
            Assert.True(paths.Count > 6, string.Join(' ', paths));
            if (kind is WorkspaceKind.Centre) Assert.Contains($"{at}api", paths); // the reference of the interface is a page for people
            await LookAsync(page, paths);
            if (casework.TryGetValue("{own}", out var own))
            {
                // Behind the door of a person's own view.
                await page.Context.AddCookiesAsync([new() { Name = "vern-own", Value = own, Url = $"{at}my-case" }]);
                await LookAsync(page, [$"{at}my-case"]);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        AssertNoFaults();
    }

    // A child with a parent, whose pages have something of everything; a referral sent, and one that came in from another agency.
    private static async Task<Dictionary<string, string>> CaseworkAsync(CaseStore cases, CaseStore other, AccountState account)
    {
        string Origin(int number) => number.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
        var by = new CaseReach(account.Id, account.Person!, "coordinator", null, Scope.Workspace, cases.Catalogue.Purposes.ToHashSet());
        var parent = await cases.AddPersonAsync(new(Origin(1), Audience.Adult, [new("family.with-her", "2")]), by);
        var id = await cases.AddPersonAsync(new(Origin(2), Audience.Child,
        [
            .. cases.Catalogue.All.Where(field => field.For.Contains(Audience.Child) && field.Group is null && field.When is null).Select(field => new NewFact(field.Id, field.Type switch
            {
                FieldType.Text or FieldType.LongText => "Words <b> جوي", FieldType.Date => "1996-03", FieldType.Number => "17", FieldType.YesNo => "yes", FieldType.Country => "NG", FieldType.Language => "ti", _ => field.List!.Codes[0],
            })),
            new("flag.text", 1, "Look here first"), new("note.text", 1, "A note"), new("stay.place", 1, "Somewhere"),
        ], parent), by);
        await cases.AddTaskAsync(Origin(3), id, "Call", new(2020, 1, 1), account.Id, by);
        await cases.AddDocumentAsync(Origin(4), id, "a.pdf", DocumentType.Read("pdf"), [1, 2, 3], by);
        await cases.BeginDraftAsync(Origin(5), new(Audience.Child, parent.Value, "forms", new Dictionary<string, string> { ["exploitation.forms"] = "LAB-CLEAN" }), by);
        await cases.KeepServicesAsync([new("other", "Other Example", "housing") { Key = await other.OwnKeyAsync(), KnownElsewhere = true, CheckedOn = cases.Today }, new("paper", "Paper Example", "housing") { CheckedOn = cases.Today }]);
        await other.KeepServicesAsync([new("room", "Room Example", "outreach") { Key = await cases.OwnKeyAsync(), CheckedOn = cases.Today }]);
        await ReferAsync(cases, parent, "other", Origin(7), Origin(8), by);
        var theirs = await other.AddPersonAsync(new(Origin(6), Audience.Adult, [new("identity.family-name", "Example")]), by);
        await ReferAsync(other, theirs, "room", Origin(9), Origin(10), by);
        var sent = Origin(10);
        // By letter to a body without Vern; a colleague asks; a meeting about the same case.
        await ReferAsync(cases, parent, "paper", Origin(11), Origin(12), by);
        var code = (await cases.LetterAsync(Origin(12), by))!.Code;
        await cases.AssignAsync(new(Origin(13), id, AssignmentKind.Part, account.Id, "Go with her to the doctor", cases.Today.AddDays(3), 24), by with { Account = account.Id + 1000, Name = "Siv Example" });
        Assert.Equal(Stepped.Done, await cases.KeepMeetingAsync(new(Origin(14), cases.Today, "protection", "Town hall", [new("paper", "Kari Example"), new("other", "")], [parent]), by));
        await using (var context = other.Context()) Assert.Null(await cases.TakeInAsync(await context.Outgoing.Where(row => row.Referral == sent).Select(row => row.Envelope!).SingleAsync()));
        // The other agency invites; others may be asked whether they know her; contacts where she goes to.
        Assert.Equal(Stepped.Done, await other.KeepMeetingAsync(new(Origin(15), other.Today, "protection", "Library", [new("room", "")], [theirs]), by));
        Assert.Equal(Stepped.Done, await other.InviteToMeetingAsync(Origin(15), by));
        await using (var context = other.Context()) Assert.Null(await cases.TakeInAsync((await context.Outgoing.OrderByDescending(row => row.Id).FirstAsync()).Envelope!));
        await cases.RecordConsentAsync(id, new(Origin(16), ElsewhereConsent.Recipient, ElsewhereConsent.Purpose, ElsewhereConsent.Sections, LegalGround.Consent, ConsentAnswer.Given, ConsentForm.Guardian, ChildView.Agrees, cases.Today.AddDays(30), "en", 1, "May we ask?"), by);
        await cases.SetReturnProgrammeAsync(new(new Dictionary<int, string> { [cases.Today.Year - 1] = "No funding" }, [new(cases.Catalogue["journey.programme"].List!.Codes[0], cases.Today.AddDays(40), "A decision")], [new("NG", "A shelter", "Housing", "By telephone", cases.Today.AddDays(-200))]), by);
        // Something of everything in her own view; the leadership is complained of, so that who has all roles may read it.
        await cases.AskAsync(Origin(11), id, "question", "When may I go? متى", default);
        var complaint = (await cases.ComplainAsync(id, new(Origin(12), "leadership", null, "Nobody told me anything.")))!;
        var own = (await cases.OpenOwnAsync((await cases.MakeCardAsync(Origin(13), id, 30, by))!.Code!)).Session!;
        return new(StringComparer.Ordinal)
        {
            ["/people/{id}/referrals/{referral}/letter"] = $"/people/{parent}/referrals/{Origin(12)}/letter", ["{code}"] = code, ["{meeting}"] = Origin(14),
            ["{own}"] = own, ["/complaints/{number}"] = $"/complaints/{complaint}",
            ["/people/{id}/referrals/{referral}"] = $"/people/{parent}/referrals/{Origin(8)}", ["/inbox/{referral}"] = $"/inbox/{sent}", ["/rights/{name}"] = "/rights/R-17.housing", ["{service}"] = "other",
            ["/people/{id}"] = $"/people/{id}", ["{section}"] = "exploitation", ["{document}"] = Origin(4), ["{draft}"] = Origin(5), ["{step}"] = "forms",
            ["/our-report/{year:int}"] = FormattableString.Invariant($"/our-report/{cases.Today.Year}"), ["/rows/{id}"] = $"/rows/{parent}", ["/statistics/{year:int}"] = FormattableString.Invariant($"/statistics/{cases.Today.Year}"), ["{table}.csv"] = "opened.csv",
        };
    }

    private static async Task ReferAsync(CaseStore from, PersonId person, string body, string consent, string origin, CaseReach by)
    {
        await from.RecordConsentAsync(person, new(consent, body, "protection", new HashSet<string>(StringComparer.Ordinal) { "identity", "family" }, LegalGround.Consent, ConsentAnswer.Given, ConsentForm.Interpreter, ChildView.NotAsked, from.Today.AddDays(30), "en", ConsentText.Version, "May we?"), by);
        var facts = (await from.PreviewAsync(person, body, "protection", null, by))!.Value.Facts;
        Assert.Equal(Stepped.Done, await from.SendReferralAsync(new(origin, person, ReferralKind.Referral, body, "protection", MayShare.AllSections.ToHashSet(), "A safe place to live.", 24) { ByLetter = body == "paper" }, CaseStore.PreviewMark(facts), by));
    }
}
