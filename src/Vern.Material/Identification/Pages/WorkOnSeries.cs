using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Material.Identification.Storage;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Material.Identification.Pages;

/// <summary>What is done with a series.</summary>
public static class WorkOnSeries
{
    private const int LongestTitle = 120, LongestWords = 4000, MostLines = 2000;

    /// <summary>Registers one.</summary>
    public static async Task<IResult> RegisterAsync(HttpContext http, MaterialStore store, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var page = PageContext.For(http, "/series");
        Task<IResult> Wrong(string field, string key, params object?[] places) => ShowSeries.ListAsync(http, store, Typed(form), [new(field, Texts.Source.Format(page.Language, key, places))], cancel);
        if (Parts(form["parts"].ToString(), out var line) is not { Count: > 0 } parts) return await Wrong("parts", "wrong.parts", line);
        if (!int.TryParse(form["children"], NumberStyles.None, CultureInfo.InvariantCulture, out var children) || children is < 1 or > SeriesCodes.MostChildren) return await Wrong("children", "wrong.children", SeriesCodes.MostChildren);
        if (Day(form["seen"]) is not { } seen || seen > page.Today) return await Wrong("seen", "wrong.day");
        var (id, elsewhere) = await store.RegisterSeriesAsync(parts, seen, children, Title(form["unit"]), cancel);
        return id is null ? await Wrong("parts", "wrong.elsewhere", string.Join(", ", elsewhere.Select(one => one[..8]))) : FormGuard.SeeOther($"/series/{id}?done=registered");
    }

    /// <summary>Registers a judgment with missing victims.</summary>
    public static async Task<IResult> JudgmentAsync(HttpContext http, MaterialStore store, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var page = PageContext.For(http, "/series");
        var reference = form["reference"].ToString().Trim();
        var isGood = Title(form["court"]) is not null & IdentificationTables.CourtReference.Allows(reference) & int.TryParse(form["shown"], NumberStyles.None, CultureInfo.InvariantCulture, out var shown) & int.TryParse(form["known"], NumberStyles.None, CultureInfo.InvariantCulture, out var known) & Day(form["on"]) is not null;
        if (!isGood || shown <= known || shown > SeriesCodes.MostChildren || Day(form["on"]) > page.Today || !await store.KeepJudgmentAsync(new("", Title(form["court"])!, reference, Day(form["on"])!.Value, shown, known, form["series"].ToString() is { Length: 32 } series ? series : null), cancel))
            return await ShowSeries.ListAsync(http, store, Typed(form), [new("court", Texts.Source[page.Language, "wrong.judgment"])], cancel);
        return FormGuard.SeeOther("/series?done=judgment#judgments");
    }

    /// <summary>A step: join, hand over, leave, add, note, count, identified, interpol, link.</summary>
    public static async Task<IResult> StepAsync(HttpContext http, string id, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (await store.SeriesAsync(id, cancel) is not { } series) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(cancel);
        var page = PageContext.For(http, $"/series/{id}");
        IResult Wrong(string key, params object?[] places) => PageResult.Show<SeriesPage, SeriesModel>(page, new(series, Typed(form), [new(null, Texts.Source.Format(page.Language, key, places))]), StatusCodes.Status400BadRequest);
        var (unit, child, day) = (Title(form["unit"]), form["child"].ToString(), Day(form["day"]));
        int Number(string field) => int.TryParse(form[field], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= SeriesCodes.MostChildren ? number : 0;
        var isHers = series.Children.Any(one => one.Id == child);
        switch (form["do"].ToString())
        {
            case "join": return unit is not null && await store.JoinSeriesAsync(id, unit, cancel) ? Done() : Wrong("wrong.unit");
            case "hand-over": return unit is not null && Title(form["to"]) is { } to && await store.HandOverSeriesAsync(id, unit, to, cancel) ? Done() : Wrong("wrong.hand-over");
            case "leave": return unit is not null && await store.HandOverSeriesAsync(id, unit, null, cancel) ? Done() : Wrong("wrong.hand-over");
            case "add":
                if (Parts(form["parts"].ToString(), out var line) is not { Count: > 0 } parts) return Wrong("wrong.parts", line);
                return await store.AddPartsAsync(id, parts, cancel) is { Elsewhere.Count: > 0 } added ? Wrong("wrong.elsewhere", string.Join(", ", added.Elsewhere.Select(one => one[..8]))) : Done();
            case "note": return form["words"].ToString().Trim() is { Length: > 0 and <= LongestWords } words && await store.NoteSeriesAsync(id, words, current.Name!, cancel) ? Done() : Wrong("wrong.note", LongestWords);
            case "count": return await store.CountInSeriesAsync(id, Number("children"), Number("offenders"), cancel) ? Done() : Wrong("wrong.children", SeriesCodes.MostChildren);
            case "identified" when isHers && day is { } on && unit is not null: return await store.IdentifyChildAsync(child, on, unit, cancel) switch { IdentifyStep.Done => Done(), IdentifyStep.Already => Wrong("wrong.already"), _ => Wrong("wrong.day") };
            case "interpol" when isHers && day is { } on: return await store.ReportedToInterpolAsync(child, on, cancel) ? Done() : Wrong("wrong.day");
            case "link" when isHers && day is { } on && form["consent"] == "yes" && form["reference"].ToString().Trim() is { Length: > 0 and <= LongestTitle } reference: return await store.LinkChildAsync(child, reference, on, cancel) ? Done() : Wrong("wrong.day");
            default: return Wrong("wrong.step");
        }
        IResult Done() => FormGuard.SeeOther($"/series/{id}?done={form["do"]}");
    }

    // What stands in the fields again; fields of a child are told apart by it.
    private static Dictionary<string, string> Typed(IFormCollection form) => form.Keys.ToDictionary(field => form["child"].ToString() is { Length: > 0 } child ? $"{field}-{child}" : field, field => form[field].ToString(), StringComparer.Ordinal);

    // A line each, as "sha256 DIGEST" or "report 12".
    private static List<SeriesPart>? Parts(string text, out int line)
    {
        var (parts, lines) = (new List<SeriesPart>(), text.ReplaceLineEndings("\n").Split('\n'));
        for (line = 1; line <= lines.Length; line++)
        {
            if (lines[line - 1].Trim() is not { Length: > 0 } typed) continue;
            if (typed.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var kind, var value] || parts.Count == MostLines || SeriesCodes.Read(kind.ToLowerInvariant(), value) is not { } part) return null;
            parts.Add(part);
        }
        line = 1;
        return parts;
    }

    private static string? Title(string? typed) => new string([.. (typed ?? "").Where(letter => !char.IsControl(letter))]).Trim() is { Length: > 0 and <= LongestTitle } title ? title : null;

    private static DateOnly? Day(string? typed) => DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
