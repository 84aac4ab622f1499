using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
using Vern.Platform.Auditing;
using Vern.Platform.Auditing.Pages;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;
using Vern.Platform.Localisation;

namespace Vern.Persons.Pages.Control;

/// <summary>Control of a national unit, as the pages of every workspace show it.</summary>
public static class UnitControl
{
    /// <summary>What it is made of.</summary>
    public static WorkspaceControl Table { get; } = new(new LedgerWords(NationalActs.All, NationalBases.All, Texts.Source), NationalControl.Register, NationalControl.Unusual)
    {
        DefaultPurpose = NationalControl.PurposeOf,
        PlacesAsync = async (http, page, cancel) => NationalFrame.PlacesOf(page, "ledger", (await StoreOf(http).YearsAsync(cancel)) is [var year, ..] ? year : null),
        ErasuresAsync = ErasuresAsync,
        AskAsync = AskAsync,
    };

    private static NationalStore StoreOf(HttpContext http) => http.RequestServices.GetRequiredService<NationalStore>();

    private static async Task<ErasureState> ErasuresAsync(HttpContext http, PageContext page, CancellationToken cancel)
    {
        var store = StoreOf(http);
        string T(string key, params object?[] arguments) => Texts.Source.Format(page.Language, key, arguments);
        return new(await EraseByRule.DueAsync(store, page.Now, cancel),
            [.. (await store.ErasuresAsync(cancel)).Select(one => new TimelineItem(page.Moment(one.At), one.Body is { } body ? T("register.erased.row", one.Year, body) : T("register.erased.round", one.Year), T("register.erased.rows", page.Number(one.Rows))))]);
    }

    // The unit holds no identity, so a list is asked by what the body can name: its submission, or the number of a row in it.
    private static async Task<AskedList> AskAsync(HttpContext http, PageContext page, CancellationToken cancel)
    {
        var store = StoreOf(http);
        var (years, bodies) = (await store.YearsAsync(cancel), await store.BodiesAsync(cancel));
        string T(string key, params object?[] arguments) => Texts.Source.Format(page.Language, key, arguments);
        string Name(Body body) => page.Language == Language.English ? body.EnglishName : body.Name;
        IReadOnlyList<AskedField> fields =
        [
            new("body", T("list.body"), page.Asked("body"), Choices: [.. bodies.Select(body => KeyValuePair.Create(body.Id.Value, Name(body)))]),
            new("year", T("list.year"), page.Asked("year"), Choices: [.. years.Select(year => year.ToString(CultureInfo.InvariantCulture)).Select(year => KeyValuePair.Create(year, year))]),
            new("row", T("list.row"), page.Asked("row"), T("list.row.help")),
        ];
        if (page.Asked("body") is not { } asked) return new(fields, null, false);
        var body = bodies.FirstOrDefault(one => one.Id.Value == asked);
        int? year = int.TryParse(page.Asked("year"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && years.Contains(number) ? number : null;
        int? row = int.TryParse(page.Asked("row"), NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position is > 0 and < 1_000_000 ? position : null;
        if (body is null || year is null || (page.Asked("row") is not null && row is null)) return new(fields, null, true);
        return new(fields, RowReadings.Of(year.Value, body.Id, row, row is null ? T("list.of", Name(body), year) : T("list.of-row", Name(body), year, row)), false);
    }
}
