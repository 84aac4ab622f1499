using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Material.Indicators.Pages;

/// <summary>What is on the list, and why?</summary>
/// <param name="Found">The entries of this page.</param>
/// <param name="Count">How many the filter finds.</param>
/// <param name="Active">How many count.</param>
/// <param name="Waiting">How many wait for a confirmation.</param>
/// <param name="Aside">How many have a fingerprint set aside.</param>
/// <param name="Digest">The fingerprint asked for.</param>
/// <param name="State">The state asked for.</param>
/// <param name="At">Which page, from 1.</param>
public sealed record IndicatorsModel(IReadOnlyList<Indicator> Found, int Count, int Active, int Waiting, int Aside, string? Digest, IndicatorState? State, int At)
{
    /// <summary>How many pages there are.</summary>
    public int Pages => Math.Max(1, (Count + ShowIndicators.PageSize - 1) / ShowIndicators.PageSize);
}

/// <summary>A proposal on its form.</summary>
/// <param name="Values">What was typed, by field.</param>
/// <param name="Problems">Why it was not taken.</param>
public sealed record ProposeModel(IReadOnlyDictionary<string, string> Values, IReadOnlyList<Problem> Problems);

/// <summary>The list of entries, and the form that proposes one.</summary>
public static class ShowIndicators
{
    /// <summary>Entries on a page.</summary>
    public const int PageSize = 50;

    /// <summary>The fields of the form.</summary>
    internal static IReadOnlyList<string> Fields { get; } = ["list", "class", "ground", "md5", "sha1", "sha256", "pdq", "quality", "near-median", "decoder", "resize", "source", "report", "words"];

    /// <summary>The page.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, MaterialStore store, CancellationToken cancel)
    {
        var page = PageContext.For(http, "/indicators");
        var digest = page.Asked("digest") is { Length: <= 64 } asked ? asked.Trim() : null;
        IndicatorState? state = Enum.TryParse<IndicatorState>(page.Asked("state"), out var one) && Enum.IsDefined(one) ? one : null;
        var at = int.TryParse(page.Asked("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and < 1_000_000 ? number : 1;
        var (found, count) = await store.IndicatorsAsync(digest, state, quarantined: page.Asked("aside") == "yes", skip: (at - 1) * PageSize, take: PageSize, cancel: cancel);
        async Task<int> Of(IndicatorState only) => (await store.IndicatorsAsync(state: only, take: 0, cancel: cancel)).Count;
        return PageResult.Show<IndicatorsPage, IndicatorsModel>(page, new(found, count, await Of(IndicatorState.Active) + await Of(IndicatorState.Challenged), await Of(IndicatorState.Proposed) + await Of(IndicatorState.ConfirmedOnce), (await store.IndicatorsAsync(quarantined: true, take: 0, cancel: cancel)).Count, digest, state, at));
    }

    /// <summary>The form.</summary>
    public static IResult New(HttpContext http) => Show(http, new Dictionary<string, string>(StringComparer.Ordinal) { ["report"] = PageContext.For(http).Asked("report") is { Length: < 20 } report && report.All(char.IsAsciiDigit) ? report : "" }, [], 200);

    /// <summary>Proposes an entry.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        var language = PageContext.For(http).Language;
        var sent = await http.Request.ReadFormAsync(cancel);
        var values = Fields.ToDictionary(field => field, field => sent[field].ToString().Trim(), StringComparer.Ordinal);
        string? Given(string field) => values[field].Length > 0 ? values[field] : null;
        IResult Refuse(string? field, string code, int status = 400) => Show(http, values, [new(field, Texts.Source[language, code])], status);
        if (current.SignedIn is not { } person) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        int? quality = null, near = null;
        long? report = null;
        if (Given("quality") is { } typed) { if (!int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return Refuse("quality", "problem.no-quality"); quality = value; }
        if (Given("near-median") is { } margin) { if (!int.TryParse(margin, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > 256) return Refuse("near-median", "problem.margin"); near = value; }
        if (Given("report") is { } from) { if (!long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return Refuse("report", "problem.report"); report = value; }
        if (Given("source") is { } source && !(source.Length <= 40 && source.All(letter => letter is >= 'a' and <= 'z' or >= '0' and <= '9' or '-') && source[0] != '-')) return Refuse("source", "problem.source");
        if (values["words"].Length > 2000) return Refuse("words", "problem.words");
        var hashes = ((HashKind[])[HashKind.Md5, HashKind.Sha1, HashKind.Sha256, HashKind.Pdq]).Where(kind => Given(kind.Word()) is not null)
            .Select(kind => kind is HashKind.Pdq ? new Fingerprint(kind, values["pdq"], quality, near, Given("decoder"), Given("resize")) : new Fingerprint(kind, values[kind.Word()])).ToList();
        var proposed = await store.ProposeIndicatorAsync(new(values["list"], values["class"], hashes, Given("ground"), report, null, Given("source"), Given("words")), IndicatorActor.Of(person), cancel);
        return proposed switch
        {
            { IsNew: true } => FormGuard.SeeOther($"/indicators/{proposed.Indicator}?done=Propose"),
            { Indicator: { } there } => FormGuard.SeeOther($"/indicators/{there}?done=there"),
            _ => Refuse(proposed.Problem is "problem.list" ? "list" : proposed.Problem is "problem.class" ? "class" : proposed.Problem is "problem.ground" ? "ground" : proposed.Problem is "problem.quality" or "problem.no-quality" ? "quality" : "md5", proposed.Problem!),
        };
    }

    private static IResult Show(HttpContext http, IReadOnlyDictionary<string, string> values, IReadOnlyList<Problem> problems, int status) => PageResult.Show<ProposePage, ProposeModel>(PageContext.For(http, "/indicators/new"), new(values, problems), status);
}
