using System.Text;
using Vern.Ledger.Checkpoints;
using Vern.Ledger.Log;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Tests;

/// <summary>Mirrors, and going on after a restore.</summary>
public sealed class RestoreTests
{
    [Theory]
    [InlineData(0, 300)]
    [InlineData(1, 256)]
    [InlineData(255, 257)]
    [InlineData(300, 300)]
    [InlineData(300, 66_000)]
    public async Task A_mirror_catches_up_from_any_earlier_state(int before, int after)
    {
        using var log = await new LogBuilder().WithAsync(before);
        var copy = Path.Combine(log.Top, "mirror");
        LogMirror.CatchUp(log.Source, copy, log.Signer.Key);
        await using (var writer = LogWriter.Open(log.Folder, log.Signer))
            if (after > before) await writer.AppendAsync(LogBuilder.Entries(before, after));
        var kept = LogMirror.CatchUp(log.Source, copy, log.Signer.Key);
        Assert.Equal(after, kept.Checkpoint.Size);
        Assert.Empty(LogVerifier.Verify(new FolderSource(copy), new VerifyOptions(log.Signer.Key) { Since = log.Checkpoint }).Findings);
        // A mirror is a log: it can be appended to when the first is lost.
        await using var next = LogWriter.Open(copy, log.Signer, atLeast: kept);
        Assert.Equal(after, (await next.AppendAsync(LogBuilder.Entry(after))).FirstIndex);
    }

    [Fact]
    public async Task Last_nights_backup_is_not_gone_on_from_until_it_has_caught_up()
    {
        using var log = await new LogBuilder().WithAsync(300);
        var lastNight = log.CopyTo("backup");
        await using (var writer = LogWriter.Open(log.Folder, log.Signer)) await writer.AppendAsync(LogBuilder.Entries(300, 700));
        var remembered = log.Checkpoint;
        var mirror = Path.Combine(log.Top, "mirror");
        LogMirror.CatchUp(log.Source, mirror, log.Signer.Key);

        var refused = Assert.Throws<InvalidDataException>(() => LogWriter.Open(lastNight, log.Signer, atLeast: remembered));
        Assert.Contains("Catch up from a mirror", refused.Message, StringComparison.Ordinal);
        LogMirror.CatchUp(new FolderSource(mirror), lastNight, log.Signer.Key);
        await using (var writer = LogWriter.Open(lastNight, log.Signer, atLeast: remembered)) await writer.AppendAsync(LogBuilder.Entry(700));
        Assert.Empty(LogVerifier.Verify(new FolderSource(lastNight), new VerifyOptions(log.Signer.Key) { Since = remembered }).Findings);
    }

    [Fact]
    public async Task A_fork_is_neither_caught_up_from_nor_opened()
    {
        using var log = await new LogBuilder().WithAsync(300);
        var fork = log.CopyTo("fork");
        await using (var writer = LogWriter.Open(log.Folder, log.Signer)) await writer.AppendAsync(LogBuilder.Entries(300, 400));
        await using (var writer = LogWriter.Open(fork, log.Signer)) await writer.AppendAsync(LogBuilder.Entries(500, 700));
        var before = File.ReadAllBytes(Path.Combine(log.Folder, "checkpoint"));
        Assert.Contains("two histories", Assert.Throws<InvalidDataException>(() => LogMirror.CatchUp(new FolderSource(fork), log.Folder, log.Signer.Key)).Message, StringComparison.Ordinal);
        Assert.Contains("two histories", Assert.Throws<InvalidDataException>(() => LogMirror.CatchUp(log.Source, fork, log.Signer.Key)).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(log.Folder, "checkpoint")));
        Assert.Empty(log.Verify().Findings);
        Assert.Throws<InvalidDataException>(() => LogWriter.Open(fork, log.Signer, atLeast: log.Checkpoint));
    }

    [Fact]
    public async Task A_mirror_takes_nothing_from_an_altered_source()
    {
        using var log = await new LogBuilder().WithAsync(600);
        var copy = Path.Combine(log.Top, "mirror");
        var bundle = Path.Combine(log.Folder, "tile", "entries", "001");
        var bytes = File.ReadAllBytes(bundle);
        bytes[100] ^= 1;
        File.WriteAllBytes(bundle, bytes);
        var refused = Assert.Throws<InvalidDataException>(() => LogMirror.CatchUp(log.Source, copy, log.Signer.Key));
        Assert.Contains("tile/entries/001", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(copy, "checkpoint")));
        bytes[100] ^= 1;
        File.WriteAllBytes(bundle, bytes);
        LogMirror.CatchUp(log.Source, copy, log.Signer.Key);
        Assert.Empty(LogVerifier.Verify(new FolderSource(copy), new VerifyOptions(log.Signer.Key)).Findings);
    }

    [Fact]
    public async Task What_no_mirror_holds_is_gone_on_from_under_a_new_origin_that_names_the_old()
    {
        using var old = await new LogBuilder().WithAsync(300);
        using var fresh = new LogBuilder(NoteSigner.Generate("vern.example/test-2", NoteSigner.Preferred));
        await using (var writer = await Continuation.StartAsync(fresh.Folder, fresh.Signer, old.Checkpoint, new PublicText("disk lost, backup of the night before")))
            Assert.Equal(1, (await writer.AppendAsync(LogBuilder.Entry(1))).FirstIndex);
        Assert.Empty(fresh.Verify().Findings);
        var named = Continuation.Read(new TreeReader(fresh.Source, 2).Entry(0).Span);
        Assert.Equal(old.Checkpoint.Checkpoint.ToText(), named?.ToText());
        Assert.Null(Continuation.Read(LogBuilder.Entry(1)));
        using var same = new LogBuilder(old.Signer);
        await Assert.ThrowsAsync<ArgumentException>(() => Continuation.StartAsync(same.Folder, same.Signer, old.Checkpoint, new PublicText("")));
    }

    [Fact]
    public async Task A_cancelled_copy_leaves_a_folder_that_can_be_copied_to()
    {
        using var log = await new LogBuilder().WithAsync(70_000, part: 10_000);
        var copy = Path.Combine(log.Top, "mirror");
        using var stop = new CancellationTokenSource();
        var progress = new Stop(stop);
        Assert.ThrowsAny<OperationCanceledException>(() => LogMirror.CatchUp(log.Source, copy, log.Signer.Key, progress, stop.Token));
        LogMirror.CatchUp(log.Source, copy, log.Signer.Key);
        Assert.Empty(LogVerifier.Verify(new FolderSource(copy), new VerifyOptions(log.Signer.Key)).Findings);
    }

    private sealed class Stop(CancellationTokenSource stop) : IProgress<double>
    {
        public void Report(double value) => stop.Cancel();
    }
}
