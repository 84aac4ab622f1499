using Vern.Fingerprints.Digests;
using Vern.Fingerprints.Pdq;

namespace Vern.Fingerprints.Films;

/// <summary>All that is kept of a film; as with a picture none of it shows it, and all of it is kept as carefully as what it points at (docs/method-fingerprints.md).</summary>
/// <param name="Runs">The hashes of its frames, one a second, equal ones that follow one another as one. Empty where no decoder is installed.</param>
/// <param name="IsCut">True if the film goes on after the last frame that is hashed: it is longer than the limit.</param>
/// <param name="Digests">The exact digests of the file.</param>
/// <param name="Provenance">Decoder, rate, size and algorithm; null where no decoder is installed, so that there are exact digests only.</param>
public sealed record FilmFingerprint(IReadOnlyList<FilmRun> Runs, bool IsCut, ExactDigests Digests, FilmProvenance? Provenance)
{
    /// <summary>How many frames were hashed.</summary>
    public int Frames => Runs.Sum(run => run.Frames);
}

/// <summary>A hash of a film and when it is seen: at each second from the first to the last, both included.</summary>
/// <param name="From">The first second, counted from 0.</param>
/// <param name="To">The last second, never before the first.</param>
/// <param name="Pdq">Hash, quality and stability; where frames of the same hash differ in quality, of the poorest.</param>
public sealed record FilmRun(int From, int To, PdqFingerprint Pdq)
{
    /// <summary>How many frames have it.</summary>
    public int Frames => To - From + 1;
}

/// <summary>What stands behind the hashes of a film.</summary>
/// <param name="Decoder">Who made pixels of the bytes, with version, such as <c>ffmpeg 5.1.9-0+deb12u1</c>.</param>
/// <param name="FramesASecond">How many frames of a second are hashed: 1.</param>
/// <param name="Resize">How frames were brought to the size that is hashed: <see cref="AreaWithin512"/>.</param>
/// <param name="Width">Of a frame as it was hashed.</param>
/// <param name="Height">The same.</param>
/// <param name="Algorithm">Which PDQ, such as <see cref="Provenance.Reference"/>.</param>
public sealed record FilmProvenance(string Decoder, int FramesASecond, string Resize, int Width, int Height, string Algorithm)
{
    /// <summary>At most 512 × 512, proportions kept, each pixel the mean of those it stands for; never made larger.</summary>
    public const string AreaWithin512 = "area-within-512";
}
