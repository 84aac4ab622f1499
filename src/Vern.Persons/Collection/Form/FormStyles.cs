using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Vern.Persons.Collection.Form;

/// <summary>The looks of the form's cells; the value is the index in the style sheet.</summary>
internal enum Look { Plain, Title, Header, IdentityHeader, Wrapped, AsText, Date, Band, IdentityBand, Section, Answer }

/// <summary>The form's style sheet.</summary>
internal static class FormStyles
{
    internal static Stylesheet Create() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "dd\\.mm\\.yyyy" }) { Count = 1 },
        new Fonts(Font(11), Font(16, bold: true), Font(11, bold: true, color: "FFFFFFFF"), Font(12, bold: true)) { Count = 4 },
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            Solid("FF1E3A5F"), Solid("FF7A2E1D"), Solid("FFDCE6F1"), Solid("FFF7E1DB"), Solid("FFFFFBE6")) { Count = 7 },
        new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder())) { Count = 1 },
        new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }) { Count = 1 },
        new CellFormats(
            Format(), Format(font: 1), Format(font: 2, fill: 2, wrap: true), Format(font: 2, fill: 3, wrap: true), Format(wrap: true), Format(number: 49),
            Format(number: 164), Format(font: 3, fill: 4), Format(font: 3, fill: 5), Format(font: 3), Format(number: 49, fill: 6, wrap: true)) { Count = 11 },
        new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }) { Count = 1 });

    private static Font Font(double size, bool bold = false, string? color = null)
    {
        var font = new Font();
        if (bold) font.Append(new Bold());
        font.Append(new FontSize { Val = size });
        if (color is not null) font.Append(new Color { Rgb = color });
        font.Append(new FontName { Val = "Calibri" });
        return font;
    }

    private static Fill Solid(string color) => new(new PatternFill(new ForegroundColor { Rgb = color }) { PatternType = PatternValues.Solid });

    private static CellFormat Format(uint font = 0, uint fill = 0, uint number = 0, bool wrap = false)
    {
        var format = new CellFormat
        {
            NumberFormatId = number, FontId = font, FillId = fill, BorderId = 0, FormatId = 0,
            ApplyFont = font != 0 ? true : null, ApplyFill = fill != 0 ? true : null, ApplyNumberFormat = number != 0 ? true : null,
        };
        if (!wrap) return format;
        format.Append(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top });
        format.ApplyAlignment = true;
        return format;
    }
}
