using Microsoft.AspNetCore.Http;
using Vern.Persons.Collection;
using Vern.Persons.Registration;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Referral.Pages;

/// <summary>Where is this referral, and what is to be done?</summary>
/// <param name="View">The referral.</param>
/// <param name="Body">The other side's name.</param>
/// <param name="Place">The page's address.</param>
/// <param name="Words">What was typed.</param>
/// <param name="Problems">What was not understood, or stands in the way.</param>
public sealed record ReferralModel(ReferralView View, string Body, string Place, string Words, IReadOnlyList<Problem> Problems);

/// <summary>A referral with its history, and the steps that are this side's.</summary>
public static class ShowReferral
{
    /// <summary>One that we sent.</summary>
    public static Task<IResult> GetAsync(HttpContext http, string id, string referral, CaseStore store, CurrentPerson current, CancellationToken cancel) => ShowAsync(http, store, CaseReach.Of(current, AgencyGrants.ReadPeople), id, referral, "", [], 200, cancel);

    /// <summary>One that came in.</summary>
    public static Task<IResult> InboxAsync(HttpContext http, string referral, CaseStore store, CurrentPerson current, CancellationToken cancel) => ShowAsync(http, store, CaseReach.Of(current, AgencyGrants.ReadInbox), null, referral, "", [], 200, cancel);

    /// <summary>A step of ours as the sender.</summary>
    public static Task<IResult> PostAsync(HttpContext http, string id, string referral, CaseStore store, CurrentPerson current, CancellationToken cancel) => StepAsync(http, store, CaseReach.Of(current, AgencyGrants.WritePeople), id, referral, cancel);

    /// <summary>A step of ours as the recipient.</summary>
    public static Task<IResult> AnswerAsync(HttpContext http, string referral, CaseStore store, CurrentPerson current, CancellationToken cancel) => StepAsync(http, store, CaseReach.Of(current, AgencyGrants.AnswerInbox), null, referral, cancel);

    private static async Task<IResult> StepAsync(HttpContext http, CaseStore store, CaseReach reach, string? person, string referral, CancellationToken cancel)
    {
        if (await FindAsync(store, reach, person, referral, cancel) is null) return TypedResults.NotFound();
        var sent = await http.Request.ReadFormAsync(cancel);
        var language = PageContext.For(http).Language;
        if (!Enum.TryParse<ReferralStep>(sent["step"], out var step) || !Enum.IsDefined(step) || ReferralWay.IsSenders(step) != (person is not null)) return TypedResults.BadRequest();
        var (words, reason) = (sent["words"].ToString().Trim().ReplaceLineEndings("\n"), sent["reason"].ToString());
        var problems = new List<Problem>();
        var needsReason = step is ReferralStep.Decline or ReferralStep.HandBack;
        if (needsReason && !ReferralMessage.DeclineReasons.Contains(reason, StringComparer.Ordinal)) problems.Add(new($"reason-{step}", Texts.Source[language, "wrong.reason"]));
        if (words.Length > ReferralMessage.LongestWords || (words.Length == 0 && step is (ReferralStep.Ask or ReferralStep.Answer))) problems.Add(new($"words-{step}", Texts.Source[language, "wrong.words-of-step"]));
        else if (FreeText.HoldsIdentityNumber(words)) problems.Add(new($"words-{step}", Texts.Source[language, "wrong.need-number"]));
        if (problems.Count > 0) return await ShowAsync(http, store, reach, person, referral, words, problems, 400, cancel);
        return await store.StepAsync(referral, step, needsReason ? reason : null, words, reach, cancel) switch
        {
            Stepped.Done => FormGuard.SeeOther(PlaceOf(person, referral)),
            Stepped.Gone => TypedResults.NotFound(),
            var other => await ShowAsync(http, store, reach, person, referral, words, [new(null, Texts.Source[language, $"stepped.{other}"])], 409, cancel),
        };
    }

    private static async Task<IResult> ShowAsync(HttpContext http, CaseStore store, CaseReach reach, string? person, string referral, string words, IReadOnlyList<Problem> problems, int status, CancellationToken cancel) =>
        await FindAsync(store, reach, person, referral, cancel) is { } view
            ? PageResult.Show<ReferralViewPage, ReferralModel>(PageContext.For(http, PlaceOf(person, referral)), new(view, (await store.ServiceAsync(view.Head.Body, cancel))?.Name ?? view.Head.Body, PlaceOf(person, referral), words, problems), status) : TypedResults.NotFound();

    // What we sent stands at its person only, what came in only in the inbox: neither is reached by the other's way.
    private static async Task<ReferralView?> FindAsync(CaseStore store, CaseReach reach, string? person, string referral, CancellationToken cancel) =>
        await store.ReferralAsync(referral, reach, cancel) is { } view && view.Head.Ours == (person is not null) && (person is null || view.Head.Person == PersonId.Read(person)) ? view : null;

    private static string PlaceOf(string? person, string referral) => person is null ? $"/inbox/{referral}" : $"/people/{PersonId.Read(person)}/referrals/{referral}";
}
