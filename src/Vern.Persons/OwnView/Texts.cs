using Vern.Platform.Localisation;

namespace Vern.Persons.OwnView;

/// <summary>The slice's texts lie beside this type.</summary>
public sealed class Texts
{
    private Texts() { }

    /// <summary>The texts of a person's own view, of her questions and of complaints.</summary>
    public static TextSource Source { get; } = TextSource.Beside<Texts>();
}
