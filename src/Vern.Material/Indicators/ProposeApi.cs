using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Interface.Api;

namespace Vern.Material.Indicators;

/// <summary>What a hotline's program proposes as known material.</summary>
/// <param name="Entries">1 to 200, each of one file.</param>
public sealed record ProposalBody(IReadOnlyList<ProposedEntry> Entries);

/// <summary>An entry: the fingerprints of one file, hexadecimal digits, at least one.</summary>
/// <param name="List"><c>baseline</c>, or the country's own such as <c>national-no</c>.</param>
/// <param name="Class"><c>a1</c>, <c>a2</c>, <c>b1</c>, <c>b2</c>.</param>
/// <param name="Id">The sender's own word for it, at most 100 letters; null: its place from 0.</param>
/// <param name="Md5">32 digits.</param>
/// <param name="Sha1">40.</param>
/// <param name="Sha256">64.</param>
/// <param name="Pdq">64.</param>
/// <param name="Quality">Of PDQ, 50 to 100.</param>
/// <param name="NearMedian">Of PDQ: how many coefficients lie near the median, 0 to 256; null: not known.</param>
/// <param name="Decoder">Of PDQ: who made pixels of the file.</param>
/// <param name="Resize">Of PDQ: how they were made smaller.</param>
/// <param name="Ground">The legal ground, in a national list.</param>
/// <param name="Words">What else is to be known, at most 2,000 letters; sealed.</param>
public sealed record ProposedEntry(string List, string Class, string? Id = null, string? Md5 = null, string? Sha1 = null, string? Sha256 = null, string? Pdq = null, int? Quality = null, int? NearMedian = null, string? Decoder = null, string? Resize = null, string? Ground = null, string? Words = null);

/// <summary>What became of the entries, in their order.</summary>
/// <param name="Entries">One answer each.</param>
public sealed record ProposalAnswer(IReadOnlyList<ProposedAnswer> Entries);

/// <summary>What became of an entry.</summary>
/// <param name="Id">As sent.</param>
/// <param name="Entry">Its number: of the new one, or of the one that has one of the fingerprints already; null: it was not taken.</param>
/// <param name="New">Whether it is new; sent again it is not.</param>
/// <param name="Problem">Why it was not taken; null: it was.</param>
public sealed record ProposedAnswer(string Id, long? Entry, bool New, string? Problem);

/// <summary>The operation by which hotlines hand in many entries at once (I-008). Nothing counts by it: two persons of the centre confirm each entry.</summary>
public static class ProposeApi
{
    private const int MostEntries = 200;
    private const long Longest = 1024 * 1024;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, NumberHandling = JsonNumberHandling.Strict, MaxDepth = 8, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false };

    /// <summary>Maps it.</summary>
    public static IEndpointRouteBuilder MapProposeApi(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/indicators", PostAsync).AsOperation("ProposeIndicators", "Proposes entries of known material; each is taken or refused by itself, and none counts until two persons of the centre have confirmed it", IndicatorsGrants.ProposeByProgram, StatusCodes.Status409Conflict)
            .Takes<ProposalBody>(Longest).Produces<ProposalAnswer>();
        return routes;
    }

    private static async Task<IResult> PostAsync(HttpContext http, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        var (body, problem) = await ReadBody.AsAsync<ProposalBody>(http, Json, cancel: cancel);
        if (body is null) return problem!;
        if (body.Entries.Count is 0 or > MostEntries) return Bad($"entries: {body.Entries.Count}, 1 to {MostEntries} expected");
        // What is no entry at all is refused whole: nothing is half taken.
        for (var place = 0; place < body.Entries.Count; place++)
        {
            if (body.Entries[place] is not { } entry) return Bad($"entries[{place}]: an object expected");
            if (entry.Id is { } id && (id.Length is 0 or > 100 || id.Any(char.IsControl))) return Bad($"entries[{place}].id: 1 to 100 letters expected");
            if (entry.Words is { Length: > 2000 }) return Bad($"entries[{place}].words: at most 2,000 letters expected");
            if (entry.NearMedian is < 0 or > 256) return Bad($"entries[{place}].nearMedian: 0 to 256 expected");
        }
        var account = current.SignedIn?.Account ?? "";
        if (await store.HotlineAsync(account, cancel) is not { } hotline) return ApiProblem.Of(StatusCodes.Status409Conflict, "This program's body is not enrolled as a hotline, is for trying only, or its period is over: it proposes nothing.");
        var lists = await store.EntitledAsync(account, cancel);
        var answers = new List<ProposedAnswer>(body.Entries.Count);
        for (var place = 0; place < body.Entries.Count; place++)
        {
            var entry = body.Entries[place];
            var id = entry.Id ?? place.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (!lists.Contains(entry.List))
            {
                answers.Add(new(id, null, false, $"list: {string.Join(" or ", lists)} expected"));
                continue;
            }
            var proposed = await store.ProposeIndicatorAsync(new(entry.List, entry.Class, Prints(entry), entry.Ground, Source: hotline.Name, Words: entry.Words), new(null, account, hotline.Name), cancel);
            answers.Add(new(id, proposed.Indicator, proposed.IsNew, proposed.Indicator is null ? Texts.Source[Platform.Localisation.Language.English, proposed.Problem!] : null));
        }
        return TypedResults.Json(new ProposalAnswer(answers), Json);
    }

    private static List<Fingerprint> Prints(ProposedEntry entry)
    {
        var prints = new List<Fingerprint>();
        foreach (var (kind, value) in ((HashKind, string?)[])[(HashKind.Md5, entry.Md5), (HashKind.Sha1, entry.Sha1), (HashKind.Sha256, entry.Sha256)]) if (value is not null) prints.Add(new(kind, value));
        if (entry.Pdq is { } pdq) prints.Add(new(HashKind.Pdq, pdq, entry.Quality, entry.NearMedian, entry.Decoder, entry.Resize));
        return prints;
    }

    private static IResult Bad(string detail) => ApiProblem.Of(StatusCodes.Status400BadRequest, detail + ".");
}
