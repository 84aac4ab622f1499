using Vern.Persons.Referral;
using Vern.Persons.Registration;

namespace Vern.Persons.OwnReport;

/// <summary>What the yearly report is made of for one person: the agency's own records, as far as the reader may see them.</summary>
/// <param name="Head">As lists know her.</param>
/// <param name="Told">The newest fact of each field that was given for statistics, by the field's id.</param>
/// <param name="Dated">Facts with days in them, whatever they were given for: they decide whether she is in the year, and never leave.</param>
/// <param name="Identity">Name, date of birth, numbers, by the field's id: they are encoded and never leave. What another agency shared for one purpose only is not among them.</param>
/// <param name="Consents">What she answered about sharing for statistics, newest first.</param>
public sealed record YearRecord(PersonHead Head, IReadOnlyDictionary<string, Fact> Told, IReadOnlyList<Fact> Dated, IReadOnlyDictionary<string, string> Identity, IReadOnlyList<Consent> Consents)
{
    /// <summary>The days on which a note about her was written.</summary>
    public IReadOnlyList<DateOnly> Notes { get; init; } = [];
    /// <summary>Steps of rights, the state as a code: <c>R-17.housing</c>, <c>provided</c>.</summary>
    public IReadOnlyList<(string Right, string Step, DateOnly On)> Rights { get; init; } = [];
    /// <summary>Referrals that were sent: to whom, when, and whether they are accepted.</summary>
    public IReadOnlyList<(string Body, DateOnly On, bool Accepted)> Referred { get; init; } = [];
    /// <summary>What was recorded of housing and of the immigration case, and the days it was.</summary>
    public IReadOnlyList<(string Field, string Value, DateOnly On)> Course { get; init; } = [];
    /// <summary>Hearings and places to stay as they are known now, as far as they were given for statistics.</summary>
    public IReadOnlyList<Fact> FollowUp { get; init; } = [];
    /// <summary>Whether she came here from another system in a file: the day of that is no day of contact.</summary>
    public bool Imported { get; init; }
    /// <summary>How many children who came with her are registered.</summary>
    public int Children { get; init; }

    /// <summary>The value of a field that was given for statistics; null where it is not known.</summary>
    public string? this[string field] => Told.GetValueOrDefault(field)?.Value;
}
