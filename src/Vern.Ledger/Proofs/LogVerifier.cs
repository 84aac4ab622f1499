using System.Security.Cryptography;
using Vern.Ledger.Checkpoints;
using Vern.Ledger.Log;

namespace Vern.Ledger.Proofs;

/// <summary>What a log is verified against.</summary>
/// <param name="Key">The log's key, pinned: got some other way than from the log.</param>
public sealed record VerifyOptions(NoteKey Key)
{
    /// <summary>A checkpoint of this log that was kept from earlier: what an operator who holds the key would have to contradict.</summary>
    public SignedCheckpoint? Since { get; init; }

    /// <summary>Keys of witnesses; each of them must have cosigned a checkpoint that this log goes on from.</summary>
    public IReadOnlyList<NoteKey> Witnesses { get; init; } = [];

    /// <summary>Entries drawn at random whose inclusion proof is made from the tiles and verified, 0 or more.</summary>
    public int Samples { get; init; } = 1;
}

/// <summary>What verification found.</summary>
/// <param name="Checkpoint">The log's signed checkpoint; null where there is no good one.</param>
/// <param name="Findings">What is wrong, the first bad entry first; empty if nothing is.</param>
/// <param name="Proven">What holds, one sentence each.</param>
/// <param name="NotProven">What could be otherwise all the same, one sentence each.</param>
public sealed record VerifyReport(SignedCheckpoint? Checkpoint, IReadOnlyList<Finding> Findings, IReadOnlyList<string> Proven, IReadOnlyList<string> NotProven)
{
    /// <summary>True if nothing is wrong.</summary>
    public bool IsGood => Findings.Count == 0;
}

/// <summary>Verifies a whole log from outside: every byte in the folder (or at the URL), against a pinned key, a remembered checkpoint and witnesses.</summary>
public static class LogVerifier
{
    /// <summary>Reads the whole log once. A log that grows meanwhile is verified as of the checkpoint that was read first.</summary>
    /// <exception cref="IOException">The checkpoint can't be read at all.</exception>
    public static VerifyReport Verify(ILogSource source, VerifyOptions options, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        var findings = new List<Finding>();
        var proven = new List<string>();
        var notProven = new List<string>();
        var witnessed = Read(source, LogFolder.WitnessedName, bytes => WitnessedCheckpoint.Open(bytes, options.Key), optional: true, findings, cancel);
        var now = Read(source, LogFolder.CheckpointName, bytes => SignedCheckpoint.Open(bytes, options.Key), optional: false, findings, cancel);
        if (now is null) return new VerifyReport(null, findings, proven, notProven);
        foreach (var other in now.Note.Signatures.Where(line => !line.ClaimsToBeBy(options.Key) && !options.Witnesses.Any(line.ClaimsToBeBy)))
            notProven.Add($"{LogFolder.CheckpointName} bears a signature of {other.Name} ({other.KeyId:x8}), whose key was not given: it was not checked.");

        var size = now.Checkpoint.Size;
        var earlier = new List<(string File, SignedCheckpoint Checkpoint, string Called)>();
        if (options.Since is { } since) earlier.Add(("remembered checkpoint", since, "that was remembered"));
        if (witnessed is not null) earlier.Add((LogFolder.WitnessedName, witnessed, "that witnesses signed"));
        var check = TreeCheck.Run(source, now.Checkpoint, earlier.Select(each => each.Checkpoint.Checkpoint.Size), progress, cancel);
        findings.AddRange(check.Findings);
        if (source is FolderSource folder) findings.AddRange(StrayFiles.Find(folder, now.Checkpoint, options.Key, cancel));
        else notProven.Add("Over a URL only the files that a log has are seen: whether others lie beside them was not checked.");
        if (check.Findings.Count == 0)
        {
            proven.Add($"All {size} entries and every tile above them are those that {options.Key.Name} signed (root {now.Checkpoint.Root}).");
            Sample(source, now.Checkpoint, options.Samples, findings, proven, cancel);
        }
        foreach (var (file, checkpoint, called) in earlier)
        {
            if (GoesOn(file, checkpoint.Checkpoint, now.Checkpoint, check.Roots) is { } finding) findings.Add(finding);
            else if (check.Findings.Count == 0) proven.Add($"The first {checkpoint.Checkpoint.Size} entries are those of the checkpoint {called}: none was changed or taken out.");
        }
        Witnesses(options, now, witnessed, findings, proven, notProven);
        if (options.Since is null && options.Witnesses.Count == 0)
            notProven.Add("Without a remembered checkpoint (--since) or witnesses (--witness), whoever holds the log's key could have rewritten the whole log and signed it anew, or show others another one.");
        else if (options.Witnesses.Count == 0)
            notProven.Add("Without witnesses (--witness), whoever holds the log's key could show others another log than this one; compare checkpoints with them.");
        return new VerifyReport(now, [.. findings.OrderBy(finding => finding.Entry ?? long.MaxValue)], proven, notProven);
    }

