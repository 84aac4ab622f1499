using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Fluent;
using Vern.Material.Removal;

namespace Vern.Material.Tests.Removal;

/// <summary>What notices are made of: contacts, reports, statements, letters and times.</summary>
public sealed class NoticeFormsTests
{
    internal static readonly RemovalSettings Settings = new() { Contact = "notices@example.org", Domain = "example.org", Authorities = new Dictionary<string, string> { ["NO"] = "hotline@example.org" } };

    internal static Notice ANotice(string basis = "dsa-16", string media = "image") => new()
    {
        Id = new string('a', 32), Address = new("https://host.example/a?b=c"), Mail = "abuse@host.example", Host = "host.example", Country = "NO", Language = "nb", Basis = basis, Class = "a1", Media = media, Method = "hash-match",
        Digests = new Dictionary<string, string> { ["sha256"] = new string('b', 64), ["md5"] = new string('c', 32) }, State = NoticeState.Confirmed, Round = 1, MadeAt = new(2026, 2, 1, 12, 0, 0, TimeSpan.Zero),
    };

    private static string Xarf() => XarfReport.Write(ANotice(), "Nettvern Example", Settings, new(2026, 2, 1, 12, 0, 0, TimeSpan.Zero), new(2026, 2, 1, 13, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_report_is_of_its_form_when_all_that_is_recommended_is_required()
    {
        Assert.Empty(CheckXarf.Problems(Xarf(), strict: true));
        Assert.Equal(XarfReport.ReportId(ANotice()), XarfReport.ReportId(ANotice()));
        Assert.NotEqual(XarfReport.ReportId(ANotice()), XarfReport.ReportId(ANotice() with { Round = 2 }));
    }

    [Theory]
    [InlineData("classification", "\"C3\"")]
    [InlineData("classification", null)]
    [InlineData("detection_method", null)]
    [InlineData("report_id", "\"csam-2025-a1b2c3d4\"")] // as the specification's own sample has it
    [InlineData("timestamp", "\"yesterday\"")]
    [InlineData("url", "\"no address\"")]
    [InlineData("hash_values", """{"pdq":"00"}""")]
    [InlineData("hash_values", """{"sha256":"00"}""")]
    [InlineData("reporter", """{"org":"X","contact":"nobody","domain":"example.org"}""")]
    [InlineData("sender", """{"org":"X","contact":"a@example.org","domain":"example.org","phone":"1"}""")]
    [InlineData("evidence", """[{"content_type":"image/png","payload":"AA=="}]""")]
    [InlineData("evidence", """[{"content_type":"text/plain","payload":"SGFzaCBtYXRjaCBub3RpZmljYXRpb24=","hash":"sha256:abcdef1234567890abcdef1234567890abcdef1234567890abcdef1234567890"}]""")] // the sample's digest is not its payload's
    [InlineData("evidence", null)]
    [InlineData("confidence", "2")]
    [InlineData("tags", """["nothing"]""")]
    [InlineData("_internal", """{"ticket":"1"}""")]
    [InlineData("category", "\"messaging\"")]
    public void A_report_that_is_not_of_its_form_is_told_by_its_field(string field, string? value)
    {
        var report = JsonNode.Parse(Xarf())!.AsObject();
        if (value is null) report.Remove(field);
        else report[field] = JsonNode.Parse(value);
        Assert.Contains(CheckXarf.Problems(report.ToJsonString(), strict: true), problem => problem.StartsWith(field, StringComparison.Ordinal));
    }

    [Fact]
    public void Whatever_is_no_report_is_refused_and_breaks_nothing() => Prop.ForAll<string>(text =>
    {
        Assert.NotEmpty(CheckXarf.Problems(text ?? "", strict: false));
        Assert.NotEmpty(CheckStatement.Problems(text ?? ""));
    }).QuickCheckThrowOnFailure();

    [Theory, InlineData("dsa-16", "image"), InlineData("terms", "mixed"), InlineData("national", "video"), InlineData("shown", "text"), InlineData("dsa-9", "audio")]
    public void A_statement_of_reasons_is_of_its_form_and_tells_no_address(string basis, string media)
    {
        var statement = StatementOfReasons.Write(ANotice(basis, media), "Nettvern Example", new(2026, 2, 1), new(2026, 2, 3));
        Assert.Empty(CheckStatement.Problems(statement));
        Assert.DoesNotContain("host.example", statement, StringComparison.Ordinal);
        foreach (var field in JsonNode.Parse(statement)!.AsObject().Select(one => one.Key).Where(name => name is not ("category_specification" or "territorial_scope" or "source_identity" or "incompatible_content_illegal")))
        {
            var without = JsonNode.Parse(statement)!.AsObject();
            without.Remove(field);
            Assert.Contains(CheckStatement.Problems(without.ToJsonString()), problem => problem.StartsWith(field, StringComparison.Ordinal));
            var wrong = JsonNode.Parse(statement)!.AsObject();
            wrong[field] = 7;
            Assert.Contains(CheckStatement.Problems(wrong.ToJsonString()), problem => problem.StartsWith(field, StringComparison.Ordinal));
        }
    }

    [Theory, InlineData("nb", "Vi ber dere fjerne"), InlineData("da", "Vi beder jer fjerne"), InlineData("sv", "Vi ber er ta bort"), InlineData("en", "Please remove it")]
    public void A_letter_is_in_the_hosts_language_with_the_report_attached_and_opens_nothing_by_a_slip(string language, string words)
    {
        var notice = ANotice() with { Language = language };
        var message = Encoding.ASCII.GetString(NoticeLetter.Message(notice, NoticeStep.Send, "abuse@host.example", "Nettvern Example", Settings, Vern.Platform.Localisation.Language.Find(language)!, Xarf(), DateTimeOffset.UnixEpoch));
        Assert.All(message.Split("\r\n"), line => Assert.True(line.Length <= 200 && line.All(letter => letter is >= ' ' and <= '~')));
        var parts = message.Split($"--vern-{notice.Id}");
        string Body(string part) => Encoding.UTF8.GetString(Convert.FromBase64String(part[(part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Trim()));
        Assert.Contains(words, Body(parts[1]), StringComparison.Ordinal);
        Assert.Contains("hxxps://host[.]example/a?b=c", Body(parts[1]), StringComparison.Ordinal);
        Assert.DoesNotContain("https://host.example", Body(parts[1]), StringComparison.Ordinal);
        Assert.Empty(CheckXarf.Problems(Body(parts[2]), strict: true));
    }

    [Fact]
    public void The_longest_pattern_of_the_operators_table_wins()
    {
        var table = AbuseTable.Read(new StringReader("pattern,mail,country,language,name\nexample,abuse@a.example,,en,\nhost.example,abuse@host.example,NO,nb,Host\n192.0.2.0/24,net@a.example,DK,da,\n192.0.2.128/25,half@a.example,SE,sv,\n".Replace("example,abuse@a", "b.example,abuse@a", StringComparison.Ordinal)), "abuse-contacts.csv");
        Assert.Equal("abuse@host.example", table.Find("cdn.host.example")?.Mail);
        Assert.Null(table.Find("otherhost.example"));
        Assert.Equal("net@a.example", table.Find("192.0.2.1")?.Mail);
        Assert.Equal("half@a.example", table.Find("192.0.2.200")?.Mail);
    }

    [Theory]
    [InlineData("pattern,mail,country\n", "row 1")]
    [InlineData("pattern,mail,country,language,more\n", "row 1: there is no column 'more'")]
    [InlineData("pattern,mail,country,language\nhost.example,nobody,NO,nb\n", "row 2, column mail")]
    [InlineData("pattern,mail,country,language\nhost.example,a@b.example,Norway,nb\n", "row 2, column country")]
    [InlineData("pattern,mail,country,language\nhost.example,a@b.example,NO,de\n", "row 2, column language")]
    [InlineData("pattern,mail,country,language\n192.0.2.1/24,a@b.example,NO,nb\n", "row 2, column pattern")]
    [InlineData("pattern,mail,country,language\nhost.example,a@b.example,NO,nb\nhost.example,a@b.example,NO,nb\n", "row 3, column pattern")]
    [InlineData("", "heading")]
    public void A_broken_table_is_told_by_row_and_column(string text, string said) =>
        Assert.Contains(said, Assert.Throws<AbuseTableException>(() => AbuseTable.Read(new StringReader(text), "abuse-contacts.csv")).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_a_registrys_answer_the_contact_for_abuse_is_found_however_deep_it_lies()
    {
        // Of the form of RFC 9083, with names of our own.
        const string Answer = """{"objectClassName":"ip network","country":"no","entities":[{"roles":["registrant"],"vcardArray":["vcard",[["version",{},"text","4.0"],["email",{},"text","owner@net.example"]]],"entities":[{"roles":["technical","abuse"],"vcardArray":["vcard",[["email",{"pref":"2"},"text","second@net.example"],["email",{"pref":"1"},"text","abuse@net.example"]]]}]},{"roles":["technical"],"vcardArray":["vcard",[["email",{},"text","tech@net.example"]]]}]}""";
        Assert.Equal(new RdapAnswer("abuse@net.example", "abuse", "NO"), RdapAnswer.Read(Answer));
        Assert.Equal("technical", RdapAnswer.Read(Answer.Replace("\"technical\",\"abuse\"", "\"noc\"", StringComparison.Ordinal))?.Role);
        Assert.Null(RdapAnswer.Read("""{"entities":[{"roles":["abuse"],"vcardArray":["vcard",[["email",{},"text","a@b.example\r\nBcc: c@d.example"]]]}]}"""));
        var bootstrap = new RdapBootstrap().Add("""{"services":[[["192.0.2.0/24"],["http://plain.example/","https://rdap.example/v1/"]],[["192.0.2.128/25"],["https://half.example/"]]]}""", "ipv4.json").Add("""{"services":[[["example"],["https://tld.example/"]]]}""", "dns.json");
        Assert.Equal(["https://rdap.example/v1/ip/192.0.2.1", "https://half.example/ip/192.0.2.200", "https://tld.example/domain/host.example"], ((string[])["192.0.2.1", "192.0.2.200", "host.example"]).Select(host => bootstrap.Question(host)!.AbsoluteUri));
        Assert.Null(bootstrap.Question("host.test"));
        Assert.Throws<FormatException>(() => bootstrap.Add("{}", "dns.json"));
    }

    [Theory, InlineData("host.example/a", "https://host.example/a"), InlineData("hxxps://HOST[.]example/A#b", "https://host.example/A"), InlineData("http://user:pass@host.example", "http://host.example/"), InlineData("http://bücher.example/", "http://xn--bcher-kva.example/"), InlineData("ftp://host.example", null), InlineData("localhost", null), InlineData("", null), InlineData("javascript:alert(1)", null)]
    public void An_address_is_read_as_it_was_meant(string typed, string? read) => Assert.Equal(read, HostAddress.TryRead(typed, out var address) ? address.AbsoluteUri : null);

    [Fact]
    public void What_is_still_there_counts_as_longer_and_nothing_makes_a_median_shorter_than_its_removals()
    {
        var now = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        TimedNotice One(int sent, int? gone) => new("host.example", "NO", now.AddHours(-sent), gone is { } hours ? now.AddHours(hours - sent) : null);
        Assert.Equal(2, RemovalTimes.By([One(100, 1), One(100, 2), One(100, 50)], one => one.Country!, now)[0].MedianHours);
        Assert.Null(RemovalTimes.By([One(100, 1), One(100, null), One(100, null)], one => one.Country!, now)[0].MedianHours);
        Prop.ForAll<byte[]>(hours =>
        {
            var known = (hours ?? []).Select(hour => One(300, hour)).ToList();
            if (known.Count == 0) return;
            var all = RemovalTimes.By(known, one => one.Host, now)[0].MedianHours;
            Assert.NotNull(all);
            Assert.True(RemovalTimes.By([.. known, One(300, null)], one => one.Host, now)[0].MedianHours is not { } later || later >= all);
        }).QuickCheckThrowOnFailure();
    }
}
