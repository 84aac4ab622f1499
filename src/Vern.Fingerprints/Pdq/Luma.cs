namespace Vern.Fingerprints.Pdq;

/// <summary>Reads rows of brightness from pixels, at most 512 × 512, by nearest neighbour where the picture is larger.</summary>
internal readonly ref struct Luma
{
    // Brightness is 0.299 R + 0.587 G + 0.114 B in single precision, added from left to right: three products looked up.
    private static readonly float[] Red = Products(0.299f), Green = Products(0.587f), Blue = Products(0.114f);

    private readonly ReadOnlySpan<byte> _pixels;
    private readonly int _width, _height, _channels;
    private readonly bool _resized;

    internal Luma(ReadOnlySpan<byte> pixels, int width, int height, int channels)
    {
        _pixels = pixels;
        (_width, _height, _channels) = (width, height, channels);
        _resized = width > PdqHasher.LongestSide || height > PdqHasher.LongestSide;
        (Rows, Columns) = _resized ? (PdqHasher.LongestSide, PdqHasher.LongestSide) : (height, width);
    }

    internal int Rows { get; }

    internal int Columns { get; }

    /// <summary>The source of a place in a picture that is made 512 wide: floor(place · side / 512).</summary>
    internal static int Source(int place, int side) => (int)((long)place * side / PdqHasher.LongestSide);

    internal void Row(int row, Span<float> into)
    {
        unchecked
        {
            var source = _pixels.Slice((_resized ? Source(row, _height) : row) * _width * _channels, _width * _channels);
            into = into[..Columns];
            if (_resized)
            {
                for (var x = 0; x < into.Length; x++)
                {
                    var at = Source(x, _width) * _channels;
                    into[x] = _channels < 3 ? source[at] : Red[source[at]] + Green[source[at + 1]] + Blue[source[at + 2]];
                }
            }
            else if (_channels < 3)
            {
                for (var x = 0; x < into.Length; x++) into[x] = source[x * _channels];
            }
            else
            {
                var (red, green, blue) = (Red, Green, Blue);
                for (int x = 0, at = 0; x < into.Length && at + 2 < source.Length; x++, at += _channels) into[x] = red[source[at]] + green[source[at + 1]] + blue[source[at + 2]];
            }
        }
    }

    private static float[] Products(float weight) => [.. Enumerable.Range(0, 256).Select(sample => weight * sample)];
}