    private static SignedCheckpoint? Read(ILogSource source, string file, Func<byte[], SignedCheckpoint> open, bool optional, List<Finding> findings, CancellationToken cancel)
    {
        try
        {
            if (source.Read(file, cancel) is { } bytes) return open(bytes);
            if (!optional) findings.Add(new Finding(file, null, $"missing in {source.Name}"));
        }
        catch (FormatException broken)
        {
            findings.Add(new Finding(file, null, broken.Message));
        }
        return null;
    }

    private static Finding? GoesOn(string file, Checkpoint earlier, Checkpoint now, IReadOnlyDictionary<long, TreeHash> roots)
    {
        if (earlier.Origin != now.Origin) return new Finding(file, null, $"is of {earlier.Origin}, the log is {now.Origin}");
        if (earlier.Size > now.Size) return new Finding(file, now.Size, $"names {earlier.Size} entries, the log has only {now.Size}: entries were taken out at the end, or an older copy was put back");
        if (roots.TryGetValue(earlier.Size, out var root) && root == earlier.Root) return null;
        return new Finding(file, null, $"the first {earlier.Size} entries of the log are not those that it names (root {earlier.Root}): history was rewritten");
    }

    private static void Sample(ILogSource source, Checkpoint now, int samples, List<Finding> findings, List<string> proven, CancellationToken cancel)
    {
        if (now.Size == 0 || samples == 0) return;
        var tree = new TreeReader(source, now.Size);
        for (var i = 0; i < samples; i++)
        {
            var index = Random(now.Size);
            var leaf = MerkleTree.LeafHash(tree.Entry(index, cancel).Span);
            if (!tree.Inclusion(index, now.Size, cancel).Verify(leaf, now.Root)) findings.Add(new Finding(new TilePath(0, index / TilePath.FullWidth).ToString(), index, "its inclusion proof does not lead to the signed root"));
        }
        proven.Add($"{samples} inclusion proof{(samples == 1 ? "" : "s")} drawn at random lead{(samples == 1 ? "s" : "")} to the signed root.");
    }

    private static long Random(long size)
    {
        var drawn = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
        return (long)(drawn % (ulong)size);
    }

    private static void Witnesses(VerifyOptions options, SignedCheckpoint now, SignedCheckpoint? witnessed, List<Finding> findings, List<string> proven, List<string> notProven)
    {
        foreach (var key in options.Witnesses)
        {
            // The newest of the two places where cosignatures stand.
            var best = new[] { now, witnessed }.OfType<SignedCheckpoint>().FirstOrDefault(checkpoint => checkpoint.Note.Signatures.Any(line => line.ClaimsToBeBy(key)));
            if (best is null)
            {
                findings.Add(new Finding(LogFolder.WitnessedName, null, $"no signature of the witness {key.Name} ({key.Id:x8})"));
                continue;
            }
            try
            {
                best.Note.Verify(key);
            }
            catch (FormatException broken)
            {
                findings.Add(new Finding(ReferenceEquals(best, now) ? LogFolder.CheckpointName : LogFolder.WitnessedName, null, broken.Message));
                continue;
            }
            var time = key.Kind == SignatureKind.Cosignature ? Cosignature.Time(best.Note.Signatures.First(line => line.ClaimsToBeBy(key)).Signature.Span) : null;
            proven.Add($"The witness {key.Name} saw the first {best.Checkpoint.Size} entries{(time is { } t ? $" at {DateTimeOffset.FromUnixTimeSeconds(Math.Min(t, 253402300799)):yyyy-MM-dd'T'HH:mm:ss'Z'}" : "")}, as everybody who trusts it does.");
            if (best.Checkpoint.Size < now.Checkpoint.Size) notProven.Add($"The entries from {best.Checkpoint.Size} on have not been seen by {key.Name} yet.");
        }
    }
}
