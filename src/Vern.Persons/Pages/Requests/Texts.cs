using Vern.Platform.Localisation;

namespace Vern.Persons.Pages.Requests;

/// <summary>Marks the place of the texts of the register of requests: <c>Texts.resx</c> beside this file.</summary>
public sealed class Texts
{
    private Texts() { }
    /// <summary>The texts.</summary>
    public static TextSource Source { get; } = TextSource.Beside<Texts>();
}
