using Vern.Persons.Collection;
using Vern.Platform.Sealing;

namespace Vern.Commands;

/// <summary>How a body seals what it sends: with its own key pair, to the unit's key that it has pinned.</summary>
/// <param name="Own">The body's pair.</param>
/// <param name="UnitFingerprint">The unit's fingerprint from the request letter; null where the key itself was handed over.</param>
/// <param name="UnitKey">The unit's key from a file, or null.</param>
public sealed record SealOptions(KeyPair Own, string? UnitFingerprint, PublicKey? UnitKey)
{
    /// <summary>From the options; null when nothing is to be sealed.</summary>
    /// <exception cref="FormatException">Half of what sealing needs.</exception>
    public static SealOptions? Of(FileInfo? ownKey, string? unitKey)
    {
        if (ownKey is null) return unitKey is null ? null : throw new FormatException("--unit-key: without --own-key nothing is sealed; the body's own key file was expected (vern key new)");
        if (unitKey is null) throw new FormatException("--own-key: --unit-key was expected too: the fingerprint in the request letter, or the unit's public key as a file");
        var own = KeyPair.FromFile(ownKey.FullName);
        if (File.Exists(unitKey)) return new(own, null, PublicKey.FromPem(File.ReadAllText(unitKey)));
        var fingerprint = string.Concat(unitKey.Where(letter => letter is not (' ' or '-' or ':'))).ToLowerInvariant();
        if (fingerprint.Length != 32 || !fingerprint.All(char.IsAsciiHexDigitLower)) throw new FormatException($"--unit-key {unitKey}: neither a file nor a fingerprint of 32 hexadecimal digits");
        return new(own, fingerprint, null);
    }

    /// <summary>The key that was found there, if it is the pinned one.</summary>
    /// <exception cref="FormatException">It is another.</exception>
    public PublicKey Checked(PublicKey found) => found.Fingerprint == (UnitKey?.Fingerprint ?? UnitFingerprint) ? found
        : throw new FormatException($"--unit-key: the key there has the fingerprint {found.Fingerprint}, not the one pinned; nothing was sent. Ask the national unit by telephone");

    /// <summary>The unit's key where nothing can be asked: for a file.</summary>
    /// <exception cref="FormatException">Only its fingerprint is known.</exception>
    public PublicKey PinnedKey() => UnitKey ?? throw new FormatException("--unit-key: for a file the unit's public key itself was expected, as a file; a fingerprint cannot be sealed to");

    /// <summary>The submission in its envelope.</summary>
    public Envelope Seal(Submission submission, PublicKey unit) => SealSubmission.Run(submission, Own, unit, TimeProvider.System.GetUtcNow());
}
