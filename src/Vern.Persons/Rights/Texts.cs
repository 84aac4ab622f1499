using Vern.Platform.Localisation;

namespace Vern.Persons.Rights;

/// <summary>The slice's texts lie beside this type.</summary>
public sealed class Texts
{
    private Texts() { }

    /// <summary>The texts of rules, reasons, states, tracks and the pages of rights.</summary>
    public static TextSource Source { get; } = TextSource.Beside<Texts>();
}
