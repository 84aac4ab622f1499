using Vern.Persons.Collection;

namespace Vern.Demonstration.Truth;

/// <summary>A name of a made-up person: each part in all its spellings, the person's own first.</summary>
/// <param name="Given">One or two given names.</param>
/// <param name="Family">Family names (a father's name where that is the custom).</param>
public sealed record PersonName(IReadOnlyList<IReadOnlyList<string>> Given, IReadOnlyList<IReadOnlyList<string>> Family)
{
    /// <summary>The given names as the person writes them.</summary>
    public string GivenNames => string.Join(' ', Given.Select(part => part[0]));
    /// <summary>The family names as the person writes them.</summary>
    public string FamilyNames => string.Join(' ', Family.Select(part => part[0]));
}

/// <summary>A made-up person as she is: what the bodies see of her differs, and the linkage never sees this.</summary>
public sealed record TruePerson
{
    /// <summary>Number among the made-up persons, from 0.</summary>
    public required int Id { get; init; }
    /// <summary>Her name; null when no body knows who she is.</summary>
    public PersonName? Name { get; init; }
    /// <summary>W18, G17, M18 or B17 (codes.md, list 2).</summary>
    public required string SexAge { get; init; }
    /// <summary>Nationality as the bodies came to know it: ISO 3166-1 alpha-2, UNKN or UNRES.</summary>
    public required string Nationality { get; init; }
    /// <summary>Birth date; null when no body knows her age.</summary>
    public DateOnly? BirthDate { get; init; }
    /// <summary>Main form by the rule of 2014: SEX, LAB, COMB or UNCL.</summary>
    public required string Form { get; init; }
    /// <summary>Form codes as a body that knows all would give them (main forms and sub-forms).</summary>
    public required IReadOnlyList<string> Forms { get; init; }
    /// <summary>First identified when.</summary>
    public IdentificationYear Identified { get; init; }
    /// <summary>The answer to the offer.</summary>
    public OfferAnswer Offer { get; init; } = OfferAnswer.Accepted;
    /// <summary>Whether the national count holds her: adults who accepted, minors always (C-002).</summary>
    public bool Counted { get; init; } = true;
    /// <summary>Synthetic DUF number, or null.</summary>
    public string? Duf { get; init; }
    /// <summary>Synthetic D-number (month plus 80), or null.</summary>
    public string? NationalNumber { get; init; }
    /// <summary>Children with her.</summary>
    public int AccompanyingChildren { get; init; }
    /// <summary>Children at home or elsewhere.</summary>
    public int ChildrenElsewhere { get; init; }

    /// <summary>Woman or girl, man or boy.</summary>
    public Sex Sex => SexAge is "W18" or "G17" ? Sex.Woman : Sex.Man;
    /// <summary>Presumed to be under 18.</summary>
    public bool Minor => SexAge is "G17" or "B17";
    /// <summary>Age at the end of the reporting year, where known.</summary>
    public int? AgeIn(int year) => BirthDate is { } born ? year - born.Year : null;
}
