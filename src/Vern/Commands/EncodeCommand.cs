using System.CommandLine;
using System.Text;
using Vern.Linkage.Encoding;

namespace Vern.Commands;

/// <summary><c>vern encode</c>: a file of persons in, keyed encodings out, bit for bit what clkhash makes of it.</summary>
public static class EncodeCommand
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var persons = new Argument<FileInfo>("PERSONS.csv") { Description = "The rows, UTF-8, with a header that names the schema's columns in its order." };
        var schema = new Option<FileInfo>("--schema") { Description = "A linkage schema in clkhash's format (version 3; 1 and 2 are converted).", Required = true };
        var secret = new Option<FileInfo>("--secret-file") { Description = "A file with the secret as text; a final newline is ignored.", Required = true };
        var output = new Option<FileInfo?>("--out") { Description = "Where the encodings go; standard output when it is not given." };
        var trim = new Option<bool>("--trim") { Description = "Take away blanks around every value. Without it values are encoded as they stand, as clkhash does; when the header fits only without its blanks, they are taken away from values too." };
        var command = new Command("encode", """
            Encodes persons into keyed Bloom filters: {"clks":[base64,...]}.

            Example:
              vern encode persons.csv --schema schema.json --secret-file secret.txt --out clks.json
            """) { persons, schema, secret, output, trim };
        command.SetAction(async (result, cancel) =>
        {
            try
            {
                await EncodeAsync(result.GetValue(persons)!, result.GetValue(schema)!, result.GetValue(secret)!, result.GetValue(output), result.GetValue(trim), cancel);
                return 0;
            }
            catch (Exception problem) when (problem is FormatException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync($"vern encode: {problem.Message.ReplaceLineEndings(" ")}");
                return 2;
            }
            catch (OperationCanceledException)
            {
                await Console.Error.WriteLineAsync("vern encode: stopped; nothing was written");
                return 2;
            }
        });
        return command;
    }

    private static async Task EncodeAsync(FileInfo persons, FileInfo schemaFile, FileInfo secretFile, FileInfo? output, bool trim, CancellationToken cancel)
    {
        LinkageSchema schema;
        try
        {
            schema = LinkageSchema.Parse(ReadText(schemaFile));
        }
        catch (LinkageSchemaException problem)
        {
            throw new FormatException($"{schemaFile.Name}: {problem.Message}", problem);
        }
        var secret = WithoutFinalNewline(ReadText(secretFile));
        if (secret.Length == 0) throw new FormatException($"{secretFile.Name}: a secret expected, the file is empty");

        using var reader = new StreamReader(persons.FullName, Strict, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
        if (output is null)
        {
            await using var standard = new StreamWriter(Console.OpenStandardOutput(), Strict);
            Write(standard, reader, persons, schema, secret, trim, cancel);
            return;
        }
        await WholeFile.WriteAsync(output.FullName, async stream =>
        {
            await using var file = new StreamWriter(stream, Strict, 1 << 16, leaveOpen: true);
            Write(file, reader, persons, schema, secret, trim, cancel);
        });
    }

    private static void Write(StreamWriter writer, StreamReader reader, FileInfo persons, LinkageSchema schema, string secret, bool trim, CancellationToken cancel)
    {
        var rows = new CsvRows(reader);
        var encoder = new ClkEncoder(schema, secret);
        var written = 0L;
        var showsProgress = !Console.IsErrorRedirected;
        try
        {
            using var lines = rows.GetEnumerator();
            if (!lines.MoveNext()) throw new CsvFormatException("a header row expected, the file is empty");
            var trims = CsvHeader.Check(schema, lines.Current, trim);
            if (trims && !trim) Console.Error.WriteLine($"note: the header of {persons.Name} fits only without the blanks in it, so blanks around values are taken away too (as with --trim)");
            foreach (var clk in encoder.EncodeAll(Rest(lines, trims), cancel))
            {
                writer.Write(written == 0 ? "{\"clks\":[\"" : ",\"");
                writer.Write(Convert.ToBase64String(clk));
                writer.Write('"');
                if (++written % 10_000 == 0 && showsProgress) Console.Error.Write($"\r{written:N0} rows encoded");
            }
            writer.Write(written == 0 ? "{\"clks\":[]}\n" : "]}\n");
            if (showsProgress) Console.Error.WriteLine($"\r{written:N0} rows encoded");
        }
        catch (RowFormatException problem)
        {
            throw new FormatException($"{persons.Name}: row {problem.Row + 1} (line {rows.LineOf(problem.Row + 1)}), {(problem.Column.Length == 0 ? "" : $"column \"{problem.Column}\": ")}{problem.Expected}", problem);
        }
        catch (CsvFormatException problem)
        {
            throw new FormatException($"{persons.Name}: {problem.Message}", problem);
        }
        catch (DecoderFallbackException problem)
        {
            throw new FormatException($"{persons.Name}: text in UTF-8 expected; there are other bytes after row {written}", problem);
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Rest(IEnumerator<IReadOnlyList<string>> lines, bool trims)
    {
        while (lines.MoveNext()) yield return trims ? CsvHeader.Trim(lines.Current) : lines.Current;
    }

    private static string ReadText(FileInfo file)
    {
        try
        {
            using var reader = new StreamReader(file.FullName, Strict);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException problem)
        {
            throw new FormatException($"{file.Name}: text in UTF-8 expected", problem);
        }
    }

    private static string WithoutFinalNewline(string text) =>
        text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
}
