using System.Diagnostics;
using System.Globalization;
using Vern.Ledger.Checkpoints;
using Vern.Ledger.Log;
using Vern.Ledger.Proofs;

namespace Vern.Bench;

/// <summary>The ledger's goals: 10,000 entries a second appended durably, a proof in under a millisecond at ten million entries, a million entries verified in under ten seconds.</summary>
internal static class LedgerScenario
{
    private const int EntryBytes = 200;

    internal static async Task<int> RunAsync(string[] args)
    {
        var folder = args.Length > 0 ? args[0] : Directory.CreateTempSubdirectory("vern-ledger-bench-").FullName;
        var proofsAt = args.Length > 1 ? long.Parse(args[1], CultureInfo.InvariantCulture) : 10_000_000;
        Console.WriteLine($"| what | measured |\n|---|---|");
        foreach (var appenders in new[] { 1, 16, 64, 256 }) await Append(Path.Combine(folder, $"append-{appenders}"), appenders, TimeSpan.FromSeconds(5));
        var signer = NoteSigner.Generate("vern.example/bench", NoteSigner.Preferred);
        var log = Path.Combine(folder, "million");
        await Build(log, signer, 1_000_000);
        Verify(log, signer, 1_000_000);
        Prove(log, signer.Key, 1_000_000, keep: false);
        await Build(log, signer, proofsAt);
        Prove(log, signer.Key, proofsAt, keep: false);
        Prove(log, signer.Key, proofsAt, keep: true);
        return 0;
    }

    private static async Task Append(string folder, int appenders, TimeSpan time)
    {
        var signer = NoteSigner.Generate("vern.example/bench", NoteSigner.Preferred);
        await using var log = LogWriter.Create(folder, signer);
        var started = log.Counts;
        var processor = Processor();
        var clock = Stopwatch.StartNew();
        var slowest = new long[appenders];
        await Task.WhenAll(Enumerable.Range(0, appenders).Select(async n =>
        {
            await Task.Yield();
            var entry = new byte[EntryBytes];
            for (var i = 0; clock.Elapsed < time; i++)
            {
                BitConverter.TryWriteBytes(entry, i);
                BitConverter.TryWriteBytes(entry.AsSpan(8), n);
                var before = Stopwatch.GetTimestamp();
                await log.AppendAsync(entry);
                slowest[n] = Math.Max(slowest[n], Stopwatch.GetTimestamp() - before);
            }
        }));
        var seconds = clock.Elapsed.TotalSeconds;
        var counts = log.Counts;
        Say($"appended durably by {appenders} at once, {EntryBytes} bytes each",
            $"{(counts.Entries - started.Entries) / seconds:N0} entries a second; {(double)counts.Entries / counts.Batches:N1} a batch; {counts.Batches:N0} journal fsyncs and {counts.FileSyncs - started.FileSyncs:N0} of files in {seconds:N1} s; slowest answer {slowest.Max() * 1000.0 / Stopwatch.Frequency:N0} ms; processor {(Processor() - processor).TotalMicroseconds / (counts.Entries - started.Entries):N0} µs an entry");
    }

    private static async Task Build(string folder, NoteSigner signer, long size)
    {
        await using var log = Directory.Exists(folder) ? LogWriter.Open(folder, signer) : LogWriter.Create(folder, signer);
        var clock = Stopwatch.StartNew();
        var from = log.Latest.Checkpoint.Size;
        for (var at = from; at < size;)
        {
            var batch = new ReadOnlyMemory<byte>[(int)Math.Min(16_384, size - at)];
            for (var i = 0; i < batch.Length; i++, at++)
            {
                var entry = new byte[EntryBytes];
                BitConverter.TryWriteBytes(entry, at);
                batch[i] = entry;
            }
            await log.AppendAsync(batch);
        }
        Say($"built from {from:N0} to {size:N0} in batches of 16,384", $"{clock.Elapsed.TotalSeconds:N1} s, {(size - from) / clock.Elapsed.TotalSeconds:N0} entries a second");
    }

    private static void Verify(string folder, NoteSigner signer, long size)
    {
        var (clock, processor) = (Stopwatch.StartNew(), Processor());
        var report = LogVerifier.Verify(new FolderSource(folder), new VerifyOptions(signer.Key));
        if (!report.IsGood) throw new InvalidOperationException(report.Findings[0].ToString());
        Say($"{size:N0} entries verified, every byte", $"{clock.Elapsed.TotalSeconds:N2} s; processor {(Processor() - processor).TotalSeconds:N1} s");
    }

    private static void Prove(string folder, NoteKey key, long size, bool keep)
    {
        var source = new FolderSource(folder);
        var root = SignedCheckpoint.Open(source.Read("checkpoint")!, key).Checkpoint.Root;
        var draw = new Random(20261122);
        var times = new List<double>();
        var kept = new TreeReader(source, size);
        var processor = TimeSpan.Zero;
        for (var i = 0; i < 2000; i++)
        {
            var index = draw.NextInt64(size);
            var (before, spent) = (Stopwatch.GetTimestamp(), Processor());
            // A fresh reader remembers no tile from the proof before; a kept one is what a server has for each checkpoint.
            var tree = keep ? kept : new TreeReader(source, size);
            var proof = tree.Inclusion(index, size);
            times.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
            processor += Processor() - spent;
            if (!proof.Verify(MerkleTree.LeafHash(tree.Entry(index).Span), root)) throw new InvalidOperationException($"{index}: the proof does not hold");
        }
        times.Sort();
        Say($"an inclusion proof at {size:N0} entries, {(keep ? "with one reader for all" : "nothing remembered")}", $"processor {processor.TotalMilliseconds / times.Count:N3} ms in the mean; by the clock median {times[1000]:N3} ms, 99th percentile {times[1980]:N3} ms (2,000 drawn with seed 20261122)");
    }

    private static TimeSpan Processor() => Process.GetCurrentProcess().TotalProcessorTime;

    private static void Say(string what, string measured) => Console.WriteLine($"| {what} | {measured} |");
}
