using System.Globalization;
using System.Text;

namespace Vern.Persons.StatusReport;

/// <summary>The parts of the Word document that are the same every year: styles, numbering, header, footer, settings.</summary>
internal static class DocxStyle
{
    public const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    public const string Namespaces = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"";
    private const string Ink = "13282F", Action = "0F5C66", Quiet = "44595F", Line = "D3DFE0", Heed = "B4531F";

    /// <summary>The language's BCP 47 tag with its country.</summary>
    public static string Tag(ReportDocument report) => report.Language.Code switch { "nb" => "nb-NO", "da" => "da-DK", "sv" => "sv-SE", _ => "en-GB" };

    /// <summary>The properties of a section of the document.</summary>
    public static string Section(bool wide, bool first) =>
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rIdHeader\"/><w:headerReference w:type=\"first\" r:id=\"rIdEmpty\"/><w:footerReference w:type=\"default\" r:id=\"rIdFooter\"/><w:footerReference w:type=\"first\" r:id=\"rIdEmptyFoot\"/>"
        + (wide ? "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>" : "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>")
        + "<w:pgMar w:top=\"1361\" w:right=\"1247\" w:bottom=\"1247\" w:left=\"1247\" w:header=\"680\" w:footer=\"624\" w:gutter=\"0\"/>" + (first ? "<w:titlePg/>" : "") + "</w:sectPr>";

    public static string Header(ReportDocument report) => $"{Declaration}<w:hdr {Namespaces}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr><w:r><w:t>{DocxBody.Escape(report.Title)}</w:t></w:r></w:p></w:hdr>";
    public static string EmptyHeader => $"{Declaration}<w:hdr {Namespaces}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr></w:p></w:hdr>";
    public static string EmptyFooter => $"{Declaration}<w:ftr {Namespaces}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr></w:p></w:ftr>";

    public static string Footer(ReportDocument report) =>
        $"{Declaration}<w:ftr {Namespaces}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr><w:r><w:t>{DocxBody.Escape(report.StateText)}</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t xml:space=\"preserve\">{DocxBody.Escape(Texts.Source[report.Language, "page"])} </w:t></w:r><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space=\"preserve\"> {DocxBody.Escape(Texts.Source[report.Language, "of"])} </w:t></w:r><w:fldSimple w:instr=\" NUMPAGES \"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>";

    public static string Settings(ReportDocument report) =>
        $"{Declaration}<w:settings {Namespaces}><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"567\"/><w:characterSpacingControl w:val=\"doNotCompress\"/><w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"{Tag(report)}\"/></w:settings>";

    /// <summary>Bullets are numbering 1; each ordered list has its own from 2, so that it begins at one.</summary>
    public static string Numbering(int orderedLists)
    {
        var xml = new StringBuilder(Declaration).Append($"<w:numbering {Namespaces}>")
            .Append("<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"hybridMultilevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"397\" w:hanging=\"284\"/></w:pPr></w:lvl></w:abstractNum>")
            .Append("<w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"hybridMultilevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"454\" w:hanging=\"341\"/></w:pPr></w:lvl></w:abstractNum>")
            .Append("<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>");
        for (var list = 0; list < orderedLists; list++)
            xml.Append(CultureInfo.InvariantCulture, $"<w:num w:numId=\"{list + 2}\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>");
        return xml.Append("</w:numbering>").ToString();
    }

