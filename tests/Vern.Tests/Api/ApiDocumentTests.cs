using System.Net;
using System.Text;
using Vern.Persons.Collection;
using Vern.Persons.Pages;
using Vern.Persons.Pages.Pairs;
using Vern.Platform.Access;
using Vern.Platform.Sealing;
using Vern.Tests.Pages;

namespace Vern.Tests.Api;

/// <summary>The document of the interface against the code: what each endpoint declares, and what it answers when it is asked rightly and wrongly.</summary>
public sealed class ApiDocumentTests : IAsyncLifetime
{
    private SmallRound _round = null!;
    private DocumentCheck _check = null!;
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public async ValueTask InitializeAsync()
    {
        _round = await SmallRound.ServeAsync();
        _client.BaseAddress = _round.Address;
        _check = await DocumentCheck.ReadAsync(_client, _round.Endpoints);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _round.DisposeAsync();
    }

    [Fact]
    public void Every_operation_of_the_code_is_in_the_document_as_it_is_and_there_is_no_other()
    {
        _check.HoldsTheCode();
        // A body's program shows its token, a person her session; what either may not is not told as a way in.
        foreach (var operation in _check.InCode().Where(operation => !AccessEndpoints.IsOpen(operation.Endpoint)))
        {
            var needs = operation.Endpoint.Metadata.GetMetadata<Needs>()!.Permission;
            Assert.Equal([.. NationalGrants.Table.Holders(needs).Contains(NationalGrants.Sender) ? (string[])["token"] : [], .. NationalGrants.Table.Holders(needs).Any(role => role != NationalGrants.Sender) ? (string[])["session"] : []], _check.Schemes(operation));
        }
    }

    [Fact]
    public async Task Every_operation_answers_what_the_document_says_to_right_and_wrong_requests() => await _check.AnswersAsToldAsync(await CallsAsync());

