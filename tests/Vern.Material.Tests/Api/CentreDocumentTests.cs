using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Vern.Material.Indicators.Lists;
using Vern.Material.Intake;
using Vern.Material.Removal;
using Vern.Material.Routing;
using Vern.Material.Tests.Indicators;
using Vern.Material.Tests.Intake;
using Vern.Material.Tests.Removal;
using Vern.Material.Tests.Triage;
using Vern.Platform.Access;
using Vern.Platform.Interface.Api;
using Vern.Tests.Api;
using Vern.Tests.Workspaces;

namespace Vern.Material.Tests.Api;

/// <summary>The document of a centre's interface against the code: what each endpoint declares, and what it answers when it is asked rightly and wrongly.</summary>
public sealed class CentreDocumentTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private ServedRooms _rooms = null!;
    private Browser _browser = null!;
    private DocumentCheck _check = null!;
    private AProviderOf _alpha = null!;
    private string _police = "", _administrator = "";

    private MaterialStore Store => AProviderOf.StoreOf(_rooms);
    private AccessStore Access => _rooms.Access(ServedRooms.Centre);
    private string Token => "Bearer " + _alpha.Token;
    private string Password => AProviderOf.Basic("alpha", _alpha.Token).ToString();

    public async ValueTask InitializeAsync()
    {
        _rooms = await ServedRooms.ServeAsync();
        _browser = _rooms.At(ServedRooms.Centre);
        _check = await DocumentCheck.ReadAsync(_browser.Client, _rooms.Endpoints(ServedRooms.Centre));
        _alpha = await AProviderOf.EnrolAsync(_rooms, "alpha");
        await Store.KeepAuthorityAsync(new("no-police", "NO", "Police Example", AuthorityKind.National, AuthorityChannel.Inbox, ["nb"], IsOwn: true), Cancel);
        _police = "Bearer " + await Access.MakeTokenAsync("no-police-program", CentreGrants.PoliceInbox, DateTimeOffset.MaxValue, Cancel);
        await Access.SetTeamAsync("no-police-program", "no-police", Cancel);
        _administrator = await _rooms.SessionAsync(ServedRooms.Centre, "administrator");
        await File.WriteAllTextAsync(Path.Combine(Store.Folder, "removal.json"), """{"checkers":["alpha"]}""", Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _alpha.Dispose();
        _browser.Dispose();
        await _rooms.DisposeAsync();
    }

    [Fact]
    public void Every_operation_of_the_code_is_in_the_document_as_it_is_and_there_is_no_other()
    {
        _check.HoldsTheCode();
        Assert.Equal("Vern: centre", _check.Document.GetProperty("info").GetProperty("title").GetString());
        Assert.Equal(["password", "session", "token"], _check.Document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Select(scheme => scheme.Name).Order(StringComparer.Ordinal));
        // Everything of which the three published interfaces consist, and nothing of the pages.
        Assert.Equal(7, _check.InCode().Count(operation => operation.Path.StartsWith("/ispws/", StringComparison.Ordinal)));
        Assert.Equal(5, _check.InCode().Count(operation => operation.Path.StartsWith("/hashsharing/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_way_to_show_who_one_is_stands_in_the_document_exactly_where_it_lets_in()
    {
        var faults = new List<string>();
        var sessions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var operation in _check.InCode().Where(operation => !AccessEndpoints.IsOpen(operation.Endpoint)))
        {
            var holders = CentreGrants.Table.Holders(operation.Endpoint.Metadata.GetMetadata<Needs>()!.Permission).ToList();
            var program = holders.Contains(CentreGrants.Provider);
            List<(string Scheme, string Who)> ways = [];
            if (program) ways.AddRange([("token", Token), ("password", Password)]);
            else if (holders.Contains(CentreGrants.PoliceInbox)) ways.AddRange([("token", _police), ("password", AProviderOf.Basic("no-police-program", _police["Bearer ".Length..]).ToString())]);
            foreach (var role in holders.Where(role => role != CentreGrants.Provider).Take(1))
            {
                if (!sessions.TryGetValue(role, out var session)) sessions[role] = session = await _rooms.SessionAsync(ServedRooms.Centre, role);
                ways.Add(("session", session));
            }
            var let = new List<string>();
            foreach (var (scheme, who) in ways)
            {
                using var request = DocumentCheck.Request(new(operation.Name, operation.Method.ToUpperInvariant(), Filled(operation.Path), who, 0));
                using var answer = await _browser.Client.SendAsync(request, Cancel);
                if (answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)) let.Add(scheme);
            }
            if (!let.Order(StringComparer.Ordinal).SequenceEqual(_check.Schemes(operation).Order(StringComparer.Ordinal))) faults.Add($"{operation.Name}: {string.Join(", ", let)} let in, {string.Join(", ", _check.Schemes(operation))} told");
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public async Task Every_operation_answers_what_the_document_says_to_right_and_wrong_requests()
    {
        var late = "Bearer " + await LateAsync();
        List<Call> calls =
        [
            .. await ReportsAsync(late), .. await TiplineAsync(late), .. await ListsAsync(late), .. await NoticesAsync(late), .. await PackagesAsync(), .. await TransparencyAsync(),
            .. _check.Refused(_administrator, Filled),
        ];
        await _check.AnswersAsToldAsync(calls);
    }

    private static string Filled(string path) => path.Replace("{id}", "1", StringComparison.Ordinal).Replace("{number}", "1", StringComparison.Ordinal).Replace("{member}", "1", StringComparison.Ordinal).Replace("{entry}", "1", StringComparison.Ordinal).Replace("{list}", "baseline", StringComparison.Ordinal)
        .Replace("{kind}", "md5", StringComparison.Ordinal).Replace("{prefix}", "00000", StringComparison.Ordinal).Replace("{type}", "MD5", StringComparison.Ordinal).Replace("{package}", new('0', 32), StringComparison.Ordinal);

    // A provider whose basis is over: known, and entitled to nothing.
    private async Task<string> LateAsync()
    {
        using var late = await AProviderOf.EnrolAsync(_rooms, "late", provider => provider with { Until = new(2021, 1, 1) });
        return late.Token;
    }

    private static string Sent(string words, string more = "") => "{\"facts\":{\"kind\":\"material\",\"words\":\"" + words + "\",\"accounts\":[{\"screenName\":\"made-up\",\"connections\":[{\"address\":\"192.0.2.1\"}]}],\"children\":[{}],\"places\":[{\"kind\":\"web\"}]" + more + "},\"files\":[{\"name\":\"x.png\",\"given\":{\"sha256\":\"" + new string('a', 64) + "\"}}]}";

    private async Task<List<Call>> ReportsAsync(string late)
    {
        const string reports = "/api/reports", bundle = "/api/reports/bundle";
        var sender = (await Store.ProviderAsync("alpha", Cancel))!.Sender;
        async Task<long> KeptAsync(string words)
        {
            var id = (await Store.ReceiveAsync(MadeUpReports.Of(sender, MadeUpReports.Facts() with { Words = words }), Cancel)).Id;
            while (await Store.OutcomeAsync(id, Cancel) is { State: "received" }) await Store.AssessArrivedAsync(cancel: Cancel);
            return id;
        }
        var (one, asked, aside) = (await KeptAsync("kept"), await KeptAsync("asked"), await KeptAsync("aside"));
        Assert.Equal(Material.Triage.ReadingStep.Done, await Store.AskAsync(asked, "what?", MadeUpReports.Ada, Cancel));
        return
        [
            new("SendReport", "POST", reports, Token, 201, Sent("first"), Key: "k-1"), new("SendReport", "POST", reports, Token, 201, Sent("first"), Key: "k-1"), new("SendReport", "POST", reports, Token, 200, Sent("first")), new("SendReport", "POST", reports, Token, 422, Sent("second"), "another", Key: "k-1"),
            new("SendReport", "POST", reports, Token, 400, "{}", "missing"), new("SendReport", "POST", reports, Token, 400, Sent("third", ",\"birthday\":1"), "no field 'birthday'"), new("SendReport", "POST", reports, Token, 400, """{"facts":{"kind":7}}""", "$.facts.kind"), new("SendReport", "POST", reports, Token, 400, """{"facts":{"kind":"nothing"}}""", "$.facts.kind"),
            new("SendReport", "POST", reports, Token, 415, "x", "", "text/plain"), new("SendReport", "POST", reports, Token, 413, new string(' ', 600_000), "512 KB"), new("SendReport", "POST", reports, late, 409, Sent("late"), "does not hold"),
            new("SendReports", "POST", bundle, Token, 200, $$"""{"reports":[{{Sent("one")}},{{Sent("two")}}]}"""), new("SendReports", "POST", bundle, Token, 400, """{"reports":[]}""", "1 to 500"), new("SendReports", "POST", bundle, Token, 415, "x", "", "text/plain"), new("SendReports", "POST", bundle, Token, 413, new string(' ', (16 << 20) + 1), "16 MB"), new("SendReports", "POST", bundle, late, 409, $$"""{"reports":[{{Sent("late")}}]}"""),
            new("ReadReport", "GET", $"{reports}/{one}", Token, 200), new("ReadReport", "GET", $"{reports}/{one}", late, 404, null, "this account"), new("ListEndingEvidence", "GET", $"{reports}/ending", Token, 200), new("ListEndingEvidence", "GET", $"{reports}/ending", late, 200),
            new("ReadOutcome", "GET", $"{reports}/{asked}/outcome", Token, 200), new("ReadOutcome", "GET", $"{reports}/{asked}/outcome", late, 404),
            new("AnswerQuestion", "POST", $"{reports}/{asked}/answers", Token, 204, """{"words":"that"}"""), new("AnswerQuestion", "POST", $"{reports}/{asked}/answers", Token, 409, """{"words":"that"}"""), new("AnswerQuestion", "POST", $"{reports}/{asked}/answers", late, 404, """{"words":"that"}"""),
            new("AnswerQuestion", "POST", $"{reports}/{asked}/answers", Token, 400, "{}", "'words'"), new("AnswerQuestion", "POST", $"{reports}/{asked}/answers", Token, 400, """{"words":" "}""", "words"), new("AnswerQuestion", "POST", $"{reports}/{asked}/answers", Token, 415, "x", "", "text/plain"), new("AnswerQuestion", "POST", $"{reports}/{asked}/answers", Token, 413, new string(' ', 70_000)),
            new("RetractReport", "POST", $"{reports}/{aside}/retraction", Token, 200), new("RetractReport", "POST", $"{reports}/{aside}/retraction", Token, 409), new("RetractReport", "POST", $"{reports}/{one}/retraction", late, 404),
        ];
    }

    private async Task<List<Call>> TiplineAsync(string late)
    {
        const string xml = "text/xml", form = "application/x-www-form-urlencoded", parts = "multipart/form-data; boundary=made-up";
        string Upload(long id, string name = "file") => $"--made-up\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n{id}\r\n--made-up\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"made-up.bin\"\r\n\r\nMade up.\r\n--made-up--\r\n";
        async Task<long> OpenAsync(string words) => AProviderOf.ReportOf(await _alpha.SubmitAsync(AProviderOf.Report.Replace("made-up words", words, StringComparison.Ordinal)));
        var (open, back) = (await OpenAsync("one"), await OpenAsync("two"));
        var file = (await _alpha.UploadAsync(open, Encoding.UTF8.GetBytes("Made up too."))).Element("fileId")!.Value;
        string Details(string of) => $"<fileDetails><reportId>{open}</reportId><fileId>{of}</fileId><originalFileName>made-up.png</originalFileName></fileDetails>";
        var long_ = new string(' ', ReadLimit + 1);
        static string Code(int code) => $"<responseCode>{code}</responseCode>";
        return
        [
            new("TiplineStatus", "GET", "/ispws/status", Password, 200, Says: Code(0)), new("TiplineStatus", "GET", "/ispws/status", late, 200, Says: Code(3100)),
            new("TiplineSchema", "GET", "/ispws/xsd", Password, 200), new("TiplineSchema", "GET", "/ispws/xsd", late, 200, Says: Code(3100)),
            new("TiplineSubmit", "POST", "/ispws/submit", Password, 200, AProviderOf.Report, Code(0), xml), new("TiplineSubmit", "POST", "/ispws/submit", Password, 200, AProviderOf.Report, Code(0), "text/plain"), new("TiplineSubmit", "POST", "/ispws/submit", Password, 200, "<report/>", Code(4100), "application/xml"), new("TiplineSubmit", "POST", "/ispws/submit", Password, 200, "<report", Code(4110), xml),
            new("TiplineSubmit", "POST", "/ispws/submit", Password, 200, null, Code(4110)), new("TiplineSubmit", "POST", "/ispws/submit", Password, 413, long_, Code(1111), xml),
            new("TiplineUpload", "POST", "/ispws/upload", Password, 200, Upload(open), Code(0), parts), new("TiplineUpload", "POST", "/ispws/upload", Password, 200, Upload(open, "other"), Code(4000), parts), new("TiplineUpload", "POST", "/ispws/upload", Password, 200, Upload(999_999), Code(5001), parts), new("TiplineUpload", "POST", "/ispws/upload", Password, 413, Says: Code(1111), Type: parts, Sends: () => new EightGibibytes(parts)), new("TiplineUpload", "POST", "/ispws/upload", Password, 200, "x", Code(4000), "text/plain"),
            new("TiplineFileInfo", "POST", "/ispws/fileinfo", Password, 200, Details(file), Code(0), xml), new("TiplineFileInfo", "POST", "/ispws/fileinfo", Password, 200, Details("none"), Code(5002), xml), new("TiplineFileInfo", "POST", "/ispws/fileinfo", Password, 413, long_, Code(1111), xml),
            new("TiplineRetract", "POST", "/ispws/retract", Token, 200, $"id={back}", Code(0), form), new("TiplineRetract", "POST", "/ispws/retract", Token, 200, $"id={back}", Code(5101), form), new("TiplineRetract", "POST", "/ispws/retract", Token, 413, long_, Code(1111), form),
            new("TiplineFinish", "POST", "/ispws/finish", Password, 200, $"id={open}", "reportDoneResponse", form), new("TiplineFinish", "POST", "/ispws/finish", Password, 200, Upload(open, "more"), Code(5102), parts), new("TiplineFinish", "POST", "/ispws/finish", Password, 200, "", Code(4000), form), new("TiplineFinish", "POST", "/ispws/finish", Password, 413, long_, Code(1111), form),
        ];
    }

    // Longer than any file that is taken, by its own word: it is refused before a byte of it is sent.
    private sealed class EightGibibytes : HttpContent
    {
        internal EightGibibytes(string type) => Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.FromException(new InvalidOperationException("It was asked for."));

        protected override bool TryComputeLength(out long length)
        {
            length = Material.Intake.Tipline.TiplineApi.LongestFile + 1;
            return true;
        }
    }

    private const int ReadLimit = Material.Intake.Tipline.ReadTipline.Longest;

    private async Task<List<Call>> ListsAsync(string late)
    {
        const string lists = "/api/lists/baseline/editions", entries = "/hashsharing/v2/entries", xml = "application/xml";
        var id = await Store.ActiveAsync(Entries.Baseline(Entries.Sha256(1), Entries.Md5(2), Entries.Pdq(3)));
        var gone = await Store.ActiveAsync(Entries.Baseline(Entries.Md5(4)));
        var one = await Store.PublishAsync();
        await Store.TakeListAsync("baseline", 1, null, "alpha", Cancel);
        await Store.WithdrawIndicatorAsync(gone, "wrong", Entries.Bo, Entries.Cem, Cancel);
        var two = await Store.PublishAsync();
        string Match(string md5) => $$"""{"files":[{"md5":"{{md5}}"},{"id":"near","pdq":"{{Entries.Near(Entries.Hex(3, 64), 5)}}","quality":90}]}""";
        using var hands = await AProviderOf.EnrolAsync(_rooms, "hotline", provider => provider with { Kind = SenderKind.Hotline, Basis = "hotline" });
        var hotline = "Bearer " + hands.Token;
        string Hand(string md5) => $$"""{"entries":[{"list":"baseline","class":"a1","md5":"{{md5}}"}]}""";
        string Said(string what) => $"<feedbackSubmission xmlns=\"https://hashsharing.ncmec.org/hashsharing/v2\">{what}</feedbackSubmission>";
        var feedback = $"{entries}/1/{id}/PDQ/feedback";
        const string wrong = "<negative><reasonIds><guid>5b0d8c52-5d3a-4c0e-9a55-0a4a9f6f1c02</guid></reasonIds></negative>";
        return
        [
            new("MatchFingerprints", "POST", "/api/match", Token, 200, Match(Entries.Hex(2, 32))), new("MatchFingerprints", "POST", "/api/match", await _rooms.SessionAsync(ServedRooms.Centre, "analyst"), 200, Match(Entries.Hex(9, 32))), new("MatchFingerprints", "POST", "/api/match", Token, 400, Match("x"), "md5"), new("MatchFingerprints", "POST", "/api/match", late, 409, Match(Entries.Hex(2, 32))),
            new("MatchFingerprints", "POST", "/api/match", Token, 415, "x", "", "text/plain"), new("MatchFingerprints", "POST", "/api/match", Token, 413, new string(' ', (1 << 20) + 1), "1 MB"),
            new("ProposeIndicators", "POST", "/api/indicators", hotline, 200, Hand(Entries.Hex(7, 32))), new("ProposeIndicators", "POST", "/api/indicators", hotline, 200, Hand("x")), new("ProposeIndicators", "POST", "/api/indicators", hotline, 400, """{"entries":[]}""", "1 to 200"), new("ProposeIndicators", "POST", "/api/indicators", hotline, 400, """{"entries":[{"list":"baseline"}]}""", "class"), new("ProposeIndicators", "POST", "/api/indicators", Token, 409, Hand(Entries.Hex(7, 32)), "hotline"),
            new("ProposeIndicators", "POST", "/api/indicators", hotline, 415, "x", "", "text/plain"), new("ProposeIndicators", "POST", "/api/indicators", hotline, 413, new string(' ', (1 << 20) + 1), "1 MB"),
            new("ReadBucket", "GET", "/api/buckets/md5/00000", Token, 200, Says: ":--"), new("ReadBucket", "GET", "/api/buckets/pdq/00000", Token, 400, Says: "kind"), new("ReadBucket", "GET", "/api/buckets/md5/0000", Token, 400, Says: "prefix"), new("ReadBucket", "GET", "/api/buckets/md5/00000", late, 409),
            new("ListLists", "GET", "/api/lists", Token, 200), new("ListLists", "GET", "/api/lists", late, 200), new("ListListEditions", "GET", lists, Token, 200), new("ListListEditions", "GET", lists, late, 404), new("ListListEditions", "GET", "/api/lists/other/editions", Token, 404, Says: "national-"),
            new("TakeListEdition", "GET", $"{lists}/2", Token, 200), new("TakeListEdition", "GET", $"{lists}/2?since=1", Token, 200), new("TakeListEdition", "GET", $"{lists}/2?since=2", Token, 400, Says: "since"), new("TakeListEdition", "GET", $"{lists}/2?since=x", Token, 400, Says: "since"), new("TakeListEdition", "GET", $"{lists}/3", Token, 404),
            new("ReadListReceipt", "GET", $"{lists}/2/receipt", Token, 200, Says: "c2sp.org/tlog-proof"), new("ReadListReceipt", "GET", $"{lists}/3/receipt", Token, 404),
            new("AcknowledgeListEdition", "POST", $"{lists}/2/acknowledgement", Token, 204, $$"""{"digest":"{{two.Digest}}"}"""), new("AcknowledgeListEdition", "POST", $"{lists}/2/acknowledgement", Token, 409, $$"""{"digest":"{{one.Digest}}"}"""), new("AcknowledgeListEdition", "POST", $"{lists}/2/acknowledgement", Token, 400, "{}", "'digest'"),
            new("AcknowledgeListEdition", "POST", $"{lists}/2/acknowledgement", Token, 400, """{"digest":"0"}""", "digest"), new("AcknowledgeListEdition", "POST", $"{lists}/3/acknowledgement", Token, 404, $$"""{"digest":"{{two.Digest}}"}"""), new("AcknowledgeListEdition", "POST", $"{lists}/2/acknowledgement", Token, 415, "x", "", "text/plain"), new("AcknowledgeListEdition", "POST", $"{lists}/2/acknowledgement", Token, 413, new string(' ', 70_000)),
            new("SharingStatus", "GET", "/hashsharing/v2/status", Password, 200), new("SharingStatus", "GET", "/hashsharing/v2/status", late, 409), new("SharingMembers", "GET", "/hashsharing/v2/members", Password, 200), new("SharingMembers", "GET", "/hashsharing/v2/members", late, 409),
            new("SharingEntries", "GET", entries, Password, 200, Says: "deletedImage"), new("SharingEntries", "GET", $"{entries}?size=1", Password, 200, Says: "paging"), new("SharingEntries", "GET", $"{entries}?from=2001-01-01T00:00:00Z&to=2001-01-02T00:00:00Z&size=&after=", Password, 200), new("SharingEntries", "GET", entries, late, 409),
            new("SharingEntries", "GET", $"{entries}?size=x", Password, 400, Says: "size"), new("SharingEntries", "GET", $"{entries}?size=0", Password, 400, Says: "size"), new("SharingEntries", "GET", $"{entries}?from=x", Password, 400, Says: "from"), new("SharingEntries", "GET", $"{entries}?after=x", Password, 400, Says: "after"),
            new("SharingReasons", "GET", "/hashsharing/v2/feedback/PDQ/reasons", Password, 200), new("SharingReasons", "GET", "/hashsharing/v2/feedback/SHA9/reasons", Password, 404),
            new("SharingFeedback", "PUT", feedback, Password, 200, Said("<affirmative/>"), Type: xml), new("SharingFeedback", "PUT", feedback, Password, 200, Said(wrong), Type: "text/plain"), new("SharingFeedback", "PUT", feedback, Password, 400, Said(""), "affirmative", xml), new("SharingFeedback", "PUT", feedback, Password, 400, null, "affirmative"),
            new("SharingFeedback", "PUT", $"{entries}/2/{id}/PDQ/feedback", Password, 404, Said("<affirmative/>"), Type: xml), new("SharingFeedback", "PUT", feedback, Password, 413, new string(' ', 70_000), Type: xml),
        ];
    }

    private async Task<List<Call>> NoticesAsync(string late)
    {
        var (kari, ola) = (await Access.StandForAsync("analyst", Cancel), await Access.StandForAsync("second-reader", Cancel));
        async Task<string> ConfirmedAsync(string path)
        {
            var (id, _) = await Store.ProposeNoticeAsync(NoticeStoreTests.Asked(path), kari.PersonId!.Value, Cancel);
            foreach (var person in (SignedIn[])[kari, ola]) await NoticeByTwo.StepAsync(Store, Access, (await Store.NoticeAsync(id, Cancel))!, (await Store.NoticeAsync(id, Cancel))!.Seen(), person, Cancel);
            return id;
        }
        var (sent, waiting) = (await ConfirmedAsync("a"), await ConfirmedAsync("b"));
        Assert.True(await Store.NoticeSentAsync(sent, NoticeStep.Send, new(), kari.PersonId, Cancel));
        const string due = "/api/notices/checks";
        string At(string id) => $"/api/notices/{id}/checks";
        return
        [
            new("ListDueChecks", "GET", due, Token, 200), new("ListDueChecks", "GET", due + "?page=0", Token, 400, Says: "page"), new("ListDueChecks", "GET", due + "?size=x", Token, 400, Says: "size"), new("ListDueChecks", "GET", due, late, 409, Says: "removal.json"),
            new("CheckNotice", "POST", At(sent), Token, 204, """{"isThere":true}"""), new("CheckNotice", "POST", At(sent), Token, 204, """{"isThere":false}"""), new("CheckNotice", "POST", At(sent), Token, 400, "{}", "'isThere'"), new("CheckNotice", "POST", At(waiting), Token, 409, """{"isThere":false}"""),
            new("CheckNotice", "POST", At(new('0', 32)), Token, 404, """{"isThere":false}"""), new("CheckNotice", "POST", At(sent), late, 409, """{"isThere":false}""", "removal.json"), new("CheckNotice", "POST", At(sent), Token, 415, "x", "", "text/plain"), new("CheckNotice", "POST", At(sent), Token, 413, new string(' ', 70_000)),
        ];
    }

    private async Task<List<Call>> PackagesAsync()
    {
        var report = (await Store.ReceiveAsync(MadeUpReports.Of((await Store.ProviderAsync("alpha", Cancel))!.Sender, MadeUpReports.Facts("infant") with
        {
            Words = "made-up words", Places = [new("web", "https://example.org/a")],
            Accounts = [new() { ScreenName = "made-up", Phone = ["+47 00000000"], Country = "NO", CountryVerified = true, Connections = [new("192.0.2.7", Event: "upload", PossibleProxy: true)] }],
        }, new('d', 64)), Cancel)).Id;
        await Store.ReceiveAsync(MadeUpReports.Of(Sender.Public, MadeUpReports.Facts() with { Words = "other words" }, new('d', 64)), Cancel);
        while (await Store.AssessArrivedAsync(cancel: Cancel) > 0 || await Store.OutcomeAsync(report, Cancel) is { State: "received" }) { }
        Assert.Equal(Material.Triage.ReadingStep.Done, await Store.RouteAsync(report, ["no-police"], "a note", 1, MadeUpReports.Ada, Cancel));
        var package = (await Store.PackagesOfAsync(report, Cancel)).Single();
        var (at, none) = ($"/api/packages/{package.Id}", $"/api/packages/{new string('0', 32)}");
        Call Receipt(int status, string body, string path, string says = "", string type = "application/json") => new("ReceivePackage", "POST", path + "/receipts", _police, status, body, says, type);
        Call Outcome(int status, string body, string path, string says = "", string type = "application/json") => new("TellOutcome", "POST", path + "/feedback", _police, status, body, says, type);
        var digest = $$"""{"digest":"{{package.Digest}}"}""";
        return
        [
            new("ListPackages", "GET", "/api/packages", _police, 200), new("ListPackages", "GET", "/api/packages?page=0", _police, 400, Says: "page"), new("ReadPackage", "GET", at, _police, 200), new("ReadPackage", "GET", none, _police, 404),
            new("ReadPackageAsXml", "GET", at + "/xml", _police, 200, Says: "made-up words"), new("ReadPackageAsXml", "GET", none + "/xml", _police, 404), new("ReadPackageAsCase", "GET", at + "/case", _police, 200), new("ReadPackageAsCase", "GET", none + "/case", _police, 404),
            Receipt(204, digest, at), Receipt(409, """{"digest":"0"}""", at), Receipt(404, digest, none), Receipt(400, "{}", at, "'digest'"), Receipt(415, "x", at, "", "text/plain"), Receipt(413, new string(' ', 70_000), at),
            Outcome(204, """{"kind":"child-safeguarded"}""", at), Outcome(400, """{"kind":1}""", at, "$.kind"), Outcome(400, """{"kind":"not-competent","country":"Norway"}""", at, "country"), Outcome(404, """{"kind":"arrest"}""", none), Outcome(415, "x", at, "", "text/plain"), Outcome(413, new string(' ', 70_000), at),
            new("ReadOutcome", "GET", $"/api/reports/{report}/outcome", Token, 200), Outcome(204, """{"kind":"not-competent","country":"SE","words":"there"}""", at), Outcome(409, """{"kind":"arrest"}""", at),
        ];
    }

    private async Task<List<Call>> TransparencyAsync()
    {
        var year = Store.Now().Year;
        var (kari, ola) = (await Access.StandForAsync("reviewer", Cancel), await Access.StandForAsync("list-publisher", Cancel));
        var (draft, _) = await Store.ProposeTransparencyAsync(year, Access, kari, Cancel);
        Assert.Equal(FourEyesStep.Confirmed, await Store.PublishTransparencyAsync(year, draft.Digest, Access, ola, Cancel));
        var at = $"/transparency/{year}";
        return
        [
            new("ReadTransparencyReport", "GET", $"{at}/report.json", "", 200), new("ReadTransparencyReport", "GET", "/transparency/2001/report.json", "", 404, Says: "published"), new("ReadTransparencyReceipt", "GET", $"{at}/receipt", "", 200, Says: "c2sp.org/tlog-proof"), new("ReadTransparencyReceipt", "GET", "/transparency/2001/receipt", "", 404),
            new("ReadTransparencyTable", "GET", $"{at}/received.csv", "", 200, Says: ",count"), new("ReadTransparencyTable", "GET", $"{at}/nothing.csv", "", 404),
        ];
    }

    [Fact]
    public async Task Who_reads_more_than_agreed_waits_and_uses_up_nobody_elses_allowance()
    {
        var year = Store.Now().Year;
        await TransparencyAsync();
        async Task<int> AskAsync(Call call, int times)
        {
            for (var asked = 1; ; asked++)
            {
                using var request = DocumentCheck.Request(call);
                using var answer = await _browser.Client.SendAsync(request, Cancel);
                if (asked == times) Assert.Null(_check.Conforms(call with { Status = (int)answer.StatusCode }, answer, await answer.Content.ReadAsStringAsync(Cancel)));
                if (asked == times || answer.StatusCode is HttpStatusCode.TooManyRequests)
                {
                    Assert.Equal(answer.StatusCode is HttpStatusCode.TooManyRequests, answer.Headers.RetryAfter is not null);
                    return asked == times ? (int)answer.StatusCode : -asked;
                }
            }
        }
        var reasons = new Call("SharingReasons", "GET", "/hashsharing/v2/feedback/PDQ/reasons", Password, 200);
        Assert.Equal(200, await AskAsync(reasons, ApiLimits.OfClient));
        Assert.Equal(429, await AskAsync(reasons, 1));
        // The same program goes on elsewhere, and another at the exchange.
        Assert.Equal(404, await AskAsync(new("ReadReport", "GET", "/api/reports/999999", Token, 404), 1));
        using var beta = await AProviderOf.EnrolAsync(_rooms, "beta");
        Assert.Equal(200, await AskAsync(reasons with { Who = AProviderOf.Basic("beta", beta.Token).ToString() }, 1));
        // What is published is counted for all its files together, by the address that asks.
        Assert.Equal(200, await AskAsync(new("ReadTransparencyReport", "GET", $"/transparency/{year}/report.json", "", 200), ApiLimits.OfFiles - 1));
        Assert.Equal(200, await AskAsync(new("ReadTransparencyReceipt", "GET", $"/transparency/{year}/receipt", "", 200), 1));
        Assert.Equal(429, await AskAsync(new("ReadTransparencyTable", "GET", $"/transparency/{year}/received.csv", "", 200), 1));
        Assert.Equal(404, await AskAsync(new("ReadReport", "GET", "/api/reports/999999", Token, 404), 1));
    }

    [Fact]
    public async Task Who_sends_more_than_agreed_waits_and_is_told_so_in_the_form_that_is_told()
    {
        using var slow = await AProviderOf.EnrolAsync(_rooms, "slow", provider => provider with { AMinute = 1 });
        foreach (var call in (Call[])[new("SendReport", "POST", "/api/reports", "Bearer " + slow.Token, 201, Sent("first")), new("SendReport", "POST", "/api/reports", "Bearer " + slow.Token, 429, Sent("second")), new("TiplineSubmit", "POST", "/ispws/submit", AProviderOf.Basic("slow", slow.Token).ToString(), 429, AProviderOf.Report, Type: "text/xml")])
        {
            using var request = DocumentCheck.Request(call);
            using var answer = await _browser.Client.SendAsync(request, Cancel);
            Assert.Equal(call.Status, (int)answer.StatusCode);
            Assert.Null(_check.Conforms(call, answer, await answer.Content.ReadAsStringAsync(Cancel)));
        }
    }

    [Fact]
    public async Task The_package_in_xml_is_what_its_form_in_json_says()
    {
        var calls = await PackagesAsync();
        var read = calls.First(call => call.Name == "ReadPackageAsXml");
        using var request = DocumentCheck.Request(read);
        using var answer = await _browser.Client.SendAsync(request, Cancel);
        var root = XElement.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        using var json = DocumentCheck.Request(calls.First(call => call.Name == "ReadPackage"));
        using var same = await _browser.Client.SendAsync(json, Cancel);
        using var content = JsonDocument.Parse(await same.Content.ReadAsByteArrayAsync(Cancel));
        void Same(XElement element, JsonElement value)
        {
            if (value.ValueKind is JsonValueKind.Object) Assert.Equal(value.EnumerateObject().Select(member => member.Name), element.Elements().Select(child => child.Name.LocalName == "entry" ? child.Attribute("name")!.Value : child.Name.LocalName));
            if (value.ValueKind is JsonValueKind.Array) Assert.All(element.Elements(), child => Assert.Equal("item", child.Name.LocalName));
            var inner = value.ValueKind is JsonValueKind.Object ? value.EnumerateObject().Select(member => member.Value) : value.ValueKind is JsonValueKind.Array ? value.EnumerateArray() : null;
            if (inner is null) Assert.Equal(value.ToString(), element.Value, ignoreCase: value.ValueKind is JsonValueKind.True or JsonValueKind.False);
            else foreach (var (child, one) in element.Elements().Zip(inner)) Same(child, one);
        }
        Same(root, content.RootElement);
    }

    [Fact]
    public async Task The_reference_is_made_of_it_in_every_language_and_an_agency_has_none()
    {
        foreach (var language in (string[])["en", "nb", "da", "sv"])
        {
            var page = await _browser.PageAsync($"/api?lang={language}");
            Assert.Equal(_check.InCode().Count, page.QuerySelectorAll("section > h2 > code").Length);
            Assert.Contains(page.QuerySelectorAll("pre"), example => example.TextContent.Contains("-u \"$NAME:$TOKEN\"", StringComparison.Ordinal));
            Assert.All(page.QuerySelectorAll("a[href^='#']"), link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..])));
            Assert.NotNull(page.QuerySelector("footer a[href='/api']"));
        }
        using var agency = _rooms.At(ServedRooms.Agency);
        using var none = await agency.GetAsync("/openapi/v1.json");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }
}
