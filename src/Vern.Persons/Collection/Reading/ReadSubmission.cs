using System.Text;
using Vern.Persons.Collection.Form;

namespace Vern.Persons.Collection.Reading;

/// <summary>
/// Reads a filled-in form (.xlsx) or a CSV file with the same columns at the sender's machine, encodes the identities and forgets them.
/// Whatever is wrong is told with its sheet, row and column; with a single problem nothing is made of the file.
/// </summary>
public static class ReadSubmission
{
    /// <summary>A CSV file may be at most this long; a year's report of the largest body is far below it.</summary>
    public const long LargestCsv = 256L << 20;
    /// <summary>A workbook may be at most this long.</summary>
    public const long LargestWorkbook = 64L << 20;

    /// <summary>Reads a file by its name's ending: .csv, otherwise a workbook.</summary>
    /// <exception cref="FormatException">The file as a whole cannot be read; the message says why, without the file's name.</exception>
    public static SubmissionReading File(string path, ReadingContext context)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? Csv(stream, context) : Workbook(stream, context);
    }

    /// <summary>Reads a workbook from a stream that can seek.</summary>
    /// <exception cref="FormatException">It is no workbook, protected, damaged or too large.</exception>
    public static SubmissionReading Workbook(Stream stream, ReadingContext context)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(context);
        if (stream.Length > LargestWorkbook) throw new FormatException(Texts.Say("file.large", stream.Length >> 20, LargestWorkbook >> 20));
        using var book = WorkbookReader.Open(stream);
        var words = new FormWords(context.Register);
        var problems = new ProblemList();
        var other = new AgencyReader(words, problems);
        PersonReader? persons = null;
        foreach (var sheet in book.Sheets.Where(sheet => !sheet.Hidden))
        {
            var reader = new PersonReader(context, words, problems, sheet.Name) { From1904 = book.From1904 };
            var merged = new List<string>();
            var (mark, rows) = ("", 0);
            foreach (var row in book.Rows(sheet, merged))
            {
                if (rows++ == 0) mark = row.Cells[0] is { Column: 1 } first ? first.Text : "";
                if (rows == 1 && FormWords.YearOfForm(mark) is { } year && year != context.Year)
                    problems.Add(sheet.Name, row.Number, "A", Texts.Say("problem.form-year", year, context.Year));
                if (mark == ReportingTemplate.ExamplesMark) break;
                if (mark == ReportingTemplate.AgencyMark) other.ReadAgency(sheet.Name, row);
                else if (mark == ReportingTemplate.PoliceMark) other.ReadPolice(sheet.Name, row);
                else if (reader.HasHeader) reader.Read(row);
                else if (rows <= 10 && reader.TryHeader(row) && persons is not null) problems.Add(sheet.Name, row.Number, null, Texts.Say("problem.second-sheet"));
                else if (rows > 10) break;
            }
            if (!reader.HasHeader) continue;
            foreach (var area in merged) problems.Add(sheet.Name, null, null, Texts.Say("problem.merged", SubmissionPackage.Shown(area)));
            persons ??= reader;
        }
        if (persons is null) throw new FormatException(Texts.Say("file.no-header", Expected()));
        return Result(context, persons, other, problems);
    }

    /// <summary>Reads comma- or semicolon-separated values in UTF-8, a row at a time. The header has the form's column codes or labels.</summary>
    /// <exception cref="FormatException">It is no such file, or too large.</exception>
    public static SubmissionReading Csv(Stream stream, ReadingContext context)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(context);
        if (stream.Length > LargestCsv) throw new FormatException(Texts.Say("file.csv-large", stream.Length >> 20, LargestCsv >> 20));
        using var text = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var words = new FormWords(context.Register);
        var problems = new ProblemList();
        var persons = new PersonReader(context, words, problems, null);
        try
        {
            foreach (var (line, fields) in CsvRows.Read(text, Separator(stream, text)))
            {
                var row = new SheetRow(line, false, [.. fields.Select((field, at) => new SheetCell(at + 1, field.Trim(), false, false, field.StartsWith('='))).Where(cell => cell.Text.Length > 0)]);
                if (row.Cells.Count == 0) continue;
                if (persons.HasHeader) persons.Read(row);
                else if (!persons.TryHeader(row)) throw new FormatException(Texts.Say("file.csv-header", line, Expected()));
            }
        }
        catch (DecoderFallbackException problem)
        {
            throw new FormatException(Texts.Say("file.utf8"), problem);
        }
        if (!persons.HasHeader) throw new FormatException(Texts.Say("file.empty", Expected()));
        return Result(context, persons, new AgencyReader(words, problems), problems);
    }

    private static char Separator(Stream stream, StreamReader text)
    {
        var start = new byte[4096];
        var got = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        text.DiscardBufferedData();
        var line = start.AsSpan(0, got);
        if (line.IndexOf((byte)'\n') is var end and >= 0) line = line[..end];
        return line.Count((byte)';') > line.Count((byte)',') ? ';' : ',';
    }

    private static SubmissionReading Result(ReadingContext context, PersonReader persons, AgencyReader other, ProblemList problems)
    {
        if (persons.Persons.Count == 0 && other.Answer is null && problems.Count == 0 && other.Answers.Count == 0 && other.Cases.Count == 0)
            problems.Add(null, null, null, Texts.Say("problem.nothing"));
        if (persons.Persons.Count > 0 && other.Answer is not null) problems.Add(null, null, null, Texts.Say("problem.contradiction"));
        if (problems.Count > 0) return new(null, problems.Problems, problems.Count, problems.Warnings);
        var encoded = persons.Persons.Any(person => person.Encoding is not null);
        return new(new()
        {
            Year = context.Year, Sender = context.Sender, Schema = encoded ? Vern.Linkage.Encoding.PersonEncoder.SchemaName : null, KeyCheck = encoded ? context.Encoder!.KeyCheck : null,
            Persons = persons.Persons, Agency = other.Answers.Count == 0 ? null : new(other.Answers), Cases = other.Cases, Remark = other.Remark,
            MeasureDefinition = other.MeasureDefinition, LeftOut = persons.Persons.Count == 0 ? [] : persons.LeftOut,
            Answer = persons.Persons.Count > 0 ? AnswerKind.Report : other.Answer ?? AnswerKind.Blank,
        }, [], 0, problems.Warnings);
    }

    private static string Expected() => Texts.Say("file.columns", string.Join(", ", FormColumns.Headers.Where(header => !header.Column.Identity).Take(5).Select(header => header.Header)));
}