    private async Task<List<Call>> CallsAsync()
    {
        var round = (await _round.Store.RoundAsync(2014))!;
        var body = round.Answers.First(answer => answer.Answer == AnswerKind.NotAnswered).Body.Value;
        var linkage = (await _round.Desk.SettledAsync(2014)).Linkage!;
        var pair = PairList.Of(linkage, await _round.Store.DecisionsAsync(2014))[0];
        // Before a decision, after which the figures are computed anew; nothing stands in the way of the first of two signatures.
        var digest = (await Vern.Persons.Pages.Report.ReadReport.PrepareAsync(_round.Store, (await _round.Desk.SettledAsync(2014)).Figures!, CancellationToken.None)).Digest;
        await _round.PublishAsync();
        await _round.Store.OpenRoundAsync(2012, new(2013, 1, 10), new(2013, 2, 20), [new(body)]);
        await _round.Store.CloseRoundAsync(2012, "A. Example");
        var sender = "Bearer " + await _round.Access.MakeTokenAsync(body, "sender", DateTimeOffset.MaxValue);
        var keyed = "Bearer " + await KeyedAsync(round.Answers[0].Body);
        await _round.Access.AddAsync("lea", "Lea Example", null, "coordinator", null);
        var unit = (await _round.Access.OpenLinkAsync(await _round.Access.MakeLinkAsync("lea", TimeSpan.FromHours(1))))!.Session;
        await _round.Access.AddAsync("adm", "Adm Example", null, "administrator", null);
        var other = (await _round.Access.OpenLinkAsync(await _round.Access.MakeLinkAsync("adm", TimeSpan.FromHours(1))))!.Session;
        string Package(string to, string more = "", int year = 2014) => $$"""{"format":"vern-submission-1","year":{{year}},"sender":"{{to}}","answer":"zero","persons":[]{{more}}}""";
        string Rows(string verdict, int row) => $$"""{"a":{"sender":"{{pair.A.Sender}}","row":{{row}}},"b":{"sender":"{{pair.B.Sender}}","row":{{pair.B.Row}}},"verdict":"{{verdict}}","reason":"seen"}""";
        const string deep = """{"agency":{"a":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}}""";
        const string submissions = "/api/rounds/2014/submissions", decisions = "/api/rounds/2014/pairs/decisions", signatures = "/api/report/2014/signatures";
        List<Call> calls =
        [
            new("ListBodies", "GET", "/api/bodies?page=2&size=3", sender, 200), new("ListBodies", "GET", "/api/bodies", sender, 200),
            new("ListBodies", "GET", "/api/bodies?page=0", sender, 400, null, "page"), new("ListBodies", "GET", "/api/bodies?size=many", sender, 400, null, "size"),
            new("ListRounds", "GET", "/api/rounds", unit, 200), new("ListRounds", "GET", "/api/rounds?size=201", unit, 400, null, "size"),
            new("ReadRound", "GET", "/api/rounds/2014", unit, 200), new("ReadRound", "GET", "/api/rounds/1999", unit, 404, null, "1999"),
            new("ListActs", "GET", "/api/ledger/acts?size=5", unit, 200), new("ListActs", "GET", "/api/ledger/acts?page=-1", unit, 400, null, "page"),
            new("ListPairs", "GET", "/api/rounds/2014/pairs", unit, 200), new("ListPairs", "GET", "/api/rounds/2014/pairs?page=x", unit, 400, null, "page"), new("ListPairs", "GET", "/api/rounds/1999/pairs", unit, 404),
            new("SignReport", "POST", signatures, unit, 200, $"{{\"digest\":\"{digest}\"}}"), new("SignReport", "POST", signatures, unit, 409, """{"digest":"0"}"""), new("SignReport", "POST", signatures, unit, 400, """{"digest":"0","by":"x"}""", "no field 'by'"), new("SignReport", "POST", "/api/report/1999/signatures", unit, 404, """{"digest":"0"}"""),
            new("SignReport", "POST", signatures, unit, 415, "x", "", "text/plain"), new("SignReport", "POST", signatures, unit, 413, new string(' ', 70_000)),
            new("DecidePair", "POST", decisions, unit, 204, Rows("same", pair.A.Row)), new("DecidePair", "POST", decisions, unit, 404, Rows("same", 99_999)), new("DecidePair", "POST", decisions, unit, 400, Rows("perhaps", 1), "$.verdict"),
            new("DecidePair", "POST", decisions, unit, 400, """{"a":{"sender":"x","row":1},"verdict":"same"}""", "missing: 'b'"), new("DecidePair", "POST", decisions, unit, 415, "a=b", "application/json", "application/x-www-form-urlencoded"),
            new("DecidePair", "POST", decisions, unit, 413, $"{{\"reason\":\"{new string('x', 70_000)}\"}}", "64 KB"), new("DecidePair", "POST", "/api/rounds/2013/pairs/decisions", unit, 404, Rows("same", 1)), new("DecidePair", "POST", "/api/rounds/2012/pairs/decisions", unit, 409, Rows("same", 1), "closed"),
            new("ReadReport", "GET", "/api/report/2014", unit, 200), new("ReadReport", "GET", "/api/report/2014", "", 404),
            new("ListEditions", "GET", "/api/report/2013/editions", "", 200), new("ListEditions", "GET", "/api/report/2014/editions", "", 404),
            new("ReceiveSubmission", "POST", submissions, sender, 201, Package(body), Key: "k-1"), new("ReceiveSubmission", "POST", submissions, sender, 201, Package(body), Key: "k-1"),
            new("ReceiveSubmission", "POST", submissions, sender, 422, Package(body, ",\"remark\":\"other\""), "another", Key: "k-1"), new("ReceiveSubmission", "POST", submissions, sender, 409, Package(body)),
            new("ReceiveSubmission", "POST", submissions, sender, 400, Package(body, ",\"familyName\":\"x\""), "no field 'familyName'"), new("ReceiveSubmission", "POST", submissions, sender, 400, Package(body, ",\"persons\":null"), "$.persons"),
            new("ReceiveSubmission", "POST", submissions, sender, 400, deep, "$.agency.a"), new("ReceiveSubmission", "POST", submissions, sender, 400, Package(body, year: 2013), "2013"), new("ReceiveSubmission", "POST", submissions, sender, 400, Package(body), "Idempotency-Key", Key: new string('k', 256)),
            new("ReceiveSubmission", "POST", submissions, sender, 403, Package("another")), new("ReceiveSubmission", "POST", submissions, sender, 415, "x", "", "text/plain"), new("ReceiveSubmission", "POST", submissions, sender, 413, new string(' ', (int)CollectionApi.LargestPackage + 1), "64 MB"),
            new("ListKeys", "GET", "/api/keys", "", 200), new("FetchLinkageKey", "GET", "/api/rounds/2014/linkage-key", sender, 404), new("FetchLinkageKey", "GET", "/api/rounds/2014/linkage-key", keyed, 200),
            .. await MessagesAsync(round.Answers[0].Body, keyed),
            new("ListOwnSubmissions", "GET", $"/api/rounds/2014/submissions/{body}", sender, 200), new("ListOwnSubmissions", "GET", "/api/rounds/2014/submissions/another", sender, 404),
        ];
        calls.AddRange(_check.Refused(other, path => path.Replace("{year}", "2014", StringComparison.Ordinal).Replace("{body}", body, StringComparison.Ordinal)));
        return calls;
    }

