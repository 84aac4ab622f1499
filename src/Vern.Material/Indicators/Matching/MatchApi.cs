using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Interface.Api;

namespace Vern.Material.Indicators.Matching;

/// <summary>Files to be matched.</summary>
/// <param name="Files">1 to 1,000.</param>
public sealed record MatchQuestion(IReadOnlyList<MatchFile> Files);

/// <summary>A file to be matched: at least one fingerprint, hexadecimal digits.</summary>
/// <param name="Id">The asker's own word for it, at most 100 letters; null: its place from 0.</param>
/// <param name="Md5">32 digits.</param>
/// <param name="Sha1">40.</param>
/// <param name="Sha256">64.</param>
/// <param name="Pdq">64.</param>
/// <param name="Quality">Of PDQ, 0 to 100; below 50 the hash is not looked for.</param>
public sealed record MatchFile(string? Id = null, string? Md5 = null, string? Sha1 = null, string? Sha256 = null, string? Pdq = null, int? Quality = null);

/// <summary>What was found.</summary>
/// <param name="Lists">The lists that were looked in, each with its newest edition (0: none).</param>
/// <param name="Files">The files, in their order.</param>
/// <param name="Note">That a match is a reason to look.</param>
public sealed record MatchAnswer(IReadOnlyDictionary<string, int> Lists, IReadOnlyList<MatchedFile> Files, string Note);

/// <summary>What was found of a file. There is no action in it: who asks decides.</summary>
/// <param name="Id">As asked.</param>
/// <param name="Known"><c>none</c>, <c>near</c> or <c>exact</c>, by what counts.</param>
/// <param name="Matches">All matches.</param>
public sealed record MatchedFile(string Id, string Known, IReadOnlyList<MatchedHash> Matches);

/// <summary>A match.</summary>
/// <param name="Entry">The entry's number, for feedback.</param>
/// <param name="Kind">Which fingerprint.</param>
/// <param name="Distance">0 for digests; of PDQ 0 to 31.</param>
/// <param name="List">The list.</param>
/// <param name="Class">The class.</param>
/// <param name="Edition">The edition that added it; null: not published yet.</param>
/// <param name="Remarks"><c>suppressed</c> (a known false match), <c>quarantined</c> (matched everywhere), <c>contradicted</c> (another SHA-256: a made collision): it does not count; <c>weak</c> (MD5 or SHA-1 alone): look twice.</param>
public sealed record MatchedHash(long Entry, string Kind, int Distance, string List, string Class, int? Edition, IReadOnlyList<string> Remarks);

