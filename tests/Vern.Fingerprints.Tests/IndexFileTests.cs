using System.Security.Cryptography;
using Vern.Fingerprints.Index;

namespace Vern.Fingerprints.Tests;

/// <summary>An index on the disk: opened as it was saved, or refused with one message.</summary>
public sealed class IndexFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vern-index-").FullName;

    private string Place => Path.Combine(_folder, "hashes.index");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(9_000)]
    public void An_index_is_opened_as_it_was_saved_and_goes_on(int count)
    {
        var hashes = IndexTests.Draw(IndexTests.Kind.Clustered, count, 1);
        var index = HashIndex.Of(hashes);
        var withdrawn = new HashSet<int>();
        for (var number = 0; number < count; number += 97) if (index.Withdraw(number)) withdrawn.Add(number);
        index.Save(Place);
        foreach (var opened in new[] { HashIndex.Open(Place), HashIndex.Load(Place), index })
        {
            Assert.Equal((count, count - withdrawn.Count), (opened.Snapshot.Count, opened.Snapshot.Live));
            for (var number = 0; number < count; number += 1_111) Assert.Equal(IndexTests.Exhaustive(hashes, hashes[number], 31, withdrawn), opened.Snapshot.Search(hashes[number], 31));
            Assert.Equal(count, opened.Add(new Hash256(1, 2, 3, 4)));
            Assert.Contains(new IndexMatch(count, 0), opened.Snapshot.Search(new(1, 2, 3, 4), 31));
            if (count > 0) Assert.False(opened.Withdraw(0));
            opened.Save(Place);
        }
        Assert.Equal([Place], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_withdrawn_hash_is_not_in_the_file()
    {
        var secret = new Hash256(0x1122334455667788, 0x99aabbccddeeff01, 0x23456789abcdef01, 0x1357924680acebdf);
        var index = HashIndex.Of(IndexTests.Draw(IndexTests.Kind.Random, 5_000, 2));
        var number = index.Add(secret);
        index.Save(Place);
        Assert.True(File.ReadAllBytes(Place).AsSpan().IndexOf(BitConverter.GetBytes(secret.B)) >= 0);
        index.Withdraw(number);
        index.Save(Place);
        Assert.True(File.ReadAllBytes(Place).AsSpan().IndexOf(BitConverter.GetBytes(secret.B)) < 0);
    }

    [Fact]
    public void A_file_that_was_cut_altered_or_lengthened_is_refused_in_one_line()
    {
        var index = HashIndex.Of(IndexTests.Draw(IndexTests.Kind.Random, 3_000, 3));
        index.Withdraw(5);
        index.Save(Place);
        var whole = File.ReadAllBytes(Place);
        var random = new Random(4);
        for (var turn = 0; turn < 40; turn++)
        {
            var bytes = (byte[])whole.Clone();
            // A third of the changes in the header, whose numbers lead the reader.
            var at = random.Next(turn % 3 == 0 ? 64 : bytes.Length);
            bytes[at] ^= (byte)random.Next(1, 256);
            Refused(turn % 4 == 1 ? bytes.AsSpan(0, at) : turn % 4 == 2 ? [.. whole, .. bytes.AsSpan(0, 1 + at % 9000)] : bytes);
        }
        Refused([]);
        Refused("a text"u8);
    }

    // Whoever can write the file can write its checksum, too.
    [Fact]
    public void A_forged_file_with_a_fitting_checksum_cannot_lead_out_of_itself()
    {
        HashIndex.Of(IndexTests.Draw(IndexTests.Kind.Random, 3_000, 3)).Save(Place);
        var whole = File.ReadAllBytes(Place);
        var random = new Random(5);
        var tables = 4096 + 32 * 3_000;
        for (var turn = 0; turn < 60; turn++)
        {
            var bytes = (byte[])whole.Clone();
            var at = turn % 3 == 0 ? 8 + random.Next(600) : tables + random.Next(bytes.Length - tables - 32);
            bytes[at] ^= (byte)(1 << random.Next(8));
            SHA256.HashData(bytes.AsSpan(..^32), bytes.AsSpan(^32));
            File.WriteAllBytes(Place, bytes);
            try
            {
                var snapshot = HashIndex.Open(Place).Snapshot;
                foreach (var query in IndexTests.Draw(IndexTests.Kind.Random, 20, turn)) snapshot.Search(query, 40);
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    private void Refused(ReadOnlySpan<byte> bytes)
    {
        File.WriteAllBytes(Place, bytes);
        foreach (var open in new Func<string, HashIndex>[] { HashIndex.Open, HashIndex.Load })
        {
            var problem = Assert.Throws<InvalidDataException>(() => open(Place));
            Assert.StartsWith("hashes.index: ", problem.Message);
            Assert.DoesNotContain('\n', problem.Message);
        }
    }
}
