using System.Globalization;
using System.Text.Json;
using Vern.Ledger.Log;

namespace Vern.Platform.Auditing;

/// <summary>
/// One act as it goes to the ledger. Public: kind, id, time, resource, lawful basis, and the digest of what was done where what was done cannot be guessed or is published anyway.
/// Sealed, so that only a salted commitment stands in the ledger: who (name, role, purpose), and details.
/// </summary>
public sealed class AuditEntry
{
    /// <summary>The sealed field that says who.</summary>
    public const string ByField = "by";
    /// <summary>The sealed field with details.</summary>
    public const string DetailField = "detail";

    private readonly SortedDictionary<string, Sealed> sealedFields = new(StringComparer.Ordinal);

    private AuditEntry(string id, AuditAct act, string resource, DateTimeOffset at) => (Id, Act, Resource, At) = (id, act, resource, at);

    /// <summary>32 hexadecimal digits, random: by it an act is appended once, whatever happens in between.</summary>
    public string Id { get; }
    /// <summary>The kind of act.</summary>
    public AuditAct Act { get; }
    /// <summary>What it was done to, as a path of nouns: <c>round/2014/body/ros</c>. Public.</summary>
    public string Resource { get; }
    /// <summary>When, by the clock of who recorded it; the ledger's order is place, not time.</summary>
    public DateTimeOffset At { get; }
    /// <summary>The entry as the ledger keeps it.</summary>
    public byte[] Bytes { get; private init; } = [];
    /// <summary>Salt and payload of the sealed fields, by name.</summary>
    public IReadOnlyDictionary<string, Sealed> Hidden => sealedFields;

    /// <summary>An entry for an act that was just done.</summary>
    /// <param name="act">Its kind.</param>
    /// <param name="resource">What it was done to.</param>
    /// <param name="at">When.</param>
    /// <param name="actor">By whom; sealed. Where nobody was asked for a purpose (a verb, a program) it is that of the act's own processing.</param>
    /// <param name="digest">SHA-256 of what was done, lower-case hex; public.</param>
    /// <param name="detail">What else belongs to it; sealed.</param>
    public static AuditEntry Of(AuditAct act, PublicText resource, DateTimeOffset at, Actor actor, PublicText? digest = null, string? detail = null)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(resource);
        var id = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        var open = new Dictionary<string, PublicText>(StringComparer.Ordinal)
        {
            ["id"] = new(id), ["at"] = new(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)), ["basis"] = new(act.Basis.Code), ["resource"] = resource,
        };
        if (digest is not null) open["digest"] = digest;
        var by = Sealed.New(JsonSerializer.SerializeToUtf8Bytes(actor.Purpose is null ? actor with { Purpose = act.Basis.Code } : actor));
        var hidden = new Dictionary<string, Sealed>(StringComparer.Ordinal) { [ByField] = by };
        if (!string.IsNullOrWhiteSpace(detail)) hidden[DetailField] = Sealed.New(detail);
        var entry = new AuditEntry(id, act, resource.Value, at) { Bytes = Entry.Of(act.Kind, open, hidden).ToBytes() };
        foreach (var (name, payload) in hidden) entry.sealedFields.Add(name, payload);
        return entry;
    }

    /// <summary>Who, from the sealed field; null where it is not what this writes.</summary>
    public static Actor? ReadBy(Sealed? by)
    {
        if (by is null) return null;
        try { return JsonSerializer.Deserialize<Actor>(by.Payload.Span); }
        catch (JsonException) { return null; }
    }
}
