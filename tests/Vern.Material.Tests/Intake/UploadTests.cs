using System.Collections.Concurrent;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Vern.Fingerprints.Pictures;
using Vern.Material.Intake;
using Vern.Material.Intake.Tipline;
using Vern.Tests.Workspaces;

namespace Vern.Material.Tests.Intake;

/// <summary>Bytes that stream by: counted, and gone.</summary>
public sealed class UploadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    // A neutral PNG of 8 × 8 grey pixels.
    private const string Picture = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAAU0lEQVR42gFIALf/AAAePFp4lrTSAA0rSWeFo8HfABo4VnSSsM7sACdFY4Gfvdv5ADRScI6syugGAEFffZu51/UTAE5siqjG5AIgAFt5l7XT8Q8tQxQfoUz26D0AAAAASUVORK5CYII=";
    private const string Mark = "made-up-mark-that-no-disk-may-hold";

    [Fact]
    public async Task What_is_uploaded_is_never_in_a_file()
    {
        await using var rooms = await ServedRooms.ServeAsync(accounts: false);
        using var alpha = await AProviderOf.EnrolAsync(rooms, "alpha");
        var report = AProviderOf.ReportOf(await alpha.SubmitAsync(AProviderOf.Report));
        // Far longer than what any reader of forms keeps in memory.
        var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(Mark, 400_000)));
        var seen = new ConcurrentBag<string>();
        using var temporary = Watch(Path.GetTempPath(), seen);
        Assert.Equal(0, AProviderOf.CodeOf(await alpha.UploadAsync(report, bytes, "mark.bin")));
        // New files of this moment, other processes' among them: none holds what was sent.
        // A pipe of another process, which nobody could read to its end, has no length.
        foreach (var path in seen.Distinct().Where(path => new FileInfo(path) is { Exists: true, Length: > 0 })) Assert.DoesNotContain(Mark, await TextAsync(path), StringComparison.Ordinal);
        foreach (var path in Directory.EnumerateFiles(rooms.Folder, "*", SearchOption.AllDirectories)) Assert.DoesNotContain(Mark, await TextAsync(path), StringComparison.Ordinal);
        // The framework's own reader of forms would have left one of this name while it read.
        Assert.DoesNotContain(seen, path => Path.GetFileName(path).StartsWith("ASPNETCORE_", StringComparison.Ordinal));
        var file = Assert.Single((await AProviderOf.StoreOf(rooms).ReportAsync(report, Cancel))!.Files);
        Assert.Equal((bytes.Length, (string?)null), ((int)file.Counted.Length!, file.Counted.Pdq));
    }

    [Fact]
    public async Task A_picture_gets_its_perceptual_hash_where_pictures_are_decoded_and_a_broken_one_its_digests_only()
    {
        var picture = Convert.FromBase64String(Picture);
        using var count = CountFile.OfThisMachine();
        var counted = await count.RunAsync(new MemoryStream(picture), picture.Length, Cancel);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(picture)), counted.Sha256);
        if (PictureReader.IsAvailable) Assert.StartsWith("8c672d254ad6552a", counted.Pdq, StringComparison.Ordinal);
        else Assert.Null(counted.Pdq);
        var broken = await count.RunAsync(new MemoryStream(picture[..(picture.Length / 3)]), null, Cancel);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(picture.AsSpan(0, picture.Length / 3))), broken.Sha256);
        using var without = new CountFile(null);
        Assert.Null((await without.RunAsync(new MemoryStream(picture), picture.Length, Cancel)).Pdq);
    }

    [Fact]
    public async Task A_report_holds_only_so_many_files_and_says_so()
    {
        await using var fixture = await MaterialFixture.OpenAsync();
        var many = ReceiveTests.AReport("many", whole: false) with { Files = [.. Enumerable.Range(0, MaterialStore.MostFiles).Select(number => new NewFile(new() { Sha256 = $"{number:x64}" }, null))] };
        var report = (await fixture.Store.ReceiveAsync(many, Cancel)).Id;
        Assert.Equal(StepResult.TooManyFiles, (await fixture.Store.AddFileAsync(report, ReceiveTests.Somebody, new() { Sha256 = new('f', 64) }, null, Cancel)).Result);
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Store.ReceiveAsync(many with { Files = [.. many.Files, many.Files[0]] }, Cancel));
        Assert.Equal(MaterialStore.MostFiles, (await fixture.Store.FinishAsync(report, ReceiveTests.Somebody, Cancel)).Report!.Files.Count);
    }

    [Fact]
    public void Whatever_bytes_are_sent_as_XML_are_read_or_refused_in_the_protocols_words() => Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
    {
        var bytes = Draw(new Random(seed), 200);
        try { return ReadTipline.Document(bytes, "report").Name == "report"; }
        catch (TiplineException wrong) { return wrong.Code is TiplineAnswer.Malformed or TiplineAnswer.Invalid && wrong.Message.Length > 0; }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_valid_report_with_a_piece_cut_out_or_doubled_is_read_or_refused_in_the_protocols_words() => Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
    {
        var (text, draw) = (AProviderOf.Report, new Random(seed));
        var from = draw.Next(text.Length);
        var length = draw.Next(Math.Min(200, text.Length - from));
        var altered = draw.Next(2) == 0 ? text.Insert(from, text.Substring(from, length)) : text.Remove(from, length);
        try { return TiplineFacts.Report(ReadTipline.Document(Encoding.UTF8.GetBytes(altered), "report"), altered) is not null; }
        catch (TiplineException wrong) { return wrong.Code is TiplineAnswer.Malformed or TiplineAnswer.Invalid; }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_bytes_are_sent_as_multipart_are_read_or_refused_in_the_protocols_words() => Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
    {
        var draw = new Random(seed);
        var file = Draw(draw, 3000);
        byte[] whole = [.. "--b\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n7\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n"u8, .. file, .. "\r\n--b--\r\n"u8];
        var body = draw.Next(3) switch { 0 => whole, 1 => whole[..draw.Next(whole.Length)], _ => [.. Draw(draw, 50), .. whole] };
        using var count = new CountFile(null);
        try
        {
            var fields = new ReadUpload(count).RunAsync("multipart/form-data; boundary=b", new MemoryStream(body), body.Length, CancellationToken.None).GetAwaiter().GetResult();
            return body != whole || (fields.Id == 7 && fields.Counted!.Sha256 == Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)));
        }
        catch (TiplineException wrong) { return body != whole && wrong.Code is TiplineAnswer.InvalidRequest; }
    }).QuickCheckThrowOnFailure();

    private static byte[] Draw(Random draw, int most)
    {
        var bytes = new byte[draw.Next(most)];
        draw.NextBytes(bytes);
        return bytes;
    }

    private static FileSystemWatcher Watch(string folder, ConcurrentBag<string> seen)
    {
        var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = false, NotifyFilter = NotifyFilters.FileName };
        watcher.Created += (_, made) => seen.Add(made.FullPath);
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    private static async Task<string> TextAsync(string path)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, Encoding.Latin1);
            return await reader.ReadToEndAsync(Cancel);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException) { return ""; }
    }
}
