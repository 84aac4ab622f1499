using System.Security.Cryptography;
using System.Text;

namespace Vern.Material.Intake;

/// <summary>Keyed digests by which a row is found without keeping what it is found by: who reads the database alone can try nothing out.</summary>
/// <param name="root">The workspace's index key, 32 bytes.</param>
internal sealed class IntakeDigests(byte[] root)
{
    private readonly byte[] origin = Key(root, "origin"), number = Key(root, "number");

    /// <summary>Of what was sent, and by whom. 64 hexadecimal digits.</summary>
    public string Origin(int? sender, Channel channel, ReadOnlySpan<byte> sent) => Origin(sender, channel, sent, []);

    /// <summary>Of what a report and its files say, and of who sent it. 64 hexadecimal digits.</summary>
    /// <param name="sender">Who.</param>
    /// <param name="channel">How it came.</param>
    /// <param name="report">What it says, as JSON.</param>
    /// <param name="files">What is said of its files, as JSON, which holds no line's end; null: nothing.</param>
    public string Origin(int? sender, Channel channel, ReadOnlySpan<byte> report, IReadOnlyList<byte[]?> files)
    {
        using var digest = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, origin);
        digest.AppendData(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{sender}\n{channel}\n")));
        digest.AppendData(report);
        foreach (var file in files)
        {
            digest.AppendData("\n"u8);
            digest.AppendData(file ?? []);
        }
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    /// <summary>Of the number by which the public asks. 64 hexadecimal digits.</summary>
    public string Number(string given) => Convert.ToHexStringLower(HMACSHA256.HashData(number, Encoding.UTF8.GetBytes(given)));

    private static byte[] Key(byte[] root, string use) => HKDF.DeriveKey(HashAlgorithmName.SHA256, root, 32, info: Encoding.UTF8.GetBytes($"vern intake 1\n{use}"));
}
