using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Vern.Linkage.Encoding;

/// <summary>Sets the bits of one column's tokens in a filter. Keeps what it computed, so it is one thread's; results do not depend on that.</summary>
internal sealed class TokenHash
{
    private const int MostKept = 1 << 16;
    private static readonly UTF8Encoding Utf8 = new(false, true);
    private static readonly System.Text.Encoding Ascii = System.Text.Encoding.GetEncoding("us-ascii", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    private static readonly UnicodeEncoding Utf16 = new(false, true, true);
    private static readonly UTF32Encoding Utf32 = new(false, true, true);

    private readonly FieldHashing _hashing;
    private readonly byte[] _key0;
    private readonly byte[] _key1;
    private readonly uint _length;
    private readonly Dictionary<string, (uint First, uint Second)> _doubles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ushort[]> _shorts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (uint First, uint Second)>.AlternateLookup<ReadOnlySpan<char>> _doublesBySpan;
    private readonly Dictionary<string, ushort[]>.AlternateLookup<ReadOnlySpan<char>> _shortsBySpan;
    private readonly List<ulong[]> _keyedStates = [];

    public TokenHash(FieldHashing hashing, byte[] key0, byte[] key1, int length)
    {
        (_hashing, _key0, _key1, _length) = (hashing, key0, key1, (uint)length);
        _doublesBySpan = _doubles.GetAlternateLookup<ReadOnlySpan<char>>();
        _shortsBySpan = _shorts.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The strict encoding of a column: it throws where a value cannot be encoded.</summary>
    public static System.Text.Encoding Strict(TokenEncoding encoding) => encoding switch
    {
        TokenEncoding.Ascii => Ascii, TokenEncoding.Utf16 => Utf16, TokenEncoding.Utf32 => Utf32, _ => Utf8,
    };

    /// <summary>Sets the token's first <paramref name="count"/> bits.</summary>
    public void Insert(ReadOnlySpan<char> token, int count, Span<byte> filter)
    {
        if (count == 0) return;
        if (_hashing.Hash == HashKind.Double) InsertDouble(token, count, filter);
        else InsertBlake(token, count, filter);
    }

    private void InsertDouble(ReadOnlySpan<char> token, int count, Span<byte> filter)
    {
        if (!_doublesBySpan.TryGetValue(token, out var hashes))
        {
            hashes = DoubleHash(token);
            if (_doubles.Count < MostKept) _doublesBySpan[token] = hashes;
        }
        var bit = hashes.First;
        for (var i = 0; i < count; i++)
        {
            filter[(int)(bit >> 3)] |= (byte)(0x80 >> (int)(bit & 7));
            bit += hashes.Second;
            if (bit >= _length) bit -= _length;
        }
    }

    private void InsertBlake(ReadOnlySpan<char> token, int count, Span<byte> filter)
    {
        if (!_shortsBySpan.TryGetValue(token, out var indices) || indices.Length < count)
        {
            indices = BlakeHash(token, count);
            if (_shorts.Count < MostKept) _shortsBySpan[token] = indices;
        }
        var mask = _length - 1;
        foreach (var index in indices.AsSpan(0, count))
        {
            var bit = index & mask;
            filter[(int)(bit >> 3)] |= (byte)(0x80 >> (int)(bit & 7));
        }
    }

#pragma warning disable CA5350, CA5351 // SHA-1 and MD5 are clkhash's: an encoding made with other hashes could not be compared with any other body's.
    private (uint First, uint Second) DoubleHash(ReadOnlySpan<char> token)
    {
        var buffer = token.Length <= 120 ? stackalloc byte[512] : new byte[(token.Length * 4) + 32];
        var written = Encode(token, buffer);
        Span<byte> digest = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(_key0, buffer[..written], digest);
        var first = Remainder(digest);
        HMACMD5.HashData(_key1, buffer[..written], digest);
        var second = Remainder(digest[..HMACMD5.HashSizeInBytes]);
        for (var i = 0; _hashing.PreventSingularity && second == 0; i++)
        {
            var added = new Rune(i).EncodeToUtf8(buffer[written..]);
            HMACMD5.HashData(_key1, buffer[..(written + added)], digest);
            second = Remainder(digest[..HMACMD5.HashSizeInBytes]);
        }
        return (first, second);
    }
#pragma warning restore CA5350, CA5351

    private uint Remainder(ReadOnlySpan<byte> bigEndian)
    {
        ulong rest = 0;
        for (var i = 0; i < bigEndian.Length; i += 4) rest = ((rest << 32) | BinaryPrimitives.ReadUInt32BigEndian(bigEndian[i..])) % _length;
        return (uint)rest;
    }

    private ushort[] BlakeHash(ReadOnlySpan<char> token, int count)
    {
        var buffer = token.Length <= 120 ? stackalloc byte[512] : new byte[(token.Length * 4) + 32];
        var written = Encode(token, buffer);
        var blocks = (count + 31) / 32;
        var indices = new ushort[blocks * 32];
        var bytes = MemoryMarshal.AsBytes(indices.AsSpan());
        Span<ulong> state = stackalloc ulong[8];
        for (var block = 0; block < blocks; block++)
        {
            if (block == _keyedStates.Count)
            {
                Blake2b.StartKeyed(state, _key0, System.Text.Encoding.ASCII.GetBytes(block.ToString(CultureInfo.InvariantCulture)));
                _keyedStates.Add(state.ToArray());
            }
            _keyedStates[block].CopyTo(state);
            Blake2b.Finish(state, buffer[..written], Blake2b.BlockLength, bytes[(block * 64)..]);
        }
        if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(indices, indices);
        return indices;
    }

    private int Encode(ReadOnlySpan<char> token, Span<byte> buffer)
    {
        var encoding = Strict(_hashing.Encoding);
        var mark = encoding.Preamble;
        mark.CopyTo(buffer);
        return mark.Length + encoding.GetBytes(token, buffer[mark.Length..]);
    }
}
