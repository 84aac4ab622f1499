using System.Globalization;
using System.Text;
using Vern.Ledger.Log;

namespace Vern.Platform.Auditing;

/// <summary>An entry of the ledger as it is read back.</summary>
/// <param name="Place">Its place, from 0.</param>
/// <param name="Id">Its id; null where it is none of ours (the first entry of a log that continues another).</param>
/// <param name="Kind">What happened.</param>
/// <param name="At">When, by the clock of who recorded it.</param>
/// <param name="Resource">What it was done to.</param>
/// <param name="Basis">The code of its lawful basis.</param>
/// <param name="Digest">SHA-256 of what was done, where it is public.</param>
/// <param name="By">Who; null once the sealed part is erased.</param>
/// <param name="Detail">Sealed details; null where there are none or they are erased.</param>
/// <param name="Erased">Whether a sealed part is gone.</param>
public sealed record ReadAct(long Place, string? Id, string Kind, DateTimeOffset At, string Resource, string Basis, string? Digest, Actor? By, string? Detail, bool Erased)
{
    /// <summary>Reads an entry's bytes; sealed parts from the store where one is given.</summary>
    public static ReadAct Of(long place, ReadOnlySpan<byte> bytes, PayloadStore? payloads) => Of(place, bytes, payloads is null ? null : (_, commitment) => payloads.Find(commitment));

    /// <summary>Reads an entry's bytes; sealed parts as they are found by name and commitment, or not at all.</summary>
    internal static ReadAct Of(long place, ReadOnlySpan<byte> bytes, Func<string, Vern.Ledger.Proofs.TreeHash, Sealed?>? payloads)
    {
        if (!Entry.TryParse(bytes, out var entry, out _)) return new(place, null, "unknown", DateTimeOffset.UnixEpoch, "", "", null, null, null, false);
        string? Open(string name) => entry.Public.GetValueOrDefault(name)?.Value;
        Sealed? Hidden(string name) => payloads is not null && entry.Commitments.TryGetValue(name, out var commitment) ? payloads(name, commitment) : null;
        var at = DateTimeOffset.TryParseExact(Open("at"), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : DateTimeOffset.UnixEpoch;
        var (by, detail) = (Hidden(AuditEntry.ByField), Hidden(AuditEntry.DetailField));
        var erased = payloads is not null && ((by is null && entry.Commitments.ContainsKey(AuditEntry.ByField)) || (detail is null && entry.Commitments.ContainsKey(AuditEntry.DetailField)));
        return new(place, Open("id"), entry.Kind, at, Open("resource") ?? "", Open("basis") ?? "", Open("digest"), AuditEntry.ReadBy(by), detail is null ? null : Encoding.UTF8.GetString(detail.Payload.Span), erased);
    }

    /// <summary>What the database keeps of it for look-up.</summary>
    internal ActRow ToRow() => new() { Id = Id!, Kind = Kind, Resource = Resource, At = At.ToUnixTimeMilliseconds(), Place = Place };
}
