using System.Text;
using Vern.Fingerprints.Digests;

namespace Vern.Fingerprints.Tests;

/// <summary>Digests against published values: RFC 1321 (MD5), FIPS 180 (SHA-1, SHA-256).</summary>
public sealed class DigestTests
{
    [Theory]
    [InlineData("", "d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "900150983cd24fb0d6963f7d28e17f72", "a9993e364706816aba3e25717850c26c9cd0d89d", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public async Task Published_values_are_met(string text, string md5, string sha1, string sha256)
    {
        var digests = await ExactDigests.ReadAsync(new MemoryStream(Encoding.ASCII.GetBytes(text)));
        Assert.Equal(new ExactDigests(md5, sha1, sha256, text.Length), digests);
    }

    [Fact]
    public async Task A_million_letters_are_read_once_and_every_piece_is_passed_on()
    {
        var stream = new ReadOnce(new MemoryStream(Encoding.ASCII.GetBytes(new string('a', 1_000_000))));
        var passed = new MemoryStream();
        var digests = await ExactDigests.ReadAsync(stream, async (piece, cancel) => await passed.WriteAsync(piece, cancel));
        Assert.Equal("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", digests.Sha256);
        Assert.Equal("34aa973cd4c4daa4f61eeb2bdbad27316534016f", digests.Sha1);
        Assert.Equal("7707d6ae4e027c70eea2a935c2296f21", digests.Md5);
        Assert.Equal((1_000_000, 1_000_000), (digests.Length, passed.Length));
    }

    // A stream as a socket gives it: in odd pieces, never back.
    private sealed class ReadOnce(Stream inner) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, Math.Min(count, 777));
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer[..Math.Min(buffer.Length, 777)], cancellationToken);
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
