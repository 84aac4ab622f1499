namespace Vern.Material.Routing;

/// <summary>How an authority is reached.</summary>
public enum AuthorityChannel
{
    /// <summary>By the police inbox of this Vern: a page and an interface for its programs.</summary>
    Inbox,
    /// <summary>By a file that a person takes out and brings to it.</summary>
    File,
}

/// <summary>What kind of body it is.</summary>
public enum AuthorityKind
{
    /// <summary>A country's authority for such reports.</summary>
    National,
    /// <summary>A body of the Union, which may not receive personal data from private parties directly (H-023): it is reached through a national authority.</summary>
    UnionBody,
}

/// <summary>An authority that reports are handed on to.</summary>
/// <param name="Id">A code; the team of the accounts of its inbox.</param>
/// <param name="Country">ISO 3166-1 alpha-2; of a body of the Union its seat.</param>
/// <param name="Title">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Channel">How it is reached.</param>
/// <param name="Languages">Codes of the languages that it reads.</param>
/// <param name="IsOwn">Whether it is the centre's own country's: what belongs nowhere else goes to it.</param>
/// <param name="IsClosed">Whether nothing goes to it any more.</param>
public sealed record Authority(string Id, string Country, string Title, AuthorityKind Kind, AuthorityChannel Channel, IReadOnlyList<string> Languages, bool IsOwn, bool IsClosed = false);
