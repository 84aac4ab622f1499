using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Material.Removal;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Material.Redress.Pages;

/// <summary>A public form.</summary>
/// <param name="Typed">What was typed, by field; <c>origin</c> is the form's own.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record FileModel(IReadOnlyDictionary<string, string> Typed, IReadOnlyList<Problem> Problems);

/// <summary>What whoever filed is given, once.</summary>
/// <param name="Ticket">The number and the secret.</param>
/// <param name="IsRequest">Whether it is a request for removal.</param>
public sealed record TicketModel(CaseTicket Ticket, bool IsRequest);

/// <summary>Complaints and requests for removal, filed by anybody: no account, nothing kept about who sends.</summary>
public static class FileCase
{
    private static readonly string[] ComplaintFields = ["kind", "subject", "words"], RequestFields = ["mandate", "addresses", "words"];

    /// <summary>The form of a complaint.</summary>
    public static IResult ComplainAsync(HttpContext http) => PageResult.Show<ComplainPage, FileModel>(PageContext.For(http), new(Empty(ComplaintFields), []));

    /// <summary>The form of who is shown.</summary>
    public static IResult RequestAsync(HttpContext http) => PageResult.Show<MinePage, FileModel>(PageContext.For(http), new(Empty(RequestFields), []));

    /// <summary>Takes a complaint in.</summary>
    public static async Task<IResult> PostComplaintAsync(HttpContext http, MaterialStore store, CancellationToken cancel)
    {
        var (page, typed) = (PageContext.For(http, "/complain"), await ReadAsync(http, ComplaintFields, cancel));
        var problems = new List<Problem>();
        void Wrong(string field, string key, params object?[] places) => problems.Add(new(field, Texts.Source.Format(page.Language, key, places)));
        if (!RedressCodes.Kinds.Contains(typed["kind"], StringComparer.Ordinal)) Wrong("kind", "wrong.kind");
        if (typed["subject"].Length is 0 or > RedressCodes.LongestSubject) Wrong("subject", "wrong.subject", RedressCodes.LongestSubject);
        if (typed["words"].Length > RedressCodes.LongestWords) Wrong("words", "wrong.words", RedressCodes.LongestWords);
        if (problems.Count > 0) return PageResult.Show<ComplainPage, FileModel>(page, new(typed, problems), StatusCodes.Status400BadRequest);
        Actor.Begin(new("somebody", "public"));
        return PageResult.Show<TicketPage, TicketModel>(page, new(await store.ComplainAsync(new(typed["origin"], typed["kind"], typed["subject"], typed["words"], page.Language.Code), cancel), false));
    }

    /// <summary>Takes a request in.</summary>
    public static async Task<IResult> PostRequestAsync(HttpContext http, MaterialStore store, CancellationToken cancel)
    {
        var (page, typed) = (PageContext.For(http, "/complain/mine"), await ReadAsync(http, RequestFields, cancel));
        var problems = new List<Problem>();
        void Wrong(string field, string key, params object?[] places) => problems.Add(new(field, Texts.Source.Format(page.Language, key, places)));
        if (!RedressCodes.Mandates.Contains(typed["mandate"], StringComparer.Ordinal)) Wrong("mandate", "wrong.mandate");
        var lines = typed["addresses"].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var addresses = new List<Uri>();
        for (var at = 0; at < lines.Length && addresses.Count <= RedressCodes.MostAddresses; at++)
        {
            if (HostAddress.TryRead(lines[at], out var address)) addresses.Add(address);
            else { Wrong("addresses", "wrong.line", at + 1); break; }
        }
        if (lines.Length > RedressCodes.MostAddresses) Wrong("addresses", "wrong.lines", RedressCodes.MostAddresses);
        if (lines.Length == 0 && typed["words"].Length == 0) Wrong("addresses", "wrong.nothing");
        if (typed["words"].Length > RedressCodes.LongestWords) Wrong("words", "wrong.words", RedressCodes.LongestWords);
        if (problems.Count > 0) return PageResult.Show<MinePage, FileModel>(page, new(typed, problems), StatusCodes.Status400BadRequest);
        Actor.Begin(new("somebody", "public"));
        return PageResult.Show<TicketPage, TicketModel>(page, new(await store.RequestRemovalAsync(new(typed["origin"], typed["mandate"], [.. addresses.Distinct()], typed["words"], page.Language.Code), cancel), true));
    }

    // Words as they were typed, without what no text holds; longer than any field is cut, so that the page says so and stays small.
    private static async Task<Dictionary<string, string>> ReadAsync(HttpContext http, string[] fields, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var typed = fields.ToDictionary(field => field, field => new string([.. form[field].ToString().ReplaceLineEndings("\n").Where(letter => letter == '\n' || !char.IsControl(letter)).Take(20_000)]).Trim(), StringComparer.Ordinal);
        typed["origin"] = form["origin"].ToString() is { Length: 32 } origin && origin.All(char.IsAsciiHexDigitLower) ? origin : New();
        return typed;
    }

    private static Dictionary<string, string> Empty(string[] fields)
    {
        var empty = fields.ToDictionary(field => field, _ => "", StringComparer.Ordinal);
        empty["origin"] = New();
        return empty;
    }

    private static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
