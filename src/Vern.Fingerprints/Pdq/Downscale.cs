using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Vern.Fingerprints.Pdq;

/// <summary>
/// The picture at 64 × 64: two box filters along rows and two along columns (a tent, after Jarosz), then every sixty-fourth. Each running sum adds and subtracts in the reference's order;
/// eight rows go side by side, columns go as wide as the processor's vectors, and the last two filters write only what is kept.
/// </summary>
internal static class Downscale
{
    internal const int Side = 64, Pixels = Side * Side;
    private const int Together = 8;

    /// <summary>Fills <paramref name="small"/>, 64 × 64 row by row. <paramref name="keeps64"/>: a picture of that size is taken as it is.</summary>
    internal static void To64(in Luma luma, bool keeps64, Span<float> small)
    {
        var (rows, columns) = (luma.Rows, luma.Columns);
        if (keeps64 && rows == Side && columns == Side)
        {
            for (var row = 0; row < Side; row++) luma.Row(row, small.Slice(row * Side, Side));
            return;
        }
        var along = new Window(columns);
        var down = new Window(rows);
        var padded = (rows + Together - 1) / Together * Together;
        var strip = Together * Math.Max(columns, Side);
        var rented = ArrayPool<float>.Shared.Rent(padded * (columns + Side) + 2 * strip + columns + Math.Max(columns, Side));
        var rest = rented.AsSpan();
        Span<float> filtered = Take(ref rest, padded * columns), narrow = Take(ref rest, padded * Side), input = Take(ref rest, strip), sums = Take(ref rest, strip);
        Span<float> running = Take(ref rest, Math.Max(columns, Side)), divisors = Take(ref rest, columns);
        along.Divisors(divisors);
        Span<int> keptColumns = stackalloc int[Side], keptRows = stackalloc int[Side];
        Kept(columns, keptColumns);
        Kept(rows, keptRows);

        for (var row = 0; row < rows; row += Together)
        {
            for (var i = 0; i < Together; i++) luma.Row(Math.Min(row + i, rows - 1), input.Slice(i * columns, columns));
            SumRows(along, input, sums, columns);
            for (var i = 0; i < Together; i++) Divide(sums.Slice(i * columns, columns), divisors, filtered.Slice((row + i) * columns, columns));
        }
        var first = new ColumnFilter(down, filtered, columns, running);
        for (var row = 0; row < rows; row += Together)
        {
            for (var i = 0; i < Together && row + i < rows; i++) first.Next(row + i, input.Slice(i * columns, columns));
            SumRows(along, input, sums, columns);
            for (var i = 0; i < Together; i++)
            {
                var kept = narrow.Slice((row + i) * Side, Side);
                for (var x = 0; x < Side; x++) kept[x] = sums[i * columns + keptColumns[x]] / divisors[keptColumns[x]];
            }
        }
        var second = new ColumnFilter(down, narrow, Side, running);
        for (int row = 0, wanted = 0; wanted < Side; row++)
        {
            second.Next(row, input);
            for (; wanted < Side && keptRows[wanted] == row; wanted++) input[..Side].CopyTo(small[(wanted * Side)..]);
        }
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>PDQ's quality of a 64 × 64 picture, 0 to 100: the sum of differences between neighbours, each in per cent of 255 and cut to a whole number, by 90.</summary>
    internal static int Quality(ReadOnlySpan<float> small)
    {
        var sum = 0;
        for (var row = 0; row < Side; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                var here = small[row * Side + column];
                if (row < Side - 1) sum += Math.Abs((int)((here - small[(row + 1) * Side + column]) * 100 / 255));
                if (column < Side - 1) sum += Math.Abs((int)((here - small[row * Side + column + 1]) * 100 / 255));
            }
        }
        return Math.Min(100, sum / 90);
    }

