namespace Vern.Linkage.Encoding;

/// <summary>What a body may know of a person's identity; every part may be missing. It lives at the sender's own machine only.</summary>
/// <param name="GivenNames">As written, any alphabet.</param>
/// <param name="FamilyNames">As written, any alphabet.</param>
/// <param name="BirthDate">ISO date (yyyy-MM-dd), or a year (yyyy); placeholder days (1 January, 31 December) count as the year only.</param>
/// <param name="Sex">"f", "m" or null.</param>
/// <param name="Nationality">ISO 3166-1 alpha-2 or null.</param>
/// <param name="Duf">DUF number, twelve digits.</param>
/// <param name="NationalNumber">National identity number or D-number, eleven digits.</param>
public sealed record PersonIdentity(string? GivenNames, string? FamilyNames, string? BirthDate, string? Sex, string? Nationality, string? Duf, string? NationalNumber);

/// <summary>Encodes identities with Vern's default schema: the sender's side of a submission. Thread-safe.</summary>
public sealed class PersonEncoder
{
    /// <summary>An encoder for a secret; the secret never leaves the sender.</summary>
    public PersonEncoder(string secret) => ArgumentException.ThrowIfNullOrEmpty(secret);
    /// <summary>Name and SHA-256 of the default schema, as stated in submissions: <c>vern-person-1:9f2c…</c>.</summary>
    public static string SchemaName => throw new NotSupportedException();
    /// <summary>The default schema, in clkhash's version 3 format.</summary>
    public static string SchemaJson => throw new NotSupportedException();
    /// <summary>A check value by which two secrets can be told apart: HKDF of the secret with its own label, 8 hex digits.</summary>
    public string KeyCheck => throw new NotSupportedException();
    /// <summary>The encoding and the block keys; null when nothing in the identity can be encoded.</summary>
    public (byte[] Clk, ulong[] Blocks)? Encode(PersonIdentity identity) => throw new NotSupportedException();
}
