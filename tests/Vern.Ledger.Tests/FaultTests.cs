using Vern.Ledger.Checkpoints;
using Vern.Ledger.Log;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Tests;

/// <summary>Cuts, flips, a full disk: nothing that was answered for is lost, and what no kill can have done is found and named.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task Every_byte_of_a_closed_log_is_covered_by_verification()
    {
        using var log = await WitnessedAsync(12);
        var remembered = log.Checkpoint;
        Assert.Empty(log.Verify(since: remembered).Findings);
        foreach (var file in log.Source.Files())
        {
            var path = Path.Combine(log.Folder, file);
            var bytes = File.ReadAllBytes(path);
            for (var at = 0; at < bytes.Length; at++)
            {
                var altered = bytes.ToArray();
                altered[at] ^= (byte)(1 << (at % 8));
                File.WriteAllBytes(path, altered);
                Assert.Contains(log.Verify(since: remembered).Findings, finding => finding.File == file);
                File.WriteAllBytes(path, bytes[..at]);
                Assert.Contains(log.Verify(since: remembered).Findings, finding => finding.File == file);
            }
            File.WriteAllBytes(path, [.. bytes, 0]);
            Assert.Contains(log.Verify(since: remembered).Findings, finding => finding.File == file);
            File.WriteAllBytes(path, bytes);
        }
        Assert.Empty(log.Verify(since: remembered).Findings);
    }

    [Fact]
    public async Task The_first_bad_entry_of_a_large_log_is_named_and_no_other()
    {
        using var log = await new LogBuilder().WithAsync(66_000, part: 20_000);
        foreach (var index in new[] { 0, 255, 256, 40_000, 65_535, 65_536, 65_999 })
        {
            var (full, partial) = TilePath.Extent(TilePath.Entries, 66_000);
            var file = new TilePath(TilePath.Entries, index / 256, index / 256 < full ? 256 : partial).ToString();
            var path = Path.Combine(log.Folder, file);
            var bytes = File.ReadAllBytes(path);
            var offset = EntryBundle.Split(bytes, out _).Take(index % 256).Sum(entry => 2 + entry.Length);
            var altered = bytes.ToArray();
            altered[offset + 2] ^= 1;
            File.WriteAllBytes(path, altered);
            var finding = Assert.Single(log.Verify().Findings);
            Assert.Equal((file, (long?)index), (finding.File, finding.Entry));
            Assert.Contains($"byte {offset} ", finding.What, StringComparison.Ordinal);
            File.WriteAllBytes(path, bytes);
        }
        // The other way round: the hash was altered, not the entry; and a whole file is gone.
        foreach (var file in new[] { "tile/0/003", "tile/1/000", "tile/0/257.p/208", "tile/2/000.p/1", "tile/entries/100" })
        {
            var path = Path.Combine(log.Folder, file);
            var bytes = File.ReadAllBytes(path);
            var altered = bytes.ToArray();
            altered[^1] ^= 1;
            File.WriteAllBytes(path, altered);
            Assert.Equal(file, Assert.Single(log.Verify().Findings).File);
            File.Delete(path);
            Assert.Equal(file, Assert.Single(log.Verify().Findings).File);
            File.WriteAllBytes(path, bytes);
        }
        Assert.Empty(log.Verify().Findings);
    }

    [Fact]
    public async Task What_does_not_belong_in_the_folder_is_found()
    {
        using var log = await new LogBuilder().WithAsync(300);
        foreach (var stray in new[] { "note.txt", "tile/0/001.p/45", "tile/0/002", "tile/9/000", "tile/entries/001.p/200", ".hidden", "tile/0/x000/000" })
        {
            var path = Path.Combine(log.Folder, stray);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, new byte[32]);
            Assert.Equal(stray, Assert.Single(log.Verify().Findings).File);
            File.Delete(path);
        }
        File.CreateSymbolicLink(Path.Combine(log.Folder, "tile/1/001"), "/dev/null");
        Assert.Contains("link", Assert.Single(log.Verify().Findings).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_who_rewrites_the_log_with_its_key_is_found_by_who_remembers()
    {
        using var log = await new LogBuilder().WithAsync(300);
        var remembered = log.Checkpoint;
        using var rewritten = new LogBuilder(log.Signer);
        await using (var writer = LogWriter.Create(rewritten.Folder, log.Signer))
        {
            await writer.AppendAsync("not what happened"u8.ToArray());
            await writer.AppendAsync(LogBuilder.Entries(1, 400));
        }
        var alone = rewritten.Verify();
        Assert.Empty(alone.Findings);
        Assert.Contains(alone.NotProven, line => line.Contains("could have rewritten the whole log", StringComparison.Ordinal));
        Assert.Contains("history was rewritten", Assert.Single(rewritten.Verify(since: remembered).Findings).What, StringComparison.Ordinal);
        using var shorter = await new LogBuilder(log.Signer).WithAsync(299);
        Assert.Contains("taken out", Assert.Single(shorter.Verify(since: remembered).Findings).What, StringComparison.Ordinal);
    }

    // A power failure: of the files nothing reached the disk since the journal began, of the journal any number of bytes.
    [Fact]
    public async Task A_journal_cut_at_any_byte_gives_back_every_entry_whose_record_was_whole()
    {
        using var log = await new LogBuilder().WithAsync(250);
        string power, ends;
        var sizes = new List<(long Journal, long Size)>();
        await using (var writer = LogWriter.Open(log.Folder, log.Signer))
        {
            power = log.CopyTo("power");
            sizes.Add((new FileInfo(log.Folder + ".work/journal").Length, 250));
            for (var at = 250; at < 262; at += 4)
            {
                await writer.AppendAsync(LogBuilder.Entries(at, at + 4));
                sizes.Add((new FileInfo(log.Folder + ".work/journal").Length, at + 4));
            }
            ends = log.CopyTo("ends");
        }
        var journal = File.ReadAllBytes(ends + ".work/journal");
        for (var cut = (int)sizes[0].Journal; cut <= journal.Length; cut += cut % 5 == 0 ? 1 : 3)
        {
            var folder = Path.Combine(log.Top, "cut", "ledger");
            LogBuilder.Copy(power, folder);
            Directory.CreateDirectory(folder + ".work");
            // What a file system may leave behind a torn write: nothing, or zeros.
            byte[] left = cut % 2 == 0 ? journal[..cut] : [.. journal[..cut], .. new byte[700]];
            File.WriteAllBytes(folder + ".work/journal", left);
            File.WriteAllBytes(folder + ".work/lock", "o"u8.ToArray());
            // By what is there, not by where it was cut: a record whose last bytes are zeros is whole again when zeros were left behind.
            var expected = sizes.Last(each => left.AsSpan().StartsWith(journal.AsSpan(0, (int)each.Journal))).Size;
            await using (var writer = LogWriter.Open(folder, log.Signer)) Assert.Equal(expected, writer.Latest.Checkpoint.Size);
            AssertHolds(folder, log.Signer, expected);
            Directory.Delete(Path.Combine(log.Top, "cut"), recursive: true);
        }
    }

    // A kill: the files are there, one of them may be cut or altered at any byte; the journal is whole.
    [Fact]
    public async Task A_file_cut_or_altered_at_any_byte_after_a_kill_is_put_right_or_named()
    {
        using var log = await new LogBuilder().WithAsync(250);
        string killed;
        SignedCheckpoint answered;
        await using (var writer = LogWriter.Open(log.Folder, log.Signer))
        {
            await writer.AppendAsync(LogBuilder.Entries(250, 254));
            answered = (await writer.AppendAsync(LogBuilder.Entries(254, 258))).Checkpoint;
            killed = log.CopyTo("killed");
        }
        var putRight = 0;
        foreach (var file in new FolderSource(killed).Files().Append("../ledger.work/journal"))
        {
            var length = new FileInfo(Path.Combine(killed, file)).Length;
            for (long at = 0; at < length; at += Math.Max(1, length / 9))
            {
                foreach (var cut in new[] { true, false })
                {
                    var folder = Path.Combine(log.Top, "try", "ledger");
                    LogBuilder.Copy(killed, folder);
                    LogBuilder.Copy(killed + ".work", folder + ".work");
                    using (var damaged = new FileStream(Path.Combine(folder, file), FileMode.Open))
                    {
                        damaged.Position = at;
                        var was = damaged.ReadByte();
                        damaged.Position = at;
                        if (cut) damaged.SetLength(at);
                        else damaged.WriteByte((byte)(was ^ 0x10));
                    }
                    try
                    {
                        await using (var writer = LogWriter.Open(folder, log.Signer, atLeast: answered)) Assert.Equal(258, writer.Latest.Checkpoint.Size);
                        if (LogVerifier.Verify(new FolderSource(folder), new VerifyOptions(log.Signer.Key) { Since = answered }).Findings is { Count: > 0 } findings) Assert.Equal(file, findings[0].File);
                        else putRight++;
                    }
                    catch (InvalidDataException named)
                    {
                        Assert.Contains(Path.GetFileName(file), named.Message, StringComparison.Ordinal);
                    }
                    Directory.Delete(Path.Combine(log.Top, "try"), recursive: true);
                }
            }
        }
        Assert.True(putRight > 40, $"only {putRight} were put right");
    }

    [Fact]
    public async Task A_full_disk_refuses_the_append_and_the_log_goes_on_when_there_is_room()
    {
        for (var failAt = 1; failAt < 12; failAt++)
        {
            using var log = await new LogBuilder().WithAsync(254);
            var writes = -1000;
            var full = false;
            await using (var writer = LogWriter.OpenWithFaults(log.Folder, log.Signer, _ =>
            {
                if (++writes == failAt) full = true;
                if (full) throw new IOException("No space left on device");
            }))
            {
                writes = 0;
                var refused = 0;
                var tries = 0;
                for (var i = 254; i < 258; i++)
                {
                    var done = false;
                    while (!done)
                    {
                        Assert.True(++tries < 20, "the log never went on");
                        try
                        {
                            Assert.Equal(i, (await writer.AppendAsync(LogBuilder.Entry(i))).FirstIndex);
                            done = true;
                        }
                        catch (IOException problem)
                        {
                            refused++;
                            Assert.Contains("nothing was appended", problem.Message, StringComparison.Ordinal);
                            AssertHolds(log.Folder, log.Signer, i);
                            full = false;
                        }
                    }
                }
                Assert.Equal(1, refused);
            }
            AssertHolds(log.Folder, log.Signer, 258);
        }
    }

    [Fact]
    public async Task A_damaged_log_is_refused_by_name_on_opening()
    {
        using var log = await new LogBuilder().WithAsync(300);
        var bundle = Path.Combine(log.Folder, "tile/entries/001.p/44");
        var bytes = File.ReadAllBytes(bundle);
        bytes[5] ^= 1;
        File.WriteAllBytes(bundle, bytes);
        var named = Assert.Throws<InvalidDataException>(() => LogWriter.Open(log.Folder, log.Signer));
        Assert.Contains("entry 256: tile/entries/001.p/44: the entry at byte 0 was altered", named.Message, StringComparison.Ordinal);
    }

    private static void AssertHolds(string folder, NoteSigner signer, long size)
    {
        var report = LogVerifier.Verify(new FolderSource(folder), new VerifyOptions(signer.Key));
        Assert.Empty(report.Findings);
        Assert.Equal(size, report.Checkpoint!.Checkpoint.Size);
        var tree = new TreeReader(new FolderSource(folder), size);
        for (var i = 0; i < size; i++) Assert.Equal(LogBuilder.Entry(i), tree.Entry(i).ToArray());
    }

    private static async Task<LogBuilder> WitnessedAsync(int entries)
    {
        var log = await new LogBuilder().WithAsync(entries, part: 7);
        using var witness = new Witness(Path.Combine(log.Top, "witness"), NoteSigner.Generate("witness.example/w", SignatureKind.Cosignature), [log.Signer.Key]);
        var line = SignedNote.Parse(log.Checkpoint.Note.Text + "\n" + witness.AddCheckpoint(new WitnessRequest(0, [], log.Checkpoint.Note).ToString()).Body);
        await using var writer = LogWriter.Open(log.Folder, log.Signer);
        writer.PublishWitnessed(log.Checkpoint.With(line.Signatures));
        return log;
    }
}
