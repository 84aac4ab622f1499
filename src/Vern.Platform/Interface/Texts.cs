using Vern.Platform.Localisation;

namespace Vern.Platform.Interface;

/// <summary>Marks the place of the frame's texts: <c>Texts.resx</c> beside this file.</summary>
public sealed class Texts
{
    private Texts() { }
    /// <summary>The texts that stand around every page.</summary>
    public static TextSource Source { get; } = TextSource.Beside<Texts>();
}
