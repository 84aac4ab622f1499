namespace Vern.Platform.Access.Storage;

/// <summary>A human being whom the administrator has verified; she may have several accounts and is still one.</summary>
internal sealed class PersonRow
{
    public int Id { get; set; }
    public required string Name { get; set; }
}

/// <summary>An account of a person, or of a body's program (no person).</summary>
internal sealed class AccountRow
{
    public int Id { get; set; }
    public required string Name { get; set; }
    public int? PersonId { get; set; }
    public DateTimeOffset MadeAt { get; set; }
    public DateTimeOffset? OffAt { get; set; }
    /// <summary>The sealed secret of the one-time codes; null before the first is set up.</summary>
    public byte[]? CodeSecret { get; set; }
    /// <summary>A secret that has been shown and not yet confirmed by a code.</summary>
    public byte[]? PendingSecret { get; set; }
    /// <summary>The time step of the last code taken: none is taken twice.</summary>
    public long LastStep { get; set; }
}

/// <summary>A role that an account has, until its end date where it has one.</summary>
internal sealed class RoleRow
{
    public int AccountId { get; set; }
    public required string Role { get; set; }
    public DateTimeOffset? Until { get; set; }
}

/// <summary>A one-time link; only the digest of its token is kept.</summary>
internal sealed class LinkRow
{
    public required string Digest { get; set; }
    public int AccountId { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>A browser that a one-time link has made known: only from one is a one-time code taken.</summary>
internal sealed class DeviceRow
{
    public required string Digest { get; set; }
    public int AccountId { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public int Failures { get; set; }
    public DateTimeOffset? LastFailureAt { get; set; }
}

/// <summary>A session of a person, or a program's token.</summary>
internal sealed class SessionRow
{
    public int Id { get; set; }
    public required string Digest { get; set; }
    public int AccountId { get; set; }
    public SessionKind Kind { get; set; }
    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset LastSeenAt { get; set; }
    public DateTimeOffset EndsAt { get; set; }
}

/// <summary>Something that takes two persons: the first has proposed it, the second may have confirmed it.</summary>
internal sealed class ProposalRow
{
    public required string Act { get; set; }
    public required string Subject { get; set; }
    public required string Digest { get; set; }
    public int FirstPersonId { get; set; }
    public required string FirstName { get; set; }
    public DateTimeOffset FirstAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public int? SecondPersonId { get; set; }
}
