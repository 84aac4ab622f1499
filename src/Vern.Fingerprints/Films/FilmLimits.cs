namespace Vern.Fingerprints.Films;

/// <summary>What the decoding of one film may take. The kernel enforces memory and processor time in the decoder's own process; who asks enforces the time on the clock.</summary>
public sealed record FilmLimits
{
    /// <summary>Bytes of the file, 512 MiB: it lies in memory as a whole, since many a film has its index at its end.</summary>
    public long Bytes { get; init; } = 512L << 20;

    /// <summary>Width times height of a frame, 36 million: 8K.</summary>
    public long Pixels { get; init; } = 36_000_000;

    /// <summary>Bytes of memory that the decoder may reserve in all, 2 GiB, of which its libraries take less than 0.4; the file itself comes on top.</summary>
    public long Memory { get; init; } = 2L << 30;

    /// <summary>Seconds of processor time, and on the clock after the last byte has come: 1,200.</summary>
    public int Seconds { get; init; } = 1_200;

    /// <summary>Frames that are hashed, one a second: 3,600, the first hour. What comes after is not looked at, and the fingerprint says so.</summary>
    public int Frames { get; init; } = 3_600;
}
