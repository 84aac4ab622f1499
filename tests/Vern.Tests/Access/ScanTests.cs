using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Vern.Platform.Access;
using Vern.Tests.Pages;
using Vern.Tests.Workspaces;

namespace Vern.Tests.Access;

/// <summary>What a scanner tries, on every endpoint that the host serves and by every method; as somebody in every role, who gets furthest. No list of exceptions.</summary>
public sealed class ScanTests : IAsyncLifetime
{
    private SmallRound _round = null!;

    public async ValueTask InitializeAsync() => _round = await SmallRound.ServeAsync();

    public ValueTask DisposeAsync() => _round.DisposeAsync();

    private IReadOnlyList<Door> Doors => Door.Of(_round.Endpoints);

    private async Task<Visitor> EverybodyAsync(string name) => await Visitor.SignedInAsync(_round, await _round.EverybodyAsync(name));

    private async Task<Scan> ScanAsync(Visitor all)
    {
        var (session, body) = (all.Cookies.GetAllCookies()[AccessCookies.Session]!.Value, (await _round.Store.RoundAsync(SmallRound.Year))!.Answers[0].Body.Value);
        return new(all.Client, Doors, all.PostAsync, async () =>
        {
            if (await _round.Access.SessionAsync(session) is not null) return;
            var link = await _round.LinkAsync("all");
            using var again = await all.PostAsync(link, link);
            session = all.Cookies.GetAllCookies()[AccessCookies.Session]!.Value;
        }, pattern => Regex.Replace(pattern, @"/tables/.*\{id\}", "/tables/2014/table3").Replace("{place}", "summary", StringComparison.Ordinal).Replace("{id}", body, StringComparison.Ordinal).Replace("{workspace}", "national", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_method_does_nothing_and_every_answer_to_it_has_its_headers()
    {
        using var all = await EverybodyAsync("all");
        var faults = await (await ScanAsync(all)).OtherMethodsAsync();
        Assert.True(faults.Count == 0, string.Join("\n", faults.Take(30)));
    }

    [Fact]
    public async Task Whatever_stands_in_a_field_of_a_form_no_answer_fails_gives_it_back_or_leads_elsewhere_and_nobody_gets_a_role()
    {
        using var all = await EverybodyAsync("all");
        await _round.AccountAsync("ola", "Ola Example", "statistician");
        var scan = await ScanAsync(all);
        var fields = await scan.FieldsAsync();
        Assert.True(fields.Count > 30, $"only {string.Join(' ', fields)} were found");
        var before = Standing(await _round.Access.ListAsync());
        var faults = await scan.FormsAsync(fields);
        Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct().Take(30)));
        Assert.Equal(before, Standing(await _round.Access.ListAsync()));
        Assert.Empty(await _round.Store.EditionsAsync(SmallRound.Year));
        Assert.Null((await _round.Store.RoundAsync(SmallRound.Year))!.ClosedAt);
    }

    [Fact]
    public async Task Whatever_stands_in_an_address_no_link_of_the_page_leads_elsewhere()
    {
        using var all = await EverybodyAsync("all");
        var faults = await (await ScanAsync(all)).AddressesAsync();
        Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct().Take(30)));
    }

    /// <summary>The hosts of the other kinds, by the same scan.</summary>
    [Theory, InlineData(ServedRooms.Agency), InlineData(ServedRooms.Centre)]
    public async Task An_agencys_and_a_centres_host_are_scanned_as_the_national_units(string id)
    {
        await using var rooms = await ServedRooms.ServeAsync();
        var access = rooms.Access(id);
        var roles = rooms.People(id).ToList();
        await access.AddAsync("all", "All Example", null, roles[0], null);
        foreach (var role in roles.Skip(1)) await access.GiveRoleAsync("all", role, null);
        using var browser = rooms.At(id);
        async Task ComeAsync() => await browser.SignInAsync($"/sign-in/link/{await access.MakeLinkAsync("all", TimeSpan.FromHours(1))}");
        await ComeAsync();
        var number = (await access.ListAsync()).Single(account => account.Name == "all").Id;
        var scan = new Scan(browser.Client, Door.Of(rooms.Endpoints(id)), browser.PostAsync, async () => { if (!(await access.ListAsync()).Single(account => account.Id == number).Sessions.Any()) await ComeAsync(); });
        var before = Standing(await access.ListAsync());
        var fields = await scan.FieldsAsync();
        Assert.True(fields.Count > 15, $"only {string.Join(' ', fields)} were found");
        List<string> faults = [.. await scan.OtherMethodsAsync(), .. await scan.FormsAsync(fields), .. await scan.AddressesAsync()];
        Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct().Take(30)));
        Assert.Equal(before, Standing(await access.ListAsync()));
    }

    [Fact]
    public async Task Every_json_endpoint_refuses_what_is_long_deep_broken_of_another_type_or_has_a_field_too_many()
    {
        using var all = await EverybodyAsync("all");
        var body = (await _round.Store.RoundAsync(SmallRound.Year))!.Answers[0].Body.Value;
        var token = await _round.Access.MakeTokenAsync(body, "sender", DateTimeOffset.MaxValue);
        var doors = Doors.Where(door => door.Endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("application/json") == true).ToList();
        Assert.True(doors.Count >= 3, $"only {doors.Count} endpoints take JSON");
        Assert.Equal(Doors.Count(door => door.ForPrograms && door.Method is not ("GET" or "DELETE")), doors.Count);
        var tooMuch = "{\"persons\":\"" + new string('x', (int)(Vern.Persons.Pages.Rounds.Packages.Largest + 128 * 1024)) + "\"}";
        (string What, string Text)[] bad =
        [
            ("deep", new string('[', 100_000)), ("deep within", string.Concat(Enumerable.Repeat("{\"a\":", 20_000))), ("broken", "{\"year\":2014,"), ("no number", "{\"year\":1e400}"), ("null", "null"), ("a list", "[]"), ("half a letter", "\"\\ud800\""), ("nothing", ""), ("zeros", "\0\0"),
            ("fields too many", "{\"role\":\"administrator\",\"accountId\":1,\"publishedAt\":\"2014-01-01T00:00:00Z\",\"__proto__\":{\"admin\":true}}"), ("hostile", "{\"" + Scan.Hostile[0].Replace("\"", "\\\"", StringComparison.Ordinal) + "\":1}"),
        ];
        var faults = new List<string>();
        foreach (var door in doors)
        {
            async Task AskAsync(string what, HttpContent content)
            {
                // As a program where the table has one, else as a person.
                using var request = new HttpRequestMessage(new HttpMethod(door.Method), door.Filled(body)) { Content = content };
                if (door.Endpoint.Metadata.GetMetadata<Needs>()?.Permission == Vern.Persons.Pages.NationalGrants.SendSubmissions) request.Headers.Authorization = new("Bearer", token);
                request.Headers.ExpectContinue = true;
                using var answer = await all.Client.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                if ((int)answer.StatusCode is < 400 or >= 500 or 401 or 403) faults.Add($"{door.Method} {door.Pattern}, {what}: {(int)answer.StatusCode}");
                if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json") faults.Add($"{door.Method} {door.Pattern}, {what}: is no problem that a program can read");
                if (text.Contains("<script>", StringComparison.Ordinal) || text.Contains("   at ", StringComparison.Ordinal) || text.Contains("Exception", StringComparison.Ordinal)) faults.Add($"{door.Method} {door.Pattern}, {what}: {text}");
            }
            foreach (var (what, text) in bad)
            {
                using var content = new StringContent(text, Encoding.UTF8, "application/json");
                await AskAsync(what, content);
            }
            using var tooLong = new StringContent(tooMuch, Encoding.UTF8, "application/json");
            await AskAsync("long", tooLong);
            using var form = new FormUrlEncodedContent([new("year", "2014")]);
            await AskAsync("a form", form);
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults.Take(30)));
    }

    private static IEnumerable<string> Standing(IEnumerable<AccountState> accounts) => accounts.OrderBy(account => account.Name, StringComparer.Ordinal).Select(account => $"{account.Name} {account.Person} {account.Off} {string.Join(',', account.Roles.Select(role => $"{role.Role} {role.Until}").Order(StringComparer.Ordinal))}");
}
