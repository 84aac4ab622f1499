using System.IO.Compression;
using System.Text;
using Vern.Persons.Collection;

namespace Vern.Tests;

/// <summary>Forms that a body could send by mistake or in bad faith: exit code 2, one line that names the place, nothing sent and nothing left behind.</summary>
public sealed class BadFormTests
{
    private const string Header = "given-names,family-names,birth-date,duf,sex,nationality,form-1,identified-year,offer";
    private const string Good = Header + "\nAda,Obi,1990-04-03,201412345678,W,NG,SEX,2014,ACC\n";

    [Fact]
    public async Task A_good_form_is_taken_in_and_a_second_time_refused()
    {
        using var folder = new TemporaryFolder();
        var first = await SubmitAsync(folder, "f.csv", Encoding.UTF8.GetBytes(Good));
        Assert.True(first.Code == 0, first.Error);
        Assert.Contains("version 1", first.Out, StringComparison.Ordinal);
        AssertRefused(await SubmitAsync(folder, "f.csv", Encoding.UTF8.GetBytes(Good), shows: true), "same submission", "version 1");
        var changed = await SubmitAsync(folder, "f.csv", Encoding.UTF8.GetBytes(Good.Replace("SEX", "LAB", StringComparison.Ordinal)));
        Assert.Contains("person 1: Form of exploitation (form) SEX → LAB", changed.Out, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string[]> WrongTexts() => new()
    {
        { "a wrong header", Good.Replace("nationality", "nation", StringComparison.Ordinal), ["row 1", "column F", "nation", "no column"] },
        { "another file", "a,b,c\n1,2,3\n", ["line 1", "header was expected"] },
        { "a column twice", Good.Replace("family-names", "given-names", StringComparison.Ordinal), ["row 1", "column B", "comes twice"] },
        { "a wrong code", Good.Replace("SEX", "SEKS", StringComparison.Ordinal), ["row 2", "column G", "Form of exploitation 1, form-1", "'SEKS' is not in the list"] },
        { "a date that there is not", Good.Replace("1990-04-03", "1990-02-31", StringComparison.Ordinal), ["row 2", "column C", "Date of birth", "no date that there is"] },
        { "a DUF number of eleven digits", Good.Replace("201412345678", "20141234567", StringComparison.Ordinal), ["row 2", "column D", "duf", "12 digits"] },
        { "a formula", Good.Replace(",W,", ",=A1,", StringComparison.Ordinal), ["row 2", "column E", "a formula"] },
        { "a quote never closed", Good.Replace("Ada", "\"Ada", StringComparison.Ordinal), ["line 2", "not closed"] },
        { "nothing", "", ["empty", "header was expected"] },
        { "a header only", Header + "\n", ["no persons"] },
        { "something beside the columns", Good.Replace("ACC", "ACC,more", StringComparison.Ordinal), ["row 2", "column J", "beside"] },
    };

    [Theory]
    [MemberData(nameof(WrongTexts))]
    public async Task A_wrong_text_is_refused_with_its_place(string what, string text, string[] words)
    {
        Assert.NotEmpty(what);
        using var folder = new TemporaryFolder();
        var ran = await SubmitAsync(folder, "f.csv", Encoding.UTF8.GetBytes(text));
        AssertRefused(ran, ["f.csv", .. words]);
        AssertNothingLeft(folder);
        Assert.DoesNotContain("Ada", ran.Error, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[]> ReadableBytes() => new()
    {
        { "a byte order mark", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Good)] },
        { "Windows line ends", Encoding.UTF8.GetBytes(Good.ReplaceLineEndings("\r\n")) },
        { "quotes and semicolons", Encoding.UTF8.GetBytes(Good.Replace("Ada", "\"Ada, \"\"A\"\"\"", StringComparison.Ordinal).Replace("1990-04-03", "03.04.1990", StringComparison.Ordinal)) },
        { "UTF-16 with its mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Good)] },
    };

    [Theory]
    [MemberData(nameof(ReadableBytes))]
    public async Task What_other_programs_write_is_read(string what, byte[] content)
    {
        Assert.NotEmpty(what);
        using var folder = new TemporaryFolder();
        var ran = await SubmitAsync(folder, "f.csv", content);
        Assert.True(ran.Code == 0, ran.Error);
    }

    [Fact]
    public async Task Text_in_Windows_1252_is_refused_with_what_to_do()
    {
        using var folder = new TemporaryFolder();
        AssertRefused(await SubmitAsync(folder, "f.csv", Encoding.Latin1.GetBytes(Good.Replace("Ada", "Åse", StringComparison.Ordinal))), "f.csv", "UTF-8");
        AssertNothingLeft(folder);
    }

    public static TheoryData<string, byte[], string> WrongWorkbooks()
    {
        var random = new byte[20_000];
        new Random(1).NextBytes(random);
        var book = Book("<row r=\"1\"/>");
        return new()
        {
            { "a workbook with a password", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. random], "password" },
            { "any bytes", random, "not an Excel workbook" },
            { "an empty file", [], "not an Excel workbook" },
            { "half a zip", book[..(book.Length / 2)], "damaged" },
            { "another zip", Zip(("a.txt", _ => [.. "a"u8])), "not an Excel workbook" },
            { "macros", Zip(("xl/vbaProject.bin", _ => random)), "macros" },
            { "no form", book, "header" },
        };
    }

    [Theory]
    [MemberData(nameof(WrongWorkbooks))]
    public async Task What_is_no_form_is_refused(string what, byte[] content, string word)
    {
        Assert.NotEmpty(what);
        using var folder = new TemporaryFolder();
        AssertRefused(await SubmitAsync(folder, "f.xlsx", content), "f.xlsx", word);
        AssertNothingLeft(folder);
    }

    [Fact]
    public async Task A_small_workbook_that_unpacks_to_gigabytes_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder["bomb.xlsx"];
        WriteBook(path, writer =>
        {
            var blanks = new string(' ', 1 << 20);
            for (var i = 0; i < 1_100; i++) writer.Write(blanks);
        });
        Assert.True(new FileInfo(path).Length < 16 << 20);
        AssertRefused(await RunAsync(folder, path), "bomb.xlsx", "unpacks to more than");
        AssertNothingLeft(folder);
    }

    [Fact]
    public async Task A_sheet_with_all_the_rows_that_there_can_be_is_one_refusal()
    {
        using var folder = new TemporaryFolder();
        WriteBook(folder["full.xlsx"], writer =>
        {
            for (var row = 1; row <= 1_048_576; row++) writer.Write($"<row r=\"{row}\"><c><v>1</v></c></row>");
        });
        AssertRefused(await RunAsync(folder, folder["full.xlsx"]), "full.xlsx", "header");
        AssertNothingLeft(folder);
    }

    [Fact]
    public async Task A_round_that_closed_takes_nothing_more()
    {
        using var folder = new TemporaryFolder();
        await using (var store = await NationalStore.OpenAsync(folder["data"], cancel: TestContext.Current.CancellationToken))
        {
            await store.OpenRoundAsync(2014, new(2015, 1, 1), new(2015, 2, 1), [], TestContext.Current.CancellationToken);
            await store.CloseRoundAsync(2014, "the unit", TestContext.Current.CancellationToken);
        }
        AssertRefused(await SubmitAsync(folder, "f.csv", Encoding.UTF8.GetBytes(Good), shows: true), "round of 2014 was closed");
    }

    [Fact]
    public async Task Another_key_than_the_rounds_is_refused()
    {
        using var folder = new TemporaryFolder();
        await SubmitAsync(folder, "f.csv", Encoding.UTF8.GetBytes(Good));
        AssertRefused(await RunAsync(folder, folder["f.csv"], "adora", "quite another key for the round", shows: true), "another key");
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named_before_anything_is_read()
    {
        using var folder = new TemporaryFolder();
        AssertRefused(await VernProcess.RunAsync("submit", folder.File("f.csv", Good), "--key-file", folder.File("k", "a key of the round 2014"), "--sender", "rosa", "--year", "2014", "--to", folder["no/p.json"]), "--to", "there is no folder");
        AssertRefused(await VernProcess.RunAsync("template", "--out", folder["no/form.xlsx"]), "vern template");
    }

    [Theory]
    [InlineData("report", "--year", "2014", "--out", "out")]
    [InlineData("export", "--format", "htcds", "--year", "2014", "--out", "out.csv")]
    public async Task What_needs_data_says_so_when_there_is_none_and_leaves_nothing(params string[] call)
    {
        using var folder = new TemporaryFolder();
        string[] placed = [.. call.Select(word => word.StartsWith("out", StringComparison.Ordinal) ? folder[word] : word)];
        AssertRefused(await VernProcess.RunAsync([.. placed, "--data", folder["none"]]), "none");
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_demonstration_on_a_bad_port_is_refused_before_it_begins()
    {
        using var folder = new TemporaryFolder();
        AssertRefused(await VernProcess.RunAsync("demo", "--data", folder["d"], "--port", "99999"), "port");
        Assert.False(Directory.Exists(folder["d"]));
    }

    private static Task<Ran> SubmitAsync(TemporaryFolder folder, string name, byte[] content, bool shows = false)
    {
        File.WriteAllBytes(folder[name], content);
        return RunAsync(folder, folder[name], shows: shows);
    }

    // What is shown before it leaves goes to standard error too; with shows it is taken off, so that one line is left to check.
    private static async Task<Ran> RunAsync(TemporaryFolder folder, string form, string sender = "rosa", string key = "a key of the round 2014", bool shows = false)
    {
        var ran = await VernProcess.RunAsync("submit", form, "--key-file", folder.File("key.txt", key), "--sender", sender, "--year", "2014", "--to", folder["data"]);
        return shows ? ran with { Error = ran.Error.TrimEnd('\n').Split('\n')[^1] } : ran;
    }

    private static void AssertRefused(Ran ran, params string[] words)
    {
        Assert.True(ran.Code == 2, $"exit code {ran.Code}: {ran.Error}");
        Assert.Single(ran.Error.TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain("   at ", ran.Error, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, ran.Error, StringComparison.OrdinalIgnoreCase));
    }

    private static void AssertNothingLeft(TemporaryFolder folder)
    {
        Assert.False(Directory.Exists(folder["data"]));
        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*.unfinished", SearchOption.AllDirectories));
    }

    private static byte[] Zip(params (string Name, Func<string, byte[]> Content)[] parts)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(content(name));
            }
        }
        return stream.ToArray();
    }

    private static byte[] Book(string rows)
    {
        using var folder = new TemporaryFolder();
        WriteBook(folder["b.xlsx"], writer => writer.Write(rows));
        return File.ReadAllBytes(folder["b.xlsx"]);
    }

    private static void WriteBook(string path, Action<TextWriter> rows)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        Part("xl/_rels/workbook.xml.rels", writer => writer.Write("""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Target="worksheets/sheet1.xml" Type="t"/></Relationships>"""));
        Part("xl/workbook.xml", writer => writer.Write("""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"""));
        Part("xl/worksheets/sheet1.xml", writer =>
        {
            writer.Write("""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>""");
            rows(writer);
            writer.Write("</sheetData></worksheet>");
        });

        void Part(string name, Action<TextWriter> write)
        {
            using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open());
            write(writer);
        }
    }
}
