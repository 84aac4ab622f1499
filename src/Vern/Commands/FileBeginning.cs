namespace Vern.Commands;

/// <summary>A stream whose first bytes have been looked at and are read again with the rest, so that a file that comes once, through a pipe, is judged by how it begins.</summary>
internal sealed class FileBeginning : Stream
{
    private readonly Stream rest;
    private ReadOnlyMemory<byte> head;

    private FileBeginning(Stream rest, ReadOnlyMemory<byte> head) => (this.rest, this.head) = (rest, head);

    /// <summary>The first bytes that have not been read yet.</summary>
    internal ReadOnlySpan<byte> Head => head.Span;

    /// <summary>Looks at the first bytes of a stream, which it owns from then on.</summary>
    internal static async Task<FileBeginning> OfAsync(Stream stream, int bytes, CancellationToken cancel)
    {
        var first = new byte[bytes];
        return new(stream, first.AsMemory(0, await stream.ReadAtLeastAsync(first, bytes, throwOnEndOfStream: false, cancel)));
    }

    /// <inheritdoc />
    public override int Read(Span<byte> buffer) => head.IsEmpty ? rest.Read(buffer) : FromHead(buffer);

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => head.IsEmpty ? rest.ReadAsync(buffer, cancellationToken) : new(FromHead(buffer.Span));

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    private int FromHead(Span<byte> buffer)
    {
        var some = Math.Min(buffer.Length, head.Length);
        head.Span[..some].CopyTo(buffer);
        head = head[some..];
        return some;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing) rest.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc />
    public override bool CanRead => true;
    /// <inheritdoc />
    public override bool CanSeek => false;
    /// <inheritdoc />
    public override bool CanWrite => false;
    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();
    /// <inheritdoc />
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    /// <inheritdoc />
    public override void Flush() { }
    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();
    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
