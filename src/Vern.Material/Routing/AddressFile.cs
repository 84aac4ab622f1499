using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Vern.Material.Routing;

/// <summary>An address file is not what was expected: row, column and what was expected are in the message.</summary>
/// <param name="message">In English, one line.</param>
public sealed class AddressFileException(string message) : Exception(message);

/// <summary>
/// Which country an IP address belongs to, from a file that the operator supplies: rows <c>first,last,country</c> or <c>network/length,country</c>, IPv4 and IPv6, in any order, without overlaps; a
/// header, lines of comment with # and quotes are allowed. Countries are ISO 3166-1 alpha-2; <c>ZZ</c> and <c>-</c> say that nobody knows. Nothing is asked of anybody else.
/// </summary>
public sealed class AddressFile
{
    /// <summary>The longest file, in bytes.</summary>
    public const int Longest = 64 * 1024 * 1024;

    // Sorted by first address, parted by family; a look-up is a binary search.
    private readonly Range[] four, six;

    private readonly record struct Range(UInt128 First, UInt128 Last, ushort Country, int Row);

    private AddressFile(Range[] four, Range[] six) => (this.four, this.six) = (four, six);

    /// <summary>A file without rows: no country is known.</summary>
    public static AddressFile Empty { get; } = new([], []);

    /// <summary>How many ranges there are.</summary>
    public int Count => four.Length + six.Length;

    /// <summary>Reads a file.</summary>
    /// <exception cref="AddressFileException">A row is wrong, or two overlap.</exception>
    public static AddressFile Read(TextReader file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var (four, six) = (new List<Range>(), new List<Range>());
        var row = 0;
        while (file.ReadLine() is { } line)
        {
            row++;
            if (row == 1) line = line.TrimStart('\uFEFF');
            if (string.IsNullOrWhiteSpace(line) || line[0] == '#') continue;
            var cells = line.Split(',').Select(cell => cell.Trim().Trim('"').Trim()).ToArray();
            if (row == 1 && !cells[0].Any(char.IsAsciiDigit)) continue; // its header
            if (cells.Length is not (2 or 3)) throw Wrong(row, "A", $"{cells.Length} columns", "first,last,country or network/length,country");
            var (first, last, isFour) = cells.Length == 2 ? Network(cells[0], row) : Pair(cells[0], cells[1], row);
            if (Country(cells[^1], row, cells.Length == 2 ? "B" : "C") is { } country) (isFour ? four : six).Add(new(first, last, country, row));
        }
        return new(Sorted(four), Sorted(six));
    }

    /// <summary>The country of an address; null: not known, or no address.</summary>
    public string? Find(string address)
    {
        if (!TryRead(address, out var number, out var isFour)) return null;
        var ranges = isFour ? four : six;
        var (low, high) = (0, ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (ranges[middle].First > number) high = middle - 1;
            else if (ranges[middle].Last < number) low = middle + 1;
            else return $"{(char)(ranges[middle].Country >> 8)}{(char)(ranges[middle].Country & 0xFF)}";
        }
        return null;
    }

    private static (UInt128 First, UInt128 Last, bool IsFour) Pair(string from, string to, int row)
    {
        if (!TryRead(from, out var first, out var isFour)) throw Wrong(row, "A", "no address", "the first IPv4 or IPv6 address of the range");
        if (!TryRead(to, out var last, out var lastIsFour)) throw Wrong(row, "B", "no address", "the last IPv4 or IPv6 address of the range");
        if (isFour != lastIsFour) throw Wrong(row, "B", "another kind of address than in column A", "both IPv4 or both IPv6");
        return last >= first ? (first, last, isFour) : throw Wrong(row, "B", "an address before that of column A", "the last address of the range");
    }

    private static (UInt128 First, UInt128 Last, bool IsFour) Network(string text, int row)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !TryRead(text[..slash], out var first, out var isFour)) throw Wrong(row, "A", "no network", "network/length, as 192.0.2.0/24");
        var bits = isFour ? 32 : 128;
        if (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > bits) throw Wrong(row, "A", "no length", $"0 to {bits} after the slash");
        var rest = length == 0 ? (isFour ? uint.MaxValue : UInt128.MaxValue) : (UInt128.One << (bits - length)) - 1;
        return (first & rest) == 0 ? (first, first | rest, isFour) : throw Wrong(row, "A", "a network with bits behind its length", "its first address before the slash");
    }

    private static bool TryRead(string text, out UInt128 number, out bool isFour)
    {
        (number, isFour) = (0, false);
        // "1" and "1.2" are addresses to .NET and to nobody else; a zone is of one machine only.
        if (!IPAddress.TryParse(text, out var address) || text.Contains('%', StringComparison.Ordinal) || text.Contains('[', StringComparison.Ordinal)) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        else if (address.AddressFamily is AddressFamily.InterNetwork && text.Count(letter => letter == '.') != 3) return false;
        isFour = address.AddressFamily is AddressFamily.InterNetwork;
        foreach (var part in address.GetAddressBytes()) number = (number << 8) | part;
        return true;
    }

    private static ushort? Country(string text, int row, string column)
    {
        if (text is "" or "-" or "ZZ") return null;
        return text.Length == 2 && text.All(char.IsAsciiLetter) ? (ushort)((char.ToUpperInvariant(text[0]) << 8) | char.ToUpperInvariant(text[1])) : throw Wrong(row, column, "no country", "two letters, ISO 3166-1 alpha-2");
    }

    private static Range[] Sorted(List<Range> ranges)
    {
        ranges.Sort((a, b) => a.First != b.First ? a.First.CompareTo(b.First) : a.Row.CompareTo(b.Row));
        for (var at = 1; at < ranges.Count; at++)
            if (ranges[at].First <= ranges[at - 1].Last) throw Wrong(Math.Max(ranges[at].Row, ranges[at - 1].Row), "A", $"a range that overlaps that of row {Math.Min(ranges[at].Row, ranges[at - 1].Row)}", "ranges that do not overlap");
        return [.. ranges];
    }

    private static AddressFileException Wrong(int row, string column, string found, string expected) => new(string.Create(CultureInfo.InvariantCulture, $"Row {row}, column {column}: {found}; expected {expected}."));
}
