using System.Text.RegularExpressions;
using Vern.Persons.Rights;

namespace Vern.Persons.Tests.Rights;

/// <summary>The rights sheet in its languages.</summary>
public class RightsSheetTests
{
    public static TheoryData<string> Languages => [.. RightsSheet.Languages];

    private static string Sheet(string language, Truth child = Truth.No, params HelpLine[] lines) => WriteSheet.Run(RightsSheet.Find(language)!, child, lines, "", "The translation has not been signed off.");

    [Theory, MemberData(nameof(Languages))]
    public void Every_language_has_every_text_and_says_how_it_is_written(string language)
    {
        var (sheet, english) = (RightsSheet.Find(language)!, RightsSheet.Find("en")!);
        Assert.Equal(english.Texts.Keys.Order(StringComparer.Ordinal), sheet.Texts.Keys.Order(StringComparer.Ordinal));
        Assert.All(sheet.Texts, pair => Assert.False(string.IsNullOrWhiteSpace(pair.Value), $"{language} {pair.Key}"));
        if (language != "en") Assert.All(sheet.Texts.Where(pair => pair.Key.EndsWith(".text", StringComparison.Ordinal)), pair => Assert.NotEqual(english.Texts[pair.Key], pair.Value));
        Assert.Equal(language == "ar", sheet.RightToLeft);
        Assert.Contains($"<html lang=\"{language}\" dir=\"{(sheet.RightToLeft ? "rtl" : "ltr")}\">", Sheet(language), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Languages))]
    public void A_translation_that_nobody_signed_is_marked_in_both_languages(string language)
    {
        var own = language is "nb" or "en" or "da" or "sv";
        Assert.Equal(!own, Sheet(language).Contains("The translation has not been signed off.", StringComparison.Ordinal));
        Assert.Equal(!own, RightsSheet.Find(language)!.NeedsSignature);
    }

    [Theory, MemberData(nameof(Languages))]
    public void The_script_is_the_languages_own(string language)
    {
        var script = language switch { "ar" => "\\p{IsArabic}", "ti" => "\\p{IsEthiopic}", "uk" => "\\p{IsCyrillic}", _ => "[A-Za-zÀ-ỹ]" };
        Assert.All(RightsSheet.Find(language)!.Rights, right => Assert.True(Regex.Count(right.Text, script) > right.Text.Length / 2, $"{language} {right.Id}"));
    }

    [Fact]
    public void Nobody_is_called_a_victim_and_sentences_are_short()
    {
        foreach (var language in new[] { "nb", "en", "da", "sv", "ro", "fr", "es" })
            Assert.DoesNotMatch("(?i)\\b(victim|offer\\b|ofre|ofret|brottsoffer|víctima|victime|victimă)", string.Join(' ', RightsSheet.Find(language)!.Texts.Values));
        // Plain words: on average at most fourteen words a sentence (level A2).
        foreach (var language in new[] { "nb", "en", "da", "sv" })
        {
            var sentences = RightsSheet.Find(language)!.Rights.SelectMany(right => Regex.Split(right.Text, "(?<=[.?!])\\s+")).ToList();
            Assert.True(sentences.Average(sentence => sentence.Split(' ').Length) <= 14, language);
        }
    }

    [Fact]
    public void A_child_is_not_told_that_it_may_choose_and_comes_first_on_its_sheet()
    {
        var sheet = RightsSheet.Find("nb")!;
        Assert.Equal("young", sheet.For(Truth.Yes)[0].Id);
        Assert.DoesNotContain(sheet.For(Truth.Yes), right => right.Id == "choice");
        Assert.DoesNotContain(sheet.For(Truth.No), right => right.Id == "young");
        Assert.Equal(15, sheet.For(Truth.NotKnown).Count);
    }

    [Fact]
    public void Help_lines_are_the_agencys_own_and_none_is_invented()
    {
        Assert.Contains("class=\"blank\"", Sheet("en"), StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9]{3}", string.Join(' ', RightsSheet.Languages.SelectMany(language => RightsSheet.Find(language)!.Texts.Values)));
        var filled = Sheet("ar", Truth.No, new HelpLine("<Fjord> & co", "+47 00 00 00 00", "08-16"));
        Assert.Contains("&lt;Fjord&gt; &amp; co", filled, StringComparison.Ordinal);
        Assert.Contains("<bdi dir=\"ltr\">&#x2B;47 00 00 00 00</bdi>", filled, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"blank\"", filled, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_that_the_sheet_tells_of_is_a_rule()
    {
        Assert.All(RightsSheet.Rules, id => Assert.Contains(RuleBook.Norway.Rules, rule => rule.Id == id));
        Assert.Empty(RuleBook.Norway.Rules.Where(rule => rule.Kind == RuleKind.Right && !rule.Pending).Select(rule => rule.Id).Except(RightsSheet.Rules).Except(["R-14", "R-15", "R-18"]));
    }
}
