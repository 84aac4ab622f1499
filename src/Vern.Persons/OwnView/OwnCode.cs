using System.Security.Cryptography;
using System.Text;

namespace Vern.Persons.OwnView;

/// <summary>
/// The code on a person's card: 25 random characters of Crockford's alphabet in groups of five. The first five find the card, so that wrong guesses are counted by card; the other twenty (100 bits) are the secret.
/// The store keeps the digest of the whole alone. Written small, with O, I or L for 0 and 1, with or without blanks and hyphens, it is the same code.
/// </summary>
public static class OwnCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Group = 5, Length = 25;

    /// <summary>A new code, drawn at random, without blanks.</summary>
    public static string New() => new([.. Enumerable.Range(0, Length).Select(_ => Alphabet[RandomNumberGenerator.GetInt32(Alphabet.Length)])]);

    /// <summary>The code as it was typed; null where it has another form.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > 80) return null;
        var clear = new string([.. typed.ToUpperInvariant().Where(letter => !char.IsWhiteSpace(letter) && letter is not ('-' or '‐' or '–'))]).Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return clear.Length == Length && clear.All(letter => Alphabet.Contains(letter, StringComparison.Ordinal)) ? clear : null;
    }

    /// <summary>In groups of five, as the card shows it.</summary>
    public static string Shown(string code) => string.Join('-', code.Chunk(Group).Select(group => new string(group)));

    /// <summary>The part by which the card is found.</summary>
    public static string Finder(string code) => code[..Group];

    /// <summary>What the store keeps: SHA-256, lower-case hex.</summary>
    public static string Digest(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("vern own view " + code)));
}
