using Vern.Persons.Collection;
using Vern.Platform.Localisation;

namespace Vern.Persons.Tests.Collection;

/// <summary>A form that another program has opened and saved reads as it did; see data/README.md.</summary>
public class ResavedFormTests
{
    private static readonly Dictionary<string, string>[] Persons =
    [
        new() { ["given-names"] = "Blessing Oluwaseun", ["family-names"] = "Adeyemi", ["birth-date"] = "04.03.1990", ["duf"] = "201412345678", ["sex"] = "W", ["nationality"] = "NG", ["age"] = "24", ["form-1"] = "SEX", ["identified-year"] = "2014", ["offer"] = "ACC", ["received-measures"] = "YES", ["measure-1"] = "R1" },
        new() { ["given-names"] = "Ioana", ["family-names"] = "Popescu", ["birth-date"] = "1988-11-30", ["sex"] = "W", ["nationality"] = "RO", ["form-1"] = "LAB", ["identified-year"] = "2013", ["offer"] = "DECL", ["received-measures"] = "NO" },
        new() { ["given-names"] = "Nguyễn Thị", ["family-names"] = "Lan", ["birth-date"] = "21.01.1999", ["sex"] = "M", ["nationality"] = "VN", ["form-1"] = "WAR", ["identified-year"] = "2014", ["offer"] = "ACC", ["received-measures"] = "YES" },
    ];

    [Fact]
    public void A_form_saved_by_LibreOffice_reads_as_the_form_it_was()
    {
        var direct = FilledForm.Read(FilledForm.With(Language.Norwegian, Persons));
        var resaved = FilledForm.Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Collection", "data", "resaved-by-libreoffice.xlsx")));
        Assert.Empty(resaved.Problems);
        Assert.Equal(3, resaved.Submission!.Persons.Count);
        Assert.Equal(SubmissionPackage.Of(direct.Submission!).Digest(), SubmissionPackage.Of(resaved.Submission).Digest());
    }

    [Theory]
    [InlineData("nb")]
    [InlineData("en")]
    [InlineData("da")]
    [InlineData("sv")]
    public void A_form_of_another_year_is_refused_with_both_years(string code)
    {
        using var stream = new MemoryStream(FilledForm.With(Language.Find(code)!, Persons[0]));
        var reading = Vern.Persons.Collection.Reading.ReadSubmission.Workbook(stream, FilledForm.Context() with { Year = 2015 });
        Assert.Null(reading.Submission);
        Assert.Contains("the form is the one for 2014, but it is sent for 2015", reading.Problems[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_names_a_column_as_the_form_shows_it_and_by_its_code()
    {
        var reading = FilledForm.Read(FilledForm.With(Language.Norwegian, new Dictionary<string, string>(Persons[0]) { ["measure-1"] = "INFO" }));
        var message = Assert.Single(reading.Problems).ToString();
        Assert.Contains("(Tiltak 1, measure-1)", message, StringComparison.Ordinal);
        Assert.Contains($"{FormTexts.Label(CodeLists.Measure, "R1", Language.Norwegian)} (R1)", message, StringComparison.Ordinal);
    }
}
