using Vern.Disclosure.Tables;
using Vern.Persons.Collection;

namespace Vern.Persons.Statistics;

/// <summary>Where a figure of a table comes from (design, rule 2): the rule, the submissions and what linkage adds to its uncertainty.</summary>
public sealed record FigureOrigin
{
    /// <summary>What is counted.</summary>
    public required Unit Unit { get; init; }
    /// <summary>The counting rule's version; null for figures of another register or year.</summary>
    public string? RuleVersion { get; init; }
    /// <summary>The rule in words.</summary>
    public TextCell? Rule { get; init; }
    /// <summary>Where it was published before, or the register; null for a figure of this round.</summary>
    public string? Source { get; init; }
    /// <summary>The cell in the publication of persons, or null.</summary>
    public CellOrigin? Cell { get; init; }
    /// <summary>
    /// Rows behind it by body, largest first; null for a body with fewer than the minimum count. For the unit's own eyes: differences between the origins of two
    /// figures are not under disclosure control, so it is never published. Empty when the figure itself is hidden or not of this round.
    /// </summary>
    public IReadOnlyList<(BodyId Body, int? Rows)> BodiesForUnit { get; init; } = [];
    /// <summary>How many bodies stand behind the figure; null when under the minimum count or when the figure is hidden.</summary>
    public int? Bodies { get; init; }
    /// <summary>How many persons more the figure would at most be if every undecided pair among its persons were two people. For the unit's own eyes.</summary>
    public int? AtMostMore { get; init; }

    /// <summary>The origin of a cell of a published table; null when the cell holds no count.</summary>
    /// <param name="figures">The year's figures.</param>
    /// <param name="linkage">The linkage that they were made from.</param>
    /// <param name="tableId">The table.</param>
    /// <param name="row">Row, from 0.</param>
    /// <param name="column">Column, from 0.</param>
    /// <exception cref="ArgumentException">There is no such table or cell.</exception>
    public static FigureOrigin? Of(YearFigures figures, RoundLinkage linkage, string tableId, int row, int column)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(linkage);
        var table = figures.Tables.FirstOrDefault(one => one.Id == tableId) ?? throw new ArgumentException($"No table '{tableId}'.", nameof(tableId));
        if (row < 0 || row >= table.Rows.Count || column < 0 || column >= table.Rows[row].Cells.Count) throw new ArgumentException($"Table '{tableId}' has no cell {row}, {column}.", nameof(row));
        if (table.Rows[row].Cells[column] is not CountCell cell) return null;
        if (cell.Origin is not { } origin) return new FigureOrigin { Unit = table.Unit, Source = cell.Count.Source ?? table.SourceTable };
        var common = new FigureOrigin { Unit = table.Unit, RuleVersion = figures.Rule?.Version, Rule = figures.Rule is { } rule ? new TextCell(rule.Note, true) : null, Cell = origin };
        if (cell.Count.Status == CellStatus.Suppressed) return common;
        var persons = Behind(figures, linkage, origin).ToList();
        var bodies = persons.SelectMany(person => person.Rows).GroupBy(one => one.Sender).OrderByDescending(group => group.Count()).ThenBy(group => group.Key.Value, StringComparer.Ordinal).ToList();
        var numbers = persons.Select(person => person.Number).ToHashSet();
        return common with
        {
            BodiesForUnit = [.. bodies.Select(group => (group.Key, group.Count() < figures.MinimumCount ? (int?)null : group.Count()))],
            Bodies = bodies.Count < figures.MinimumCount ? null : bodies.Count,
            AtMostMore = linkage.Undecided.Count(pair =>
                linkage.Result.ClustersIfInDoubt[pair.A.Source][pair.A.Row] is var cluster && cluster == linkage.Result.ClustersIfInDoubt[pair.B.Source][pair.B.Row] && numbers.Contains(cluster)),
        };
    }

    private static IEnumerable<CountedPerson> Behind(YearFigures figures, RoundLinkage linkage, CellOrigin origin)
    {
        var request = PersonMicrodata.Tables(new Dictionary<string, IReadOnlyList<string>>(), PersonMicrodata.Minors).First(table => table.Id == origin.Table);
        var wanted = request.Dimensions.Zip(origin.Key).Select(pair => (Dimension: pair.First, Code: pair.Second)).Concat((request.Where ?? new Dictionary<string, string>()).Select(pair => (Dimension: pair.Key, Code: pair.Value))).ToList();
        var named = figures.Publication["nationality"].Dimensions[0].Total.Parts.Select(code => code.Name).ToHashSet(StringComparer.Ordinal);
        return linkage.Counted.Where(person => wanted.TrueForAll(one => one.Code == "Total" || Matches(person, one.Dimension, one.Code, named)));
    }

    private static bool Matches(CountedPerson person, string dimension, string code, HashSet<string> named) => dimension switch
    {
        "sexAge" => code switch { "adults" => person.SexAge.EndsWith("18", StringComparison.Ordinal), "minors" => person.SexAge.EndsWith("17", StringComparison.Ordinal), _ => person.SexAge == code },
        "form" => code == "LABCOMB" ? person.Form is "LAB" or "COMB" : person.Form == code,
        "nationality" => GroupNationalities.Regions.Contains(code) ? GroupNationalities.RegionOf(person.Nationality) == code
            : GroupNationalities.OthersIn(code) is { } region ? !named.Contains(person.Nationality) && GroupNationalities.RegionOf(person.Nationality) == region : person.Nationality == code,
        "ageBand" => person.AgeBand == code,
        "labourKind" => person.LabourKind == code,
        "identified" => code switch { "thisYear" => person.Identified == IdentificationYear.ThisYear, "earlier" => person.Identified == IdentificationYear.Earlier, _ => person.Identified == IdentificationYear.Unclear },
        "accompanying" => person.AccompanyingChildren > 0 == (code == "yes"),
        "elsewhere" => person.ChildrenElsewhere > 0 == (code == "yes"),
        "support" => person.Support == code,
        // Who reported last year is not kept with the figures; the whole is the nearest that can be told.
        _ => true,
    };
}
