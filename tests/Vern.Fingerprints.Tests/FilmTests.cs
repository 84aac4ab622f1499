using System.Collections.Concurrent;
using System.Diagnostics;
using Vern.Fingerprints.Films;
using Vern.Fingerprints.Pdq;
using Vern.Fingerprints.Pictures;

namespace Vern.Fingerprints.Tests;

/// <summary>Films decoded in a process of their own: what is read, what is refused, and that nothing is left behind. The films are drawn here.</summary>
public sealed class FilmTests : IDisposable
{
    private const string Coloured = "testsrc=size=640x360:rate=10:duration=4", Fractal = "mandelbrot=size=640x360:rate=10:end_scale=0.05", H264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";

    private static readonly string[] Program = [Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) is "dotnet" ? path : "dotnet", typeof(FilmTests).Assembly.Location];

    private readonly string _folder = Directory.CreateTempSubdirectory("vern-film-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void NeedsFfmpeg()
    {
        if (!FilmReader.IsAvailable) Assert.Skip("ffmpeg is not installed (Debian: apt-get install ffmpeg)");
    }

    private static Task<FilmFingerprint> Read(byte[] file, FilmLimits? limits = null) => new FilmReader(Program, limits).ReadAsync(new MemoryStream(file));

    private static async Task<string> Refused(byte[] file, FilmLimits? limits = null)
    {
        var problem = await Assert.ThrowsAsync<PictureException>(() => Read(file, limits));
        Assert.DoesNotContain('\n', problem.Message);
        return problem.Message;
    }

    // A film as ffmpeg draws or changes it.
    private byte[] Film(string arguments, string name)
    {
        NeedsFfmpeg();
        var file = Path.Combine(_folder, name);
        using var ffmpeg = Process.Start(new ProcessStartInfo(FilmReader.Decoder, ["-nostdin", "-v", "error", "-y", .. arguments.Split(' '), file]) { WorkingDirectory = _folder })!;
        ffmpeg.WaitForExit();
        Assert.Equal(0, ffmpeg.ExitCode);
        return File.ReadAllBytes(file);
    }

    [Fact]
    public async Task A_film_of_a_still_has_one_run_within_ten_bits_of_the_picture()
    {
        var pixels = SyntheticPictures.Draw("blobs", 320, 240, 3);
        File.WriteAllBytes(Path.Combine(_folder, "still.png"), DrawnFiles.Png(pixels, 320, 240, 3));
        var picture = PdqHasher.Hash(pixels, 320, 240, 3);
        Assert.True(picture.Quality >= 80);
        var file = Film($"-loop 1 -framerate 10 -t 3 -i still.png {H264}", "still.mp4");
        var film = await Read(file);
        Assert.Equal(3, film.Frames);
        Assert.All(film.Runs, run => Assert.InRange(run.Pdq.Hash.DistanceTo(picture.Hash), 0, 10));
        Assert.All(film.Runs, run => Assert.True(run.Pdq.Quality >= 80));
        Assert.Equal((0, 2), (film.Runs[0].From, film.Runs[^1].To));
        Assert.False(film.IsCut);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)), film.Digests.Sha256);
        Assert.Matches("^ffmpeg [0-9n][-+.:~A-Za-z0-9]*$", film.Provenance!.Decoder);
        Assert.Equal((1, FilmProvenance.AreaWithin512, 320, 240, Provenance.Reference), (film.Provenance.FramesASecond, film.Provenance.Resize, film.Provenance.Width, film.Provenance.Height, film.Provenance.Algorithm));
        // The same on every run.
        Assert.Equal(film.Runs, (await Read(file)).Runs);
    }

    [Theory]
    [InlineData("small.mp4", "-vf scale=320:180 -c:v libx264 -crf 32 -preset ultrafast -pix_fmt yuv420p")]
    [InlineData("other.webm", "-vf scale=480:270 -c:v libvpx -b:v 600k -deadline realtime")]
    [InlineData("old.avi", "-c:v mpeg4 -q:v 6")]
    [InlineData("late.mkv", "-c copy")]
    [InlineData("stream.ts", "-c copy")]
    [InlineData("disc.mpg", "-r 25 -c:v mpeg2video -q:v 4")]
    [InlineData("page.flv", "-c:v flv -q:v 4")]
    [InlineData("free.ogv", "-c:v libtheora -q:v 6")]
    [InlineData("window.wmv", "-c:v wmv2 -q:v 4")]
    public async Task A_film_coded_anew_or_made_smaller_matches_second_by_second(string name, string changed)
    {
        var film = await Read(Film($"-f lavfi -t 4 -i {Fractal} {H264}", "film.mp4"));
        var again = await Read(Film($"-i film.mp4 {changed}", name));
        Assert.Equal((4, 4), (film.Frames, again.Frames));
        var usable = film.Runs.Where(run => run.Pdq.Quality >= PdqFingerprint.UsableQuality).ToList();
        Assert.NotEmpty(usable);
        Assert.All(usable, run => Assert.Contains(again.Runs, other => other.From <= run.From && run.From <= other.To && other.Pdq.Hash.DistanceTo(run.Pdq.Hash) <= PdqFingerprint.MatchingDistance));
    }

    [Fact]
    public async Task A_film_longer_than_the_limit_says_so_and_a_portrait_keeps_its_proportions()
    {
        var file = Film($"-f lavfi -i testsrc=size=360x1280:rate=5:duration=4 {H264}", "portrait.mp4");
        var film = await Read(file, new() { Frames = 3 });
        Assert.Equal((3, true), (film.Frames, film.IsCut));
        Assert.Equal((144, 512), (film.Provenance!.Width, film.Provenance.Height));
        Assert.False((await Read(file, new() { Frames = 4 })).IsCut);
    }

    [Fact]
    public async Task What_is_no_film_is_said_in_a_line()
    {
        NeedsFfmpeg();
        Assert.Contains("empty", await Refused([]));
        Assert.Contains("none of these", await Refused("a text, nothing else"u8.ToArray()));
        Assert.Contains("none of these", await Refused(new byte[4096]));
        Assert.Contains("none of these", await Refused(DrawnFiles.Png(SyntheticPictures.Draw("tri", 64, 64, 1), 64, 64, 1)));
        Assert.Contains("broken", await Refused([.. "\0\0\0\u0018ftypisom\0\0\0\0isommp42"u8, .. new byte[4096]]));
    }

    // A playlist names files for the reader to open: ffmpeg is never started with a reader of playlists, whatever the file says it is.
    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nFILE\n#EXT-X-ENDLIST\n", "hls")]
    [InlineData("ffconcat version 1.0\nfile 'FILE'\n", "concat")]
    [InlineData("file 'FILE'\n", "concat")]
    public async Task A_playlist_opens_nothing(string text, string reader)
    {
        Film($"-f lavfi -i {Coloured} {H264}", "named.mp4");
        var playlist = System.Text.Encoding.ASCII.GetBytes(text.Replace("FILE", Path.Combine(_folder, "named.mp4"), StringComparison.Ordinal));
        Assert.Contains("none of these", await Refused(playlist));
        // And were it taken for a film, ffmpeg would not read it as a playlist: neither told which format it is, nor asked to find out.
        var list = Path.Combine(_folder, "list.m3u8");
        File.WriteAllBytes(list, playlist);
        var asFilm = FilmFormats.Arguments("mov", list, 1_000_000, 10);
        Assert.Equal(0, Frames(asFilm));
        var format = Array.IndexOf(asFilm, "-f");
        Assert.Equal(0, Frames([.. asFilm[..format], .. asFilm[(format + 2)..]]));
        Assert.Equal(0, Frames([.. asFilm[..format], "-f", reader, .. asFilm[(format + 2)..]]));

        static int Frames(string[] arguments)
        {
            using var ffmpeg = Process.Start(new ProcessStartInfo(FilmReader.Decoder, arguments[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            _ = ffmpeg.StandardError.ReadToEndAsync();
            var bytes = ffmpeg.StandardOutput.ReadToEnd().Length;
            ffmpeg.WaitForExit();
            Assert.NotEqual(0, ffmpeg.ExitCode);
            return bytes;
        }
    }

    [Theory]
    [InlineData("end.mp4", "-c copy")]
    [InlineData("begin.mp4", "-c copy -movflags +faststart")]
    [InlineData("cut.mkv", "-c copy")]
    [InlineData("cut.avi", "-c copy")]
    public async Task A_truncated_film_has_no_fingerprint(string name, string changed)
    {
        Film($"-f lavfi -i {Coloured} {H264}", "film.mp4");
        var file = Film($"-i film.mp4 {changed}", name);
        Assert.Equal(4, (await Read(file)).Frames);
        Assert.Contains("cut off or broken", await Refused(file[..(file.Length * 6 / 10)]));
    }

    [Fact]
    public async Task A_film_without_a_picture_is_said_to_have_none()
    {
        Assert.Contains("has none", await Refused(Film("-f lavfi -t 2 -i sine=frequency=440 -c:a aac", "sound.mp4")));
        // Nor does a cover make a film of sound.
        File.WriteAllBytes(Path.Combine(_folder, "cover.png"), DrawnFiles.Png(SyntheticPictures.Draw("tri", 64, 64, 1), 64, 64, 1));
        Assert.Contains("has none", await Refused(Film("-i sound.mp4 -i cover.png -map 0 -map 1 -c copy -disposition:v:0 attached_pic", "covered.mp4")));
    }

    [Fact]
    public async Task A_decompression_bomb_is_refused_by_its_header_or_by_a_limit()
    {
        var file = Film("-f lavfi -i color=size=8000x8000:rate=1:duration=2 -c:v mjpeg", "large.avi");
        Assert.True(file.Length < 8000 * 8000 / 20);
        Assert.Contains("more than 36000000 pixels", await Refused(file));
        Assert.Contains("died", await Refused(file, new() { Pixels = 100_000_000, Memory = 420L << 20 }));
        Assert.Contains("more than 1000 bytes", await Refused(file, new() { Bytes = 1_000 }));
        // Its header claims sides that no film has.
        var claimed = Film($"-f lavfi -i {Coloured} -c:v mpeg4", "claimed.avi");
        var sides = claimed.AsSpan().IndexOf("strf"u8) + 12;
        BitConverter.TryWriteBytes(claimed.AsSpan(sides), 60_000);
        BitConverter.TryWriteBytes(claimed.AsSpan(sides + 4), 60_000);
        try
        {
            // Where the stream itself says its size, that counts.
            Assert.Equal((512, 288), ((await Read(claimed)).Provenance!.Width, (await Read(claimed)).Provenance!.Height));
        }
        catch (PictureException problem)
        {
            Assert.DoesNotContain('\n', problem.Message);
        }
    }

    [Fact]
    public async Task Cut_and_altered_films_end_in_a_fingerprint_or_in_one_clear_line()
    {
        byte[][] seeds = [Film($"-f lavfi -i {Coloured} {H264}", "a.mp4"), Film("-i a.mp4 -c copy", "a.mkv")];
        var random = new Random(17);
        for (var turn = 0; turn < 8; turn++)
        {
            var file = (byte[])seeds[turn % 2].Clone();
            for (var change = 0; change < 1 + turn; change++) file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
            if (turn % 3 == 2) file = file[..random.Next(file.Length)];
            try
            {
                Assert.NotEmpty((await Read(file)).Runs);
            }
            catch (PictureException problem)
            {
                Assert.DoesNotContain('\n', problem.Message);
            }
        }
    }

    [Fact]
    public async Task Without_ffmpeg_a_film_has_exact_digests_only()
    {
        byte[] file = [.. "\0\0\0\u0018ftypisom"u8, .. new byte[100]];
        var film = await new FilmReader(Program, null, "/nowhere/ffmpeg").ReadAsync(new MemoryStream(file));
        Assert.Empty(film.Runs);
        Assert.Null(film.Provenance);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)), film.Digests.Sha256);
        Assert.Contains("apt-get install ffmpeg", FilmReader.Missing);
    }

    [Fact]
    public async Task A_decoder_that_hangs_or_is_stopped_is_ended_and_an_answer_that_is_none_is_not_believed()
    {
        NeedsFfmpeg();
        var file = new byte[10];
        var hangs = new FilmReader(["/bin/sh", "-c", "exec sleep 30"], new() { Seconds = 1 });
        Assert.Contains("longer than 1 s", (await Assert.ThrowsAsync<PictureException>(() => hangs.ReadAsync(new MemoryStream(file)))).Message);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new FilmReader(["/bin/sh", "-c", "exec sleep 30"]).ReadAsync(new MemoryStream(file), stop.Token));
        foreach (var answer in new[] { "exit 9", "printf 'P6\\n9 9\\n255\\nabc'", "printf 'P6\\n900 900\\n255\\nabcdefghijklmn'", "printf '?'", "printf 'P6'", "kill -9 $$" })
            Assert.NotEmpty((await Assert.ThrowsAsync<PictureException>(() => new FilmReader(["/bin/sh", "-c", "cat > /dev/null; " + answer]).ReadAsync(new MemoryStream(file)))).Message);
    }

    // Rule 6: never the material. The limits stay with the process when it has become ffmpeg, so that a file that it would write fails, and does not appear.
    [Fact]
    public async Task The_process_that_became_ffmpeg_cannot_write_a_file_and_holds_its_limits()
    {
        var film = Film("-f lavfi -i testsrc=size=1280x720:rate=25:duration=20 -c:v libx264 -preset ultrafast -pix_fmt yuv420p", "film.mp4");
        var seen = new ConcurrentBag<string>();
        using var watched = Watch(Path.GetTempPath(), seen);
        var start = new ProcessStartInfo(Program[0], [Program[1], FilmWorker.Verb, FilmReader.Decoder, "100000000", "1000000", "2147483648", "60", "100"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        using var worker = Process.Start(start)!;
        try
        {
            _ = worker.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await worker.StandardInput.BaseStream.WriteAsync(film, TestContext.Current.CancellationToken);
            worker.StandardInput.Close();
            // It is ffmpeg when its first frame comes, and waits for us to take the others.
            Assert.Equal((byte)'P', worker.StandardOutput.BaseStream.ReadByte());
            Assert.Equal("ffmpeg", File.ReadAllText($"/proc/{worker.Id}/comm").Trim());
            var limits = File.ReadAllLines($"/proc/{worker.Id}/limits");
            Assert.Contains(limits, line => line.StartsWith("Max file size             0  ", StringComparison.Ordinal));
            Assert.Contains(limits, line => line.StartsWith("Max core file size        0  ", StringComparison.Ordinal));
            Assert.Contains(limits, line => line.StartsWith("Max cpu time              60 ", StringComparison.Ordinal));
            Assert.Contains(limits, line => line.StartsWith("Max address space         2147483648 ", StringComparison.Ordinal));
            Assert.Equal("", File.ReadAllText($"/proc/{worker.Id}/environ"));
            // A filter of system calls, which goes along into what it becomes.
            Assert.Contains(File.ReadAllLines($"/proc/{worker.Id}/status"), line => line is "Seccomp:\t2");
            // The film is a file in memory and nothing of it has a name on a disk.
            var open = Directory.GetFiles($"/proc/{worker.Id}/fd").Select(file => File.ResolveLinkTarget(file, returnFinalTarget: false)?.FullName ?? "").ToList();
            Assert.Contains(open, target => target.Contains("memfd:film", StringComparison.Ordinal));
            Assert.DoesNotContain(open, target => target.StartsWith(Path.GetTempPath(), StringComparison.Ordinal));
        }
        finally
        {
            worker.Kill();
        }
        Assert.DoesNotContain(seen, name => name.Contains("film", StringComparison.Ordinal) && !name.StartsWith("vern-film-", StringComparison.Ordinal));
    }

    // The same process becomes a shell here, which tries what a decoder that was taken over would.
    [Fact]
    public async Task What_the_process_becomes_opens_no_socket_and_fills_no_file()
    {
        if (!File.Exists("/usr/bin/perl")) Assert.Skip("perl is not installed (Debian: perl-base)");
        var (script, written) = (Path.Combine(_folder, "tries"), Path.Combine(_folder, "written"));
        File.WriteAllText(script, $"""
            #!/usr/bin/perl
            use Socket; use Errno;
            for my $kind (AF_INET, AF_INET6, AF_UNIX) {"{"} socket(my $s, $kind, SOCK_STREAM, 0) and print "Esocket $kind "; $!{"{"}EACCES{"}"} or print "Eother $! "; {"}"}
            $SIG{"{"}XFSZ{"}"} = 'IGNORE'; open(my $f, '>', '{written}'); syswrite($f, 'film') and print "Ewritten";
            print "Edone";
            """);
        if (OperatingSystem.IsLinux()) File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var problem = await Assert.ThrowsAsync<PictureException>(() => new FilmReader(Program, null, script).ReadAsync(new MemoryStream([.. "\0\0\0\u0018ftypisom"u8, .. new byte[100]])));
        Assert.Equal("done", problem.Message);
        Assert.True(!File.Exists(written) || new FileInfo(written).Length == 0);
    }

    [Fact]
    public async Task Neither_a_good_film_nor_a_bad_one_leaves_a_file()
    {
        var film = Film($"-f lavfi -i {Coloured} {H264}", "film.mp4");
        var seen = new ConcurrentBag<string>();
        using (Watch(_folder, seen))
        using (Watch("/dev/shm", seen))
        {
            Assert.Equal(4, (await Read(film)).Frames);
            await Refused(film[..(film.Length / 2)]);
        }
        Assert.Empty(seen);
    }

    [Fact]
    public void Equal_hashes_that_follow_one_another_are_one_run_of_the_poorest_quality()
    {
        var (one, other) = (Hash256.Parse(new string('1', 64)), Hash256.Parse(new string('2', 64)));
        var runs = FilmReader.Fold([new(one, 80, default), new(one, 60, default), new(other, 90, default), new(one, 70, default)]);
        Assert.Equal([(0, 1, 60), (2, 2, 90), (3, 3, 70)], runs.Select(run => (run.From, run.To, run.Pdq.Quality)));
        Assert.Equal(4, runs.Sum(run => run.Frames));
    }

    [Fact]
    public void Any_first_bytes_are_a_film_or_none() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        FilmFormats.IsFilm(bytes);
        return FilmFormats.IsFilm([.. "\0\0\0\u0018ftypisom"u8, .. bytes]) && !FilmFormats.IsFilm([.. "\0\0\0\u0018ftypheic"u8, .. bytes]) && !FilmFormats.IsFilm([.. "GIF89a"u8, .. bytes]);
    }).QuickCheckThrowOnFailure();

    private static FileSystemWatcher Watch(string folder, ConcurrentBag<string> seen)
    {
        var watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.FileName };
        watcher.Created += (_, created) => seen.Add(created.Name ?? "");
        watcher.EnableRaisingEvents = true;
        return watcher;
    }
}
