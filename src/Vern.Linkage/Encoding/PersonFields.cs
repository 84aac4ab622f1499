namespace Vern.Linkage.Encoding;

/// <summary>A person's identity in the form in which Vern's default schema encodes it: folded, so that spellings, alphabets and orders of names meet.</summary>
public sealed record PersonFields
{
    private PersonFields() { }

    /// <summary>All name words, folded and sorted, without particles and doubles.</summary>
    public required IReadOnlyList<string> Names { get; init; }
    /// <summary>The sound of each distinct name word, sorted.</summary>
    public required IReadOnlyList<string> Sounds { get; init; }
    /// <summary>Given names, folded, in the order written.</summary>
    public required IReadOnlyList<string> Given { get; init; }
    /// <summary>Family names, folded, in the order written.</summary>
    public required IReadOnlyList<string> Family { get; init; }
    /// <summary>Birth date, as far as it can be trusted.</summary>
    public required BirthDateParts Birth { get; init; }
    /// <summary>"f", "m" or empty.</summary>
    public required string Sex { get; init; }
    /// <summary>ISO 3166-1 alpha-2 in upper case, or empty.</summary>
    public required string Nationality { get; init; }
    /// <summary>Twelve digits, or empty.</summary>
    public required string Duf { get; init; }
    /// <summary>Eleven digits, or empty.</summary>
    public required string NationalNumber { get; init; }

    /// <summary>Whether there is enough to tell persons apart: a name, a full birth date or a number. Sex, nationality and year alone describe thousands.</summary>
    public bool CanIdentify => Names.Count > 0 || Birth.Day is not null || Duf.Length > 0 || NationalNumber.Length > 0;

    /// <summary>The row of the default schema; an empty value sets no bits.</summary>
    public IReadOnlyList<string> Columns =>
    [
        string.Join(' ', Names), string.Join(' ', Sounds), string.Join(' ', Given), string.Join(' ', Family),
        Birth.YearText, Birth.Days, Birth.DayText, Birth.MonthText, Sex, Nationality, Duf, NationalNumber,
    ];

    /// <summary>Brings an identity to that form. What cannot be read (a date that is none, a number with letters) counts as missing.</summary>
    public static PersonFields Prepare(PersonIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var given = NameFolding.Words(identity.GivenNames);
        var family = NameFolding.Words(identity.FamilyNames);
        var names = given.Concat(family).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return new()
        {
            Names = names,
            Sounds = [.. names.Select(NameSound.Of).Where(sound => sound.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Given = given, Family = family,
            Birth = BirthDateParts.Read(identity.BirthDate),
            Sex = identity.Sex?.Trim().ToLowerInvariant() is "f" or "m" ? identity.Sex.Trim().ToLowerInvariant() : "",
            Nationality = identity.Nationality?.Trim() is { Length: 2 } code && code.All(char.IsAsciiLetter) ? code.ToUpperInvariant() : "",
            Duf = DufNumber.Read(identity.Duf).Digits ?? "",
            NationalNumber = Encoding.NationalNumber.Read(identity.NationalNumber).Digits ?? "",
        };
    }
}
