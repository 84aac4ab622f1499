using Vern.Platform.Localisation;

namespace Vern.Persons.Registration.Pages;

/// <summary>Where things stand with a person, in one line made of facts.</summary>
public static class Situation
{
    /// <summary>The line.</summary>
    public static string Of(CasePerson person, Language language)
    {
        ArgumentNullException.ThrowIfNull(person);
        return Texts.Source[language, $"audience.{person.Head.Audience}"] + ".";
    }
}
