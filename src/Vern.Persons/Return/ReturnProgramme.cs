namespace Vern.Persons.Return;

/// <summary>Applications for return and departures of a year (F-018).</summary>
/// <param name="Year">The year.</param>
/// <param name="Applications">Applications with a day in it.</param>
/// <param name="Departures">Departures with a day in it.</param>
/// <param name="Why">Why there were so many or so few, in the agency's words; empty: nothing noted.</param>
public sealed record ReturnYear(int Year, int Applications, int Departures, string Why);

/// <summary>Until when a programme is paid for (F-019).</summary>
/// <param name="Programme">Its code, of the list <c>return-programme</c>.</param>
/// <param name="Until">The last day that is paid for.</param>
/// <param name="Source">Who pays, and by what decision.</param>
public sealed record ReturnFunding(string Programme, DateOnly Until, string Source)
{
    /// <summary>Under so many days ahead the horizon is marked as short: the programme is to be paid for longer than a year at a time (F-019).</summary>
    public const int ShortDays = 365;
}

/// <summary>A contact in a country that people return to: who helps there, and who can keep reprisals from a family (F-022). Nothing about a person stands in it.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Name">Who.</param>
/// <param name="What">What for.</param>
/// <param name="Reached">How it is reached.</param>
/// <param name="CheckedOn">When somebody last made sure that it is right.</param>
public sealed record ReturnContact(string Country, string Name, string What, string Reached, DateOnly CheckedOn)
{
    /// <summary>After so many days it is marked as old.</summary>
    public const int OldAfterDays = 180;
}

/// <summary>What an agency keeps about returns as such.</summary>
/// <param name="Reasons">Words for a year, by year.</param>
/// <param name="Funding">The programmes' horizons.</param>
/// <param name="Contacts">The network, by country.</param>
public sealed record ReturnProgramme(IReadOnlyDictionary<int, string> Reasons, IReadOnlyList<ReturnFunding> Funding, IReadOnlyList<ReturnContact> Contacts)
{
    /// <summary>So many contacts at most.</summary>
    public const int MostContacts = 20;
    /// <summary>The longest text, in characters.</summary>
    public const int LongestText = 80;
    /// <summary>So many years of the series are shown at most.</summary>
    public const int MostYears = 15;
}
