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
    /// <summary>The team that the account belongs to; null: none.</summary>
    public string? Team { get; set; }
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
    /// <summary>How surely the identity provider knew her (acr); null for other ways in.</summary>
    public string? Level { get; set; }
    /// <summary>SHA-256 of what the identity provider calls its own session (sid); null for other ways in.</summary>
    public string? ProviderSession { get; set; }
}

/// <summary>A passkey of an account: a public key, and how often its private half says that it has signed.</summary>
internal sealed class PasskeyRow
{
    public int Id { get; set; }
    /// <summary>The credential's id, base64url.</summary>
    public required string Credential { get; set; }
    public int AccountId { get; set; }
    /// <summary>The public key (COSE).</summary>
    public required byte[] PublicKey { get; set; }
    public long SignCount { get; set; }
    public bool BackupEligible { get; set; }
    public bool BackedUp { get; set; }
    /// <summary>How its owner calls it.</summary>
    public required string Name { get; set; }
    public DateTimeOffset MadeAt { get; set; }
    public DateTimeOffset? UsedAt { get; set; }
    /// <summary>When it showed itself to be copied; none is taken after that.</summary>
    public DateTimeOffset? SuspectAt { get; set; }
}

/// <summary>A challenge or state that has been answered: it is not answered again. Kept until it would have expired anyway.</summary>
internal sealed class AnsweredRow
{
    public required string Digest { get; set; }
    public DateTimeOffset Until { get; set; }
}

/// <summary>Who an account is at an identity provider.</summary>
internal sealed class SubjectRow
{
    public required string Issuer { get; set; }
    public required string Subject { get; set; }
    public int AccountId { get; set; }
}

/// <summary>A role handed from one account to another until a day; it counts only as long as the one who handed it over has it.</summary>
internal sealed class DelegationRow
{
    public int Id { get; set; }
    public int FromId { get; set; }
    public int ToId { get; set; }
    public required string Role { get; set; }
    public DateTimeOffset MadeAt { get; set; }
    public DateTimeOffset Until { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>Somebody took what her role does not give, for a stated reason and a short time; another person looks at it afterwards.</summary>
internal sealed class EmergencyRow
{
    public int Id { get; set; }
    public int AccountId { get; set; }
    public int PersonId { get; set; }
    public required string Reason { get; set; }
    public DateTimeOffset BegunAt { get; set; }
    public DateTimeOffset EndsAt { get; set; }
    public int? ReviewerId { get; set; }
    public DateTimeOffset? ReviewedAt { get; set; }
    public bool? Justified { get; set; }
    public string? Review { get; set; }
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
