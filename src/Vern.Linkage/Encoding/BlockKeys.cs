using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Vern.Linkage.Encoding;

/// <summary>
/// Keyed block keys: rows that share one are compared. Each is a 64-bit truncated HMAC-SHA256 under a key of its own pass, derived
/// from the secret by HKDF; an unkeyed hash of a name could be looked up in a list of names. Several passes take, of all the sounds
/// in a name, the one with the least keyed hash: it does not depend on the order of names, and survives a name left out in most cases.
/// What equal block keys tell the linkage unit is in docs/method-encoding.md.
/// </summary>
public sealed class BlockKeys
{
    /// <summary>What the passes are made of, by position.</summary>
    public static IReadOnlyList<string> Passes { get; } =
    [
        "DUF number", "national number", "date of birth, day and month in any order", "sounds of all names and sex",
        "a sound and year of birth (1)", "a sound and year of birth (2)", "a sound and year of birth (3)",
        "a sound, day and month in any order", "a sound, nationality and sex (1)", "a sound, nationality and sex (2)",
    ];

    /// <summary>The passes that are identifiers by themselves, whose agreement is evidence and not only a way to find pairs, and their names.</summary>
    public static IReadOnlyList<(int Pass, string Name)> Identifying { get; } = [(0, "dufNumber"), (1, "nationalNumber"), (2, "dateOfBirth")];

    private const int MostKept = 1 << 16;
    private readonly byte[][] _keys;
    private readonly ConcurrentDictionary<string, ulong[]> _orders = new(StringComparer.Ordinal);

    /// <summary>Block keys for a secret.</summary>
    public BlockKeys(string secret)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        var bytes = System.Text.Encoding.UTF8.GetBytes(secret);
        _keys = [.. Enumerable.Range(0, Passes.Count).Select(pass => HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, 32, info: System.Text.Encoding.UTF8.GetBytes($"vern-person-1 block key {pass}")))];
    }

    /// <summary>The block keys of a person, one per pass; 0 where the pass has no value.</summary>
    public ulong[] Keys(PersonFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var birth = fields.Birth;
        return
        [
            Key(0, fields.Duf), Key(1, fields.NationalNumber), Key(2, birth.YearText, birth.Days), Key(3, string.Join(' ', fields.Sounds), fields.Sex),
            Key(4, Least(4, fields.Sounds), birth.YearText), Key(5, Least(5, fields.Sounds), birth.YearText), Key(6, Least(6, fields.Sounds), birth.YearText),
            Key(7, Least(7, fields.Sounds), birth.Days), Key(8, Least(8, fields.Sounds), fields.Nationality, fields.Sex), Key(9, Least(9, fields.Sounds), fields.Nationality, fields.Sex),
        ];
    }

    private string Least(int pass, IReadOnlyList<string> sounds)
    {
        if (sounds.Count <= 1) return sounds.Count == 0 ? "" : sounds[0];
        return sounds.MinBy(sound => Order(sound)[pass])!;
    }

    // A sound's keyed hash in every pass; sounds are few, so they are kept.
    private ulong[] Order(string sound)
    {
        if (_orders.TryGetValue(sound, out var order)) return order;
        order = [.. Enumerable.Range(0, _keys.Length).Select(pass => Hash(pass, $"least\n{sound}"))];
        if (_orders.Count < MostKept) _orders.TryAdd(sound, order);
        return order;
    }

    private ulong Key(int pass, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts) if (part.Length == 0) return 0;
        var key = Hash(pass, string.Join('\n', parts.ToArray()));
        return key == 0 ? 1 : key;
    }

    private ulong Hash(int pass, string text)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_keys[pass], System.Text.Encoding.UTF8.GetBytes(text), digest);
        return BinaryPrimitives.ReadUInt64BigEndian(digest);
    }
}
