using FsCheck;
using FsCheck.Fluent;
using Vern.Persons.Rights;
using Vern.Platform.Localisation;
using static Vern.Persons.Tests.Rights.Day;

namespace Vern.Persons.Tests.Rights;

/// <summary>Answers in three values, and the sentence that tells why.</summary>
public class ReasonTests
{
    private static readonly string[] Plain = ["charged", "compelled", "wants help", "danger at home"];

    private static Situation With(Truth a, Truth b, Truth c, Truth d) => new() { Charged = a, Compelled = b, ConsentsToHelp = c, DangerAtHome = d };

    private static readonly Gen<string> Words = Sized(4);

    private static Gen<string> Sized(int depth) => depth == 0 ? Gen.Elements(Plain) : Gen.OneOf(
        Gen.Elements(Plain),
        from inner in Sized(depth - 1) select $"not ({inner})",
        from one in Sized(depth - 1) from other in Sized(depth - 1) select $"({one}) and ({other})",
        from one in Sized(depth - 1) from other in Sized(depth - 1) select $"({one}) or ({other})");

    [Fact]
    public void What_becomes_known_never_turns_a_yes_or_a_no()
    {
        var truths = Enum.GetValues<Truth>();
        Prop.ForAll(Words.ToArbitrary(), words =>
        {
            var condition = ReadCondition.Run(words);
            foreach (var a in truths) foreach (var b in truths) foreach (var c in truths) foreach (var d in truths)
            {
                var before = Book.Find(condition, With(a, b, c, d), Of("2024-06-01")).Value;
                if (before == Truth.NotKnown) continue;
                var yes = Book.Find(condition, With(Know(a, Truth.Yes), Know(b, Truth.No), Know(c, Truth.Yes), Know(d, Truth.No)), Of("2024-06-01")).Value;
                var no = Book.Find(condition, With(Know(a, Truth.No), Know(b, Truth.Yes), Know(c, Truth.No), Know(d, Truth.Yes)), Of("2024-06-01")).Value;
                Assert.Equal((before, before), (yes, no));
            }
        }).QuickCheckThrowOnFailure();
        static Truth Know(Truth value, Truth becomes) => value == Truth.NotKnown ? becomes : value;
    }

    [Fact]
    public void Not_turns_every_answer_and_the_reasons_stay_the_same_facts()
    {
        Prop.ForAll(Words.ToArbitrary(), words =>
        {
            foreach (var a in Enum.GetValues<Truth>()) foreach (var b in Enum.GetValues<Truth>())
            {
                var situation = With(a, b, Truth.NotKnown, a);
                var (plain, turned) = (Book.Find(ReadCondition.Run(words), situation, Of("2024-06-01")), Book.Find(ReadCondition.Run($"not ({words})"), situation, Of("2024-06-01")));
                Assert.Equal(EvaluateCondition.Opposite(plain.Value), turned.Value);
                Assert.Equal(plain.Deciding.Select(part => part.Fact.Key), turned.Deciding.Select(part => part.Fact.Key));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_deciding_facts_alone_give_the_same_answer()
    {
        // Forget every fact that does not decide: the answer must stand on those that do.
        Prop.ForAll(Words.ToArbitrary(), words =>
        {
            foreach (var a in Enum.GetValues<Truth>()) foreach (var b in Enum.GetValues<Truth>())
            {
                var finding = Book.Find(ReadCondition.Run(words), With(a, b, b, a), Of("2024-06-01"));
                if (finding.Value == Truth.NotKnown) continue;
                Truth Kept(string phrase, Truth value) => finding.Deciding.Any(part => part.Fact.Phrase == phrase) ? value : Truth.NotKnown;
                Assert.Equal(finding.Value, Book.Find(ReadCondition.Run(words), With(Kept("charged", a), Kept("compelled", b), Kept("wants help", b), Kept("danger at home", a)), Of("2024-06-01")).Value);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_sentence_tells_what_stands_in_the_way_or_has_to_be_asked()
    {
        var person = Identified() with { LeftMilieu = Truth.Yes, PoliceReport = Truth.No, CaseBegun = Truth.No };
        string Why(Situation situation, Language language) => ExplainRule.Why("R-12", Book.Find(Book.Rule("R-12", Of("2024-06-01")), situation, Of("2024-06-01")), language);
        Assert.Equal("Not now: there is no police report and no investigation or court case has begun.", Why(person, Language.English));
        Assert.Equal("Ikke nå: forholdet er ikke anmeldt og etterforskning eller straffesak er ikke satt i gang.", Why(person, Language.Norwegian));
        Assert.Equal("Det er ikke kjent ennå om etterforskning eller straffesak er satt i gang og politi eller påtalemyndighet finner det nødvendig at personen er her.",
            Why(person with { PoliceReport = Truth.Yes, CaseBegun = Truth.NotKnown }, Language.Norwegian));
        Assert.Equal("Up to twelve months, renewable; all four conditions are tested again each time.", Why(person with { PoliceReport = Truth.Yes, CaseBegun = Truth.Yes, PresenceNecessary = Truth.Yes }, Language.English));
    }

    [Fact]
    public void Every_rule_says_a_whole_sentence_for_anybody_in_four_languages()
    {
        Situation[] people = [new(), Identified(), new() { ReasonableGrounds = Truth.No, ConsentsToHelp = Truth.No, Age = AgeBelief.Child, Charged = Truth.Yes, Compelled = Truth.No }];
        foreach (var person in people)
            foreach (var rule in Book.Rules)
                foreach (var language in Language.All)
                {
                    var why = ExplainRule.Why(rule.Name, Book.Find(rule, person, Of("2024-06-01")), language);
                    Assert.Matches("^\\p{Lu}.+\\.$", why);
                    Assert.DoesNotContain("{", why, StringComparison.Ordinal);
                    Assert.DoesNotContain(": .", why, StringComparison.Ordinal);
                }
    }
}
