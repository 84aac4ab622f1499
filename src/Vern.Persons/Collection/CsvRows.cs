using System.Text;

namespace Vern.Persons.Collection;

/// <summary>Reads comma- or semicolon-separated values (RFC 4180) a row at a time, so that a file of any size needs the memory of one row.</summary>
public static class CsvRows
{
    /// <summary>A field longer than this is no field of any form here.</summary>
    public const int LongestField = 32_767;
    internal const int MostFields = 1_000;

    /// <summary>The rows with their line numbers, from 1; empty lines are left out.</summary>
    /// <exception cref="FormatException">A quote is not closed, or a field is too long; the message names the line.</exception>
    public static IEnumerable<(int Line, IReadOnlyList<string> Fields)> Read(TextReader text, char separator = ',')
    {
        ArgumentNullException.ThrowIfNull(text);
        return Rows(text, separator);
    }

    private static IEnumerable<(int Line, IReadOnlyList<string> Fields)> Rows(TextReader text, char separator)
    {
        var field = new StringBuilder();
        var fields = new List<string>();
        var (line, start, quoted) = (1, 1, false);
        int next;
        while ((next = text.Read()) >= 0)
        {
            var letter = (char)next;
            if (letter == '\n') line++;
            if (quoted)
            {
                if (letter != '"') field.Append(letter);
                else if (text.Peek() == '"') field.Append((char)text.Read());
                else quoted = false;
            }
            else if (letter == '"' && field.Length == 0) quoted = true;
            else if (letter == separator)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else if (letter == '\n')
            {
                fields.Add(field.ToString());
                field.Clear();
                if (fields.Count > 1 || fields[0].Length > 0) yield return (start, fields.ToArray());
                fields.Clear();
                start = line;
            }
            else if (letter != '\r') field.Append(letter);
            if (field.Length > LongestField || fields.Count > MostFields) throw new FormatException(Reading.Texts.Say("file.csv-field", start, LongestField, MostFields));
        }
        if (quoted) throw new FormatException(Reading.Texts.Say("file.csv-quote", start));
        if (field.Length == 0 && fields.Count == 0) yield break;
        fields.Add(field.ToString());
        yield return (start, fields.ToArray());
    }
}
