using System.Runtime.InteropServices;
using Vern.Fingerprints.Index;

namespace Vern.Fingerprints.Tests;

/// <summary>The index against the exhaustive comparison: random, clustered and degenerate hashes, any radius, with additions and withdrawals.</summary>
public sealed class IndexTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(40)]
    [InlineData(63)]
    [InlineData(256)]
    public void A_large_index_finds_what_comparing_with_all_finds(int radius)
    {
        foreach (var kind in Enum.GetValues<Kind>())
        {
            var hashes = Draw(kind, 20_000, seed: radius);
            var snapshot = HashIndex.Of(hashes).Snapshot;
            foreach (var query in Queries(hashes, radius is 256 ? 2 : 12, radius)) Assert.Equal(Exhaustive(hashes, query, radius, []), snapshot.Search(query, radius));
        }
    }

    [Fact]
    public void Whatever_is_added_withdrawn_joined_saved_and_opened_the_answer_is_that_of_comparing_with_all() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var radius = random.Next(64);
            var kind = (Kind)random.Next(3);
            var index = new HashIndex();
            var all = new List<Hash256>();
            var withdrawn = new HashSet<int>();
            for (var turn = 0; turn < 12; turn++)
            {
                var step = random.Next(9);
                var more = Draw(kind, step switch { 0 or 1 => 1, 2 or 3 => random.Next(200), 4 => 3000, 5 => 5000, _ => 0 }, random.Next());
                if (more.Length == 1) Assert.Equal(all.Count, index.Add(more[0]));
                else if (more.Length > 0) Assert.Equal(all.Count, index.Add(more));
                all.AddRange(more);
                if (step == 6) index.Compact();
                if (step >= 7)
                {
                    for (var i = 0; i < 40 && all.Count > 0; i++)
                    {
                        var number = random.Next(all.Count);
                        Assert.Equal(withdrawn.Add(number), index.Withdraw(number));
                    }
                }
                var snapshot = index.Snapshot;
                Assert.Equal((all.Count, all.Count - withdrawn.Count), (snapshot.Count, snapshot.Live));
                foreach (var query in Queries(CollectionsMarshal.AsSpan(all), 2, seed)) Assert.Equal(Exhaustive(CollectionsMarshal.AsSpan(all), query, radius, withdrawn), snapshot.Search(query, radius));
            }
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Theory]
    [InlineData(31)]
    [InlineData(90)]
    [InlineData(255)]
    [InlineData(256)]
    public void Many_queries_at_once_find_what_each_finds_alone(int radius)
    {
        var hashes = Draw(Kind.Clustered, 9_000, 5);
        var index = HashIndex.Of(hashes.AsSpan(0, 8_000));
        foreach (var hash in hashes.AsSpan(8_000)) index.Add(hash);
        for (var number = 0; number < 9_000; number += 7) index.Withdraw(number);
        var snapshot = index.Snapshot;
        var queries = Queries(hashes, 9, radius).Append(new Hash256(~hashes[0].A, ~hashes[0].B, ~hashes[0].C, ~hashes[0].D)).ToArray();
        var found = snapshot.SearchMany(queries, radius);
        for (var i = 0; i < queries.Length; i++) Assert.Equal(snapshot.Search(queries[i], radius), found[i]);
    }

    [Theory]
    [InlineData(10_000, 31)]
    [InlineData(10_000_000, 31)]
    [InlineData(10_000_000, 10)]
    [InlineData(10_000_000, 63)]
    public void The_thresholds_of_a_plan_leave_no_gap(int count, int radius)
    {
        var parts = SearchPlan.Parts(count);
        var bits = Enumerable.Range(0, parts).Select(part => 256 / parts + (part < 256 % parts ? 1 : 0)).ToArray();
        Assert.Equal(256, bits.Sum());
        var plan = SearchPlan.Make(radius, bits, [.. bits.Select(width => count / Math.Pow(2, width))], count);
        if (!plan.Scans) Assert.Equal(radius + 1, plan.Within.Sum(within => within + 1));
    }

    [Fact]
    public async Task A_reader_goes_on_with_what_it_saw_while_others_write()
    {
        var hashes = Draw(Kind.Random, 30_000, 9);
        var index = HashIndex.Of(hashes.AsSpan(0, 10_000));
        var before = index.Snapshot;
        index.Withdraw(17);
        index.Add(hashes.AsSpan(10_000, 10_000));
        var writer = Task.Run(() =>
        {
            for (var i = 20_000; i < 30_000; i++) index.Add(hashes[i]);
        });
        var joiner = Task.Run(() => { for (var i = 0; i < 5; i++) index.Compact(1); });
        while (!writer.IsCompleted || !joiner.IsCompleted)
        {
            var seen = index.Snapshot;
            Assert.Equal(Math.Max(seen.Count - 1, 0), Assert.Single(seen.Search(hashes[seen.Count - 1], 3)).Number);
            Assert.Empty(seen.Search(hashes[17], 3));
        }
        await Task.WhenAll(writer, joiner);
        Assert.Equal(new IndexMatch(17, 0), Assert.Single(before.Search(hashes[17], 31)));
        Assert.Empty(before.Search(hashes[15_000], 31));
        Assert.Equal(30_000, index.Snapshot.Count);
        Assert.Equal(new IndexMatch(29_999, 0), Assert.Single(index.Snapshot.Search(hashes[29_999], 31)));
    }

    [Fact]
    public void Thousands_of_equal_hashes_are_all_found_and_cost_no_more_than_comparing()
    {
        var hashes = Draw(Kind.Random, 12_000, 3);
        hashes.AsSpan(2_000, 8_000).Fill(hashes[0]);
        var found = HashIndex.Of(hashes).Snapshot.Search(hashes[0], 31);
        Assert.Equal(Exhaustive(hashes, hashes[0], 31, []), found);
        Assert.Equal(8_001, found.Count);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(31)]
    [InlineData(45)]
    public void Keys_that_hold_very_many_hashes_are_split_and_nothing_is_missed(int radius)
    {
        var random = new Random(radius);
        var hashes = Draw(Kind.Random, 24_000, 8);
        for (var i = 0; i < 16_000; i++) hashes[i] = Turn(hashes[16_000], random.Next(50), random);
        var index = new HashIndex { CrowdedFrom = 2_100 };
        index.Add(hashes);
        var withdrawn = new HashSet<int>();
        for (var number = 0; number < 24_000; number += 5) if (index.Withdraw(number)) withdrawn.Add(number);
        var snapshot = index.Snapshot;
        Assert.True(snapshot.Bytes > HashIndex.Of(hashes).Snapshot.Bytes);
        foreach (var query in Queries(hashes, 20, radius)) Assert.Equal(Exhaustive(hashes, query, radius, withdrawn), snapshot.Search(query, radius));
    }

    [Fact]
    public void An_empty_index_finds_nothing_and_a_radius_out_of_range_is_refused()
    {
        Assert.Empty(new HashIndex().Snapshot.Search(default, 256));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HashIndex().Snapshot.Search(default, 257));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HashIndex().Snapshot.Search(default, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HashIndex().Withdraw(0));
    }

    internal enum Kind
    {
        Random,

        /// <summary>Near-duplicates: a few pictures, each many times with bits turned.</summary>
        Clustered,

        /// <summary>Most bits go together, as those of nearly empty pictures do.</summary>
        Degenerate,
    }

    internal static Hash256[] Draw(Kind kind, int count, int seed)
    {
        var random = new Random(seed);
        var hashes = new Hash256[count];
        random.NextBytes(MemoryMarshal.AsBytes(hashes.AsSpan()));
        for (var i = 1; i < count && kind != Kind.Random; i++)
        {
            if (kind == Kind.Clustered) { if (random.Next(10) > 0) hashes[i] = Turn(hashes[random.Next(i / 20 + 1)], random.Next(40), random); }
            else hashes[i] = Turn(random.Next(2) == 0 ? default : new(ulong.MaxValue, 0, ulong.MaxValue, 0), random.Next(60), random);
        }
        return hashes;
    }

    private static Hash256[] Queries(ReadOnlySpan<Hash256> hashes, int count, int seed)
    {
        var random = new Random(seed);
        var queries = new Hash256[count];
        for (var i = 0; i < count; i++) queries[i] = hashes.Length == 0 ? default : Turn(hashes[random.Next(hashes.Length)], random.Next(64), random);
        return queries;
    }

    private static Hash256 Turn(Hash256 hash, int bits, Random random)
    {
        for (; bits > 0; bits--) hash = hash.WithTurned(random.Next(256));
        return hash;
    }

    internal static List<IndexMatch> Exhaustive(ReadOnlySpan<Hash256> hashes, Hash256 query, int radius, HashSet<int> withdrawn)
    {
        var found = new List<IndexMatch>();
        for (var number = 0; number < hashes.Length; number++)
        {
            if (hashes[number].DistanceTo(query) is var distance && distance <= radius && !withdrawn.Contains(number)) found.Add(new(number, distance));
        }
        return [.. found.OrderBy(match => match.Distance).ThenBy(match => match.Number)];
    }
}
