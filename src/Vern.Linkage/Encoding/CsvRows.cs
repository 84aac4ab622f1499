using System.Collections;
using System.Text;

namespace Vern.Linkage.Encoding;

/// <summary>A CSV file is not as it should be. The message names the line, never a value.</summary>
public sealed class CsvFormatException(string problem) : FormatException(problem);

/// <summary>
/// The rows of a CSV text, read as a stream, with the values that Python's <c>csv.reader</c> gives (clkhash reads files with it): commas,
/// quotes only at the start of a value, line ends within quotes as a single newline. Blank lines at the end do not count. Can be enumerated once.
/// </summary>
/// <param name="reader">The text.</param>
public sealed class CsvRows(TextReader reader) : IEnumerable<IReadOnlyList<string>>
{
    /// <summary>The longest value; more means a quote that is never closed.</summary>
    public const int LongestValue = 131_072;

    private readonly char[] _buffer = new char[1 << 16];
    private readonly List<(long Row, long Line)> _jumps = [(0, 1)];
    private int _filled;
    private int _next;
    private long _line = 1;

    /// <summary>The line on which a row (from 0, the header counted) begins; lines count from 1.</summary>
    public long LineOf(long row)
    {
        lock (_jumps)
        {
            var last = _jumps.FindLastIndex(jump => jump.Row <= row);
            return _jumps[last].Line + (row - _jumps[last].Row);
        }
    }

    /// <inheritdoc />
    public IEnumerator<IReadOnlyList<string>> GetEnumerator()
    {
        var values = new List<string>();
        var value = new StringBuilder();
        long row = 0, expectedLine = 1, blankLine = 0;
        while (true)
        {
            var line = _line;
            var peeked = Read();
            if (peeked < 0) yield break;
            if (peeked == '\n')
            {
                if (blankLine == 0) blankLine = line;
                continue;
            }
            _next--;
            if (blankLine != 0) throw new CsvFormatException($"line {blankLine}: a blank line stands between rows");
            if (line != expectedLine) lock (_jumps) _jumps.Add((row, line));
            ReadRow(values, value);
            yield return values.ToArray();
            values.Clear();
            row++;
            expectedLine = line + 1;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void ReadRow(List<string> values, StringBuilder value)
    {
        var start = _line;
        var quoted = false;
        var atStart = true;
        while (true)
        {
            if (!quoted && !atStart) AppendPlain(value);
            var character = Read();
            if (quoted)
            {
                if (character < 0) throw new CsvFormatException($"line {start}: a quote is never closed");
                if (character != '"') value.Append((char)character);
                else if ((character = Read()) == '"') value.Append('"');
                else { quoted = false; if (character >= 0) { Back(character); } }
                if (value.Length > LongestValue) throw new CsvFormatException($"line {start}: a value is longer than {LongestValue} characters; is a quote never closed?");
            }
            else if (character is < 0 or '\n') { values.Add(value.ToString()); value.Clear(); return; }
            else if (character == ',') { values.Add(value.ToString()); value.Clear(); atStart = true; }
            else if (character == '"' && atStart) { quoted = true; atStart = false; }
            else { value.Append((char)character); atStart = false; }
            if (value.Length > LongestValue) throw new CsvFormatException($"line {start}: a value is longer than {LongestValue} characters");
        }
    }

    // The run up to the next comma or line end at once.
    private void AppendPlain(StringBuilder value)
    {
        var rest = _buffer.AsSpan(_next, _filled - _next);
        var end = rest.IndexOfAny(',', '\n', '\r');
        if (end < 0) end = rest.Length;
        if (end == 0) return;
        value.Append(rest[..end]);
        _next += end;
    }

    private void Back(int character)
    {
        _next--;
        if (character == '\n') _line--;
    }

    // One character, line ends as \n whatever they are in the file; -1 at the end.
    private int Read()
    {
        if (_next == _filled && !Fill()) return -1;
        var character = _buffer[_next++];
        if (character == '\r')
        {
            if (_next == _filled) Fill();
            if (_next < _filled && _buffer[_next] == '\n') _next++;
            character = '\n';
        }
        if (character == '\n') _line++;
        return character;
    }

    private bool Fill()
    {
        // The last character is kept, so that one can be put back.
        if (_filled > 0) _buffer[0] = _buffer[_filled - 1];
        var read = reader.Read(_buffer, 1, _buffer.Length - 1);
        (_next, _filled) = (1, 1 + read);
        return read > 0;
    }
}
