using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Vern.Platform.Access;
using Vern.Tests.Pages;

namespace Vern.Tests.Access;

/// <summary>
/// There is no user name to try. What can be tried (links, tokens, browsers, passkeys) gets one answer whatever it resembles, and costs the database the same number of questions: counted, since a
/// clock in a test would tell of the machine.
/// </summary>
public sealed class EnumerationTests : IAsyncLifetime
{
    private sealed class Tally { public int Commands; }

    // Hears of each command where it is run: what other tasks of the process ask is not ours to count.
    private sealed class Ear(List<IDisposable> heard) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.EntityFrameworkCore") heard.Add(value.Subscribe(this, (name, _, _) => name.EndsWith("CommandExecuting", StringComparison.Ordinal)));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (Counting.Value is { } tally) Interlocked.Increment(ref tally.Commands);
        }

        public void OnCompleted() { }
        public void OnError(Exception error) { }
    }

    private static readonly AsyncLocal<Tally?> Counting = new();
    private readonly List<IDisposable> _heard = [];
    private SmallRound _round = null!;

    public async ValueTask InitializeAsync()
    {
        _heard.Add(DiagnosticListener.AllListeners.Subscribe(new Ear(_heard)));
        _round = await SmallRound.ServeAsync(empty: true);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var heard in _heard) heard.Dispose();
        return _round.DisposeAsync();
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
    private async Task<List<string>> DeadLinksAsync()
    {
        var used = (await _round.AccountAsync("kari", "Kari Example", "coordinator")).Split('/')[^1];
        Assert.NotNull(await _round.Access.OpenLinkAsync(used));
        var replaced = (await _round.AccountAsync("ola", "Ola Example", "coordinator")).Split('/')[^1];
        await _round.Access.MakeLinkAsync("ola", TimeSpan.FromHours(1));
        await _round.AccountAsync("eli", "Eli Example", "administrator");
        var old = await _round.Access.MakeLinkAsync("eli", TimeSpan.FromHours(-1));
        var off = (await _round.AccountAsync("dag", "Dag Example", "supervisor")).Split('/')[^1];
        await _round.Access.TurnOffAsync("dag");
        return [Convert.ToBase64String(new byte[32])[..used.Length].Replace('=', 'A'), used, replaced, old, off];
    }

    [Fact]
    public async Task A_link_that_opens_nothing_is_answered_alike_whatever_it_was_once()
    {
        var dead = await DeadLinksAsync();
        using var visitor = new Visitor(_round);
        var answers = new List<string>();
        foreach (var link in dead)
        {
            using var looked = await visitor.GetAsync($"/sign-in/link/{link}?lang=en");
            using var tried = await visitor.PostAsync($"/sign-in/link/{link}", "/sign-in?lang=en");
            answers.Add($"{looked.StatusCode} {Plain(await looked.Content.ReadAsStringAsync(), link)} {tried.StatusCode} {Plain(await tried.Content.ReadAsStringAsync(), link)} {string.Join(',', tried.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Select(cookie => cookie.Split('=')[0]) : [])}");
        }
        Assert.Single(answers.Distinct());
        var questions = new List<int>();
        foreach (var link in dead) questions.Add(await CommandsAsync(() => _round.Access.WhoseLinkAsync(link)));
        Assert.Equal(1, Assert.Single(questions.Distinct()));
    }

    [Fact]
    public async Task A_token_that_is_taken_no_more_is_answered_as_one_that_was_made_up()
    {
        await _round.AccountAsync("kari", "Kari Example", "coordinator");
        var replaced = await _round.Access.MakeTokenAsync("kripos", "sender", DateTimeOffset.MaxValue);
        await _round.Access.MakeTokenAsync("kripos", "sender", DateTimeOffset.MaxValue);
        var ended = await _round.Access.MakeTokenAsync("udi", "sender", DateTimeOffset.MaxValue);
        await _round.Access.EndSessionsAsync("udi");
        var old = await _round.Access.MakeTokenAsync("rosa", "sender", DateTimeOffset.UnixEpoch);
        string[] dead = [new('A', replaced.Length), replaced, ended, old];
        using var program = new Visitor(_round);
        var answers = new List<string>();
        foreach (var token in dead)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/bodies");
            request.Headers.Authorization = new("Bearer", token);
            using var answer = await program.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            answers.Add(Regex.Replace(await answer.Content.ReadAsStringAsync(), "\"(traceId|instance)\":\"[^\"]*\"", "") + answer.Headers);
        }
        Assert.Single(answers.Select(answer => Regex.Replace(answer, "Date: .*", "")).Distinct());
        var questions = new List<int>();
        foreach (var token in dead) questions.Add(await CommandsAsync(() => _round.Access.SessionAsync(token)));
        Assert.Equal(1, Assert.Single(questions.Distinct()));
    }

    [Fact]
    public async Task A_browser_learns_nothing_by_sending_codes_for_another()
    {
        await _round.AccountAsync("kari", "Kari Example", "coordinator");
        var without = (await _round.Access.OpenLinkAsync((await _round.LinkAsync("kari")).Split('/')[^1]))!.Device;
        var answers = new List<string>();
        foreach (var device in new[] { null, new string('A', without.Length), without })
        {
            using var visitor = new Visitor(_round);
            if (device is not null) visitor.Cookies.Add(_round.Address, new Cookie(AccessCookies.Device, device));
            using var answer = await visitor.PostAsync("/sign-in", "/sign-in?lang=en", ("code", "123456"), ("account", "kari"));
            answers.Add($"{answer.StatusCode} {Plain(await answer.Content.ReadAsStringAsync(), "-")}");
        }
        Assert.Single(answers.Distinct());
        Assert.Equal(await CommandsAsync(() => _round.Access.KnowsDeviceAsync(new string('A', 43))), await CommandsAsync(() => _round.Access.KnowsDeviceAsync(new string('B', 43))));
    }

    // Form tokens and the address itself differ from request to request, and nothing else may.
    private static string Plain(string html, string link) => Regex.Replace(html, "value=\"[^\"]{40,}\"", "").Replace(link, "", StringComparison.Ordinal);
}
