using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.Routing;
using Vern.Persons.Collection;
using Vern.Persons.Pages.Report;
using Vern.Persons.StatusReport;
using Vern.Platform.Interface;
using Vern.Platform.Localisation;
using Vern.Tests.Access;

namespace Vern.Tests.Pages;

/// <summary>What leaves as a file: no words that a spreadsheet runs, and nothing hidden of who made it or on what machine (peers' hole: hidden names in exports).</summary>
public sealed class ExportTests
{
    private const string Formula = "=HYPERLINK(\"http://attacker.example\";\"x\")";
    private static readonly string[] Makers = [Environment.UserName, Environment.MachineName, "/tmp/", "/home/", "/root", "file:", "C:\\", "kari Example", AppContext.BaseDirectory];

    [Fact]
    public async Task No_file_that_the_host_hands_out_holds_a_formula_of_somebodys_or_tells_who_made_it()
    {
        await using var round = await SmallRound.ServeAsync();
        var body = (await round.Store.RoundAsync(SmallRound.Year))!.Answers[0].Body;
        foreach (var known in await round.Store.BodiesAsync()) await round.Store.PutBodyAsync(known with { Name = Formula, EnglishName = "@SUM(1+1)*cmd|' /C calc'!A0" });
        foreach (var language in Language.All) await round.Store.PutTextAsync(SmallRound.Year, "summary", language.Code, Formula + "\n\n+1+1\n\n- -2+3");
        round.Desk.Forget(SmallRound.Year);
        await round.Desk.SettledAsync(SmallRound.Year);
        using var kari = await Visitor.SignedInAsync(round, await round.EverybodyAsync("kari"));
        using (await kari.GetAsync($"/rounds/2014/bodies/{body}")) { } // something to stand on the list of readings
        var files = new List<(string Path, string Type, byte[] Content)>();
        foreach (var endpoint in round.Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true))
        {
            var pattern = "/" + endpoint.RoutePattern.RawText!.Trim('/');
            var formats = pattern.Contains("{format}", StringComparison.Ordinal) ? ReadReport.Formats.Where(format => format != "pdf" || PrintPdf.FindBrowser() is not null) : [""];
            foreach (var format in formats)
            {
                var path = Regex.Replace(pattern.Replace("{year:int}", "2014", StringComparison.Ordinal).Replace("/tables/2014/{id}", "/tables/2014/table3", StringComparison.Ordinal).Replace("{language}", "nb", StringComparison.Ordinal).Replace("{format}", format, StringComparison.Ordinal)
                    .Replace("access-list.csv", $"access-list.csv?year=2014&body={body}&lang=en", StringComparison.Ordinal), @"\{[^}]+\}", "1");
                using var answer = await kari.GetAsync(path);
                var content = await answer.Content.ReadAsByteArrayAsync();
                if (answer.StatusCode == HttpStatusCode.OK && answer.Content.Headers.ContentDisposition is not null) files.Add((path, answer.Content.Headers.ContentType!.MediaType!, content));
            }
        }
        var faults = new List<string>();
        Assert.Contains(files, file => file.Path.EndsWith(".xlsx", StringComparison.Ordinal) || file.Type.EndsWith("spreadsheetml.sheet", StringComparison.Ordinal));
        Assert.True(files.Count(file => file.Type == "text/csv") >= 2 && files.Count >= 7, string.Join(' ', files.Select(file => file.Path)));
        foreach (var (path, type, content) in files)
        {
            if (type == "text/csv") faults.AddRange(InCsv(content).Select(fault => $"{path}: {fault}"));
            else if (content.AsSpan().StartsWith("PK"u8)) faults.AddRange(InPackage(content).Select(fault => $"{path}: {fault}"));
            else if (content.AsSpan().StartsWith("%PDF"u8)) faults.AddRange(InPdf(content).Select(fault => $"{path}: {fault}"));
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct().Take(30)));
    }

    [Fact]
    public async Task The_reports_csv_files_and_the_working_tables_hold_no_formula_and_no_maker_either()
    {
        await using var round = await SmallRound.ServeAsync();
        foreach (var known in await round.Store.BodiesAsync()) await round.Store.PutBodyAsync(known with { Name = Formula, EnglishName = "\t=1+1" });
        using var folder = new TemporaryFolder();
        await WriteReport.RunAsync(round.Store, SmallRound.Year, folder.Path, ["csv", "xlsx", "docx"], [Language.English], cancel: TestContext.Current.CancellationToken);
        var files = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).ToList();
        Assert.True(files.Count > 20, $"only {files.Count} files");
        var faults = files.SelectMany(file => (file.EndsWith(".csv", StringComparison.Ordinal) ? InCsv(File.ReadAllBytes(file)) : InPackage(File.ReadAllBytes(file))).Select(fault => $"{Path.GetFileName(file)}: {fault}")).ToList();
        Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct().Take(30)));
    }

    private static IEnumerable<string> InCsv(byte[] content)
    {
        foreach (var (line, fields) in CsvRows.Read(new StreamReader(new MemoryStream(content))))
            foreach (var field in fields.Where(field => CsvField.Guard(field) != field)) yield return $"line {line}: {field}";
    }

    // Office files: no cell is a formula, no sheet or name is hidden but the lists of the form, no properties but title, publisher and language, no comment, nothing of the machine.
    private static IEnumerable<string> InPackage(byte[] content)
    {
        using var zip = new ZipArchive(new MemoryStream(content));
        foreach (var entry in zip.Entries)
        {
            if (entry.FullName.EndsWith(".xlsx", StringComparison.Ordinal))
            {
                using var within = new MemoryStream();
                using (var part = entry.Open()) part.CopyTo(within);
                foreach (var fault in InPackage(within.ToArray())) yield return $"{entry.FullName}: {fault}";
                continue;
            }
            if (Regex.IsMatch(entry.FullName, "comments|people|custom|vba|externalLink|printerSettings", RegexOptions.IgnoreCase)) yield return $"{entry.FullName} is in it";
            if (entry.LastWriteTime.Year is not (1980 or >= 2020)) yield return $"{entry.FullName} bears an odd time";
            using var reader = new StreamReader(entry.Open());
            var text = reader.ReadToEnd();
            foreach (var maker in Makers.Where(maker => maker.Length > 2 && Regex.IsMatch(text, $"(?<![A-Za-z]){Regex.Escape(maker)}", RegexOptions.IgnoreCase))) yield return $"{entry.FullName} tells '{maker}'";
            if (!entry.FullName.EndsWith(".xml", StringComparison.Ordinal) && !entry.FullName.EndsWith(".psmdcp", StringComparison.Ordinal)) continue;
            var document = XDocument.Parse(text);
            foreach (var element in document.Descendants())
            {
                switch (element.Name.LocalName)
                {
                    case "f" when element.Parent!.Name.LocalName == "c" && Regex.IsMatch(element.Value, "HYPERLINK|cmd|SUM\\(1"): yield return $"{entry.FullName} runs {element.Value}"; break;
                    case "lastModifiedBy" or "Company" or "Manager" or "Application" or "AppVersion" or "revision" or "rsid" or "rsidRoot": yield return $"{entry.FullName} tells <{element.Name.LocalName}> {element.Value}"; break;
                    case "creator" when element.Value is not ("Vern" or "Nasjonal enhet" or "National unit") && element.Value.Contains("Example", StringComparison.Ordinal): yield return $"{entry.FullName} tells its maker {element.Value}"; break;
                    case "definedName" when element.Attribute("hidden") is not null: yield return $"{entry.FullName} hides the name {element.Attribute("name")?.Value}"; break;
                    case "sheet" when element.Attribute("state")?.Value == "veryHidden": yield return $"{entry.FullName} hides {element.Attribute("name")?.Value}"; break;
                    case "vanish": yield return $"{entry.FullName} hides words"; break;
                }
                if (element.Attributes().Any(attribute => attribute.Name.LocalName.StartsWith("rsid", StringComparison.Ordinal))) yield return $"{entry.FullName} tells of editing";
            }
        }
    }

    // A PDF: its dictionaries, and what is packed in its streams.
    private static IEnumerable<string> InPdf(byte[] content)
    {
        var text = new StringBuilder(Encoding.Latin1.GetString(content));
        foreach (Match stream in Regex.Matches(text.ToString(), @"/FlateDecode[^>]*>>\s*stream\r?\n", RegexOptions.Singleline))
        {
            using var packed = new MemoryStream(content, stream.Index + stream.Length, content.Length - stream.Index - stream.Length);
            using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
            var buffer = new byte[1 << 16];
            try
            {
                var read = unpacked.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
            catch (InvalidDataException) { }
        }
        foreach (var maker in Makers.Where(maker => maker.Length > 4 && text.ToString().Contains(maker, StringComparison.Ordinal))) yield return $"tells '{maker}'";
        if (text.ToString().Contains("/Author", StringComparison.Ordinal)) yield return "has an author";
        foreach (var script in new[] { "/JavaScript", "/Launch", "/EmbeddedFile" }) if (text.ToString().Contains(script, StringComparison.Ordinal)) yield return $"holds {script}";
    }
}
