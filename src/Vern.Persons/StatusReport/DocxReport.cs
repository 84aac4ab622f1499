using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using Vern.Platform.Interface.Charts;

namespace Vern.Persons.StatusReport;

/// <summary>The report as a Word document: real styles, captions, contents, footnotes and references, charts that stay editable.</summary>
public static class DocxReport
{
    /// <summary>The document's bytes.</summary>
    public static byte[] Write(ReportDocument report)
    {
        using var buffer = new MemoryStream();
        using (var package = WordprocessingDocument.Create(buffer, WordprocessingDocumentType.Document))
        {
            var main = package.AddMainDocumentPart();
            var body = new DocxBody(report, figure => AddChart(main, figure, DocxStyle.Tag(report)));
            var text = body.Write();
            Feed(main.AddNewPart<HeaderPart>("rIdHeader"), DocxStyle.Header(report));
            Feed(main.AddNewPart<FooterPart>("rIdFooter"), DocxStyle.Footer(report));
            Feed(main.AddNewPart<HeaderPart>("rIdEmpty"), DocxStyle.EmptyHeader);
            Feed(main.AddNewPart<FooterPart>("rIdEmptyFoot"), DocxStyle.EmptyFooter);
            Feed(main.AddNewPart<StyleDefinitionsPart>("rIdStyles"), DocxStyle.Styles(report));
            Feed(main.AddNewPart<NumberingDefinitionsPart>("rIdNumbering"), DocxStyle.Numbering(body.OrderedLists));
            Feed(main.AddNewPart<DocumentSettingsPart>("rIdSettings"), DocxStyle.Settings(report));
            Feed(main.AddNewPart<FootnotesPart>("rIdFootnotes"), body.Footnotes());
            foreach (var (id, address) in body.Links) main.AddHyperlinkRelationship(new Uri(address), true, id);
            Feed(main, text);
            package.PackageProperties.Title = report.Title;
            package.PackageProperties.Creator = report.Publisher;
            package.PackageProperties.Subject = report.StateText;
            package.PackageProperties.Language = DocxStyle.Tag(report);
        }
        return buffer.ToArray();
    }

    private static string AddChart(MainDocumentPart main, FigureBlock figure, string language)
    {
        var part = main.AddNewPart<ChartPart>("rIdChart-" + figure.Id);
        var workbook = part.AddNewPart<EmbeddedPackagePart>("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "rIdData");
        using (var data = new MemoryStream(ChartWorkbook.Write(figure.Chart))) workbook.FeedData(data);
        Feed(part, DrawingMlWriter.Write(figure.Chart, ChartWorkbook.Range(figure.Chart), language, "rIdData"));
        return "rIdChart-" + figure.Id;
    }

    private static void Feed(OpenXmlPart part, string xml)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        part.FeedData(stream);
    }
}
