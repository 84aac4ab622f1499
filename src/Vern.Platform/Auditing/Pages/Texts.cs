using Vern.Platform.Localisation;

namespace Vern.Platform.Auditing.Pages;

/// <summary>Marks the place of the texts on ledgers: <c>Texts.resx</c> beside this file.</summary>
public sealed class Texts
{
    private Texts() { }
    /// <summary>The texts.</summary>
    public static TextSource Source { get; } = TextSource.Beside<Texts>();
}
