using Vern.Linkage.Encoding;

namespace Vern.Linkage.Linking;

/// <summary>Links the rows of many sources into persons.</summary>
public static class Linker
{
    /// <summary>Compares, calibrates, clusters and counts.</summary>
    public static LinkResult Link(IReadOnlyList<EncodedSource> sources, LinkOptions? options = null, IProgress<double>? progress = null, CancellationToken cancel = default) =>
        throw new NotSupportedException();
}
