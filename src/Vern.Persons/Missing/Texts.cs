using Vern.Platform.Localisation;

namespace Vern.Persons.Missing;

/// <summary>The slice's texts lie beside this type.</summary>
public sealed class Texts
{
    private Texts() { }

    /// <summary>The texts of a child who is missing from care.</summary>
    public static TextSource Source { get; } = TextSource.Beside<Texts>();
}
