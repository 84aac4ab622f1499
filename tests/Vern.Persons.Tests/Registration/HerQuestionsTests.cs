using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;

namespace Vern.Persons.Tests.Registration;

/// <summary>The questions in the person's own language.</summary>
public sealed class HerQuestionsTests
{
    private static readonly HashSet<string> Own = ["nb", "en", "da", "sv"];

    [Fact]
    public void Each_language_has_questions_of_the_intake_and_nothing_else_and_what_nobody_signed_is_marked()
    {
        var core = HerQuestions.Find("nb")!.Questions.Keys.ToHashSet();
        foreach (var code in HerQuestions.Languages)
        {
            var hers = HerQuestions.Find(code)!;
            Assert.Equal((code, code == "ar", !Own.Contains(code)), (hers.Language, hers.RightToLeft, hers.NeedsSignature));
            foreach (var (key, words) in hers.Questions)
            {
                Assert.Contains(key, core);
                Assert.True(HerQuestions.Words.Contains(key) || (FieldCatalogue.Own.Find(key) ?? OfAnswer(key)).Step is not null, $"{code} {key} is not asked in the intake");
                Assert.True(words.Trim() == words && words.Length > 0 && !words.Any(char.IsControl), $"{code} {key}");
            }
            // Tigrinya has the short and certain ones only; the others are whole.
            if (code != "ti") Assert.Equal(core, hers.Questions.Keys.ToHashSet());
        }
    }

    // An answer is one of its field's list.
    private static Field OfAnswer(string key)
    {
        var field = FieldCatalogue.Own[key[..key.LastIndexOf('.')]];
        Assert.Contains(key[(key.LastIndexOf('.') + 1)..], field.List!.Codes);
        return field;
    }

    [Fact]
    public void What_may_be_answered_stands_in_her_language_where_she_chooses()
    {
        Assert.Equal(["Yes", "Only in some ways", "No", "I don’t know"], HerQuestions.Find("en")!.Answers(FieldCatalogue.Own["contact.safe"]));
        Assert.Equal(["نعم", "لا", "لا أعرف"], HerQuestions.Find("ar")!.Answers(FieldCatalogue.Own["exploitation.ongoing"]));
        foreach (var code in HerQuestions.Languages.Where(code => code != "ti")) Assert.Equal(7, HerQuestions.Find(code)!.Answers(FieldCatalogue.Own["exploitation.places"]).Count);
        Assert.Empty(HerQuestions.Find("ti")!.Answers(FieldCatalogue.Own["exploitation.places"]));
        Assert.Empty(HerQuestions.Find("en")!.Answers(FieldCatalogue.Own["identity.called"]));
    }

    [Fact]
    public void A_language_is_found_by_what_it_is_called_elsewhere_too_and_one_that_is_not_there_gives_none()
    {
        Assert.Equal("fil", HerQuestions.Find("tl")!.Language);
        Assert.Equal("nb", HerQuestions.Find("no")!.Language);
        foreach (var none in (string?[])["bin", "", null, "none", "../en"]) Assert.Null(HerQuestions.Find(none));
        Assert.Null(HerQuestions.Find("ti")!["contact.safe"]);
    }
}
