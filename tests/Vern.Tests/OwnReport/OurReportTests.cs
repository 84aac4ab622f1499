using System.Globalization;
using System.Net;
using System.Text.Json;
using Vern.Hosting;
using Vern.Persons.Collection;
using Vern.Persons.OwnReport;
using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Statistics;
using Vern.Persons.Tests;
using Vern.Platform.Localisation;
using Vern.Platform.Sealing;
using Vern.Platform.Workspaces;
using Vern.Tests.Registration;
using Vern.Tests.Workspaces;

namespace Vern.Tests.OwnReport;

/// <summary>An agency and the national unit, over real HTTP, as people use them: what is in the agency's records becomes its report, and the unit counts it.</summary>
public sealed class OurReportTests
{
    private const string Secret = "made-up key of a test, protects nobody";

    [Fact]
    public async Task An_agencys_records_become_its_report_and_the_unit_takes_it_in_and_counts_it()
    {
        var folder = Directory.CreateTempSubdirectory("vern-report-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, Workspace.NationalId));
        await MakeWorkspace.RunAsync(new("fjord", WorkspaceKind.Agency, "Fjord Example", [Language.English, Language.Norwegian]), null, folder);
        var served = await ServedRooms.StartAsync(folder);
        try
        {
            OpenedWorkspace Room(string id) => served.All.Single(room => room.Workspace.Id == id).Store;
            var (national, agency) = (Room(Workspace.NationalId).National!, Room("fjord"));
            var cases = agency.Cases!;
            var year = cases.Today.Year;
            var at = year.ToString(CultureInfo.InvariantCulture);
            BodyId rosa = new("rosa");
            using var custodian = KeyPair.New();
            foreach (var (name, role) in (IEnumerable<(string, string)>)[("ida", "coordinator"), ("gry", "caseworker"), ("siv", "caseworker")])
            {
                await agency.Access.AddAsync(name, $"{name} Example", null, role, null);
                await agency.Access.SetTeamAsync(name, name == "siv" ? "south" : "north");
            }
            CaseReach gry = new(2, "gry Example", "caseworker", "north", Vern.Platform.Access.Scope.Team, FieldCatalogue.Own.Purposes.ToHashSet());
            async Task<PersonId> AddAsync(params NewFact[] facts) => await cases.AddPersonAsync(new(Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)), Audience.Adult, facts), gry);
            var joy = await AddAsync(new("identity.given-name", "Joy"), new("identity.family-name", "Osaghae"), new("about.sex", "woman"), new("about.nationality", "NG"), new("about.birth-year", "1990"), new("exploitation.forms", "SEX"), new("assessment.identified-on", $"{at}-01-01"), new("answer.offer", "yes"));
            await AddAsync(new("identity.family-name", "Ionescu"), new("about.sex", "man"), new("about.nationality", "RO"), new("about.birth-year", "1980"), new("exploitation.forms", "LAB"), new("assessment.identified-on", $"{at}-02-01"), new("answer.offer", "yes"));
            async Task<Browser> AsAsync(string name) => await new Browser("fjord.localhost", served.Address.Port).SignInAsync($"/sign-in/link/{await agency.Access.MakeLinkAsync(name, TimeSpan.FromHours(1))}");
            using var ida = await AsAsync("ida");
            var path = $"/our-report/{at}";

            // Not set up it can be looked at and not sent.
            Assert.Contains("not set up", (await ida.PageAsync($"{path}?lang=en")).Body!.TextContent, StringComparison.Ordinal);

            await national.OpenRoundAsync(year, cases.Today, cases.Today.AddDays(30), [rosa]);
            var own = await cases.OwnKeyAsync();
            await national.RegisterBodyKeyAsync(rosa, own);
            await national.RelayAsync(Envelope.Seal(System.Text.Encoding.UTF8.GetBytes(Secret), NationalStore.LinkageKeyPurpose(year, rosa), custodian, own, TimeProvider.System.GetUtcNow()));
            var token = await Room(Workspace.NationalId).Access.MakeTokenAsync("rosa", "sender", TimeProvider.System.GetUtcNow().AddDays(1));
            await File.WriteAllTextAsync(Path.Combine(folder, "fjord", "relay.json"), JsonSerializer.Serialize(new RelaySettings(new Uri($"http://127.0.0.1:{served.Address.Port}"), token), JsonSerializerOptions.Web));
            await new ReportSettings(rosa, LegalKind.CrisisCentre, await national.Keys.PublicAsync(), custodian.Public).WriteAsync(Path.Combine(folder, "fjord"));

            // The round's key comes from the custodian, past the unit.
            await ida.SendAsync($"{path}/key", path);
            var page = await ida.PageAsync(path);
            Assert.Contains("§ 5", page.Body!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("Osaghae", page.Body!.TextContent, StringComparison.Ordinal);
            Assert.Equal(2, page.QuerySelectorAll("table tbody tr").Length);
            var row = (await ida.PageAsync($"{path}/rows/{joy}")).Body!.TextContent;
            Assert.Contains("Nigeria", row, StringComparison.Ordinal);
            Assert.DoesNotContain("Joy", row, StringComparison.Ordinal);

            (string, string)[] Form(AngleSharp.Dom.IParentNode from) => [.. from.QuerySelectorAll("form[action$=sending] input[type=hidden]").Where(input => input.GetAttribute("name") is "origin" or "seen").Select(input => (input.GetAttribute("name")!, input.GetAttribute("value")!))];
            using (var without = await ida.PostAsync($"{path}/sending", path, Form(page))) Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode); // nobody said that it was looked at
            using (var stale = await ida.PostAsync($"{path}/sending", path, [Form(page)[0], ("seen", "x"), ("understood", "yes")])) Assert.Equal(HttpStatusCode.BadRequest, stale.StatusCode);
            for (var click = 0; click < 2; click++) await ida.SendAsync($"{path}/sending", path, [.. Form(page), ("understood", "yes")]);
            await UntilAsync(() => ida.PageAsync(path), "version 1");
            var taken = Assert.Single(await national.SubmissionsAsync(year));
            Assert.Equal((rosa, 1, 2), (taken.Sender, taken.Version, taken.EncodedRows));
            Assert.Contains(taken.Digest!, (await ida.PageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
            Assert.All(StoredText.Under(Path.Combine(folder, Workspace.NationalId)), text => Assert.DoesNotContain("Osaghae", text, StringComparison.Ordinal));

            // What is told of the agency's own work goes along; an identity number does not.
            using (var number = await ida.PostAsync($"{path}/own-work", $"{path}/own-work", ("seen", "0"), ("other", "call 01815012345"))) Assert.Equal(HttpStatusCode.BadRequest, number.StatusCode);
            await ida.SendAsync($"{path}/own-work", $"{path}/own-work", ("seen", "0"), ("challenge-1", "Finding safe housing"));

            // A correction is sent by sending again, and the unit counts what it has.
            Assert.IsType<Recorded.Done>(await cases.RecordFactsAsync(joy, [new("case.housing", "KRIS")], 1, gry));
            page = await ida.PageAsync(path);
            await ida.SendAsync($"{path}/sending", path, [.. Form(page), ("understood", "yes")]);
            await UntilAsync(() => ida.PageAsync(path), "version 2");
            var submissions = await national.SubmissionsAsync(year);
            Assert.Equal("Finding safe housing", submissions[0].Agency!.Answers["challenge-1"]);
            Assert.Equal(2, CountPersons.Of(submissions, CountPersons.Alone(submissions), year).Count(person => person.Counted));

            // Own figures: for the leaders and who watches, protected.
            Assert.DoesNotContain((await ida.PageAsync($"/statistics/{at}")).QuerySelectorAll("table td.number"), cell => cell.TextContent is "1" or "2");
            Assert.Contains(":", await ida.Client.GetStringAsync(new Uri($"/statistics/{at}/forms.csv", UriKind.Relative)), StringComparison.Ordinal);

            // A caseworker sees what is missing for hers, and sends nothing.
            using var caseworker = await AsAsync("gry");
            using var other = await AsAsync("siv");
            Assert.Contains(joy.Value, (await caseworker.PageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
            Assert.Null((await caseworker.PageAsync(path)).QuerySelector("form[action*=our-report]"));
            Assert.DoesNotContain(joy.Value, (await other.PageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
            using (var refused = await caseworker.PostAsync($"{path}/sending", path, [.. Form(page), ("understood", "yes")])) Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            using (var notThere = await other.GetAsync($"{path}/rows/{joy}")) Assert.Equal(HttpStatusCode.NotFound, notThere.StatusCode);
        }
        finally
        {
            await served.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task UntilAsync(Func<Task<AngleSharp.Html.Dom.IHtmlDocument>> read, string words)
    {
        for (var attempt = 0; ; attempt++)
        {
            var text = (await read()).Body!.TextContent;
            if (text.Contains(words, StringComparison.Ordinal)) return;
            if (attempt == 240) Assert.Fail(text);
            await Task.Delay(250);
        }
    }
}
