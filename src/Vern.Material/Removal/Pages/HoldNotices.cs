using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Material.Removal.Pages;

/// <summary>What must not leave yet?</summary>
/// <param name="Holds">Those that stand.</param>
/// <param name="Typed">What was typed, by field.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record HoldsModel(IReadOnlyList<NoticeHold> Holds, IReadOnlyDictionary<string, string> Typed, IReadOnlyList<Problem> Problems);

/// <summary>Police first where a notice would hurt a case (J-007): no notice of an address or a report leaves until a day.</summary>
public static class HoldNotices
{
    private const int LongestReason = 500;

    /// <summary>The holds that stand, and the form.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, MaterialStore store, CancellationToken cancel)
    {
        var page = PageContext.For(http);
        return PageResult.Show<HoldsPage, HoldsModel>(page, new(await store.HoldsAsync(cancel), new Dictionary<string, string>(StringComparer.Ordinal) { ["report"] = page.Asked("report") ?? "" }, []));
    }

    /// <summary>Holds.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var page = PageContext.For(http, "/notices/holds");
        var typed = ((string[])["address", "report", "until", "reason"]).ToDictionary(field => field, field => form[field].ToString().Trim() is var text && text.Length > HostAddress.Longest ? text[..HostAddress.Longest] : text, StringComparer.Ordinal);
        var problems = new List<Problem>();
        void Wrong(string field, string key, params object?[] places) => problems.Add(new(field, Texts.Source.Format(page.Language, key, places)));
        Uri? address = null;
        long? report = null;
        if (typed["address"].Length > 0 == typed["report"].Length > 0) Wrong("address", "wrong.hold-what");
        else if (typed["address"].Length > 0) { if (!HostAddress.TryRead(typed["address"], out address)) Wrong("address", "wrong.address"); }
        else if (long.TryParse(typed["report"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) report = number;
        else Wrong("report", "wrong.report");
        if (!DateOnly.TryParseExact(typed["until"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until) || until < page.Today || until > page.Today.AddDays(MaterialStore.LongestHold)) Wrong("until", "wrong.until", MaterialStore.LongestHold);
        if (typed["reason"].Length > LongestReason) Wrong("reason", "wrong.reason", LongestReason);
        if (problems.Count > 0) return PageResult.Show<HoldsPage, HoldsModel>(page, new(await store.HoldsAsync(cancel), typed, problems), StatusCodes.Status400BadRequest);
        await store.HoldNoticesAsync(address, report, until, typed["reason"], current.Name!, cancel);
        return FormGuard.SeeOther("/notices/holds?done=held");
    }

    /// <summary>Holds no longer.</summary>
    public static async Task<IResult> LiftAsync(string id, MaterialStore store, CancellationToken cancel) => await store.LiftHoldAsync(id, cancel) ? FormGuard.SeeOther("/notices/holds?done=lifted") : TypedResults.NotFound();
}