    private static Span<float> Take(ref Span<float> rest, int length)
    {
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    // The place in the middle of each sixty-fourth.
    private static void Kept(int side, Span<int> places)
    {
        for (var i = 0; i < Side; i++) places[i] = (int)((i + 0.5) * side / Side);
    }

    /// <summary>A box that runs along <paramref name="length"/> places, and how many it covers at each: fewer at both ends.</summary>
    private readonly struct Window(int length)
    {
        private readonly int _length = length, _full = (length + 127) / 128;

        private int Half => (_full + 2) / 2;

        /// <summary>How far ahead of the place that is written the box adds.</summary>
        internal int Ahead => Half - 1;

        /// <summary>The first place at which it subtracts, too.</summary>
        internal int Filled => _full - Half + 1;

        /// <summary>The first place at which it adds no more.</summary>
        internal int Emptying => Filled + _length - _full;

        internal int Covered(int place) => place < Filled ? Ahead + place + 1 : place < Emptying ? _full : _full - (place - Emptying) - 1;

        internal void Divisors(Span<float> divisors)
        {
            for (var place = 0; place < divisors.Length; place++) divisors[place] = Covered(place);
        }
    }

    // Eight rows at a time, each with a running sum of its own: additions of one row wait for one another, those of eight do not.
    private static unsafe void SumRows(Window window, ReadOnlySpan<float> input, Span<float> sums, int columns)
    {
        unchecked
        {
            fixed (float* from = input, into = sums)
            {
                var (ahead, filled, emptying) = (window.Ahead, window.Filled, window.Emptying);
                nint n = columns;
                float* i0 = from, i1 = i0 + n, i2 = i1 + n, i3 = i2 + n;
                float* o0 = into, o1 = o0 + n, o2 = o1 + n, o3 = o2 + n;
                for (var half = 0; half < 2; half++, i0 += 4 * n, i1 += 4 * n, i2 += 4 * n, i3 += 4 * n, o0 += 4 * n, o1 += 4 * n, o2 += 4 * n, o3 += 4 * n)
                {
                    float s0 = 0, s1 = 0, s2 = 0, s3 = 0;
                    nint add = 0, take = 0, place = 0;
                    for (; add < ahead; add++) { s0 += i0[add]; s1 += i1[add]; s2 += i2[add]; s3 += i3[add]; }
                    for (; place < filled; place++, add++)
                    {
                        s0 += i0[add]; s1 += i1[add]; s2 += i2[add]; s3 += i3[add];
                        o0[place] = s0; o1[place] = s1; o2[place] = s2; o3[place] = s3;
                    }
                    for (; place < emptying; place++, add++, take++)
                    {
                        s0 += i0[add]; s1 += i1[add]; s2 += i2[add]; s3 += i3[add];
                        s0 -= i0[take]; s1 -= i1[take]; s2 -= i2[take]; s3 -= i3[take];
                        o0[place] = s0; o1[place] = s1; o2[place] = s2; o3[place] = s3;
                    }
                    for (; place < n; place++, take++)
                    {
                        s0 -= i0[take]; s1 -= i1[take]; s2 -= i2[take]; s3 -= i3[take];
                        o0[place] = s0; o1[place] = s1; o2[place] = s2; o3[place] = s3;
                    }
                }
            }
        }
    }

    private static void Divide(ReadOnlySpan<float> sums, ReadOnlySpan<float> divisors, Span<float> into)
    {
        var place = 0;
        for (; place <= sums.Length - Vector<float>.Count; place += Vector<float>.Count)
            (new Vector<float>(sums[place..]) / new Vector<float>(divisors[place..])).CopyTo(into[place..]);
        for (; place < sums.Length; place++) into[place] = sums[place] / divisors[place];
    }

    /// <summary>Filters along columns, a row of output at a time; the running sums of all columns lie side by side.</summary>
    private readonly ref struct ColumnFilter
    {
        private readonly Window _window;
        private readonly ReadOnlySpan<float> _input;
        private readonly int _columns;
        private readonly Span<float> _sums;

        internal ColumnFilter(Window window, ReadOnlySpan<float> input, int columns, Span<float> sums)
        {
            (_window, _columns) = (window, columns);
            _input = input;
            _sums = sums[..columns];
            _sums.Clear();
            for (var row = 0; row < window.Ahead; row++) Step(Row(row), [], 0, []);
        }

        internal void Next(int row, Span<float> into) =>
            Step(row < _window.Emptying ? Row(row + _window.Ahead) : [], row >= _window.Filled ? Row(row - _window.Filled) : [], _window.Covered(row), into);

        private ReadOnlySpan<float> Row(int row) => _input.Slice(row * _columns, _columns);

        private void Step(ReadOnlySpan<float> add, ReadOnlySpan<float> take, int covered, Span<float> into)
        {
            var wide = MemoryMarshal.Cast<float, Vector<float>>(_sums);
            ReadOnlySpan<Vector<float>> wideAdd = MemoryMarshal.Cast<float, Vector<float>>(add), wideTake = MemoryMarshal.Cast<float, Vector<float>>(take);
            var wideInto = MemoryMarshal.Cast<float, Vector<float>>(into);
            var divisor = new Vector<float>(covered);
            for (var i = 0; i < wide.Length; i++)
            {
                var sum = wide[i];
                if (i < wideAdd.Length) sum += wideAdd[i];
                if (i < wideTake.Length) sum -= wideTake[i];
                wide[i] = sum;
                if (i < wideInto.Length) wideInto[i] = sum / divisor;
            }
            for (var x = wide.Length * Vector<float>.Count; x < _sums.Length; x++)
            {
                if (add.Length > 0) _sums[x] += add[x];
                if (take.Length > 0) _sums[x] -= take[x];
                if (into.Length > 0) into[x] = _sums[x] / covered;
            }
        }
    }
}
