using Vern.Persons.Collection;

namespace Vern.Demonstration.Submissions;

/// <summary>How many persons of each kind a body meets.</summary>
/// <param name="Women">Women of 18 and over.</param>
/// <param name="Men">Men of 18 and over.</param>
/// <param name="Girls">Girls presumed under 18.</param>
/// <param name="Boys">Boys presumed under 18.</param>
public readonly record struct Mix(int Women = 0, int Men = 0, int Girls = 0, int Boys = 0)
{
    /// <summary>All of them.</summary>
    public int Total => Women + Men + Girls + Boys;
    /// <summary>How many of the kind W18, M18, G17 or B17.</summary>
    public int Of(string sexAge) => sexAge switch { "W18" => Women, "M18" => Men, "G17" => Girls, _ => Boys };
}

/// <summary>How a body's rows look.</summary>
/// <param name="Identity">Share of its rows with an identity at all; 0 for a body that may not hand any over (B-019).</param>
/// <param name="Duf">Share of the DUF numbers that exist which it knows.</param>
/// <param name="OwnScript">Share of names written in their own alphabet.</param>
/// <param name="Noise">How careless it is: 1 is usual.</param>
public sealed record Habits(double Identity, double Duf, double OwnScript = 0, double Noise = 1);

/// <summary>A body of Table 1 with its figures of 2014 as printed, and how the demonstration fills them.</summary>
/// <param name="Row">Row of Table 1, from 1.</param>
/// <param name="Body">Short name.</param>
/// <param name="Printed">Name in Table 1.</param>
/// <param name="Answer">What it answered.</param>
public sealed record BodyProfile(int Row, BodyId Body, string Printed, AnswerKind Answer)
{
    /// <summary>New in the year and accepted, as printed; null is blank or no report.</summary>
    public int? Identified { get; init; }
    /// <summary>Received measures, as printed; null is blank or no report.</summary>
    public int? Measures { get; init; }
    /// <summary>Reported but without measures, because they declined (the footnotes' totals less the measures).</summary>
    public int Declined { get; init; }
    /// <summary>The body whose figures hold this one's.</summary>
    public BodyId? SeeOther { get; init; }
    /// <summary>Footnote of the report, in short.</summary>
    public string? Remark { get; init; }
    /// <summary>What it calls a measure (B-030).</summary>
    public string? MeasureDefinition { get; init; }
    /// <summary>Where it follows people up.</summary>
    public string? Region { get; init; }
    /// <summary>Persons that no body before it in the order of drawing has.</summary>
    public Mix Fresh { get; init; }
    /// <summary>Persons whom other bodies report too.</summary>
    public Mix Shared { get; init; }
    /// <summary>Persons who stand twice in its own report.</summary>
    public int Twice { get; init; }
    /// <summary>Bodies with whom it shares persons, most first; empty: anybody.</summary>
    public IReadOnlyList<BodyId> SharesWith { get; init; } = [];
    /// <summary>Weight of a kind of exploitation among its persons, by main form or sub-form; 0 is never, absent is 1.</summary>
    public IReadOnlyDictionary<string, double> Sees { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);
    /// <summary>How its rows look.</summary>
    public Habits Habits { get; init; } = new(0.9, 0.5);
    /// <summary>Lines of the police's form.</summary>
    public IReadOnlyList<PoliceCases> Cases { get; init; } = [];
}
