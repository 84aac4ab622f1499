using System.Runtime.InteropServices;

namespace Vern.Tests;

/// <summary><c>vern fingerprint</c> and <c>vern match</c> as scripts call them.</summary>
public sealed class FingerprintCommandTests
{
    // A neutral PNG of 8 × 8 grey pixels.
    private const string Picture = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAAU0lEQVR42gFIALf/AAAePFp4lrTSAA0rSWeFo8HfABo4VnSSsM7sACdFY4Gfvdv5ADRScI6syugGAEFffZu51/UTAE5siqjG5AIgAFt5l7XT8Q8tQxQfoUz26D0AAAAASUVORK5CYII=";
    private const string Hash = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";

    [Fact]
    public async Task Every_match_within_the_radius_is_told_once_for_each_row_of_the_list()
    {
        using var folder = new TemporaryFolder();
        var near = Hash[..60] + "9b2f";
        var list = folder.File("list.csv", $"name,pdq\nfar,{new string('0', 64)}\nnear,\"{near}\"\nsame,{Hash.ToUpperInvariant()}\nagain,{Hash}\n");
        var queries = folder.File("queries.csv", $"pdq\n{Hash}\n");
        var ran = await VernProcess.RunAsync("match", "--list", list, queries);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.Equal(["query,match,distance", $"{Hash},{Hash},0", $"{Hash},{Hash},0", $"{Hash},{near},3"], ran.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(3, (await VernProcess.RunAsync("match", "--list", list, "--radius", "2", queries)).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("pdq\nabc\n", "31", "list.csv", "row 1 (line 2)", "\"pdq\"", "64 hexadecimal digits")]
    [InlineData("hash\nabc\n", "31", "list.csv", "\"pdq\"", "expected", "")]
    [InlineData("pdq\n", "257", "--radius", "0 to 256", "expected", "")]
    public async Task Bad_input_is_one_line_and_exit_code_2(string text, string radius, params string[] named)
    {
        using var folder = new TemporaryFolder();
        var ran = await VernProcess.RunAsync("match", "--list", folder.File("list.csv", text), "--radius", radius, folder.File("q.csv", $"pdq\n{Hash}\n"));
        Assert.Equal((2, ""), (ran.Code, ran.Out));
        Assert.All(named, word => Assert.Contains(word, ran.Error, StringComparison.Ordinal));
        Assert.Single(ran.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_picture_has_a_row_and_what_is_none_a_line()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["a,b.png"], Convert.FromBase64String(Picture));
        var ran = await VernProcess.RunAsync("fingerprint", folder["a,b.png"], folder.File("text.png", "no picture"));
        Assert.Equal(2, ran.Code);
        if (!NativeLibrary.TryLoad("libvips.so.42", out _))
        {
            Assert.Contains("libvips42", ran.Error, StringComparison.Ordinal);
            return;
        }
        var rows = ran.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("pdq,quality,md5,sha1,sha256,path", rows[0]);
        var cells = Assert.Single(rows[1..]).Split(',', 6);
        Assert.Matches("^[0-9a-f]{64}$", cells[0]);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Convert.FromBase64String(Picture))), cells[4]);
        Assert.Equal($"\"{folder["a,b.png"]}\"", cells[5]);
        Assert.Contains("text.png: a picture expected", Assert.Single(ran.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_film_has_a_row_a_second_and_is_matched_second_by_second()
    {
        if (!File.Exists(Ffmpeg)) Assert.Skip("ffmpeg is not installed (Debian: apt-get install ffmpeg)");
        using var folder = new TemporaryFolder();
        Film(folder["film.mp4"], "-f", "lavfi", "-i", "testsrc=size=640x360:rate=10:duration=3", "-f", "lavfi", "-i", "color=size=640x360:rate=10:duration=2", "-filter_complex", "[0][1]concat=n=2");
        Film(folder["small.webm"], "-i", folder["film.mp4"], "-vf", "scale=320:180", "-deadline", "realtime");
        var ran = await VernProcess.RunAsync("fingerprint", folder["film.mp4"], folder["small.webm"]);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        var rows = ran.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("pdq,quality,md5,sha1,sha256,path", rows[0]);
        // Three seconds that differ, then two of one colour as one run.
        Assert.EndsWith("film.mp4#t=0,1\"", rows[1], StringComparison.Ordinal);
        Assert.Contains(rows, row => row.EndsWith("film.mp4#t=3,5\"", StringComparison.Ordinal));
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(folder["film.mp4"])));
        Assert.Equal(4, rows.Count(row => row.Contains(digest, StringComparison.Ordinal)));

        using var told = System.Text.Json.JsonDocument.Parse((await VernProcess.RunAsync("fingerprint", "--json", folder["film.mp4"])).Out);
        Assert.Equal(rows[1][..64], told.RootElement.GetProperty("frames")[0].GetProperty("pdq").GetString());
        Assert.Equal(1, told.RootElement.GetProperty("provenance").GetProperty("framesASecond").GetInt32());
        Assert.Equal(digest, told.RootElement.GetProperty("sha256").GetString());

        var list = folder.File("list.csv", $"pdq\n{new string('0', 64)}\n{rows[2][..64]}\n");
        var matched = await VernProcess.RunAsync("match", "--list", list, folder["small.webm"]);
        Assert.Equal((0, ""), (matched.Code, matched.Error));
        var found = matched.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("match,frames,of,nearest,seconds", found[0]);
        // The two seconds of one colour are not looked up.
        var cells = Assert.Single(found[1..]).Split(',');
        Assert.Equal((rows[2][..64], "1", "3", "1"), (cells[0], cells[1], cells[2], cells[4]));
        Assert.InRange(int.Parse(cells[3], System.Globalization.CultureInfo.InvariantCulture), 0, 31);
    }

