using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Vern.Linkage.Encoding;

/// <summary>
/// BLAKE2b with a 64-byte digest, keyed and salted (RFC 7693; the salt is in the parameter block, bytes 32 to 47, as in the BLAKE2 paper).
/// .NET has none. Checked against the RFC's vectors and against Python's <c>hashlib.blake2b</c>.
/// </summary>
public static class Blake2b
{
    /// <summary>Length of a digest in bytes.</summary>
    public const int DigestLength = 64;
    /// <summary>Greatest length of a key in bytes.</summary>
    public const int MaximumKeyLength = 64;
    /// <summary>Greatest length of a salt in bytes; a shorter one is filled up with zeros.</summary>
    public const int MaximumSaltLength = 16;
    internal const int BlockLength = 128;

    private static ReadOnlySpan<ulong> Initial =>
    [
        0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
        0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
    ];

    // RFC 7693, section 2.7; rounds 10 and 11 repeat 0 and 1.
    private static ReadOnlySpan<byte> Schedule =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
        11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
        7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
        9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
        2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
        12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
        13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
        6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
        10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
    ];

    /// <summary>The digest of a message.</summary>
    /// <param name="message">Any length.</param>
    /// <param name="digest">At least 64 bytes.</param>
    /// <param name="key">0 to 64 bytes; empty: unkeyed.</param>
    /// <param name="salt">0 to 16 bytes.</param>
    /// <exception cref="ArgumentException">A length is out of range.</exception>
    public static void Hash(ReadOnlySpan<byte> message, Span<byte> digest, ReadOnlySpan<byte> key = default, ReadOnlySpan<byte> salt = default)
    {
        Span<ulong> state = stackalloc ulong[8];
        if (key.IsEmpty || message.IsEmpty)
        {
            Start(state, key.Length, salt);
            Finish(state, key.IsEmpty ? message : Padded(key, stackalloc byte[BlockLength]), 0, digest);
            return;
        }
        StartKeyed(state, key, salt);
        Finish(state, message, BlockLength, digest);
    }

    /// <summary>The state after the key's block: the same for every message under one key and salt, so it is kept.</summary>
    internal static void StartKeyed(Span<ulong> state, ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
    {
        if (key.IsEmpty) throw new ArgumentException("A key is needed.", nameof(key));
        Start(state, key.Length, salt);
        Compress(state, Padded(key, stackalloc byte[BlockLength]), BlockLength, last: false);
    }

    /// <summary>The digest from a kept state; the state is changed.</summary>
    internal static void Finish(Span<ulong> state, ReadOnlySpan<byte> rest, ulong done, Span<byte> digest)
    {
        while (rest.Length > BlockLength)
        {
            done += BlockLength;
            Compress(state, rest[..BlockLength], done, last: false);
            rest = rest[BlockLength..];
        }
        done += (ulong)rest.Length;
        if (rest.Length == BlockLength) Compress(state, rest, done, last: true);
        else Compress(state, Padded(rest, stackalloc byte[BlockLength]), done, last: true);
        for (var word = 0; word < 8; word++) BinaryPrimitives.WriteUInt64LittleEndian(digest[(word * 8)..], state[word]);
    }

    private static void Start(Span<ulong> state, int keyLength, ReadOnlySpan<byte> salt)
    {
        if (keyLength > MaximumKeyLength) throw new ArgumentException($"A BLAKE2b key has at most {MaximumKeyLength} bytes.", nameof(keyLength));
        if (salt.Length > MaximumSaltLength) throw new ArgumentException($"A BLAKE2b salt has at most {MaximumSaltLength} bytes.", nameof(salt));
        Initial.CopyTo(state);
        state[0] ^= DigestLength | ((ulong)keyLength << 8) | (1 << 16) | (1 << 24);
        Span<byte> padded = stackalloc byte[MaximumSaltLength];
        padded.Clear();
        salt.CopyTo(padded);
        state[4] ^= BinaryPrimitives.ReadUInt64LittleEndian(padded);
        state[5] ^= BinaryPrimitives.ReadUInt64LittleEndian(padded[8..]);
    }

    private static ReadOnlySpan<byte> Padded(ReadOnlySpan<byte> bytes, Span<byte> block)
    {
        block.Clear();
        bytes.CopyTo(block);
        return block;
    }

    private static void Compress(Span<ulong> state, ReadOnlySpan<byte> block, ulong counted, bool last)
    {
        Span<ulong> words = stackalloc ulong[16];
        if (BitConverter.IsLittleEndian) MemoryMarshal.Cast<byte, ulong>(block).CopyTo(words);
        else for (var word = 0; word < 16; word++) words[word] = BinaryPrimitives.ReadUInt64LittleEndian(block[(word * 8)..]);

        // The four rows of the working matrix; a step works on all four columns, then on all four diagonals.
        var low = Vector256.Create<ulong>(state);
        var high = Vector256.Create<ulong>(state[4..]);
        Vector256<ulong> a = low, b = high, c = Vector256.Create<ulong>(Initial);
        var d = Vector256.Create<ulong>(Initial[4..]) ^ Vector256.Create(counted, 0UL, last ? ulong.MaxValue : 0UL, 0UL);
        for (var round = 0; round < 12; round++)
        {
            var s = Schedule.Slice(round * 16, 16);
            Mix(ref a, ref b, ref c, ref d,
                Vector256.Create(words[s[0] & 15], words[s[2] & 15], words[s[4] & 15], words[s[6] & 15]),
                Vector256.Create(words[s[1] & 15], words[s[3] & 15], words[s[5] & 15], words[s[7] & 15]));
            b = Vector256.Shuffle(b, Vector256.Create(1UL, 2, 3, 0));
            c = Vector256.Shuffle(c, Vector256.Create(2UL, 3, 0, 1));
            d = Vector256.Shuffle(d, Vector256.Create(3UL, 0, 1, 2));
            Mix(ref a, ref b, ref c, ref d,
                Vector256.Create(words[s[8] & 15], words[s[10] & 15], words[s[12] & 15], words[s[14] & 15]),
                Vector256.Create(words[s[9] & 15], words[s[11] & 15], words[s[13] & 15], words[s[15] & 15]));
            b = Vector256.Shuffle(b, Vector256.Create(3UL, 0, 1, 2));
            c = Vector256.Shuffle(c, Vector256.Create(2UL, 3, 0, 1));
            d = Vector256.Shuffle(d, Vector256.Create(1UL, 2, 3, 0));
        }
        (low ^ a ^ c).CopyTo(state);
        (high ^ b ^ d).CopyTo(state[4..]);
    }

    private static void Mix(ref Vector256<ulong> a, ref Vector256<ulong> b, ref Vector256<ulong> c, ref Vector256<ulong> d, Vector256<ulong> x, Vector256<ulong> y)
    {
        a = a + b + x;
        d = RotateRight(d ^ a, 32);
        c += d;
        b = RotateRight(b ^ c, 24);
        a = a + b + y;
        d = RotateRight(d ^ a, 16);
        c += d;
        b = RotateRight(b ^ c, 63);
    }

    private static Vector256<ulong> RotateRight(Vector256<ulong> value, int count) => (value >>> count) | (value << (64 - count));
}
