using System.Buffers.Binary;

namespace Vern.Fingerprints.Pictures;

/// <summary>
/// Files that are a picture to one reader and something else to another: what would be fingerprinted is not what a recipient opens. Bytes after a picture that are no such thing (a telephone's
/// film behind its picture, say) are no polyglot.
/// </summary>
internal static class Polyglot
{
    private const int Head = 1024, LongestZipEnd = 65_557, ZipEnd = 22;

    /// <summary>What else a picture's bytes are, in a word; null for nothing.</summary>
    internal static string? Also(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, Head)];
        // A reader of PDF takes its mark anywhere in the first kilobyte.
        if (head.IndexOf("%PDF-"u8) >= 0) return "a PDF document";
        Span<byte> small = stackalloc byte[head.Length];
        for (var at = 0; at < head.Length; at++) small[at] = head[at] is >= (byte)'A' and <= (byte)'Z' ? (byte)(head[at] | 0x20) : head[at];
        if (small.IndexOf("<html"u8) >= 0 || small.IndexOf("<script"u8) >= 0 || small.IndexOf("<!doctype html"u8) >= 0) return "a web page";
        if (bytes.IndexOf("<?php"u8) >= 0) return "a PHP script";
        if (bytes.IndexOf("Rar!\x1a\x07"u8) >= 0) return "a RAR archive";
        return EndsAsZip(bytes) ? "a ZIP archive" : null;
    }

    // The record at the end of a ZIP, whose comment reaches to the end of the file.
    private static bool EndsAsZip(ReadOnlySpan<byte> bytes)
    {
        var tail = bytes[Math.Max(0, bytes.Length - LongestZipEnd)..];
        for (int at; (at = tail.IndexOf("PK\x05\x06"u8)) >= 0; tail = tail[(at + 1)..])
        {
            if (tail.Length - at >= ZipEnd && BinaryPrimitives.ReadUInt16LittleEndian(tail[(at + 20)..]) == tail.Length - at - ZipEnd) return true;
        }
        return false;
    }
}
