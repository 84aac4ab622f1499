using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Vern.Fingerprints.Index;

/// <summary>
/// An index on the disk, numbers little-endian: a page of 4096 bytes with the mark <c>VERNHX01</c>, the numbers of hashes, of findable hashes, of parts, and the parts' masks; the segment as it
/// lies in memory; the pages of withdrawn numbers; and the SHA-256 of all before it. The checksum finds what was cut or altered by accident; whoever can write the file can also write its checksum, so what the
/// tables say is checked, too.
/// </summary>
internal static unsafe class IndexFile
{
    private const int Page = 4096, MostParts = 32, Check = 32, PageBytes = 8 + 8 * Tombstones.PageWords;
    private static ReadOnlySpan<byte> Mark => "VERNHX01"u8;

    internal static void Write(string path, Segment segment, Tombstones dead)
    {
        var unfinished = path + ".unfinished";
        try
        {
            using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            using (var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
            {
                Put(Header(segment, dead));
                const int Piece = 1 << 20;
                for (long at = 0; at < segment.Length; at += Piece) Put(segment.Slice(at, (int)Math.Min(Piece, segment.Length - at)));
                segment.KeepAlive();
                var page = new byte[PageBytes];
                foreach (var (number, bits) in dead.Pages)
                {
                    BinaryPrimitives.WriteInt64LittleEndian(page, number);
                    for (var word = 0; word < bits.Length; word++) BinaryPrimitives.WriteUInt64LittleEndian(page.AsSpan(8 + 8 * word), bits[word]);
                    Put(page);
                }
                file.Write(sha.GetHashAndReset());
                file.Flush(flushToDisk: true);

                void Put(ReadOnlySpan<byte> bytes)
                {
                    sha.AppendData(bytes);
                    file.Write(bytes);
                }
            }
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    internal static (Segment Segment, Tombstones Dead) Open(string path, bool mapped)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("an index file needs a little-endian processor");
        var name = Path.GetFileName(path);
        var length = new FileInfo(path).Length;
        if (length < Page + Check) throw new InvalidDataException($"{name}: an index expected, the file has only {length} bytes");
        var block = mapped ? NativeBlock.Map(path) : Read(path, length);
        try
        {
            return Parse(name, block);
        }
        finally
        {
            GC.KeepAlive(block);
        }
    }

    private static (Segment, Tombstones) Parse(string name, NativeBlock block)
    {
        var header = new ReadOnlySpan<byte>(block.Start, Page);
        if (!header.StartsWith(Mark)) throw new InvalidDataException($"{name}: an index expected, the file begins otherwise");
        long count = Long(header, 8), live = Long(header, 16), parts = Long(header, 24), pages = Long(header, 32);
        if (count is < 0 or > int.MaxValue || live < 0 || live > count || parts is < 0 or > MostParts || pages is < 0 or > int.MaxValue)
            throw new InvalidDataException($"{name}: its header tells of {count} hashes, {live} findable, {parts} parts; it was altered");
        var divided = new Part[parts];
        for (var part = 0; part < parts; part++) divided[part] = new(Word(header, part, 0), Word(header, part, 1), Word(header, part, 2), Word(header, part, 3));
        if (parts > 0 && (!Divides(divided) || divided.Any(part => part.Bits > Part.WidestBits))) throw new InvalidDataException($"{name}: the parts in its header do not divide 256 bits; it was altered");
        var body = Segment.Bytes((int)count, (int)live, divided);
        var expected = Page + body + pages * PageBytes + Check;
        if (block.Length != expected) throw new InvalidDataException($"{name}: {expected} bytes expected for {count} hashes, there are {block.Length}; it was cut or something was appended");
        Span<byte> sum = stackalloc byte[Check];
        using (var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
        {
            const int Piece = 1 << 24;
            for (long at = 0; at < expected - Check; at += Piece) sha.AppendData(new ReadOnlySpan<byte>(block.Start + at, (int)Math.Min(Piece, expected - Check - at)));
            sha.GetHashAndReset(sum);
        }
        if (!sum.SequenceEqual(new ReadOnlySpan<byte>(block.Start + expected - Check, Check))) throw new InvalidDataException($"{name}: its checksum does not fit; it was altered");
        var dead = Tombstones.Of(Enumerable.Range(0, (int)pages).Select(page => ReadPage(block, Page + body + (long)page * PageBytes)));
        var segment = new Segment(block, Page, 0, (int)count, (int)live, divided);
        if (dead.Count != dead.CountIn(0, (int)count) || !segment.IsSound()) throw new InvalidDataException($"{name}: its tables do not fit its hashes; it was altered");
        segment.Weigh();
        segment.Split(HashIndex.CrowdedKey, Environment.ProcessorCount);
        return (segment, dead);
    }

    private static byte[] Header(Segment segment, Tombstones dead)
    {
        var header = new byte[Page];
        Mark.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8), segment.Count);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), segment.Live);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), segment.Parts.Length);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(32), dead.Pages.Count());
        for (var part = 0; part < segment.Parts.Length; part++)
        {
            var (a, b, c, d) = segment.Parts[part];
            foreach (var (word, mask) in new[] { a, b, c, d }.Index()) BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(64 + 32 * part + 8 * word), mask);
        }
        return header;
    }

    private static bool Divides(Part[] parts)
    {
        var (seen, bits) = (default(Hash256), 0);
        foreach (var part in parts)
        {
            seen = new(seen.A | part.A, seen.B | part.B, seen.C | part.C, seen.D | part.D);
            bits += part.Bits;
        }
        return bits == Hash256.Bits && new[] { seen.A, seen.B, seen.C, seen.D }.Sum(BitOperations.PopCount) == Hash256.Bits;
    }

    private static (int, ulong[]) ReadPage(NativeBlock block, long at)
    {
        var page = new ReadOnlySpan<byte>(block.Start + at, PageBytes);
        var number = Long(page, 0);
        if (number is < 0 or > int.MaxValue >> 12) throw new InvalidDataException("a page of withdrawn numbers is out of range; the index was altered");
        var bits = new ulong[Tombstones.PageWords];
        for (var word = 0; word < bits.Length; word++) bits[word] = BinaryPrimitives.ReadUInt64LittleEndian(page[(8 + 8 * word)..]);
        return ((int)number, bits);
    }

    private static NativeBlock Read(string path, long length)
    {
        var block = NativeBlock.Allocate(length);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        const int Piece = 1 << 24;
        for (long at = 0; at < length; at += Piece) file.ReadExactly(new Span<byte>(block.Start + at, (int)Math.Min(Piece, length - at)));
        return block;
    }

    private static long Long(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);

    private static ulong Word(ReadOnlySpan<byte> header, int part, int word) => BinaryPrimitives.ReadUInt64LittleEndian(header[(64 + 32 * part + 8 * word)..]);
}
