using Vern.Platform.Localisation;

namespace Vern.Persons.OwnStatistics;

/// <summary>Marks the place of the texts of an agency's own figures: <c>Texts.resx</c> beside this file.</summary>
public sealed class Texts
{
    private Texts() { }
    /// <summary>The texts.</summary>
    public static TextSource Source { get; } = TextSource.Beside<Texts>();
}
