using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Vern.Platform.Access;
using Vern.Tests.Workspaces;

namespace Vern.Tests.Access;

/// <summary>
/// There is no user name to try. What can be tried (links, tokens, browsers, passkeys) gets one answer whatever it resembles, and costs the database the same number of questions: counted, since a
/// clock in a test would tell of the machine.
/// </summary>
public sealed class EnumerationTests(EnumerationTests.Rooms shared) : IClassFixture<EnumerationTests.Rooms>
{
    private sealed class Tally { public int Commands; }

    // Hears of each command where it is run: what other tasks of the process ask is not ours to count.
    private sealed class Ear(List<IDisposable> heard) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.EntityFrameworkCore") heard.Add(value.Subscribe(this, (name, _, _) => IsCommand(name)));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            // What another listener asked for is heard by all.
            if (IsCommand(value.Key) && Counting.Value is { } tally) Interlocked.Increment(ref tally.Commands);
        }

        private static bool IsCommand(string name) => name.EndsWith("CommandExecuting", StringComparison.Ordinal);

        public void OnCompleted() { }
        public void OnError(Exception error) { }
    }

    private static readonly AsyncLocal<Tally?> Counting = new();
    private readonly ServedRooms _rooms = shared.Served;

    /// <summary>All three kinds, served once for all of these tests; each makes accounts of its own.</summary>
    public sealed class Rooms : IAsyncLifetime
    {
        private readonly List<IDisposable> heard = [];
        internal ServedRooms Served { get; private set; } = null!;

        // Listened from before the first question on: a context asks once in a while only whether anybody listens, and contexts are kept.
        public async ValueTask InitializeAsync()
        {
            heard.Add(DiagnosticListener.AllListeners.Subscribe(new Ear(heard)));
            Served = await ServedRooms.ServeAsync(accounts: false);
        }

        public async ValueTask DisposeAsync()
        {
            await Served.DisposeAsync();
            foreach (var one in heard) one.Dispose();
        }
    }

    private static async Task<int> CommandsAsync(Func<Task> work)
    {
        Counting.Value = new();
        await work();
        var counted = Counting.Value.Commands;
        Counting.Value = null;
        return counted;
    }

    // Links that open nothing: made up, used, replaced by a later one, too old, of an account that is off.
    private static async Task<List<string>> DeadLinksAsync(AccessStore access)
    {
        async Task<string> LinkAsync(string account, string role, int hours = 1)
        {
            await access.AddAsync(account, $"{account} Example", null, role, null);
            return await access.MakeLinkAsync(account, TimeSpan.FromHours(hours));
        }
        var used = await LinkAsync("kari", "supervisor");
        Assert.NotNull(await access.OpenLinkAsync(used));
        var replaced = await LinkAsync("ola", "supervisor");
        await access.MakeLinkAsync("ola", TimeSpan.FromHours(1));
        var old = await LinkAsync("eli", "administrator", -1);
        var off = await LinkAsync("dag", "supervisor");
        await access.TurnOffAsync("dag");
        return [Convert.ToBase64String(new byte[32])[..used.Length].Replace('=', 'A'), used, replaced, old, off];
    }

    [Theory, InlineData(ServedRooms.National), InlineData(ServedRooms.Agency), InlineData(ServedRooms.Centre)]
    public async Task A_link_that_opens_nothing_is_answered_alike_whatever_it_was_once(string id)
    {
        var access = _rooms.Access(id);
        var dead = await DeadLinksAsync(access);
        using var visitor = _rooms.At(id);
        var answers = new List<string>();
        foreach (var link in dead)
        {
            using var looked = await visitor.GetAsync($"/sign-in/link/{link}?lang=en");
            using var tried = await visitor.PostAsync($"/sign-in/link/{link}", "/sign-in?lang=en");
            answers.Add($"{looked.StatusCode} {Plain(await looked.Content.ReadAsStringAsync(), link)} {tried.StatusCode} {Plain(await tried.Content.ReadAsStringAsync(), link)} {string.Join(',', tried.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Select(cookie => cookie.Split('=')[0]) : [])}");
        }
        Assert.Single(answers.Distinct());
        var questions = new List<int>();
        foreach (var link in dead) questions.Add(await CommandsAsync(() => access.WhoseLinkAsync(link)));
        Assert.Equal(1, Assert.Single(questions.Distinct()));
    }

    [Theory, InlineData(ServedRooms.National, "sender", "/api/bodies", HttpStatusCode.Unauthorized), InlineData(ServedRooms.Centre, "provider", "/grants", HttpStatusCode.SeeOther)]
    public async Task A_token_that_is_taken_no_more_is_answered_as_one_that_was_made_up(string id, string role, string path, HttpStatusCode refused)
    {
        var access = _rooms.Access(id);
        await access.AddAsync("siv", "Siv Example", null, "supervisor", null);
        var replaced = await access.MakeTokenAsync("kripos", role, DateTimeOffset.MaxValue);
        await access.MakeTokenAsync("kripos", role, DateTimeOffset.MaxValue);
        var ended = await access.MakeTokenAsync("udi", role, DateTimeOffset.MaxValue);
        await access.EndSessionsAsync("udi");
        var old = await access.MakeTokenAsync("rosa", role, DateTimeOffset.UnixEpoch);
        string[] dead = [new('A', replaced.Length), replaced, ended, old];
        using var program = _rooms.At(id);
        var answers = new List<string>();
        foreach (var token in dead)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new("Bearer", token);
            using var answer = await program.Client.SendAsync(request);
            Assert.Equal(refused, answer.StatusCode);
            answers.Add(Regex.Replace(await answer.Content.ReadAsStringAsync(), "\"(traceId|instance)\":\"[^\"]*\"", "") + answer.Headers);
        }
        Assert.Single(answers.Select(answer => Regex.Replace(answer, "Date: .*", "")).Distinct());
        var questions = new List<int>();
        foreach (var token in dead) questions.Add(await CommandsAsync(() => access.SessionAsync(token)));
        Assert.Equal(1, Assert.Single(questions.Distinct()));
    }

    [Theory, InlineData(ServedRooms.National), InlineData(ServedRooms.Agency), InlineData(ServedRooms.Centre)]
    public async Task A_browser_learns_nothing_by_sending_codes_for_another(string id)
    {
        var access = _rooms.Access(id);
        await access.AddAsync("ida", "Ida Example", null, "supervisor", null);
        var without = (await access.OpenLinkAsync(await access.MakeLinkAsync("ida", TimeSpan.FromHours(1))))!.Device;
        var answers = new List<string>();
        foreach (var device in new[] { null, new string('A', without.Length), without })
        {
            using var visitor = _rooms.At(id);
            if (device is not null) visitor.Cookies.Add(visitor.Client.BaseAddress!, new Cookie(AccessCookies.Device, device));
            using var answer = await visitor.PostAsync("/sign-in", "/sign-in?lang=en", ("code", "123456"), ("account", "ida"));
            answers.Add($"{answer.StatusCode} {Plain(await answer.Content.ReadAsStringAsync(), "-")}");
        }
        Assert.Single(answers.Distinct());
        Assert.Equal(await CommandsAsync(() => access.KnowsDeviceAsync(new string('A', 43))), await CommandsAsync(() => access.KnowsDeviceAsync(new string('B', 43))));
    }

    // Form tokens and the address itself differ from request to request, and nothing else may.
    private static string Plain(string html, string link) => Regex.Replace(html, "(value|data-options)=\"[^\"]{40,}\"", "").Replace(link, "", StringComparison.Ordinal);
}