    [Fact]
    public async Task A_bad_film_is_one_line_and_exit_code_2()
    {
        if (!File.Exists(Ffmpeg)) Assert.Skip("ffmpeg is not installed (Debian: apt-get install ffmpeg)");
        using var folder = new TemporaryFolder();
        Film(folder["whole.mp4"], "-f", "lavfi", "-i", "testsrc=size=320x180:rate=10:duration=2");
        await File.WriteAllBytesAsync(folder["cut.mp4"], (await File.ReadAllBytesAsync(folder["whole.mp4"]))[..^2000]);
        foreach (var (file, said) in new[] { (folder["cut.mp4"], "cut off or broken"), (folder.File("empty.mp4", ""), "empty"), (folder.File("list.m3u8", "#EXTM3U\n#EXTINF:2,\nwhole.mp4\n#EXT-X-ENDLIST\n"), "no film") })
        {
            if (said is not "cut off or broken" && !NativeLibrary.TryLoad("libvips.so.42", out _)) continue;
            var ran = await VernProcess.RunAsync("fingerprint", file);
            Assert.Equal((2, ""), (ran.Code, ran.Out));
            Assert.Contains(said, Assert.Single(ran.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        }
        var matched = await VernProcess.RunAsync("match", "--list", folder.File("list.csv", $"pdq\n{Hash}\n"), folder["cut.mp4"]);
        Assert.Equal((2, ""), (matched.Code, matched.Out));
        Assert.Contains("cut.mp4: the film cannot be decoded", Assert.Single(matched.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private const string Ffmpeg = Vern.Fingerprints.Films.FilmReader.Decoder;

    private static void Film(string file, params string[] arguments)
    {
        using var ffmpeg = System.Diagnostics.Process.Start(Ffmpeg, ["-nostdin", "-v", "error", .. arguments, "-pix_fmt", "yuv420p", file]);
        ffmpeg.WaitForExit();
        Assert.Equal(0, ffmpeg.ExitCode);
    }
}
