using System.Text;
using System.Text.Encodings.Web;

namespace Vern.Persons.Rights;

/// <summary>Writes a rights sheet as one HTML file for printing: nothing in it is fetched from elsewhere, and no name stands on it.</summary>
public static class WriteSheet
{
    /// <summary>The document.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="child">Whether it is for a child.</param>
    /// <param name="lines">Help lines as the agency has them; none: lines to write on.</param>
    /// <param name="head">The style: an element for the head, as it is.</param>
    /// <param name="marked">The same mark in the caseworker's language, where the sheet waits for a translator's signature.</param>
    /// <param name="back">Where a link above leads, with its words; left out in print. Null: none.</param>
    public static string Run(RightsSheet sheet, Truth child, IReadOnlyList<HelpLine> lines, string head, string marked, (string Address, string Words)? back = null)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(lines);
        var html = new StringBuilder($"<!DOCTYPE html>\n<html lang=\"{sheet.Language}\" dir=\"{(sheet.RightToLeft ? "rtl" : "ltr")}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Append($"<title>{Safe(sheet.Texts["title"])}</title>\n{head}\n</head>\n<body>\n");
        if (back is { } link) html.Append($"<nav dir=\"auto\"><a href=\"{Safe(link.Address)}\">{Safe(link.Words)}</a></nav>\n");
        html.Append($"<header>\n");
        if (sheet.NeedsSignature) html.Append($"<div class=\"unsigned\"><p>{Safe(sheet.Texts["unsigned"])}</p><p dir=\"auto\">{Safe(marked)}</p></div>\n");
        html.Append($"<h1>{Safe(sheet.Texts["title"])}</h1>\n<p class=\"lead\">{Safe(sheet.Texts["intro"])}</p>\n<p class=\"keep\">{Safe(sheet.Texts["keep"])}</p>\n</header>\n<main>\n");
        foreach (var right in sheet.For(child))
            html.Append($"<section id=\"{right.Id}\"><h2>{Safe(right.Title)}</h2><p>{Safe(right.Text)}</p><p class=\"ask\">{Safe(sheet.Texts["ask"])}: {Safe(right.Ask)}</p></section>\n");
        html.Append($"<section class=\"lines\"><h2>{Safe(sheet.Texts["helplines"])}</h2>");
        if (lines.Count == 0) html.Append($"<p class=\"ask\">{Safe(sheet.Texts["helplines.none"])}</p><div class=\"blank\"></div><div class=\"blank\"></div><div class=\"blank\"></div>");
        foreach (var line in lines) html.Append($"<p><bdi>{Safe(line.Name)}</bdi>: <bdi dir=\"ltr\">{Safe(line.Number)}</bdi>{(line.Hours.Length > 0 ? $" (<bdi>{Safe(line.Hours)}</bdi>)" : "")}</p>");
        return html.Append("</section>\n</main>\n</body>\n</html>\n").ToString();
    }

    private static string Safe(string text) => HtmlEncoder.Default.Encode(text);
}
