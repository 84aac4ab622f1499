using Vern.Platform.Localisation;

namespace Vern.Material.Triage;

/// <summary>Marks the place of the texts on reading and weighing reports: <c>Texts.resx</c> beside this file.</summary>
public sealed class Texts
{
    private Texts() { }
    /// <summary>The texts.</summary>
    public static TextSource Source { get; } = TextSource.Beside<Texts>();
}
