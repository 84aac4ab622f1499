using System.Security.Cryptography;

namespace Vern.Persons.Registration;

/// <summary>
/// What a person is called in an agency's workspace: 5 or 6 random characters of Crockford's alphabet (<c>7KQ2M</c>), which tell nothing about her. In addresses it may be written small, and with O, I or L for 0 and 1.
/// </summary>
public readonly record struct PersonId
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private readonly string? text;

    private PersonId(string text) => this.text = text;

    /// <summary>The characters.</summary>
    public string Value => text ?? throw new InvalidOperationException("A person without an id.");

    /// <summary>A new one, drawn at random.</summary>
    /// <param name="length">5, or 6 where 5 are taken.</param>
    public static PersonId New(int length = 5) => new(string.Concat(Enumerable.Range(0, length).Select(_ => Alphabet[RandomNumberGenerator.GetInt32(Alphabet.Length)])));

    /// <summary>Reads one; null where it has another form.</summary>
    public static PersonId? Read(string? written)
    {
        if (written is null || written.Length is < 5 or > 6) return null;
        var clear = written.ToUpperInvariant().Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return clear.All(letter => Alphabet.Contains(letter, StringComparison.Ordinal)) ? new(clear) : null;
    }

    /// <inheritdoc />
    public override string ToString() => text ?? "";
}
