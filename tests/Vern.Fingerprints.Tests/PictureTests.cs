using System.Diagnostics;
using System.IO.Compression;
using Vern.Fingerprints.Pdq;
using Vern.Fingerprints.Pictures;

namespace Vern.Fingerprints.Tests;

/// <summary>Pictures decoded in a process of their own: what is read, what is refused, and that nothing is left behind.</summary>
public sealed class PictureTests
{
    private static readonly string[] Program = [Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) is "dotnet" ? path : "dotnet", typeof(PictureTests).Assembly.Location];

    private static Task<PictureFingerprint> Read(byte[] file, DecodeLimits? limits = null)
    {
        if (!PictureReader.IsAvailable) Assert.Skip("libvips is not installed (Debian: apt-get install libvips42)");
        return new PictureReader(Program, limits).ReadAsync(new MemoryStream(file));
    }

    private static async Task<string> Refused(byte[] file, DecodeLimits? limits = null)
    {
        var problem = await Assert.ThrowsAsync<PictureException>(() => Read(file, limits));
        Assert.DoesNotContain('\n', problem.Message);
        return problem.Message;
    }

    [Theory]
    [InlineData("blobs", 320, 240, 1)]
    [InlineData("tri", 640, 480, 3)]
    [InlineData("circles", 200, 150, 4)]
    [InlineData("noise", 90, 800, 2)]
    public async Task A_picture_without_loss_has_the_hash_of_its_pixels(string formula, int width, int height, int channels)
    {
        var pixels = SyntheticPictures.Draw(formula, width, height, channels);
        var read = await Read(DrawnFiles.Png(pixels, width, height, channels));
        Assert.Equal(PdqHasher.Hash(pixels, width, height, channels), read.Pdq);
        Assert.Equal(PdqHasher.HashVariants(pixels, width, height, channels).Hashes, read.Variants.Hashes);
        Assert.Equal((width, height), (read.Width, read.Height));
        Assert.Matches("^libvips 8[.0-9]+ pngload$", read.Provenance.Decoder);
        Assert.Equal((Provenance.NearestTo512, Provenance.Reference), (read.Provenance.Resize, read.Provenance.Algorithm));
    }

    [Theory]
    [InlineData(3, 24)]
    [InlineData(3, 32)]
    [InlineData(1, 8)]
    public async Task Pixels_that_lie_as_they_are_need_no_library(int channels, int depth)
    {
        var pixels = SyntheticPictures.Draw("tri", 203, 150, channels);
        var hash = PdqHasher.Hash(pixels, 203, 150, channels).Hash;
        byte[] pnm = [.. System.Text.Encoding.ASCII.GetBytes($"P{(channels == 3 ? 6 : 5)}\n# drawn\n203 150\n255\n"), .. pixels];
        var read = await Read(pnm);
        Assert.Equal((hash, "vern pnm"), (read.Pdq.Hash, read.Provenance.Decoder));
        Assert.Contains("cannot be decoded", await Refused(pnm[..^1]));
        var bmp = DrawnFiles.Bmp(pixels, 203, 150, channels, depth);
        Assert.InRange((await Read(bmp)).Pdq.Hash.DistanceTo(hash), 0, channels == 3 ? 0 : 4);
        Assert.Contains("cannot be decoded", await Refused(bmp[..^1]));
    }

    [Fact]
    public void Cut_and_altered_plain_files_end_in_pixels_or_in_one_clear_line()
    {
        var pixels = SyntheticPictures.Draw("lin", 20, 10, 3);
        byte[][] seeds = [[.. "P6 20 10 255\n"u8, .. pixels], DrawnFiles.Bmp(pixels, 20, 10, 3, 24), DrawnFiles.Bmp(pixels[..200], 20, 10, 1, 8)];
        var random = new Random(12);
        for (var turn = 0; turn < 3_000; turn++)
        {
            var file = (byte[])seeds[turn % 3].Clone();
            for (var change = 0; change < 1 + turn % 4; change++) file[random.Next(Math.Min(file.Length, 64))] = (byte)random.Next(256);
            if (turn % 5 == 0) file = file[..random.Next(file.Length)];
            if (PlainFormats.Decoder(file) is null) continue;
            try
            {
                Assert.Equal(PlainFormats.Decode(file, 1_000_000, out var width, out var height, out var channels).Length, width * height * channels);
            }
            catch (PictureException problem)
            {
                Assert.DoesNotContain('\n', problem.Message);
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public async Task A_JPEG_is_within_ten_bits_of_its_original_and_orientation_is_not_applied(int step)
    {
        var pixels = SyntheticPictures.Draw("blobs", 320, 240, 1);
        var original = PdqHasher.Hash(pixels, 320, 240, 1);
        Assert.True(original.Quality >= 80);
        var upright = await Read(DrawnFiles.Jpeg(pixels, 320, 240, step));
        Assert.InRange(upright.Pdq.Hash.DistanceTo(original.Hash), 0, 10);
        var turned = await Read(DrawnFiles.Jpeg(pixels, 320, 240, step, orientation: 6));
        Assert.Equal(upright.Pdq, turned.Pdq);
        Assert.NotEqual(upright.Digests.Sha256, turned.Digests.Sha256);
    }

    [Fact]
    public async Task What_is_no_picture_is_said_in_a_line()
    {
        Assert.Contains("empty", await Refused([]));
        Assert.Contains("none of these", await Refused("a text, nothing else"u8.ToArray()));
        Assert.Contains("none of these", await Refused("<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>"u8.ToArray()));
        Assert.Contains("none of these", await Refused("P2 2 2 255 0 0 0 0"u8.ToArray()));
    }

    [Fact]
    public async Task A_truncated_picture_has_no_fingerprint()
    {
        var pixels = SyntheticPictures.Draw("noise", 200, 200, 1);
        var png = DrawnFiles.Png(pixels, 200, 200, 1);
        Assert.Contains("cannot be decoded", await Refused(png[..(png.Length / 2)]));
        var jpeg = DrawnFiles.Jpeg(pixels, 200, 200, 4);
        Assert.Contains("cannot be decoded", await Refused(jpeg[..(jpeg.Length / 2)]));
    }

    [Fact]
    public async Task A_decompression_bomb_is_refused_by_its_header_or_by_a_limit()
    {
        var bomb = DrawnFiles.Png(new byte[100], 10, 10, 1, claimedSide: 60_000);
        Assert.Contains("60000 × 60000 pixels", await Refused(bomb));
        // A true one: few bytes, many pixels, all of them there.
        var large = DrawnFiles.Png(new byte[9_000 * 9_000], 9_000, 9_000, 1);
        Assert.True(large.Length < 9_000 * 9_000 / 50);
        Assert.NotEmpty(await Refused(large, new() { Memory = 40L << 20 }));
        Assert.Contains("at most 1000000", await Refused(large, new() { Pixels = 1_000_000 }));
        Assert.Contains("more than 1000 bytes", await Refused(large, new() { Bytes = 1_000 }));
    }

    [Fact]
    public async Task A_file_that_is_a_picture_and_something_else_is_refused()
    {
        var png = DrawnFiles.Png(SyntheticPictures.Draw("tri", 64, 64, 1), 64, 64, 1);
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true)) archive.CreateEntry("a.txt");
        Assert.Contains("a ZIP archive at once", await Refused([.. png, .. zip.ToArray()]));
        Assert.Contains("a PHP script at once", await Refused([.. png, .. "<?php echo 1;"u8]));
        byte[] page = [.. png[..8], .. Chunk("%PDF-1.4"u8.ToArray()), .. png[8..]];
        Assert.Contains("a PDF document at once", await Refused(page));
        Assert.Contains("a web page at once", await Refused([.. png[..8], .. Chunk("<HTML><script>"u8.ToArray()), .. png[8..]]));
        // A film behind a picture, as telephones make them, is none.
        Assert.Equal((await Read(png)).Pdq, (await Read([.. png, .. "\0\0\0\u0018ftypmp42"u8])).Pdq);

        static byte[] Chunk(byte[] text) => [0, 0, 0, (byte)text.Length, .. "tEXt"u8, .. text, 0, 0, 0, 0];
    }

    [Fact]
    public async Task Cut_and_altered_files_end_in_a_fingerprint_or_in_one_clear_line()
    {
        var pixels = SyntheticPictures.Draw("blobs", 100, 80, 1);
        byte[][] seeds = [DrawnFiles.Png(pixels, 100, 80, 1), DrawnFiles.Jpeg(pixels, 100, 80, 6)];
        var random = new Random(11);
        for (var turn = 0; turn < 12; turn++)
        {
            var file = (byte[])seeds[turn % 2].Clone();
            for (var change = 0; change < 1 + turn / 2; change++) file[turn < 4 ? 2 + random.Next(60) : random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
            if (turn % 3 == 2) file = file[..random.Next(file.Length)];
            try
            {
                Assert.InRange((await Read(file)).Pdq.Quality, 0, 100);
            }
            catch (PictureException problem)
            {
                Assert.DoesNotContain('\n', problem.Message);
            }
        }
    }

    [Fact]
    public void Polyglots_are_told_by_bytes_alone_and_no_bytes_make_that_fail() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        Polyglot.Also(bytes);
        return Polyglot.Also([.. bytes, .. "PK\u0005\u0006"u8, .. new byte[18]]) is not null;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task A_decoder_that_hangs_is_ended()
    {
        if (!PictureReader.IsAvailable) Assert.Skip("libvips is not installed (Debian: apt-get install libvips42)");
        var reader = new PictureReader(["/bin/sh", "-c", "sleep 30"], new() { Seconds = 1 });
        var problem = await Assert.ThrowsAsync<PictureException>(() => reader.ReadAsync(new MemoryStream(new byte[10])));
        Assert.Contains("longer than 1 s", problem.Message);
        var dead = new PictureReader(["/bin/sh", "-c", "exit 9"]);
        Assert.Contains("died", (await Assert.ThrowsAsync<PictureException>(() => dead.ReadAsync(new MemoryStream(new byte[1 << 20])))).Message);
    }

    [Theory]
    [InlineData("P")]
    [InlineData("Pgarbage of a process that was taken over, longer than a head is")]
    [InlineData("?")]
    public async Task An_answer_that_is_none_is_not_believed(string answer)
    {
        if (!PictureReader.IsAvailable) Assert.Skip("libvips is not installed (Debian: apt-get install libvips42)");
        var reader = new PictureReader(["/bin/sh", "-c", $"cat > /dev/null; printf '%s' '{answer}'"]);
        Assert.Contains("died", (await Assert.ThrowsAsync<PictureException>(() => reader.ReadAsync(new MemoryStream(new byte[10])))).Message);
    }

    // Rule 6: never the material. The decoding process lays a limit of nothing on the files that it writes, so that a library's temporary file would fail, not appear.
    [Fact]
    public async Task The_decoding_process_cannot_write_a_file_and_holds_its_limits()
    {
        if (!PictureReader.IsAvailable) Assert.Skip("libvips is not installed (Debian: apt-get install libvips42)");
        var start = new ProcessStartInfo(Program[0], [Program[1], DecodeWorker.Verb, "1000000", "1000000", "1073741824", "20"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        using var worker = Process.Start(start)!;
        try
        {
            string[] limits = [];
            for (var wait = 0; wait < 400 && !limits.Any(line => line.StartsWith("Max file size             0", StringComparison.Ordinal)); wait++)
            {
                await Task.Delay(25);
                limits = File.ReadAllLines($"/proc/{worker.Id}/limits");
            }
            Assert.Contains(limits, line => line.StartsWith("Max file size             0", StringComparison.Ordinal));
            Assert.Contains(limits, line => line.StartsWith("Max core file size        0", StringComparison.Ordinal));
            Assert.Contains(limits, line => line.StartsWith("Max cpu time              20", StringComparison.Ordinal));
            Assert.DoesNotContain(limits, line => line.StartsWith("Max address space         unlimited", StringComparison.Ordinal));
            // All its threads are under the filter that gives no socket.
            Assert.All(Directory.GetDirectories($"/proc/{worker.Id}/task"), thread => Assert.Contains("Seccomp:\t2\n", File.ReadAllText(Path.Combine(thread, "status")), StringComparison.Ordinal));
        }
        finally
        {
            worker.Kill();
        }
    }
}
