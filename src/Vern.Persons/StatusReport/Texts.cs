using Vern.Platform.Localisation;

namespace Vern.Persons.StatusReport;

/// <summary>The words of the report that are the same every year, in four languages.</summary>
public sealed class Texts
{
    private Texts() { }
    /// <summary>The source of these words.</summary>
    public static TextSource Source { get; } = TextSource.Beside<Texts>();
}
