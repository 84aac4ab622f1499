using System.Buffers.Binary;
using System.Globalization;
using Vern.Fingerprints.Pdq;

namespace Vern.Fingerprints.Films;

/// <summary>Which files are films, by their first bytes, and how ffmpeg is told to read them. ffmpeg never guesses a format here: a list of other files (a playlist, say) has none that it is started with.</summary>
public static class FilmFormats
{
    /// <summary>So many first bytes tell whether a file is a film.</summary>
    public const int HeadBytes = 1024;

    /// <summary>The formats, to be told.</summary>
    public const string Names = "MP4, MOV, 3GP, Matroska, WebM, AVI, MPEG, MPEG-TS, FLV, Ogg, ASF or WMV";

    private const int Packet = 188, TimedPacket = 192;

    // Decoders of pictures only, each one in wide use: there are some 250 in ffmpeg, and hardly anybody watches the rest.
    private const string Decoders = "h264,hevc,vp8,vp9,libdav1d,libaom-av1,av1,mpeg1video,mpeg2video,mpeg4,msmpeg4v2,msmpeg4,h263,flv,vp6,vp6f,theora,wmv1,wmv2,wmv3,vc1,mjpeg,dvvideo,prores,gif";

    /// <summary>True where the first bytes are those of a film. A GIF is a picture: its first is read as one.</summary>
    public static bool IsFilm(ReadOnlySpan<byte> head) => Demuxer(head) is not (null or "gif");

    /// <summary>What ffmpeg calls the format; null if it is none that is read.</summary>
    internal static string? Demuxer(ReadOnlySpan<byte> head)
    {
        if (head.Length < 12) return null;
        var kind = head[4..8];
        // A picture (HEIF, AVIF) lies in the same boxes as a film; its brand tells.
        if (kind.SequenceEqual("ftyp"u8)) return head[8..12].SequenceEqual("mif1"u8) || head[8..12].SequenceEqual("msf1"u8) || head[8..11].SequenceEqual("hei"u8) || head[8..11].SequenceEqual("hev"u8) || head[8..11].SequenceEqual("avi"u8) ? null : "mov";
        if (kind.SequenceEqual("moov"u8) || kind.SequenceEqual("mdat"u8) || kind.SequenceEqual("wide"u8)) return "mov";
        if (BinaryPrimitives.ReadUInt32BigEndian(head) is 0x1A45DFA3) return "matroska";
        if (head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual("AVI "u8)) return "avi";
        if (head.StartsWith("FLV\x01"u8)) return "flv";
        if (head.StartsWith("OggS"u8)) return "ogg";
        if (head.StartsWith("GIF8"u8)) return "gif";
        if (BinaryPrimitives.ReadUInt32BigEndian(head) is 0x3026B275) return "asf";
        if (BinaryPrimitives.ReadUInt32BigEndian(head) is 0x000001BA) return "mpeg";
        return IsPackets(head, 0, Packet) || IsPackets(head, TimedPacket - Packet, TimedPacket) ? "mpegts" : null;
    }

    // Each packet of a transport stream begins with the same byte.
    private static bool IsPackets(ReadOnlySpan<byte> head, int first, int length)
    {
        const byte Mark = 0x47;
        for (var at = first; at < first + 3 * length; at += length) if (at >= head.Length || head[at] != Mark) return false;
        return true;
    }

    /// <summary>The arguments that ffmpeg is started with: one film in, pictures one a second out, and nothing else opened.</summary>
    /// <param name="demuxer">As <see cref="Demuxer"/> says.</param>
    /// <param name="file">The file.</param>
    /// <param name="pixels">As <see cref="FilmLimits.Pixels"/>.</param>
    /// <param name="frames">At most so many pictures.</param>
    internal static string[] Arguments(string demuxer, string file, long pixels, int frames)
    {
        var side = PdqHasher.LongestSide.ToString(CultureInfo.InvariantCulture);
        return
        [
            // -xerror: a film that is cut off or broken has other frames than the whole, and is refused as a picture is.
            "ffmpeg", "-nostdin", "-nostats", "-xerror", "-threads", "1", "-filter_threads", "1",
            "-protocol_whitelist", "file", "-format_whitelist", demuxer, "-codec_whitelist", Decoders, "-max_pixels", pixels.ToString(CultureInfo.InvariantCulture), "-f", demuxer, "-i", "file:" + file,
            // V: what moves, not a cover that a file of sound bears.
            "-map", "0:V:0", "-an", "-sn", "-dn", "-frames:v", frames.ToString(CultureInfo.InvariantCulture),
            "-vf", $"fps=1:start_time=0,scale=w='min({side},iw)':h='min({side},ih)':force_original_aspect_ratio=decrease:flags=area+accurate_rnd+bitexact,format=rgb24",
            "-fps_mode", "passthrough", "-c:v", "ppm", "-f", "image2pipe", "pipe:1",
        ];
    }
}
