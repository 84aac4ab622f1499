namespace Vern.Fingerprints.Pictures;

/// <summary>What the decoding of one picture may take. The kernel enforces memory and processor time in the decoder's own process; who asks enforces the time on the clock.</summary>
public sealed record DecodeLimits
{
    /// <summary>Bytes of the file, 256 MiB.</summary>
    public long Bytes { get; init; } = 256L << 20;

    /// <summary>Width times height, 100 million. More is refused by the header, before anything is unpacked.</summary>
    public long Pixels { get; init; } = 100_000_000;

    /// <summary>Bytes of memory above what the process has when it begins, 1 GiB.</summary>
    public long Memory { get; init; } = 1L << 30;

    /// <summary>Seconds of processor time, and on the clock after the last byte has come: 20.</summary>
    public int Seconds { get; init; } = 20;
}

/// <summary>A file has no fingerprint: it is no picture or film that is read, is broken, or asks for more than the limits. The message says which in one line, and tells nothing of what is seen in it.</summary>
public sealed class PictureException(string message) : Exception(message);
