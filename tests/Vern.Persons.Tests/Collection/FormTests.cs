using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Vern.Persons.Collection;
using Vern.Persons.Collection.Reading;
using Vern.Platform.Localisation;

namespace Vern.Persons.Tests.Collection;

public sealed class FormTests
{
    public static TheoryData<string> Languages => ["nb", "en", "da", "sv"];

    private static Dictionary<string, string> Person(Language language) => new(StringComparer.Ordinal)
    {
        ["given-names"] = "Ada Eksempel", ["family-names"] = "Testesen", ["birth-date"] = "14.03.1990", ["duf"] = "201512345678",
        ["sex"] = FormTexts.Label(FormColumns.Sex, "W", language), ["nationality"] = FormTexts.Label(FormColumns.Nationality, "NG", language) + "  ",
        ["form-1"] = FormTexts.Label(CodeLists.MainForm, "SEX", language), ["sub-form-1"] = FormTexts.Label(CodeLists.SubForm, "SRV-BEG", language),
        ["identified-year"] = "2014", ["offer"] = FormTexts.Label(FormColumns.Offer, "ACC", language), ["received-measures"] = FormTexts.Label(FormColumns.YesNo, "YES", language),
        ["immigration"] = FormTexts.Label(CodeLists.ImmigrationStatus, "RF-GR", language), ["housing"] = FormTexts.Label(CodeLists.Housing, "ROSA", language),
        ["measure-1"] = FormTexts.Label(CodeLists.Measure, "R1", language), ["measure-2"] = "R4;R10", ["children-with"] = "1", ["also-1"] = "UDI", ["region"] = "Oslo",
    };

    [Theory, MemberData(nameof(Languages))]
    public void The_form_is_a_valid_workbook(string code)
    {
        using var stream = new MemoryStream(FilledForm.Template(Language.Find(code)!));
        using var document = SpreadsheetDocument.Open(stream, false);
        var errors = new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(document).Select(error => $"{error.Path?.XPath} {error.Description}").ToList();
        Assert.Empty(errors);
    }

    [Theory, MemberData(nameof(Languages))]
    public void What_is_chosen_in_any_language_is_read_back_as_codes_and_no_identity_is_left(string code)
    {
        var reading = FilledForm.Read(FilledForm.With(Language.Find(code)!, Person(Language.Find(code)!), new() { ["sex"] = "M", ["nationality"] = "RO", ["birth-year"] = "1998" }));
        Assert.Empty(reading.Problems);
        var person = reading.Submission!.Persons[0];
        Assert.Equal((1, Sex.Woman, "NG", 1990, 24), (person.Row, person.Sex, person.Nationality, person.BirthYear, person.Age));
        Assert.Equal(["SEX", "LAB", "SRV-BEG"], person.Forms);
        Assert.Equal((IdentificationYear.ThisYear, OfferAnswer.Accepted, true), (person.Identified, person.Offer, person.ReceivedMeasures));
        Assert.Equal(("RF-GR", "ROSA", "Oslo", 1), (person.ImmigrationStatus, person.Housing, person.Region, person.AccompanyingChildren));
        Assert.Equal(["R1", "R4", "R10"], person.Measures);
        Assert.Equal(new BodyId("udi"), Assert.Single(person.AlsoFollowedBy));
        Assert.NotNull(person.Encoding);
        Assert.Null(reading.Submission.Persons[1].Encoding);
        Assert.Contains("decline", reading.Submission.LeftOut);
        var package = Package(reading.Submission);
        foreach (var identity in new[] { "Ada", "Testesen", "14.03", "1990-03-14", "201512345678" }) Assert.DoesNotContain(identity, package);
    }

