namespace Vern.Persons.Registration.Exchange;

/// <summary>Something in a file that is not as the standard has it.</summary>
/// <param name="Row">The row as a spreadsheet counts, from 1, which is the header.</param>
/// <param name="Column">The column, from 1; 0: the row or file as a whole.</param>
/// <param name="Field">The field, or what stands in the header; empty: the row or file as a whole.</param>
/// <param name="Rule">Which kind of finding, by name (docs/method-htcds.md).</param>
/// <param name="Found">What was found, where that tells nothing of who the person is; else null.</param>
/// <param name="Expected">What was expected.</param>
public sealed record HtcdsFinding(int Row, int Column, string Field, string Rule, string? Found, string Expected)
{
    /// <summary>The column's letters, as a spreadsheet has them; empty for a whole row.</summary>
    public string Letters
    {
        get
        {
            var letters = "";
            for (var left = Column; left > 0; left = (left - 1) / 26) letters = (char)('A' + ((left - 1) % 26)) + letters;
            return letters;
        }
    }

    /// <inheritdoc />
    public override string ToString() => $"row {Row}{(Column > 0 ? $", column {Letters}" : "")}{(Field.Length > 0 ? $" ({Field})" : "")}: {(Found is null ? "" : $"'{Found}', ")}expected {Expected} [{Rule}]";
}

/// <summary>What a check found.</summary>
public sealed class HtcdsReport
{
    /// <summary>Findings and notes beyond this many are counted and not listed.</summary>
    public const int MostListed = 1_000;

    private readonly List<HtcdsFinding> findings = [], notes = [];
    private readonly SortedDictionary<string, int> byRule = new(StringComparer.Ordinal);

    /// <summary>Records, the header not among them.</summary>
    public int Rows { get; internal set; }
    /// <summary>Columns.</summary>
    public int Columns { get; internal set; }
    /// <summary>What is not as the standard has it, in the file's order; the first <see cref="MostListed"/>.</summary>
    public IReadOnlyList<HtcdsFinding> Findings => findings;
    /// <summary>What the standard allows and a reader should know: a deprecated field in use, a name by the standard's own tools; the first <see cref="MostListed"/>.</summary>
    public IReadOnlyList<HtcdsFinding> Notes => notes;
    /// <summary>How many findings of each rule.</summary>
    public IReadOnlyDictionary<string, int> ByRule => byRule;
    /// <summary>How many findings.</summary>
    public int Count => byRule.Values.Sum();
    /// <summary>Whether the file conforms: there is no finding.</summary>
    public bool Conforms => byRule.Count == 0;

    internal void Add(HtcdsFinding finding)
    {
        byRule[finding.Rule] = byRule.GetValueOrDefault(finding.Rule) + 1;
        if (findings.Count < MostListed) findings.Add(finding);
    }

    internal void Note(HtcdsFinding note)
    {
        if (notes.Count < MostListed) notes.Add(note);
    }
}
