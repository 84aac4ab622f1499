using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Pages;
using Vern.Persons.Registration;
using Vern.Persons.Rights;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.OwnView.Pages;

/// <summary>What she does in her own view: ask, have something corrected, withdraw, complain. Each is taken once, and only in her session.</summary>
public static class SayOwn
{
    /// <summary>Asks, or asks for a correction; it stands on the day of who is responsible.</summary>
    public static Task<IResult> AskAsync(HttpContext http, CaseStore store, RightsStore rights, WorkspaceLedger ledger, CancellationToken cancel) => InAsync(http, store, async (id, form) =>
    {
        var (kind, words) = (form["kind"].ToString() == "correction" ? "correction" : "question", Words(form["words"]));
        if (words is null || words.Length > CaseStore.LongestOwnWords) return await AgainAsync(http, id, store, rights, ledger, "words", "ask.wrong", form["words"].ToString(), cancel);
        return await store.AskAsync(Once(form), id, kind, words, cancel) ? Forms.SeeOther("/my-case?done=asked#asked") : await AgainAsync(http, id, store, rights, ledger, "words", "ask.full", words, cancel);
    }, cancel);

    /// <summary>Withdraws what she agreed to for a body and a purpose, and lets who is responsible know.</summary>
    public static Task<IResult> WithdrawAsync(HttpContext http, CaseStore store, CancellationToken cancel) => InAsync(http, store, async (id, form) =>
    {
        var (recipient, purpose) = (form["recipient"].ToString(), form["purpose"].ToString());
        if (await store.WithdrawConsentAsync(id, recipient, purpose, store.HerOwnReach, cancel) is not > 0) return Forms.SeeOther("/my-case#agreed");
        await store.AskAsync(Once(form), id, "withdrawal", (await store.ServiceAsync(recipient, cancel))?.Name ?? recipient, cancel);
        return Forms.SeeOther("/my-case?done=withdrawn#agreed");
    }, cancel);

    /// <summary>Complains.</summary>
    public static Task<IResult> ComplainAsync(HttpContext http, CaseStore store, RightsStore rights, WorkspaceLedger ledger, CancellationToken cancel) => InAsync(http, store, async (id, form) =>
    {
        var words = Words(form["complaint"]);
        if (words is null || words.Length > CaseStore.LongestComplaint) return await AgainAsync(http, id, store, rights, ledger, "complaint", "complain.wrong", form["complaint"].ToString(), cancel);
        if (await AboutAsync(form["about"], id, store, cancel) is not var (subject, about)) return await AgainAsync(http, id, store, rights, ledger, "about", "complain.about.wrong", "", cancel, ("complaint", words));
        return await store.ComplainAsync(id, new(Once(form), subject, about, words), null, cancel) is { } number ? Forms.SeeOther($"/my-case?done=complained#{number}") : TypedResults.NotFound();
    }, cancel);

    /// <summary>Whom a form complains of: somebody of those she may name, the help as such, or the leadership; null where it is none.</summary>
    internal static async Task<(string Subject, int? About)?> AboutAsync(string? typed, PersonId id, CaseStore store, CancellationToken cancel) => typed switch
    {
        "service" or "leadership" => (typed, null),
        _ when int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var account) && (await store.ComplaintSubjectsAsync(id, cancel)).Any(one => one.Account == account) => ("person", account),
        _ => null,
    };

    /// <summary>Several lines of text without other control characters; null when empty.</summary>
    internal static string? Words(string? typed)
    {
        var words = new string([.. (typed ?? "").ReplaceLineEndings("\n").Where(letter => letter == '\n' || !char.IsControl(letter))]).Trim();
        return words.Length == 0 ? null : words;
    }

    /// <summary>The form's own number, or a new one where it is none.</summary>
    internal static string Once(IFormCollection form) => form["once"].ToString() is { Length: 32 } once && once.All(char.IsAsciiHexDigitLower) ? once : Registration.Pages.PersonTabs.New();

    private static async Task<IResult> InAsync(HttpContext http, CaseStore store, Func<PersonId, IFormCollection, Task<IResult>> run, CancellationToken cancel) =>
        await ShowOwn.WhoAsync(http, store, cancel) is { } id ? await run(id, await http.Request.ReadFormAsync(cancel)) : Forms.SeeOther("/my-case?ended=1");

    private static async Task<IResult> AgainAsync(HttpContext http, PersonId id, CaseStore store, RightsStore rights, WorkspaceLedger ledger, string field, string problem, string typed, CancellationToken cancel, params (string Field, string Text)[] others)
    {
        var kept = others.Append((field, typed)).ToDictionary(pair => pair.Item1, pair => pair.Item2.Length > 8000 ? pair.Item2[..8000] : pair.Item2, StringComparer.Ordinal);
        return await ShowOwn.ShowAsync(http, id, store, rights, ledger, kept, [new Problem(field, Texts.Source[PageContext.For(http).Language, problem])], cancel) ?? TypedResults.NotFound();
    }
}
