using Vern.Platform.Localisation;

namespace Vern.Persons.Pages;

/// <summary>Marks the place of the pages' texts: <c>Texts.resx</c> beside this file.</summary>
public sealed class Texts
{
    private Texts() { }
    /// <summary>The texts of the national unit's pages.</summary>
    public static TextSource Source { get; } = TextSource.Beside<Texts>();
}
