using System.Globalization;
using System.Text;
using Vern.Demonstration.Truth;
using Vern.Linkage.Encoding;

namespace Vern.Demonstration.Submissions;

/// <summary>
/// Writes down an identity as people do: another spelling, a slip of the finger, given and family name exchanged, 1 January for an unknown
/// birthday, day and month exchanged, no number.
/// </summary>
public static class WriteIdentity
{
    /// <summary>The identity as one body has it.</summary>
    public static PersonIdentity Of(TruePerson person, Habits habits, ref Draw draw)
    {
        var noise = habits.Noise;
        var name = person.Name!;
        var script = draw.Chance(habits.OwnScript);
        var givenParts = name.Given.Count > 1 && draw.Chance(0.3 * noise) ? name.Given.Take(1) : name.Given;
        var given = Join(givenParts, noise, script, ref draw);
        var family = Join(name.Family.Count > 1 && draw.Chance(0.3 * noise) ? name.Family.Take(1) : name.Family, noise, script, ref draw);
        if (draw.Chance(0.04 * noise)) (given, family) = (family, given);
        return new(
            given,
            draw.Chance(0.015 * noise) ? null : family,
            person.BirthDate is { } born ? BirthDate(born, noise, ref draw) : null,
            draw.Chance(0.995) ? person.Sex == Persons.Collection.Sex.Woman ? "f" : "m" : null,
            person.Nationality is "UNKN" or "UNRES" ? null : person.Nationality,
            person.Duf is { } duf && draw.Chance(habits.Duf) ? Number(duf, noise, ref draw) : null,
            person.NationalNumber is { } number && draw.Chance(0.6) ? number : null);
    }

    private static string Join(IEnumerable<IReadOnlyList<string>> parts, double noise, bool script, ref Draw draw)
    {
        var words = new List<string>();
        foreach (var spellings in parts)
        {
            // a name whose first spelling is not in Latin letters is written with Latin ones by everybody who does not keep the script
            var foreign = spellings[0].Any(letter => letter > 0x24F && char.IsLetter(letter) && !(letter is >= '\u1E00' and <= '\u1EFF'));
            var latin = foreign ? spellings.Skip(1).ToList() : spellings;
            words.Add(Slip(foreign && script ? spellings[0] : draw.Chance(0.18 * noise) ? draw.Of(latin) : latin[0], noise, ref draw));
        }

        return string.Join(' ', words);
    }

    private static string Slip(string word, double noise, ref Draw draw)
    {
        if (draw.Chance(0.05 * noise)) word = Plain(word);
        if (word.Length < 4 || !draw.Chance(0.03 * noise)) return word;
        var at = draw.Between(1, word.Length - 2);
        return draw.Next(4) switch
        {
            0 => word.Remove(at, 1),
            1 => word.Insert(at, word[at].ToString()),
            2 => word[..at] + word[at + 1] + word[at] + word[(at + 2)..],
            _ => word[..at] + (char)('a' + draw.Next(26)) + word[(at + 1)..],
        };
    }

    private static string? BirthDate(DateOnly born, double noise, ref Draw draw)
    {
        switch (draw.Share() / noise)
        {
            case < 0.02: return null;
            case < 0.06: return born.Year.ToString(CultureInfo.InvariantCulture);
            case < 0.12: return Iso(new(born.Year, 1, 1));
            case < 0.15 when born.Day <= 12: return Iso(new(born.Year, born.Day, born.Month));
            case < 0.17: return Iso(new(born.Year, born.Month, draw.Between(1, 28)));
            case < 0.185: return Iso(new(born.Year + (draw.Chance(0.5) ? 1 : -1), born.Month, born.Day));
            default: return Iso(born);
        }
    }

    private static string Number(string digits, double noise, ref Draw draw)
    {
        if (!draw.Chance(0.015 * noise)) return digits;
        var at = draw.Between(4, digits.Length - 1);
        return digits[..at] + (char)('0' + draw.Next(10)) + digits[(at + 1)..];
    }

    private static string Plain(string word) =>
        new(word.Normalize(NormalizationForm.FormD).Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark).ToArray());

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
