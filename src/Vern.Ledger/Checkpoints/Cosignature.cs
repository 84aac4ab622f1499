using System.Buffers.Binary;
using System.Text;

namespace Vern.Ledger.Checkpoints;

/// <summary>The message and the time of a witness' cosignature (C2SP tlog-cosignature, cosignature/v1, Ed25519).</summary>
public static class Cosignature
{
    /// <summary>Bytes after the key id: a big-endian uint64 time and 64 bytes of Ed25519.</summary>
    internal const int Length = 8 + Checkpoints.Ed25519.SignatureLength;

    /// <summary>When the witness says it signed, POSIX seconds; null where these are not the bytes of a cosignature.</summary>
    public static long? Time(ReadOnlySpan<byte> signature) =>
        signature.Length == Length && BinaryPrimitives.ReadInt64BigEndian(signature) is >= 0 and var time ? time : null;

    internal static byte[] Message(long time, ReadOnlySpan<byte> text) => [.. Encoding.ASCII.GetBytes($"cosignature/v1\ntime {time}\n"), .. text];
}
