using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Vern.Material.Intake;
using Vern.Material.Routing;
using Vern.Material.Tests.Intake;
using Vern.Material.Triage;
using static Vern.Material.Tests.Triage.MadeUpReports;

namespace Vern.Material.Tests.Routing;

/// <summary>What authorities receive, in three formats, and what they answer.</summary>
public sealed class PackageTests
{
    public static TheoryData<string> Databases => MaterialFixture.Databases;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private static readonly Authority Norway = new("no-police", "NO", "Police Example", AuthorityKind.National, AuthorityChannel.Inbox, ["nb"], IsOwn: true), Sweden = new("se-police", "SE", "Polis Example", AuthorityKind.National, AuthorityChannel.Inbox, ["sv"], false);

    private static ReportFacts Told => Facts("infant") with
    {
        Words = "words \u0001 & <more> of ✓", Places = [new("web", "https://example.org/a?b=1&c=2")],
        Accounts = [new() { Service = "Example", ScreenName = "made-up", ServiceId = "77", Mail = ["a@example.org"], Phone = ["+47 00000000"], Country = "NO", CountryVerified = true, Connections = [new("192.0.2.7", null, "upload", false), new("2001:db8::7", null, "login", false)] }],
    };

    private static async Task<(MaterialFixture Fixture, long Report)> RoutedAsync(string database, params string[] to)
    {
        var fixture = await MaterialFixture.OpenAsync(database);
        await fixture.Store.KeepAuthorityAsync(Norway, Cancel);
        await fixture.Store.KeepAuthorityAsync(Sweden, Cancel);
        var alpha = await fixture.Store.EnrolAsync(ProvidersTests.AProvider("alpha"), Cancel);
        var report = await KeptAsync(fixture, Of(alpha.Sender, Told, new('d', 64)));
        await KeptAsync(fixture, Of(Sender.Public, Told with { Words = "other words" }, new('d', 64)));
        Assert.Equal(ReadingStep.Done, await fixture.Store.RouteAsync(report, to, "a note", 1, Ada, Cancel));
        return (fixture, report);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_package_is_sealed_and_holds_what_the_report_and_its_duplicates_say(string database)
    {
        var (fixture, report) = await RoutedAsync(database, "no-police", "se-police");
        await using var _ = fixture;
        var sent = await fixture.Store.PackagesOfAsync(report, Cancel);
        Assert.Equal(["no-police", "se-police"], sent.Select(one => one.Authority));
        Assert.Null(await fixture.Store.PackageAsync(sent[0].Id, "se-police", Cancel)); // another's
        var content = (await fixture.Store.PackageAsync(sent[0].Id, "no-police", Cancel))!.Value.Content;
        Assert.Equal((Told.Words, "a note", "alpha Example"), (content.Facts.Words, content.Note, content.Sender));
        Assert.Equal(["se-police"], content.AlsoTo);
        Assert.Equal(["words:other words"], content.Duplicates.Single().New.Select(one => $"{one.What}:{one.Value}"));
        Assert.Equal(sent[0].Digest, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content.ToJson())));
        Assert.Equal("forwarded", (await fixture.Store.ReportAsync(report, Cancel))!.Outcome);
        if (database == "sqlite") Assert.DoesNotContain("https://example.org/a", fixture.Bytes(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Receipt_and_what_became_of_it_reach_who_sent_the_report(string database)
    {
        var (fixture, report) = await RoutedAsync(database, "no-police");
        await using var _ = fixture;
        var package = (await fixture.Store.PackagesOfAsync(report, Cancel))[0];
        Assert.Equal(ReadingStep.Changed, await fixture.Store.ReceiptAsync(package.Id, "no-police", new('0', 64), "Kari Example", Cancel));
        Assert.Equal(ReadingStep.Gone, await fixture.Store.ReceiptAsync(package.Id, "se-police", package.Digest, "Kari Example", Cancel));
        for (var again = 0; again < 2; again++) Assert.Equal(ReadingStep.Done, await fixture.Store.ReceiptAsync(package.Id, "no-police", package.Digest, "Kari Example", Cancel));
        await fixture.Store.FeedbackAsync(package.Id, "no-police", FeedbackKind.Opened, null, null, "Kari Example", Cancel);
        await fixture.Store.FeedbackAsync(package.Id, "no-police", FeedbackKind.ChildSafeguarded, null, "made-up words", "Kari Example", Cancel);
        var outcome = (await fixture.Store.OutcomeAsync(report, Cancel))!;
        Assert.Equal("forwarded", outcome.State);
        Assert.Equal([FeedbackKind.Opened, FeedbackKind.ChildSafeguarded], outcome.Feedback);
        Assert.Equal(PackageState.Closed, (await fixture.Store.PackagesOfAsync(report, Cancel))[0].State);
        Assert.Empty(await fixture.Store.RemindAsync(package.Id, Cancel)); // nothing to remind of
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_belongs_elsewhere_comes_back_to_the_queue_with_whom_instead(string database)
    {
        var (fixture, report) = await RoutedAsync(database, "no-police");
        await using var _ = fixture;
        var package = (await fixture.Store.PackagesOfAsync(report, Cancel))[0];
        Assert.Equal(ReadingStep.Done, await fixture.Store.FeedbackAsync(package.Id, "no-police", FeedbackKind.NotCompetent, "SE", "there", "Kari Example", Cancel));
        Assert.Equal([report], (await fixture.Store.QueueAsync(false, 0, 50, Cancel)).Rest.Select(one => one.Report));
        Assert.Equal("SE", (await fixture.Store.PackagesOfAsync(report, Cancel))[0].Feedback[0].Country);
        Assert.Equal(ReadingStep.NotNow, await fixture.Store.FeedbackAsync(package.Id, "no-police", FeedbackKind.Arrest, null, null, "Kari Example", Cancel));
        Assert.Equal(ReadingStep.Done, await fixture.Store.RouteAsync(report, ["se-police"], null, 1, Bo, Cancel));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_authority_that_says_nothing_is_reminded_three_times(string database)
    {
        var (fixture, report) = await RoutedAsync(database, "no-police");
        await using var _ = fixture;
        var package = (await fixture.Store.PackagesOfAsync(report, Cancel))[0].Id;
        var following = new List<int>();
        for (var time = 0; time < 4; time++) following.Add((await fixture.Store.RemindAsync(package, Cancel)).Count);
        Assert.Equal([1, 1, 0, 0], following);
        Assert.Equal(3, (await fixture.Store.PackagesOfAsync(report, Cancel))[0].Reminders);
    }

    [Fact]
    public async Task Nothing_goes_directly_to_a_body_that_receives_through_a_national_authority_only()
    {
        var (fixture, report) = await RoutedAsync("sqlite", "no-police");
        await using var _ = fixture;
        await fixture.Store.KeepAuthorityAsync(new("eu-body", "NL", "Body Example", AuthorityKind.UnionBody, AuthorityChannel.File, ["en"], false), Cancel);
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Store.RouteAsync(report, ["eu-body"], null, 0, Ada, Cancel));
    }

    [Fact]
    public async Task The_three_formats_say_the_same_and_are_well_formed()
    {
        var (fixture, report) = await RoutedAsync("sqlite", "no-police");
        await using var _ = fixture;
        var package = (await fixture.Store.PackagesOfAsync(report, Cancel))[0];
        var content = (await fixture.Store.PackageAsync(package.Id, "no-police", Cancel))!.Value.Content;
        Assert.Equal(content.ToJson(), PackageContent.Read(content.ToJson()).ToJson());

        XNamespace ns = PackageXml.Namespace;
        var xml = XDocument.Parse(Encoding.UTF8.GetString(PackageXml.Write(content)));
        Assert.Equal(package.Id, xml.Root!.Element(ns + "package")!.Value);
        Assert.Equal("words \uFFFD & <more> of ✓", xml.Root.Element(ns + "facts")!.Element(ns + "words")!.Value);

        using var document = JsonDocument.Parse(PackageCase.Write(content));
        var graph = document.RootElement.GetProperty("@graph").EnumerateArray().ToList();
        var prefixes = document.RootElement.GetProperty("@context").EnumerateObject().Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        var types = graph.Select(node => node.GetProperty("@type").GetString()!).ToList();
        foreach (var type in (string[])["uco-core:Bundle", "case-investigation:Investigation", "case-investigation:InvestigativeAction", "case-investigation:ProvenanceRecord", "uco-identity:Organization", "uco-observable:File", "uco-observable:DigitalAccount", "uco-observable:EmailAddress", "uco-observable:PhoneAccount", "uco-observable:IPv4Address", "uco-observable:IPv6Address", "uco-observable:URL"]) Assert.Contains(type, types);
        var ids = graph.Select(node => node.GetProperty("@id").GetString()!).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        // Every reference leads to a node of the graph, every name has a prefix that the context knows.
        foreach (var reference in References(document.RootElement.GetProperty("@graph"))) Assert.Contains(reference, ids);
        foreach (var name in Names(document.RootElement.GetProperty("@graph"))) Assert.Contains(name.Split(':')[0], prefixes);
        var hashes = graph.Single(node => node.GetProperty("@type").GetString() == "uco-observable:File").GetProperty("uco-core:hasFacet").EnumerateArray().Single(facet => facet.GetProperty("@type").GetString() == "uco-observable:ContentDataFacet").GetProperty("uco-observable:hash");
        Assert.Equal(new string('d', 64), hashes[0].GetProperty("uco-types:hashValue").GetProperty("@value").GetString());
        Assert.Equal(PackageCase.Write(content), PackageCase.Write(content));
    }

    private static IEnumerable<string> References(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(References),
        JsonValueKind.Object when value.TryGetProperty("@id", out var id) && value.EnumerateObject().Count() == 1 => [id.GetString()!],
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => References(member.Value)),
        _ => [],
    };

    private static IEnumerable<string> Names(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Names),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => (member.Name[0] == '@' ? [] : (string[])[member.Name]).Concat(Names(member.Value))),
        _ => [],
    };
}
