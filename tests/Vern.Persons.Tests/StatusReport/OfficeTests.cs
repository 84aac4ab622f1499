using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Vern.Persons.StatusReport;
using Vern.Platform.Localisation;

namespace Vern.Persons.Tests.StatusReport;

/// <summary>Word and Excel files as Microsoft's own validator sees them.</summary>
public class OfficeTests
{
    [Theory]
    [InlineData("nb")]
    [InlineData("en")]
    [InlineData("da")]
    [InlineData("sv")]
    public void The_Word_document_is_valid(string code)
    {
        using var file = new MemoryStream(DocxReport.Write(SampleYear.Prepared().In(Language.Find(code)!)));
        using var document = WordprocessingDocument.Open(file, false);
        AssertValid(document);
        Assert.Equal(6, document.MainDocumentPart!.ChartParts.Count());
    }

    [Theory]
    [InlineData("nb")]
    [InlineData("en")]
    [InlineData("da")]
    [InlineData("sv")]
    public void The_workbook_is_valid(string code)
    {
        using var file = new MemoryStream(XlsxReport.Write(SampleYear.Prepared().In(Language.Find(code)!)));
        using var document = SpreadsheetDocument.Open(file, false);
        AssertValid(document);
    }

    [Fact]
    public void The_workbook_behind_a_chart_is_valid()
    {
        foreach (var figure in SampleYear.Prepared().In(Language.Norwegian).Diagrams())
        {
            using var file = new MemoryStream(Platform.Interface.Charts.ChartWorkbook.Write(figure.Chart));
            using var document = SpreadsheetDocument.Open(file, false);
            AssertValid(document);
        }
    }

    private static void AssertValid(OpenXmlPackage document)
    {
        var errors = new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}").Take(12).ToList();
        Assert.True(errors.Count == 0, string.Join('\n', errors));
    }
}
