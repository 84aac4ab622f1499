using System.Security.Cryptography;
using Vern.Fingerprints.Pdq;
using Vern.Fingerprints.Pictures;

namespace Vern.Material.Intake;

/// <summary>
/// Counts the fingerprints of a file as its bytes go by: the exact digests always, the perceptual hash where it is a picture short enough and this machine decodes pictures, in a process of its own. The bytes are read once,
/// kept nowhere and written nowhere.
/// </summary>
/// <param name="pictures">Decodes pictures; null: none are decoded here.</param>
public sealed class CountFile(PictureReader? pictures) : IDisposable
{
    /// <summary>Longer files get exact digests only, in bytes.</summary>
    public const long LongestPicture = 32L << 20;
    /// <summary>So many pictures are decoded at a time; others wait, and their senders with them.</summary>
    public const int AtOnce = 2;

    private readonly SemaphoreSlim turn = new(AtOnce);

    /// <summary>Starts the program that this process runs, or that lies beside it, for each picture.</summary>
    public static CountFile OfThisMachine()
    {
        if (!PictureReader.IsAvailable || Environment.ProcessPath is not { } process) return new(null);
        var beside = Path.Combine(AppContext.BaseDirectory, "vern.dll");
        if (Path.GetFileNameWithoutExtension(process) is "vern") return new(new([process]));
        return File.Exists(beside) ? new(new([Path.GetFileNameWithoutExtension(process) is "dotnet" ? process : "dotnet", beside])) : new(null);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="length">How long it is at most, where that is known.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<FileFingerprints> RunAsync(Stream stream, long? length, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var counted = new CountingStream(stream);
        PdqFingerprint? picture = null;
        await counted.PeekAsync(cancel);
        if (pictures is not null && length is null or <= LongestPicture && LooksLikePicture(counted.Head.Span))
        {
            await turn.WaitAsync(cancel);
            try { picture = (await pictures.ReadAsync(counted, cancel)).Pdq; }
            catch (Exception none) when (none is PictureException or PlatformNotSupportedException or System.ComponentModel.Win32Exception) { } // it has no perceptual hash; its digests go on
            finally { turn.Release(); }
        }
        await counted.DrainAsync(cancel);
        var (md5, sha1, sha256, bytes) = counted.End();
        return new() { Md5 = md5, Sha1 = sha1, Sha256 = sha256, Length = bytes, Pdq = picture?.Hash.ToString(), Quality = picture?.Quality };
    }

    /// <inheritdoc />
    public void Dispose() => turn.Dispose();

    // JPEG, PNG, GIF, WebP, BMP, TIFF, and the family of HEIF: the decoder decides, this spares it the rest.
    private static bool LooksLikePicture(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]) || head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) || head.StartsWith("GIF8"u8)
        || head.StartsWith("BM"u8) || head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8) || (head.Length >= 12 && ((head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual("WEBP"u8)) || head[4..8].SequenceEqual("ftyp"u8)));

    // Passes a stream on and counts what goes by.
    private sealed class CountingStream(Stream inner) : Stream
    {
        private readonly IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5), sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1), sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly byte[] head = new byte[16];
        private int headLength, given;
        private long length;

        public ReadOnlyMemory<byte> Head => head.AsMemory(0, headLength);

        public async Task PeekAsync(CancellationToken cancel)
        {
            headLength = await inner.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
            Count(Head.Span);
        }

        public async Task DrainAsync(CancellationToken cancel)
        {
            var buffer = new byte[64 * 1024];
            while (await ReadAsync(buffer, cancel) > 0) { }
            CryptographicOperations.ZeroMemory(buffer);
        }

        public (string Md5, string Sha1, string Sha256, long Length) End() => (Convert.ToHexStringLower(md5.GetHashAndReset()), Convert.ToHexStringLower(sha1.GetHashAndReset()), Convert.ToHexStringLower(sha256.GetHashAndReset()), length);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (given < headLength)
            {
                var first = Math.Min(buffer.Length, headLength - given);
                head.AsSpan(given, first).CopyTo(buffer.Span);
                given += first;
                return first;
            }
            var read = await inner.ReadAsync(buffer, cancellationToken);
            Count(buffer.Span[..read]);
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) foreach (var hash in (IncrementalHash[])[md5, sha1, sha256]) hash.Dispose();
            base.Dispose(disposing);
        }

        private void Count(ReadOnlySpan<byte> piece)
        {
            md5.AppendData(piece);
            sha1.AppendData(piece);
            sha256.AppendData(piece);
            length += piece.Length;
        }
    }
}