    public static string Styles(ReportDocument report)
    {
        var xml = new StringBuilder(Declaration).Append($"<w:styles {Namespaces}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:eastAsia=\"Calibri\" w:cs=\"Calibri\"/><w:color w:val=\"{Ink}\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/><w:lang w:val=\"{Tag(report)}\" w:eastAsia=\"{Tag(report)}\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>");
        Style(xml, "Normal", "Normal", "", "", basedOn: null, standard: true);
        Style(xml, "BodyText", "Body Text", "<w:widowControl/>", "");
        Style(xml, "Title", "Title", "<w:spacing w:before=\"120\" w:after=\"120\" w:line=\"240\" w:lineRule=\"auto\"/>", $"<w:b/><w:sz w:val=\"60\"/><w:szCs w:val=\"60\"/>");
        Style(xml, "Subtitle", "Subtitle", "<w:spacing w:after=\"720\"/>", $"<w:color w:val=\"{Quiet}\"/><w:sz w:val=\"24\"/>");
        Style(xml, "Publisher", "Publisher", "<w:spacing w:before=\"2600\" w:after=\"0\"/>", $"<w:color w:val=\"{Quiet}\"/><w:sz w:val=\"24\"/>");
        Style(xml, "KeyNumber", "Key Number", "<w:spacing w:after=\"60\" w:line=\"240\" w:lineRule=\"auto\"/>", $"<w:b/><w:color w:val=\"{Action}\"/><w:sz w:val=\"112\"/>");
        Style(xml, "Lead", "Lead", "<w:spacing w:after=\"200\"/>", "<w:sz w:val=\"25\"/>");
        Heading(xml, 1, "<w:pageBreakBefore/><w:spacing w:before=\"0\" w:after=\"240\" w:line=\"240\" w:lineRule=\"auto\"/>", 38);
        Heading(xml, 2, "<w:spacing w:before=\"400\" w:after=\"120\" w:line=\"240\" w:lineRule=\"auto\"/>", 27);
        Heading(xml, 3, "<w:spacing w:before=\"320\" w:after=\"100\" w:line=\"240\" w:lineRule=\"auto\"/>", 23);
        Heading(xml, 4, "<w:spacing w:before=\"240\" w:after=\"80\" w:line=\"240\" w:lineRule=\"auto\"/>", 21);
        Style(xml, "TOCHeading", "TOC Heading", "<w:keepNext/><w:pageBreakBefore/><w:spacing w:after=\"240\"/>", "<w:b/><w:sz w:val=\"38\"/>");
        for (var level = 1; level <= 3; level++)
            Style(xml, "TOC" + level.ToString(CultureInfo.InvariantCulture), "toc " + level.ToString(CultureInfo.InvariantCulture), $"<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"9412\"/></w:tabs><w:spacing w:before=\"{(level == 1 ? 100 : 0)}\" w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:left=\"{(level - 1) * 284}\"/>", level == 1 ? "<w:b/>" : "");
        Style(xml, "Caption", "caption", "<w:keepNext/><w:spacing w:before=\"280\" w:after=\"20\" w:line=\"240\" w:lineRule=\"auto\"/>", "<w:b/><w:sz w:val=\"21\"/>");
        Style(xml, "Unit", "Unit", "<w:keepNext/><w:spacing w:after=\"80\" w:line=\"240\" w:lineRule=\"auto\"/>", $"<w:color w:val=\"{Quiet}\"/><w:sz w:val=\"18\"/>");
        Style(xml, "Figure", "Figure", "<w:keepNext/><w:spacing w:before=\"60\" w:after=\"60\" w:line=\"240\" w:lineRule=\"auto\"/>", "");
        Style(xml, "TableText", "Table Text", "<w:spacing w:before=\"30\" w:after=\"30\" w:line=\"240\" w:lineRule=\"auto\"/>", "<w:sz w:val=\"17\"/>");
        Style(xml, "TableHead", "Table Head", "<w:keepNext/>", "<w:b/>", basedOn: "TableText");
        Style(xml, "TableTotal", "Table Total", "", "<w:b/>", basedOn: "TableText");
        Style(xml, "AfterTable", "After Table", "<w:spacing w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/>", "<w:sz w:val=\"8\"/>");
        Style(xml, "Break", "Section Break", "<w:spacing w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>", "<w:sz w:val=\"2\"/>");
        Style(xml, "TableNote", "Table Note", "<w:spacing w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/>", $"<w:color w:val=\"{Quiet}\"/><w:sz w:val=\"17\"/>");
        Style(xml, "CommentsTitle", "Comments Title", "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"60\"/>", "<w:b/>");
        Style(xml, "ListBullet", "List Bullet", "<w:spacing w:after=\"60\"/>", "");
        Style(xml, "ListNumber", "List Number", "<w:spacing w:after=\"60\"/>", "");
        Style(xml, "Note", "Note", $"<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"8\" w:color=\"2F8791\"/></w:pBdr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EEF4F4\"/><w:spacing w:before=\"0\" w:after=\"0\"/><w:ind w:left=\"227\"/>", "");
        Style(xml, "NoteHeed", "Note Heed", $"<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"8\" w:color=\"{Heed}\"/></w:pBdr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FBEFE6\"/><w:spacing w:before=\"0\" w:after=\"0\"/><w:ind w:left=\"227\"/>", "");
        Style(xml, "ChangeMark", "Change Mark", "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"40\"/>", $"<w:b/><w:color w:val=\"{Heed}\"/><w:sz w:val=\"19\"/>");
        Style(xml, "Header", "header", "<w:spacing w:after=\"0\"/>", $"<w:color w:val=\"{Quiet}\"/><w:sz w:val=\"17\"/>");
        Style(xml, "Footer", "footer", "<w:tabs><w:tab w:val=\"right\" w:pos=\"9412\"/></w:tabs><w:spacing w:after=\"0\"/>", $"<w:color w:val=\"{Quiet}\"/><w:sz w:val=\"17\"/>");
        Style(xml, "FootnoteText", "footnote text", "<w:spacing w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/>", "<w:sz w:val=\"17\"/>");
        xml.Append("<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/><w:semiHidden/></w:style>")
            .Append("<w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/><w:basedOn w:val=\"DefaultParagraphFont\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>")
            .Append($"<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:basedOn w:val=\"DefaultParagraphFont\"/><w:rPr><w:color w:val=\"{Action}\"/><w:u w:val=\"single\"/></w:rPr></w:style>")
            .Append("<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:semiHidden/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"57\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"57\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>")
            .Append($"<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"VernTable\"><w:name w:val=\"Vern Table\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders><w:top w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"{Ink}\"/><w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"{Ink}\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"{Line}\"/></w:tblBorders></w:tblPr><w:tblStylePr w:type=\"firstRow\"><w:tblPr/><w:tcPr><w:tcBorders><w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"{Ink}\"/></w:tcBorders><w:vAlign w:val=\"bottom\"/></w:tcPr></w:tblStylePr></w:style>");
        return xml.Append("</w:styles>").ToString();
    }

    private static void Heading(StringBuilder xml, int level, string paragraph, int size)
    {
        var number = level.ToString(CultureInfo.InvariantCulture);
        xml.Append(CultureInfo.InvariantCulture, $"<w:style w:type=\"paragraph\" w:styleId=\"Heading{number}\"><w:name w:val=\"heading {number}\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"BodyText\"/><w:uiPriority w:val=\"9\"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/>{paragraph}<w:outlineLvl w:val=\"{level - 1}\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>");
    }

    private static void Style(StringBuilder xml, string id, string name, string paragraph, string run, string? basedOn = "Normal", bool standard = false) =>
        xml.Append("<w:style w:type=\"paragraph\"").Append(standard ? " w:default=\"1\"" : "").Append($" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>").Append(basedOn is null ? "" : $"<w:basedOn w:val=\"{basedOn}\"/>")
            .Append("<w:qFormat/>").Append(paragraph.Length > 0 ? $"<w:pPr>{paragraph}</w:pPr>" : "").Append(run.Length > 0 ? $"<w:rPr>{run}</w:rPr>" : "").Append("</w:style>");
}
