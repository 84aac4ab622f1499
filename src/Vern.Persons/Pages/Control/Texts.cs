using Vern.Platform.Localisation;

namespace Vern.Persons.Pages.Control;

/// <summary>Marks the place of the ledger pages' texts: <c>Texts.resx</c> beside this file.</summary>
public sealed class Texts
{
    private Texts() { }
    /// <summary>The texts of the ledger and its receipts.</summary>
    public static TextSource Source { get; } = TextSource.Beside<Texts>();
}
