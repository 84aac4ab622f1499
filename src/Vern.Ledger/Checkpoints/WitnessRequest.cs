using System.Globalization;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Checkpoints;

/// <summary>The body of C2SP tlog-witness' add-checkpoint.</summary>
/// <param name="OldSize">Size of the checkpoint that the witness signed last, as far as the sender knows.</param>
/// <param name="Path">Consistency proof from there, at most 63 hashes.</param>
/// <param name="Note">The new checkpoint.</param>
public sealed record WitnessRequest(long OldSize, IReadOnlyList<TreeHash> Path, SignedNote Note)
{
    private const int MostPath = 63;

    /// <summary>Reads a body.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static WitnessRequest Parse(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var blank = body.IndexOf("\n\n", StringComparison.Ordinal);
        var lines = blank < 0 ? [] : body[..blank].Split('\n');
        if (lines.Length is 0 or > MostPath + 1 || !lines[0].StartsWith("old ", StringComparison.Ordinal)
            || !long.TryParse(lines[0].AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var oldSize) || lines[0] != $"old {oldSize}")
            throw new FormatException("not an add-checkpoint request, expected 'old SIZE', at most 63 hashes, a blank line and a checkpoint");
        var path = new List<TreeHash>();
        foreach (var line in lines[1..]) path.Add(TreeHash.TryParse(line, out var hash) ? hash : throw new FormatException("a line of the proof is no hash"));
        return new WitnessRequest(oldSize, path, SignedNote.Parse(body[(blank + 2)..]));
    }

    /// <summary>The body.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"old {OldSize}\n{string.Concat(Path.Select(hash => hash + "\n"))}\n{Note}");
}
