using System.Globalization;
using System.Text;
using Vern.Ledger.Log;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Checkpoints;

/// <summary>A witness would not cosign.</summary>
/// <param name="status">Its HTTP status; 422 says that the log does not go on from what it had cosigned.</param>
/// <param name="message">What it said.</param>
public sealed class WitnessRefusedException(int status, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;
}

/// <summary>Asks a witness for its cosignature (C2SP tlog-witness, add-checkpoint).</summary>
/// <param name="client">The caller's client.</param>
/// <param name="prefix">The witness' submission prefix.</param>
/// <param name="key">The witness' pinned key.</param>
public sealed class WitnessClient(HttpClient client, Uri prefix, NoteKey key)
{
    private const int LongestAnswer = 64 * 1024;

    private readonly Uri address = new(prefix.AbsoluteUri.TrimEnd('/') + "/add-checkpoint");

    /// <summary>The signature lines of the witness on this checkpoint, verified with its key.</summary>
    /// <param name="source">The log, from which the consistency proof is made.</param>
    /// <param name="checkpoint">A checkpoint of it.</param>
    /// <param name="knownSize">The size that the witness cosigned last, where it is known; it says so itself otherwise.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="WitnessRefusedException">It said no, or its answer does not verify.</exception>
    /// <exception cref="HttpRequestException">It can't be reached.</exception>
    public async Task<IReadOnlyList<NoteSignature>> CosignAsync(ILogSource source, SignedCheckpoint checkpoint, long knownSize = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var tree = new TreeReader(source, checkpoint.Checkpoint.Size);
        // Twice it may say another size than we thought: another sender was faster.
        for (var tries = 0; ; tries++)
        {
            if (knownSize > checkpoint.Checkpoint.Size) throw new WitnessRefusedException(409, $"{key.Name} has cosigned {knownSize} entries of {checkpoint.Checkpoint.Origin}, this checkpoint has only {checkpoint.Checkpoint.Size}");
            var request = new WitnessRequest(knownSize, tree.Consistency(knownSize, checkpoint.Checkpoint.Size, cancel).Path, checkpoint.Note);
            using var content = new StringContent(request.ToString(), Encoding.UTF8, "text/plain");
            using var response = await client.PostAsync(address, content, cancel);
            var answer = await Text(response, cancel);
            if (response.IsSuccessStatusCode) return Signatures(checkpoint, answer);
            if ((int)response.StatusCode == 409 && tries < 2 && long.TryParse(answer.AsSpan().TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out knownSize)) continue;
            throw new WitnessRefusedException((int)response.StatusCode, $"{key.Name} answered {(int)response.StatusCode}: {new string([.. answer.TakeWhile(c => c >= ' ').Take(200)])}");
        }
    }

    private List<NoteSignature> Signatures(SignedCheckpoint checkpoint, string answer)
    {
        try
        {
            var note = SignedNote.Parse($"{checkpoint.Note.Text}\n{answer}");
            if (note.Verify(key).Count == 0) throw new FormatException("no signature of its key");
            return [.. note.Signatures.Where(line => line.ClaimsToBeBy(key))];
        }
        catch (FormatException broken)
        {
            throw new WitnessRefusedException(200, $"the answer of {key.Name} does not verify: {broken.Message}");
        }
    }

    private static async Task<string> Text(HttpResponseMessage response, CancellationToken cancel)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var bytes = new byte[LongestAnswer];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
