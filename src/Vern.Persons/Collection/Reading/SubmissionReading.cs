using Vern.Linkage.Encoding;

namespace Vern.Persons.Collection.Reading;

/// <summary>Something in a form that cannot be taken as it stands, or that is odd.</summary>
/// <param name="Sheet">The sheet; null for a CSV file.</param>
/// <param name="Row">The row in the sheet or the line in the file, from 1; null when it is about the whole.</param>
/// <param name="Column">The column's letter and header; null when it is about the row.</param>
/// <param name="Message">What was found and what was expected. The values of identity columns are never in it.</param>
public sealed record FormProblem(string? Sheet, int? Row, string? Column, string Message)
{
    /// <summary>The column's code; null where it is about none.</summary>
    public string? Code { get; init; }

    /// <summary>In one line: <c>sheet Persons, row 7, column G (Nationality): …</c>.</summary>
    public override string ToString()
    {
        string?[] places = [Sheet is null ? null : Texts.Say("place.sheet", Sheet), Row is null ? null : Texts.Say("place.row", Row), Column is null ? null : Texts.Say("place.column", Column)];
        var place = string.Join(", ", places.OfType<string>());
        return place.Length == 0 ? Message : $"{place}: {Message}";
    }
}

/// <summary>Who reads a form, for whom and with which key.</summary>
/// <param name="Sender">The body whose form it is.</param>
/// <param name="Year">The reporting year.</param>
/// <param name="Register">The register of bodies.</param>
/// <param name="Encoder">Encodes identities; null reads without encoding any.</param>
public sealed record ReadingContext(BodyId Sender, int Year, IReadOnlyList<Body> Register, PersonEncoder? Encoder);

/// <summary>What a form says. Identities are in it no more.</summary>
/// <param name="Submission">The submission; null when there are problems.</param>
/// <param name="Problems">At most fifty, in the order of the sheet.</param>
/// <param name="ProblemCount">How many there are in all.</param>
/// <param name="Warnings">What is odd, but taken.</param>
public sealed record SubmissionReading(Submission? Submission, IReadOnlyList<FormProblem> Problems, int ProblemCount, IReadOnlyList<FormProblem> Warnings);

/// <summary>Gathers problems: the first fifty, and how many there are.</summary>
internal sealed class ProblemList
{
    internal const int Kept = 50;
    internal int Most { get; init; } = Kept;
    private readonly List<FormProblem> problems = [], warnings = [];

    internal int Count { get; private set; }
    internal IReadOnlyList<FormProblem> Problems => problems;
    internal IReadOnlyList<FormProblem> Warnings => warnings;

    internal void Add(string? sheet, int? row, string? column, string message, string? code = null)
    {
        Count++;
        if (problems.Count < Most) problems.Add(new(sheet, row, column, message) { Code = code });
    }

    internal void Warn(string? sheet, int? row, string message)
    {
        if (warnings.Count < Most) warnings.Add(new(sheet, row, null, message));
    }
}
