using System.Buffers;
using System.Security.Cryptography;

namespace Vern.Fingerprints.Digests;

/// <summary>The exact digests of a file, made in one reading. MD5 and SHA-1 are here because lists of known files name files by them, not because they resist anyone.</summary>
/// <param name="Md5">32 hexadecimal digits, small letters.</param>
/// <param name="Sha1">40 hexadecimal digits.</param>
/// <param name="Sha256">64 hexadecimal digits.</param>
/// <param name="Length">Bytes of the file.</param>
public sealed record ExactDigests(string Md5, string Sha1, string Sha256, long Length)
{
    /// <summary>Reads a stream to its end, once, and hands each piece on as it comes.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="passOn">Is given each piece, which is only its to look at while it runs; null if nobody else reads.</param>
    /// <param name="cancel">Stops the reading.</param>
    public static async Task<ExactDigests> ReadAsync(Stream stream, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask>? passOn = null, CancellationToken cancel = default)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
        try
        {
            long length = 0;
            for (int read; (read = await stream.ReadAsync(buffer, cancel)) > 0; length += read)
            {
                var piece = buffer.AsMemory(0, read);
                md5.AppendData(piece.Span);
                sha1.AppendData(piece.Span);
                sha256.AppendData(piece.Span);
                if (passOn is not null) await passOn(piece, cancel);
            }
            return new(Hex(md5), Hex(sha1), Hex(sha256), length);
        }
        finally
        {
            // What was read is not left in a pool that others rent from.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }

        static string Hex(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
