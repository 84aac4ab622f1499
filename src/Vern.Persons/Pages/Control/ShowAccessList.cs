using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;

namespace Vern.Persons.Pages.Control;

/// <summary>Who has read what about a body's rows?</summary>
/// <param name="Years">The rounds.</param>
/// <param name="Bodies">The register.</param>
/// <param name="Year">The round asked for; null before anything is asked.</param>
/// <param name="Body">The body asked for.</param>
/// <param name="Row">The row; null for all of the body's.</param>
/// <param name="Lines">The list, earliest first.</param>
/// <param name="Names">Whether it names staff.</param>
/// <param name="Wrong">Whether what was asked for is not there.</param>
public sealed record AccessListModel(IReadOnlyList<int> Years, IReadOnlyList<Body> Bodies, int? Year, Body? Body, int? Row, IReadOnlyList<AccessLine> Lines, bool Names, bool Wrong);

/// <summary>The list of who has read what, as a page and as a file. Staff stand in it by role; with names only where a supervisor asks for that, and each list is itself in the ledger.</summary>
public static class ShowAccessList
{
    /// <summary>The page, by role.</summary>
    public static Task<IResult> GetAsync(HttpContext http, INationalStore store, WorkspaceLedger ledger, CancellationToken cancel) => PageAsync(http, store, ledger, false, cancel);

    /// <summary>The page, with names.</summary>
    public static Task<IResult> NamesAsync(HttpContext http, INationalStore store, WorkspaceLedger ledger, CancellationToken cancel) => PageAsync(http, store, ledger, true, cancel);

    /// <summary>The file, by role.</summary>
    public static async Task<IResult> CsvAsync(HttpContext http, INationalStore store, WorkspaceLedger ledger, CancellationToken cancel)
    {
        var page = PageContext.For(http, "/ledger/access-list");
        var model = await ReadAsync(page, store, ledger, false, cancel);
        if (model.Body is null || model.Wrong) return TypedResults.NotFound();
        var text = new StringBuilder();
        foreach (var line in Rows(page, model)) text.AppendJoin(',', line.Select(CsvField.Of)).Append("\r\n");
        return TypedResults.File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(text.ToString())).ToArray(), "text/csv; charset=utf-8", $"access-{model.Year}-{model.Body.Id}{(model.Row is { } row ? $"-{row}" : "")}.csv");
    }

    /// <summary>Heading and lines in the page's language: when, what, reach, role, purpose, lawful basis, and who where it names staff.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(PageContext page, AccessListModel model)
    {
        string T(string key, params object?[] arguments) => Texts.Source.Format(page.Language, key, arguments);
        string[] heading = [T("time"), T("act"), T("list.reach"), T("list.role"), T("purpose"), T("basis")];
        yield return model.Names ? [.. heading, T("who")] : heading;
        foreach (var (act, reach) in model.Lines)
        {
            var basis = NationalBases.All.FirstOrDefault(one => one.Code == act.Basis);
            string[] cells =
            [
                act.Id is null ? "–" : page.Moment(act.At), ShowLedger.Words.Act(page.Language, act.Kind), T($"reach.{reach}"),
                act.By is { } by ? Roles(page, by.Role) : T("erased"), act.By?.Purpose is { } purpose ? ShowLedger.Words.Basis(page.Language, purpose) : "–", basis is null ? act.Basis : basis.Provision,
            ];
            yield return model.Names ? [.. cells, act.By?.Name ?? T("erased")] : cells;
        }
    }

    private static string Roles(PageContext page, string roles) => roles == "machine" ? Texts.Source[page.Language, "list.machine"] : string.Join(", ", roles.Split(", ").Select(role => NationalGrants.Table.Name(page.Language, role)));

    // A field that a spreadsheet would take for a formula is made a text.
    private static async Task<IResult> PageAsync(HttpContext http, INationalStore store, WorkspaceLedger ledger, bool names, CancellationToken cancel)
    {
        var page = PageContext.For(http);
        var model = await ReadAsync(page, store, ledger, names, cancel);
        return PageResult.Show<AccessListPage, AccessListModel>(page, model, model.Wrong ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    private static async Task<AccessListModel> ReadAsync(PageContext page, INationalStore store, WorkspaceLedger ledger, bool names, CancellationToken cancel)
    {
        var (years, bodies) = (await store.YearsAsync(cancel), await store.BodiesAsync(cancel));
        if (page.Asked("body") is not { } asked) return new(years, bodies, null, null, null, [], names, false);
        var body = bodies.FirstOrDefault(one => one.Id.Value == asked);
        int? year = int.TryParse(page.Asked("year"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && years.Contains(number) ? number : null;
        int? row = int.TryParse(page.Asked("row"), NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position is > 0 and < 1_000_000 ? position : null;
        if (body is null || year is null || (page.Asked("row") is not null && row is null)) return new(years, bodies, year, body, row, [], names, true);
        await store.RecordAsync(NationalActs.AccessListMade, string.Create(CultureInfo.InvariantCulture, $"round/{year}/body/{body.Id}"), detail: string.Create(CultureInfo.InvariantCulture, $"{(row is null ? "all rows" : $"row {row}")}, {(names ? "with names" : "by role")}"), cancel: cancel);
        return new(years, bodies, year, body, row, await AccessList.OfAsync(ledger, year.Value, body.Id, row, cancel), names, false);
    }
}
