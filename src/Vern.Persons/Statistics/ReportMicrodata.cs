using Vern.Disclosure.Tables;
using Vern.Persons.Collection;

namespace Vern.Persons.Statistics;

/// <summary>
/// What each body reported, as microdata of rows (Table 1, acceptance rates): a publication of its own, since its unit is the report and not the person.
/// </summary>
public static class ReportMicrodata
{
    /// <summary>The tables: newly identified who accepted, received measures (B-031), and the answers at assistance bodies (D-049).</summary>
    public static IReadOnlyList<TableRequest> Tables { get; } =
    [
        new("new", ["body"], new Dictionary<string, string>(StringComparer.Ordinal) { ["new"] = "yes" }),
        new("measures", ["body"], new Dictionary<string, string>(StringComparer.Ordinal) { ["measures"] = "yes" }),
        new("answers", ["body", "answer"], new Dictionary<string, string>(StringComparer.Ordinal) { ["assistance"] = "yes" }),
    ];

    /// <summary>Kinds of bodies that offer assistance themselves.</summary>
    public static bool IsAssistance(BodyKind kind) => kind is BodyKind.AssistanceProject or BodyKind.Organisation or BodyKind.Municipal or BodyKind.CrisisCentre;

    /// <summary>Whether a row is one of the first column of Table 1: identified for the first time this year, and accepted. The body's own word counts; it follows from the two where the body says nothing.</summary>
    public static bool IsNew(ReportedPerson person, int year)
    {
        ArgumentNullException.ThrowIfNull(person);
        var thisYear = person.IdentifiedYear is { } told ? told == year : person.Identified == IdentificationYear.ThisYear;
        return person.IdentifiedAndAccepted ?? (thisYear && person.Offer == OfferAnswer.Accepted);
    }

    /// <summary>Microdata of the rows of submissions in force; null when there is no submission.</summary>
    public static Microdata? Of(IReadOnlyList<Submission> submissions, IReadOnlyList<Body> bodies, int year)
    {
        if (submissions.Count == 0) return null;
        var kinds = bodies.ToDictionary(body => body.Id, body => body.Kind);
        var rows = submissions.SelectMany(submission => submission.Persons.Select(person => new[]
        {
            submission.Sender.Value,
            IsNew(person, year) ? "yes" : "no",
            person.ReceivedMeasures ? "yes" : "no",
            person.Offer switch { OfferAnswer.Accepted => "accepted", OfferAnswer.Unknown or OfferAnswer.NotOffered => "untold", _ => "not" },
            kinds.TryGetValue(submission.Sender, out var kind) && IsAssistance(kind) ? "yes" : "no",
        })).GroupBy(codes => string.Join('\u001f', codes), StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new MicrodataRow(group.First(), group.Count()));
        Dimension Flat(string name, IEnumerable<string> codes) => new(name, new Code("Total", [.. codes.Select(code => new Code(code))]));
        return new Microdata(
            [Flat("body", submissions.Select(submission => submission.Sender.Value)), Flat("new", ["yes", "no"]), Flat("measures", ["yes", "no"]), Flat("answer", ["accepted", "not", "untold"]), Flat("assistance", ["yes", "no"])],
            [.. rows]);
    }
}