    [Fact]
    public async Task A_package_read_back_is_the_submission_and_one_with_another_member_is_refused()
    {
        var submission = FilledForm.Read(FilledForm.With(Language.English, Person(Language.English))).Submission!;
        var text = Package(submission);
        var back = await SubmissionPackage.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(SubmissionPackage.Of(submission).Digest(), SubmissionPackage.Of(back.ToSubmission()).Digest());
        var named = text.Replace("\"row\":1", "\"row\":1,\"name\":\"Ada\"");
        await Assert.ThrowsAsync<SubmissionRefusedException>(() => SubmissionPackage.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(named))));
    }

    [Theory]
    [InlineData("nationality", "Nigera", "'Nigera' is not in the list")]
    [InlineData("birth-date", "31.02.1990", "no date that there is")]
    [InlineData("duf", "20151234567", "a DUF number has 12 digits, this has 11")]
    [InlineData("national-number", "0181901234", "a national number has 11 digits, this has 10")]
    [InlineData("birth-year", "2031", "a whole number from 1894 to 2014 was expected")]
    [InlineData("form-1", "COMB", "is not in the list")]
    [InlineData("sex", "xml:t=\"str\"|<x:f>A1</x:f><x:v>W</x:v>", "a formula; a value was expected")]
    [InlineData("identified-year", "2015", "a year from 1990 to 2014")]
    public void A_bad_cell_is_named_with_its_row_and_column(string column, string value, string expected)
    {
        var person = Person(Language.English);
        person[column] = value;
        var reading = FilledForm.Read(FilledForm.With(Language.English, Person(Language.English), person));
        Assert.Null(reading.Submission);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal(("Persons", 5), (problem.Sheet, problem.Row));
        Assert.Contains(expected, problem.ToString());
        Assert.Contains(column, problem.Column!);
        if (FormColumns.Headers.First(header => header.Header == column).Column.Identity) Assert.DoesNotContain(value, problem.ToString());
    }

    [Fact]
    public void Excels_dates_and_numbers_kept_as_numbers_are_understood()
    {
        var person = Person(Language.English);
        (person["birth-date"], person["duf"], person["children-with"]) = ("xml:s=\"6\"|<x:v>32946</x:v>", "xml:|<x:v>201512345678</x:v>", "xml:|<x:v>2</x:v>");
        var typed = FilledForm.Read(FilledForm.With(Language.English, Person(Language.English))).Submission!.Persons[0];
        var stored = FilledForm.Read(FilledForm.With(Language.English, person)).Submission!.Persons[0];
        Assert.Equal(typed.Encoding, stored.Encoding);
        Assert.Equal(2, stored.AccompanyingChildren);
    }

    [Fact]
    public void The_same_identity_twice_is_a_warning_and_a_hidden_row_is_said()
    {
        var book = FilledForm.Edit(FilledForm.With(Language.Norwegian, Person(Language.Norwegian), Person(Language.Norwegian)), "xl/worksheets/sheet2.xml", xml => xml.Replace("<x:row r=\"5\">", "<x:row r=\"5\" hidden=\"1\">"));
        var reading = FilledForm.Read(book);
        Assert.Equal(2, reading.Submission!.Persons.Count);
        Assert.Equal(["the row is hidden; it is read like the others", "the same identity as in row 4"], reading.Warnings.Select(warning => warning.Message));
    }

    [Fact]
    public void Merged_cells_are_refused()
    {
        var book = FilledForm.Edit(FilledForm.With(Language.English, Person(Language.English)), "xl/worksheets/sheet2.xml", xml => xml.Replace("</x:sheetData>", "</x:sheetData><x:mergeCells><x:mergeCell ref=\"A4:A5\"/></x:mergeCells>"));
        Assert.Contains("A4:A5 are merged", FilledForm.Read(book).Problems[0].ToString());
    }

    [Fact]
    public void What_is_no_workbook_says_what_it_is_instead()
    {
        Assert.Contains("protected with a password", Assert.Throws<FormatException>(() => FilledForm.Read([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0])).Message);
        Assert.Contains("not an Excel workbook", Assert.Throws<FormatException>(() => FilledForm.Read(Encoding.ASCII.GetBytes("sex,nationality"))).Message);
        Assert.Contains("damaged", Assert.Throws<FormatException>(() => FilledForm.Read(FilledForm.Template(Language.English)[..5000])).Message);
        var other = FilledForm.Edit(FilledForm.Template(Language.English), "xl/worksheets/sheet2.xml", _ => "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData/></worksheet>");
        Assert.Contains("no sheet has the form's header", Assert.Throws<FormatException>(() => FilledForm.Read(other)).Message);
    }

    [Fact]
    public void A_small_file_that_unpacks_to_a_huge_one_is_stopped()
    {
        using var stream = new MemoryStream();
        stream.Write(FilledForm.Template(Language.English));
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("xl/worksheets/sheet2.xml")!.Delete();
            using var bomb = zip.CreateEntry("xl/worksheets/sheet2.xml", CompressionLevel.Fastest).Open();
            bomb.Write("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>"u8);
            var block = Encoding.ASCII.GetBytes(new string('a', 1 << 20));
            for (var i = 0; i < 40; i++) bomb.Write(block);
        }
        Assert.Throws<FormatException>(() => FilledForm.Read(stream.ToArray()));
    }

    [Fact]
    public void A_csv_file_is_read_a_row_at_a_time_and_one_that_is_far_too_large_is_stopped()
    {
        var text = "sex;nationality;birth-year;form-1;family-names\nW;NG;1990;SEX;Testesen\n\nM;Rumenja;;;\n";
        var reading = ReadSubmission.Csv(new MemoryStream(Encoding.UTF8.GetBytes(text)), FilledForm.Context());
        Assert.Equal("row 4, column B (Nationality, nationality): 'Rumenja' is not in the list; a country's two letters or its name, or UNKN was expected", reading.Problems[0].ToString());
        using var endless = new EndlessStream(2L << 30);
        Assert.Contains("2048 MB", Assert.Throws<FormatException>(() => ReadSubmission.Csv(endless, FilledForm.Context())).Message);
        Assert.Equal(0, endless.BytesRead);
        Assert.Contains("UTF-8", Assert.Throws<FormatException>(() => ReadSubmission.Csv(new MemoryStream(Encoding.Latin1.GetBytes("sex,nationality,age\nW,Elfenbenskysten Å,20\n")), FilledForm.Context())).Message);
        Assert.Contains("header was expected", Assert.Throws<FormatException>(() => ReadSubmission.Csv(new MemoryStream("a,b,c\n1,2,3\n"u8.ToArray()), FilledForm.Context())).Message);
    }

    [Fact]
    public void A_form_with_changed_bytes_is_read_or_refused_and_never_half()
    {
        var book = FilledForm.With(Language.English, [.. Enumerable.Range(0, 20).Select(_ => Person(Language.English))]);
        Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var changed = (byte[])book.Clone();
            for (var i = 0; i < 1 + random.Next(8); i++) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            try
            {
                var reading = FilledForm.Read(changed);
                return reading.Submission is null ? reading.ProblemCount > 0 : reading.Submission.Persons.Count is > 0;
            }
            catch (FormatException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_label_means_one_code_whatever_the_language()
    {
        foreach (var list in FormColumns.All.Where(column => column.List is { Codes.Count: > 0 }).Select(column => column.List!).Distinct())
        {
            var meanings = list.Codes.SelectMany(code => Language.All.Select(language => (Label: FormTexts.Label(list, code, language).ToUpperInvariant(), code))).Distinct()
                .GroupBy(pair => pair.Label).Where(same => same.Select(pair => pair.code).Distinct().Count() > 1);
            Assert.Empty(meanings.Select(same => $"{list.Name}: {same.Key}"));
        }
    }

    [Fact]
    public void A_changed_submission_is_described_by_its_attributes()
    {
        var former = Made.Submission(Made.Rosa, 5);
        var later = former with { Persons = [.. former.Persons.Skip(1).Select(person => person.Row == 3 ? person with { Housing = "KRIS" } : person), Made.Person(9)] };
        Assert.Equal("1 rows added, 1 removed, 1 changed (housing 1), 3 as they were", CompareSubmissions.Of(former, later).ToString());
        Assert.Equal(["  added: person 9", "  removed: person 1 of the version before", "  person 3: Housing (housing) ROSA → KRIS"], CompareSubmissions.Of(former, later).InFull().Split('\n').Skip(1));
        Assert.Equal((0, 0, 0, 5), CompareSubmissions.Of(former, former) is var same ? (same.Added, same.Removed, same.Changed, same.Unchanged) : default);
    }

    [Fact]
    public void A_sender_that_is_nearly_right_is_guessed()
    {
        Assert.Equal("rosa", NearMiss.Find("rossa", ShippedRegister.Bodies)[0].Id.Value);
        Assert.Empty(NearMiss.Find("qqqqqqqqqq", ShippedRegister.Bodies));
    }

    private static string Package(Submission submission)
    {
        using var stream = new MemoryStream();
        SubmissionPackage.Of(submission).WriteAsync(stream).GetAwaiter().GetResult();
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private sealed class EndlessStream(long length) : Stream
    {
        public long BytesRead { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get; set; }
        public override int Read(byte[] buffer, int offset, int count) { BytesRead += count; return count; }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => Position = offset;
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
