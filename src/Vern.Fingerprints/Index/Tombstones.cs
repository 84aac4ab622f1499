namespace Vern.Fingerprints.Index;

/// <summary>The numbers that were withdrawn: pages of bits that are copied when they change, so that whoever holds an older one sees it unchanged.</summary>
internal sealed class Tombstones
{
    /// <summary>Words of 64 bits on a page.</summary>
    internal const int PageWords = 64;
    private const int PageShift = 12;
    private readonly ulong[]?[] _pages;

    private Tombstones(ulong[]?[] pages, int count) => (_pages, Count) = (pages, count);

    internal static Tombstones None { get; } = new([], 0);

    internal int Count { get; }

    /// <summary>Pages that hold any, for the file.</summary>
    internal IEnumerable<(int Page, ulong[] Bits)> Pages => _pages.Select((bits, page) => (page, bits)).Where(page => page.bits is not null)!;

    internal bool Contains(int number)
    {
        var page = number >> PageShift;
        return page < _pages.Length && _pages[page] is { } bits && (bits[number >> 6 & (PageWords - 1)] >> (number & 63) & 1) != 0;
    }

    internal int CountIn(int first, int count)
    {
        var found = 0;
        if (Count == 0) return 0;
        for (var number = first; number < first + count; number++)
        {
            if (_pages.Length <= number >> PageShift) break;
            if (_pages[number >> PageShift] is null) number |= (1 << PageShift) - 1;
            else if (Contains(number)) found++;
        }
        return found;
    }

    internal Tombstones With(int number)
    {
        var page = number >> PageShift;
        var pages = new ulong[]?[Math.Max(_pages.Length, page + 1)];
        _pages.CopyTo(pages, 0);
        var bits = pages[page] is { } old ? (ulong[])old.Clone() : new ulong[PageWords];
        bits[number >> 6 & (PageWords - 1)] |= 1UL << (number & 63);
        pages[page] = bits;
        return new(pages, Count + 1);
    }

    /// <summary>As they were written to a file.</summary>
    internal static Tombstones Of(IEnumerable<(int Page, ulong[] Bits)> pages)
    {
        var all = pages.ToList();
        var table = new ulong[]?[all.Count == 0 ? 0 : all.Max(page => page.Page) + 1];
        foreach (var (page, bits) in all) table[page] = bits;
        return new(table, all.Sum(page => page.Bits.Sum(word => System.Numerics.BitOperations.PopCount(word))));
    }
}
