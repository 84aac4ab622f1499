using System.Text.RegularExpressions;

namespace Vern.Material.Intake;

/// <summary>Who sends reports as a body: under its legal basis, for its period, at its pace (H-009, H-012).</summary>
public sealed partial record Provider
{
    /// <summary>The bases that a body may report under, as codes: a duty by law, a voluntary practice as long as a law allows it, the order of a court or authority, a hotline's task.</summary>
    public static IReadOnlyList<string> Bases { get; } = ["duty", "voluntary", "order", "hotline"];

    /// <summary>Its number; 0 before it is enrolled.</summary>
    public int Id { get; init; }
    /// <summary>The name by which its programs sign in: 2 to 40 small letters, digits and hyphens.</summary>
    public required string Name { get; init; }
    /// <summary>What it is called, at most 120 letters.</summary>
    public required string Title { get; init; }
    /// <summary>What it is.</summary>
    public SenderKind Kind { get; init; }
    /// <summary>The country that it is established in, ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }
    /// <summary>What it reports under, one of <see cref="Bases"/>.</summary>
    public required string Basis { get; init; }
    /// <summary>The first day of the basis.</summary>
    public required DateOnly From { get; init; }
    /// <summary>The last day of the basis; null: it has no end.</summary>
    public DateOnly? Until { get; init; }
    /// <summary>For how many days it keeps connection data (H-022); null: not known.</summary>
    public int? KeepsDays { get; init; }
    /// <summary>The most reports in a minute, 1 to 1,000,000.</summary>
    public int AMinute { get; init; } = 600;
    /// <summary>For how many days it is to preserve what it holds after a report.</summary>
    public int PreserveDays { get; init; } = Preservation.Days;
    /// <summary>Whether what it sends is for trying only, apart from all counts and desks.</summary>
    public bool IsTest { get; init; }
    /// <summary>Whether it sends no more.</summary>
    public bool IsClosed { get; init; }

    /// <summary>On whose behalf its reports come.</summary>
    public Sender Sender => new(Id, IsTest, PreserveDays, KeepsDays);

    /// <summary>Whether it may report on a day: it is not closed, and its basis holds.</summary>
    public bool MayReport(DateOnly day) => !IsClosed && From <= day && (Until is null || day <= Until);

    /// <summary>The field that is not as it must be; null: all are.</summary>
    public string? Wrong() =>
        !NameForm().IsMatch(Name) ? "name"
        : Title.Trim().Length is 0 or > 120 || Title.Any(char.IsControl) ? "title"
        : !CountryForm().IsMatch(Country) ? "country"
        : !Bases.Contains(Basis) ? "basis"
        : Until < From ? "until"
        : KeepsDays is < 0 or > 3650 ? "keeps-days"
        : PreserveDays is < 0 or > 3650 ? "preserve-days"
        : AMinute is < 1 or > 1_000_000 ? "a-minute" : null;

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,39}$")] private static partial Regex NameForm();
    [GeneratedRegex("^[A-Z]{2}$")] private static partial Regex CountryForm();
}

/// <summary>How much came from a body in a year. Reports, never persons (C-007).</summary>
/// <param name="Provider">Who.</param>
/// <param name="Reports">How many whole reports, those taken back later not among them; 0 is a finding too (H-013).</param>
/// <param name="Files">How many files they hold.</param>
/// <param name="Retracted">How many it took back.</param>
public sealed record ProviderYear(Provider Provider, int Reports, int Files, int Retracted);
