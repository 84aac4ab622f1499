using System.Security.Cryptography;
using System.Text;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Log;

/// <summary>
/// A payload that the log only commits to: SHA-256(<c>vern-commitment/v1</c> ‖ 0 ‖ field name ‖ 0 ‖ salt ‖ payload). The salt of 256 random bits makes guessing
/// the payload from the commitment hopeless however few payloads are possible; once salt and payload are erased nothing leads back, and every proof stays valid.
/// </summary>
public sealed class Sealed
{
    /// <summary>Bytes of salt.</summary>
    public const int SaltLength = 32;

    private readonly byte[] salt, payload;

    private Sealed(byte[] salt, byte[] payload) => (this.salt, this.payload) = (salt, payload);

    /// <summary>What must be kept, apart from the log and erasable, to be able to open the commitment later: salt, then payload.</summary>
    public byte[] Opening => [.. salt, .. payload];

    /// <summary>The payload.</summary>
    public ReadOnlyMemory<byte> Payload => payload;

    /// <summary>Seals a payload with a new salt.</summary>
    public static Sealed New(ReadOnlySpan<byte> payload) => new(RandomNumberGenerator.GetBytes(SaltLength), payload.ToArray());

    /// <summary>Seals a text with a new salt.</summary>
    public static Sealed New(string text) => New(Encoding.UTF8.GetBytes(text));

    /// <summary>From what was kept.</summary>
    /// <exception cref="FormatException">Fewer bytes than a salt has.</exception>
    public static Sealed FromOpening(ReadOnlySpan<byte> opening) =>
        opening.Length >= SaltLength ? new(opening[..SaltLength].ToArray(), opening[SaltLength..].ToArray()) : throw new FormatException($"an opening of {opening.Length} bytes, expected at least {SaltLength}");

    /// <summary>The commitment that stands in the log under a field's name.</summary>
    public TreeHash CommitmentFor(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return new TreeHash(SHA256.HashData([.. "vern-commitment/v1\0"u8, .. Encoding.UTF8.GetBytes(field), 0, .. salt, .. payload]));
    }

    /// <summary>Says nothing of what is sealed.</summary>
    public override string ToString() => "sealed";
}
