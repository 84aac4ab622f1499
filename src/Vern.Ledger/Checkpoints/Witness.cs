using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Vern.Ledger.Log;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Checkpoints;

/// <summary>A witness' answer, to be sent as HTTP.</summary>
/// <param name="Status">200, 400, 403, 404, 409 or 422, as C2SP tlog-witness has them.</param>
/// <param name="ContentType">Media type of the body.</param>
/// <param name="Body">Signature lines; for 409 the size that the witness knows; otherwise a reason.</param>
public sealed record WitnessAnswer(int Status, string ContentType, string Body);

/// <summary>
/// A witness (C2SP tlog-witness): remembers the newest checkpoint of each log that it knows and cosigns only what goes on from it, so that no log can show it and
/// others two histories unseen. Invariant: what it has cosigned is on its disk before it answers. Any number of threads; one process a folder.
/// </summary>
public sealed class Witness : IDisposable
{
    private readonly string folder;
    private readonly NoteSigner signer;
    private readonly List<NoteKey> logs;
    private readonly FileStream held;
    private readonly Lock oneAtATime = new();

    /// <summary>A witness with its memory in a folder.</summary>
    /// <param name="folder">Its memory: one checkpoint for each log.</param>
    /// <param name="signer">Its key: kind <see cref="SignatureKind.Cosignature"/>; where no Ed25519 is installed ECDSA P-256, which is not a C2SP cosignature and carries no time.</param>
    /// <param name="logs">Keys of the logs that it knows.</param>
    /// <exception cref="ArgumentException">The key is of a kind that is no witness'.</exception>
    /// <exception cref="IOException">Another process has the folder.</exception>
    public Witness(string folder, NoteSigner signer, IEnumerable<NoteKey> logs)
    {
        ArgumentNullException.ThrowIfNull(signer);
        if (signer.Key.Kind == SignatureKind.Ed25519) throw new ArgumentException("a witness signs with a key of type 0x04 (or ECDSA where no Ed25519 is installed)", nameof(signer));
        (this.folder, this.signer, this.logs) = (Path.GetFullPath(folder), signer, [.. logs]);
        Directory.CreateDirectory(this.folder);
        held = LogLock.Take(this.folder);
    }

    /// <summary>The witness' own key.</summary>
    public NoteKey Key => signer.Key;

    /// <summary>add-checkpoint: cosigns the checkpoint, or says why not.</summary>
    public WitnessAnswer AddCheckpoint(string body)
    {
        WitnessRequest request;
        Checkpoint checkpoint;
        try
        {
            request = WitnessRequest.Parse(body);
            checkpoint = Checkpoint.Parse(request.Note.Text);
        }
        catch (FormatException broken)
        {
            return Refuse(400, broken.Message);
        }
        var keys = logs.FindAll(key => key.Name == checkpoint.Origin);
        if (keys.Count == 0) return Refuse(404, "unknown origin");
        IReadOnlyList<NoteKey> signedBy;
        try
        {
            signedBy = request.Note.Verify(keys);
        }
        catch (FormatException wrong)
        {
            return Refuse(403, wrong.Message);
        }
        if (signedBy.Count == 0) return Refuse(403, "no signature of a key that is trusted for this origin");
        if (request.OldSize > checkpoint.Size) return Refuse(400, "the old size is larger than the checkpoint's");
        lock (oneAtATime) return Cosign(request, checkpoint, signedBy);
    }

    /// <summary>The newest checkpoint that was cosigned for a log, with its cosignature; null if none was. For GET <c>/ORIGIN HASH/checkpoint</c>.</summary>
    /// <param name="originHash">SHA-256 of the origin in lower-case hexadecimal.</param>
    public string? Latest(string originHash) =>
        logs.Any(key => OriginHash(key.Name) == originHash) && File.Exists(Path.Combine(folder, originHash)) ? File.ReadAllText(Path.Combine(folder, originHash)) : null;

    /// <summary>SHA-256 of an origin in lower-case hexadecimal.</summary>
    public static string OriginHash(string origin) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)));

    /// <summary>Lets the folder go.</summary>
    public void Dispose() => held.Dispose();

    private WitnessAnswer Cosign(WitnessRequest request, Checkpoint checkpoint, IReadOnlyList<NoteKey> signedBy)
    {
        var (known, time) = Remembered(checkpoint.Origin);
        if (request.OldSize != known.Size) return new WitnessAnswer(409, "text/x.tlog.size", known.Size.ToString(CultureInfo.InvariantCulture) + "\n");
        if (!new ConsistencyProof(known.Size, checkpoint.Size, request.Path).Verify(known.Root, checkpoint.Root))
            return Refuse(422, $"the checkpoint does not go on from the {known.Size} entries that were cosigned");
        var cosignature = SignedNote.Signature(request.Note.Text, signer, notBefore: Math.Max(1, time));
        var ofTheLog = request.Note.Signatures.Where(line => signedBy.Any(line.ClaimsToBeBy)).Append(cosignature);
        var file = Path.Combine(folder, OriginHash(checkpoint.Origin));
        DurableFile.Replace(file, Encoding.UTF8.GetBytes(request.Note.Text + "\n" + string.Concat(ofTheLog)), file + ".new");
        return new WitnessAnswer(200, "text/plain; charset=utf-8", cosignature.ToString());
    }

    // What was cosigned last and when. An altered memory is refused loudly: going on from nothing would cosign a second history.
    private (Checkpoint Checkpoint, long Time) Remembered(string origin)
    {
        var file = Path.Combine(folder, OriginHash(origin));
        if (!File.Exists(file)) return (new Checkpoint(origin, 0, MerkleTree.EmptyRoot, []), 0);
        try
        {
            var note = SignedNote.Parse(File.ReadAllBytes(file));
            if (note.Verify(signer.Key).Count == 0) throw new FormatException("not cosigned by this witness");
            var own = note.Signatures.Last(line => line.ClaimsToBeBy(signer.Key));
            var checkpoint = Checkpoint.Parse(note.Text);
            if (checkpoint.Origin != origin) throw new FormatException("of another log");
            return (checkpoint, signer.Key.Kind == SignatureKind.Cosignature ? Cosignature.Time(own.Signature.Span) ?? 0 : 0);
        }
        catch (FormatException altered)
        {
            throw new InvalidDataException($"{file}: the witness' memory was altered: {altered.Message}", altered);
        }
    }

    private static WitnessAnswer Refuse(int status, string reason) => new(status, "text/plain; charset=utf-8", reason + "\n");
}
