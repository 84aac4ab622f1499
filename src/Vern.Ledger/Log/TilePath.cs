using System.Globalization;

namespace Vern.Ledger.Log;

/// <summary>
/// Name of a tile or entry bundle in C2SP tlog-tiles: <c>tile/&lt;L&gt;/&lt;N&gt;[.p/&lt;W&gt;]</c>, <c>tile/entries/&lt;N&gt;[.p/&lt;W&gt;]</c>.
/// Level −1 stands for entry bundles. Width is 1 to 256; 256 is a full tile and has no suffix.
/// </summary>
public readonly record struct TilePath(int Level, long Index, int Width = TilePath.FullWidth)
{
    /// <summary>Hashes in a full tile.</summary>
    public const int FullWidth = 256;

    /// <summary>The level that stands for entry bundles.</summary>
    public const int Entries = -1;

    /// <summary>True for a tile of 256 hashes, which never changes again.</summary>
    public bool IsFull => Width == FullWidth;

    /// <summary>The name without the partial suffix; the folder of partial tiles is this and <c>.p</c>.</summary>
    public string FullName
    {
        get
        {
            var number = (Index % 1000).ToString("000", CultureInfo.InvariantCulture);
            for (var rest = Index / 1000; rest > 0; rest /= 1000) number = $"x{(rest % 1000).ToString("000", CultureInfo.InvariantCulture)}/{number}";
            return Level == Entries ? $"tile/entries/{number}" : string.Create(CultureInfo.InvariantCulture, $"tile/{Level}/{number}");
        }
    }

    /// <summary>The name, relative to the log's folder or prefix, with forward slashes.</summary>
    public override string ToString() => IsFull ? FullName : string.Create(CultureInfo.InvariantCulture, $"{FullName}.p/{Width}");

    /// <summary>Reads a name; only the one canonical spelling of it is taken.</summary>
    public static bool TryParse(string name, out TilePath path)
    {
        ArgumentNullException.ThrowIfNull(name);
        path = default;
        var parts = name.Split('/');
        if (parts.Length < 3 || parts[0] != "tile") return false;
        var level = Entries;
        if (parts[1] != "entries" && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out level) || level > 63)) return false;
        var width = FullWidth;
        var numbers = parts[2..];
        if (numbers.Length > 1 && numbers[^2].EndsWith(".p", StringComparison.Ordinal))
        {
            if (!int.TryParse(numbers[^1], NumberStyles.None, CultureInfo.InvariantCulture, out width) || width is < 1 or >= FullWidth) return false;
            numbers = [.. numbers[..^2], numbers[^2][..^2]];
        }
        if (numbers.Length > 6) return false;
        long index = 0;
        foreach (var part in numbers)
        {
            if (!int.TryParse(part.AsSpan(part.StartsWith('x') ? 1 : 0), NumberStyles.None, CultureInfo.InvariantCulture, out var digits) || digits > 999) return false;
            index = (index * 1000) + digits;
        }
        path = new TilePath(level, index, width);
        return string.Equals(path.ToString(), name, StringComparison.Ordinal);
    }

    /// <summary>The tiles at the right edge and every full one to its left: how many full tiles a level has in a tree of this size, and how wide the last one is (0: none).</summary>
    /// <param name="level">−1 (entries) or 0 to 7.</param>
    /// <param name="size">Leaves in the tree.</param>
    public static (long Full, int Partial) Extent(int level, long size)
    {
        var hashes = size >> (8 * Math.Max(level, 0));
        return (hashes / FullWidth, (int)(hashes % FullWidth));
    }
}