/// <summary>The operations by which programs ask whether fingerprints are known (I-003).</summary>
public static class MatchApi
{
    private const int MostFiles = 1000;
    private const long Longest = 1024 * 1024;
    private const string Note = "A match is a reason to look, never to act: another picture can have a near hash, and one can be made on purpose.";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, NumberHandling = JsonNumberHandling.Strict, MaxDepth = 8, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false };

    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapMatchApi(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/match", MatchAsync).AsOperation("MatchFingerprints", "Which of these files' fingerprints are known; never what to do about it", IndicatorsGrants.Match, StatusCodes.Status409Conflict).Takes<MatchQuestion>(Longest).Produces<MatchAnswer>();
        routes.MapGet("/api/buckets/{kind}/{prefix}", BucketAsync).AsOperation("ReadBucket", "All known digests that begin with five digits, filled up so that every answer is as long", IndicatorsGrants.Match, StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict).Produces<string>(contentType: "text/plain");
        return routes;
    }

    private static async Task<IResult> MatchAsync(HttpContext http, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        var (question, problem) = await ReadBody.AsAsync<MatchQuestion>(http, Json, cancel: cancel);
        if (question is null) return problem!;
        if (question.Files.Count is 0 or > MostFiles) return Bad($"files: {question.Files.Count}, 1 to {MostFiles} expected");
        var files = new FileDigests[question.Files.Count];
        for (var place = 0; place < files.Length; place++)
        {
            if (question.Files[place] is not { } file) return Bad($"files[{place}]: an object expected");
            foreach (var (kind, text) in ((HashKind, string?)[])[(HashKind.Md5, file.Md5), (HashKind.Sha1, file.Sha1), (HashKind.Sha256, file.Sha256), (HashKind.Pdq, file.Pdq)])
                if (text is not null && ReadFingerprint.Value(kind, text) is null) return Bad($"files[{place}].{kind.Word()}: {ReadFingerprint.Digits(kind)} hexadecimal digits expected");
            if (file is { Md5: null, Sha1: null, Sha256: null, Pdq: null }) return Bad($"files[{place}]: md5, sha1, sha256 or pdq expected");
            if (file.Quality is < 0 or > 100) return Bad($"files[{place}].quality: 0 to 100 expected");
            if (file.Id is { } id && (id.Length is 0 or > 100 || id.Any(char.IsControl))) return Bad($"files[{place}].id: 1 to 100 letters expected");
            files[place] = new(file.Id ?? place.ToString(CultureInfo.InvariantCulture), file.Md5, file.Sha1, file.Sha256, file.Pdq, file.Quality);
        }
        if (await ListsAsync(store, current, cancel) is not { } lists) return NotEntitled();
        var answers = await store.KnownAsync(files, current.SignedIn?.Account, lists, cancel);
        var editions = await store.EditionsOfAsync([.. answers.SelectMany(file => file.Matches).Select(match => match.Value)], cancel);
        var newest = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var list in lists) newest[list] = await store.NewestEditionAsync(list, cancel);
        await store.Ledger.RecordAsync(IndicatorsActs.Matched, "match", string.Create(CultureInfo.InvariantCulture, $"{files.Length}, {answers.Count(file => file.Known is not Nearness.None)}"), cancel);
        return TypedResults.Json(new MatchAnswer(newest, [.. answers.Select(file => new MatchedFile(file.File, file.Known.ToString().ToLowerInvariant(), [.. file.Matches.Select(match =>
            new MatchedHash(match.Indicator, match.Kind.Word(), match.Distance, match.List, match.Class, editions.TryGetValue((match.List, match.Kind, match.Value), out var edition) ? edition : null, Remarks(match)))]))], Note), Json);
    }

    private static async Task<IResult> BucketAsync([Description("md5, sha1 or sha256.")] string kind, [Description("Five hexadecimal digits in small letters."), RegularExpression("^[0-9a-f]{5}$")] string prefix, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (ReadFingerprint.Kind(kind) is not { } digest || digest is HashKind.Pdq) return Bad("kind: md5, sha1 or sha256 expected; a perceptual hash has no bucket");
        if (!PrefixBuckets.IsPrefix(prefix)) return Bad($"prefix: {PrefixBuckets.PrefixDigits} hexadecimal digits in small letters expected");
        if (await ListsAsync(store, current, cancel) is not { } lists) return NotEntitled();
        return TypedResults.Text(await store.BucketAsync(digest, prefix, lists, cancel), "text/plain");
    }

    // A program sees the lists that its body may have; staff see all.
    private static async Task<IReadOnlyCollection<string>?> ListsAsync(MaterialStore store, CurrentPerson current, CancellationToken cancel) =>
        current.SignedIn is { PersonId: null } program ? await store.EntitledAsync(program.Account, cancel) is { Count: > 0 } mine ? mine : null : await store.ListsAsync(cancel);

    private static string[] Remarks(KnownMatch match)
    {
        (bool Is, string Word)[] all = [(match.IsSuppressed, "suppressed"), (match.IsQuarantined, "quarantined"), (match.IsContradicted, "contradicted"), (match.IsWeak, "weak")];
        return [.. all.Where(one => one.Is).Select(one => one.Word)];
    }

    private static IResult Bad(string detail) => ApiProblem.Of(StatusCodes.Status400BadRequest, detail + ".");

    private static IResult NotEntitled() => ApiProblem.Of(StatusCodes.Status409Conflict, "This program's body is not enrolled, or its period is over: it may have no list.");
}
