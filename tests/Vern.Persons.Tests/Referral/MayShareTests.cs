using FsCheck;
using FsCheck.Fluent;
using Vern.Persons.Referral;
using Vern.Persons.Registration.Fields;

namespace Vern.Persons.Tests.Referral;

/// <summary>The one question that everything which leaves must pass.</summary>
public sealed class MayShareTests
{
    private static readonly DateOnly Day = new(2026, 11, 22);
    private static readonly string[] Bodies = ["rosa", "nord", "sentral"];
    private static readonly FieldCatalogue Catalogue = FieldCatalogue.Own;

    private static readonly Gen<Consent> Answers =
        from number in Gen.Choose(1, 20)
        from body in Gen.Elements(Bodies)
        from purpose in Gen.Elements(Catalogue.Purposes.ToArray())
        from sections in Gen.SubListOf(MayShare.AllSections.ToArray())
        from ground in Gen.Frequency((6, Gen.Constant(LegalGround.Consent)), (1, Gen.Elements(LegalGround.All.Select(one => one.Code).ToArray())))
        from answer in Gen.Elements(ConsentAnswer.Given, ConsentAnswer.Given, ConsentAnswer.Refused)
        from form in Gen.Elements(Enum.GetValues<ConsentForm>())
        from child in Gen.Elements(Enum.GetValues<ChildView>())
        from begins in Gen.Choose(-40, 5)
        from days in Gen.Choose(0, 60)
        from withdrawn in Gen.Frequency((3, Gen.Constant<int?>(null)), (1, Gen.Choose(-10, 10).Select(offset => (int?)offset)))
        select new Consent(number, body, purpose, sections.ToHashSet(), ground, answer, form, child, Day.AddDays(begins), Day.AddDays(begins + days), withdrawn is { } offset ? Day.AddDays(offset) : null);

    private sealed record Question(IReadOnlyList<Consent> Answers, Audience Audience, string Body, string Kind, string Purpose, Field Field)
    {
        public ShareDecision Ask(IEnumerable<Consent>? answers = null) => MayShare.Decide(Audience, answers ?? Answers, Body, Kind, Purpose, Field, Day);
    }

    private static readonly Arbitrary<Question> Questions =
        (from answers in Gen.ListOf(Answers)
         from audience in Gen.Elements(Enum.GetValues<Audience>())
         from body in Gen.Elements(Bodies)
         from kind in Gen.Elements("housing", "coordination", "child-welfare", "police")
         from purpose in Gen.Elements(Catalogue.Purposes.ToArray())
         from field in Gen.Elements(Catalogue.All.ToArray())
         select new Question([.. answers.Select((answer, place) => answer with { Number = place + 1 })], audience, body, kind, purpose, field)).ToArbitrary();

    private static void Holds(Func<Question, bool> property) => Prop.ForAll(Questions, property).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void What_may_leave_rests_on_an_answer_about_this_body_purpose_and_kind_that_holds_today() => Holds(question => question.Ask() is var decision && (!decision.May || (decision.By is { } by
        && by.Recipient == question.Body && by.Purpose == question.Purpose && by.Sections.Contains(question.Field.Section) && by.Answer is ConsentAnswer.Given && by.AnsweredOn <= Day && Day <= by.Until && !(by.WithdrawnOn <= Day)
        && (decision.Reason is ShareReason.Consent) == (by.Ground == LegalGround.Consent))));

    [Fact]
    public void What_is_secret_the_agencys_own_or_given_for_something_else_never_leaves() => Holds(question =>
        !question.Ask().May || (!question.Field.Secret && question.Field.Section is not ("note" or "flag") && question.Field.Purposes.Contains(question.Purpose) && question.Field.For.Contains(question.Audience)));

    [Fact]
    public void Nothing_that_tells_who_she_is_leaves_of_somebody_who_does_not_want_to_be_known() => Holds(question => question.Audience is not Audience.Anonymous || !question.Field.Identity || !question.Ask().May);

    [Fact]
    public void A_newer_no_ends_consent_whatever_was_said_before() => Holds(question =>
        question.Ask([.. question.Answers, new(99, question.Body, question.Purpose, MayShare.AllSections.ToHashSet(), LegalGround.Consent, ConsentAnswer.Refused, ConsentForm.Spoken, ChildView.NotAsked, Day, Day.AddDays(90), null)]).Reason is not ShareReason.Consent);

    [Fact]
    public void When_all_is_withdrawn_nothing_leaves_by_consent() => Holds(question => question.Ask(question.Answers.Select(answer => answer.IsConsent ? answer with { WithdrawnOn = Day } : answer)).Reason is not ShareReason.Consent);

    [Fact]
    public void What_was_answered_about_another_body_or_purpose_changes_nothing() => Holds(question =>
        question.Ask() == question.Ask(question.Answers.Where(answer => answer.Recipient == question.Body && answer.Purpose == question.Purpose)));

    [Fact]
    public void A_childs_consent_is_her_guardians_and_not_against_her() => Holds(question => question.Audience is not (Audience.Child or Audience.Uncertain) || question.Ask() is not { Reason: ShareReason.Consent, By: var by }
        || (by!.Form is ConsentForm.Guardian && by.Child is ChildView.Agrees or ChildView.TooYoung));

    [Fact]
    public void A_legal_ground_holds_only_for_its_own_purpose_bodies_and_persons() => Holds(question => question.Ask() is not { Reason: ShareReason.Law, By: var by } || LegalGround.Find(by!.Ground)!.Holds(question.Kind, question.Purpose, question.Audience));

    [Theory]
    [InlineData("2026-11-22", "2026-12-01", "2026-11-21", ConsentState.NotYet)]
    [InlineData("2026-11-22", "2026-12-01", "2026-11-22", ConsentState.Holds)] // from its day
    [InlineData("2026-11-22", "2026-12-01", "2026-12-01", ConsentState.Holds)] // through its last
    [InlineData("2026-11-22", "2026-12-01", "2026-12-02", ConsentState.Expired)]
    public void An_answer_holds_from_its_day_through_its_last(string from, string until, string day, ConsentState state)
    {
        static DateOnly Read(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(state, new Consent(1, "rosa", "protection", new HashSet<string> { "identity" }, LegalGround.Consent, ConsentAnswer.Given, ConsentForm.Spoken, ChildView.NotAsked, Read(from), Read(until), null).On(Audience.Adult, Read(day)));
    }

    [Fact]
    public void A_legal_ground_stands_beside_her_no_and_is_named_as_what_it_is()
    {
        Consent[] answers =
        [
            new(1, "sentral", "statistics", new HashSet<string> { "about" }, "fvl-13b-4", ConsentAnswer.Given, ConsentForm.None, ChildView.NotAsked, Day, Day.AddDays(30), null),
            new(2, "sentral", "statistics", new HashSet<string> { "about" }, LegalGround.Consent, ConsentAnswer.Refused, ConsentForm.Spoken, ChildView.NotAsked, Day, Day.AddDays(30), null),
        ];
        Assert.Equal(ShareReason.Law, MayShare.Decide(Audience.Adult, answers, "sentral", "coordination", "statistics", Catalogue["about.sex"], Day).Reason);
        Assert.Equal(ShareReason.Refused, MayShare.Decide(Audience.Adult, answers, "sentral", "housing", "statistics", Catalogue["about.sex"], Day).Reason); // that body is no coordination unit
        Assert.Equal(ShareReason.OtherPurpose, MayShare.Decide(Audience.Adult, answers, "sentral", "coordination", "statistics", Catalogue["identity.family-name"], Day).Reason);
    }
}
