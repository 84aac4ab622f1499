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
}
