using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;

namespace Vern.Persons.Statistics;

/// <summary>Makes the cells of published tables: shares and changes only of published counts, one decimal, rounded half to even (D-036).</summary>
internal static class TableCells
{
    /// <summary>A cell of the publication, with where it stands there.</summary>
    public static CountCell Cell(ProtectedPublication publication, string table, params string[] key) =>
        new(publication[table][key]) { Origin = new CellOrigin(table, key) };

    /// <summary>A figure that is public already; words when it was not published.</summary>
    public static PublishedCell Past(int? value, string source) =>
        value is { } count ? new CountCell(ProtectedCell.AlreadyPublished(count, source)) : Words("Cell.NotPublished");

    /// <summary>Words with a key.</summary>
    public static TextCell Words(string key, params object[] arguments) => new(key, true, arguments);

    /// <summary>A name as it is.</summary>
    public static TextCell Name(string name) => new(name);

    /// <summary>A whole number that counts no persons: years, bodies.</summary>
    public static TextCell Number(int number) => Words("Cell.Number", number);

    /// <summary>A year: never grouped by thousands.</summary>
    public static TextCell Year(int year) => new(year.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>A country.</summary>
    public static TextCell Country(string code) => Words("Country." + code);

    /// <summary>The share of a published count in a published base; hidden when either is.</summary>
    public static PercentCell Share(ProtectedCell part, ProtectedCell whole) => new(ShareOf(part, whole));

    /// <summary>The share in percent, or null.</summary>
    public static decimal? ShareOf(ProtectedCell part, ProtectedCell whole) => part.Value is { } count && whole.Value is { } all and > 0 ? Percent(count, all) : null;

    /// <summary>A percentage: one decimal, half to even.</summary>
    public static decimal Percent(int part, int whole) => Math.Round(100m * part / whole, 1, MidpointRounding.ToEven);

    /// <summary>A published count per 100,000 of a population; hidden when the count is.</summary>
    public static RateCell Rate(ProtectedCell count, int population) => new(count.Value is { } persons ? Math.Round(100_000m * persons / population, 1, MidpointRounding.ToEven) : null);

    /// <summary>The change in percent of the earlier count; hidden when either is.</summary>
    public static PercentCell Change(ProtectedCell now, ProtectedCell before) =>
        new(now.Value is { } count && before.Value is { } base_ and > 0 ? Percent(count - base_, base_) : null);

    /// <summary>Share of two cells of a table, where they are counts.</summary>
    public static PublishedCell Share(PublishedCell part, PublishedCell whole) =>
        part is CountCell { Count: var count } && whole is CountCell { Count: var all } ? Share(count, all) : Words("Cell.NotPublished");

    /// <summary>A row without notes.</summary>
    public static PublishedRow Row(params IReadOnlyList<PublishedCell> cells) => new(cells, []);
}
