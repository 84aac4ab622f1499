using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Interface.Api;
using Vern.Platform.Workspaces;

namespace Vern.Material.Indicators.Sharing;

/// <summary>The exchange of hashes as matchers' existing clients read it: version 2 of NCMEC's hash sharing interface, XML and HTTP Basic. A client needs only another address.</summary>
public static class SharingApi
{
    /// <summary>Where it is.</summary>
    public const string Root = "/hashsharing";

    private const string Xml = "application/xml", Kinds = "MD5, SHA1 or PDQ.";
    private const int PageSize = 1000, Centre = 1;

    /// <summary>Maps the calls.</summary>
    public static IEndpointRouteBuilder MapSharing(this IEndpointRouteBuilder routes)
    {
        var calls = routes.MapGroup(Root + "/v2");
        const int bad = StatusCodes.Status400BadRequest, none = StatusCodes.Status404NotFound, notEntitled = StatusCodes.Status409Conflict;
        As(calls.MapGet("/status", StatusAsync), "SharingStatus", "Who asks, by the exchange of hashes", notEntitled).Produces<SharingStatus>(contentType: Xml);
        As(calls.MapGet("/members", MembersAsync), "SharingMembers", "The centre and the asker, as members of the exchange", notEntitled).Produces<SharingMembers>(contentType: Xml);
        As(calls.MapGet("/entries", EntriesAsync), "SharingEntries", "Entries of the published lists by the time of their last change, page by page", bad, notEntitled).Produces<SharingEntries>(contentType: Xml);
        As(calls.MapGet("/feedback/{type}/reasons", Reasons), "SharingReasons", "Why a fingerprint of a kind (MD5, SHA1 or PDQ) may be called wrong", none).Produces<SharingReasons>(contentType: Xml);
        As(calls.MapPut("/entries/{member:int}/{entry:long}/{type}/feedback", FeedbackAsync), "SharingFeedback", "Says that a fingerprint of an entry is right or wrong; it changes nothing by itself", bad, none, StatusCodes.Status413PayloadTooLarge)
            .TakesAsIs<SharingFeedback>(SharingXml.Longest, Xml, "text/xml").Produces(StatusCodes.Status200OK);
        return routes;
    }

    private static RouteHandlerBuilder As(RouteHandlerBuilder route, string name, string summary, params int[] problems) => route.AsXmlOperation(name, summary, IndicatorsGrants.Take, (typeof(SharingRefusal), Xml), [StatusCodes.Status429TooManyRequests, .. problems]).WithTags("hash sharing").WithMetadata(new CountedApart("hashsharing"));

    /// <summary>What is answered where a request did not come as far as the exchange.</summary>
    /// <param name="status">The status.</param>
    /// <param name="why">What was expected.</param>
    public static IResult OfStatus(int status, string why) => SharingXml.Refuse(status, why);

    private static async Task<IResult> StatusAsync(HttpContext http, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        if ((await store.EntitledAsync(Account(current), cancel)).Count == 0) return NotEntitled();
        var (member, name) = await store.MemberAsync(Account(current), cancel);
        return SharingXml.Of(new(SharingXml.Space + "status", new XElement(SharingXml.Space + "ipAddress", http.Connection.RemoteIpAddress?.ToString()), new XElement(SharingXml.Space + "username", Account(current)), new XElement(SharingXml.Space + "member", new XAttribute("id", member), name)));
    }

    private static async Task<IResult> MembersAsync(Workspace workspace, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        if ((await store.EntitledAsync(Account(current), cancel)).Count == 0) return NotEntitled();
        var (member, name) = await store.MemberAsync(Account(current), cancel);
        return SharingXml.Of(new(SharingXml.Space + "members", new XElement(SharingXml.Space + "member", new XAttribute("id", Centre), workspace.Title), new XElement(SharingXml.Space + "member", new XAttribute("id", member), name)));
    }

    private static async Task<IResult> EntriesAsync(Workspace workspace, MaterialStore store, CurrentPerson current, [Description("A time such as 2026-01-31T12:00:00Z; the beginning when it is not said. A recipient that begins a range later says that it has kept what was before.")] string? from, [Description("A time such as 2026-01-31T12:00:00Z; now when it is not said.")] string? to, [Range(1, PageSize)] int? size, [Description("Where the page before ended, from its paging/next.")] string? after, CancellationToken cancel)
    {
        var now = store.Now().ToUnixTimeSeconds();
        var (most, since, until) = (size ?? PageSize, string.IsNullOrEmpty(from) ? 0 : SharingXml.Seconds(from), string.IsNullOrEmpty(to) ? now : SharingXml.Seconds(to));
        if (since is not { } first) return SharingXml.Refuse(StatusCodes.Status400BadRequest, "from: a time such as 2026-01-31T12:00:00Z expected");
        if (until is not { } last) return SharingXml.Refuse(StatusCodes.Status400BadRequest, "to: a time such as 2026-01-31T12:00:00Z expected");
        if (most is < 1 or > PageSize) return SharingXml.Refuse(StatusCodes.Status400BadRequest, $"size: 1 to {PageSize} expected");
        (long, long)? place = null;
        if (!string.IsNullOrEmpty(after))
        {
            if (after.Split('.') is not [var at, var id] || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) || !long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return SharingXml.Refuse(StatusCodes.Status400BadRequest, "after: not from a page of ours");
            place = (ms, number);
        }
        var lists = await store.EntitledAsync(Account(current), cancel);
        if (lists.Count == 0) return NotEntitled();
        last = Math.Min(last, now); // what is not yet cannot be drained
        var page = await store.SharedAsync(lists, first, last, place, most, cancel);
        await store.NoteExchangeAsync(lists, Account(current), place is null && first > 0 ? first : null, page.Next is null ? last : null, cancel);
        // A path that the client puts behind the address that it was given.
        var next = page.Next is { } going
            ? string.Create(CultureInfo.InvariantCulture, $"/v2/entries?from={SharingXml.Stamp(DateTimeOffset.FromUnixTimeSeconds(first))}&to={SharingXml.Stamp(DateTimeOffset.FromUnixTimeSeconds(last))}&start={page.Start + page.Entries.Count}&size={most}&max={page.Total}&after={going.At}.{going.Id}") : null;
        return SharingXml.Of(SharingXml.Entries(page, Centre, workspace.Title, next));
    }

    private static IResult Reasons([Description(Kinds)] string type) => KindOf(type) is not { } kind ? UnknownType() : SharingXml.Of(new(SharingXml.Space + "availableFeedbackReasons", SharingXml.Reasons.Select(reason => new XElement(SharingXml.Space + "reason", new XAttribute("guid", reason.Id), new XAttribute("name", reason.Name), new XAttribute("type", kind.ToString())))));

    private static async Task<IResult> FeedbackAsync(HttpContext http, [Description("1: the centre.")] int member, [Description("The entry's number.")] long entry, [Description(Kinds)] string type, MaterialStore store, CurrentPerson current, CancellationToken cancel)
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
