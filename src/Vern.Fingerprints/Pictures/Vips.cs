using System.Runtime.InteropServices;

namespace Vern.Fingerprints.Pictures;

/// <summary>What is used of libvips 8.13 and later (LGPL, dynamically linked; Debian: libvips42). Only the decoding process calls it, apart from <see cref="IsInstalled"/>.</summary>
internal static unsafe partial class Vips
{
    internal const string Missing = "libvips is not installed, so no picture can be decoded (Debian: apt-get install libvips42)";
    private const string Library = "libvips.so.42";
    private const int BlackAndWhite = 1, Rgb = 22, Grey16 = 26, Byte = 0;

    // Those that are fuzzed by their makers; libvips itself marks most others as untrusted. Name of the class, name to tell.
    private static readonly (string Class, string Name)[] Loaders =
        [("VipsForeignLoadJpeg", "jpegload"), ("VipsForeignLoadPng", "pngload"), ("VipsForeignLoadNsgif", "gifload"), ("VipsForeignLoadWebp", "webpload"), ("VipsForeignLoadTiff", "tiffload"), ("VipsForeignLoadHeif", "heifload")];

    internal static bool IsInstalled => NativeLibrary.TryLoad(Library, typeof(Vips).Assembly, DllImportSearchPath.SafeDirectories, out _);

    /// <summary>Starts it: one thread, nothing remembered, nothing that it does not trust itself.</summary>
    internal static void Start()
    {
        if (!IsInstalled) throw new PlatformNotSupportedException(Missing);
        if (Initialise("vern") != 0) throw new PlatformNotSupportedException("libvips does not start");
        BlockUntrusted(1);
        SetConcurrency(1);
        SetCacheMax(0);
    }

    /// <summary>Version and loader, such as <c>libvips 8.14.1 jpegload</c>; null if the bytes are no picture that is read.</summary>
    internal static string? Decoder(byte* bytes, nuint length)
    {
        var loader = Marshal.PtrToStringUTF8(FindLoader(bytes, length));
        var known = Array.Find(Loaders, known => loader?.StartsWith(known.Class, StringComparison.Ordinal) == true);
        return known.Name is null ? null : $"libvips {Marshal.PtrToStringUTF8(Version())!.Split('-')[0]} {known.Name}";
    }

    /// <summary>Decodes the first picture of a file; orientation is not applied. The caller frees nothing: the process ends.</summary>
    internal static ReadOnlySpan<byte> Decode(byte* bytes, nuint length, long mostPixels, out int width, out int height, out int channels)
    {
        var image = NewFromBuffer(bytes, length, "[fail-on=truncated]", 0);
        if (image == 0) throw new PictureException($"the picture cannot be decoded: {Problem()}");
        (width, height) = (Width(image), Height(image));
        if ((long)width * height > mostPixels) throw new PictureException($"{width} × {height} pixels, at most {mostPixels} are decoded");
        var space = Interpretation(image) is BlackAndWhite or Grey16 ? BlackAndWhite : Rgb;
        if (ToColourspace(image, out var plain, space, 0) != 0 || Cast(plain, out plain, Byte, 0) != 0) throw new PictureException($"the picture's colours cannot be read: {Problem()}");
        channels = Bands(plain);
        var memory = WriteToMemory(plain, out var size);
        if (memory is null) throw new PictureException($"the picture cannot be decoded: {Problem()}");
        if (channels is < 1 or > 4 || size != (nuint)width * (nuint)height * (nuint)channels) throw new PictureException($"1 to 4 channels of 8 bits expected, there are {channels}");
        return new(memory, checked((int)size));
    }

    // One line, without what a file's own text might bring into it.
    private static string Problem()
    {
        var text = Marshal.PtrToStringUTF8(ErrorBuffer()) ?? "";
        var line = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault("no reason given");
        return new([.. line.Take(120).Select(letter => letter is >= ' ' and < '\x7f' ? letter : '?')]);
    }

    [LibraryImport(Library, EntryPoint = "vips_init", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Initialise(string name);

    [LibraryImport(Library, EntryPoint = "vips_block_untrusted_set")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void BlockUntrusted(int state);

    [LibraryImport(Library, EntryPoint = "vips_concurrency_set")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void SetConcurrency(int threads);

    [LibraryImport(Library, EntryPoint = "vips_cache_set_max")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void SetCacheMax(int operations);

    [LibraryImport(Library, EntryPoint = "vips_version_string")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Version();

    [LibraryImport(Library, EntryPoint = "vips_error_buffer")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ErrorBuffer();

    [LibraryImport(Library, EntryPoint = "vips_foreign_find_load_buffer")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint FindLoader(byte* bytes, nuint length);

    // These end with a null where C takes any number of further arguments; none of them is a fraction, so they are passed as fixed ones are on 64-bit Linux.
    [LibraryImport(Library, EntryPoint = "vips_image_new_from_buffer", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint NewFromBuffer(byte* bytes, nuint length, string options, nint end);

    [LibraryImport(Library, EntryPoint = "vips_colourspace")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ToColourspace(nint image, out nint result, int space, nint end);

    [LibraryImport(Library, EntryPoint = "vips_cast")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Cast(nint image, out nint result, int format, nint end);

    [LibraryImport(Library, EntryPoint = "vips_image_get_width")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Width(nint image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_height")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Height(nint image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_bands")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Bands(nint image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_interpretation")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Interpretation(nint image);

    [LibraryImport(Library, EntryPoint = "vips_image_write_to_memory")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial byte* WriteToMemory(nint image, out nuint size);
}
