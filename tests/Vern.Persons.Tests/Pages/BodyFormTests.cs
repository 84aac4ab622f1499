using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Vern.Persons.Collection;
using Vern.Persons.Pages.BodyForm;

namespace Vern.Persons.Tests.Pages;

/// <summary>The page for bodies without Vern as a file: whole, closed, and the same wherever it is made.</summary>
public class BodyFormTests
{
    private static readonly string Folder = Path.Combine(Root(), "src", "Vern.Persons", "Pages", "BodyForm");
    private static readonly BodyPage Page = WritePage.Of(2014, ShippedRegister.Bodies);
    private static readonly string Html = Encoding.UTF8.GetString(Page.Bytes);

    [Fact]
    public void The_same_year_and_register_give_the_same_bytes_and_others_give_others()
    {
        Assert.Equal(Page.Bytes, WritePage.Of(2014, [.. ShippedRegister.Bodies]).Bytes);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Page.Bytes)), Page.Digest);
        Assert.NotEqual(Page.Digest, WritePage.Of(2015, ShippedRegister.Bodies).Digest);
        Assert.NotEqual(Page.Digest, WritePage.Of(2014, [.. ShippedRegister.Bodies.Skip(1)]).Digest);
    }

    [Fact]
    public void Its_policy_lets_in_its_own_script_and_style_by_digest_and_nothing_else()
    {
        var script = Regex.Match(Html, "<script type=\"module\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;
        var style = Regex.Match(Html, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
        Assert.Equal($"default-src 'none'; script-src '{Hash(script)}'; style-src '{Hash(style)}'; connect-src 'self'; base-uri 'none'; form-action 'none'", Page.ContentSecurityPolicy);
        Assert.Contains($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Page.ContentSecurityPolicy}\">", Html);
        // Nothing is loaded, and no part ends another before its end.
        Assert.DoesNotMatch("\\ssrc=|@import|[: ]url\\(|<link|<iframe|<img|<form action", Html);
        Assert.Equal(3, Regex.Count(Html, "</(script|style)>"));
        static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Its_script_keeps_nothing_runs_no_text_and_asks_the_unit_in_one_place_only()
    {
        var files = Directory.GetFiles(Path.Combine(Folder, "script"), "*.js");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var text = File.ReadAllText(file);
            Assert.True(text.Split('\n').Length <= 300, $"{file} has more than 300 lines");
            Assert.DoesNotMatch(@"\beval\b|new Function|innerHTML|outerHTML|document\.write|insertAdjacentHTML|localStorage|sessionStorage|indexedDB|document\.cookie|serviceWorker|XMLHttpRequest|WebSocket|sendBeacon|import\(|console\.", text);
            Assert.Equal(Path.GetFileName(file) == "send.js" ? 1 : 0, Regex.Count(text, @"\bfetch\("));
            foreach (Match import in Regex.Matches(text, @"^import .*$", RegexOptions.Multiline)) Assert.Matches(@"^import \{[^}]*\} from '\./\w+\.js';$", import.Value);
        }
    }

    [Fact]
    public void Every_text_that_the_page_asks_for_is_there_and_every_text_of_the_page_is_asked_for()
    {
        var script = string.Concat(Directory.GetFiles(Path.Combine(Folder, "script"), "*.js").Select(File.ReadAllText)) + File.ReadAllText(Path.Combine(Folder, "page.html"));
        var used = Regex.Matches(script, "['\"`]((?:page|key|send|show|file|problem|place|examples|number|duf)\\.[a-z0-9.-]*)").Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var known = Keys(Path.Combine(Folder, "Texts.resx")).Concat(Keys(Path.Combine(Folder, "..", "..", "Collection", "Reading", "Texts.resx"))).ToHashSet(StringComparer.Ordinal);
        // One that ends in a dot is put together with a code: send.state. and examples.
        var missing = string.Join(", ", used.Where(key => key.EndsWith('.') ? !known.Any(other => other.StartsWith(key, StringComparison.Ordinal)) : !known.Contains(key)));
        var idle = string.Join(", ", known.Where(key => !used.Contains(key) && !used.Any(other => other.EndsWith('.') && key.StartsWith(other, StringComparison.Ordinal))));
        Assert.True(missing.Length + idle.Length == 0, $"missing: {missing}; idle: {idle}");
        static IEnumerable<string> Keys(string file) => Regex.Matches(File.ReadAllText(file), "<data name=\"([^\"]+)\"").Select(match => match.Groups[1].Value);
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Vern.slnx"))) return folder.FullName;
        throw new DirectoryNotFoundException("No Vern.slnx above the tests.");
    }
}
