using System.Text;
using Vern.Linkage.Encoding;
using Vern.Persons.Collection;
using Vern.Persons.Collection.Reading;
using Vern.Persons.Tests.Collection;
using Vern.Platform.Localisation;

namespace Vern.Browser.Tests.BodyForm;

/// <summary>The page reads a form as <c>vern submit</c> does: the same package byte for byte, or the same problems word for word.</summary>
public sealed class ReadingParityTests : ScriptTest
{
    private sealed record Form(string Name, byte[] Content);

    private const string ReadAll = """
        async (given) => {
            const outcomes = [];
            for (const form of given.Forms) {
                const bytes = Uint8Array.from(atob(form.Content), (letter) => letter.charCodeAt(0));
                const context = { sender: 'rosa', year: 2014, register: vern.text.tables.register, encoder: new vern.encode.PersonEncoder(given.Key) };
                try {
                    const read = await vern.reading.readForm(form.Name, bytes, context);
                    const said = (list) => list.map((one) => vern.reading.inOneLine(one, 'en'));
                    outcomes.push(read.submission ? [vern.package.packageOf(read.submission).text, vern.package.packageOf(read.submission).digest, ...said(read.warnings)].join('\n') : [read.count, ...said(read.problems), ...said(read.warnings)].join('\n'));
                } catch (problem) {
                    outcomes.push(problem.say ? 'cannot: ' + vern.text.say(problem.say, 'en') : 'failed: ' + problem.stack);
                }
            }
            return outcomes;
        }
        """;

    private static string Outcome(Form form)
    {
        using var stream = new MemoryStream(form.Content);
        try
        {
            var read = form.Name.EndsWith(".csv", StringComparison.Ordinal) ? ReadSubmission.Csv(stream, FilledForm.Context(Key)) : ReadSubmission.Workbook(stream, FilledForm.Context(Key));
            if (read.Submission is not { } submission) return string.Join('\n', [$"{read.ProblemCount}", .. read.Problems.Concat(read.Warnings).Select(problem => problem.ToString())]);
            var package = SubmissionPackage.Of(submission);
            return string.Join('\n', [Encoding.UTF8.GetString(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(package, SubmissionPackage.Json)), package.Digest(), .. read.Warnings.Select(warning => warning.ToString())]);
        }
        catch (FormatException problem)
        {
            return "cannot: " + problem.Message;
        }
    }

    private async Task HoldAsync(IReadOnlyList<Form> forms, Func<string, bool> covers)
    {
        RequireChromium();
        var page = await WithPartsAsync();
        var outcomes = new List<string>();
        foreach (var part in forms.Chunk(100)) outcomes.AddRange(await AskAsync<List<string>>(page, ReadAll, new { Key, Forms = part }));
        var expected = forms.Select(Outcome).ToList();
        var faults = Enumerable.Range(0, forms.Count).Where(at => expected[at] != outcomes[at]).Select(at => $"{at} {forms[at].Name}\n{Cut(expected[at], outcomes[at])}").ToList();
        Assert.True(faults.Count == 0, $"{faults.Count} of {forms.Count} differ:\n{string.Join("\n\n", faults.Take(12))}");
        Assert.Contains(expected, outcome => covers(outcome));
    }

    private static string Cut(string vern, string page)
    {
        var same = vern.Zip(page).TakeWhile(pair => pair.First == pair.Second).Count();
        string From(string text) => text[Math.Max(0, same - 80)..Math.Min(text.Length, same + 240)];
        return $"  vern: {From(vern)}\n  page: {From(page)}";
    }

    [Fact]
    public async Task Good_and_bad_forms_in_four_languages_are_read_alike()
    {
        var random = new Random(1);
        var forms = new List<Form>();
        foreach (var language in Language.All)
        {
            forms.Add(new("empty.xlsx", FilledForm.Template(language)));
            for (var i = 0; i < 20; i++) forms.Add(new($"{language}-{i}.xlsx", FilledForm.With(language, [.. Enumerable.Range(0, 1 + random.Next(6)).Select(_ => FormDraw.Person(random, language, mostlyGood: i % 3 > 0))])));
        }
        await HoldAsync(forms, outcome => outcome.StartsWith('{'));
    }

