using Microsoft.AspNetCore.Http;
using Vern.Persons.Collection;
using Vern.Persons.Registration;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Referral.Pages;

/// <summary>What are we asked for, and what do we answer?</summary>
/// <param name="Code">The code of the address.</param>
/// <param name="View">What is there; null before the passphrase is right, and once it is closed.</param>
/// <param name="Passphrase">The passphrase that opened it, for the answer's form.</param>
/// <param name="Name">Who answers, as typed.</param>
/// <param name="Words">What was typed.</param>
/// <param name="Fault">Why it does not open, or the answer was not taken.</param>
/// <param name="Taken">Whether an answer was taken just now.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record ReplyModel(string Code, ReplyView? View, string Passphrase, string Name, string Words, ReplyFault? Fault, bool Taken, IReadOnlyList<Problem> Problems);

/// <summary>The page of a body that runs no Vern: nothing of a person stands there before the passphrase is right, and a wrong code looks like a wrong passphrase.</summary>
public static class Reply
{
    private const int LongestCode = 60, LongestName = 80;

    /// <summary>Asks for the passphrase; who has a letter to a page that is closed is told so.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, string code, CaseStore store, CancellationToken cancel) =>
        Show(http, new(code, null, "", "", "", code.Length <= LongestCode && await store.IsReplyClosedAsync(code, cancel) ? ReplyFault.Closed : null, false, []));

    /// <summary>Opens it.</summary>
    public static async Task<IResult> OpenAsync(HttpContext http, string code, CaseStore store, CancellationToken cancel)
    {
        if (code.Length > LongestCode) return TypedResults.NotFound();
        var passphrase = (await http.Request.ReadFormAsync(cancel))["passphrase"].ToString();
        var opened = await store.OpenReplyAsync(code, passphrase, cancel);
        return Show(http, new(code, opened.View, opened.View is null ? "" : passphrase, "", "", opened.Fault, false, []));
    }

    /// <summary>Takes an answer.</summary>
    public static async Task<IResult> StepAsync(HttpContext http, string code, CaseStore store, CancellationToken cancel)
    {
        if (code.Length > LongestCode) return TypedResults.NotFound();
        var sent = await http.Request.ReadFormAsync(cancel);
        if (!Enum.TryParse<ReferralStep>(sent["step"], out var step) || !ReplyCode.IsTheirs(step)) return TypedResults.BadRequest();
        var language = PageContext.For(http, $"/reply/{code}").Language;
        string Text(string key) => Texts.Source[language, key];
        var (passphrase, name, reason, words) = (sent["passphrase"].ToString(), sent["name"].ToString().Trim(), sent["reason"].ToString(), sent["words"].ToString().Trim().ReplaceLineEndings("\n"));
        var needsReason = step is ReferralStep.Decline or ReferralStep.HandBack;
        var problems = new List<Problem>();
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl) || FreeText.HoldsIdentityNumber(name)) problems.Add(new($"name-{step}", Text("reply.wrong.name")));
        if (needsReason && !ReferralMessage.DeclineReasons.Contains(reason, StringComparer.Ordinal)) problems.Add(new($"reason-{step}", Text("wrong.reason")));
        if (words.Length > ReferralMessage.LongestWords || (words.Length == 0 && step is ReferralStep.Ask)) problems.Add(new($"words-{step}", Text("wrong.words-of-step")));
        else if (FreeText.HoldsIdentityNumber(words)) problems.Add(new($"words-{step}", Text("wrong.need-number")));
        var opened = problems.Count > 0 ? await store.OpenReplyAsync(code, passphrase, cancel) : await store.ReplyAsync(code, passphrase, step, needsReason ? reason : null, words, name, cancel);
        return Show(http, new(code, opened.View, opened.View is null ? "" : passphrase, name, problems.Count > 0 ? words : "", opened.Fault, problems.Count == 0 && opened.Taken, problems));
    }

    private static IResult Show(HttpContext http, ReplyModel model) => PageResult.Show<ReplyPage, ReplyModel>(PageContext.For(http, $"/reply/{Uri.EscapeDataString(model.Code)}"), model, model switch
    {
        { Problems.Count: > 0 } => StatusCodes.Status400BadRequest,
        { Fault: ReplyFault.Busy } => StatusCodes.Status429TooManyRequests,
        { Fault: ReplyFault.Wrong } => StatusCodes.Status400BadRequest,
        { Fault: ReplyFault.NotNow } => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status200OK, // closed is an answer, too
    });
}
