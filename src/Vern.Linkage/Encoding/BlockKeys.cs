using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Vern.Linkage.Encoding;

/// <summary>
/// Keyed block keys: rows that share one are compared. Each is a 64-bit truncated HMAC-SHA256 under a key of its own pass, derived
/// from the secret by HKDF; an unkeyed hash of a name could be looked up in a list of names.
/// </summary>
public sealed class BlockKeys
{
    /// <summary>What the passes are made of, by position.</summary>
    public static IReadOnlyList<string> Passes { get; } =
        ["DUF number", "national number", "sound of the family name and year of birth", "sounds of all names and sex", "sound of the given name, year, day and month in any order", "date of birth, sex and nationality"];

    private readonly byte[][] _keys;

    /// <summary>Block keys for a secret.</summary>
    public BlockKeys(string secret) =>
        _keys = [.. Enumerable.Range(0, Passes.Count).Select(pass =>
            HKDF.DeriveKey(HashAlgorithmName.SHA256, System.Text.Encoding.UTF8.GetBytes(secret), 32, info: System.Text.Encoding.UTF8.GetBytes($"vern block key 1 pass {pass}")))];

    /// <summary>The block keys of a person, one per pass; 0 where the pass has no value.</summary>
    public ulong[] Keys(PersonFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var keys = new ulong[_keys.Length];
        keys[0] = Key(0, fields.Duf);
        keys[1] = Key(1, fields.NationalNumber);
        keys[2] = Key(2, fields.Family.Count > 0 ? NameSound.Of(fields.Family[^1]) : "", fields.Birth.YearText);
        keys[3] = Key(3, string.Join(' ', fields.Sounds), fields.Sex);
        keys[4] = Key(4, fields.Given.Count > 0 ? NameSound.Of(fields.Given[0]) : "", fields.Birth.YearText, fields.Birth.Days);
        keys[5] = Key(5, fields.Birth.YearText, fields.Birth.Days, fields.Sex, fields.Nationality);
        return keys;
    }

    private ulong Key(int pass, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts) if (part.Length == 0) return 0;
        var digest = HMACSHA256.HashData(_keys[pass], System.Text.Encoding.UTF8.GetBytes(string.Join('\n', parts.ToArray())));
        var key = BinaryPrimitives.ReadUInt64BigEndian(digest);
        return key == 0 ? 1 : key;
    }
}
