using Microsoft.AspNetCore.Http;
using Vern.Disclosure.Tables;
using Vern.Persons.Collection;
using Vern.Persons.Statistics;
using Vern.Platform.Interface;

namespace Vern.Persons.Pages.Origin;

/// <summary>Where does this number come from?</summary>
/// <param name="Cell">The figure.</param>
/// <param name="Submissions">The submissions in force, as counts of rows; the linkage rests on all of them.</param>
/// <param name="Hidden">Why it is hidden, with the attacker's bounds; null when it is shown or came from elsewhere.</param>
public sealed record OriginModel(int Year, DeskState Desk, YearFigures Figures, PublishedTable Table, int Row, int Column, CountCell Cell, IReadOnlyList<BodyState> Submissions, Disclosure.Audit.AuditedCell? Hidden);

/// <summary>Tells a figure's origin: its rule, what lies behind it, the linkage's part in its uncertainty.</summary>
public static class ShowOrigin
{
    /// <summary>The page of a cell; row and column from 1, column 0 being the row's name.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, int year, string table, int row, int column, INationalStore store, RoundDesk desk, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is not { } round) return TypedResults.NotFound();
        var state = await desk.StateAsync(year, cancel);
        if (state.Figures is not { } figures) return Forms.SeeOther($"/tables/{year}");
        if (figures.Tables.FirstOrDefault(item => item.Id == table) is not { } found || row < 1 || row > found.Rows.Count || column < 1 || column >= found.Rows[row - 1].Cells.Count
            || found.Rows[row - 1].Cells[column] is not CountCell cell) return TypedResults.NotFound();
        var bodies = await BodyState.OfRoundAsync(store, round, state, cancel);
        var hidden = cell.Count.Status == CellStatus.Suppressed && cell.Origin is { } origin
            ? figures.Publication.Audit.Cells.FirstOrDefault(item => item.Key.SequenceEqual(origin.Key) && item.Table == origin.Table)
            : null;
        return PageResult.Show<OriginPage, OriginModel>(PageContext.For(http), new OriginModel(year, state, figures, found, row, column, cell, [.. bodies.Where(body => body.Persons > 0 && body.Key is not ("excluded" or "sent-back")).OrderByDescending(body => body.Persons)], hidden));
    }
}
