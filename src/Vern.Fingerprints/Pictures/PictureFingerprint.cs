using Vern.Fingerprints.Digests;
using Vern.Fingerprints.Pdq;

namespace Vern.Fingerprints.Pictures;

/// <summary>All that is kept of a picture: none of it shows the picture, but a hash tells enough of it to be kept as carefully as what it points at (docs/method-fingerprints.md).</summary>
/// <param name="Pdq">The perceptual hash of the picture as it lies, its quality and stability.</param>
/// <param name="Variants">The hashes of all eight ways to turn and mirror it.</param>
/// <param name="Digests">The exact digests of the file.</param>
/// <param name="Provenance">Decoder, resize and algorithm.</param>
/// <param name="Width">Of the picture, before it was made smaller.</param>
/// <param name="Height">The same.</param>
public sealed record PictureFingerprint(PdqFingerprint Pdq, PdqVariants Variants, ExactDigests Digests, Provenance Provenance, int Width, int Height);
