namespace Vern.Platform.Localisation;

/// <summary>A sentence that is put into its reader's language when it is shown.</summary>
/// <param name="Texts">The slice's texts.</param>
/// <param name="Key">The text's key.</param>
/// <param name="Arguments">What stands in its places; sentences among them are put into the same language.</param>
public sealed record Sentence(TextSource Texts, string Key, params object?[] Arguments)
{
    /// <summary>The sentence in a language.</summary>
    public string In(Language language) => Texts.Format(language, Key, [.. Arguments.Select(argument => argument is Sentence inner ? inner.In(language) : argument)]);
}

/// <summary>An exception whose message is for people; <see cref="Exception.Message"/> has it in English, for programs and the command line.</summary>
/// <param name="sentence">What is wrong, where, and what was expected.</param>
public abstract class SentenceException(Sentence sentence) : Exception(sentence.In(Language.English))
{
    /// <summary>The message in a language.</summary>
    public string In(Language language) => sentence.In(language);
}
