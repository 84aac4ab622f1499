using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Workspaces;

namespace Vern.Material.Indicators.Sharing;

/// <summary>The exchange of hashes as matchers' existing clients read it: version 2 of NCMEC's hash sharing interface, XML and HTTP Basic. A client needs only another address.</summary>
public static class SharingApi
{
    /// <summary>Where it is.</summary>
    public const string Root = "/hashsharing";

    private const int PageSize = 1000, Centre = 1;

    /// <summary>Maps the calls.</summary>
    public static IEndpointRouteBuilder MapSharing(this IEndpointRouteBuilder routes)
    {
        var calls = routes.MapGroup(Root + "/v2").ExcludeFromDescription();
        calls.MapGet("/status", StatusAsync).Needs(IndicatorsGrants.Take);
        calls.MapGet("/members", MembersAsync).Needs(IndicatorsGrants.Take);
        calls.MapGet("/entries", EntriesAsync).Needs(IndicatorsGrants.Take);
        calls.MapGet("/feedback/{type}/reasons", Reasons).Needs(IndicatorsGrants.Take);
        calls.MapPut("/entries/{member:int}/{entry:long}/{type}/feedback", FeedbackAsync).Needs(IndicatorsGrants.Take).DisableAntiforgery();
        return routes;
    }

    private static async Task<IResult> StatusAsync(HttpContext http, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        if ((await store.EntitledAsync(Account(current), cancel)).Count == 0) return NotEntitled();
        var (member, name) = await store.MemberAsync(Account(current), cancel);
        return SharingXml.Of(new(SharingXml.Space + "status", new XElement(SharingXml.Space + "ipAddress", http.Connection.RemoteIpAddress?.ToString()), new XElement(SharingXml.Space + "username", Account(current)), new XElement(SharingXml.Space + "member", new XAttribute("id", member), name)));
    }

    private static async Task<IResult> MembersAsync(Workspace workspace, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        var (member, name) = await store.MemberAsync(Account(current), cancel);
        return SharingXml.Of(new(SharingXml.Space + "members", new XElement(SharingXml.Space + "member", new XAttribute("id", Centre), workspace.Title), new XElement(SharingXml.Space + "member", new XAttribute("id", member), name)));
    }

    private static async Task<IResult> EntriesAsync(HttpContext http, Workspace workspace, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        string? Asked(string name) => http.Request.Query[name] is [{ Length: > 0 } value] ? value : null;
        var now = store.Now().ToUnixTimeSeconds();
        var (from, to, size) = (Asked("from") is { } since ? SharingXml.Seconds(since) : 0, Asked("to") is { } until ? SharingXml.Seconds(until) : now, PageSize);
        if (from is not { } first) return SharingXml.Refuse(StatusCodes.Status400BadRequest, "from: a time such as 2026-01-31T12:00:00Z expected");
        if (to is not { } last) return SharingXml.Refuse(StatusCodes.Status400BadRequest, "to: a time such as 2026-01-31T12:00:00Z expected");
        if (Asked("size") is { } given && (!int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size is < 1 or > PageSize)) return SharingXml.Refuse(StatusCodes.Status400BadRequest, $"size: 1 to {PageSize} expected");
        (long, long)? after = null;
        if (Asked("after") is { } place)
        {
            if (place.Split('.') is not [var at, var id] || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) || !long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return SharingXml.Refuse(StatusCodes.Status400BadRequest, "after: not from a page of ours");
            after = (ms, number);
        }
        var lists = await store.EntitledAsync(Account(current), cancel);
        if (lists.Count == 0) return NotEntitled();
        last = Math.Min(last, now); // what is not yet cannot be drained
        var page = await store.SharedAsync(lists, first, last, after, size, cancel);
        await store.NoteExchangeAsync(lists, Account(current), after is null && first > 0 ? first : null, page.Next is null ? last : null, cancel);
        // A path that the client puts behind the address that it was given.
        var next = page.Next is { } going
            ? string.Create(CultureInfo.InvariantCulture, $"/v2/entries?from={SharingXml.Stamp(DateTimeOffset.FromUnixTimeSeconds(first))}&to={SharingXml.Stamp(DateTimeOffset.FromUnixTimeSeconds(last))}&start={page.Start + page.Entries.Count}&size={size}&max={page.Total}&after={going.At}.{going.Id}") : null;
        return SharingXml.Of(SharingXml.Entries(page, Centre, workspace.Title, next));
    }

    private static IResult Reasons(string type) => KindOf(type) is null ? UnknownType() : SharingXml.Of(new(SharingXml.Space + "availableFeedbackReasons", SharingXml.Reasons.Select(reason => new XElement(SharingXml.Space + "reason", new XAttribute("guid", reason.Id), new XAttribute("name", reason.Name)))));

    private static async Task<IResult> FeedbackAsync(HttpContext http, int member, long entry, string type, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (KindOf(type) is not { } kind) return UnknownType();
        if (await SharingXml.ReadFeedbackAsync(http.Request.Body, cancel) is not { } said) return SharingXml.Refuse(StatusCodes.Status400BadRequest, "feedbackSubmission with affirmative, or negative with reasonIds, expected");
        var lists = await store.EntitledAsync(Account(current), cancel);
        var outcome = member == Centre ? await store.FeedbackAsync(entry, kind, said.IsRight, lists, Account(current), said.Reasons.Count == 0 ? null : string.Join("; ", said.Reasons), cancel) : StepOutcome.Gone;
        return outcome is StepOutcome.Done ? TypedResults.Ok() : SharingXml.Refuse(StatusCodes.Status404NotFound, "there is no such entry, or it has no such fingerprint");
    }

    private static HashKind? KindOf(string type) => type switch { "MD5" => HashKind.Md5, "SHA1" => HashKind.Sha1, "PDQ" => HashKind.Pdq, _ => null };

    private static IResult UnknownType() => SharingXml.Refuse(StatusCodes.Status404NotFound, "MD5, SHA1 or PDQ expected");

    private static IResult NotEntitled() => SharingXml.Refuse(StatusCodes.Status409Conflict, "this program's body is not enrolled, or its period is over");

    private static string Account(CurrentPerson current) => current.SignedIn?.Account ?? "";
}
