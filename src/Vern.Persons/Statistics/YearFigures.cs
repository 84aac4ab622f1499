using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;
using Vern.Linkage.Linking;
using Vern.Persons.Collection;

namespace Vern.Persons.Statistics;

/// <summary>Everything the report of a year is made of, after disclosure control: the only thing that the report's writers and the public pages take.</summary>
public sealed record YearFigures
{
    /// <summary>The year.</summary>
    public required int Year { get; init; }
    /// <summary>Persons counted: 95 % interval and median. The count of persons is large and published.</summary>
    public required PersonCount Persons { get; init; }
    /// <summary>Persons by the published rule "in doubt, the same person" (C-005): the minimum figure, and the total of every table.</summary>
    public required int PersonsByRule { get; init; }
    /// <summary>Rows that counted persons stand in, and sources that reported.</summary>
    public required int Reports { get; init; }
    /// <summary>Bodies that sent at least one person.</summary>
    public required int Bodies { get; init; }
    /// <summary>Share of rows with an encoding, 0 to 1 (C-025).</summary>
    public required double LinkableShare { get; init; }
    /// <summary>How many doubtful pairs are undecided, and how many persons the published rule costs.</summary>
    public required int DoubtfulPairs { get; init; }
    /// <summary>The protected tables of persons, all linked with one another.</summary>
    public required ProtectedPublication Publication { get; init; }
    /// <summary>The tables of the report (table1 … table8 and those of chapter 4), in the order of printing.</summary>
    public required IReadOnlyList<PublishedTable> Tables { get; init; }
    /// <summary>The diagrams (diagram1 … diagram13), each with its table.</summary>
    public required IReadOnlyList<PublishedFigure> Figures { get; init; }
    /// <summary>The rule by which the year was counted (C-014, C-015); null only in figures made by hand.</summary>
    public CountingRule? Rule { get; init; }
    /// <summary>Counts under which a cell is primary.</summary>
    public int MinimumCount { get; init; } = 3;
}

/// <summary>What a number counts (INCONSISTENCIES: the unit must be part of every number).</summary>
public enum Unit { Persons, NewPersons, Reports, PoliceReports, Cases, Decisions, Judgments, Applications, Percent, Bodies }

/// <summary>A cell of a published table.</summary>
public abstract record PublishedCell;
/// <summary>Words: a body's name, "No report". <paramref name="Key"/> is a resource key of Statistics when <paramref name="Localised"/>.</summary>
public sealed record TextCell(string Key, bool Localised = false, params IReadOnlyList<object> Arguments) : PublishedCell;
/// <summary>A protected count.</summary>
public sealed record CountCell(ProtectedCell Count) : PublishedCell
{
    /// <summary>Where in the publication of persons it stands; null for a figure of another register or another year.</summary>
    public CellOrigin? Origin { get; init; }
}
/// <summary>A cell of the publication of persons: the table's id there and the code of each of its dimensions.</summary>
public sealed record CellOrigin(string Table, IReadOnlyList<string> Key);
/// <summary>A percentage of a published count with a published base, one decimal, rounded half to even; null when either is hidden.</summary>
public sealed record PercentCell(decimal? Percent) : PublishedCell;
/// <summary>A published count per 100,000 population, one decimal, rounded half to even; null when the count is hidden.</summary>
public sealed record RateCell(decimal? Rate) : PublishedCell;
/// <summary>Nothing was reported, and why (B-035).</summary>
public sealed record AnswerCell(AnswerKind Answer, string? SeeOther = null) : PublishedCell;

/// <summary>A row: its cells, the notes on it (numbers of the table's notes, from 1), whether it is a total.</summary>
public sealed record PublishedRow(IReadOnlyList<PublishedCell> Cells, IReadOnlyList<int> Notes, bool IsTotal = false);

/// <summary>A table of the report, free of language: titles, columns and notes are resource keys of Statistics with their arguments.</summary>
/// <param name="Id">table1 … table8, permits, asylum, …</param>
/// <param name="Number">The number it is cited by, or null.</param>
/// <param name="Requirement">D-004 ….</param>
public sealed record PublishedTable(string Id, int? Number, TextCell Title, IReadOnlyList<TextCell> Columns, IReadOnlyList<PublishedRow> Rows, IReadOnlyList<TextCell> Notes, Unit Unit, string Requirement, string? SourceTable = null);

/// <summary>How a diagram is drawn.</summary>
public enum ChartKind { Bars, StackedBars, Lines }

/// <summary>A diagram: series over categories, all counts protected. Hidden ones are drawn as hidden.</summary>
/// <param name="Id">diagram1 … diagram13, and trend.</param>
/// <param name="Categories">Labels of the categories.</param>
/// <param name="Series">Named series, a cell per category; null where there is none.</param>
/// <param name="Withheld">Words beside the diagram on what is withheld or unknown (D-030).</param>
/// <param name="Comments">Sentences that the published figures support (D-025).</param>
public sealed record PublishedFigure(string Id, int? Number, TextCell Title, ChartKind Kind, IReadOnlyList<TextCell> Categories, IReadOnlyList<FigureSeries> Series, IReadOnlyList<TextCell> Withheld, IReadOnlyList<TextCell> Comments, Unit Unit, string Requirement);

/// <summary>A series of a diagram, with an interval where the figure has one.</summary>
public sealed record FigureSeries(TextCell Name, IReadOnlyList<ProtectedCell?> Values, IReadOnlyList<(int Low, int High)?>? Intervals = null);

/// <summary>A person as counted: a cluster of rows with one set of attributes. The unit's own working material, never published.</summary>
/// <param name="Number">The cluster's number.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="SexAge">W18, G17, M18, B17 (codes.md, list 2); X18 and X17 when no body told the sex.</param>
/// <param name="AgeBand">under14, 14-15, 16-17, 18-19, 20-34, 35-40, over40 or unknown.</param>
/// <param name="Nationality">ISO alpha-2, UNKN, UNRES.</param>
/// <param name="Form">SEX, LAB, COMB, ORG, WAR, OTH, UNCL by the year's rule.</param>
/// <param name="SubForms">Sub-form codes.</param>
/// <param name="Identified">First identified when.</param>
/// <param name="AccompanyingChildren">The most that any body told.</param>
/// <param name="ChildrenElsewhere">The most that any body told.</param>
/// <param name="Counted">Whether the rule counts this person.</param>
/// <param name="WhyNot">Resource key of the reason when not counted.</param>
public sealed record CountedPerson(int Number, IReadOnlyList<ReportedRow> Rows, string SexAge, string AgeBand, string Nationality, string Form, IReadOnlyList<string> SubForms, IdentificationYear Identified, int AccompanyingChildren, int ChildrenElsewhere, bool Counted, string? WhyNot)
{
    /// <summary>What kind of help the bodies told of (C-023): "right" at least one right, "contact" contact and talks only, "untold" nothing told.</summary>
    public string Support { get; init; } = "untold";
    /// <summary>Group of Diagram 3 (D-014); "none" outside forced labour and services.</summary>
    public string LabourKind { get; init; } = "none";
    /// <summary>Age in the year when a body told it.</summary>
    public int? Age { get; init; }
}