    // A sealed message to oneself, and those that the unit doesn't carry.
    private async Task<Call[]> MessagesAsync(BodyId body, string keyed)
    {
        var store = (NationalStore)_round.Store;
        using var own = KeyPair.New();
        using var lost = KeyPair.New();
        using var nobodys = KeyPair.New();
        foreach (var pair in (KeyPair[])[own, lost]) await store.RegisterBodyKeyAsync(body, pair.Public);
        await store.RevokeBodyKeyAsync(body, lost.Public.Fingerprint);
        Envelope Of(PublicKey to) => Envelope.Seal("x"u8, Vern.Persons.Referral.ReferralMessage.Purpose, own, to, TimeProvider.System.GetUtcNow());
        var envelope = Of(own.Public);
        Call Send(int status, string text, string says = "", string type = Envelope.MediaType) => new("SendMessage", "POST", "/api/messages", keyed, status, text, says, type);
        static string Json(Envelope one) => Encoding.UTF8.GetString(one.ToBytes());
        var (none, one) = ($"/api/messages/{new string('0', 32)}", $"/api/messages/{envelope.Id}");
        return
        [
            Send(204, Json(envelope)), Send(404, Json(Of(nobodys.Public)), "no body has registered"), Send(410, Json(Of(lost.Public)), "taken back"), Send(400, "{}"), Send(415, "x", "", "text/plain"), Send(413, new string(' ', NationalStore.LargestMessage + 1), "4 MB"),
            new("ListMessages", "GET", "/api/messages", keyed, 200), new("FetchMessage", "GET", one, keyed, 200), new("FetchMessage", "GET", none, keyed, 404), new("LetMessageGo", "DELETE", one, keyed, 204), new("LetMessageGo", "DELETE", none, keyed, 404),
        ];
    }

    // A body with a key of its own, for which a linkage key waits.
    private async Task<string> KeyedAsync(BodyId body)
    {
        var store = (NationalStore)_round.Store;
        using var own = KeyPair.New();
        using var custodian = KeyPair.New();
        await store.RegisterBodyKeyAsync(body, own.Public);
        await store.RelayAsync(Envelope.Seal("a linkage key"u8, NationalStore.LinkageKeyPurpose(2014, body), custodian, own.Public, TimeProvider.System.GetUtcNow()));
        return await _round.Access.MakeTokenAsync(body.Value, "sender", DateTimeOffset.MaxValue);
    }

    [Fact]
    public async Task A_client_that_asks_too_often_waits_and_nobody_else_does()
    {
        var bodies = (await _round.Store.BodiesAsync()).Take(2).Select(body => body.Id.Value).ToList();
        var (hasty, calm) = (await _round.Access.MakeTokenAsync(bodies[0], "sender", DateTimeOffset.MaxValue), await _round.Access.MakeTokenAsync(bodies[1], "sender", DateTimeOffset.MaxValue));
        async Task<HttpResponseMessage> AskAsync(string token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/bodies?size=1") { Headers = { Authorization = new("Bearer", token) } };
            return await _client.SendAsync(request);
        }
        HttpResponseMessage? refused = null;
        for (var at = 0; refused is null && at <= 2 * Platform.Interface.Api.ApiLimits.OfClient; at++)
        {
            var answer = await AskAsync(hasty);
            if (answer.StatusCode is HttpStatusCode.TooManyRequests) refused = answer;
            else answer.Dispose();
        }
        using (refused)
        {
            Assert.NotNull(refused);
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
            Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        }
        using var others = await AskAsync(calm);
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
    }
}
