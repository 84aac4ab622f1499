using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Vern.Material.Indicators;
using Vern.Material.Indicators.Lists;
using Vern.Material.Intake;
using Vern.Material.Tests.Intake;
using Vern.Tests.Workspaces;

namespace Vern.Material.Tests.Indicators;

/// <summary>What programs of providers see: match, buckets, lists and the exchange of hashes.</summary>
public sealed class MatcherTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private sealed class Matcher(AProviderOf provider, ServedRooms rooms, bool basic = true) : IDisposable
    {
        private readonly Browser browser = rooms.At(ServedRooms.Centre);

        public async Task<(HttpStatusCode Status, string Text, HttpResponseHeaders Headers)> AskAsync(HttpMethod method, string path, HttpContent? content = null, string? password = null)
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
            request.Headers.Authorization = basic ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{provider.Name}:{password ?? provider.Token}"))) : new("Bearer", password ?? provider.Token);
            request.Headers.ExpectContinue = content is not null; // what is too long is refused before it is sent
            using var answer = await browser.Client.SendAsync(request, Cancel);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel), answer.Headers);
        }

        public Task<(HttpStatusCode Status, string Text, HttpResponseHeaders Headers)> GetAsync(string path) => AskAsync(HttpMethod.Get, path);

        public Task<(HttpStatusCode Status, string Text, HttpResponseHeaders Headers)> PostAsync(string path, string json) => AskAsync(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"));

        public void Dispose() => browser.Dispose();
    }

    [Fact]
    public async Task A_hotline_hands_in_entries_each_taken_or_refused_by_itself_and_none_counts_by_it()
    {
        await using var rooms = await ServedRooms.ServeAsync(accounts: false);
        using var hotline = await AProviderOf.EnrolAsync(rooms, "hotline", with => with with { Kind = SenderKind.Hotline, Basis = "hotline" });
        using var provider = await AProviderOf.EnrolAsync(rooms, "alpha");
        using var trying = await AProviderOf.EnrolAsync(rooms, "trying", with => with with { Kind = SenderKind.Hotline, Basis = "hotline", IsTest = true });
        using var matcher = new Matcher(hotline, rooms, basic: false);
        var store = AProviderOf.StoreOf(rooms);
        var good = new { list = "baseline", @class = "a1", id = "one", sha256 = Entries.Hex(1, 64).ToUpperInvariant(), pdq = Entries.Hex(3, 64), quality = 80, words = "Made up." };
        var sent = JsonSerializer.Serialize(new { entries = new object[] { good, new { list = "national-no", @class = "b2", md5 = Entries.Hex(4, 32) }, new { list = "national-se", @class = "b2", md5 = Entries.Hex(5, 32), ground = "penal-code" }, new { list = "baseline", @class = "b2", sha1 = "12" } } });
        foreach (var again in (bool[])[false, true])
        {
            var (status, text, _) = await matcher.PostAsync("/api/indicators", sent);
            Assert.Equal(HttpStatusCode.OK, status);
            var answers = JsonDocument.Parse(text).RootElement.GetProperty("entries").EnumerateArray().ToList();
            Assert.Equal(["one", "1", "2", "3"], answers.Select(one => one.GetProperty("id").GetString()));
            Assert.Equal((!again, 1L, JsonValueKind.Null), (answers[0].GetProperty("new").GetBoolean(), answers[0].GetProperty("entry").GetInt64(), answers[0].GetProperty("problem").ValueKind));
            Assert.All(answers.Skip(1), one => Assert.Equal(JsonValueKind.Null, one.GetProperty("entry").ValueKind));
            Assert.Contains("legal ground", answers[1].GetProperty("problem").GetString(), StringComparison.Ordinal);
            Assert.Contains("baseline or national-no", answers[2].GetProperty("problem").GetString(), StringComparison.Ordinal);
            Assert.Contains("40 for SHA-1", answers[3].GetProperty("problem").GetString(), StringComparison.Ordinal);
        }
        var entry = (await store.IndicatorAsync(1, Cancel))!;
        Assert.Equal((IndicatorState.Proposed, "hotline", false), (entry.State, entry.Source, entry.Counts));
        Assert.Equal(0, await store.KnownCountAsync(Cancel));
        // It takes two persons all the same, and a program is none.
        Assert.Equal(StepOutcome.NoPerson, await store.StepIndicatorAsync(1, IndicatorStep.Confirm, Entries.Program));
        Assert.Equal(StepOutcome.Done, await store.StepIndicatorAsync(1, IndicatorStep.Confirm, Entries.Bo));
        Assert.Equal(StepOutcome.SamePerson, await store.StepIndicatorAsync(1, IndicatorStep.Confirm, Entries.Bo));
        Assert.Equal(StepOutcome.Done, await store.StepIndicatorAsync(1, IndicatorStep.Confirm, Entries.Cem));
        Assert.Equal(2, await store.KnownCountAsync(Cancel));

        foreach (var (other, expected) in ((AProviderOf, HttpStatusCode)[])[(provider, HttpStatusCode.Conflict), (trying, HttpStatusCode.Conflict)])
        {
            using var asker = new Matcher(other, rooms, basic: false);
            Assert.Equal(expected, (await asker.PostAsync("/api/indicators", sent)).Status);
        }
        foreach (var (body, names) in ((string, string)[])[("{\"entries\":[]}", "1 to 200"), ("{\"entries\":[null]}", "entries[0]"), (JsonSerializer.Serialize(new { entries = Enumerable.Repeat(good, 201) }), "201"), ("{\"entries\":[{\"list\":\"baseline\"}]}", "class"), ("{\"entries\":[{\"list\":\"baseline\",\"class\":\"a1\",\"state\":\"active\"}]}", "state")])
        {
            var (status, text, _) = await matcher.PostAsync("/api/indicators", body);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains(names, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_match_tells_distance_class_and_edition_and_never_what_to_do()
    {
        await using var rooms = await ServedRooms.ServeAsync(accounts: false);
        using var alpha = await AProviderOf.EnrolAsync(rooms, "alpha");
        using var matcher = new Matcher(alpha, rooms, basic: false);
        var store = AProviderOf.StoreOf(rooms);
        await store.ActiveAsync(Entries.Baseline(Entries.Sha256(1), Entries.Md5(2), Entries.Pdq(3)));
        await store.PublishAsync();
        await store.ActiveAsync(new IndicatorProposal("national-xx", "b2", [Entries.Md5(4)], "court-order"));
        var (status, text, _) = await matcher.PostAsync("/api/match", JsonSerializer.Serialize(new { files = new object[] { new { id = "near", pdq = Entries.Near(Entries.Hex(3, 64), 9), quality = 70 }, new { sha256 = Entries.Hex(1, 64).ToUpperInvariant() }, new { md5 = Entries.Hex(4, 32) }, new { md5 = Entries.Hex(2, 32), sha256 = Entries.Hex(77, 64) } } }));
        Assert.Equal(HttpStatusCode.OK, status);
        var answer = JsonDocument.Parse(text).RootElement;
        var files = answer.GetProperty("files");
        Assert.Equal(["near", "exact", "none", "none"], files.EnumerateArray().Select(file => file.GetProperty("known").GetString()));
        var match = files[0].GetProperty("matches")[0];
        Assert.Equal(("pdq", 9, "baseline", "a1", 1), (match.GetProperty("kind").GetString(), match.GetProperty("distance").GetInt32(), match.GetProperty("list").GetString(), match.GetProperty("class").GetString(), match.GetProperty("edition").GetInt32()));
        Assert.Equal("1", files[1].GetProperty("id").GetString());
        Assert.Empty(files[2].GetProperty("matches").EnumerateArray()); // another country's list is not told
        Assert.Contains("contradicted", files[3].GetProperty("matches")[0].GetProperty("remarks").EnumerateArray().Select(word => word.GetString()));
        Assert.DoesNotContain("action", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Whatever_is_asked_of_the_match_is_answered_or_refused_in_a_sentence()
    {
        await using var rooms = await ServedRooms.ServeAsync(accounts: false);
        using var alpha = await AProviderOf.EnrolAsync(rooms, "alpha");
        using var matcher = new Matcher(alpha, rooms, basic: false);
        string[] wrong =
        [
            "", "null", "[]", "{}", "{\"files\":null}", "{\"files\":[]}", "{\"files\":[null]}", "{\"files\":[{}]}", "{\"files\":[{\"md5\":\"\"}]}", "{\"files\":[{\"md5\":\"xyz\"}]}", $"{{\"files\":[{{\"md5\":\"{Entries.Hex(1, 33)}\"}}]}}",
            $"{{\"files\":[{{\"pdq\":\"{Entries.Hex(1, 63)}g\"}}]}}", $"{{\"files\":[{{\"pdq\":\"{Entries.Hex(1, 64)}\",\"quality\":101}}]}}", $"{{\"files\":[{{\"pdq\":\"{Entries.Hex(1, 64)}\",\"quality\":\"90\"}}]}}", "{\"files\":[{\"photo\":\"x\"}]}",
            $"{{\"files\":[{{\"id\":\"\\u0000\",\"md5\":\"{Entries.Hex(1, 32)}\"}}]}}", $"{{\"files\":[{string.Join(',', Enumerable.Repeat($"{{\"md5\":\"{Entries.Hex(1, 32)}\"}}", 1001))}]}}", "{\"files\":[{\"md5\":{}}]}", new string('[', 100),
        ];
        foreach (var body in wrong)
        {
            var (status, text, _) = await matcher.PostAsync("/api/match", body);
            Assert.True(status is HttpStatusCode.BadRequest, $"{body[..Math.Min(60, body.Length)]}: {status}");
            Assert.Contains("\"detail\"", text, StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await matcher.PostAsync("/api/match", new string(' ', 1024 * 1024 + 1))).Status);
        Assert.Equal(HttpStatusCode.OK, (await matcher.PostAsync("/api/match", $"{{\"files\":[{string.Join(',', Enumerable.Repeat($"{{\"md5\":\"{Entries.Hex(1, 32)}\"}}", 1000))}]}}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await matcher.AskAsync(HttpMethod.Get, "/api/lists", password: "guess")).Status);
        await AProviderOf.StoreOf(rooms).CloseProviderAsync("alpha", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, (await matcher.GetAsync("/api/lists")).Status);
    }

    [Fact]
    public async Task Every_bucket_of_a_kind_is_as_long_whatever_is_in_it()
    {
        await using var rooms = await ServedRooms.ServeAsync(accounts: false);
        using var alpha = await AProviderOf.EnrolAsync(rooms, "alpha");
        using var matcher = new Matcher(alpha, rooms, basic: false);
        var store = AProviderOf.StoreOf(rooms);
        var full = Enumerable.Range(0, 70).Select(number => "abcde" + Entries.Hex(1000 + number, 59)).ToList();
        foreach (var value in full[..3]) await store.ActiveAsync(Entries.Baseline(new Fingerprint(HashKind.Sha256, value)));
        var (one, none) = ((await matcher.GetAsync("/api/buckets/sha256/abcde")).Text, (await matcher.GetAsync("/api/buckets/sha256/00000")).Text);
        Assert.Equal(one.Length, none.Length);
        Assert.Equal(full[..3].Select(value => value[5..] + ":a1").Order(StringComparer.Ordinal), one.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.EndsWith(":--", StringComparison.Ordinal)));
        Assert.Equal(64, none.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => line.Length == 62 && line.EndsWith(":--", StringComparison.Ordinal)));
        // When a bucket needs more lines, all have them.
        foreach (var value in full[3..]) await store.ActiveAsync(Entries.Baseline(new Fingerprint(HashKind.Sha256, value)));
        (one, none) = ((await matcher.GetAsync("/api/buckets/sha256/abcde")).Text, (await matcher.GetAsync("/api/buckets/sha256/00000")).Text);
        Assert.Equal(one.Length, none.Length);
        Assert.Equal(70, one.Split('\n').Count(line => line.EndsWith(":a1", StringComparison.Ordinal)));
        foreach (var path in (string[])["/api/buckets/pdq/abcde", "/api/buckets/sha256/ABCDE", "/api/buckets/sha256/abcd", "/api/buckets/sha256/abcdef", "/api/buckets/sha512/abcde"]) Assert.Equal(HttpStatusCode.BadRequest, (await matcher.GetAsync(path)).Status);
    }

    [Fact]
    public async Task A_recipient_takes_checks_and_acknowledges_what_everyone_entitled_holds()
    {
        await using var rooms = await ServedRooms.ServeAsync(accounts: false);
        using var alpha = await AProviderOf.EnrolAsync(rooms, "alpha");
        using var matcher = new Matcher(alpha, rooms, basic: false);
        var (store, key) = (AProviderOf.StoreOf(rooms), rooms.Room(ServedRooms.Centre).Store.Ledger.Key);
        var id = await store.ActiveAsync(Entries.Baseline(Entries.Sha256(1)));
        await store.ActiveAsync(Entries.Baseline(Entries.Sha256(2)));
        await store.PublishAsync();
        var held = VerifyList.Run(ListFile.Parse((await matcher.GetAsync("/api/lists/baseline/editions/1")).Text), key);
        VerifyList.Receipt((await matcher.GetAsync("/api/lists/baseline/editions/1/receipt")).Text, held.Edition, key);
        Assert.Equal(HttpStatusCode.NoContent, (await matcher.PostAsync("/api/lists/baseline/editions/1/acknowledgement", $"{{\"digest\":\"{held.Edition.Digest}\"}}")).Status);
        await store.WithdrawIndicatorAsync(id, "wrong", Entries.Bo, Entries.Cem, Cancel);
        await store.PublishAsync();
        var (_, text, headers) = await matcher.GetAsync("/api/lists/baseline/editions/2?since=1");
        Assert.Equal("1", Assert.Single(headers.GetValues("Vern-Withdrawals-Open")));
        var next = VerifyList.Run(ListFile.Parse(text), key, held);
        Assert.Equal(HttpStatusCode.Conflict, (await matcher.PostAsync("/api/lists/baseline/editions/2/acknowledgement", $"{{\"digest\":\"{held.Edition.Digest}\"}}")).Status);
        Assert.Contains("\"openWithdrawals\":1", (await matcher.GetAsync("/api/lists")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await matcher.PostAsync("/api/lists/baseline/editions/2/acknowledgement", $"{{\"digest\":\"{next.Edition.Digest}\"}}")).Status);
        Assert.Contains("\"openWithdrawals\":0", (await matcher.GetAsync("/api/lists")).Text, StringComparison.Ordinal);
        foreach (var (path, status) in ((string, HttpStatusCode)[])[("/api/lists/national-xx/editions", HttpStatusCode.NotFound), ("/api/lists/baseline/editions/3", HttpStatusCode.NotFound), ("/api/lists/baseline/editions/2?since=2", HttpStatusCode.BadRequest), ("/api/lists/baseline/editions/2?since=x", HttpStatusCode.BadRequest)]) Assert.Equal(status, (await matcher.GetAsync(path)).Status);
        // What the command line says of the same files.
        var folder = Directory.CreateDirectory(Path.Combine(rooms.Folder, "recipient")).FullName;
        string At(string name, string content) { File.WriteAllText(Path.Combine(folder, name), content); return Path.Combine(folder, name); }
        var pinned = At("key.pub", key + "\n");
        int Verify(params string[] arguments) => Vern.Commands.ListCommand.Create().Parse(["verify", .. arguments, "--key", pinned]).Invoke();
        var (first, second) = (At("one.json", (await matcher.GetAsync("/api/lists/baseline/editions/1")).Text), At("two.json", text));
        Assert.Equal(0, Verify(second, "--held", first, "--receipt", At("two.proof", (await matcher.GetAsync("/api/lists/baseline/editions/2/receipt")).Text), "--save", Path.Combine(folder, "held.json")));
        Assert.Equal(1, Verify(first, "--held", Path.Combine(folder, "held.json"))); // replayed
        Assert.Equal(1, Verify(second, "--held", first, "--receipt", At("one.proof", (await matcher.GetAsync("/api/lists/baseline/editions/1/receipt")).Text)));
        Assert.Equal(2, Verify(At("none.json", "{}")));
        Assert.Equal(2, Verify(Path.Combine(folder, "missing.json")));
    }

    [Fact]
    public async Task A_matcher_s_exchange_client_drains_all_pages_and_sees_what_was_withdrawn()
    {
        await using var rooms = await ServedRooms.ServeAsync(accounts: false);
        using var alpha = await AProviderOf.EnrolAsync(rooms, "alpha");
        using var matcher = new Matcher(alpha, rooms);
        var store = AProviderOf.StoreOf(rooms);
        var ids = new List<long>();
        for (var number = 0; number < 7; number++) ids.Add(await store.ActiveAsync(Entries.Baseline(Entries.Md5(100 + number), Entries.Pdq(200 + number))));
        XNamespace space = "https://hashsharing.ncmec.org/hashsharing/v2";
        var status = XDocument.Parse((await matcher.GetAsync("/hashsharing/v2/status")).Text).Root!;
        Assert.Equal((space + "status", "alpha"), (status.Name, status.Element(space + "username")!.Value));
        Assert.True(int.TryParse(status.Element(space + "member")!.Attribute("id")!.Value, out _));
        async Task<(List<XElement> Entries, int Pages)> DrainAsync(DateTimeOffset since, int size = 3)
        {
            var (found, pages) = (new List<XElement>(), 0);
            var next = string.Create(CultureInfo.InvariantCulture, $"/v2/entries?from={since:yyyy-MM-dd'T'HH:mm:ss'Z'}&to=2099-01-01T00:00:00Z&size={size}");
            while (next is not null)
            {
                var root = XDocument.Parse((await matcher.GetAsync("/hashsharing" + next)).Text).Root!;
                found.AddRange(root.Element(space + "images")!.Elements());
                next = root.Element(space + "paging")?.Element(space + "next")?.Value;
                pages++;
                if (next is not null) Assert.Equal(7, int.Parse(System.Web.HttpUtility.ParseQueryString(next.Split('?')[1])["max"]!, CultureInfo.InvariantCulture));
            }
            return (found, pages);
        }
        Assert.Empty((await DrainAsync(DateTimeOffset.UnixEpoch)).Entries); // what is in no edition is slipped to nobody
        await store.PublishAsync();
        var (entries, pages) = await DrainAsync(DateTimeOffset.UnixEpoch);
        Assert.Equal(3, pages);
        Assert.Equal(ids.Order(), entries.Select(entry => long.Parse(entry.Element(space + "id")!.Value, CultureInfo.InvariantCulture)).Order());
        Assert.All(entries, entry => Assert.Equal((space + "image", "A1", 2), (entry.Name, entry.Element(space + "classification")!.Value, entry.Element(space + "fingerprints")!.Elements().Count())));
        Assert.Contains(entries, entry => entry.Element(space + "fingerprints")!.Element(space + "pdq")!.Value == Entries.Hex(200, 64));
        await store.SuspendIndicatorAsync(ids[2], "complaint", cancel: Cancel);
        var gone = Assert.Single((await DrainAsync(DateTimeOffset.UnixEpoch)).Entries, entry => entry.Name == space + "deletedImage");
        Assert.Equal($"{ids[2]}", gone.Element(space + "id")!.Value);
        // It has drained edition 1: by its next checkpoint it says that it kept it.
        Assert.Equal((1, 0), await store.RecipientAsync("baseline", "alpha", Cancel) is { } taken ? (taken.Taken, taken.Holds) : default);
        await DrainAsync(store.Now().AddSeconds(2));
        Assert.Equal(1, (await store.RecipientAsync("baseline", "alpha", Cancel))!.Holds);
        StringContent Xml(string text) => new(text, Encoding.UTF8, "application/xml");
        Assert.Equal(HttpStatusCode.OK, (await matcher.AskAsync(HttpMethod.Put, $"/hashsharing/v2/entries/1/{ids[0]}/PDQ/feedback", Xml($"<feedbackSubmission xmlns=\"{space}\"><affirmative/></feedbackSubmission>"))).Status);
        var first = XDocument.Parse((await matcher.GetAsync("/hashsharing/v2/feedback/PDQ/reasons")).Text).Root!.Elements().First();
        Assert.Equal("Pdq", first.Attribute("type")!.Value);
        var reason = first.Attribute("guid")!.Value;
        for (var time = 0; time < 3; time++) Assert.Equal(HttpStatusCode.OK, (await matcher.AskAsync(HttpMethod.Put, $"/hashsharing/v2/entries/1/{ids[0]}/PDQ/feedback", Xml($"<feedbackSubmission xmlns=\"{space}\"><negative><reasonIds><guid>{reason}</guid></reasonIds></negative></feedbackSubmission>"))).Status);
        Assert.Equal([IndicatorStep.Affirm, IndicatorStep.Dispute], (await store.IndicatorHistoryAsync(ids[0], Cancel)).Skip(3).Select(step => step.Step));
        Assert.Equal(IndicatorState.Active, (await store.IndicatorAsync(ids[0], Cancel))!.State); // heard, and nothing follows by itself
        Assert.Equal(HttpStatusCode.BadRequest, (await matcher.AskAsync(HttpMethod.Put, $"/hashsharing/v2/entries/1/{ids[0]}/PDQ/feedback", Xml("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><feedbackSubmission>&b;</feedbackSubmission>"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await matcher.AskAsync(HttpMethod.Put, $"/hashsharing/v2/entries/1/{ids[0]}/SHA1/feedback", Xml($"<feedbackSubmission xmlns=\"{space}\"><affirmative/></feedbackSubmission>"))).Status);
        foreach (var query in (string[])["from=yesterday", "to=1", "size=0", "size=1001", "after=x", "after=1.x"]) Assert.Equal(HttpStatusCode.BadRequest, (await matcher.GetAsync($"/hashsharing/v2/entries?{query}")).Status);
        var (refused, _, challenge) = await matcher.AskAsync(HttpMethod.Get, "/hashsharing/v2/status", password: "guess");
        Assert.Equal((HttpStatusCode.Unauthorized, "Basic"), (refused, challenge.WwwAuthenticate.Single().Scheme));
    }
}
