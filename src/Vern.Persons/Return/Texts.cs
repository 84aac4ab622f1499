using Vern.Platform.Localisation;

namespace Vern.Persons.Return;

/// <summary>The slice's texts lie beside this type.</summary>
public sealed class Texts
{
    private Texts() { }

    /// <summary>The texts of return and what comes after.</summary>
    public static TextSource Source { get; } = TextSource.Beside<Texts>();
}
