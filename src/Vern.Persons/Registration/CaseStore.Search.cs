using Microsoft.EntityFrameworkCore;
using Vern.Linkage.Encoding;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Registration.Storage;

namespace Vern.Persons.Registration;

/// <summary>How well somebody who was found fits.</summary>
public enum Match
{
    /// <summary>The identity number is the same.</summary>
    Number,
    /// <summary>Every word of the name is among hers.</summary>
    Name,
    /// <summary>Every word of the name sounds like one of hers.</summary>
    Sound,
    /// <summary>Some words of the name sound like hers.</summary>
    Part,
}

/// <summary>Somebody who was found.</summary>
/// <param name="Head">The person.</param>
/// <param name="Match">How well she fits.</param>
/// <param name="Names">What she is called, as far as the reader may see it.</param>
/// <param name="Born">Her birth date or year, as far as it is known and may be seen.</param>
public sealed record Found(PersonHead Head, Match Match, string Names, string? Born);

// Searching before adding.
public sealed partial class CaseStore
{
    private const int MostFound = 25, MostOpened = 200, MostWords = 8;

    /// <summary>Finds persons within reach by an identity number, or by how the words of a name sound; those that fit best first, at most 25.</summary>
    /// <param name="text">What was typed: a name, or a number.</param>
    /// <param name="reach">Who asks.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<IReadOnlyList<Found>> SearchAsync(string text, CaseReach reach, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > 400) text = text[..400];
        var words = NameFolding.Words(text).Take(MostWords).ToList();
        var number = text.Any(char.IsAsciiDigit) ? numbers.Of(text) : null;
        var sounding = words.Select(word => sounds.Of(NameSound.Of(word))).OfType<string>().Distinct().ToList();
        await using var context = Context();
        var there = await WithinAsync(context, reach, cancel);
        var hits = await context.LookUps.AsNoTracking().Where(row => (row.Kind == LookUpKind.Number && row.Digest == number) || (row.Kind == LookUpKind.Sound && sounding.Contains(row.Digest)))
            .Join(there, row => row.Person, person => person.Id, (row, person) => new { row.Person, row.Kind, row.Digest }).GroupBy(row => row.Person)
            .Select(group => new { Person = group.Key, Words = group.Count(), Number = group.Max(row => row.Kind == LookUpKind.Number ? 1 : 0) }).OrderByDescending(hit => hit.Number).ThenByDescending(hit => hit.Words).Take(MostOpened).ToListAsync(cancel);
        var ids = hits.Select(hit => hit.Person).ToList();
        var people = await context.Persons.AsNoTracking().Where(row => ids.Contains(row.Id)).ToListAsync(cancel);
        var fields = Catalogue.All.Where(field => field.Search is not null || field.Id is "identity.called" or "identity.birth" or "about.birth-year").Select(field => field.Id).ToList();
        var facts = (await context.Facts.AsNoTracking().Where(row => ids.Contains(row.Person) && fields.Contains(row.Field)).ToListAsync(cancel)).ToLookup(row => row.Person);
        var keys = await workspace.Keys.KeysAsync([.. people.Select(row => row.KeyId)], cancel);
        var found = new List<Found>();
        foreach (var person in people.Where(row => keys.ContainsKey(row.KeyId)))
        {
            var open = Newest(facts[person.Id]).Where(row => row.Value is not null && IsFor(row, FieldOf(row), reach)).ToDictionary(row => row.Field, row => Opened(row, keys[person.KeyId])!, StringComparer.Ordinal);
            if (MatchOf(text, words, open) is { } match) found.Add(new(HeadOf(person), match, NamesOf(open), open.GetValueOrDefault("identity.birth") ?? open.GetValueOrDefault("about.birth-year")));
        }
        return [.. found.OrderBy(hit => hit.Match).ThenByDescending(hit => hit.Head.ChangedAt).Take(MostFound)];
    }

    // A digest is short: who was found by it is compared by what it stands for.
    private Match? MatchOf(string text, List<string> words, Dictionary<string, string> open)
    {
        var bare = string.Concat(text.Where(char.IsAsciiLetterOrDigit));
        if (open.Any(pair => Catalogue[pair.Key].Search is LookUpKind.Number && bare.Length > 3 && string.Concat(pair.Value.Where(char.IsAsciiLetterOrDigit)).Equals(bare, StringComparison.OrdinalIgnoreCase))) return Match.Number;
        var hers = open.Where(pair => Catalogue[pair.Key].Search is LookUpKind.Sound).SelectMany(pair => NameFolding.Words(pair.Value)).ToHashSet(StringComparer.Ordinal);
        if (words.Count == 0 || hers.Count == 0) return null;
        if (words.TrueForAll(hers.Contains)) return Match.Name;
        bool Alike(string word) => hers.Any(her => SoundsAlike(word, her));
        return words.TrueForAll(Alike) ? Match.Sound : words.Exists(Alike) ? Match.Part : null;
    }

    // Of a word with one consonant or none a sound tells little: such words must be as long, and where they have none begin alike.
    private static bool SoundsAlike(string word, string her) => NameSound.Of(word) is var sound && sound == NameSound.Of(her) && (sound.Length > 1 || (Math.Abs(word.Length - her.Length) <= 1 && (sound != "A" || word[0] == her[0])));

    private static string NamesOf(Dictionary<string, string> open) => string.Join(" · ", ((string[])
    [
        string.Join(' ', ((string?[])[open.GetValueOrDefault("identity.given-name"), open.GetValueOrDefault("identity.family-name")]).OfType<string>()), open.GetValueOrDefault("identity.other-names", ""), open.GetValueOrDefault("identity.called", ""),
    ]).Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase));
}
