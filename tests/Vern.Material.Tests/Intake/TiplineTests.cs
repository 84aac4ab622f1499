using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using System.Xml.Schema;
using Vern.Material.Intake;
using Vern.Material.Intake.Tipline;
using Vern.Tests.Workspaces;
using static Vern.Material.Tests.Intake.AProviderOf;

namespace Vern.Material.Tests.Intake;

/// <summary>The CyberTipline reporting protocol, through the served centre.</summary>
public sealed class TiplineTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_seven_calls_are_answered_as_the_protocol_has_it()
    {
        await using var rooms = await ServedRooms.ServeAsync(accounts: false);
        using var alpha = await EnrolAsync(rooms, "alpha");
        using (var status = await alpha.Client.GetAsync(new Uri("/ispws/status", UriKind.Relative), Cancel))
        {
            Assert.Single(status.Headers.GetValues("Request-ID"));
            Assert.Equal(0, CodeOf(XElement.Parse(await status.Content.ReadAsStringAsync(Cancel))));
        }
        Assert.Contains("<xs:element name=\"report\">", await alpha.Client.GetStringAsync(new Uri("/ispws/xsd", UriKind.Relative), Cancel), StringComparison.Ordinal);

        var opened = await alpha.SubmitAsync(Report);
        Assert.Equal(0, CodeOf(opened));
        Valid(opened);
        var report = ReportOf(opened);
        var words = (string)opened.Element("responseDescription")!;
        Assert.Contains("preserve what you hold on it until", words, StringComparison.Ordinal);
        Assert.Contains("secure them now", words, StringComparison.Ordinal); // it keeps connection data for 21 days only

        var bytes = "abc"u8.ToArray(); // its MD5 stands in RFC 1321, A.5
        var uploaded = await alpha.UploadAsync(report, bytes);
        Valid(uploaded);
        Assert.Equal((0, report, "900150983cd24fb0d6963f7d28e17f72"), (CodeOf(uploaded), ReportOf(uploaded), (string)uploaded.Element("hash")!));
        var file = (string)uploaded.Element("fileId")!;
        using (var details = new StringContent($"<fileDetails><reportId>{report}</reportId><fileId>{file}</fileId><originalFileName>name.jpg</originalFileName><fileViewedByEsp>true</fileViewedByEsp><fileAnnotations><infant/><viral/></fileAnnotations><industryClassification>A1</industryClassification><originalFileHash hashType=\"SHA-1\">da39a3ee5e6b4b0d3255bfef95601890afd80709</originalFileHash></fileDetails>"))
            Assert.Equal(0, CodeOf(await alpha.PostAsync("fileinfo", details)));
        var done = await alpha.EndAsync("finish", report);
        Valid(done);
        Assert.Equal(("reportDoneResponse", 0, file), (done.Name.LocalName, CodeOf(done), (string)done.Element("files")!.Element("fileId")!));
        Assert.Equal(TiplineAnswer.AlreadyFinished, CodeOf(await alpha.EndAsync("finish", report)));
        Assert.Equal(TiplineAnswer.AlreadyFinished, CodeOf(await alpha.EndAsync("retract", report)));

        var kept = (await StoreOf(rooms).ReportAsync(report, Cancel))!;
        var facts = kept.Facts!;
        Assert.Equal((ReportKind.Material, "made-up haste", "made-up words", "https://example.org/made-up"), (facts.Kind, facts.Haste, facts.Words, facts.Places[0].Address));
        Assert.Equal(["extortion", "spam"], facts.Signs);
        Assert.Equal(("made-up-name", "NO", true, 44, "192.0.2.44", "upload", true), (facts.Accounts[0].ScreenName, facts.Accounts[0].Country, facts.Accounts[0].CountryVerified, facts.Accounts[0].Age, facts.Accounts[0].Connections[0].Address, facts.Accounts[0].Connections[0].Event, facts.Accounts[0].Connections[0].PossibleProxy));
        Assert.Equal((12, 17L), (facts.Children[0].Age, facts.Accounts[0].Earlier[0]));
        Assert.Contains("reports@example.org", facts.Original, StringComparison.Ordinal);
        Assert.Equal(("name.jpg", true, "a1"), (kept.Files[0].Facts.Name, kept.Files[0].Facts.Viewed, kept.Files[0].Facts.Class));
        Assert.Equal(["viral", "infant"], kept.Files[0].Facts.Signs.OrderDescending());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), kept.Files[0].Counted.Sha256);

        var other = ReportOf(await alpha.SubmitAsync(Report.Replace("made-up words", "other words", StringComparison.Ordinal)));
        Assert.Equal(0, CodeOf(await alpha.EndAsync("retract", other)));
        Assert.Equal(TiplineAnswer.AlreadyRetracted, CodeOf(await alpha.EndAsync("retract", other)));
        Assert.Equal(TiplineAnswer.AlreadyRetracted, CodeOf(await alpha.EndAsync("finish", other)));
    }

    [Fact]
    public async Task What_real_clients_do_is_taken_and_an_identical_retry_is_folded()
    {
        await using var rooms = await ServedRooms.ServeAsync(accounts: false);
        using var alpha = await EnrolAsync(rooms, "alpha");
        var report = ReportOf(await alpha.SubmitAsync(Report, "text/plain"));
        Assert.Equal(report, ReportOf(await alpha.SubmitAsync(Report)));
        Assert.Equal(0, CodeOf(await alpha.SubmitAsync(Report.Replace("Child Pornography (possession, manufacture, and distribution)", "Online Enticement of Children for Sexual Act", StringComparison.Ordinal))));
        Assert.Equal(0, CodeOf(await alpha.SubmitAsync(Report.Replace("Child Pornography (possession, manufacture, and distribution)", "Child Sexual Molestation (not by family member)", StringComparison.Ordinal))));
        var first = await alpha.UploadAsync(report, [1, 2, 3]);
        Assert.Equal((string)first.Element("fileId")!, (string)(await alpha.UploadAsync(report, [1, 2, 3])).Element("fileId")!);
        using var form = new MultipartFormDataContent { { new StringContent($"{report}"), "id" } };
        Assert.Equal(0, CodeOf(await alpha.PostAsync("finish", form)));
    }

    [Fact]
    public async Task What_is_not_by_the_schema_is_told_what_was_expected()
    {
        await using var rooms = await ServedRooms.ServeAsync(accounts: false);
        using var alpha = await EnrolAsync(rooms, "alpha");
        var swapped = XElement.Parse(Report);
        var summary = swapped.Element("incidentSummary")!;
        summary.Remove();
        swapped.Add(summary);
        var answer = await alpha.SubmitAsync(swapped.ToString());
        Assert.Equal(TiplineAnswer.Invalid, CodeOf(answer));
        Assert.Contains("incidentSummary", (string)answer.Element("responseDescription")!, StringComparison.Ordinal);
        foreach (var (xml, code) in ((string, int)[])
        [
            ("", TiplineAnswer.Malformed), ("<report>", TiplineAnswer.Malformed), ("{}", TiplineAnswer.Malformed), ("<fileDetails/>", TiplineAnswer.Invalid), ("<report/>", TiplineAnswer.Invalid),
            ("<report xmlns='urn:example'/>", TiplineAnswer.Invalid),
            ("<!DOCTYPE report [<!ENTITY a \"b\">]><report>&a;</report>", TiplineAnswer.Malformed),
            ("<!DOCTYPE report SYSTEM \"http://192.0.2.1/x.dtd\"><report/>", TiplineAnswer.Malformed),
            ("<!DOCTYPE report [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><report>&a;</report>", TiplineAnswer.Malformed),
            (string.Concat(Enumerable.Repeat("<a>", 5000)) + string.Concat(Enumerable.Repeat("</a>", 5000)), TiplineAnswer.Malformed),
            (Report.Replace("2026-01-20T08:00:00Z", "yesterday", StringComparison.Ordinal), TiplineAnswer.Invalid),
            (Report.Replace("<spam/>", "<spam>false</spam>", StringComparison.Ordinal), TiplineAnswer.Invalid),
        ]) Assert.Equal(code, CodeOf(await alpha.SubmitAsync(xml)));
        using var longer = new StringContent("<report>" + new string(' ', ReadTipline.Longest) + "</report>");
        using var sending = new HttpRequestMessage(HttpMethod.Post, new Uri("/ispws/submit", UriKind.Relative)) { Content = longer };
        sending.Headers.ExpectContinue = true; // what is too long is refused before it is sent
        using var tooLong = await alpha.Client.SendAsync(sending, Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLong.StatusCode);
        Assert.Equal("text/xml", tooLong.Content.Headers.ContentType!.MediaType);
        Assert.Empty(await StoreOf(rooms).FinishedAfterAsync(0, 10, Cancel));
    }

    [Fact]
    public async Task Nobody_gets_in_with_anothers_name_and_somebody_elses_report_is_none()
    {
        await using var rooms = await ServedRooms.ServeAsync(accounts: false);
        using var alpha = await EnrolAsync(rooms, "alpha");
        using var beta = await EnrolAsync(rooms, "beta");
        var report = ReportOf(await alpha.SubmitAsync(Report));
        foreach (var call in (string[])["finish", "retract"]) Assert.Equal(TiplineAnswer.NoSuchReport, CodeOf(await beta.EndAsync(call, report)));
        Assert.Equal(TiplineAnswer.NoSuchReport, CodeOf(await beta.UploadAsync(report, [1])));
        // By name and password one gets in here, and by our own interface with the token only.
        using (var refused = await beta.Client.GetAsync(new Uri($"/api/reports/{report}", UriKind.Relative), Cancel)) Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        beta.Client.DefaultRequestHeaders.Authorization = new("Bearer", beta.Token);
        using (var own = await beta.Client.GetAsync(new Uri($"/api/reports/{report}", UriKind.Relative), Cancel)) Assert.Equal(HttpStatusCode.NotFound, own.StatusCode);

        foreach (var (name, token) in ((string, string)[])[("beta", alpha.Token), ("alpha", "wrong"), ("", ""), ("alpha", "")])
        {
            using var browser = rooms.At(ServedRooms.Centre);
            browser.Client.DefaultRequestHeaders.Authorization = Basic(name, token);
            using var refused = await browser.Client.GetAsync(new Uri("/ispws/status", UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.StartsWith("Basic", refused.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
            Assert.Equal(TiplineAnswer.NotAuthenticated, CodeOf(XElement.Parse(await refused.Content.ReadAsStringAsync(Cancel))));
        }
        Assert.True(await StoreOf(rooms).CloseProviderAsync("alpha", Cancel));
        using var closed = await alpha.Client.GetAsync(new Uri("/ispws/status", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, closed.StatusCode);
    }

    [Fact]
    public async Task A_body_whose_basis_does_not_hold_and_one_that_floods_are_told_so()
    {
        await using var rooms = await ServedRooms.ServeAsync(accounts: false);
        using var ended = await EnrolAsync(rooms, "ended", provider => provider with { Until = new(2020, 12, 31) });
        using var content = new StringContent(Report);
        using (var refused = await ended.Client.PostAsync(new Uri("/ispws/submit", UriKind.Relative), content, Cancel)) Assert.Equal((HttpStatusCode.OK, TiplineAnswer.MayNotReport), (refused.StatusCode, CodeOf(XElement.Parse(await refused.Content.ReadAsStringAsync(Cancel)))));
        using var floods = await EnrolAsync(rooms, "floods", provider => provider with { AMinute = 5 });
        var answers = new List<HttpStatusCode>();
        for (var number = 0; number < 14; number++)
        {
            using var one = new StringContent(Report.Replace("made-up words", $"words {number}", StringComparison.Ordinal));
            using var answer = await floods.Client.PostAsync(new Uri("/ispws/submit", UriKind.Relative), one, Cancel);
            answers.Add(answer.StatusCode);
            if (answer.StatusCode is HttpStatusCode.TooManyRequests) Assert.NotNull(answer.Headers.RetryAfter);
        }
        // A minute may end in between: two windows at most.
        Assert.InRange(answers.Count(status => status is HttpStatusCode.OK), 5, 10);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }

    [Fact]
    public async Task Broken_multipart_bodies_are_refused_and_leave_nothing()
    {
        await using var rooms = await ServedRooms.ServeAsync(accounts: false);
        using var alpha = await EnrolAsync(rooms, "alpha");
        var report = ReportOf(await alpha.SubmitAsync(Report));
        foreach (var (body, type) in ((string, string)[])
        [
            ("", "multipart/form-data; boundary=b"), ("--b\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n1", "multipart/form-data; boundary=b"), ("id=1", "multipart/form-data"), ("id=1", "application/json"),
            ("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\nabc\r\n--b--\r\n", "multipart/form-data; boundary=b"),
            ($"--b\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n{report}\r\n--b--\r\n", "multipart/form-data; boundary=b"),
            (string.Concat(Enumerable.Repeat("--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n", 40)) + "--b--\r\n", "multipart/form-data; boundary=b"),
            ($"--b\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n{new string('1', 70_000)}\r\n--b--\r\n", "multipart/form-data; boundary=b"),
        ])
        {
            using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            Assert.Equal(TiplineAnswer.InvalidRequest, CodeOf(await alpha.PostAsync("upload", content)));
        }
        Assert.Empty((await StoreOf(rooms).ReportAsync(report, Cancel))!.Files);
        // Cut off in the middle of a file: what came of it is not taken for the whole.
        using var cut = new ByteArrayContent(Encoding.Latin1.GetBytes($"--b\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n{report}\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\nhalf of it"));
        cut.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        Assert.Equal(TiplineAnswer.InvalidRequest, CodeOf(await alpha.PostAsync("upload", cut)));
        Assert.Empty((await StoreOf(rooms).ReportAsync(report, Cancel))!.Files);
    }

    private static void Valid(XElement answer)
    {
        var set = new XmlSchemaSet();
        using var reader = System.Xml.XmlReader.Create(new MemoryStream(ReadTipline.Schema));
        set.Add(null, reader);
        new XDocument(answer).Validate(set, (_, wrong) => Assert.Fail(wrong.Message));
    }
}
