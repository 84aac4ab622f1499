using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;

namespace Vern.Demonstration.Run;

/// <summary>A cell of one or two persons that the printed edition of 2014 shows.</summary>
/// <param name="Where">Table or diagram, and where in the text.</param>
/// <param name="What">The cell in words.</param>
/// <param name="Value">1 or 2.</param>
/// <param name="Table">The table of this publication that has the cell; null when it has none.</param>
/// <param name="Key">Its codes there.</param>
public sealed record PrintedCell(string Where, string What, int Value, string? Table = null, params IReadOnlyList<string> Key);

/// <summary>A printed cell beside this publication.</summary>
/// <param name="Cell">The printed cell.</param>
/// <param name="Status">"hidden": this publication hides what is in print; "shown": it is no small count here; "absent": it has no such cell.</param>
public sealed record PrintedBeside(PrintedCell Cell, string Status);

/// <summary>
/// What the printed status report of 2014 gave away and is public for ever (I-54, D-028). Our own publication is audited without it: an attacker who has
/// the print knows these cells of the real year whatever we hide. The made-up persons of the demonstration have the same figures.
/// </summary>
public static class PrintedEdition
{
    /// <summary>Cells of one and two in the printed edition, by table and text.</summary>
    public static IReadOnlyList<PrintedCell> Cells { get; } =
    [
        new("Table 3", "girls, combination", 1, "table3", "G17", "COMB"),
        new("Table 3", "boys, combination", 1, "table3", "B17", "COMB"),
        new("Table 3", "men, prostitution and other sexual purposes", 2, "table3", "M18", "SEX"),
        new("Table 3", "men, unclear", 2, "table3", "M18", "UNCL"),
        new("Table 5", "organ trade (against Table 3, which has none; I-03)", 1, "table3", "Total", "ORG"),
        new("Diagram 11", "men, prostitution and other sexual purposes", 2, "table3", "M18", "SEX"),
        new("Diagram 11", "men, unclear", 2, "table3", "M18", "UNCL"),
        new("Diagram 3, text", "begging, minors", 2),
        new("Diagram 3, text", "household (not au pair) as forced labour", 2),
        new("Diagram 3, text", "au pair in combination with sexual exploitation", 1),
        new("Diagram 1, text", "11 persons of 11 nationalities: eleven cells of one by number, without their names (D-028)", 1),
        new("Diagram 9, text", "16 women of 16 nationalities: sixteen cells of one by number", 1),
        new("Diagram 12, text", "6 men of 6 nationalities: six cells of one by number", 1),
        new("Diagram 4, text", "5 minors of 5 nationalities: five cells of one by number", 1),
        new("By subtraction", "men of Nigeria: 141 persons less 134 women less the minors of the first rank of Table 4", 1),
        new("By subtraction", "women of unknown identity: 12 persons less 10 minors (I-49)", 2),
        new("Chapter on appeals", "persons whom the appeals board identified, told in words (I-27)", 2),
    ];

    /// <summary>The printed cells beside a publication.</summary>
    public static IReadOnlyList<PrintedBeside> Beside(ProtectedPublication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        return [.. Cells.Select(cell => new PrintedBeside(cell, StatusOf(publication, cell)))];
    }

    private static string StatusOf(ProtectedPublication publication, PrintedCell cell)
    {
        if (cell.Table is null || publication.Tables.FirstOrDefault(table => table.Id == cell.Table) is not { } table) return "absent";
        var found = table.Cells.Where(entry => entry.Key.SequenceEqual(cell.Key, StringComparer.Ordinal)).Select(entry => (CellStatus?)entry.Value.Status).FirstOrDefault();
        return found switch { CellStatus.Suppressed => "hidden", CellStatus.Published => "shown", _ => "absent" };
    }
}
