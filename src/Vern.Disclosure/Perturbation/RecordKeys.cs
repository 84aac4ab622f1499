using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Vern.Disclosure.Perturbation;

/// <summary>
/// A key for each record, from its own values and the secret alone: the same record has the same key in every run, whatever stands before it in the file.
/// Records that are alike get different keys by their number among those alike; they cannot be told apart anyway.
/// </summary>
/// <param name="seed">The secret. Without one (empty), whoever knows all values of a record can compute its key.</param>
internal sealed class RecordKeys(string seed)
{
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(seed);
    private readonly Dictionary<ulong, ulong> _alike = [];

    /// <summary>The key of the next record.</summary>
    public ulong Next(IReadOnlyList<string> values)
    {
        var text = Encoding.UTF8.GetBytes(string.Join('\u001f', values));
        var first = Hash(text);
        var number = _alike.GetValueOrDefault(first);
        _alike[first] = number + 1;
        return number == 0 ? first : Hash([.. text, 0x1e, .. BitConverter.GetBytes(number)]);
    }

    private ulong Hash(byte[] text) => BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(_secret, text));
}
