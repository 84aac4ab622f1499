using System.IO.Compression;
using System.Text;
using Vern.Linkage.Encoding;
using Vern.Persons.Collection;
using Vern.Persons.Collection.Form;
using Vern.Persons.Collection.Reading;
using Vern.Platform.Localisation;

namespace Vern.Persons.Tests.Collection;

/// <summary>The form as a body fills it in: the template with rows written into its sheet of persons.</summary>
internal static class FilledForm
{
    public static byte[] Template(Language language)
    {
        using var stream = new MemoryStream();
        ReportingTemplate.Write(stream, language, 2014, ShippedRegister.Bodies);
        return stream.ToArray();
    }

    /// <summary>Cells by the column's code; a value that begins with <c>xml:</c> is a whole cell's inner XML with attributes before a bar.</summary>
    public static byte[] With(Language language, params IReadOnlyList<Dictionary<string, string>> persons) => Edit(Template(language), "xl/worksheets/sheet2.xml", xml => AddRows(xml, persons));

    public static byte[] Edit(byte[] book, string part, Func<string, string> change)
    {
        using var stream = new MemoryStream();
        stream.Write(book);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry(part)!;
            string text;
            using (var reader = new StreamReader(entry.Open())) text = reader.ReadToEnd();
            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry(part).Open(), new UTF8Encoding(false));
            writer.Write(change(text));
        }
        return stream.ToArray();
    }

    public static SubmissionReading Read(byte[] book, string key = "a key of the round 2014")
    {
        using var stream = new MemoryStream(book);
        return ReadSubmission.Workbook(stream, Context(key));
    }

    public static ReadingContext Context(string key = "a key of the round 2014") => new(Made.Rosa, 2014, ShippedRegister.Bodies, new PersonEncoder(key));

    private static string AddRows(string xml, IReadOnlyList<Dictionary<string, string>> persons)
    {
        var rows = new StringBuilder();
        for (var at = 0; at < persons.Count; at++)
        {
            var number = at + ReportingTemplate.HeaderRows + 1;
            rows.Append($"<x:row r=\"{number}\">");
            for (var column = 0; column < FormColumns.Headers.Count; column++)
            {
                if (!persons[at].TryGetValue(FormColumns.Headers[column].Header, out var value)) continue;
                var place = $"r=\"{FormSheet.Reference(column + 1, number)}\"";
                rows.Append(value.StartsWith("xml:", StringComparison.Ordinal)
                    ? $"<x:c {place} {value[4..].Split('|')[0]}>{value.Split('|')[1]}</x:c>"
                    : $"<x:c {place} t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">{System.Security.SecurityElement.Escape(value)}</x:t></x:is></x:c>");
            }
            rows.Append("</x:row>");
        }
        return xml.Replace("</x:sheetData>", rows + "</x:sheetData>");
    }
}
