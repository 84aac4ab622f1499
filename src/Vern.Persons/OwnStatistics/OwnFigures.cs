using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;

namespace Vern.Persons.OwnStatistics;

/// <summary>A table of an agency's own figures, after disclosure control.</summary>
/// <param name="Id">Its name, in its address and its file.</param>
/// <param name="Dimension">The dimension of its rows.</param>
/// <param name="Rows">The codes of its rows; <c>Total</c> the last.</param>
/// <param name="Across">The dimension of its columns; null: one column of counts.</param>
/// <param name="Columns">The codes of its columns.</param>
/// <param name="Cells">A cell by row and column.</param>
public sealed record OwnTable(string Id, string Dimension, IReadOnlyList<string> Rows, string? Across, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<ProtectedCell>> Cells)
{
    /// <summary>Whether a cell is hidden.</summary>
    public bool HasHidden => Cells.Any(row => row.Any(cell => cell.Status is CellStatus.Suppressed));
}

/// <summary>How long something took.</summary>
/// <param name="Id">What: <c>identification</c>, <c>housing</c>, <c>decision</c>.</param>
/// <param name="Known">Of how many persons it is known.</param>
/// <param name="Before">For how many it had come before first contact.</param>
/// <param name="NotKnown">For how many it has not come, or is not known.</param>
/// <param name="Lower">In days, the lower quartile; null where it is not told.</param>
/// <param name="Median">In days, the median; null where it is not told.</param>
/// <param name="Upper">In days, the upper quartile; null where it is not told.</param>
public sealed record OwnDuration(string Id, ProtectedCell Known, ProtectedCell Before, ProtectedCell NotKnown, int? Lower, int? Median, int? Upper);

/// <summary>An agency's own figures for a year: what its pages and files are made of, and nothing else.</summary>
/// <param name="Year">The year.</param>
/// <param name="On">The day they were made.</param>
/// <param name="Tables">The tables, in order.</param>
/// <param name="Durations">How long things took.</param>
/// <param name="Publications">What the tables are of, with their audits.</param>
public sealed record OwnFigures(int Year, DateOnly On, IReadOnlyList<OwnTable> Tables, IReadOnlyList<OwnDuration> Durations, IReadOnlyList<ProtectedPublication> Publications);
