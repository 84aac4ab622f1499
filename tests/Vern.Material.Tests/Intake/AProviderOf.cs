using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Vern.Material.Intake;
using Vern.Tests.Workspaces;

namespace Vern.Material.Tests.Intake;

/// <summary>A provider's program at a served centre.</summary>
internal sealed class AProviderOf : IDisposable
{
    private readonly Browser browser;

    private AProviderOf(Browser browser, string name, string token) => (this.browser, Name, Token) = (browser, name, token);

    public string Name { get; }
    public string Token { get; }
    public HttpClient Client => browser.Client;

    public static MaterialStore StoreOf(ServedRooms rooms) => rooms.Room(ServedRooms.Centre).Store.Material!;

    /// <summary>Enrolled, and signed in by HTTP Basic.</summary>
    public static async Task<AProviderOf> EnrolAsync(ServedRooms rooms, string name, Func<Provider, Provider>? with = null)
    {
        var provider = new Provider { Name = name, Title = $"{name} Example", Country = "NO", Basis = "voluntary", From = new(2020, 1, 1), KeepsDays = 21, AMinute = 100_000 };
        await StoreOf(rooms).EnrolAsync(with?.Invoke(provider) ?? provider);
        var token = (await StoreOf(rooms).MakeCredentialAsync(name))!;
        var made = new AProviderOf(rooms.At(ServedRooms.Centre), name, token);
        made.Client.DefaultRequestHeaders.Authorization = Basic(name, token);
        return made;
    }

    public static AuthenticationHeaderValue Basic(string name, string token) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{token}")));

    public async Task<XElement> SubmitAsync(string xml, string type = "text/xml")
    {
        using var content = new StringContent(xml, Encoding.UTF8, type);
        return await PostAsync("submit", content);
    }

    public async Task<XElement> PostAsync(string call, HttpContent content)
    {
        using var answer = await Client.PostAsync(new Uri($"/ispws/{call}", UriKind.Relative), content);
        Assert.Equal("text/xml", answer.Content.Headers.ContentType!.MediaType);
        return XElement.Parse(await answer.Content.ReadAsStringAsync());
    }

    public async Task<XElement> UploadAsync(long report, byte[] bytes, string name = "made-up.bin")
    {
        using var form = new MultipartFormDataContent { { new StringContent($"{report}"), "id" }, { new ByteArrayContent(bytes), "file", name } };
        return await PostAsync("upload", form);
    }

    public async Task<XElement> EndAsync(string call, long report)
    {
        using var form = new FormUrlEncodedContent([new("id", $"{report}")]);
        return await PostAsync(call, form);
    }

    public static int CodeOf(XElement answer) => (int)answer.Element("responseCode")!;
    public static long ReportOf(XElement answer) => (long)answer.Element("reportId")!;

    public void Dispose() => browser.Dispose();

    public const string Report = """
        <?xml version="1.0" encoding="UTF-8"?>
        <report xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="https://report.cybertip.org/ispws/xsd">
          <incidentSummary>
            <incidentType>Child Pornography (possession, manufacture, and distribution)</incidentType>
            <escalateToHighPriority>made-up haste</escalateToHighPriority>
            <reportAnnotations><sextortion/><spam/></reportAnnotations>
            <incidentDateTime>2026-01-20T08:00:00Z</incidentDateTime>
          </incidentSummary>
          <internetDetails><webPageIncident><url>https://example.org/made-up</url></webPageIncident></internetDetails>
          <reporter><reportingPerson><email>reports@example.org</email></reportingPerson></reporter>
          <personOrUserReported>
            <personOrUserReportedPerson><age>44</age></personOrUserReportedPerson>
            <espIdentifier>12345</espIdentifier>
            <screenName>made-up-name</screenName>
            <ipCaptureEvent><ipAddress>192.0.2.44</ipAddress><eventName>Upload</eventName><dateTime>2026-01-19T07:00:00Z</dateTime><possibleProxy>true</possibleProxy></ipCaptureEvent>
            <priorCTReports>17</priorCTReports>
            <estimatedLocation verified="true"><countryCode>NO</countryCode></estimatedLocation>
          </personOrUserReported>
          <victim><victimPerson><age>12</age></victimPerson></victim>
          <additionalInfo>made-up words</additionalInfo>
        </report>
        """;
}
