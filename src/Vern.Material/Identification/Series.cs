namespace Vern.Material.Identification;

/// <summary>Digests and reports that belong together, shown to nobody as pictures: one or more children.</summary>
public sealed record Series
{
    /// <summary>32 random hexadecimal digits.</summary>
    public required string Id { get; init; }
    /// <summary>When it was first registered.</summary>
    public DateTimeOffset MadeAt { get; init; }
    /// <summary>When it was first seen, as far as is known: from there its age counts (L-006).</summary>
    public DateOnly SeenOn { get; init; }
    /// <summary>Children in it.</summary>
    public IReadOnlyList<SeriesChild> Children { get; init; } = [];
    /// <summary>Bodies or units that work on it now, who leads first.</summary>
    public IReadOnlyList<SeriesUnit> Units { get; init; } = [];
    /// <summary>What belongs to it; empty in a list.</summary>
    public IReadOnlyList<SeriesPart> Parts { get; init; } = [];
    /// <summary>How much belongs to it.</summary>
    public int Count { get; init; }
    /// <summary>Notes, newest first; empty in a list.</summary>
    public IReadOnlyList<SeriesNote> Notes { get; init; } = [];
    /// <summary>Offenders identified through it (L-011).</summary>
    public int Offenders { get; init; }
    /// <summary>Whether a child in it is not identified.</summary>
    public bool IsOpen => Children.Any(child => child.IdentifiedOn is null);
}

/// <summary>A child of a series. Nothing of who it is.</summary>
/// <param name="Id">32 random hexadecimal digits.</param>
/// <param name="IdentifiedOn">The day it was identified; null: it is not.</param>
/// <param name="By">The unit that identified it.</param>
/// <param name="ToInterpolOn">The day it was reported to Interpol's database of images, by the unit (L-001).</param>
/// <param name="HasCase">Whether its helpers have given a reference to an assistance case, with consent (L-008).</param>
public sealed record SeriesChild(string Id, DateOnly? IdentifiedOn, string? By, DateOnly? ToInterpolOn, bool HasCase);

/// <summary>A body or unit that works on a series.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Leads">Whether it leads.</param>
/// <param name="Since">Since when.</param>
public sealed record SeriesUnit(string Title, bool Leads, DateTimeOffset Since);

/// <summary>Something that belongs to a series.</summary>
/// <param name="Kind">A code of <see cref="SeriesCodes.Kinds"/>.</param>
/// <param name="Value">A digest, or a report's number.</param>
public sealed record SeriesPart(string Kind, string Value);

/// <summary>A note.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Words">What.</param>
public sealed record SeriesNote(DateTimeOffset At, string By, string Words);

/// <summary>A judgment with a victim that nobody has found (L-007).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Court">The court.</param>
/// <param name="Reference">The judgment's public reference.</param>
/// <param name="On">The day of it.</param>
/// <param name="Shown">How many children the judgment speaks of.</param>
/// <param name="Known">How many of them were parties to the case.</param>
/// <param name="Series">The series that it is about; null: not known.</param>
public sealed record MissingVictims(string Id, string Court, string Reference, DateOnly On, int Shown, int Known, string? Series)
{
    /// <summary>How many are missing from the judgment.</summary>
    public int Missing => Shown - Known;
}

/// <summary>The backlog of children who are not identified (L-006, L-011).</summary>
/// <param name="Unidentified">Children not identified.</param>
/// <param name="NobodyWorks">Of those, in series that nobody works on.</param>
/// <param name="Ages">Of those, by the age of the series: under a month, under a year, under five years, older.</param>
/// <param name="IdentifiedThisYear">Identified this year.</param>
/// <param name="WaitForInterpol">Identified, and not reported to Interpol's database.</param>
/// <param name="Missing">Missing from judgments.</param>
public sealed record Backlog(int Unidentified, int NobodyWorks, IReadOnlyList<int> Ages, int IdentifiedThisYear, int WaitForInterpol, int Missing);

/// <summary>What adding to a series came to.</summary>
/// <param name="Added">How many were new to it.</param>
/// <param name="Elsewhere">Other series that have some of it already: whoever sees this joins them, and does not identify the same child twice (L-002).</param>
public sealed record AddedParts(int Added, IReadOnlyList<string> Elsewhere);

/// <summary>The codes of series.</summary>
public static class SeriesCodes
{
    /// <summary>Kinds of what belongs to a series, with the length of a digest; a report is a number.</summary>
    public static IReadOnlyDictionary<string, int> Kinds { get; } = new Dictionary<string, int>(StringComparer.Ordinal) { ["report"] = 0, ["md5"] = 32, ["sha1"] = 40, ["sha256"] = 64, ["pdq"] = 64 };
    /// <summary>The most children of a series.</summary>
    public const int MostChildren = 200;

    /// <summary>A part as it is kept; null where it is none.</summary>
    public static SeriesPart? Read(string kind, string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var value = typed.Trim().ToLowerInvariant();
        return kind == "report" ? long.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number > 0 ? new(kind, number.ToString(System.Globalization.CultureInfo.InvariantCulture)) : null
            : Kinds.TryGetValue(kind, out var length) && value.Length == length && value.All(char.IsAsciiHexDigit) ? new(kind, value) : null;
    }
}
