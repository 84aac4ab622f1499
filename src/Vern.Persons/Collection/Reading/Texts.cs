using Vern.Platform.Localisation;

namespace Vern.Persons.Collection.Reading;

/// <summary>Beside it lie what is said of a form that cannot be taken as it stands: in English at the command line, in four languages on the page for bodies without Vern.</summary>
public sealed class Texts
{
    /// <summary>The texts.</summary>
    public static TextSource Source { get; } = TextSource.Beside<Texts>();

    /// <summary>A text as the command line has it.</summary>
    internal static string Say(string key, params object?[] arguments) => Source.Format(Language.English, key, arguments);
}
