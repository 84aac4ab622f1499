using System.Text;
using Vern.Persons.Collection;
using Vern.Persons.Collection.Reading;
using Vern.Platform.Localisation;

namespace Vern.Persons.Tests.Collection;

/// <summary>Packages, CSV files and workbooks with random damage: read, told with their problems, or refused with the documented exception.</summary>
public class DamagedSubmissionTests
{
    private static readonly string[] Pieces = ["\"", "{", "}", "[", "]", ",", ":", "-1", "99999999999", "null", "\\ud800", "\n", ";", "true", "=", "é", "\0", "<", "&"];

    [Fact]
    public async Task A_damaged_package_is_read_or_refused()
    {
        using var stream = new MemoryStream();
        await SubmissionPackage.Of(Made.Submission(Made.Rosa, 3)).WriteAsync(stream, TestContext.Current.CancellationToken);
        var (good, random) = (Encoding.UTF8.GetString(stream.ToArray()), new Random(41));
        for (var i = 0; i < 6_000; i++)
        {
            using var damaged = new MemoryStream(Encoding.UTF8.GetBytes(Damage(good, random)));
            try
            {
                _ = (await SubmissionPackage.ReadAsync(damaged, TestContext.Current.CancellationToken)).ToSubmission();
            }
            catch (SubmissionRefusedException problem)
            {
                Assert.NotEmpty(problem.Message);
            }
        }
    }

    [Fact]
    public void A_damaged_CSV_file_is_read_or_told_with_its_problems()
    {
        var random = new Random(42);
        for (var i = 0; i < 1_500; i++) Read(stream => ReadSubmission.Csv(stream, FilledForm.Context()), Encoding.UTF8.GetBytes(Damage("given-names,birth-date,sex,nationality,form-1,offer\nAda,1990-04-03,W,NG,SEX,ACC\n\"B, C\",03.04.1991,M,RO,LAB,DECL\n", random)));
    }

    [Fact]
    public void A_workbook_with_damaged_bytes_or_a_damaged_sheet_is_read_or_refused()
    {
        var random = new Random(43);
        var good = FilledForm.With(Language.English, new Dictionary<string, string> { ["given-names"] = "Ada", ["sex"] = "W", ["form-1"] = "SEX" });
        for (var i = 0; i < 150; i++)
        {
            var bytes = good.ToArray();
            for (var times = random.Next(1, 20); times > 0; times--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Read(stream => ReadSubmission.Workbook(stream, FilledForm.Context()), bytes);
            Read(stream => ReadSubmission.Workbook(stream, FilledForm.Context()), good[..random.Next(good.Length)]);
        }
        foreach (var part in new[] { "xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels" })
        {
            for (var i = 0; i < 60; i++) Read(stream => ReadSubmission.Workbook(stream, FilledForm.Context()), FilledForm.Edit(good, part, xml => Damage(xml, random)));
        }
    }

    private static void Read(Func<Stream, SubmissionReading> read, byte[] content)
    {
        using var stream = new MemoryStream(content);
        try
        {
            var reading = read(stream);
            Assert.Equal(reading.Submission is null, reading.ProblemCount > 0);
        }
        catch (FormatException problem)
        {
            Assert.NotEmpty(problem.Message);
        }
    }

    private static string Damage(string text, Random random)
    {
        var damaged = new StringBuilder(text);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(damaged.Length + 1);
            if (random.Next(2) == 0 && at < damaged.Length) damaged.Remove(at, Math.Min(damaged.Length - at, random.Next(1, 10)));
            else damaged.Insert(at, Pieces[random.Next(Pieces.Length)]);
        }
        return damaged.ToString();
    }
}
