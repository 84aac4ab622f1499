namespace Vern.Persons.Registration;

/// <summary>A kind of document that is taken: told by its bytes, never by its name.</summary>
/// <param name="Code">pdf, jpeg or png.</param>
/// <param name="Media">Its media type.</param>
public sealed record DocumentType(string Code, string Media)
{
    /// <summary>The largest that is taken, in bytes.</summary>
    public const int Largest = 10 * 1024 * 1024;

    private static readonly DocumentType Pdf = new("pdf", "application/pdf"), Jpeg = new("jpeg", "image/jpeg"), Png = new("png", "image/png");

    // What a PDF can do besides being read: run a script or a program, carry files, send forms. The short ones come by chance in compressed parts, and are looked for outside of them.
    private static readonly HashSet<string> Active = new(StringComparer.Ordinal) { "JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "SubmitForm", "ImportData" }, ActiveOutside = new(StringComparer.Ordinal) { "JS", "XFA" };

    /// <summary>The kind of a code that is kept.</summary>
    /// <exception cref="InvalidDataException">There is no such kind.</exception>
    public static DocumentType Read(string code) => ((DocumentType[])[Pdf, Jpeg, Png]).FirstOrDefault(type => type.Code == code) ?? throw new InvalidDataException("A document of an unknown kind.");

    /// <summary>What the bytes are; null for what is not taken, and the reason's code.</summary>
    public static (DocumentType? Type, string? Refusal) Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0) return (null, "empty");
        if (bytes.Length > Largest) return (null, "large");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return (Jpeg, null);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return (Png, null);
        // Readers find a PDF's mark within the first thousand bytes; something else could stand before it, so it must stand first.
        if (!bytes.StartsWith("%PDF-"u8)) return (null, "kind");
        if (bytes[^Math.Min(bytes.Length, 2048)..].IndexOf("%%EOF"u8) < 0) return (null, "broken");
        return IsProgram(bytes) ? (null, "program") : (Pdf, null);
    }

    private static bool IsProgram(ReadOnlySpan<byte> bytes)
    {
        var inStream = 0; // where the compressed part ends that we are in
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] == 's' && at >= inStream && bytes[at..].StartsWith("stream"u8) && !(at >= 3 && bytes[(at - 3)..at].SequenceEqual("end"u8)))
                inStream = bytes[at..].IndexOf("endstream"u8) is > 0 and var end ? at + end : bytes.Length;
            if (bytes[at] == '/' && NameAt(bytes[(at + 1)..]) is { } name && (Active.Contains(name) || (at >= inStream && ActiveOutside.Contains(name)))) return true;
        }
        return false;
    }

    // A name may be written with #4A for J; null for one that is longer than any that is looked for.
    private static string? NameAt(ReadOnlySpan<byte> bytes)
    {
        Span<char> name = stackalloc char[14];
        var length = 0;
        for (var at = 0; at < bytes.Length; at++)
        {
            var letter = (char)bytes[at];
            if (letter == '#' && at + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[at + 1]) && char.IsAsciiHexDigit((char)bytes[at + 2]))
            {
                letter = (char)int.Parse([(char)bytes[at + 1], (char)bytes[at + 2]], System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);
                at += 2;
            }
            if (!char.IsAsciiLetter(letter)) break;
            if (length == name.Length) return null;
            name[length++] = letter;
        }
        return name[..length].ToString();
    }
}
