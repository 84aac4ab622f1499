using Vern.Ledger.Checkpoints;
using Vern.Ledger.Log;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Tests;

/// <summary>Appending: what is answered for is there, signed, in order, and the folder holds nothing else.</summary>
public sealed class AppendTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1000)]
    public async Task What_was_appended_verifies_and_reads_back(int entries)
    {
        using var log = await new LogBuilder().WithAsync(entries, part: 77);
        var report = log.Verify();
        Assert.Empty(report.Findings);
        Assert.Equal(entries, report.Checkpoint!.Checkpoint.Size);
        Assert.Equal(NaiveTree.Hash(NaiveTree.Root(Enumerable.Range(0, entries).Select(i => LogBuilder.Entry(i)).ToArray())), report.Checkpoint.Checkpoint.Root);
        var tree = new TreeReader(log.Source, entries);
        for (var i = 0; i < entries; i++) Assert.Equal(LogBuilder.Entry(i), tree.Entry(i).ToArray());
    }

    [Fact]
    public async Task A_large_log_has_tiles_at_three_levels_and_verifies()
    {
        using var log = await new LogBuilder().WithAsync(70_000, part: 9000);
        Assert.Empty(log.Verify().Findings);
        Assert.True(File.Exists(Path.Combine(log.Folder, "tile", "1", "000")));
        Assert.True(File.Exists(Path.Combine(log.Folder, "tile", "2", "000.p", "1")));
        Assert.False(Directory.Exists(Path.Combine(log.Folder, "tile", "0", "000.p")));
    }

    [Fact]
    public async Task Appends_at_once_share_a_batch_and_each_learns_its_place()
    {
        using var log = new LogBuilder();
        await using var writer = LogWriter.Create(log.Folder, log.Signer);
        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Task.Run(async () => (i, await writer.AppendAsync(LogBuilder.Entry(i))))));
        Assert.Equal(500, answers.Select(answer => answer.Item2.FirstIndex).Distinct().Count());
        Assert.InRange(writer.Counts.Batches, 1, 499);
        var tree = new TreeReader(log.Source, 500);
        foreach (var (i, answer) in answers)
        {
            Assert.Equal(LogBuilder.Entry(i), tree.Entry(answer.FirstIndex).ToArray());
            Assert.InRange(answer.FirstIndex, 0, answer.Checkpoint.Checkpoint.Size - 1);
            var proof = tree.Inclusion(answer.FirstIndex, answer.Checkpoint.Checkpoint.Size);
            Assert.True(proof.Verify(MerkleTree.LeafHash(LogBuilder.Entry(i)), answer.Checkpoint.Checkpoint.Root));
        }
        Assert.Empty(log.Verify().Findings);
    }

    [Fact]
    public async Task A_log_goes_on_where_it_ended()
    {
        using var log = await new LogBuilder().WithAsync(300);
        var before = log.Checkpoint;
        await using (var writer = LogWriter.Open(log.Folder, log.Signer, atLeast: before))
        {
            Assert.Empty(writer.Recovered);
            Assert.Equal(300, (await writer.AppendAsync(LogBuilder.Entries(300, 900))).FirstIndex);
        }
        Assert.Empty(log.Verify(since: before).Findings);
    }

    [Fact]
    public async Task A_second_writer_is_refused_while_the_first_has_the_folder()
    {
        using var log = new LogBuilder();
        await using (LogWriter.Create(log.Folder, log.Signer))
        {
            var refused = Assert.Throws<IOException>(() => LogWriter.Open(log.Folder, log.Signer));
            Assert.Contains("another writer", refused.Message, StringComparison.Ordinal);
        }
        await using var next = LogWriter.Open(log.Folder, log.Signer);
        Assert.Throws<IOException>(() => LogWriter.Create(log.Folder, log.Signer));
    }

    [Fact]
    public async Task A_cancelled_append_that_had_not_begun_leaves_nothing()
    {
        using var log = new LogBuilder();
        await using var writer = LogWriter.Create(log.Folder, log.Signer);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.AppendAsync(LogBuilder.Entry(1), new CancellationToken(canceled: true)));
        Assert.Equal(0, (await writer.AppendAsync(LogBuilder.Entry(2))).FirstIndex);
        Assert.Equal(1, writer.Latest.Checkpoint.Size);
    }

    [Fact]
    public async Task Entries_of_no_bytes_and_of_the_most_bytes_are_kept_and_longer_ones_refused()
    {
        using var log = new LogBuilder();
        await using (var writer = LogWriter.Create(log.Folder, log.Signer))
        {
            await writer.AppendAsync(ReadOnlyMemory<byte>.Empty);
            await writer.AppendAsync(new byte[65_535]);
            await Assert.ThrowsAsync<ArgumentException>(() => writer.AppendAsync(new byte[65_536]));
            await Assert.ThrowsAsync<ArgumentException>(() => writer.AppendAsync(Array.Empty<ReadOnlyMemory<byte>>()));
        }
        Assert.Empty(log.Verify().Findings);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            var writer = LogWriter.Open(log.Folder, log.Signer);
            await writer.DisposeAsync();
            await writer.AppendAsync(new byte[1]);
        });
    }

    [Fact]
    public async Task A_log_signed_without_Ed25519_verifies_as_well()
    {
        using var log = await new LogBuilder(NoteSigner.Generate(LogBuilder.Origin, SignatureKind.EcdsaP256)).WithAsync(300);
        Assert.Empty(log.Verify(since: log.Checkpoint).Findings);
    }

    [Fact]
    public async Task Reading_a_log_while_it_grows_finds_nothing_wrong()
    {
        using var log = new LogBuilder();
        await using var writer = LogWriter.Create(log.Folder, log.Signer);
        await writer.AppendAsync(LogBuilder.Entries(0, 100));
        using var stop = new CancellationTokenSource();
        var growing = Task.Run(async () =>
        {
            for (var i = 100; i < 4000 && !stop.IsCancellationRequested; i++) await writer.AppendAsync(LogBuilder.Entry(i));
        });
        for (var i = 0; i < 10; i++) Assert.Empty(log.Verify().Findings);
        await stop.CancelAsync();
        await growing;
    }
}