    [Fact]
    public async Task Answers_on_the_body_and_police_cases_are_read_alike()
    {
        var random = new Random(2);
        var forms = new List<Form>();
        for (var i = 0; i < 80; i++)
        {
            var language = Language.All[i % 4];
            var book = i % 2 == 0 ? FilledForm.Template(language) : FilledForm.With(language, FormDraw.Person(random, language, mostlyGood: true));
            book = FilledForm.Edit(book, "xl/worksheets/sheet3.xml", xml => FormDraw.Answers(xml, random));
            forms.Add(new($"{i}.xlsx", i % 4 == 3 ? book : FilledForm.Edit(book, "xl/worksheets/sheet4.xml", xml => FormDraw.Cases(xml, random, language))));
        }
        await HoldAsync(forms, outcome => outcome.Contains("\"cases\":[{", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Workbooks_as_other_programs_write_them_are_read_alike()
    {
        var random = new Random(3);
        var forms = new List<Form> { new("libreoffice.xlsx", await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "BodyForm", "resaved-by-libreoffice.xlsx"), TestContext.Current.CancellationToken)) };
        var good = FilledForm.With(Language.English, FormDraw.Person(random, Language.English, true), FormDraw.Person(random, Language.English, true));
        byte[] Sheet(Func<string, string> change) => FilledForm.Edit(good, "xl/worksheets/sheet2.xml", change);
        forms.Add(new("hidden.xlsx", Sheet(xml => xml.Replace("<x:row r=\"5\">", "<x:row r=\"5\" hidden=\"1\">", StringComparison.Ordinal))));
        forms.Add(new("merged.xlsx", Sheet(xml => xml.Replace("</x:sheetData>", "</x:sheetData><x:mergeCells><x:mergeCell ref=\"A4:A5\"/></x:mergeCells>", StringComparison.Ordinal))));
        forms.Add(new("doctype.xlsx", Sheet(xml => "<!DOCTYPE a [<!ENTITY e \"x\">]>" + xml[(xml.IndexOf("?>", StringComparison.Ordinal) + 2)..])));
        forms.Add(new("mac.xlsx", FilledForm.Edit(FilledForm.With(Language.English, new Dictionary<string, string> { ["given-names"] = "Ada", ["birth-date"] = "xml:s=\"6\"|<x:v>32946</x:v>", ["form-1"] = "SEX" }), "xl/workbook.xml", xml => xml.Replace("<x:bookViews>", "<x:workbookPr date1904=\"1\"/><x:bookViews>", StringComparison.Ordinal))));
        forms.Add(new("other-year.xlsx", FilledForm.Edit(good, "xl/worksheets/sheet1.xml", xml => xml.Replace("2014", "2013", StringComparison.Ordinal))));
        forms.Add(new("no-header.xlsx", Sheet(_ => "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData/></worksheet>")));
        forms.Add(new("old.xlsx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]));
        forms.Add(new("text.xlsx", "sex,nationality"u8.ToArray()));
        forms.Add(new("none.xlsx", []));
        for (var i = 0; i < 30; i++)
        {
            forms.Add(new($"cut-{i}.xlsx", good[..random.Next(good.Length)]));
            // Damage within a part is found by the reader of XML; damage between parts by the reader of ZIP.
            forms.Add(new($"xml-{i}.xlsx", Sheet(xml => FormDraw.Damage(xml, random))));
            forms.Add(new($"book-{i}.xlsx", FilledForm.Edit(good, i % 2 == 0 ? "xl/workbook.xml" : "xl/styles.xml", xml => FormDraw.Damage(xml, random))));
        }
        await HoldAsync(forms, outcome => outcome.Contains("merged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_thousand_rows_are_read_and_encoded_alike_and_how_long_it_takes_is_told()
    {
        RequireChromium();
        var random = new Random(6);
        var book = FilledForm.With(Language.Norwegian, [.. Enumerable.Range(0, 2_000).Select(row =>
        {
            var person = FormDraw.Person(random, Language.Norwegian, true);
            person.Remove("birth-year");
            (person["given-names"], person["family-names"], person["duf"]) = ($"{FormDraw.Name(random)} {FormDraw.Name(random)}", FormDraw.Name(random) + (char)('a' + row % 26), $"2014{row:00000000}");
            return person;
        })]);
        var page = await WithPartsAsync();
        var outcome = await AskAsync<List<string>>(page, "async (given) => { const start = performance.now(); const read = (" + ReadAll + "); const outcomes = await read(given); return [...outcomes, String(Math.round(performance.now() - start))]; }", new { Key, Forms = new[] { new Form("large.xlsx", book) } });
        TestContext.Current.TestOutputHelper!.WriteLine($"2,000 rows, {book.Length >> 10} kB: {outcome[1]} ms; the page has {Written.Bytes.Length >> 10} kB");
        Assert.True(Outcome(new("large.xlsx", book)) == outcome[0], Cut(Outcome(new("large.xlsx", book)), outcome[0]));
        Assert.StartsWith("{", outcome[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_bytes_never_give_another_package()
    {
        RequireChromium();
        var random = new Random(4);
        var good = FilledForm.With(Language.English, FormDraw.Person(random, Language.English, true));
        var forms = Enumerable.Range(0, 80).Select(i =>
        {
            var bytes = good.ToArray();
            for (var times = random.Next(1, 12); times > 0; times--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            return new Form($"{i}.xlsx", bytes);
        }).ToList();
        var page = await WithPartsAsync();
        var outcomes = await AskAsync<List<string>>(page, ReadAll, new { Key, Forms = forms });
        // A browser's inflater is stricter than .NET's: it may refuse what .NET still reads, and says that the file is damaged.
        var faults = forms.Zip(outcomes).Where(pair => Outcome(pair.First) != pair.Second && !pair.Second.StartsWith("cannot: the workbook is damaged", StringComparison.Ordinal)).Select(pair => Cut(Outcome(pair.First), pair.Second)).ToList();
        Assert.True(faults.Count == 0, $"{faults.Count}:\n{string.Join("\n", faults.Take(10))}");
    }

    [Fact]
    public async Task Comma_separated_values_are_read_alike()
    {
        var random = new Random(5);
        const string good = "given-names,birth-date,sex,nationality,form-1,offer,also-1,remark\nAda,1990-04-03,W,NG,SEX,ACC,udi;iom,\n\"B, \"\"C\"\"\",03.04.1991,M,Romania,LAB,DECL,,\n";
        var forms = new List<Form>
        {
            new("semicolon.csv", "sex;nationality;birth-year;form-1;family-names\nW;NG;1990;SEX;Testesen\n\nM;Rumenja;;;\n"u8.ToArray()), new("latin1.csv", Encoding.Latin1.GetBytes("sex,nationality,age\nW,Elfenbenskysten Å,20\n")),
            new("bom.csv", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(good.Replace(",remark", "", StringComparison.Ordinal))]), new("utf16.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(good)]),
            new("empty.csv", []), new("other.csv", "a,b,c\n1,2,3\n"u8.ToArray()), new("formula.csv", "sex,nationality,age\n=A1,NG,20\n"u8.ToArray()), new("quote.csv", "sex,nationality,age\n\"W,NG,20\n"u8.ToArray()),
            new("long.csv", Encoding.UTF8.GetBytes("sex,nationality,age\n" + new string('x', 33_000) + ",NG,20\n")),
        };
        for (var i = 0; i < 100; i++) forms.Add(new($"{i}.csv", Encoding.UTF8.GetBytes(FormDraw.Damage(i % 2 == 0 ? good : good.Replace(",remark", "", StringComparison.Ordinal), random))));
        await HoldAsync(forms, outcome => outcome.StartsWith('{'));
    }
}
