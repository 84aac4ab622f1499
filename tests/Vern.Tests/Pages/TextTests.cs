using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Vern.Platform.Localisation;

namespace Vern.Tests.Pages;

/// <summary>The pages' texts are whole in four languages.</summary>
public sealed class TextTests
{
    private static Dictionary<string, string> Texts(Type marker, string culture) =>
        new ResourceManager($"{marker.Namespace}.Texts", marker.Assembly).GetResourceSet(culture.Length == 0 ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(culture), true, false)!
            .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    [Theory]
    [InlineData(typeof(Vern.Persons.Pages.Texts))]
    [InlineData(typeof(Vern.Persons.Pages.Control.Texts))]
    [InlineData(typeof(Vern.Platform.Interface.Texts))]
    public void Every_key_has_words_with_the_same_places_in_every_language(Type marker)
    {
        var english = Texts(marker, "");
        foreach (var language in Language.All.Where(language => language != Language.English))
        {
            var other = Texts(marker, language.Code);
            Assert.Equal(english.Keys.Order(StringComparer.Ordinal), other.Keys.Order(StringComparer.Ordinal));
            Assert.All(english, text =>
            {
                Assert.NotEmpty(other[text.Key]);
                Assert.Equal(Places(text.Value), Places(other[text.Key]));
            });
        }
        static IEnumerable<string> Places(string text) => Regex.Matches(text, @"\{\d+\}", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);
    }
}
