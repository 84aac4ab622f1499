using System.Buffers;
using System.Globalization;

namespace Vern.Linkage.Encoding;

/// <summary>One column: the value is checked, brought to its form, cut, and its bits set. One thread's.</summary>
internal sealed class FieldEncoder(Feature feature, byte[] key0, byte[] key1, int length)
{
    private readonly FieldHashing _hashing = feature.Hashing!;
    private readonly TokenHash _hash = new(feature.Hashing!, key0, key1, length);

    /// <summary>Sets the value's bits.</summary>
    /// <returns>What was expected of the value, or null when it is right.</returns>
    public string? Insert(string value, Span<byte> filter)
    {
        if (_hashing.Missing is { } missing && value == missing.Sentinel) value = missing.Replacement;
        else if (ValueCheck.Check(feature, ref value) is { } expected) return expected;
        if (value.Length == 0) return null;
        try
        {
            if (_hashing.Comparison is NgramComparison ngram && IsPlain(value)) InsertNgrams(value, ngram, filter);
            else InsertTokens(TokenCutting.Tokens(_hashing.Comparison, value), filter);
        }
        catch (FormatException error)
        {
            return error.Message;
        }
        catch (System.Text.EncoderFallbackException)
        {
            return ValueCheck.Encodable(_hashing.Encoding);
        }
        return null;
    }

    private static bool IsPlain(string value) => !value.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');

    private void InsertTokens(IReadOnlyList<string> tokens, Span<byte> filter)
    {
        for (var i = 0; i < tokens.Count; i++) _hash.Insert(tokens[i], _hashing.Insertions(i, tokens.Count), filter);
    }

    // The common case without a string per token: every char is a code point, and a token is a slice.
    private void InsertNgrams(string value, NgramComparison ngram, Span<byte> filter)
    {
        var padding = ngram.N - 1;
        var size = value.Length + (2 * padding);
        var rented = size > 256 ? ArrayPool<char>.Shared.Rent(size) : null;
        var padded = rented is null ? stackalloc char[256] : rented;
        padded = padded[..size];
        padded.Fill(' ');
        value.CopyTo(padded[padding..]);
        var count = size - ngram.N + 1;
        if (!ngram.Positional)
        {
            for (var i = 0; i < count; i++) _hash.Insert(padded.Slice(i, ngram.N), _hashing.Insertions(i, count), filter);
        }
        else
        {
            var token = ngram.N > 100 ? new char[ngram.N + 12] : stackalloc char[112];
            for (var i = 0; i < count; i++)
            {
                (i + 1).TryFormat(token, out var digits, provider: CultureInfo.InvariantCulture);
                token[digits] = ' ';
                padded.Slice(i, ngram.N).CopyTo(token[(digits + 1)..]);
                _hash.Insert(token[..(digits + 1 + ngram.N)], _hashing.Insertions(i, count), filter);
            }
        }
        if (rented is not null) ArrayPool<char>.Shared.Return(rented, clearArray: true);
    }
}
