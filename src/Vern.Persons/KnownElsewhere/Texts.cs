using Vern.Platform.Localisation;

namespace Vern.Persons.KnownElsewhere;

/// <summary>The slice's texts lie beside this type.</summary>
public sealed class Texts
{
    private Texts() { }

    /// <summary>The texts of asking other agencies whether they know a person.</summary>
    public static TextSource Source { get; } = TextSource.Beside<Texts>();
}
